"""A refund that had gone comes back: it is said, it is still owed, and it goes again by another key. The books agree all the while."""

from datetime import timedelta

import pytest

from storefront import ledger, payments
from storefront.kit import events
from storefront.payments import notices, refunding
from storefront.payments.models import Bounce, Refund
from storefront.payments.providers import Told, gateways
from tests.support.factories import again


@pytest.fixture
def done(till, paid, worker, sandbox):
    """A refund of 80.00 that the provider reported as done."""
    row = till.give_back(paid, 8000, "k")
    worker()
    sandbox.courier.deliver()
    assert again(row).state == "done"
    return again(row)


def bounce(sandbox, row):
    """It comes back, and the provider tells."""
    sandbox.store.bounce(f"{row.id}:{row.sending_key}")
    assert sandbox.courier.deliver() == 1
    return again(row)


def sent(sandbox) -> list[tuple[int, bool]]:
    """[(amount, whether it came back)] of everything that the provider sent."""
    return [(row["amount"], row["bounced"] > 0) for row in sandbox.store._all("SELECT * FROM refund ORDER BY at, id")]


def test_it_is_no_longer_done_and_still_owed(done, paid, sandbox, shop):
    held = ledger.balance("provider", "sandbox", "CNY")
    row = bounce(sandbox, done)
    assert (row.state, row.error, row.done_at, row.next_at) == ("failed", "the account is closed", None, None)
    assert [event.kind for event in events.timeline(f"refund:{row.id}")][-1] == "payments.RefundBounced"
    assert (again(paid).refunded_minor, ledger.balance("provider", "sandbox", "CNY")) == (8000, held)
    assert payments.came_back("order", [paid.reference]) == {paid.reference: payments.Back(done=0, failed=8000)}
    (kept,) = Bounce.of(shop)
    assert (kept.number, kept.done_at, kept.problem) == (0, done.done_at, "the account is closed")


def test_a_provider_tells_nothing_of_money_that_it_never_had(till, done):
    told = Told("e-1", "refund_failed", refund_key=done.sending_key, problem="the account is closed")
    assert notices._effect("another", told) == "unknown"
    assert again(done).state == "done"
    open_one = till.ask()
    notices._effect("another", Told("e-2", "declined", code=open_one.code))
    assert again(open_one).declined_at is None
    notices._effect("sandbox", Told("e-3", "declined", code=open_one.code))
    assert again(open_one).declined_at is not None


def test_it_goes_again_by_another_key_and_the_buyer_has_it_once(done, worker, sandbox):
    row = bounce(sandbox, done)
    payments.send_again(row)
    worker()
    sandbox.courier.deliver()
    assert (again(row).state, again(row).error) == ("done", "")
    assert sorted(sent(sandbox)) == [(8000, False), (8000, True)]


def test_it_may_come_back_more_than_once(done, worker, sandbox, shop):
    row = done
    for number in range(3):
        row = bounce(sandbox, row)
        assert (row.state, row.bounced_count) == ("failed", number + 1)
        payments.send_again(row)
        worker()
        sandbox.courier.deliver()
        row = again(row)
    assert row.state == "done"
    assert [one.number for one in Bounce.of(shop).order_by(Bounce.id)] == [0, 1, 2]


def test_news_of_an_attempt_that_is_over_changes_nothing(done, worker, sandbox):
    """Notices come twice, late and in any order: the old success does not make the money arrive, the old failure does not take it back."""
    row = bounce(sandbox, done)
    refunding.succeed(done)  # as the thread says that had asked the provider, and was slower than its notice
    assert again(row).state == "failed"
    payments.send_again(row)
    worker()
    refunding.bounce(again(row), 0, "said once more")
    assert (again(row).state, again(row).bounced_count) == ("done", 1)
    refunding.fail(done, "too late")
    assert again(row).state == "done"


@pytest.mark.parametrize("kind", ["refund.succeeded", "refund.failed"])
def test_a_late_notice_of_the_first_attempt_is_noted_only(done, worker, sandbox, kind):
    row = bounce(sandbox, done)
    if kind == "refund.failed":
        payments.send_again(row)
        worker()
        sandbox.courier.deliver()
    before = again(row).state
    sandbox.store._tell(kind, 0.0, key=f"{row.id}:{row.key}", problem="old")
    assert sandbox.courier.deliver() == 1
    assert (again(row).state, again(row).bounced_count, before) == (before, 1, "done" if kind == "refund.failed" else "failed")


def test_a_failure_that_is_told_before_it_was_done_goes_again_by_another_key(till, paid, worker, sandbox, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(gateways.get("sandbox"), "refund", lambda row: "pending")
        row = till.give_back(paid, 100, "k")
        worker()
    sandbox.store._tell("refund.failed", 0.0, key=f"{row.id}:k", problem="no such account")
    assert sandbox.courier.deliver() == 1
    row = again(row)
    assert (row.state, row.error, row.sending_key) == ("failed", "no such account", "k~1")
    assert [event.kind for event in events.timeline(f"refund:{row.id}")][-1] == "payments.RefundFailed"


def test_a_closed_account_sends_back_whatever_comes(till, payer, worker, sandbox, clock):
    clock.freeze(clock.now())
    payment = till.ask()
    payer.pay(payment, "closed")
    row = till.give_back(again(payment), 100, "k")
    worker()
    sandbox.courier.deliver()
    assert again(row).state == "done"
    clock.advance(timedelta(seconds=61))
    assert sandbox.courier.deliver() == 1
    assert again(row).state == "failed"


def test_keys_that_look_like_attempts_are_none(done):
    assert refunding.refund_by_sending_key("k") == (done, 0)
    assert refunding.refund_by_sending_key("k~2") == (done, 2)
    for other in ("", "~", "k~", "k~x", "k~²", "x~1", "~1"):
        assert refunding.refund_by_sending_key(other)[0] is None


def test_the_oracle_misses_an_attempt_that_nobody_wrote_down(done, sandbox, shop, request):
    from storefront.payments import audit

    row = bounce(sandbox, done)
    assert audit.problems() == []
    Refund.update(bounced_count=2).where(Refund.id == row.id).execute()
    assert audit.problems() == [f"I4 refund {row.id}: 2 attempts came back, 1 are kept"]
    Refund.update(bounced_count=1).where(Refund.id == row.id).execute()
