"""Orders, from placing them to giving money back."""

from dataclasses import replace
from types import SimpleNamespace

from hypothesis import strategies as st
from hypothesis.stateful import rule

from storefront import orders, policies, shipping
from storefront.kit import clock
from storefront.kit.errors import Refused
from tests.support.books.model import PAID, PAYABLE, PRICE, UNDO, Model
from tests.support.factories import FAMILIE, LIN, ZHOU


class Sales(Model):
    """What buyers and sellers do when all is well."""

    @rule(pieces=st.integers(1, 3), buyer=st.sampled_from([ZHOU, LIN, FAMILIE]))
    def place(self, pieces, buyer):
        self._place(pieces, buyer)

    def _place(self, pieces, buyer):
        try:
            order = self.world.placed(items=[(self.mug, pieces)], buyer=buyer, key=f"model-{next(self.keys):014d}")
        except Refused:
            assert self.shelf < pieces
            return
        assert self.shelf >= pieces
        self.shelf -= pieces
        self.orders[order.id] = SimpleNamespace(
            state="pending",
            case=None,
            questions=0,
            ruled=False,  # the market has decided about one
            pieces=pieces,
            europe=buyer is FAMILIE,
            withdrawn=0,  # pieces, each once
            off=0,  # of those: never sent
            returned=0,  # of those: their money went back
            contract=False,  # whether the case is about them
            spans=[],
            total=pieces * PRICE,
            paid=0,
            back=0,
            frozen=0,
            share=self.share,
            gross=0,
            fee=0,
            gone=0,
            until=order.expires_at,
            confirms=None,
            done_at=None,
        )

    @rule(data=st.data())
    def pay(self, data):
        model, order = self.one(data, *PAYABLE)
        outcome = self.world.pay(order)
        if model.state == "expired" and self.shelf >= model.pieces:
            self.shelf -= model.pieces
        elif model.state != "pending":
            assert outcome == ("duplicate" if model.paid else "late")
            self.bounced += 1
            return
        assert outcome == "applied"
        model.state, model.paid = "confirmed", model.total

    @rule(data=st.data())
    def cancel(self, data):
        model, order = self.one(data, "pending", "confirmed")
        assert self.refused(orders.cancel, order, "because") == (model.state not in ("pending", "confirmed"))
        if model.state in ("pending", "confirmed"):
            self.shelf += model.pieces - model.off
            model.state, model.back = "cancelled", model.paid

    @rule(data=st.data())
    def ship(self, data):
        model, order = self.one(data, "confirmed")
        assert self.refused(shipping.ship, order) == (model.state != "confirmed")
        if model.state == "confirmed":
            model.state, model.confirms = "shipped", self._stands(order).release_at

    @rule(data=st.data())
    def complete(self, data):
        model, order = self.one(data, "shipped")
        may = model.state == "shipped" and not model.case
        assert self.refused(orders.complete, order) != may
        if may:
            model.state, model.done_at, model.until = "completed", clock.now(), clock.now() + UNDO

    @rule(data=st.data())
    def undo(self, data):
        model, order = self.one(data, "completed")
        may = model.state == "completed" and not model.case and model.until > clock.now()
        assert self.refused(orders.undo_complete, order) != may
        if may:
            model.state, model.done_at, model.confirms = "shipped", None, self._stands(order).release_at

    @rule(data=st.data(), minor=st.integers(1, 3 * PRICE))
    def refund(self, data, minor):
        model, order = self.one(data, *PAID)
        may = minor <= model.paid - model.back and not model.case
        assert self.refused(orders.refund, order, minor, "a part", f"model:{next(self.keys)}") != may
        if may:
            self._give_back(model, minor)

    @rule(share=st.sampled_from([0, 250, 1000]))
    def the_fee_changes(self, share):
        """For orders that are placed from now on."""
        fee = policies.Fee(share_bp=share)
        assert self.refused(policies.publish, replace(policies.current(), fee=fee), self.first) == (share == self.share)
        self.share = share
