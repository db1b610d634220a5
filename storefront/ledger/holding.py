"""Money that is a shop's and cannot be withdrawn for now: what an order brought, while a question about that order is open.

Freezing moves nothing: the books stay as they are, and a refund takes from the balance as always. It only lowers what can be
withdrawn (`free`), and never below nothing: what has left already is not there to be kept.
"""

import peewee

from storefront.kit import clock, db
from storefront.kit.money import Money
from storefront.ledger.models import Account, Entry, Freeze, Transaction

fn = peewee.fn


def brought(order_id: int, shop, currency: str) -> Money:
    """What an order has brought to its shop's balance until now: released, less fees, less what was paid back from it."""
    moved = Entry.select(fn.COALESCE(fn.SUM(Entry.amount_minor), 0)).join(Account).switch(Entry).join(Transaction)
    mine = (Account.kind == "shop") & (Account.key == _key(shop)) & (Account.currency == currency)
    return Money(int(moved.where(mine, Transaction.order_id == order_id).scalar()), currency)


@db.verb
def freeze(order_id: int, shop, currency: str) -> Money:
    """Keep what `order_id` brought to the shop and is still there from being withdrawn. Returns how much; done again, the same."""
    account = _locked(shop, currency)
    if account is None:
        return Money(0, currency)
    there = Freeze.get_or_none(Freeze.order_id == order_id, Freeze.ended_at.is_null())
    if there is not None:
        return Money(there.amount_minor, currency)
    minor = min(brought(order_id, shop, currency).minor, account.balance_minor - _frozen(account))
    if minor <= 0:
        return Money(0, currency)
    Freeze.create(account=account.id, order_id=order_id, amount_minor=minor, at=clock.now())
    return Money(minor, currency)


@db.verb
def unfreeze(order_id: int, shop, currency: str) -> Money:
    """The question is settled: what was kept can be withdrawn again, or go back. Returns how much it was; done again, nothing."""
    _locked(shop, currency)
    there = Freeze.get_or_none(Freeze.order_id == order_id, Freeze.ended_at.is_null())
    if there is None:
        return Money(0, currency)
    Freeze.update(ended_at=clock.now()).where(Freeze.id == there.id).execute()
    return Money(there.amount_minor, currency)


def frozen(shop, currency: str | None = None) -> Money:
    """How much of a shop's balance waits for open questions now."""
    currency = currency or shop.currency
    account = Account.get_or_none(_is(shop, currency))
    return frozen_on(account) if account is not None else Money(0, currency)


def frozen_on(account: Account) -> Money:
    """The same, for the shop's account."""
    return Money(_frozen(account), account.currency)


def free(shop, currency: str | None = None) -> Money:
    """What can be withdrawn now. Inside a transaction the account's row stays locked until its end, so that this stays true."""
    currency = currency or shop.currency
    account = _locked(shop, currency)
    return Money(account.balance_minor - _frozen(account) if account is not None else 0, currency)


def problems() -> list[str]:
    """What is frozen belongs to a shop's account."""
    return [f"I2 freeze {number}: on an account of kind {kind}" for number, kind in db.asked(_on_others)]


def _on_others():
    return Freeze.select(Freeze.id, Account.kind).join(Account).where(Account.kind != "shop")


def _frozen(account: Account) -> int:
    rows = Freeze.select(fn.COALESCE(fn.SUM(Freeze.amount_minor), 0)).where(
        Freeze.account == account.id, Freeze.ended_at.is_null()
    )
    return int(rows.scalar())


def _is(shop, currency: str):
    return (Account.kind == "shop") & (Account.key == _key(shop)) & (Account.currency == currency)


def _locked(shop, currency: str) -> Account | None:
    return db.locked(Account.select().where(_is(shop, currency))).first()


def _key(shop) -> str:
    return str(getattr(shop, "id", shop))
