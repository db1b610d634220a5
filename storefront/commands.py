"""The commands behind `python app.py`: serve, work, migrate, demo, check, anchor, admin, rotate, backup, restore, resume.

Exit codes: 0 done; 1 it could not be done or the books do not agree, with a sentence on stderr; 2 the command line cannot be
read; 130 interrupted. What is asked for goes to stdout.
"""

import argparse
import signal
import sys
from pathlib import Path

from storefront.kit.config import Config

SETTINGS = """\
settings are environment variables; README.md lists all of them. The first ones:
  MICROSTORE_DATA      folder for the database, pictures and the secret key (data)
  MICROSTORE_DATABASE  postgresql://user:password@host/name; SQLite in that folder where it is not set
  MICROSTORE_HOST      address to listen on (0.0.0.0)
  MICROSTORE_PORT      port to listen on (8000)
  MICROSTORE_URL       the public address that links and QR codes carry
"""

HALF_A_DEMO = ".demo-begun"  # lies in the data folder while the demo world is being made


def run(arguments: list[str]) -> int:
    """Parse and do one command; returns the exit code."""
    chosen = _parser().parse_args(arguments or ["serve"])
    config = Config.from_env()
    try:
        return chosen.do(config, chosen)
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if not _is_unreachable(error):
            raise
        print(f"The database cannot be used: {' '.join(str(error).split())}", file=sys.stderr)
        return 1


def _is_unreachable(error: Exception) -> bool:
    peewee = sys.modules.get("peewee")
    return peewee is not None and isinstance(error, (peewee.OperationalError, peewee.ImproperlyConfigured))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python app.py",
        description="Microstore: a market of phone shops.",
        epilog=SETTINGS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(metavar="command", required=True)

    def command(name: str, do, words: str) -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=words, description=f"{words[0].upper()}{words[1:]}.")
        one.set_defaults(do=do)
        return one

    serve = command("serve", _serve, "serve the market (the default)")
    ways = serve.add_mutually_exclusive_group()
    ways.add_argument("--demo", action="store_true", help="fill an empty database with the demo world first")
    ways.add_argument("--no-demo", action="store_true", help="start empty, with the welcome page (the default)")
    command("work", _work, "run the job worker alone, beside servers with MICROSTORE_JOBS=outside")
    command("migrate", _migrate, "bring the database to its current shape (serve does it too)")
    command("demo", _demo, "fill an empty database with the demo world")
    check = command(
        "check", _check, "prove the books: every sum, stock, state and the chain of events; exit code 1 where one differs"
    )
    check.add_argument(
        "--anchor", metavar="SEAL", help="a seal that `anchor` printed earlier: prove that it is still in the chain"
    )
    command("anchor", _anchor, "print the last seal of the chain of events, to be kept where this machine cannot change it")
    admin = command("admin", _admin, "give somebody a role in the market: admin +8613800138000")
    admin.add_argument("contact", help="mobile number or e-mail of the person")
    roles = ("support", "finance", "operator", "none")
    admin.add_argument(
        "--role", choices=roles, default="operator", help="what they may do; none takes it away (default: operator)"
    )
    rotate = command("rotate", _rotate, "seal personal data anew with the newest key, also while the market is open")
    rotate.add_argument(
        "--new-key", action="store_true", help="first put a new key into the key file; then start every server anew, and rotate"
    )
    backup = command(
        "backup", _backup, "write a consistent copy of database, pictures and keys to a new folder, also while the market is open"
    )
    backup.add_argument("folder", type=Path, help="a folder that is empty or not there yet")
    restore = command(
        "restore", _restore, "put a backup into an empty data folder, and an empty database; it checks it, and waits"
    )
    restore.add_argument("folder", type=Path, help="what backup wrote")
    command("resume", _resume, "let a restored market send and go on: once it is the only one")
    return parser


# --- the application without a server -------------------------------------------------------------------------------------------


def spare_drivers(config: Config) -> None:
    """Peewee and huey import every database driver they find. What this database does not need is hidden from them before they look:
    a tenth of a second at each start."""
    unneeded = ["playhouse.cysqlite_ext", "playhouse.apsw_ext", "playhouse.cockroachdb"]
    for name in [*unneeded, "psycopg"] if config.is_sqlite else unneeded:
        sys.modules.setdefault(name, None)


def prepare(config: Config):
    """The application, on a database in its current shape, without serving."""
    spare_drivers(config)
    from app import create_app
    from storefront import migrations

    app = create_app(config)
    migrations.apply()
    return app


# --- commands -------------------------------------------------------------------------------------------------------------------


def _serve(config: Config, chosen) -> int:
    if chosen.demo and _is_half_a_demo(config):
        return 1
    from storefront import serving

    return serving.serve(config, demo=chosen.demo)


