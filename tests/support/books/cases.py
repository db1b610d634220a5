"""Something is wrong with an order: asked, answered, decided by the market and appealed."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from storefront import aftersales
from storefront.aftersales.opening import MOST
from storefront.aftersales.rules import PERIODS
from storefront.kit import clock
from storefront.kit.money import Money
from storefront.orders.pausing import BREATH
from tests.support.books.model import PRICE, SENT, UNDO, Model


class Cases(Model):
    """What people do when something is wrong."""

    @rule(data=st.data())
    def complain(self, data):
        model, order = self.one(data, *SENT)
        in_time = model.done_at is None or clock.now() < model.done_at + PERIODS.problem
        again = model.ruled or model.questions == MOST  # what the market has decided is not asked again
        may = model.state in SENT and not model.case and model.paid > model.back and in_time and not again
        assert self.refused(aftersales.open_case, order, "never_came", "money") != may
        if may:
            model.case, model.until_case = "open", clock.now() + PERIODS.answer
            model.questions += 1
            model.stake = model.whole = model.paid - model.back
            if model.state == "settled":
                self._freeze(model)

    def _freeze(self, model):
        """It cannot be withdrawn meanwhile, as far as it is still there; what is on its way but in no batch yet comes back for it."""
        lack = self._brought(model) - max(0, self._free())
        for one in reversed(self.taken):
            if one.state == "asked" and lack > 0:
                kept = min(lack, one.minor)
                self.balance, one.minor, lack = self.balance + kept, one.minor - kept, lack - kept
                one.state = one.state if one.minor else "kept"
        model.frozen = max(0, min(self._brought(model), self._free()))

    def one_with_case(self, data):
        """Mostly an order about which something was asked."""
        asked = [key for key, model in self.orders.items() if model.case]
        if not self.only and asked and data.draw(st.integers(0, 3)):
            self.only = data.draw(st.sampled_from(asked))
            model, order = self.one(data)
            self.only = None
        else:
            model, order = self.one(data, *SENT)
        return model, aftersales.case_of(order)

    @precondition(lambda self: any(model.case for model in self.orders.values()))
    @rule(data=st.data(), yes=st.booleans())
    def answer(self, data, yes):
        model, case = self.one_with_case(data)
        if case is None:
            return
        may = model.case == "open" and clock.now() < model.until_case
        act = (aftersales.accept, case) if yes else (aftersales.decline, case, "No.")
        assert self.refused(*act) != may
        if may:
            model.case, model.until_case = ("accepted", clock.now() + UNDO) if yes else ("declined", clock.now() + PERIODS.reply)

    @precondition(lambda self: any(model.case for model in self.orders.values()))
    @rule(data=st.data())
    def withdraw(self, data):
        model, case = self.one_with_case(data)
        if case is None:
            return
        may = model.case in ("open", "declined", "escalated", "withdrawn")
        assert self.refused(aftersales.withdraw, case) != may
        if may:
            self._goes_on(model)

    @precondition(lambda self: any(model.case for model in self.orders.values()))
    @rule(data=st.data(), side=st.sampled_from(["buyer", "seller"]))
    def ask_the_market(self, data, side):
        model, case = self.one_with_case(data)
        if case is None:
            return
        may = model.case in ("declined", "withdrawn", "sent_back") and self._may_ask(model)
        assert self.refused(aftersales.escalate, case, side, "Look, please.") != may
        if may:
            model.case, model.until_case = "escalated", None

    def _may_ask(self, model):
        """Of a withdrawal as long as it is open, of a no as long as it can be answered."""
        return model.contract or clock.now() < model.until_case

    @precondition(lambda self: any(model.case in ("escalated", "appealed") for model in self.orders.values()))
    @rule(
        data=st.data(),
        decision=st.sampled_from(["refund", "nothing", "split"]),
        minor=st.integers(1, 3 * PRICE),
        same=st.booleans(),
    )
    def the_market_decides(self, data, decision, minor, same):
        """The first decision by the first operator; an appeal by whom the draw says, and refused where it is the same one."""
        model, case = self.one_with_case(data)
        if case is None:
            return
        again = model.case == "appealed"
        may = (model.case == "escalated" or again and not same) and (decision != "split" or minor <= model.stake)
        act, person = (aftersales.rule, self.first if same else self.second) if again else (aftersales.decide, self.first)
        assert self.refused(act, case, person, decision, Money(minor, "CNY"), "Because.") != may
        if may:
            model.ruled |= not model.contract
            model.award = {"refund": model.stake, "nothing": 0, "split": minor}[decision]
            if again:
                self._carry_out(model)
            else:
                model.case, model.until_case, model.agreed = "decided", clock.now() + PERIODS.appeal, set()

    def _losers(self, model):
        return {side for side, lost in (("buyer", model.award < model.stake), ("seller", model.award > 0)) if lost}

    @precondition(lambda self: any(model.case == "decided" for model in self.orders.values()))
    @rule(data=st.data(), side=st.sampled_from(["buyer", "seller"]), gives_in=st.booleans())
    def a_loser_speaks(self, data, side, gives_in):
        model, case = self.one_with_case(data)
        if case is None:
            return
        lost = model.case == "decided" and side in self._losers(model) - model.agreed
        may = lost and (gives_in or clock.now() < model.until_case)
        act = (aftersales.agree, case, side) if gives_in else (aftersales.appeal, case, side, "It is not right.")
        assert self.refused(*act) != may
        if may and not gives_in:
            model.case, model.until_case = "appealed", None
        elif may:
            model.agreed.add(side)
            if not self._losers(model) - model.agreed:
                self._carry_out(model)

    def _carry_out(self, model):
        self._closes(model, model.award)

    def _goes_on(self, model):
        """The question is settled: nothing (more) goes back because of it."""
        if model.contract:
            model.spans.append((model.opened_at, clock.now()))
        model.case, model.contract, model.frozen = None, False, 0
        if model.state == "completed":
            model.until = max(clock.now(), model.until)
        if model.state == "shipped":
            model.confirms = max(clock.now() + BREATH, model.confirms)

    def _ends(self, model):
        """What was asked for goes back."""
        self._closes(model, model.stake)

    def _closes(self, model, minor):
        """So much goes back. Where that is all there was, there is nothing left to wait for."""
        self._give_back(model, minor)
        if model.contract and minor >= model.stake:
            model.returned += model.coming
        if minor >= model.whole:
            model.done_at = clock.now() if model.state == "shipped" else model.done_at
            model.state = "settled"
        self._goes_on(model)
