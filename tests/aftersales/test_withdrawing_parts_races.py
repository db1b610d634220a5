"""A part of a contract, whoever comes first: pieces are sent or called off, never both, and the books agree after each step."""

import random
from datetime import timedelta

import pytest

from storefront import aftersales, check, orders, shipping
from storefront.aftersales import Withdrawal
from storefront.kit import jobs
from storefront.kit.errors import Refused
from storefront.orders import Order
from tests.aftersales.conftest import by_name, shelf, story, take
from tests.aftersales.test_races import at_once

STEPS = 25


@pytest.mark.race
def test_it_is_sent_or_called_off_never_both(home, basket):
    for number in range(3):
        order = story(home, "paid", items=basket)
        at_once(
            lambda order=order: take(home, order, jam=3),
            lambda order=order, number=number: shipping.ship(home.world.again(order), f"SF135792468012{number}"),
            lambda order=order: take(home, order, loaf=1),
            lambda order=order: orders.cancel(home.world.again(order), "Sold out"),
        )
        for line in by_name(order):
            assert line.shipped_count + line.cancelled_count <= line.quantity
        assert check.run() == []


@pytest.mark.race
def test_two_taps_at_the_same_moment_are_one_withdrawal(home, basket):
    order = story(home, "paid", items=basket)
    assert at_once(*[lambda: take(home, order, jam=1, key="the-form-that-was-tapped-twice")] * 4) == ["done"] * 4
    assert (Withdrawal.across_shops().count(), home.world.again(order).refunded_minor, shelf(home)) == (1, 550, (10, 9))
    results = at_once(*[lambda: take(home, order, jam=2)] * 3)  # three forms of their own
    assert results.count("done") == 1 and home.world.again(order).refunded_minor == 1650
    assert check.run() == []


def steps(home, order, chance):
    """Everything that anybody could try now with an order that has two kinds of goods."""
    case, lines = aftersales.case_of(order), by_name(order)
    some = {line.id: chance.randint(0, line.quantity) for line in lines}
    some = {line_id: count for line_id, count in some.items() if count}
    tries = [
        lambda: aftersales.withdraw_from_contract(order, pieces=some),
        lambda: aftersales.withdraw_from_contract(order, pieces=some),
        lambda: aftersales.withdraw_from_contract(order),
        lambda: shipping.ship(order, "", pieces=some),
        lambda: shipping.ship(order, ""),
        lambda: shipping.take_back(order, max([parcel.id for parcel in shipping.parcels_of(order)], default=0)),
        lambda: orders.cancel(order, "Sold out"),
        lambda: orders.complete(order),
        lambda: orders.refund(order, chance.randint(1, 400), "A chip", key=f"seller:{chance.random()}"),
        lambda: aftersales.open_case(order, "broken", "back"),
        lambda: home.clock.advance(timedelta(seconds=chance.choice((1, 11)))),
        lambda: home.clock.advance(timedelta(days=chance.choice((1, 5)))),
        jobs.sweep,
        orders.settle_due,
    ]
    if case is not None:
        tries += 2 * [
            lambda: aftersales.say_where(case, "Lindenweg 4"),
            lambda: aftersales.ask_back(case, "Lindenweg 4"),
            lambda: aftersales.send_back(case, ""),
            lambda: aftersales.arrived(case, shelve=chance.random() < 0.7),
            lambda: aftersales.concede(case),
            lambda: aftersales.withdraw(case),
        ]
    return tries


@pytest.mark.parametrize("seed", range(8))
def test_the_books_agree_after_each_step_with_parts(home, basket, seed):
    chance = random.Random(f"parts:{seed}")
    (jam, _), (loaf, _) = basket
    order = story(home, "paid", items=[(jam, 3), (loaf, 2)])
    for _ in range(STEPS):
        order = home.world.again(order)
        try:
            chance.choice(steps(home, order, chance))()
        except Refused:
            pass
        assert check.run() == []
        money, fresh = home.money(order), Order.across_shops().where(Order.id == order.id).get()
        assert money.escrow + money.total + money.back == fresh.paid_minor
        assert fresh.refunded_minor == money.back <= fresh.paid_minor
        assert all(0 <= left <= most for left, most in zip(shelf(home), (12, 10), strict=True))
