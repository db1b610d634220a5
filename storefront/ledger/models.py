"""The ledger: append-only entries of balanced transactions, in minor units of one currency each.

Signs: what the market owes somebody (an order's escrow, a shop) grows with positive entries; what a provider holds for the
market is the negative of it. Every transaction sums to zero, and so does everything.
"""

import peewee

from storefront.kit import db

KINDS = ("provider", "escrow", "shop", "fees", "referrer", "suspense", "payout")
OWNED = ("escrow", "shop", "payout")  # accounts of a shop; the others belong to the market
CACHED = ("escrow", "shop", "payout")  # balances kept by the write; the hot market-wide accounts are summed when looked at


class Account(db.Base):
    """One account: kind, whose ("sandbox", an order's id, a shop's id, "capture:17", or "") and currency."""

    id = peewee.BigAutoField()
    kind = peewee.CharField(
        10, constraints=[peewee.Check("kind IN ('provider','escrow','shop','fees','referrer','suspense','payout')")]
    )
    key = peewee.CharField(40, default="")
    currency = peewee.CharField(3)
    shop_id = peewee.IntegerField(null=True)
    balance_minor = peewee.BigIntegerField(default=0)  # only for CACHED kinds
    held_minor = peewee.BigIntegerField(default=0)  # kind shop: what its orders hold in escrow, kept by the write

    class Meta:
        table_name = "ledger_account"
        indexes = ((("kind", "key", "currency"), True), (("shop_id", "kind"), False))
        constraints = [peewee.Check("kind <> 'escrow' OR balance_minor >= 0"), peewee.Check("held_minor >= 0")]


class Transaction(db.Base):
    """What moved money, once: (kind, reference) is unique, so that a retry is harmless."""

    id = peewee.BigAutoField()
    kind = peewee.CharField(20)  # paid, released, fee, refunded, fee_returned, suspended, placed, returned, paid_out, …
    reference = peewee.CharField(80)  # "capture:17"
    at = db.UTCDateTimeField()
    shop_id = peewee.IntegerField(null=True)
    order_id = peewee.IntegerField(null=True)
    note = peewee.CharField(200, default="")

    class Meta:
        table_name = "ledger_transaction"
        indexes = ((("kind", "reference"), True), (("shop_id", "id"), False), (("order_id", "id"), False))


class Entry(db.Base):
    """One leg of a transaction. Never updated, never deleted.

    `at` is the transaction's; `balance_minor` is the account's balance after this leg (CACHED kinds only), so that a statement
    reads its opening and closing balance instead of adding up years.
    """

    id = peewee.BigAutoField()
    transaction = db.ForeignKey(Transaction)
    account = db.ForeignKey(Account)
    at = db.UTCDateTimeField()
    amount_minor = peewee.BigIntegerField(constraints=[peewee.Check("amount_minor <> 0")])
    balance_minor = peewee.BigIntegerField(null=True)

    class Meta:
        table_name = "ledger_entry"
        indexes = ((("account", "id"), False), (("account", "at"), False), (("transaction",), False))


class Freeze(db.Base):
    """Part of a shop's balance that cannot be withdrawn while a question about an order is open. It moves nothing.

    The account's row is locked before one is written or ended, and before money is withdrawn.
    """

    id = peewee.BigAutoField()
    account = db.ForeignKey(Account)
    order_id = peewee.IntegerField()
    amount_minor = peewee.BigIntegerField(constraints=[peewee.Check("amount_minor > 0")])
    at = db.UTCDateTimeField()
    ended_at = db.UTCDateTimeField(null=True)

    class Meta:
        table_name = "ledger_freeze"
        indexes = ((("account", "ended_at"), False),)


# What one order froze is frozen once.
Freeze.add_index(Freeze.index(Freeze.order_id, unique=True, name="ledger_freeze_one").where(Freeze.ended_at.is_null()))
