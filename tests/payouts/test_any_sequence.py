"""Whatever is asked for, taken back, batched, sent, bounced, refunded and questioned, in whatever order: the balance, what is on its way
and what is frozen are what a few numbers say, after each step."""

import random
from types import SimpleNamespace

import pytest

from storefront import aftersales, ledger, orders, payouts
from storefront.kit.errors import Refused
from storefront.payouts import audit
from tests.payouts.conftest import DAY, EARNED

STEPS = 40


class Model:
    """A shop's money as a few numbers: what it has, its withdrawals, what each order still has of it."""

    def __init__(self, purse, anna, chance):
        self.purse, self.anna, self.chance = purse, anna, chance
        self.balance, self.taken, self.sold, self.step = 0, {}, {}, 0

    @property
    def free(self) -> int:
        return self.balance - sum(order.frozen for order in self.sold.values())

    def some(self, *states):
        """A withdrawal in one of these states, of the model and of the market; None where there is none."""
        fitting = [number for number, one in self.taken.items() if one.state in states]
        return (
            (self.taken[number], payouts.by_id_anywhere(number)) if fitting and (number := self.chance.choice(fitting)) else None
        )

    def order(self, asked: bool):
        fitting = [each for each in self.sold.values() if (each.case is not None) == asked]
        return self.chance.choice(fitting) if fitting else None

    # --- what happens -----------------------------------------------------------------------------------------------------------

    def sell(self):
        order = self.purse.earns(number=f"SF13579{self.step:08d}")
        self.sold[order.id] = SimpleNamespace(id=order.id, left=EARNED, frozen=0, case=None)
        self.balance += EARNED

    def ask(self):
        minor = self.chance.choice((1000, 5000, EARNED, max(1, self.free), self.free + 1))
        may = 1000 <= minor <= self.free
        try:
            row = self.purse.asks(minor, f"any-sequence-of-withdrawals-{self.step}")
        except Refused:
            assert not may
            return
        assert may
        self.balance -= minor
        self.taken[row.id] = SimpleNamespace(state="asked", minor=minor)

    def cancel(self):
        found = self.some("asked", "batched", "sent", "bounced")
        if found:
            model, row = found
            try:
                payouts.cancel(row)
                assert model.state == "asked"
                self.balance, model.state = self.balance + model.minor, "cancelled"
            except Refused:
                assert model.state != "asked"

    def make(self):
        self.purse.clock.advance(3 * DAY)
        payouts.make()
        for model in self.taken.values():
            if model.state == "asked":
                self.keep(model, -self.free)
                model.state = "batched" if model.minor else "cancelled"

    def keep(self, model, most: int) -> int:
        minor = max(0, min(most, model.minor))
        model.minor, self.balance = model.minor - minor, self.balance + minor
        return minor

    def release(self):
        batch = payouts.Batch.select().where(payouts.Batch.state == "made").first()
        if batch is not None:
            payouts.release(batch, self.anna)
            for number, model in self.taken.items():
                if model.state == "batched" and payouts.by_id_anywhere(number).batch_id == batch.id:
                    model.state = "released"

    def send(self):
        found = self.some("batched", "released", "sent")
        if found:
            model, row = found
            try:
                payouts.mark_sent(row)
                assert model.state == "released"
                model.state = "sent"
            except Refused:
                assert model.state != "released"

    def bounce(self):
        found = self.some("batched", "released", "sent")
        if found:
            model, row = found
            payouts.mark_bounced(row, "No such account")
            self.balance, model.state = self.balance + model.minor, "bounced"

    def refund(self):
        order = self.order(asked=False)
        if order and order.left:
            minor = self.chance.choice((1, 5000, order.left))
            if minor <= order.left:
                orders.refund(self.purse.world.again(order), minor, "A chip", f"any-sequence:{self.step}")
                self.balance, order.left = self.balance - minor, order.left - minor

    def question(self):
        order = self.order(asked=False)
        if not order or not order.left:
            return
        try:
            order.case = aftersales.open_case(self.purse.world.again(order), "broken", "money")
        except Refused:  # too long ago
            return
        lack = order.left - max(0, self.free)
        for model in reversed(self.taken.values()):
            if model.state == "asked":
                lack -= self.keep(model, lack)
                if not model.minor:
                    model.state = "cancelled"
        order.frozen = max(0, min(order.left, self.free))

    def settle(self):
        order = self.order(asked=True)
        if order:
            aftersales.withdraw(order.case)
            order.case, order.frozen = None, 0

    def agrees(self):
        shop = self.purse.shop
        open_ones = sum(model.minor for model in self.taken.values() if model.state in ("asked", "batched", "released"))
        sent = sum(model.minor for model in self.taken.values() if model.state == "sent")
        assert ledger.balance("shop", shop.id, "CNY").minor == self.balance
        assert (self.purse.free(), self.purse.flying(), self.purse.at_the_bank()) == (self.free, open_ones, sent)


@pytest.mark.parametrize("number", range(4))
def test_any_sequence_is_what_a_few_numbers_say(purse, anna, pytestconfig, number):
    run(purse, anna, f"{pytestconfig.seed}:{number}")


@pytest.mark.drill
@pytest.mark.parametrize("number", range(400))
def test_hundreds_of_sequences_are_what_a_few_numbers_say(purse, anna, pytestconfig, number):
    run(purse, anna, f"{pytestconfig.seed}:many:{number}")


def run(purse, anna, seed: str) -> None:
    """One sequence; the model and the market agree after each step."""
    model = Model(purse, anna, random.Random(seed))
    purse.account()
    acts = [model.sell, model.ask, model.ask, model.cancel, model.make, model.release, model.send, model.bounce, model.refund]
    acts += [model.question, model.settle]
    for model.step in range(STEPS):
        (model.sell if not model.step else model.chance.choice(acts))()
        model.agrees()
    assert audit.problems() == []
