"""A shop that has earned something, knows where it wants its money, and people of the market who look at it."""

from datetime import UTC, datetime, timedelta

import pytest

from storefront import accounts, ledger, orders, payouts, shops
from storefront.kit.money import Money
from storefront.payouts import rules
from tests.support.factories import World

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WEDNESDAY = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)  # 10:00 by the market's clock
EARNED = 16800  # what the bowl brings


class Purse:
    """Mei's shop and its money. `world.mei` is checked; the bowl of ¥168.00 is not counted."""

    def __init__(self, world: World, clock):
        self.world, self.clock = world, clock
        shops.verify(world.mei.shop, "company")

    @property
    def shop(self):
        return self.world.mei.fresh()

    @property
    def owner(self):
        return self.world.mei.owner

    def earns(self, keeper=None, **how):
        """A sale that is over: what it brought is the shop's. Returns the order."""
        order = self.world.completed(keeper, items=[((keeper or self.world.mei).bowl, 1)], **how)
        self.clock.advance(orders.UNDO)
        orders.settle_due()
        return self.world.again(order)

    def account(self, number="6222021234564417", usable=True, keeper=None):
        """Where the money goes; `usable` says so two days ago."""
        keeper = keeper or self.world.mei
        shop = keeper.fresh()
        details = payouts.read(shop, keeper.owner.name, number, "" if rules.is_iban(number) else "ICBC")
        row = payouts.change_account(shop, keeper.owner, details)
        if usable:
            long_ago = row.added_at - 2 * DAY
            payouts.BankAccount.update(added_at=long_ago, usable_at=row.added_at).where(
                payouts.BankAccount.id == row.id
            ).execute()
        return payouts.account_of(shop)

    def asks(self, minor=10000, key="a-key-of-one-withdrawal"):
        return payouts.ask(self.shop, self.owner, Money(minor, "CNY"), key)

    def batched(self, minor=10000, key="a-key-of-one-withdrawal"):
        """Asked, and on the next bank day in a batch. Returns the withdrawal as it is then."""
        row = self.asks(minor, key)
        self.clock.advance(DAY)
        assert payouts.make() == 1
        return self.again(row)

    def again(self, row):
        return payouts.by_id_anywhere(row.id)

    def free(self) -> int:
        return ledger.wallet(self.shop).available.minor

    def flying(self) -> int:
        return ledger.balance("payout", self.shop.id, "CNY").minor

    def at_the_bank(self) -> int:
        return ledger.balance("provider", payouts.BANK, "CNY").minor


@pytest.fixture
def purse(world, clock):
    clock.freeze(WEDNESDAY)
    return Purse(world, clock)


@pytest.fixture
def rich(purse):
    """¥168.00 of it is there, and the account is old enough."""
    purse.order = purse.earns()
    purse.account()
    return purse


@pytest.fixture
def anna(database):
    return accounts.make_operator("+8613500135001", "finance")


@pytest.fixture
def ben(database):
    return accounts.make_operator("+8613500135002", "operator")
