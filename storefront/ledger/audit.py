"""I1 and I2, recomputed: money is conserved, cached balances are what the entries say, escrow is exact and never negative.

Each check is one query that asks for differences only, so it costs the same to read whether there are none or the books are large.
"""

import peewee
from peewee import JOIN, fn

from storefront.kit import db
from storefront.ledger import holding
from storefront.ledger.models import CACHED, OWNED, Account, Entry, Transaction


def problems() -> list[str]:
    """Every difference, as a sentence that begins with the invariant's name; empty when the books are right."""
    return [
        *(
            f"I1 transaction {number}: {count} entries in {low if low == high else f'{low} and {high}'} sum to {total}, not zero"
            for number, total, count, low, high in db.asked(_unbalanced)
        ),
        *(f"I1 transaction {number}: no entries" for (number,) in db.asked(_empty)),
        *(f"I1 entry {number}: not of the moment of its transaction" for (number,) in db.asked(_other_moment)),
        *(
            f"I2 transaction {number}: says shop {shop} and order {order}, moves {kind}:{key} of shop {owner}"
            for number, shop, order, kind, key, owner in db.asked(_misnamed)
        ),
        *_not_integers(),
        *(
            f"I1 account {kind}:{key} {currency}: balance {minor}, entries add up to {total}"
            for kind, key, currency, minor, total in (*db.asked(_cached), *db.asked(_kept))
        ),
        *(f"I1 entry {number}: balance after it is {minor}, should be {total}" for number, minor, total in db.asked(_running)),
        *(
            f"I2 shop {key} {currency}: {held} held, escrow accounts add up to {minor}"
            for key, currency, held, minor in db.asked(_held)
        ),
        *(
            f"I2 {kind}:{key} {currency}: says {held} held, only shops hold"
            for kind, key, currency, held in db.asked(_held_elsewhere)
        ),
        *(
            f"I2 account {number}: {kind}:{key} of shop {shop} is no such account"
            for number, kind, key, shop in db.asked(_misshapen)
        ),
        *(f"I2 order {key} {currency}: escrow {minor} for shop {shop}" for key, currency, minor, shop in db.asked(_escrow)),
        *holding.problems(),
    ]


def _unbalanced():
    """Per transaction and currency the entries sum to zero, there are at least two, and they share one currency."""
    total, count, low, high = (
        fn.SUM(Entry.amount_minor), fn.COUNT(Entry.id), fn.MIN(Account.currency), fn.MAX(Account.currency),
    )  # fmt: skip
    rows = Entry.select(Entry.transaction, total, count, low, high).join(Account).group_by(Entry.transaction)
    return rows.having((total != 0) | (count < 2) | (low != high))


def _empty():
    """Transactions that move nothing."""
    legs = Entry.select(peewee.SQL("1")).where(Entry.transaction == Transaction.id)
    return Transaction.select(Transaction.id).where(~fn.EXISTS(legs))


def _other_moment():
    """An entry carries the moment of its transaction."""
    return Entry.select(Entry.id).join(Transaction).where(Entry.at != Transaction.at)


def _misnamed():
    """A transaction names the shop and the order whose money it moves."""
    columns = (Transaction.id, Transaction.shop_id, Transaction.order_id, Account.kind, Account.key, Account.shop_id)
    rows = Entry.select(*columns).join(Transaction).switch(Entry).join(Account)
    owned = Account.kind.in_(("escrow", "shop")) & (fn.COALESCE(Transaction.shop_id, 0) != Account.shop_id)
    order = fn.COALESCE(Transaction.order_id.cast("TEXT"), "")
    return rows.where(owned | ((Account.kind == "escrow") & (order != Account.key)))


def _not_integers() -> list[str]:
    """SQLite keeps whatever it is given: every amount must be stored as an integer."""
    if not db.on_sqlite():
        return []
    accounts = [f"I1 ledger_account {number}: not an integer" for (number,) in db.asked(_odd_accounts)]
    return accounts + [f"I1 ledger_entry {number}: not an integer" for (number,) in db.asked(_odd_entries)]


