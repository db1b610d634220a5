"""Money leaves: asked for, put into batches, released, sent and sometimes come back."""

from types import SimpleNamespace

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from storefront import payouts
from storefront.kit.errors import Refused
from storefront.kit.money import Money
from tests.support.books.model import LEAST, PRICE, Model


class Withdrawals(Model):
    """What sellers, the market and its bank do with what was earned."""

    @rule(minor=st.integers(LEAST - 1, 4 * PRICE))
    def take_money_out(self, minor):
        shop = self.world.mei.fresh()
        may = LEAST <= minor <= self._free()
        try:
            row = payouts.ask(shop, self.world.mei.owner, Money(minor, "CNY"), f"model-{next(self.keys):014d}")
        except Refused:
            assert not may
            return
        assert may
        self.balance -= minor
        self.taken.append(SimpleNamespace(id=row.id, minor=minor, state="asked", due=row.due_at))

    @precondition(lambda self: self.taken)
    @rule(data=st.data(), act=st.sampled_from(["cancel", "mark_sent", "mark_bounced"]))
    def a_withdrawal_goes_on(self, data, act):
        one = data.draw(st.sampled_from(self.taken))
        row = payouts.by_id_anywhere(one.id)
        may = (
            one.state
            in {"cancel": ("asked",), "mark_sent": ("released",), "mark_bounced": ("batched", "released", "sent", "done")}[act]
        )
        assert self.refused(getattr(payouts, act), row, *(["AC04"] if act == "mark_bounced" else [])) != may
        if may and act == "mark_sent":
            one.state = "sent"
        elif may:
            one.state, self.balance = "over", self.balance + one.minor

    @precondition(lambda self: any(one.state == "batched" for one in self.taken))
    @rule(two=st.booleans())
    def the_batch_is_released(self, two):
        """By one person or, where it is too much for one, by two."""
        for batch, _count, _sum in payouts.batches(("made", "approved"))[0]:
            for person in (self.first, self.second) if two else (self.first,):
                self.refused(payouts.release, payouts.batch_by_code(batch.code), person)
            if payouts.batch_by_code(batch.code).state == "released":
                for one in self.taken:
                    if one.state == "batched" and payouts.by_id_anywhere(one.id).batch_id == batch.id:
                        one.state = "released"