def _work(config: Config, _chosen) -> int:
    prepare(config)
    from storefront import policies
    from storefront.kit import jobs, memory

    memory.settle()
    policies.watch()  # the operator publishes elsewhere
    ends = {signal.SIGTERM, signal.SIGINT}
    # Blocked in every thread and waited for, not handled: a handler runs between two steps of whatever the main thread does, and
    # one that sets the event just as the main thread begins to wait for it waits for ever for the event's own lock.
    signal.pthread_sigmask(signal.SIG_BLOCK, ends)
    worker = jobs.Worker().start()
    print("The job worker is running. Stop with Ctrl+C.", flush=True)
    signal.sigwait(ends)
    worker.stop()
    return 0


def _migrate(config: Config, _chosen) -> int:
    spare_drivers(config)
    from app import create_app
    from storefront import migrations

    create_app(config)
    for name in migrations.apply():
        print(f"Done: {name}")
    print("The database is in its current shape.")
    return 0


def _is_half_a_demo(config: Config) -> bool:
    """Whether somebody stopped the demo world while it was being made; says so. Half of it would look like a market that is broken."""
    half = (config.data / HALF_A_DEMO).exists()
    if half:
        print(
            f"The demo world in {config.data} is only half made: it was stopped. Delete that folder and start again.",
            file=sys.stderr,
        )
    return half


def _demo(config: Config, _chosen) -> int:
    if _is_half_a_demo(config):
        return 1
    app = prepare(config)
    from storefront import demo
    from storefront.shops.models import Shop

    if Shop.select().exists():
        print("There are shops already. The demo world fills an empty database only.", file=sys.stderr)
        return 1
    half = config.data / HALF_A_DEMO
    half.touch()
    print("  Filling the empty database with a demo world (start empty with: make run EMPTY=1) …", flush=True)
    demo.fill(app, config, say=lambda text: print(f"    {text}", flush=True))
    half.unlink()
    return 0


def _check(config: Config, chosen) -> int:
    prepare(config)
    return _prove(chosen.anchor)


def _prove(anchor: str | None = None) -> int:
    from storefront import check
    from storefront.kit import audit, db, ids

    started = ids.monotonic()
    problems = check.everything()
    if anchor is not None:
        with db.connection():
            problems += audit.holds(anchor)
    for problem in problems:
        print(problem)
    if problems:
        print(f"{len(problems)} difference{'s' if len(problems) > 1 else ''}. The first is: {problems[0]}", file=sys.stderr)
        return 1
    print(f"Everything adds up ({ids.monotonic() - started:.1f} s).")
    return 0


def _anchor(config: Config, _chosen) -> int:
    prepare(config)
    from storefront.kit import audit, db

    with db.connection():
        audit.seal_all()
        seal = audit.anchor()
    if seal is None:
        print("Nothing has happened yet, so there is no seal.", file=sys.stderr)
        return 1
    print(seal)
    return 0


def _admin(config: Config, chosen) -> int:
    prepare(config)
    from storefront import accounts
    from storefront.kit import db, events
    from storefront.kit.errors import Refused

    role = "" if chosen.role == "none" else chosen.role
    try:
        with db.connection(), events.acting("system", "command line"):
            accounts.make_operator(chosen.contact, role)
    except Refused as refusal:
        print(refusal.sentence, file=sys.stderr)
        return 1
    if role:
        print(f"{chosen.contact} is {role} now. Sign in at {config.base_url}/signin, then open {config.base_url}/admin.")
    else:
        print(f"{chosen.contact} has no role any more.")
    return 0


def _rotate(config: Config, chosen) -> int:
    from storefront.kit import rotating

    if chosen.new_key:
        try:
            name = rotating.add_key(config.data / "secret.key")
        except rotating.Busy as busy:
            print(busy, file=sys.stderr)
            return 1
        print(
            f"Key {name} stands first in {config.data / 'secret.key'}. Start every server and worker anew, then run: python app.py rotate"
        )
        return 0
    prepare(config)
    from storefront import verification
    from storefront.kit import db

    with db.connection():
        done = rotating.reseal() | {"files of identity papers": verification.reseal_all()}
    for table, rows in done.items():
        if rows:
            print(f"{table}: {rows}")
    print(f"Everything is sealed with {config.secrets[0][0]}. The last key in the file finds people: keep it.")
    return 0


def _backup(config: Config, chosen) -> int:
    prepare(config)
    from storefront import backups

    try:
        backups.write(config, chosen.folder)
    except backups.Impossible as why:
        print(why, file=sys.stderr)
        return 1
    print(f"Written to {chosen.folder}. Keep secret.key as safe as the database: without it personal data cannot be read.")
    return 0


def _restore(config: Config, chosen) -> int:
    spare_drivers(config)
    from storefront import backups

    try:
        backups.put_back(config, chosen.folder)
    except backups.Impossible as why:
        print(why, file=sys.stderr)
        return 1
    config = Config.from_env()  # with the key that came back
    prepare(config)
    from storefront.kit import db, jobs

    with db.connection():
        jobs.hold()
    wrong = _prove()
    print(
        "It waits: no text leaves, no refund is asked for and no deadline ends. Is this the market from now on? python app.py resume"
    )
    return wrong


def _resume(config: Config, _chosen) -> int:
    prepare(config)
    from storefront.kit import db, jobs

    with db.connection():
        waited = jobs.let_go()
    print("It goes on." if waited else "It did not wait.")
    return 0
