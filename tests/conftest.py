"""Fixtures of every test. `pytest --engine postgres` runs the same tests on PostgreSQL; `--seed` repeats a run.

A test that asks for `database` (or for anything that stands on it) starts with empty tables. When it ends, the oracle recomputes
every sum and finds no difference, the tables are emptied again and the clock runs as the system's does.
"""

import contextlib
import gc
import os
import random

import hypothesis
import pytest

from tests.support import browser as browsers
from tests.support import engines
from tests.support.nursery import Nursery
from tests.support.screen import PATIENCE, PHONE, Faults
from tests.support.server import Server

pytest_plugins = ["tests.support.factories", "tests.support.furnished", "tests.support.gateway"]

hypothesis.settings.register_profile(
    "suite",
    derandomize=True,  # the same examples on every machine and every run
    print_blob=True,
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow, hypothesis.HealthCheck.function_scoped_fixture],
)
hypothesis.settings.register_profile("drill", hypothesis.settings.get_profile("suite"), derandomize=False)

BROWSER_FIXTURES = {"page", "new_context", "phone"}


# --- a run: engine, seed, which tests ---------------------------------------------------------------------------------------


def pytest_addoption(parser):
    parser.addoption("--engine", choices=engines.ENGINES, default="sqlite", help="the database to run on")
    parser.addoption("--seed", type=int, help="repeat a run with this seed")


def _is_drill(config) -> bool:
    return "drill" in (config.option.markexpr or "")


def pytest_configure(config):
    inherited = getattr(config, "workerinput", {}).get("seed")
    config.seed = inherited or config.option.seed or random.SystemRandom().randrange(1, 10**9)
    config.postgres = None
    hypothesis.settings.load_profile("drill" if _is_drill(config) else "suite")
    if _is_drill(config) and not config.getoption("--hypothesis-seed"):
        hypothesis.core.global_force_seed = config.seed


def pytest_report_header(config):
    return f"engine: {config.option.engine}; seed: {config.seed} (repeat with --seed {config.seed})"


def pytest_xdist_auto_num_workers():
    """One more than there are processors: who drives a browser waits for pages, and for clocks, a fifth of the time."""
    return (os.cpu_count() or 1) + 1


def pytest_configure_node(node):
    """An xdist worker is about to start: it shares our seed and our PostgreSQL."""
    node.workerinput["seed"] = node.config.seed
    if node.config.option.engine == "postgres":
        node.workerinput["socket"] = _socket(node.config)


def _socket(config) -> str:
    """The folder where PostgreSQL listens; the first process to ask starts it."""
    given = getattr(config, "workerinput", {}).get("socket")
    if given:
        return given
    if config.postgres is None:
        config.postgres = engines.Postgres()
    return config.postgres.socket


def pytest_unconfigure(config):
    if getattr(config, "postgres", None) is not None:
        config.postgres.stop()


def pytest_collection_modifyitems(config, items):
    """Tests that ask for a browser are marked so; drills run only when asked for, looks and what knows no engine on the first one
    only, what one engine alone does on that one."""
    for item in items:
        if BROWSER_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker("browser")
    first = config.option.engine == engines.ENGINES[0]
    left_out = (set() if _is_drill(config) else {"drill"}) | (set() if first else {"looks"})
    kept, out = [], []
    for item in items:
        of = item.get_closest_marker("of")
        known = first or _KNOW_THE_ENGINE & set(getattr(item, "fixturenames", ()))
        if of:
            known = of.args[0] == config.option.engine
        (kept if known and not left_out & {mark.name for mark in item.iter_markers()} else out).append(item)
    if out:
        config.hook.pytest_deselected(items=out)
        items[:] = kept


def pytest_collection_finish(session):
    """As the server does it: what is imported stays, and is not looked through again and again for what may go."""
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)


# A test without any of these is the same on every engine.
_KNOW_THE_ENGINE = {"app", "config", "engine", "live_server"}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """A failure carries what the server printed."""
    report = yield
    server = getattr(item, "funcargs", {}).get("live_server")
    if report.failed and server is not None:
        report.sections.append((f"server {server.url}", server.output()))
    return report


# --- the database -------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def engine(pytestconfig) -> str:
    """sqlite or postgres."""
    return pytestconfig.option.engine


@pytest.fixture(scope="session")
def config(pytestconfig, tmp_path_factory, worker_id, engine):
    """The settings of this worker: a data folder and a database of its own, keys made for this run."""
    from storefront.kit.config import Config

    data = tmp_path_factory.mktemp("data")
    url = engines.create_database(_socket(pytestconfig), f"test_{worker_id}") if engine == "postgres" else ""
    return Config.for_tests(data=data, database=url, synchronous="normal")


