"""What every other test stands on, stood on itself."""

import random
import re
import subprocess
import tomllib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import peewee
import pytest

from storefront.kit.config import Config
from tests.support import browser, engines
from tests.support.server import environment_of, write_keys

ROOT = Path(__file__).parents[2]


# --- databases ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def scratch(engine, config, worker_id, tmp_path):
    """An empty database that is not the application's."""
    if engine == "sqlite":
        database = peewee.SqliteDatabase(str(tmp_path / "scratch.db"), pragmas={"foreign_keys": 1})
    else:
        socket = config.database_url.partition("host=")[2]
        engines.create_database(socket, f"scratch_{worker_id}")
        database = peewee.PostgresqlDatabase(f"scratch_{worker_id}", host=socket, user="postgres", prefer_psycopg3=True)
    with database.connection_context():
        yield database
    database.close()


def test_the_cleaner_empties_what_tests_wrote_and_keeps_what_migrations_wrote(scratch):
    identity = "INTEGER PRIMARY KEY" if isinstance(scratch, peewee.SqliteDatabase) else "SERIAL PRIMARY KEY"
    scratch.execute_sql("CREATE TABLE history (name TEXT)")
    scratch.execute_sql("INSERT INTO history VALUES ('0001_begin')")
    scratch.execute_sql(f"CREATE TABLE parent (id {identity}, name TEXT)")
    scratch.execute_sql(
        f"CREATE TABLE child (id {identity}, parent_id INTEGER NOT NULL REFERENCES parent (id) ON DELETE RESTRICT)"
    )
    cleaner = engines.Cleaner(scratch)
    for _ in range(2):
        scratch.execute_sql("INSERT INTO parent (name) VALUES ('mei')")
        scratch.execute_sql("INSERT INTO child (parent_id) VALUES (1)")  # ids start from 1 each time, else this fails
        assert set(cleaner.filled()) == {"parent", "child"}
        cleaner.empty()
        assert cleaner.filled() == []
    assert scratch.execute_sql("SELECT name FROM history").fetchall() == [("0001_begin",)]


def test_triggers_that_guard_a_table_let_the_cleaner_pass_and_stay(tmp_path):
    database = peewee.SqliteDatabase(str(tmp_path / "guarded.db"), pragmas={"foreign_keys": 1})
    database.execute_sql("CREATE TABLE entry (id INTEGER PRIMARY KEY, amount INTEGER)")
    database.execute_sql("CREATE TRIGGER never BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'never'); END")
    cleaner = engines.Cleaner(database)
    database.execute_sql("INSERT INTO entry (amount) VALUES (5)")
    cleaner.empty()
    assert cleaner.filled() == []
    database.execute_sql("INSERT INTO entry (amount) VALUES (5)")
    with pytest.raises(peewee.IntegrityError, match="never"):
        database.execute_sql("DELETE FROM entry")
    database.close()


@pytest.mark.parametrize("round", [1, 2])
def test_each_test_starts_with_empty_tables_and_the_first_id(database, round):
    from storefront.kit.jobs import JobFailure

    assert JobFailure.select().count() == 0
    assert JobFailure.create(name="round", error=str(round), at=datetime.now(UTC)).id == 1


@pytest.mark.parametrize("round", [1, 2])
def test_a_moved_clock_does_not_stay_moved(clock, round):
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)
    clock.freeze(datetime(2031, 5, 1, tzinfo=UTC))
    clock.advance(timedelta(hours=36))
    assert clock.now() == datetime(2031, 5, 2, 12, tzinfo=UTC)


def test_queries_are_counted(database, queries):
    from storefront.kit.jobs import JobFailure

    with queries() as asked:
        JobFailure.select().count()
    assert len(asked) == 1
    assert "job_failure" in asked[0]


def test_chance_repeats_itself_under_the_same_seed(pytestconfig, request):
    again = random.Random()
    again.seed(f"{pytestconfig.seed}:{request.node.nodeid}")
    assert random.random() == again.random()


# --- server and browser ----------------------------------------------------------------------------------------------------


def test_a_server_reads_the_settings_and_keys_that_the_test_has(tmp_path):
    config = replace(Config.for_tests(data=tmp_path / "data", hold_minutes=3, sandbox=False), url="http://localhost:5000")
    write_keys(config)
    assert Config.from_env(environment_of(config)) == config


def test_a_browser_named_by_the_environment_is_taken(monkeypatch, tmp_path):
    named = tmp_path / "my-chromium"
    named.write_text("#!/bin/sh\n")
    named.chmod(0o755)
    monkeypatch.setenv("CHROMIUM", str(named))
    assert browser.find() == str(named)
    named.chmod(0o644)
    with pytest.raises(browser.NoBrowser, match="cannot be run"):
        browser.find()


def test_without_a_browser_the_message_says_what_to_do(monkeypatch):
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(browser, "NAMES", ())
    monkeypatch.setattr(browser, "MAC_APPS", ())
    monkeypatch.setattr(browser, "NPM_BINARY", Path("/nowhere/chromium"))
    with pytest.raises(browser.NoBrowser, match="make test-setup"):
        browser.required()


def test_a_phone_is_390_wide_and_runs_what_it_is_sent(new_context):
    page = new_context().new_page()
    page.set_content("<h1>茶</h1><script>document.title = screen.width</script>")
    assert (page.title(), page.inner_text("h1")) == ("390", "茶")
    plain = new_context(java_script_enabled=False).new_page()
    plain.set_content("<title>quiet</title><script>document.title = 'loud'</script>")
    assert plain.title() == "quiet"


def test_a_real_server_answers_a_real_browser(live_server, browser_page, plain_page):
    for page in (browser_page, plain_page):
        assert page.goto("/").status == 200
    assert live_server.stop() == 0


# --- locks and commands -----------------------------------------------------------------------------------------------------


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("lock", ["run", "test", "uv"])
def test_every_locked_package_has_hashes_and_no_lock_names_an_address(lock):
    text = (ROOT / "requirements" / f"{lock}.txt").read_text()
    assert "://" not in text
    for entry in re.split(r"\n(?=\S)", text.strip()):
        assert re.match(r"[\w.-]+==[\w.]+", entry), entry
        assert "--hash=sha256:" in entry, entry


@pytest.mark.parametrize(("lock", "extras"), [("run", ["postgres"]), ("test", ["postgres", "test"])])
def test_every_direct_dependency_is_locked(lock, extras):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = project["dependencies"] + [name for extra in extras for name in project["optional-dependencies"][extra]]
    locked = {normal(name) for name in re.findall(r"^([\w.-]+)==", (ROOT / "requirements" / f"{lock}.txt").read_text(), re.M)}
    assert {normal(name.partition("[")[0]) for name in wanted} <= locked


def test_make_lists_every_command():
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    phony = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(), re.M)[1].split()
    assert set(re.findall(r"^  make (\S+)", listed, re.M)) == set(phony)
