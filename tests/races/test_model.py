"""Orders × money against a model of sixty lines: random histories, and after each step the oracle and the model agree."""

import itertools
from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from storefront import check, ledger, orders, payments, shipping, shops, stock
from storefront.kit import clock, jobs
from storefront.kit.errors import Refused
from tests.support.factories import LIN, ZHOU, World

HAND = 4
PRICE = 12800


class Books(RuleBasedStateMachine):
    """A shop with one counted thing; the model is a dictionary per order."""

    cleaner = None

    def __init__(self):
        super().__init__()
        self.world, self.keys = World(), itertools.count()
        self.mug = self.world.mei.mug
        shops.verify(self.world.mei.shop, "company")
        stock.set_count(self.mug, HAND)
        self.shelf, self.released, self.orders = HAND, 0, {}

    # --- what people do -----------------------------------------------------------------------------------------------
    @rule(pieces=st.integers(1, 3), buyer=st.sampled_from([ZHOU, LIN]))
    def place(self, pieces, buyer):
        try:
            order = self.world.placed(items=[(self.mug, pieces)], buyer=buyer, key=f"model-{next(self.keys):014d}")
        except Refused:
            assert self.shelf < pieces
            return
        assert self.shelf >= pieces
        self.shelf -= pieces
        self.orders[order.id] = {"state": "pending", "pieces": pieces, "total": pieces * PRICE, "paid": 0, "back": 0, "out": 0, "until": order.expires_at}

    def some(self, data, *states):
        fitting = sorted(key for key, model in self.orders.items() if model["state"] in states)
        return data.draw(st.sampled_from(fitting)) if fitting else None

    def real(self, key):
        return orders.Order.across_shops().where(orders.Order.id == key).get()

    @precondition(lambda self: self.orders)
    @rule(data=st.data())
    def pay(self, data):
        key = self.some(data, "pending", "expired", "cancelled", "confirmed", "shipped", "completed")
        model, outcome = self.orders[key], self.world.pay(self.world.again(self.real(key)))
        if model["state"] == "pending":
            assert outcome == "applied"
            model |= {"state": "confirmed", "paid": model["total"]}
        elif model["state"] == "expired" and self.shelf >= model["pieces"]:
            assert outcome == "applied"
            self.shelf -= model["pieces"]
            model |= {"state": "confirmed", "paid": model["total"]}
        else:
            assert outcome == ("duplicate" if model["paid"] else "late")

    @precondition(lambda self: self.orders)
    @rule(data=st.data())
    def cancel(self, data):
        key = self.some(data, *{model["state"] for model in self.orders.values()})
        model = self.orders[key]
        try:
            orders.cancel(self.world.again(self.real(key)), "because")
        except Refused:
            assert model["state"] not in ("pending", "confirmed")
            return
        assert model["state"] in ("pending", "confirmed")
        self.shelf += model["pieces"]
        model |= {"state": "cancelled", "back": model["paid"]}

    @precondition(lambda self: self.orders)
    @rule(data=st.data())
    def ship(self, data):
        key = self.some(data, *{model["state"] for model in self.orders.values()})
        model = self.orders[key]
        try:
            shipping.ship(self.world.again(self.real(key)))
        except Refused:
            assert model["state"] != "confirmed"
            return
        assert model["state"] == "confirmed"
        model["state"] = "shipped"

    @precondition(lambda self: self.orders)
    @rule(data=st.data())
    def complete(self, data):
        key = self.some(data, *{model["state"] for model in self.orders.values()})
        model = self.orders[key]
        try:
            orders.complete(self.world.again(self.real(key)))
        except Refused:
            assert model["state"] != "shipped"
            return
        assert model["state"] == "shipped"
        model |= {"state": "completed", "until": clock.now() + timedelta(seconds=10)}

    @precondition(lambda self: self.orders)
    @rule(data=st.data())
    def undo(self, data):
        key = self.some(data, *{model["state"] for model in self.orders.values()})
        model = self.orders[key]
        try:
            orders.undo_complete(self.world.again(self.real(key)))
        except Refused:
            assert model["state"] != "completed" or model["until"] <= clock.now()
            return
        assert model["state"] == "completed"
        model["state"] = "shipped"

    @precondition(lambda self: self.orders)
    @rule(data=st.data(), minor=st.integers(1, 3 * PRICE))
    def refund(self, data, minor):
        key = self.some(data, *{model["state"] for model in self.orders.values()})
        model = self.orders[key]
        try:
            orders.refund(self.real(key), minor, "a part", f"model:{next(self.keys)}")
        except Refused:
            assert minor > model["paid"] - model["back"]
            return
        assert minor <= model["paid"] - model["back"]
        model["back"] += minor
        if model["state"] == "settled":
            self.released -= minor

    @rule(minutes=st.sampled_from([0, 1, 29, 31, 60 * 24 * 12]))
    def time_passes(self, minutes):
        clock.advance(timedelta(minutes=minutes, seconds=1))
        jobs.sweep()
        orders.settle_due()
        for model in self.orders.values():
            if model["state"] == "pending" and model["until"] <= clock.now():
                model["state"] = "expired"
                self.shelf += model["pieces"]
            if model["state"] == "shipped" and minutes > 60 * 24 * 11:
                model |= {"state": "completed", "until": clock.now()}
            if model["state"] == "completed" and model["until"] <= clock.now():
                model["state"] = "settled"
                self.released += model["paid"] - model["back"]

    # --- what must be true after every step -------------------------------------------------------------------------------
    @invariant()
    def the_books_agree(self):
        assert check.run() == []
        assert stock.left([self.mug.id]) == {self.mug.id: self.shelf}
        assert ledger.wallet(self.world.mei.shop).available.minor == self.released
        names = {"expired": "cancelled", "settled": "completed"}
        for key, model in self.orders.items():
            order = self.real(key)
            assert order.state == names.get(model["state"], model["state"])
            assert (order.paid_minor, order.refunded_minor) == (model["paid"], model["back"])
            assert (order.settled_at is not None) == (model["state"] == "settled")
        assert all(row.amount_minor > 0 for row in payments.Refund.across_shops())

    def teardown(self):
        clock.reset()
        self.cleaner()


def run(app, cleaner, examples: int, steps: int) -> None:
    """So many histories of so many steps, each on empty tables."""
    from storefront.kit import db, pagecache

    def empty():
        pagecache.versions.known.clear()
        with db.connection():
            cleaner.empty(db.database.obj)

    class Run(Books):
        pass

    Run.cleaner = staticmethod(empty)
    db.open_connection()
    run_state_machine_as_test(Run, settings=settings(settings.default, max_examples=examples, stateful_step_count=steps, deadline=None))


@pytest.mark.timeout(300)
def test_random_histories_of_orders_and_money(app, _cleaner):
    run(app, _cleaner, 200, 30)


@pytest.mark.drill
@pytest.mark.timeout(7200)
def test_many_long_histories(app, _cleaner):
    run(app, _cleaner, 2000, 50)
