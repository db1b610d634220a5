"""Sweeps among writers: what somebody writes while a sweep goes through its rows does not keep the sweep from writing."""

import threading

from storefront import orders
from storefront.kit import db, jobs
from storefront.kit.jobs import JobFailure
from storefront.orders.models import Order
from tests.support.factories import LIN, ZHOU


def _elsewhere(write) -> None:
    """As another request: a thread with a connection of its own."""

    def run():
        with db.connection():
            write()
        db.database.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(60)


def _note(order) -> None:
    Order.update(seller_note="written meanwhile").where(Order.id == order.id).execute()


@db.verb
def _write(order) -> None:
    orders.note_to_self(order, "by the sweep")


def test_a_sweep_writes_though_others_wrote_since_it_began(market):
    """Each row's turn comes after somebody else wrote. A question that is still being read would see the past, and write nothing."""
    placed = [market.placed(items=[(market.mei.bowl, 1)], buyer=buyer, key=f"sweep-{buyer.phone}") for buyer in (ZHOU, LIN)]

    def write(order):
        _elsewhere(lambda: _note(placed[0]))
        _write(order)

    rows = Order.across_shops().where(Order.id.in_([order.id for order in placed])).order_by(Order.id)
    assert jobs.each(write, rows) == 2
    assert JobFailure.select().count() == 0
    assert {order.seller_note for order in Order.across_shops().where(Order.id.in_(rows))} <= {
        "by the sweep",
        "written meanwhile",
    }
