"""Eyes for the contracts about what pages look like, callers for those about what answers say, databases for those about tables."""

from urllib.parse import parse_qs, urlparse

import peewee
import pytest

from storefront import accounts, migrations
from storefront.kit.config import Config
from tests.support import engines
from tests.support.addresses import address, pages_of, routes
from tests.support.looking import Eyes
from tests.support.schemas import tables
from tests.support.server import Server, write_keys


@pytest.fixture
def eyes(phone, live_server):
    """Make eyes in a browser of their own: `eyes(person or None, "zh-CN")`."""

    def make(person, language: str) -> Eyes:
        page = phone(locale=language, is_mobile=False)
        if person is not None:
            token = accounts.open_session(person, "Chrome on Android", "")
            page.context.add_cookies([{"name": "session", "value": token, "url": live_server.url}])
        return Eyes(page, live_server.url, language)

    return make


@pytest.fixture
def callers(ask, everything):
    """Who may call a route, by its policy."""
    owner = ask(everything.mei.people["owner"])
    return {
        "public": ask(),
        "link": ask(),
        "person": owner,
        "seller": owner,
        "operator": ask(everything.staff["operator"]),
        "provider": ask(),
    }


@pytest.fixture
def visits(app, everything, callers):
    """[(policy, endpoint, path, caller)] of every page there is to look at."""
    found = []
    for policy, caller in callers.items():
        for rule in routes(app, "GET", policy):
            found.append((policy, rule.endpoint, address(rule, everything.values(rule, everything.mei)), caller))
    for who, path in pages_of(everything.mei):
        policy = {"owner": "seller", "visitor": "link" if path.startswith("/o/") else "public", "operator": "operator"}[who]
        found.append((policy, "", path, callers[policy]))
    return found


@pytest.fixture(scope="module")
def fresh(app, engine, config, worker_id, tmp_path_factory):
    """Make an empty database: `fresh(name)` gives it, connected, and its URL."""
    opened = []

    def make(name: str) -> tuple[peewee.Database, str]:
        if engine == "sqlite":
            path = tmp_path_factory.mktemp(name) / "microstore.db"
            made, url = peewee.SqliteDatabase(str(path), pragmas={"foreign_keys": 0}, timeout=20), f"sqlite:///{path}"
        else:
            socket = parse_qs(urlparse(config.database_url).query)["host"][0]
            url = engines.create_database(socket, f"{name}_{worker_id}")
            made = peewee.PostgresqlDatabase(f"{name}_{worker_id}", host=socket, user="postgres", prefer_psycopg3=True)
        made.connect()
        opened.append(made)
        return made, url

    yield make
    for each in opened:
        each.close()


@pytest.fixture(scope="module")
def migrated(fresh):
    """What all migrations together make of nothing."""
    database, _url = fresh("migrated")
    with database.atomic():
        for name in migrations.names():
            migrations.import_module(f"storefront.migrations.{name}").up(database)
    return database


@pytest.fixture(scope="module")
def modelled(fresh):
    """What the models make of nothing."""
    database, _url = fresh("modelled")
    with database.bind_ctx(tables()), database.atomic():
        database.create_tables(tables(), safe=True)
    return database


# --- `python app.py …` in processes of its own ------------------------------------------------------------------------------------


@pytest.fixture
def place(tmp_path, engine, config, worker_id):
    """Settings with an empty data folder and, on PostgreSQL, an empty database."""
    url = ""
    if engine == "postgres":
        url = engines.create_database(config.database_url.partition("host=")[2].replace("%2F", "/"), f"commands_{worker_id}")
    made = Config.for_tests(data=tmp_path / "data", database=url, synchronous="normal")
    write_keys(made)
    return made


@pytest.fixture
def server(place):
    """A server on the empty place."""
    one = Server(place, "--no-demo").start()
    yield one
    one.kill()
