"""A shop in numbers: what it has, what each order has brought it, and whether the market refuses as the numbers say."""

import itertools
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine

from storefront import orders, payouts, shipping, shops, stock
from storefront.kit import clock
from storefront.kit.errors import Refused
from tests.support.factories import World, make_person

HAND = 9
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


class Model(RuleBasedStateMachine):
    """A shop with one counted thing, an account for its money, and two operators."""

    cleaner, only = None, None

    def __init__(self):
        super().__init__()
        clock.freeze(clock.now())  # time passes by rule alone: the model and the market read the same moment
        self.world, self.keys = World(), itertools.count()
        self.mug = self.world.mei.mug
        shops.verify(self.world.mei.shop, "company")
        shipping.Option.update(regions="").where(shipping.Option.shop == self.world.mei.shop.id).execute()  # everywhere
        stock.set_count(self.mug, HAND)
        self.first, self.second = make_person("First", "+8613600136001"), make_person("Second", "+8613600136002")
        shop = self.world.mei.fresh()
        payouts.change_account(shop, self.world.mei.owner, payouts.read(shop, "Mei Lin", "6222021234567894417", "ICBC"))
        clock.advance(payouts.NEW_ACCOUNT)
        # `balance` is all that is booked for the shop, frozen sums included
        # `address`: whether the shop ever said where things go back to
        self.address = False
        self.shelf, self.balance, self.bounced, self.orders, self.taken, self.share = HAND, 0, 0, {}, [], 0

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
