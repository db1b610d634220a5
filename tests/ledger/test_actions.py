"""Posting: balanced or not at all, once or not again, and escrow never below nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storefront import ledger
from storefront.kit import db
from storefront.kit.money import Money
from storefront.ledger import audit
from storefront.ledger.models import Entry, Transaction
from tests.ledger.racing import at_once

pytestmark = pytest.mark.tampers  # no payments stand behind these postings: see conftest.py

SHOP = 3


def paid(order_id, yuan, minor=11800):
    return ledger.order_paid(order_id, SHOP, "sandbox", yuan(minor), f"capture:{order_id}")


def test_paid_money_is_held_for_the_order(database, yuan):
    paid(17, yuan)
    assert ledger.balance("escrow", 17, "CNY") == yuan(11800)
    assert ledger.balance("provider", "sandbox", "CNY") == yuan(-11800)
    assert ledger.balance("shop", SHOP, "CNY") == yuan(0)


def test_released_money_is_the_shops_less_the_fee(database, yuan):
    paid(17, yuan)
    ledger.order_released(17, SHOP, yuan(11800), yuan(236))
    assert ledger.balance("escrow", 17, "CNY") == yuan(0)
    assert ledger.balance("shop", SHOP, "CNY") == yuan(11564)
    assert ledger.balance("fees", "", "CNY") == yuan(236)


def test_a_refund_before_the_release_leaves_from_escrow(database, yuan):
    paid(17, yuan)
    ledger.order_refunded(17, SHOP, "sandbox", yuan(1800), "refund:1")
    assert ledger.balance("escrow", 17, "CNY") == yuan(10000)
    assert ledger.balance("provider", "sandbox", "CNY") == yuan(-10000)


def test_a_refund_after_the_release_leaves_from_the_shop_and_returns_the_fee(database, yuan):
    paid(17, yuan)
    ledger.order_released(17, SHOP, yuan(11800), yuan(236))
    ledger.order_refunded(17, SHOP, "sandbox", yuan(11800), "refund:1", settled=True, fee_back=yuan(236))
    assert ledger.balance("shop", SHOP, "CNY") == yuan(0)
    assert ledger.balance("fees", "", "CNY") == yuan(0)
    assert ledger.balance("provider", "sandbox", "CNY") == yuan(0)


def test_a_refund_may_be_split_between_escrow_and_shop(database, yuan):
    paid(17, yuan)
    ledger.order_released(17, SHOP, yuan(5000), yuan(0), "part:1")
    ledger.order_refunded(17, SHOP, "sandbox", yuan(8800), "refund:1", from_escrow=yuan(6800))
    assert ledger.balance("escrow", 17, "CNY") == yuan(0)
    assert ledger.balance("shop", SHOP, "CNY") == yuan(3000)


def test_a_late_refund_may_leave_a_shop_owing(database, yuan):
    paid(17, yuan)
    ledger.order_released(17, SHOP, yuan(11800), yuan(0))
    ledger.post("paid_out", "payout:1", [("shop", SHOP, -11800), ("payout", str(SHOP), 11800)], "CNY", SHOP)
    ledger.order_refunded(17, SHOP, "sandbox", yuan(1800), "refund:1", settled=True)
    assert ledger.balance("shop", SHOP, "CNY") == yuan(-1800)


def test_what_cannot_be_placed_waits_and_finds_its_way(database, yuan):
    ledger.to_suspense("sandbox", yuan(11799), "capture:5", "amount")
    assert ledger.balance("suspense", "capture:5", "CNY") == yuan(11799)
    assert ledger.total("suspense", "CNY") == yuan(11799)
    ledger.from_suspense("capture:5", yuan(11799), "refund:2", provider="sandbox")
    assert ledger.total("suspense", "CNY") == yuan(0)
    ledger.to_suspense("sandbox", yuan(500), "capture:6")
    ledger.from_suspense("capture:6", yuan(500), "capture:6", order_id=18, shop=SHOP)
    assert ledger.balance("escrow", 18, "CNY") == yuan(500)
    with pytest.raises(ValueError):
        ledger.from_suspense("capture:6", yuan(500), "x")


def test_the_same_reference_posts_once(database, yuan):
    first, again = paid(17, yuan), paid(17, yuan)
    assert first.id == again.id
    assert Transaction.select().count() == 1
    assert ledger.balance("escrow", 17, "CNY") == yuan(11800)


def test_the_same_reference_with_other_legs_is_a_contradiction(database, yuan):
    paid(17, yuan)
    for other in ({"minor": 11801}, {"order_id": 18}):
        with pytest.raises(ledger.Contradiction):
            ledger.order_paid(other.get("order_id", 17), SHOP, "sandbox", yuan(other.get("minor", 11800)), "capture:17")
    with pytest.raises(ledger.Contradiction):
        ledger.order_paid(17, SHOP, "sandbox", Money(11800, "EUR"), "capture:17")


@pytest.mark.parametrize(
    "legs",
    [
        [],
        [("shop", "3", 100)],
        [("shop", "3", 100), ("fees", "", -99)],
        [("shop", "3", 100.0), ("fees", "", -100.0)],
        [("shop", "3", True), ("fees", "", -1)],
        [("purse", "3", 100), ("fees", "", -100)],
        [("shop", "3", 100), ("shop", "3", -100)],
        [("escrow", "1", 100), ("provider", "x", -100)],  # held for no shop
    ],
)
def test_legs_that_do_not_balance_are_not_posted(database, legs):
    with pytest.raises(ValueError):
        ledger.post("test", "1", legs, "CNY")
    assert Transaction.select().count() == 0


def test_escrow_never_falls_below_nothing(database, yuan):
    paid(17, yuan)
    ledger.order_refunded(17, SHOP, "sandbox", yuan(11800), "refund:1")
    for leave in (
        lambda: ledger.order_released(17, SHOP, yuan(1), yuan(0)),
        lambda: ledger.order_refunded(17, SHOP, "sandbox", yuan(1), "refund:2"),
    ):
        with pytest.raises(ledger.NotEnough):
            leave()
    assert Transaction.select().count() == 2  # what was refused left nothing behind
    assert Entry.select().count() == 4


def test_two_currencies_never_meet(database, yuan):
    paid(17, yuan)
    ledger.order_paid(17, SHOP, "sandbox", Money(500, "EUR"), "capture:99")
    assert ledger.balance("escrow", 17, "CNY") == yuan(11800)
    assert ledger.balance("escrow", 17, "EUR") == Money(500, "EUR")


# --- races -------------------------------------------------------------------------------------------------------------------


@pytest.mark.race
def test_twenty_at_once_post_one_reference_once(database, yuan):
    numbers = at_once(20, lambda n: paid(17, yuan).id)
    assert len(set(numbers)) == 1
    assert ledger.balance("escrow", 17, "CNY") == yuan(11800)


@pytest.mark.race
def test_release_and_refunds_of_one_order_share_what_is_there(database, yuan):
    paid(17, yuan, 1000)
    results = at_once(12, lambda n: ledger.order_refunded(17, SHOP, "sandbox", yuan(300), f"refund:{n}").id)
    assert results.count("NotEnough") == 9
    assert ledger.balance("escrow", 17, "CNY") == yuan(100)


@pytest.mark.race
def test_without_the_floor_the_database_itself_refuses(database, yuan, monkeypatch):
    """The control: with the guard off the race would overdraw, and the CHECK on the table is the second wall."""
    monkeypatch.setattr("storefront.ledger.actions._floor", lambda kind, minor, held: [])
    paid(17, yuan, 1000)
    results = at_once(6, lambda n: ledger.order_refunded(17, SHOP, "sandbox", yuan(300), f"refund:{n}").id)
    assert results.count("IntegrityError") == 3
    assert "NotEnough" not in results
    assert ledger.balance("escrow", 17, "CNY") == yuan(100)


@pytest.mark.race
def test_crossing_posts_never_lock_each_other_out(database):
    def cross(n):
        one, two = ("shop", "payout") if n % 2 else ("payout", "shop")
        return ledger.post("moved", f"m:{n}", [(one, "1", 5), (two, "1", -5)], "CNY", 1).id

    results = at_once(16, cross)
    assert all(isinstance(result, int) for result in results)
    assert ledger.balance("shop", "1", "CNY").minor == 0


# --- any sequence ------------------------------------------------------------------------------------------------------------

amounts = st.integers(1, 2000)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("pay"), st.integers(1, 4), amounts),
        st.tuples(st.just("release"), st.integers(1, 4), amounts),
        st.tuples(st.just("refund"), st.integers(1, 4), amounts),
        st.tuples(st.just("refund_after"), st.integers(1, 4), amounts),
        st.tuples(st.just("again"), st.integers(1, 4), amounts),
    ),
    max_size=25,
)


class Model:
    """Sixty words of bookkeeping: what the ledger should say."""

    def __init__(self):
        self.escrow, self.shop, self.fees, self.provider = {}, 0, 0, 0

    def pay(self, order, minor):
        self.escrow[order] = self.escrow.get(order, 0) + minor
        self.provider -= minor

    def release(self, order, minor):
        self.take(order, minor)
        fee = minor // 10
        self.shop, self.fees = self.shop + minor - fee, self.fees + fee

    def refund(self, order, minor):
        self.take(order, minor)
        self.provider += minor

    def refund_after(self, _order, minor):
        self.shop, self.provider = self.shop - minor, self.provider + minor

    def take(self, order, minor):
        if self.escrow.get(order, 0) < minor:
            raise ledger.NotEnough("")
        self.escrow[order] -= minor


def do(step, number, money):
    kind, order, minor = step
    if kind == "pay":
        ledger.order_paid(order, SHOP, "sandbox", money(minor), f"capture:{number}")
    elif kind == "release":
        ledger.order_released(order, SHOP, money(minor), money(minor // 10), f"release:{number}")
    else:
        ledger.order_refunded(order, SHOP, "sandbox", money(minor), f"refund:{number}", settled=kind == "refund_after")


@settings(max_examples=60)
@given(sequence=steps)
def test_any_sequence_of_verbs_keeps_the_books_right(database, yuan, sequence):
    with db.database.atomic() as undo:
        model, done = Model(), []
        for number, step in enumerate(sequence):
            if step[0] == "again" and done:
                do(*done[-1], yuan)  # a retry: nothing moves
                continue
            step = ("pay", *step[1:]) if step[0] == "again" else step
            try:
                getattr(model, step[0])(*step[1:])
            except ledger.NotEnough:
                with pytest.raises(ledger.NotEnough), db.database.atomic():
                    do(step, number, yuan)
                continue
            do(step, number, yuan)
            done.append((step, number))
        assert audit.problems() == []
        assert ledger.balance("shop", SHOP, "CNY").minor == model.shop
        assert ledger.balance("fees", "", "CNY").minor == model.fees
        assert ledger.balance("provider", "sandbox", "CNY").minor == model.provider
        for order, minor in model.escrow.items():
            assert ledger.balance("escrow", order, "CNY").minor == minor
        assert ledger.total("escrow", "CNY").minor == sum(model.escrow.values())
        undo.rollback()
