"""I14: decisions use stored deadlines and one clock. A clock that is set wrong ends nothing at once, and one that goes back reopens nothing."""

from datetime import timedelta

import pytest

from storefront import orders
from storefront.kit import ids, jobs
from storefront.kit.errors import Refused
from storefront.kit.jobs import JobFailure
from tests.support.factories import sign_in


@pytest.fixture
def ticking(clock, monkeypatch):
    """Time that really passes: `ticking(minutes=1)` moves both clocks; `clock.advance` alone is a jump."""
    passed = [1000.0]
    monkeypatch.setattr(ids, "monotonic", lambda: passed[0])
    monkeypatch.setattr(jobs, "_round", None)

    def pass_(**time):
        passed[0] += timedelta(**time).total_seconds()
        clock.advance(timedelta(**time))

    return pass_


def pending(world, count: int) -> list:
    return [world.placed(items=[(world.mei.bowl, 1)], key=f"jump-{number:015d}") for number in range(count)]


def states(world, placed) -> list[str]:
    return [world.again(order).state for order in placed]


def test_time_that_really_passed_is_no_jump(market, ticking):
    placed = pending(market, 2)
    assert jobs.round_of_deadlines()
    ticking(hours=5)  # nobody swept for hours: the worker was busy, or this machine slept and its clocks agree
    assert jobs.round_of_deadlines()
    assert states(market, placed) == ["cancelled", "cancelled"]
    assert JobFailure.select().count() == 0


@pytest.mark.parametrize("ahead", [timedelta(hours=1, minutes=1), timedelta(days=2), timedelta(days=400)])
def test_after_a_jump_ahead_one_round_is_left_out_and_the_operator_sees_it(market, ticking, clock, client, ahead):
    from storefront import accounts

    placed = pending(market, 3)
    assert jobs.round_of_deadlines()
    ticking(minutes=1)
    clock.advance(ahead)
    assert not jobs.round_of_deadlines()
    assert states(market, placed) == ["pending"] * 3
    failure = JobFailure.get()
    assert failure.name == "clock" and "One round of deadlines was left out" in failure.error
    accounts.Person.update(role="operator").where(accounts.Person.id == market.mei.owner.id).execute()
    sign_in(client, market.mei.owner)
    assert "One round of deadlines was left out" in client.get("/admin/health/jobs").text
    ticking(minutes=1)
    assert jobs.round_of_deadlines()  # it was told; from here on the clock is believed
    assert states(market, placed) == ["cancelled"] * 3
    assert JobFailure.select().count() == 1


def test_when_the_clock_is_set_right_in_time_nothing_has_ended(market, ticking, clock):
    placed = pending(market, 3)
    jobs.round_of_deadlines()
    clock.advance(timedelta(days=2))
    assert not jobs.round_of_deadlines()
    clock.advance(-timedelta(days=2))
    for _ in range(3):
        ticking(minutes=1)
        assert jobs.round_of_deadlines()
    assert states(market, placed) == ["pending"] * 3


@pytest.mark.parametrize("step", [timedelta(seconds=1), timedelta(minutes=1), timedelta(minutes=59)])
def test_a_small_step_is_no_jump(market, ticking, clock, step):
    jobs.round_of_deadlines()
    clock.advance(step)
    assert jobs.round_of_deadlines()


def test_what_a_wrong_clock_can_end_in_a_minute_is_bounded(market, ticking, clock, monkeypatch):
    """Each sweep takes so many rows at a time, the oldest first."""
    placed = pending(market, 12)
    sweep = orders.sweep
    monkeypatch.setattr(jobs, "_sweeps", [lambda: sweep(limit=5)])
    clock.advance(timedelta(days=2))
    ended = []
    for _ in range(4):
        jobs.round_of_deadlines()
        ticking(minutes=1)
        ended.append(states(market, placed).count("cancelled"))
    assert ended == [5, 10, 12, 12]


def test_a_clock_that_goes_back_reopens_nothing(market, ticking, clock):
    """Whatever ended stays ended: no undo, no revival and no second release."""
    expired = market.placed(items=[(market.mei.bowl, 1)])
    completed = market.completed(items=[(market.mei.bowl, 1)])
    ticking(minutes=31)
    jobs.round_of_deadlines()
    orders.settle_due()
    clock.advance(-timedelta(hours=1))
    ticking(minutes=1)
    assert jobs.round_of_deadlines()
    assert orders.settle_due() == 0
    completed, expired = market.again(completed), market.again(expired)
    with pytest.raises(Refused):
        orders.undo_complete(completed)
    assert (expired.state, completed.state) == ("cancelled", "completed")
    assert completed.released_minor == completed.paid_minor
    assert JobFailure.select().count() == 0


def test_the_worker_asks_before_each_round(database, monkeypatch):
    asked = []
    monkeypatch.setattr(jobs, "round_of_deadlines", lambda: asked.append(1))
    for task in jobs._huey._registry.periodic_tasks:
        jobs._huey.execute(task)
    assert asked == [1]
