"""F63: numbers of a shop have no gap and are given once, however many orders are paid at the same moment."""

import threading

import pytest

from storefront import invoices, orders
from storefront.invoices import Counter, Paper
from storefront.kit import db
from tests.support.storm import storm


def _paid_at_once(market, count: int) -> None:
    waiting = [market.placed(items=[(market.mei.bowl, 1)], key=f"paper-{number:014d}") for number in range(count)]
    assert set(storm([lambda order=order: market.pay(order) for order in waiting])) == {"applied"}
    numbers = [number for (number,) in Paper.of(market.mei.shop, Paper.number).order_by(Paper.id).tuples()]
    assert sorted(numbers) == list(range(1, count + 1))
    assert Counter.of(market.mei.shop).get().last_number == count


@pytest.mark.race
def test_many_paid_at_once_are_numbered_one_by_one(market):
    _paid_at_once(market, 24)


@pytest.mark.drill
@pytest.mark.timeout(600)
def test_two_hundred_paid_at_once(market):
    _paid_at_once(market, 200)


@pytest.mark.race
def test_refunds_at_once_share_no_number(market):
    sold = [market.paid(items=[(market.mei.bowl, 1)], key=f"credit-{number:013d}") for number in range(8)]
    storm([lambda order=order: orders.refund(order, 500, "a chip", key=f"refund-{order.id}") for order in sold])
    assert sorted(paper.number for order in sold for paper in invoices.papers_of(order) if paper.kind == "credit") == list(
        range(1, 9)
    )


@pytest.mark.race
@pytest.mark.tampers  # numbers are taken here and no paper is written
def test_control_a_number_that_is_read_and_written_is_given_twice(market):
    """Without the guarded UPDATE, two who look at the same moment take the same number."""
    shop, given, looked = market.mei.shop, [], threading.Barrier(4)
    Counter.create(shop=shop.id, series="sale", last_number=0)

    def take():
        last = Counter.of(shop).get().last_number
        looked.wait(60)
        Counter.update(last_number=last + 1).where(Counter.shop == shop.id).execute()
        given.append(last + 1)
        db.database.close()

    threads = [threading.Thread(target=take) for _ in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert len(set(given)) < len(given), "the race that the guard is for did not happen: the other tests prove nothing"
