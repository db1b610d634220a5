"""The verbs of the ledger. `post` is the only function in the project that writes its tables."""

import peewee

from storefront.kit import clock, db
from storefront.kit.errors import Refused
from storefront.kit.i18n import gettext as _
from storefront.kit.money import Money
from storefront.ledger.models import CACHED, KINDS, OWNED, Account, Entry, Transaction

Leg = tuple[str, str, int]  # (kind of account, key, amount in minor units)
SUSPENSE = "suspense"  # said in place of a provider: the money is here already and waits in suspense


class NotEnough(Refused):
    """An order's escrow does not hold as much as should leave it."""


class Contradiction(RuntimeError):
    """The same (kind, reference) was posted before with other legs: a defect in the caller, never a retry."""


@db.verb
def post(
    kind: str, reference: str, legs: list[Leg], currency: str, shop=None, order_id: int | None = None, note: str = ""
) -> Transaction:
    """Write one balanced transaction and move the cached balances with it. The same (kind, reference) again returns the old one.

    Raises ValueError for legs that do not sum to zero, NotEnough where an escrow would fall below zero, and Contradiction where
    the reference was used for something else.
    """
    wanted = _checked(legs, shop)
    shop_id = getattr(shop, "id", shop)
    now = clock.now()
    columns = {"kind": kind, "reference": reference, "at": now, "shop_id": shop_id, "order_id": order_id, "note": note[:200]}
    written = list(
        Transaction.insert(**columns)
        .on_conflict(conflict_target=[Transaction.kind, Transaction.reference], action="IGNORE")
        .returning(Transaction.id)
        .execute()
    )
    if not written:
        return _the_old_one(kind, reference, wanted, currency)
    accounts = _accounts(wanted, currency, shop_id)
    balances = _move(accounts, wanted, currency, shop_id)
    Entry.insert_many(
        [
            {
                "transaction": written[0].id,
                "account": accounts[name],
                "at": now,
                "amount_minor": minor,
                "balance_minor": balances.get(name),
            }
            for name, minor in sorted(wanted.items())
        ]
    ).execute()
    return Transaction(id=written[0].id, **columns)


def _checked(legs: list[Leg], shop) -> dict[tuple[str, str], int]:
    """{(kind, key): minor}: one leg per account, without those that move nothing."""
    wanted: dict[tuple[str, str], int] = {}
    for kind, key, minor in legs:
        if kind not in KINDS or type(minor) is not int:
            raise ValueError(f"not a leg: {kind!r}, {minor!r}")
        wanted[kind, str(key)] = wanted.get((kind, str(key)), 0) + minor
    wanted = {name: minor for name, minor in wanted.items() if minor}
    if not wanted or sum(wanted.values()):
        raise ValueError(f"legs must move something and sum to zero: {legs}")
    if shop is None and any(kind == "escrow" for kind, _key in wanted):
        raise ValueError("escrow is held for a shop: name it")
    return wanted


def _the_old_one(kind: str, reference: str, wanted: dict, currency: str) -> Transaction:
    old = Transaction.get(Transaction.kind == kind, Transaction.reference == reference)
    rows = (
        Entry.select(Account.kind, Account.key, Account.currency, Entry.amount_minor)
        .join(Account)
        .where(Entry.transaction == old.id)
    )
    there = {((account_kind, key), money, minor) for account_kind, key, money, minor in rows.tuples()}
    if there != {(name, currency, minor) for name, minor in wanted.items()}:
        raise Contradiction(f"{kind} {reference} is in the books already with other legs")
    return old


def _accounts(wanted: dict, currency: str, shop_id: int | None) -> dict[tuple[str, str], int]:
    """{(kind, key): id of the account}, made where they are missing; the shop's own too where its orders' escrow moves."""
    names = set(wanted)
    if any(kind == "escrow" for kind, _key in wanted):
        names.add(("shop", str(shop_id)))
    found = _find(names, currency)
    missing = sorted(names - found.keys())  # in one order everywhere, so that two posts never wait for each other
    if missing:
        rows = [
            {"kind": kind, "key": key, "currency": currency, "shop_id": shop_id if kind in OWNED else None}
            for kind, key in missing
        ]
        columns = [Account.kind, Account.key, Account.currency]
        Account.insert_many(rows).on_conflict(conflict_target=columns, action="IGNORE").execute()
        found = _find(names, currency)
    return found


def _find(names, currency: str) -> dict[tuple[str, str], int]:
    condition = None
    for kind, key in sorted(names):
        one = (Account.kind == kind) & (Account.key == key)
        condition = one if condition is None else condition | one
    rows = Account.select(Account.kind, Account.key, Account.id).where(Account.currency == currency, condition).tuples()
    return {(kind, key): number for kind, key, number in rows}


def _move(accounts: dict, wanted: dict, currency: str, shop_id: int | None) -> dict[tuple[str, str], int]:
    """Move the cached balances, account by account in sorted order; {(kind, key): balance after}."""
    from_orders = sum(minor for (kind, _key), minor in wanted.items() if kind == "escrow")
    balances = {}
    for name, account_id in sorted(accounts.items(), key=lambda pair: pair[1]):
        minor = wanted.get(name, 0)
        held = from_orders if name == ("shop", str(shop_id)) else 0
        if name[0] not in CACHED or not (minor or held):
            continue
        moved = Account.update(balance_minor=Account.balance_minor + minor, held_minor=Account.held_minor + held)
        rows = list(
            moved.where(Account.id == account_id, *_floor(name[0], minor, held)).returning(Account.balance_minor).execute()
        )
        if not rows:
            raise NotEnough(_("Less than this is still held for the order."))
        if minor:
            balances[name] = rows[0].balance_minor
    return balances


