"""The right to withdraw: from all of a contract or a part of it, before it is sent and after, and how it comes back."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from storefront import aftersales, orders
from storefront.aftersales.rules import PERIODS
from storefront.kit import clock
from storefront.orders.rules import withdraw_until
from tests.support.books.cases import Cases
from tests.support.books.model import PRICE

GIVES_WAY = ("open", "declined", "escalated")  # questions that end where the contract is withdrawn from


class Contract(Cases):
    """What buyers in the Union do with their right, and sellers with what comes back. Every piece is withdrawn from once."""

    @rule(data=st.data(), pieces=st.integers(1, 3))
    def withdraw_from_the_contract(self, data, pieces):
        model, order = self.one(data, "pending", "confirmed", "shipped", "completed", "settled")
        (line,) = orders.lines_of(order)
        may = model.withdrawn < model.pieces and self._may_withdraw(model, pieces)
        same = model.withdrawn == model.pieces  # nothing is left of it: the receipt is shown again
        assert self.refused(aftersales.withdraw_from_contract, order, "", {line.id: pieces}) != (may or same)
        if may:
            model.withdrawn += pieces
            if model.state in ("pending", "confirmed"):
                self._not_sent(model, pieces)
            else:
                self._comes_back(model, pieces)

    def _may_withdraw(self, model, pieces):
        if not model.europe or pieces > model.pieces - model.withdrawn:
            return False
        if model.state == "pending":
            return pieces == model.pieces
        if model.state == "confirmed":
            return True
        gives_way = not model.case or model.case in GIVES_WAY and not model.contract
        sent = model.state in ("shipped", "completed", "settled")
        return sent and gives_way and model.paid > model.back and self._in_time(model)

    def _in_time(self, model):
        """14 days after it arrived; they stand still while something is on its way back."""
        if model.state == "shipped":
            return True
        still = sum((closed - opened for opened, closed in model.spans), start=timedelta())
        return clock.now() < withdraw_until(model.done_at) + still

    def _costs(self, model, pieces):
        """With the last of it all that is left goes back, else what these pieces cost, as far as it is still there."""
        left = model.paid - model.back
        return left if model.returned + pieces == model.pieces else min(left, pieces * PRICE)

    def _not_sent(self, model, pieces):
        """It is on the shelf again, and its money goes back at once; with the last of it the order ends."""
        self.shelf += pieces
        model.off += pieces
        last = model.off == model.pieces
        money = model.paid - model.back if last else self._costs(model, pieces)
        model.back += money
        model.returned += pieces if money else 0
        model.state = "cancelled" if last else model.state

    def _comes_back(self, model, pieces):
        """An open question gives way, and the seller says where to."""
        if model.case:
            self._goes_on(model)
        model.case, model.contract, model.opened_at, model.coming = "withdrawn", True, clock.now(), pieces
        model.stake, model.whole, model.told = self._costs(model, pieces), model.paid - model.back, self.address
        model.until_case = clock.now() + (PERIODS.withdrawn if self.address else PERIODS.answer)
        if model.state == "settled":
            self._freeze(model)

    @precondition(lambda self: any(model.case == "withdrawn" for model in self.orders.values()))
    @rule(data=st.data())
    def say_where_it_goes(self, data):
        model, case = self.one_with_case(data)
        if case is None:
            return
        may = model.case == "withdrawn" and not model.told and clock.now() < model.until_case
        assert self.refused(aftersales.say_where, case, "Kiln Road 1, Jingdezhen") != may
        if may:
            self.address = model.told = True
            model.until_case = clock.now() + PERIODS.withdrawn

    @precondition(lambda self: any(model.case == "withdrawn" for model in self.orders.values()))
    @rule(data=st.data())
    def send_it_back(self, data):
        model, case = self.one_with_case(data)
        if case is None:
            return
        may = model.case == "withdrawn" and model.told and clock.now() < model.until_case
        assert self.refused(aftersales.send_back, case) != may
        if may:
            model.case = "sent_back"
            model.until_case = max(model.opened_at + PERIODS.withdrawn, clock.now() + PERIODS.arrive)

    @precondition(lambda self: any(model.case == "sent_back" for model in self.orders.values()))
    @rule(data=st.data(), shelve=st.booleans())
    def it_arrives(self, data, shelve):
        model, case = self.one_with_case(data)
        if case is None:
            return
        may = model.case == "sent_back"
        pieces = model.coming if may else 0  # other cases bring nothing back
        assert self.refused(aftersales.arrived, case, shelve) != may
        if may:
            self._ends(model)
            self.shelf += pieces if shelve else 0
