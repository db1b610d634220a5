"""Orders × money × cases against a model: random histories, and after each step the oracle and the model agree.

The model knows no database, no events and no ledger: a few numbers per order. Whatever people do, in whatever order, and wherever the
clock jumps meanwhile, the market says the same as the model, and refuses exactly what the model refuses.
"""

import itertools
from datetime import timedelta
from functools import partial
from types import SimpleNamespace

import pytest
from hypothesis import seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test
from peewee import fn

from storefront import aftersales, check, ledger, orders, payments, shipping, shops, stock
from storefront.aftersales.rules import PERIODS
from storefront.kit import clock, jobs
from storefront.kit.errors import Refused
from storefront.payments.carrier import Unreachable
from tests.support.factories import LIN, ZHOU, World

HAND = 4
PRICE = 12800
DAY = 60 * 24
UNDO = timedelta(seconds=10)
# Where a verb has a chance; half of the time it is tried anywhere.
PAYABLE, SENT, PAID = (
    ("pending", "expired"),
    ("shipped", "completed", "settled"),
    ("confirmed", "shipped", "completed", "settled"),
)


class Books(RuleBasedStateMachine):
    """A shop with one counted thing; the model is a few numbers per order."""

    cleaner = None

    def __init__(self):
        super().__init__()
        clock.freeze(clock.now())  # time passes by rule alone: the model and the market read the same moment
        self.world, self.keys = World(), itertools.count()
        self.mug = self.world.mei.mug
        shops.verify(self.world.mei.shop, "company")
        stock.set_count(self.mug, HAND)
        self.shelf, self.released, self.bounced, self.orders = HAND, 0, 0, {}

    # --- whom it happens to -------------------------------------------------------------------------------------------
    def one(self, data, *states):
        """An order of the model, and what the database has for it: half of the time one in these states, where there are any."""
        fitting = [key for key, model in self.orders.items() if model.state in states]
        keys = fitting if fitting and data.draw(st.booleans()) else list(self.orders)
        key = data.draw(st.sampled_from(keys))
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
    @initialize(pieces=st.integers(1, 3), buyer=st.sampled_from([ZHOU, LIN]))
    def the_first_order(self, pieces, buyer):
        self._place(pieces, buyer)

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
            until=order.expires_at,
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
            model.state = "shipped"

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
            model.state, model.done_at = "shipped", None

    @rule(data=st.data(), minor=st.integers(1, 3 * PRICE))
    def refund(self, data, minor):
        model, order = self.one(data, *PAID)
        may = minor <= model.paid - model.back and not model.case
        assert self.refused(orders.refund, order, minor, "a part", f"model:{next(self.keys)}") != may
        if may:
            self._give_back(model, minor)

    def _give_back(self, model, minor):
        model.back += minor
        if model.state == "settled":
            self.released -= minor

    # --- something is wrong --------------------------------------------------------------------------------------------
    @rule(data=st.data())
    def complain(self, data):
        model, order = self.one(data, *SENT)
        in_time = model.done_at is None or clock.now() < model.done_at + PERIODS.problem
        may = model.state in SENT and not model.case and model.paid > model.back and in_time
        assert self.refused(aftersales.open_case, order, "never_came", "money") != may
        if may:
            model.case, model.until_case = "open", clock.now() + PERIODS.answer
            if model.state == "settled":  # it cannot be withdrawn meanwhile, as far as it is still there
                there = self.released - sum(other.frozen for other in self.orders.values())
                model.frozen = max(0, min(model.paid - model.back, there))

    def one_with_case(self, data):
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
        may = model.case in ("open", "declined")
        assert self.refused(aftersales.withdraw, case) != may
        if may:
            self._goes_on(model)

    def _goes_on(self, model):
        """The question is settled: nothing goes back."""
        model.case, model.frozen = None, 0
        if model.state == "completed":
            model.until = max(clock.now(), model.until)

    def _ends(self, model):
        """All of it goes back: there is nothing left to wait for."""
        self._give_back(model, model.paid - model.back)
        if model.state == "shipped":
            model.done_at = clock.now()
        model.state, model.case, model.frozen = "settled", None, 0

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
            if model.case:
                if model.until_case <= now:
                    self._goes_on(model) if model.case == "declined" else self._ends(model)
            elif model.state == "shipped" and minutes == 12 * DAY:
                model.state, model.done_at, model.until = "completed", now, now
            if model.state == "completed" and not model.case and model.until <= now:
                model.state = "settled"
                self.released += model.paid - model.back

    # --- what must be true after every step -------------------------------------------------------------------------------
    @invariant()
    def the_books_agree(self):
        assert check.run(since_last=True) == []
        assert stock.left([self.mug.id]) == {self.mug.id: self.shelf}
        wallet, frozen = ledger.wallet(self.world.mei.shop), sum(model.frozen for model in self.orders.values())
        assert (wallet.available.minor, wallet.frozen.minor if wallet.frozen else 0) == (self.released - frozen, frozen)
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


class Nobody:
    """A provider that never answers: money comes by notices alone, and refunds are asked for again and again."""

    def send(self, *_request):
        raise Unreachable("nobody is there")


@pytest.fixture
def run(app, config, _cleaner):
    """`run(histories, steps, number)`: so many, each on empty tables; `number` repeats them."""
    payments.configure(config, Nobody())
    yield partial(_run, _cleaner)
    payments.configure(config)


def _run(cleaner, examples: int, steps: int, number: int) -> None:
    from storefront.kit import db, pagecache

    def empty():
        pagecache.versions.known.clear()
        with db.connection():
            cleaner.empty(db.database.obj)

    @seed(number)
    class Run(Books):
        pass

    Run.cleaner = staticmethod(empty)
    db.open_connection()
    some = settings(settings.default, max_examples=examples, stateful_step_count=steps, deadline=None)
    run_state_machine_as_test(Run, settings=some)


# Together 200 histories: in parts, so that several workers share them.
@pytest.mark.timeout(300)
@pytest.mark.parametrize("part", range(4))
def test_random_histories_of_orders_and_money(run, part):
    run(50, 30, part)


@pytest.mark.drill
@pytest.mark.timeout(7200)
def test_many_long_histories(run, pytestconfig):
    run(2000, 50, pytestconfig.seed)
