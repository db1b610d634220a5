"""What waits for a commit gets its turn once it is there, each by itself."""

import pytest
from structlog.testing import capture_logs

from storefront.kit import db
from storefront.shops.models import Shop


def test_one_that_fails_keeps_nobody_behind_it_and_is_seen(world):
    shop, seen = world.mei.shop, []

    def fails():
        raise RuntimeError("the cache is gone")

    @db.verb
    def renames():
        Shop.update(name="Mei & Lin").where(Shop.id == shop.id).execute()
        for action in (lambda: seen.append("first"), fails, lambda: seen.append("last")):
            db.on_commit(action)
        return "kept"

    with capture_logs() as lines:
        assert renames() == "kept"  # it is in the database: nobody is told that it is not
    assert seen == ["first", "last"]
    assert Shop.get_by_id(shop.id).name == "Mei & Lin"
    (line,) = [line for line in lines if line["event"] == "database.after_commit"]
    assert line["log_level"] == "error" and "the cache is gone" in line["error"] and line["action"].endswith("fails")
    assert isinstance(line["exc_info"], RuntimeError)


def test_an_action_that_meets_a_deadlock_of_its_own_does_not_do_the_work_twice(world):
    """A verb begins anew where the engine says that serialization failed; what an action meets after the commit is no such thing."""
    import peewee

    times = []

    class Deadlock(Exception):
        sqlstate = "40P01"

    def meets():
        error = peewee.OperationalError("deadlock detected")
        error.__cause__ = error.orig = Deadlock()
        raise error

    @db.verb
    def work():
        times.append(1)
        db.on_commit(meets)

    with capture_logs():
        work()
    assert times == [1]


def test_what_is_rolled_back_calls_nobody(world):
    seen = []

    @db.verb
    def work():
        db.on_commit(lambda: seen.append("called"))
        raise ValueError

    with pytest.raises(ValueError):
        work()
    db.on_commit(lambda: seen.append("at once"))
    assert seen == ["at once"]


def test_without_a_transaction_it_happens_at_once_and_fails_where_it_is_called(database):
    def fails():
        raise RuntimeError

    with pytest.raises(RuntimeError):
        db.on_commit(fails)
