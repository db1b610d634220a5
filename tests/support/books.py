"""The books as a few numbers per order, and everything people can do to them: what random histories of the market are compared with.

The model knows no database, no events and no ledger. Whatever people do, in whatever order, and wherever the clock jumps meanwhile, the
market says the same as the model, and refuses exactly what the model refuses.
"""

import itertools
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from peewee import fn

from storefront import aftersales, check, ledger, orders, payments, payouts, policies, shipping, shops, stock
from storefront.aftersales.rules import PERIODS
from storefront.kit import clock, jobs
from storefront.kit.errors import Refused
from storefront.kit.money import Money
from storefront.orders.pausing import BREATH
from tests.support.factories import LIN, ZHOU, World, make_person

HAND = 7
PRICE = 12800
DAY = 60 * 24
UNDO = timedelta(seconds=10)
LEAST = 1000  # the smallest withdrawal
# Where a verb has a chance; half of the time it is tried anywhere.
PAYABLE, SENT, PAID = (
    ("pending", "expired"),
    ("shipped", "completed", "settled"),
    ("confirmed", "shipped", "completed", "settled"),
)


PAY, SHIP, COMPLETE, ASK = ("pay", {}), ("ship", {}), ("complete", {}), ("complain", {})
SETTLE, NO, MARKET = ("time_passes", {"minutes": 1}), ("answer", {"yes": False}), ("ask_the_market", {"side": "buyer"})
NOTHING = ("the_market_decides", {"decision": "nothing", "minor": 1, "same": False})
APPEAL = ("a_loser_speaks", {"side": "buyer", "gives_in": False})
ALONE = ("time_passes", "take_money_out")
WAYS = {
    "placed": [],
    "paid": [PAY],
    "on its way": [PAY, SHIP],
    "settled": [PAY, SHIP, COMPLETE, SETTLE],
    "settled, taken out": [PAY, SHIP, COMPLETE, SETTLE, ("take_money_out", {"minor": PRICE // 2})],
    "settled, in a batch": [
        PAY,
        SHIP,
        COMPLETE,
        SETTLE,
        ("take_money_out", {"minor": PRICE // 2}),
        ("time_passes", {"minutes": 5 * DAY}),
    ],
    "settled, questioned": [PAY, SHIP, COMPLETE, SETTLE, ASK],
    "at the market": [PAY, SHIP, ASK, NO, MARKET],
    "settled, at the market": [PAY, SHIP, COMPLETE, SETTLE, ASK, NO, MARKET],
    "decided": [PAY, SHIP, ASK, NO, MARKET, NOTHING],
    "settled, appealed": [PAY, SHIP, COMPLETE, SETTLE, ASK, NO, MARKET, NOTHING, APPEAL],
}


class Books(RuleBasedStateMachine):
    """A shop with one counted thing, an account for its money, and two operators."""

    cleaner, only = None, None

    def __init__(self):
        super().__init__()
        clock.freeze(clock.now())  # time passes by rule alone: the model and the market read the same moment
        self.world, self.keys = World(), itertools.count()
        self.mug = self.world.mei.mug
        shops.verify(self.world.mei.shop, "company")
        stock.set_count(self.mug, HAND)
        self.first, self.second = make_person("First", "+8613600136001"), make_person("Second", "+8613600136002")
        shop = self.world.mei.fresh()
        payouts.change_account(shop, self.world.mei.owner, payouts.read(shop, "Mei Lin", "6222021234567894417", "ICBC"))
        clock.advance(payouts.NEW_ACCOUNT)
        # `balance` is all that is booked for the shop, frozen sums included
        self.shelf, self.balance, self.bounced, self.orders, self.taken, self.share = HAND, 0, 0, {}, [], 0

    # --- whom it happens to -------------------------------------------------------------------------------------------
    def one(self, data, *states):
        """An order of the model, and what the database has for it: mostly one in these states, where there are any."""
        fitting = [key for key, model in self.orders.items() if model.state in states]
        keys = fitting if fitting and data.draw(st.integers(0, 3)) else list(self.orders)
        key = self.only or data.draw(st.sampled_from(keys))
        order = orders.Order.across_shops().where(orders.Order.id == key).get()
        order.shop = self.world.mei.fresh()
        return self.orders[key], order

    def refused(self, act, *arguments):
        """Do it; whether the market refused."""
        try:
            act(*arguments)
        except Refused:
            return True
        return False

    # --- what people do -----------------------------------------------------------------------------------------------
    @initialize(
        data=st.data(), share=st.sampled_from([0, 250]), ways=st.lists(st.sampled_from(sorted(WAYS)), min_size=1, max_size=4)
    )
    def what_happened_before(self, data, share, ways):
        """Some orders have come a long way already: a history is short, and most of it would be spent on getting there."""
        if share:
            self.the_fee_changes(share)
        for way in ways:
            self._place(1, ZHOU)
            self.only = max(self.orders)
            for name, more in WAYS[way]:
                getattr(self, name)(**more, **({} if name in ALONE else {"data": data}))
            self.only = None

    @rule(pieces=st.integers(1, 3), buyer=st.sampled_from([ZHOU, LIN]))
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
            pieces=pieces,
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
            self.shelf += model.pieces
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

    def _give_back(self, model, minor):
        model.back += minor
        if model.state == "settled" and model.gross:  # the same part of the fee comes back as of the money
            back = [model.fee * min(gone, model.gross) // model.gross for gone in (model.gone, model.gone + minor)]
            model.gone += minor
            self.balance -= minor - (back[1] - back[0])

    def _settles(self, model):
        """What is left of the money is the shop's, less the fee that was agreed when the order was placed."""
        model.state, model.gross = "settled", model.paid - model.back
        model.fee = (model.gross * model.share + 5000) // 10000
        self.balance += model.gross - model.fee

    def _brought(self, model):
        """What an order has brought to the shop's balance."""
        back = model.fee * min(model.gone, model.gross) // model.gross if model.gross else 0
        return model.gross - model.fee - (model.gone - back) if model.gross else 0

    def _free(self):
        return self.balance - sum(model.frozen for model in self.orders.values())

    def _stands(self, order):
        return orders.Order.across_shops().where(orders.Order.id == order.id).get()

    @rule(share=st.sampled_from([0, 250, 1000]))
    def the_fee_changes(self, share):
        """For orders that are placed from now on."""
        fee = policies.Fee(share_bp=share)
        assert self.refused(policies.publish, replace(policies.current(), fee=fee), self.first) == (share == self.share)
        self.share = share

    # --- something is wrong --------------------------------------------------------------------------------------------
    @rule(data=st.data())
    def complain(self, data):
        model, order = self.one(data, *SENT)
        in_time = model.done_at is None or clock.now() < model.done_at + PERIODS.problem
        may = model.state in SENT and not model.case and model.paid > model.back and in_time
        assert self.refused(aftersales.open_case, order, "never_came", "money") != may
        if may:
            model.case, model.until_case = "open", clock.now() + PERIODS.answer
            model.stake = model.paid - model.back
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
        may = model.case in ("open", "declined", "escalated")
        assert self.refused(aftersales.withdraw, case) != may
        if may:
            self._goes_on(model)

    @precondition(lambda self: any(model.case for model in self.orders.values()))
    @rule(data=st.data(), side=st.sampled_from(["buyer", "seller"]))
    def ask_the_market(self, data, side):
        model, case = self.one_with_case(data)
        if case is None:
            return
        may = model.case == "declined" and clock.now() < model.until_case
        assert self.refused(aftersales.escalate, case, side, "Look, please.") != may
        if may:
            model.case, model.until_case = "escalated", None

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
        if model.award >= model.stake:
            self._ends(model)
            return
        self._give_back(model, model.award)
        self._goes_on(model)

    def _goes_on(self, model):
        """The question is settled: nothing goes back."""
        model.case, model.frozen = None, 0
        if model.state == "completed":
            model.until = max(clock.now(), model.until)
        if model.state == "shipped":
            model.confirms = max(clock.now() + BREATH, model.confirms)

    def _ends(self, model):
        """All of it goes back: there is nothing left to wait for."""
        self._give_back(model, model.paid - model.back)
        if model.state == "shipped":
            model.done_at = clock.now()
        model.state, model.case, model.frozen = "settled", None, 0

    # --- money leaves ------------------------------------------------------------------------------------------------------
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

    # --- time --------------------------------------------------------------------------------------------------------------
    @rule(minutes=st.sampled_from([0, 1, 29, 31, 3 * DAY, 12 * DAY]))
    def time_passes(self, minutes):
        clock.advance(timedelta(minutes=minutes, seconds=1))
        jobs.sweep()
        orders.settle_due()
        now = clock.now()
        for model in self.orders.values():
            if model.state == "pending" and model.until <= now:
                model.state = "expired"
                self.shelf += model.pieces
            elif model.state == "shipped" and not model.case and model.confirms <= now:
                model.state, model.done_at, model.until = "completed", now, now
        for model in self.orders.values():
            if model.case and model.until_case is not None and model.until_case <= now:
                how = {"declined": self._goes_on, "decided": self._carry_out}
                how.get(model.case, self._ends)(model)
        for one in self.taken:
            if one.state == "asked" and one.due <= now:
                self._join(one)
            if one.state == "sent" and payouts.by_id_anywhere(one.id).done_by <= now:
                one.state = "done"
        for model in self.orders.values():
            if model.state == "completed" and not model.case and model.until <= now:
                self._settles(model)

    def _join(self, one):
        """Into the batch; what the shop owes by then stays."""
        kept = min(one.minor, max(0, -self._free()))
        self.balance, one.minor = self.balance + kept, one.minor - kept
        one.state = "batched" if one.minor else "kept"

    # --- what must be true after every step -------------------------------------------------------------------------------
    @invariant()
    def the_books_agree(self):
        assert check.run(since_last=True) == []
        assert stock.left([self.mug.id]) == {self.mug.id: self.shelf}
        wallet, frozen = ledger.wallet(self.world.mei.shop), sum(model.frozen for model in self.orders.values())
        assert (wallet.available.minor, wallet.frozen.minor if wallet.frozen else 0) == (self.balance - frozen, frozen)
        names = {"expired": "cancelled", "settled": "completed"}
        assert {
            key: (names.get(model.state, model.state), model.paid, model.back, model.state == "settled", bool(model.case))
            for key, model in self.orders.items()
        } == {key: (*stands, settled is not None, paused is not None) for key, *stands, settled, paused in self._stored()}
        assert payments.Refund.across_shops(fn.COUNT(payments.Refund.id)).where(~payments.Refund.counts).scalar() == self.bounced

    def _stored(self):
        it = orders.Order
        return it.across_shops(it.id, it.state, it.paid_minor, it.refunded_minor, it.settled_at, it.paused_at).tuples()

    def teardown(self):
        clock.reset()
        self.cleaner()
