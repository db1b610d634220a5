"""The commands behind `python app.py`: serve, work, migrate, demo, check, admin, backup, restore."""

import argparse
import os
import shutil
import signal
import socket
import sys
import threading
import time
from pathlib import Path

from storefront.kit.config import Config


def run(arguments: list[str]) -> int:
    """Parse and do one command; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python app.py", description="Microstore: a market of phone shops.")
    commands = parser.add_subparsers(dest="command", metavar="command")
    serve = commands.add_parser("serve", help="serve the market (the default); on an empty database --demo fills it first")
    serve.add_argument("--demo", action="store_true", help="fill an empty database with the demo world")
    serve.add_argument("--no-demo", action="store_true", help="start empty, with the welcome page")
    commands.add_parser("work", help="run the job worker alone, beside servers with MICROSTORE_JOBS=outside")
    commands.add_parser("migrate", help="bring the database to the current shape")
    commands.add_parser("demo", help="fill an empty database with the demo world")
    commands.add_parser("check", help="prove the books: every sum, stock, state and the audit chain; exit 1 on the first difference")
    admin = commands.add_parser("admin", help="make somebody an operator: python app.py admin +8613800138000")
    admin.add_argument("contact", help="mobile number or e-mail of the person")
    admin.add_argument("--role", choices=("support", "finance", "operator"), default="operator")
    backup = commands.add_parser("backup", help="write a consistent copy of database, pictures and keys to a new folder")
    backup.add_argument("folder", type=Path)
    restore = commands.add_parser("restore", help="put a backup into an empty data folder and check it")
    restore.add_argument("folder", type=Path)
    chosen = parser.parse_args(arguments or ["serve"])
    if chosen.command is None:
        parser.print_help()
        return 2
    config = Config.from_env()
    return globals()[f"_{chosen.command}"](config, chosen)


def _prepare(config: Config):
    """Application with a migrated database, without serving."""
    from app import create_app

    from storefront import migrations

    app = create_app(config)
    migrations.apply()
    return app


def _serve(config: Config, chosen) -> int:
    from storefront.kit import i18n

    i18n.compile_all()
    _prepare(config)
    if chosen.demo and not chosen.no_demo:
        _fill_if_empty(config)
    address = config.url or f"http://{_own_address(config)}:{config.port}"
    _greet(config, address, chosen)
    os.environ.setdefault("MICROSTORE_URL", address) if not config.url else None
    from storefront.kit import db

    db.database.close()
    return _granian(config)


def _granian(config: Config) -> int:
    from granian import Granian
    from granian.constants import Interfaces

    server = Granian(
        target="storefront.commands:application",
        factory=True,
        address=config.host,
        port=config.port,
        interface=Interfaces.WSGI,
        workers=config.workers,
        blocking_threads=config.threads,
        backlog=1024,
        log_enabled=True,
        log_level="warning",
        respawn_failed_workers=True,
        workers_kill_timeout=15,
        process_name="microstore",
    )
    server.serve()
    return 0


def application():
    """WSGI factory of one server process; starts the job worker inside it unless settings say outside."""
    from app import create_app

    from storefront import shops
    from storefront.kit import jobs, pagecache

    config = Config.from_env()
    app = create_app(config)
    if config.workers > 1 or config.jobs == "outside":
        pagecache.versions.reader = shops.read_version  # other processes write too
    if config.jobs == "inside":
        jobs.Worker().start()
    return app


def _own_address(config: Config) -> str:
    """The address other devices on the same network reach this machine by."""
    if config.host not in ("0.0.0.0", "::"):
        return config.host
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # a documentation address: nothing is sent, the kernel only picks the route
            return probe.getsockname()[0]
        except OSError:
            return "localhost"


def _greet(config: Config, address: str, chosen) -> None:
    from storefront.share import qr

    print(qr.terminal(address))
    print(f"  {config.market_name} is open at {address}")
    print("  Scan the code with the phone beside you, or open the address in a browser.")
    if chosen.demo and not chosen.no_demo:
        print("  It shows a demo world. To start empty: make run EMPTY=1 with a new MICROSTORE_DATA folder.")
    print("  Stop with Ctrl+C.", flush=True)


def _fill_if_empty(config: Config) -> None:
    from storefront import demo
    from storefront.shops.models import Shop

    if not Shop.select().exists():
        print("  Filling the empty database with a demo world (start empty with: make run EMPTY=1) …", flush=True)
        demo.fill(config, say=lambda text: print(f"    {text}", flush=True))


def _work(config: Config, _chosen) -> int:
    _prepare(config)
    from storefront.kit import jobs

    worker = jobs.Worker().start()
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    print("The job worker is running. Stop with Ctrl+C.", flush=True)
    while not stop.wait(1.0):
        pass
    worker.stop()
    return 0


def _migrate(config: Config, _chosen) -> int:
    _prepare(config)
    print("The database is in its current shape.")
    return 0


def _demo(config: Config, _chosen) -> int:
    _prepare(config)
    from storefront.shops.models import Shop

    if Shop.select().exists():
        print("There are shops already. The demo world fills an empty database only.", file=sys.stderr)
        return 1
    _fill_if_empty(config)
    return 0


def _check(config: Config, _chosen) -> int:
    _prepare(config)
    from storefront import check

    started = time.monotonic()
    problems = check.run()
    for problem in problems:
        print(problem)
    if problems:
        print(f"{len(problems)} differences. The first is: {problems[0]}", file=sys.stderr)
        return 1
    print(f"Everything adds up ({time.monotonic() - started:.1f} s).")
    return 0


def _admin(config: Config, chosen) -> int:
    _prepare(config)
    from storefront import accounts
    from storefront.kit.errors import Refused

    try:
        person = accounts.make_operator(chosen.contact, chosen.role)
    except Refused as refusal:
        print(refusal.sentence, file=sys.stderr)
        return 1
    print(f"{chosen.contact} is {person.role} now. Sign in at {config.base_url}/signin, then open {config.base_url}/admin.")
    return 0


def _backup(config: Config, chosen) -> int:
    if chosen.folder.exists() and any(chosen.folder.iterdir()):
        print(f"{chosen.folder} is not empty.", file=sys.stderr)
        return 1
    chosen.folder.mkdir(parents=True, exist_ok=True)
    if not config.is_sqlite:
        print("On PostgreSQL use pg_dump for the database; this copies pictures and keys.")
    else:
        _prepare(config)
        from storefront.kit import db

        target = str(chosen.folder / "microstore.db").replace("'", "''")
        db.database.execute_sql(f"VACUUM INTO '{target}'")
    shutil.copytree(config.pictures, chosen.folder / "pictures")
    shutil.copy2(config.data / "secret.key", chosen.folder / "secret.key")
    print(f"Written to {chosen.folder}. Keep secret.key as safe as the database: without it personal data cannot be read.")
    return 0


def _restore(config: Config, chosen) -> int:
    if (config.data / "microstore.db").exists():
        print(f"{config.data} holds a database already. Restore into an empty folder.", file=sys.stderr)
        return 1
    for name in ("microstore.db", "secret.key", "pictures"):
        source, target = chosen.folder / name, config.data / name
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True)
        elif source.exists():
            shutil.copy2(source, target)
    return _check(Config.from_env(), chosen)
