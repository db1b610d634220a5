"""Races for goods. Each guard has a control: the same race with the guard off, which must go wrong."""

import random
import threading
from contextlib import suppress

import pytest

from storefront import orders, stock
from storefront.kit import db
from storefront.orders import placing
from storefront.stock import Level
from tests.support.factories import LIN, ZHOU
from tests.support.storm import refused, storm

pytestmark = pytest.mark.race


def unguarded_hold(variant_id: int, quantity: int, looked: threading.Barrier) -> bool:
    """What a hold is without its guard: look, then write what was computed from the look. All have looked before the first writes."""
    level = Level.across_shops().where(Level.variant == variant_id).get()
    if level.on_hand - level.held < quantity:
        return False
    looked.wait(60)
    Level.update(held=level.held + quantity).where(Level.variant == variant_id).execute()
    return True


def test_fifty_buyers_for_five_pieces(market):
    """F11."""
    stock.set_count(market.mei.mug, 5)
    mug = market.mei.mug
    outcomes = storm([lambda i=i: market.placed(items=[(mug, 1)], key=f"buyer-{i:016d}") for i in range(50)])
    assert len(refused(outcomes)) == 45
    assert orders.Order.across_shops().count() == 5
    assert stock.left([mug.id]) == {mug.id: 0}


def test_a_flash_sale_sells_exactly_what_there_is(market):
    """T1 at the size of every commit: 500 buyers, 10 pieces."""
    stock.set_count(market.mei.jar, 10)
    jar = market.mei.jar
    outcomes = storm([lambda i=i: market.placed(items=[(jar, 1)], key=f"flash-{i:016d}") for i in range(500)], wide=16)
    sold = [outcome for outcome in outcomes if isinstance(outcome, orders.Order)]
    assert len(sold) == 10 and len(refused(outcomes)) == 490
    assert {str(no) for no in refused(outcomes)} == {"Someone was quicker: it is sold out. We changed your bag."}
    assert stock.left([jar.id]) == {jar.id: 0}


def test_whoever_orders_pays_and_cancels_in_one_shop_waits_in_one_line(market, monkeypatch):
    """In whatever order they take goods, shop, day and books, they take them in the same: PostgreSQL would let them wait for each other
    for a second, and then send one of them back to the start."""
    stock.set_count(market.mei.mug, 500)
    again, uniform, both = [], random.uniform, [(market.mei.mug, 1), (market.mei.bowl, 1)]
    monkeypatch.setattr(
        random, "uniform", lambda *bounds: again.append(bounds) or uniform(*bounds)
    )  # the pause before another try
    unpaid = [market.placed(items=both, key=f"first-{i:018d}") for i in range(24)]
    paid = [market.paid(items=both, key=f"paid-{i:018d}") for i in range(12)]
    calls = [lambda i=i: market.placed(items=both[::-1], key=f"then-{i:018d}") for i in range(24)]
    calls += [lambda order=order: market.pay(order) for order in unpaid]
    calls += [lambda order=order: orders.cancel(order) for order in paid]
    chance = random.Random(7)
    chance.shuffle(calls)
    assert refused(storm(calls)) == []
    assert again == []
    assert stock.left([market.mei.mug.id]) == {market.mei.mug.id: 500 - 48}


def test_two_orders_that_choose_one_number_at_the_same_moment_get_two(market, monkeypatch):
    """Both looked whether it is free before either was there."""
    both_looked, left = threading.Barrier(2), ["SAME", "SAME"]

    def number(shop, real=placing._free_number):
        if not left:
            return real(shop)
        chosen = left.pop()
        with suppress(threading.BrokenBarrierError):  # on SQLite one of them has to end first
            both_looked.wait(0.3)
        return chosen

    monkeypatch.setattr(placing, "_free_number", number)
    placed = storm([lambda i=i: market.placed(key=f"number-{i:018d}") for i in range(2)])
    assert refused(placed) == [] and left == []
    numbers = [order.number for order in placed]
    assert len(set(numbers)) == 2 and "SAME" in numbers


