"""Copies of a market while it is open, and putting one back: what `python app.py backup` and `restore` do.

A backup is a folder: the database (`microstore.db`, or `microstore.dump` from PostgreSQL's own pg_dump), `pictures`, `papers` and
`secret.key`. The database is copied first: what it names is among the files then.
"""

import shutil
import sqlite3
import subprocess
import tempfile
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import quote

from storefront.kit.config import Config

SQLITE, POSTGRES = "microstore.db", "microstore.dump"


class Impossible(Exception):
    """It cannot be done, for a reason that a person can read. Nothing was changed."""


def write(config: Config, folder: Path) -> None:
    """Copy everything into `folder`, which is empty or not there yet. Raises Impossible, and leaves nothing behind then."""
    if folder.exists() and not _is_empty(folder):
        raise Impossible(f"{folder} is not an empty folder.")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    copy = _copy_of_sqlite if config.is_sqlite else _copy_of_postgres
    try:
        copy(config, folder)
    except Impossible:
        shutil.rmtree(folder)
        raise
    _copy_folder(config.pictures, folder / "pictures")
    if config.papers.exists():  # identity papers, encrypted as they lie
        _copy_folder(config.papers, folder / "papers")
    shutil.copy2(config.data / "secret.key", folder / "secret.key")


def put_back(config: Config, folder: Path) -> None:
    """Put what `write` wrote into an empty data folder, and on PostgreSQL into an empty database. Raises Impossible.

    The database comes last, and with it the mark that makes it wait (`jobs.hold`): whatever stops this half-way leaves no market behind
    that sends, and none without its key.
    """
    if not (folder / "secret.key").is_file():
        raise Impossible(f"{folder} is not a backup: it holds no secret.key.")
    if not _is_empty(config.pictures) or config.papers.exists() and not _is_empty(config.papers):
        raise Impossible(f"{config.data} is in use already. Restore into an empty folder.")
    there, elsewhere = (SQLITE, POSTGRES) if config.is_sqlite else (POSTGRES, SQLITE)
    if not (folder / there).is_file():
        other = f" It holds {elsewhere}: that is of another kind of database." if (folder / elsewhere).is_file() else ""
        raise Impossible(f"{folder} holds no {there}.{other}")
    refuse, into = (_refuse_sqlite, _into_sqlite) if config.is_sqlite else (_refuse_postgres, _into_postgres)
    refuse(config, folder / there)
    try:
        for name, to in (("pictures", config.pictures), ("papers", config.papers)):
            if (folder / name).is_dir():
                shutil.copytree(folder / name, to, dirs_exist_ok=True)
        shutil.copy2(folder / "secret.key", config.data / "secret.key")
        into(config, folder / there)
    except BaseException:
        for half in (config.pictures, config.papers):
            _clear(half)
        raise


def _held() -> tuple[str, int]:
    """What makes workers wait, as SQL, and since when."""
    from storefront.kit import clock

    row = "INSERT INTO job_counter (queue, key, value) VALUES ('microstore', 'held', {mark}) ON CONFLICT DO NOTHING"
    return row, int(clock.now().timestamp()) // 60


# --- SQLite ----------------------------------------------------------------------------------------------------------------------


def _copy_of_sqlite(_config: Config, folder: Path) -> None:
    from storefront.kit import db

    with db.connection():
        db.database.execute_sql("VACUUM INTO ?", (str(folder / SQLITE),))
    (folder / SQLITE).chmod(0o600)


def _refuse_sqlite(config: Config, copy: Path) -> None:
    if _file_of(config).exists():
        raise Impossible(f"{config.data} is in use already. Restore into an empty folder.")
    with closing(sqlite3.connect(f"file:{quote(str(copy))}?mode=ro&immutable=1", uri=True)) as connection:
        try:
            said = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        except sqlite3.DatabaseError as error:
            said = str(error)
    if said != "ok":
        raise Impossible(f"{copy} is damaged: {said}.")


def _file_of(config: Config) -> Path:
    return Path(config.database_url.removeprefix("sqlite:///"))


def _into_sqlite(config: Config, copy: Path) -> None:
    database = _file_of(config)
    half = database.with_name(f".{database.name}.half")
    shutil.copyfile(copy, half)
    half.chmod(0o600)
    row, now = _held()
    with closing(sqlite3.connect(half)) as connection, connection:
        connection.execute(row.format(mark="?"), (now,))
    half.replace(database)


# --- PostgreSQL ------------------------------------------------------------------------------------------------------------------


def _copy_of_postgres(config: Config, folder: Path) -> None:
    _ask(config, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={folder / POSTGRES}")
    (folder / POSTGRES).chmod(0o600)


def _refuse_postgres(config: Config, _copy: Path) -> None:
    import psycopg

    with psycopg.connect(config.database_url) as connection:
        (tables,) = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()").fetchone()
    if tables:
        raise Impossible("The database is in use already. Restore into an empty one.")


def _into_postgres(config: Config, copy: Path) -> None:
    import psycopg

    _ask(config, "pg_restore", "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error", str(copy))
    row, now = _held()
    with psycopg.connect(config.database_url) as connection:
        connection.execute(row.format(mark="%s"), (now,))
    with psycopg.connect(config.database_url) as connection:
        connection.execute("ANALYZE")  # else it plans by guessing until it finds the time to look, and the oracle asks at once


def _ask(config: Config, tool: str, *arguments: str) -> None:
    """Run one of PostgreSQL's own tools on our database. The password travels in a file: everybody sees the arguments."""
    from psycopg import conninfo

    found = shutil.which(tool)
    if found is None:
        raise Impossible(f"{tool} is not on this machine. It comes with PostgreSQL (the package postgresql-client on Debian).")
    parts = conninfo.conninfo_to_dict(config.database_url)
    with tempfile.NamedTemporaryFile("w", prefix="microstore-", suffix=".pgpass") as secret:
        if "password" in parts:
            secret.write("*:*:*:*:" + str(parts.pop("password")).replace("\\", "\\\\").replace(":", "\\:"))
            secret.flush()
            parts["passfile"] = secret.name
        command = [found, f"--dbname={conninfo.make_conninfo(**parts)}", *arguments]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Impossible(f"{tool} could not do it: {' '.join(done.stderr.split())}")


# --- files -----------------------------------------------------------------------------------------------------------------------


def _copy_folder(source: Path, to: Path) -> None:
    """All files of a folder in which the market goes on working: without those that are just being written, under names that begin with
    a point, and those that are deleted meanwhile."""

    def copy(one: str, there: str) -> None:
        with suppress(FileNotFoundError):
            shutil.copy2(one, there)

    shutil.copytree(source, to, ignore=shutil.ignore_patterns(".*"), copy_function=copy)


def _clear(folder: Path) -> None:
    """Empty a folder that was empty before."""
    for path in folder.iterdir() if folder.is_dir() else ():
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def _is_empty(folder: Path) -> bool:
    return folder.is_dir() and not any(folder.iterdir())
