"""Races for money: the same notice many times, late money at the deadline, refunds against release, one key many times."""

import json
import threading
from datetime import timedelta

import pytest

from storefront import ledger, orders, payments, shipping, stock
from storefront.kit import db
from storefront.orders import Order
from tests.support.storm import refused, storm

pytestmark = pytest.mark.race


def test_fifty_posts_with_one_key_make_one_order(market):
    """T7."""
    outcomes = storm([lambda: market.placed(key="the-same-key-for-all") for _ in range(50)])
    assert {outcome.id for outcome in outcomes} == {outcomes[0].id}
    assert Order.across_shops().count() == 1
    assert stock.left([market.mei.mug.id]) == {market.mei.mug.id: 6}


def test_the_same_money_told_twelve_times_counts_once(market):
    """F44."""
    order = market.placed()
    outcomes = storm([lambda: market.pay(order, reference="tx-one") for _ in range(12)])
    assert sorted(outcomes) == ["applied", *["repeated"] * 11]
    assert market.again(order).paid_minor == 12800


def test_two_different_payments_at_once_one_counts_one_goes_back(market):
    order = market.placed()
    payment = payments.payment_of("order", str(order.id))
    payee = json.loads(payment.payee)["payee"]

    def arrive(reference):
        return payments.arrived(
            "sandbox", payment.code, payments.Captured(reference, payment.amount_minor, payment.currency, payee)
        )

    outcomes = storm([lambda r=r: arrive(r) for r in ("tx-a", "tx-b")], wide=2)
    assert sorted(outcomes) == ["applied", "duplicate"]
    assert [row.amount_minor for row in payments.Refund.across_shops()] == [12800]


def test_hold_expiry_against_payment_ends_fulfilled_or_refunded_never_both(market, clock):
    """T5 at the size of every commit: at the deadline, 20 times."""
    for round_ in range(20):
        stock.set_count(market.mei.jar, 1)
        order = market.placed(items=[(market.mei.jar, 1)], key=f"deadline-{round_:012d}")
        clock.advance(timedelta(minutes=30))
        storm([orders.sweep, lambda o=order, r=round_: market.pay(o, reference=f"tx-deadline-{r}")], wide=2)
        order = market.again(order)
        back = (
            payments.Refund.across_shops()
            .where(payments.Refund.payment == payments.payment_of("order", str(order.id)).id)
            .count()
        )
        assert (order.state == "confirmed") != bool(back)
        if order.state == "confirmed":
            orders.cancel(order)


def test_double_ship_makes_one_parcel(market):
    order = market.paid()
    outcomes = storm([lambda: shipping.ship(market.again(order), "SF1357924680123") for _ in range(8)])
    assert len(refused(outcomes)) == 7
    assert len(shipping.parcels_of(order)) == 1


def test_confirm_refund_release_and_cancel_on_one_order_never_pay_twice(market, clock):
    """I2: all of them at once; the oracle says whether the escrow is exact."""
    for round_ in range(8):
        order = market.shipped(items=[(market.mei.bowl, 1)], number=f"SF13579246801{round_:02d}", key=f"allatonce-{round_:010d}")
        orders.complete(market.again(order))
        clock.advance(timedelta(seconds=11))
        storm(
            [
                orders.settle_due,
                lambda o=order, r=round_: orders.refund(market.again(o), 10000, "part", f"part:{r}"),
                lambda o=order, r=round_: orders.refund(market.again(o), 10000, "part", f"other:{r}"),
                orders.settle_due,
            ],
            wide=4,
        )
        order = market.again(order)
        assert order.refunded_minor <= order.paid_minor
        assert ledger.balance("escrow", order.id, "CNY").minor == (
            0 if order.settled_at else order.paid_minor - order.refunded_minor
        )


def test_fifty_partial_refunds_never_pass_what_was_paid(market):
    """T10 at the size of every commit."""
    order = market.paid()
    outcomes = storm([lambda i=i: orders.refund(market.again(order), 500, "part", f"r:{i}") for i in range(50)])
    assert len(refused(outcomes)) == 25
    assert market.again(order).refunded_minor == 12500


@pytest.mark.tampers
def test_control_refunds_without_the_guard_pass_what_was_paid(market):
    order = market.paid()
    looked, sent = threading.Barrier(4), []

    def unguarded():
        row = market.again(order)
        if row.refunded_minor + 12800 <= row.paid_minor:
            looked.wait(60)  # all have looked before the first writes
            sent.append(12800)
            Order.update(refunded_minor=row.refunded_minor + 12800).where(Order.id == order.id).execute()
        db.database.close()

    threads = [threading.Thread(target=unguarded) for _ in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert sum(sent) > 12800, "the race that the guard is for did not happen"


def test_a_confirmation_and_its_undo_at_the_tick(market, clock):
    for round_ in range(10):
        order = market.shipped(items=[(market.mei.bowl, 1)], number=f"SF2357924680{round_:03d}", key=f"tick-{round_:014d}")
        orders.complete(market.again(order))
        clock.advance(timedelta(seconds=10))
        storm([orders.settle_due, lambda o=order: orders.undo_complete(market.again(o))], wide=2)
        order = market.again(order)
        assert (order.state == "completed") == (order.settled_at is not None)