@pytest.fixture(scope="session")
def app(config):
    """The application, wired, on a migrated database. It is made once: what it keeps in memory is forgotten after each test."""
    from app import create_app
    from storefront import migrations, policies
    from storefront.kit import db

    if (
        config.is_sqlite
    ):  # one connection is asked here what all threads of a server are asked, and it keeps the first ones for good
        db.STATEMENTS = 4000
    application = create_app(config)
    application.testing = True
    migrations.apply()
    db.database.close()  # what they asked is never asked again
    policies.nothing_published()
    gc.freeze()
    return application


@pytest.fixture(scope="session")
def _cleaner(app):
    from storefront.kit import db

    with db.connection():
        return engines.Cleaner(db.database.obj)


@pytest.fixture
def database(app, _cleaner):
    """The connected database, empty."""
    from storefront.kit import db

    db.open_connection()
    yield db.database
    db.close_connection()


@pytest.fixture(autouse=True)
def _fresh(request):
    """Before a test: chance repeats itself. After one with a database: the oracle, empty tables, the system's clock."""
    random.seed(f"{request.config.seed}:{request.node.nodeid}")
    if "app" not in request.fixturenames or "everything" in request.fixturenames:  # that world is built once for many tests
        yield
        return
    app, cleaner = request.getfixturevalue("app"), request.getfixturevalue("_cleaner")
    yield
    try:
        if not request.node.get_closest_marker("tampers"):
            _consult_the_oracle()
    finally:
        _forget_everything(app, cleaner)


@pytest.fixture(scope="session")
def emptied(app, _cleaner):
    """What ends every test, for those that share a world: the oracle finds no difference, and the tables are emptied."""

    def end():
        try:
            _consult_the_oracle()
        finally:
            _forget_everything(app, _cleaner)

    return end


def _consult_the_oracle() -> None:
    from storefront import check

    differences = check.run()
    assert not differences, "the books do not agree:\n" + "\n".join(differences)


def _forget_everything(app, cleaner) -> None:
    """What one process remembers besides its database; then the database itself."""
    from storefront import policies
    from storefront.kit import clock, events, i18n, pagecache

    clock.reset()
    i18n.speak("en")
    events.act_as(events.Actor())
    pagecache.versions.known.clear()
    pagecache.versions.checked.clear()
    app.pages.clear()
    cleaner.empty()
    policies.nothing_published()


# --- working with it -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def client(app, database):
    """A browser without a window: follows nothing by itself, speaks English, posts from our own pages."""
    from tests.support import clients

    return clients.browser(app)


@pytest.fixture
def clock():
    """The one clock: `clock.freeze(moment)`, `clock.advance(timedelta(hours=1))`, `clock.now()`."""
    from storefront.kit import clock

    yield clock
    clock.reset()


@pytest.fixture
def queries(database):
    """Count what a block asks the database: `with queries() as asked: …; assert len(asked) == 3`. Entries are SQL texts."""

    @contextlib.contextmanager
    def listen():
        asked = []

        def hook(event):
            asked.append(event.sql)

        database.obj.query_hooks.append(hook)
        try:
            yield asked
        finally:
            database.obj.query_hooks.remove(hook)

    return listen


@pytest.fixture
def tell(capsys):
    """Print a figure, also where the test passes."""

    def say(text: str) -> None:
        with capsys.disabled():
            print(f"\n  {text}")

    return say


# --- a real server and a real browser -------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def nursery():
    """Where the servers of this worker come from."""
    made = Nursery()
    yield made
    made.close()


@pytest.fixture
def live_server(config, database, nursery):
    """`python app.py serve` on this test's database. What the test writes before its first visit is there for the browser.

    It has a clock of its own: move the deadlines in the rows, not the clock, to see the sweep act. It keeps the public pages that
    the browser has seen: change a shop through the browser from then on, as its seller would.
    """
    (config.data / "sandbox.db").unlink(missing_ok=True)  # the test bank keeps books of its own, and ids begin from 1 again
    server = Server(config, nursery=nursery).start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": browsers.required(), "args": browsers.launch_arguments()}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, **PHONE}


@pytest.fixture
def phone(browser, browser_context_args, live_server):
    """Make a phone of one more person: `phone()`, `phone(java_script_enabled=False)`, `phone(locale="zh-CN")` give a page.

    Nothing may go wrong on it: no script error, nothing that the content policy refuses, no 500, no request to elsewhere.
    """
    contexts, watched = [], []

    def make(**differences):
        context = browser.new_context(**(browser_context_args | {"base_url": live_server.url} | differences))
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        watched.append(Faults(context, live_server.url))
        return context.new_page()

    yield make
    for context in contexts:
        context.close()
    faults = [fault for faults in watched for fault in faults]
    assert not faults, "\n".join(faults)


@pytest.fixture
def browser_page(phone):
    """A page on a phone of 390×844 with scripts."""
    return phone()


@pytest.fixture
def plain_page(phone):
    """The same phone without scripts."""
    return phone(java_script_enabled=False)
