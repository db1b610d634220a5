"""Races of every commit, as often as their targets ask. `make drill`."""

import random
from datetime import timedelta

import pytest

from storefront import check, orders, payments, stock
from storefront.orders import Order
from tests.support.factories import LIN
from tests.support.storm import refused, storm

pytestmark = [pytest.mark.drill, pytest.mark.timeout(3600)]


def test_five_hundred_opposed_orders_neither_deadlock_nor_half_succeed(market, tell):
    """T4: A+B against B+A, for less than half of what is wanted."""
    mug, jar = market.mei.mug, market.mei.jar
    stock.set_count(mug, 200)
    stock.set_count(jar, 210)
    pairs = [[(mug, 1), (jar, 1)], [(jar, 1), (mug, 1)]]
    outcomes = storm([lambda i=i: market.placed(items=pairs[i % 2], key=f"opposed-{i:014d}") for i in range(500)], wide=16)
    assert len(refused(outcomes)) == 300
    assert stock.left([mug.id, jar.id]) == {mug.id: 0, jar.id: 10}
    tell("500 buyers with opposed bags: 200 whole orders, 300 whole refusals")


def test_a_thousand_payments_at_the_deadline_end_fulfilled_or_refunded(market, clock, pytestconfig, tell):
    """T5: at the deadline, give or take 50 ms, while somebody else wants the piece."""
    chance, fulfilled = random.Random(pytestconfig.seed), 0
    for round_ in range(1000):
        stock.set_count(market.mei.jar, 1)
        order = market.placed(items=[(market.mei.jar, 1)], key=f"deadline-{round_:012d}")
        clock.advance(timedelta(minutes=30, seconds=chance.uniform(-0.05, 0.05)))
        racers = [
            orders.sweep,
            lambda o=order, r=round_: market.pay(o, reference=f"tx-deadline-{r}"),
            lambda r=round_: market.placed(items=[(market.mei.jar, 1)], buyer=LIN, key=f"rival-{r:015d}"),
        ]
        chance.shuffle(racers)
        rivals = [each for each in storm(racers, wide=3) if isinstance(each, Order)]
        order = market.again(order)
        payment = payments.payment_of("order", str(order.id))
        back = payments.Refund.across_shops().where(payments.Refund.payment == payment.id).count()
        assert (order.state == "confirmed") != bool(back)
        assert (order.state == "confirmed") + len(rivals) == 1
        fulfilled += order.state == "confirmed"
        orders.cancel(order if order.state == "confirmed" else market.again(rivals[0]))
        if round_ % 100 == 99:
            assert check.run(since_last=True) == []
    tell(f"1,000 payments at the deadline: {fulfilled} fulfilled, {1000 - fulfilled} refunded, none both, none neither")


def test_two_hundred_keys_posted_fifty_times_each_make_two_hundred_orders(market, tell):
    """T7."""
    stock.set_count(market.mei.jar, 200)
    calls = [
        lambda k=k: market.placed(items=[(market.mei.jar, 1)], key=f"the-same-key-{k:06d}") for k in range(200) for _ in range(50)
    ]
    random.Random(7).shuffle(calls)
    outcomes = storm(calls, wide=16)
    assert refused(outcomes) == []
    assert len({outcome.id for outcome in outcomes}) == 200
    assert Order.across_shops().count() == 200
    assert stock.left([market.mei.jar.id]) == {market.mei.jar.id: 0}
    tell("10,000 posts with 200 keys: 200 orders, each answered with its own fifty times")
