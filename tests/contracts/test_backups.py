"""A copy of a market that is open, and what becomes of it elsewhere: whole, and silent until it is told that it is the market now."""

import time
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from storefront import backups
from storefront.kit.config import Config
from tests.support import engines, market
from tests.support.phones import Phone
from tests.support.server import Server, run

WAITING = "SELECT count(*) FROM delivery WHERE state = 'waiting'"
SENT = "SELECT count(*) FROM message WHERE state = 'sent'"


@pytest.fixture(autouse=True)
def _tools(engine, monkeypatch):
    if engine == "postgres":
        engines.tools_first(monkeypatch)


@pytest.fixture
def elsewhere(place, tmp_path, worker_id) -> Config:
    """Another machine: an empty data folder, and an empty database."""
    url = ""
    if not place.is_sqlite:
        url = engines.create_database(parse_qs(urlsplit(place.database_url).query)["host"][0], f"elsewhere_{worker_id}")
    return replace(place, data=tmp_path / "elsewhere", database=url)


@pytest.fixture
def copy(place, tmp_path) -> Path:
    """What a market that was never opened leaves behind."""
    assert run(place, "backup", str(tmp_path / "copy")).returncode == 0
    return tmp_path / "copy"


def test_a_backup_comes_back_whole_and_sends_nothing_until_it_is_told(place, elsewhere, tmp_path):
    busy = replace(place, jobs="outside", **market.LIMITLESS)  # what happens waits for a worker that is not there
    loaf, copy = market.made(busy, {"loaf": 10})["jam"], tmp_path / "copy"
    (place.pictures / "ab").mkdir()
    (place.pictures / "ab" / "mug.jpg").write_bytes(b"a picture")
    with_people = Server(busy).start()
    try:
        answer = Phone(with_people.port).post("/checkout", loaf.form(100_000_001, "a-key-of-one-buyer-1"))
        assert answer.status == 303
        kept = run(place, "anchor").stdout.strip()
        done = run(place, "backup", str(copy))
        assert done.returncode == 0, done.stderr
    finally:
        with_people.stop()
    assert sorted(path.name for path in copy.iterdir()) == [
        "microstore.db" if place.is_sqlite else "microstore.dump", "pictures", "secret.key"
    ]  # fmt: skip
    assert all((copy / name).stat().st_mode & 0o077 == 0 for name in ("secret.key", *_databases(copy)))

    done = run(elsewhere, "restore", str(copy))
    assert (done.returncode, done.stdout.startswith("Everything adds up"), "resume" in done.stdout) == (0, True, True), (
        done.stderr
    )
    assert run(elsewhere, "check", "--anchor", kept).returncode == 0
    assert (elsewhere.pictures / "ab" / "mug.jpg").read_bytes() == b"a picture"
    assert (elsewhere.data / "secret.key").read_text() == (place.data / "secret.key").read_text()

    restored = Server(elsewhere).start()
    try:
        waiting = market.rows(elsewhere, WAITING)
        assert waiting[0][0] > 0
        assert Phone(restored.port).get(answer.location).status == 200  # the buyer's link leads to the order
        time.sleep(4)  # a worker that is not held takes one second
        assert (market.rows(elsewhere, WAITING), market.rows(elsewhere, SENT)) == (waiting, [(0,)])
        assert run(elsewhere, "resume").stdout == "It goes on.\n"
        until = time.monotonic() + 60
        while market.rows(elsewhere, SENT) == [(0,)]:
            assert time.monotonic() < until, restored.output()
            time.sleep(0.2)
        assert run(elsewhere, "resume").stdout == "It did not wait.\n"
    finally:
        assert restored.stop() == 0


def _databases(copy: Path) -> list[str]:
    return [path.name for path in copy.glob("microstore.*")]


def test_a_restored_market_that_waits_ends_when_it_is_asked_to(copy, elsewhere):
    assert run(elsewhere, "restore", str(copy)).returncode == 0
    assert Server(elsewhere).start().stop() == 0


def test_a_copy_is_written_over_nothing_and_put_over_nothing(place, copy, elsewhere):
    again = run(place, "backup", str(copy))
    assert (again.returncode, "not an empty folder" in again.stderr) == (1, True)
    again = run(place, "restore", str(copy))
    assert (again.returncode, "in use already" in again.stderr) == (1, True)
    assert run(elsewhere, "restore", str(copy)).returncode == 0
    again = run(elsewhere, "restore", str(copy))
    assert (again.returncode, "in use already" in again.stderr) == (1, True)


def test_what_comes_back_waits_from_the_first_moment_on(copy, elsewhere):
    """Not only once all of the command is done, which may fail after the database is there."""
    elsewhere.pictures.mkdir(parents=True)
    backups.put_back(elsewhere, copy)
    assert market.rows(elsewhere, "SELECT key FROM job_counter WHERE key = 'held'") == [("held",)]


def test_what_is_stopped_half_way_leaves_no_market_behind(copy, elsewhere):
    elsewhere.pictures.mkdir(parents=True)
    (copy / "pictures" / "lost.jpg").symlink_to(copy / "nowhere")  # a file that cannot be read
    with pytest.raises(OSError):
        backups.put_back(elsewhere, copy)
    if elsewhere.is_sqlite:
        assert not Path(elsewhere.database_url.removeprefix("sqlite:///")).exists()
    else:
        assert market.rows(elsewhere, "SELECT 1 FROM pg_tables WHERE schemaname = 'public'") == []
    (copy / "pictures" / "lost.jpg").unlink()
    backups.put_back(elsewhere, copy)  # once it can be read: nothing stands in the way
    assert (elsewhere.data / "secret.key").read_text() == (copy / "secret.key").read_text()


def test_what_is_no_backup_is_not_restored(elsewhere, tmp_path):
    (tmp_path / "empty").mkdir()
    done = run(elsewhere, "restore", str(tmp_path / "empty"))
    assert (done.returncode, "is not a backup" in done.stderr) == (1, True)
    (tmp_path / "empty" / "secret.key").write_text("k1:00\n")
    (tmp_path / "empty" / ("microstore.dump" if elsewhere.is_sqlite else "microstore.db")).write_bytes(b"of the other kind")
    done = run(elsewhere, "restore", str(tmp_path / "empty"))
    assert (done.returncode, "of another kind of database" in done.stderr) == (1, True)
    assert not (elsewhere.data / "microstore.db").exists()


def test_without_the_tools_of_the_database_nothing_is_left_that_looks_like_a_backup(place, tmp_path):
    done = run(place, "backup", str(tmp_path / "copy"), PATH=str(tmp_path))
    if place.is_sqlite:  # which needs none
        assert done.returncode == 0
        return
    assert (done.returncode, "pg_dump is not on this machine" in done.stderr) == (1, True)
    assert not (tmp_path / "copy").exists()


def test_a_damaged_copy_is_refused_in_a_sentence(copy, elsewhere):
    (database,) = _databases(copy)
    (copy / database).write_bytes(b"PGDMP but no more")
    done = run(elsewhere, "restore", str(copy))
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert database in done.stderr or "pg_restore could not do it" in done.stderr