def _odd_accounts():
    odd = (fn.TYPEOF(Account.balance_minor) != "integer") | (fn.TYPEOF(Account.held_minor) != "integer")
    return Account.select(Account.id).where(odd)


def _odd_entries():
    return Entry.select(Entry.id).where(fn.TYPEOF(Entry.amount_minor) != "integer")


def _cached():
    """A cached balance is the sum of its entries."""
    summed = Entry.select(Entry.account.alias("account"), fn.SUM(Entry.amount_minor).alias("minor")).group_by(Entry.account)
    summed = summed.alias("summed")
    real = fn.COALESCE(summed.c.minor, 0)
    rows = Account.select(Account.kind, Account.key, Account.currency, Account.balance_minor, real)
    rows = rows.join(summed, JOIN.LEFT_OUTER, on=(summed.c.account == Account.id))
    return rows.where(Account.kind.in_(CACHED), Account.balance_minor != real)


def _kept():
    """The other kinds keep none."""
    rows = Account.select(Account.kind, Account.key, Account.currency, Account.balance_minor, peewee.SQL("0"))
    return rows.where(Account.kind.not_in(CACHED), Account.balance_minor != 0)


def _running():
    """The balance after each entry is the one before it plus the amount."""
    before = fn.LAG(Entry.balance_minor).over(partition_by=[Entry.account], order_by=[Entry.id])
    walked = Entry.select(Entry.id, Entry.account, Entry.amount_minor, Entry.balance_minor, before.alias("earlier")).alias(
        "walked"
    )
    right = fn.COALESCE(walked.c.earlier, 0) + walked.c.amount_minor
    rows = Account.select(walked.c.id, walked.c.balance_minor, right).join(walked, on=(walked.c.account_id == Account.id))
    return rows.where(Account.kind.in_(CACHED), walked.c.balance_minor.is_null() | (walked.c.balance_minor != right))


def _held():
    """What a shop's orders hold is the sum of their escrow accounts."""
    escrow = Account.alias()
    total = fn.COALESCE(fn.SUM(escrow.balance_minor), 0)
    together = (escrow.kind == "escrow") & (escrow.shop_id == Account.shop_id) & (escrow.currency == Account.currency)
    rows = Account.select(Account.key, Account.currency, Account.held_minor, total).join(escrow, JOIN.LEFT_OUTER, on=together)
    rows = rows.where(Account.kind == "shop").group_by(Account.id, Account.key, Account.currency, Account.held_minor)
    return rows.having(Account.held_minor != total)


def _held_elsewhere():
    """Nothing is held for any other kind of account."""
    rows = Account.select(Account.kind, Account.key, Account.currency, Account.held_minor)
    return rows.where(Account.kind != "shop", Account.held_minor != 0)


def _escrow():
    """No order's escrow is negative, and each belongs to a shop."""
    rows = Account.select(Account.key, Account.currency, Account.balance_minor, Account.shop_id)
    return rows.where(Account.kind == "escrow", (Account.balance_minor < 0) | Account.shop_id.is_null())


def _misshapen():
    """What an account is called and whose it is fit its kind: nothing else tells an empty one from another."""
    owned = Account.kind.in_(OWNED)
    own_number = fn.COALESCE(Account.shop_id.cast("TEXT"), "")
    waits_for_something = Account.key.contains(":")
    wrong = (
        (owned & Account.shop_id.is_null())
        | (~owned & Account.shop_id.is_null(False))
        | (Account.kind.in_(("shop", "payout")) & (Account.key != own_number))
        | ((Account.kind == "suspense") & ~waits_for_something)
        | ((Account.kind != "suspense") & waits_for_something)
        | ((Account.kind == "provider") & (Account.key == ""))
        | ((Account.kind == "fees") & (Account.key != ""))
    )
    return Account.select(Account.id, Account.kind, Account.key, Account.shop_id).where(wrong)
