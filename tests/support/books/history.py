"""One history of the market, from what happened before it to the last invariant."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule
from peewee import fn

from storefront import check, ledger, orders, payments, payouts, stock
from storefront.kit import clock, jobs
from tests.support import unwritten
from tests.support.books.contract import Contract
from tests.support.books.model import DAY, PRICE
from tests.support.books.paying_back import PayingBack
from tests.support.books.sales import Sales
from tests.support.books.withdrawals import Withdrawals
from tests.support.factories import FAMILIE, ZHOU

PAY, SHIP, COMPLETE, ASK = ("pay", {}), ("ship", {}), ("complete", {}), ("complain", {})
SETTLE, NO, MARKET = ("time_passes", {"minutes": 1}), ("answer", {"yes": False}), ("ask_the_market", {"side": "buyer"})
NOTHING = ("the_market_decides", {"decision": "nothing", "minor": 1, "same": False})
APPEAL = ("a_loser_speaks", {"side": "buyer", "gives_in": False})
PART, WHERE, BACK = ("withdraw_from_the_contract", {"pieces": 1}), ("say_where_it_goes", {}), ("send_it_back", {})
CAME = ("it_arrives", {"shelve": True})
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
    "a part withdrawn from": [PAY, PART],
    "a part withdrawn from, on its way": [PAY, PART, SHIP],
    "on its way, a part withdrawn from": [PAY, SHIP, PART],
    "settled, a part comes back": [PAY, SHIP, COMPLETE, SETTLE, PART, WHERE, BACK],
    "a part came back": [PAY, SHIP, PART, WHERE, BACK, CAME],
    "settled, appealed": [PAY, SHIP, COMPLETE, SETTLE, ASK, NO, MARKET, NOTHING, APPEAL],
}


class Books(Sales, Contract, Withdrawals, PayingBack):
    """One history: what happened before, everything people do, and the clock; after every step the books agree."""

    looked = None

    @initialize(
        data=st.data(), share=st.sampled_from([0, 250]), ways=st.lists(st.sampled_from(sorted(WAYS)), min_size=1, max_size=4)
    )
    def what_happened_before(self, data, share, ways):
        """Some orders have come a long way already: a history is short, and most of it would be spent on getting there."""
        if share:
            self.the_fee_changes(share)
        for way in ways:
            part = PART in WAYS[way]
            self._place(2 if part else 1, FAMILIE if part else data.draw(st.sampled_from([ZHOU, FAMILIE])))
            self.only = max(self.orders)
            for name, more in WAYS[way]:
                getattr(self, name)(**more, **({} if name in ALONE else {"data": data}))
            self.only = None

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
                lapses = model.case == "withdrawn" and model.told  # it was not sent back
                (self._goes_on if lapses else how.get(model.case, self._ends))(model)
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

    @invariant()
    def the_books_agree(self):
        """After every step. Where neither a row nor the clock has changed since, the oracle and the market would say the same again."""
        now = clock.now(), unwritten.mark()
        if now != self.looked:
            assert check.run(since_last=True) == []
            self.says = self._says()
            self.looked = clock.now(), unwritten.mark()  # the oracle seals what happened
        names = {"expired": "cancelled", "settled": "completed"}
        frozen = sum(model.frozen for model in self.orders.values())
        orders = {
            key: (names.get(model.state, model.state), model.paid, model.back, model.state == "settled", bool(model.case))
            for key, model in self.orders.items()
        }
        assert self.says == ({self.mug.id: self.shelf}, (self.balance - frozen, frozen), orders, self.bounced)

    def _says(self):
        """What the market has: on the shelf, in the wallet, in each order, and how much money came that belongs nowhere."""
        wallet = ledger.wallet(self.world.mei.shop)
        orders = {key: (*stands, settled is not None, paused is not None) for key, *stands, settled, paused in self._stored()}
        bounced = payments.Refund.across_shops(fn.COUNT(payments.Refund.id)).where(~payments.Refund.counts).scalar()
        in_the_wallet = wallet.available.minor, wallet.frozen.minor if wallet.frozen else 0
        return stock.left([self.mug.id]), in_the_wallet, orders, bounced

    def _stored(self):
        it = orders.Order
        columns = (it.id, it.state, it.paid_minor, it.refunded_minor, it.settled_at, it.paused_at)
        return it.of(self.world.mei.shop, *columns).tuples()

    def teardown(self):
        clock.reset()
        self.cleaner()