def test_nobody_hears_a_no_while_there_is_enough(market):
    """T2 at the size of every commit: no undersell."""
    stock.set_count(market.mei.mug, 60)
    mug = market.mei.mug
    outcomes = storm([lambda i=i: market.placed(items=[(mug, 1)], key=f"all-{i:018d}") for i in range(60)])
    assert refused(outcomes) == []
    assert stock.left([mug.id]) == {mug.id: 0}


def test_duels_for_the_last_one_have_one_winner(market):
    """T3: 50 duels with a pause between the look and the write."""
    jar = market.mei.jar
    for round_ in range(50):
        stock.set_count(jar, 1)
        outcomes = storm(
            [
                lambda b=b, r=round_: market.placed(items=[(jar, 1)], buyer=b, key=f"duel-{r:06d}-{b.phone[-6:]}")
                for b in (ZHOU, LIN)
            ],
            wide=2,
        )
        assert len(refused(outcomes)) == 1
        winner = next(outcome for outcome in outcomes if isinstance(outcome, orders.Order))
        orders.cancel(winner)


@pytest.mark.tampers
def test_control_without_the_guard_more_is_sold_than_there_is(market):
    jar = market.mei.jar
    stock.set_count(jar, 1)
    looked, won = threading.Barrier(4), []

    def grab():
        if unguarded_hold(jar.id, 1, looked):
            won.append(1)
        db.database.close()

    threads = [threading.Thread(target=grab) for _ in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert len(won) > 1, "the race that the guard is for did not happen: the other tests prove nothing"


def test_opposed_orders_with_two_lines_neither_deadlock_nor_half_succeed(market):
    """T4: A+B against B+A."""
    mug, jar = market.mei.mug, market.mei.jar
    stock.set_count(mug, 20)
    stock.set_count(jar, 20)
    pairs = [[(mug, 1), (jar, 1)], [(jar, 1), (mug, 1)]]
    outcomes = storm([lambda i=i: market.placed(items=pairs[i % 2], key=f"opposed-{i:014d}") for i in range(60)])
    assert len(refused(outcomes)) == 40
    assert stock.left([mug.id, jar.id]) == {mug.id: 0, jar.id: 0}


@pytest.mark.of("postgres")  # SQLite has one writer at a time: nothing can wait for another
def test_control_locks_in_the_order_of_the_bag_deadlock_on_postgres(market, monkeypatch):
    """Without sorting, two opposed orders wait for each other: PostgreSQL ends one of them, and the verb begins again."""
    mug, jar = market.mei.mug, market.mei.jar
    seen = []

    def opposed(first, second):
        with db.transaction():
            Level.update(held=Level.held + 1).where(Level.variant == first).execute()
            meeting.wait(10)
            Level.update(held=Level.held + 1).where(Level.variant == second).execute()
            raise RuntimeError("leave no trace")

    meeting = threading.Barrier(2)

    def run(first, second):
        try:
            opposed(first, second)
        except Exception as error:
            seen.append(db.sqlstate(error))
        finally:
            db.database.close()

    threads = [threading.Thread(target=run, args=pair) for pair in ((mug.id, jar.id), (jar.id, mug.id))]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert "40P01" in seen


def test_a_count_in_the_middle_of_a_sale(market):
    """The seller corrects the number while people buy: nothing is lost, nothing is sold twice."""
    mug = market.mei.mug
    stock.set_count(mug, 30)

    def recount():
        level = Level.across_shops().where(Level.variant == mug.id).get()
        return stock.set_count(mug, level.on_hand + 1)

    calls = [lambda i=i: market.placed(items=[(mug, 1)], key=f"recount-{i:014d}") for i in range(30)] + [recount] * 6
    outcomes = storm(calls)
    sold = sum(isinstance(outcome, orders.Order) for outcome in outcomes)
    assert sold == 30