def _floor(kind: str, minor: int, held: int) -> list:
    """What must still hold after the move. Escrow never falls below zero, nor does what a shop's orders hold together. A shop
    may: what it owes after a late refund is carried on."""
    floor = [Account.balance_minor + minor >= 0] if kind == "escrow" else []
    return [*floor, Account.held_minor + held >= 0] if held < 0 else floor


# --- looking ---------------------------------------------------------------------------------------------------------------


def balance(kind: str, key: object, currency: str) -> Money:
    """What an account holds, as the books sign it (a provider's is negative). One row for cached kinds, a sum for the others."""
    account = Account.get_or_none(Account.kind == kind, Account.key == str(key), Account.currency == currency)
    if account is None:
        return Money(0, currency)
    return Money(account.balance_minor if kind in CACHED else _sum(Entry.account == account.id), currency)


def total(kind: str, currency: str) -> Money:
    """The sum over all accounts of a kind: what is in suspense, what fees brought in."""
    accounts = Account.select(Account.id).where(Account.kind == kind, Account.currency == currency)
    return Money(_sum(Entry.account.in_(accounts)), currency)


def _sum(condition) -> int:
    return int(Entry.select(peewee.fn.COALESCE(peewee.fn.SUM(Entry.amount_minor), 0)).where(condition).scalar())


# --- what happens to the money of an order ----------------------------------------------------------------------------------


def order_paid(order_id: int, shop, provider: str, money: Money, reference: str) -> Transaction:
    """`money` arrived at `provider` and is held for the order. `reference` names the capture: "capture:17". Where it arrived before and
    waited in suspense, `provider` is SUSPENSE."""
    if provider == SUSPENSE:
        return from_suspense(reference, money, reference, order_id=order_id, shop=shop)
    legs = [("provider", provider, -money.minor), ("escrow", str(order_id), money.minor)]
    return post("paid", reference, legs, money.currency, shop, order_id)


@db.verb
def order_released(order_id: int, shop, money: Money, fee: Money, reference: str | None = None) -> Transaction:
    """`money` of the order's escrow becomes the shop's, which pays `fee` of it. Once per order unless `reference` says otherwise."""
    reference, key = reference or f"order:{order_id}", _shop_key(shop)
    released = post(
        "released",
        reference,
        [("escrow", str(order_id), -money.minor), ("shop", key, money.minor)],
        money.currency,
        shop,
        order_id,
    )
    if fee.minor:
        post("fee", reference, [("shop", key, -fee.minor), ("fees", "", fee.minor)], fee.currency, shop, order_id)
    return released


@db.verb
def order_refunded(
    order_id: int,
    shop,
    provider: str,
    money: Money,
    reference: str,
    *,
    settled: bool = False,
    from_escrow: Money | None = None,
    fee_back: Money | None = None,
) -> Transaction:
    """`money` leaves for the buyer through `provider`: from the order's escrow, or from the shop's balance once it was `settled`.

    `from_escrow` splits it: that much is taken from escrow and the rest from the shop. `fee_back` of the fee returns to the
    shop. `reference` names the refund: "refund:9". It is booked when the refund is decided, so that the same money cannot also
    be released while the provider works on it.
    """
    key = _shop_key(shop)
    held = from_escrow.minor if from_escrow is not None else 0 if settled else money.minor
    legs = [("provider", provider, money.minor), ("escrow", str(order_id), -held), ("shop", key, held - money.minor)]
    refunded = post("refunded", reference, legs, money.currency, shop, order_id)
    if fee_back is not None and fee_back.minor:
        post(
            "fee_returned",
            reference,
            [("fees", "", -fee_back.minor), ("shop", key, fee_back.minor)],
            money.currency,
            shop,
            order_id,
        )
    return refunded


# --- money that cannot be placed ---------------------------------------------------------------------------------------------


def to_suspense(
    provider: str, money: Money, reference: str, note: str = "", shop=None, order_id: int | None = None
) -> Transaction:
    """`money` arrived at `provider` and belongs nowhere yet: it waits in an account of its own, named by `reference` ("capture:17")."""
    legs = [("provider", provider, -money.minor), ("suspense", reference, money.minor)]
    return post("suspended", reference, legs, money.currency, shop, order_id, note)


def from_suspense(
    item: str,
    money: Money,
    reference: str,
    *,
    provider: str | None = None,
    order_id: int | None = None,
    shop=None,
    note: str = "",
) -> Transaction:
    """What waits under `item` ("capture:17") finds its place: back to the `provider` it came from, or into an order's escrow."""
    if (provider is None) == (order_id is None):
        raise ValueError("it goes back to a provider, or to an order")
    kind, leg = ("returned", ("provider", provider)) if provider else ("placed", ("escrow", str(order_id)))
    return post(kind, reference, [("suspense", item, -money.minor), (*leg, money.minor)], money.currency, shop, order_id, note)


def _shop_key(shop) -> str:
    return str(getattr(shop, "id", shop))
