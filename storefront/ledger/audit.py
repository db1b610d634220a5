"""I1 and I2, recomputed: money is conserved, cached balances are what the entries say, escrow is exact and never negative."""

import peewee

from storefront.kit import db
from storefront.ledger import holding
from storefront.ledger.models import CACHED, Account, Entry, Transaction

fn = peewee.fn


def problems() -> list[str]:
    """Every difference, as a sentence that begins with the invariant's name; empty when the books are right."""
    return [*_unbalanced(), *_not_integers(), *_cached(), *_running(), *_held(), *_escrow(), *holding.problems()]


def _unbalanced() -> list[str]:
    """Per transaction and currency the entries sum to zero, there are at least two, and they share one currency."""
    entries = (
        Entry.select(
            Entry.transaction, fn.SUM(Entry.amount_minor), fn.COUNT(Entry.id), fn.MIN(Account.currency), fn.MAX(Account.currency)
        )
        .join(Account)
        .group_by(Entry.transaction)
        .having(
            (fn.SUM(Entry.amount_minor) != 0) | (fn.COUNT(Entry.id) < 2) | (fn.MIN(Account.currency) != fn.MAX(Account.currency))
        )
    )
    found = [
        f"I1 transaction {number}: {count} entries in {low if low == high else low + ' and ' + high} sum to {total}, not zero"
        for number, total, count, low, high in entries.tuples()
    ]
    empty = Transaction.select(Transaction.id).where(
        ~fn.EXISTS(Entry.select(peewee.SQL("1")).where(Entry.transaction == Transaction.id))
    )
    return found + [f"I1 transaction {number}: no entries" for (number,) in empty.tuples()]


def _not_integers() -> list[str]:
    """SQLite keeps whatever it is given: every amount must be stored as an integer."""
    if not db.on_sqlite():
        return []
    found = []
    for model, columns in ((Account, ("balance_minor", "held_minor")), (Entry, ("amount_minor",))):
        for name in columns:
            odd = model.select(model.id).where(fn.TYPEOF(getattr(model, name)) != "integer").tuples()
            found += [f"I1 {model._meta.table_name} {number}: {name} is not an integer" for (number,) in odd]
    return found


def _cached() -> list[str]:
    """A cached balance is the sum of its entries; the other kinds keep none."""
    summed = (
        Entry.select(Entry.account.alias("account"), fn.SUM(Entry.amount_minor).alias("minor"))
        .group_by(Entry.account)
        .alias("summed")
    )
    real = fn.COALESCE(summed.c.minor, 0)
    rows = Account.select(Account.kind, Account.key, Account.currency, Account.balance_minor, real)
    rows = rows.join(summed, peewee.JOIN.LEFT_OUTER, on=(summed.c.account == Account.id))
    cached = rows.where(Account.kind.in_(CACHED), Account.balance_minor != real)
    kept = Account.select(Account.kind, Account.key, Account.currency, Account.balance_minor, peewee.Value(0))
    kept = kept.where(Account.kind.not_in(CACHED), Account.balance_minor != 0)
    return [
        f"I1 account {kind}:{key} {currency}: balance {minor}, entries add up to {total}"
        for query in (cached, kept)
        for kind, key, currency, minor, total in query.tuples()
    ]


def _running() -> list[str]:
    """The balance after each entry is the one before it plus the amount."""
    before = fn.LAG(Entry.balance_minor).over(partition_by=[Entry.account], order_by=[Entry.id])
    walked = Entry.select(Entry.id, Entry.account, Entry.amount_minor, Entry.balance_minor, before.alias("earlier")).alias(
        "walked"
    )
    rows = (
        Account.select(walked.c.id, walked.c.balance_minor, fn.COALESCE(walked.c.earlier, 0) + walked.c.amount_minor)
        .join(walked, on=(walked.c.account_id == Account.id))
        .where(Account.kind.in_(CACHED))
        .where(
            walked.c.balance_minor.is_null()
            | (walked.c.balance_minor != fn.COALESCE(walked.c.earlier, 0) + walked.c.amount_minor)
        )
    )
    return [f"I1 entry {number}: balance after it is {minor}, should be {total}" for number, minor, total in rows.tuples()]


def _held() -> list[str]:
    """What a shop's orders hold is the sum of their escrow accounts."""
    escrow = Account.alias()
    total = fn.COALESCE(fn.SUM(escrow.balance_minor), 0)
    together = (escrow.kind == "escrow") & (escrow.shop_id == Account.shop_id) & (escrow.currency == Account.currency)
    rows = Account.select(Account.key, Account.currency, Account.held_minor, total)
    rows = rows.join(escrow, peewee.JOIN.LEFT_OUTER, on=together).where(Account.kind == "shop")
    rows = rows.group_by(Account.id, Account.key, Account.currency, Account.held_minor).having(Account.held_minor != total)
    return [
        f"I2 shop {key} {currency}: {held} held, escrow accounts add up to {minor}"
        for key, currency, held, minor in rows.tuples()
    ]


def _escrow() -> list[str]:
    """No order's escrow is negative, and each belongs to a shop."""
    odd = Account.select(Account.key, Account.currency, Account.balance_minor, Account.shop_id)
    odd = odd.where(Account.kind == "escrow", (Account.balance_minor < 0) | Account.shop_id.is_null())
    return [f"I2 order {key} {currency}: escrow {minor} for shop {shop}" for key, currency, minor, shop in odd.tuples()]


def by_order() -> dict[int, dict[str, int]]:
    """{order id: {"paid", "released", "refunded", "left"}} as the books know it, in minor units: to hold orders against them."""
    found: dict[int, dict[str, int]] = {}
    legs = Entry.select(Transaction.order_id, Transaction.kind, Account.kind, fn.SUM(Entry.amount_minor))
    legs = (
        legs.join(Transaction)
        .switch(Entry)
        .join(Account)
        .where(Transaction.order_id.is_null(False), Account.kind.in_(("escrow", "provider")))
    )
    for order_id, kind, account, minor in legs.group_by(Transaction.order_id, Transaction.kind, Account.kind).tuples():
        order, minor = found.setdefault(order_id, {"paid": 0, "released": 0, "refunded": 0, "left": 0}), int(minor)
        if account == "escrow":
            order["left"] += minor
            if kind in ("paid", "placed"):
                order["paid"] += minor
            elif kind == "released":
                order["released"] -= minor
        elif kind == "refunded":
            order["refunded"] += minor
    return found
