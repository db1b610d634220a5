"""What a direct shop pays back by itself: said, taken back, and answered by the buyer."""

from types import SimpleNamespace

from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from storefront import orders, payments
from storefront.kit import clock
from tests.support.books.model import Model

MOST = 3  # debts in one history
WORDS = "It was another order."


class PayingBack(Model):
    """Lotte's debts: `said_at` is None while nobody says that it was paid."""

    def __init__(self):
        super().__init__()
        self.owed = {}

    @precondition(lambda self: len(self.owed) < MOST)
    @rule(minor=st.integers(1, 680))
    def owe(self, minor):
        lotte = self.world.lotte
        order = self.world.paid(lotte, items=[(lotte.loaf, 1)])
        row = orders.refund(order, minor, "A crack", key=f"owed:{order.id}")
        self.owed[row.id] = SimpleNamespace(order=order.id, minor=minor, said_at=None, answer="")

    def one_owed(self, data):
        key = data.draw(st.sampled_from(sorted(self.owed)))
        return self.owed[key], orders.Order.across_shops().where(orders.Order.id == self.owed[key].order).get(), str(key)

    @precondition(lambda self: self.owed)
    @rule(data=st.data())
    def say_it_is_paid_back(self, data):
        debt, order, key = self.one_owed(data)
        assert not self.refused(orders.paid_back, order, key)  # said twice, it is true once
        debt.said_at = debt.said_at or clock.now()

    @precondition(lambda self: self.owed)
    @rule(data=st.data())
    def take_that_back(self, data):
        debt, order, key = self.one_owed(data)
        in_time = debt.said_at is not None and clock.now() < debt.said_at + payments.TAKE_BACK
        may = debt.said_at is not None and debt.answer != "arrived" and (in_time or debt.answer == "missing")
        assert self.refused(orders.not_paid_back, order, key, WORDS) != may
        if may:
            debt.said_at, debt.answer = None, ""

    @precondition(lambda self: self.owed)
    @rule(data=st.data(), arrived=st.booleans())
    def the_buyer_answers(self, data, arrived):
        debt, order, key = self.one_owed(data)
        may = debt.said_at is not None and (arrived or debt.answer != "arrived")
        assert self.refused(orders.back_arrived if arrived else orders.back_missing, order, key) != may
        if may:
            debt.answer = "arrived" if arrived else debt.answer or "missing"

    @invariant()
    def what_was_paid_back_is_what_was_said(self):
        if not self.owed:
            return
        it = payments.Refund
        rows = it.across_shops().where(it.id.in_(list(self.owed)))
        stands = {row.id: (row.state, row.done_at, _answer(row)) for row in rows}
        assert stands == {
            key: ("done" if debt.said_at else "asked", debt.said_at, debt.answer) for key, debt in self.owed.items()
        }


def _answer(row) -> str:
    return "arrived" if row.arrived_at else "missing" if row.missed_at else ""
