"""Money that leaves: where a shop wants it, each withdrawal, and the batches in which withdrawals go to the bank."""

import json

import peewee

from storefront.accounts.models import Person
from storefront.kit import db
from storefront.kit.machine import Machine
from storefront.kit.money import Money
from storefront.kit.personal import SealedField
from storefront.shops.models import Shop

WITHDRAWAL = Machine(
    "withdrawal",
    {
        # the seller's own until the batch; nothing leaves to an account that is new
        ("asked", "hold"): "held",
        ("asked", "batch"): "batched",
        ("asked", "cancel"): "cancelled",
        ("asked", "keep"): "cancelled",  # all of it was needed: a question is open, or the balance fell below nothing
        ("held", "batch"): "batched",
        ("held", "cancel"): "cancelled",
        ("held", "keep"): "cancelled",
        # in a batch: the market's
        ("batched", "send"): "sent",
        ("batched", "bounce"): "bounced",
        # at the bank
        ("sent", "arrive"): "done",
        ("sent", "bounce"): "bounced",
        ("done", "bounce"): "bounced",  # some banks send back late
    },
)
OPEN = ("asked", "held")  # can still be taken back, and kept back
IN_FLIGHT = (*OPEN, "batched")  # what the account `payout` holds
OUT = ("sent", "done")

BATCH = Machine(
    "payout_batch",
    {
        ("made", "approve"): "approved",  # above the limit: the first of two people
        ("made", "release"): "released",
        ("approved", "release"): "released",
        ("released", "close"): "closed",  # every withdrawal in it was sent or came back
        ("made", "close"): "closed",
        ("approved", "close"): "closed",
    },
)


class BankAccount(db.ShopOwned):
    """Where a shop wants its money. A change is a new row: what was asked before goes where it was meant to go."""

    id = peewee.AutoField()
    shop = db.ForeignKey(Shop)
    details = SealedField()  # JSON: holder, number, bank, is_iban
    contacts = SealedField(default="[]")  # JSON: whom to tell of the next change, [[kind, value], …], as they were now
    added_by = db.ForeignKey(Person)
    added_at = db.UTCDateTimeField()
    usable_at = db.UTCDateTimeField()  # nothing leaves to it before
    ended_at = db.UTCDateTimeField(null=True)  # another one took its place

    class Meta:
        table_name = "payout_account"
        indexes = ((("shop", "id"), False),)
        constraints = [peewee.Check("usable_at >= added_at")]

    @property
    def known(self) -> dict:
        """{"holder", "number", "bank", "is_iban"}: only for the file that goes to the bank, and for the form of its owner."""
        return json.loads(self.details)

    @property
    def holder(self) -> str:
        """Whose account it is."""
        return self.known["holder"]

    @property
    def number(self) -> str:
        """The IBAN or account number."""
        return self.known["number"]

    @property
    def ending(self) -> str:
        """Its last four signs: what its owner recognises; "····" of one that was erased."""
        return self.number[-4:] or "····"


# A shop has one account at a time.
BankAccount.add_index(
    BankAccount.index(BankAccount.shop, unique=True, name="payout_account_one").where(BankAccount.ended_at.is_null())
)


class Batch(db.Base):
    """Withdrawals that go to the bank together: one currency, one kind of file, one list of people who released it."""

    id = peewee.AutoField()
    code = peewee.CharField(10, unique=True)
    kind = peewee.CharField(4, constraints=[peewee.Check("kind IN ('csv','sepa')")])
    currency = peewee.CharField(3)
    state = peewee.CharField(10, default="made", constraints=[peewee.Check(BATCH.check_sql())])
    made_at = db.UTCDateTimeField()
    needs_two = peewee.BooleanField(default=False)  # above the limit for one person when the first looked at it
    approved_by = db.ForeignKey(Person, null=True)
    approved_at = db.UTCDateTimeField(null=True)
    released_by = db.ForeignKey(Person, null=True)
    released_at = db.UTCDateTimeField(null=True)
    total_minor = peewee.BigIntegerField(null=True)  # what was released: what its file adds up to
    closed_at = db.UTCDateTimeField(null=True)

    class Meta:
        table_name = "payout_batch"
        indexes = ((("state", "id"), False),)
        constraints = [
            peewee.Check("kind <> 'sepa' OR currency = 'EUR'"),
            peewee.Check("approved_by_id IS NULL OR released_by_id IS NULL OR approved_by_id <> released_by_id"),
            peewee.Check("released_by_id IS NULL OR NOT needs_two OR approved_by_id IS NOT NULL"),
            peewee.Check("(released_at IS NULL) = (total_minor IS NULL)"),
            peewee.Check("total_minor IS NULL OR total_minor > 0"),
        ]


# One batch of a kind takes withdrawals at a time: the guard that also holds when two workers begin one at the same moment.
Batch.add_index(Batch.index(Batch.kind, Batch.currency, unique=True, name="payout_batch_one_made").where(Batch.state == "made"))


class Withdrawal(db.ShopOwned):
    """A seller takes money out. `amount_minor` leaves; it is less than what was asked where some had to be kept."""

    id = peewee.AutoField()
    shop = db.ForeignKey(Shop)
    code = peewee.CharField(10, unique=True)
    state = peewee.CharField(10, default="asked", constraints=[peewee.Check(WITHDRAWAL.check_sql())])
    account = db.ForeignKey(BankAccount)
    currency = peewee.CharField(3)
    asked_minor = peewee.BigIntegerField()
    amount_minor = peewee.BigIntegerField()
    asked_by = db.ForeignKey(Person)
    asked_at = db.UTCDateTimeField()
    held_until = db.UTCDateTimeField(null=True)  # the account is new
    due_at = db.UTCDateTimeField()  # from here on the batch takes it
    arrives_on = peewee.DateField()
    batch = db.ForeignKey(Batch, null=True)
    batched_at = db.UTCDateTimeField(null=True)
    in_file = peewee.BooleanField(default=False)  # the batch was released with it: the bank was told to pay it, once
    sent_at = db.UTCDateTimeField(null=True)
    done_by = db.UTCDateTimeField(null=True)  # not come back by then: it arrived
    done_at = db.UTCDateTimeField(null=True)
    bounced_at = db.UTCDateTimeField(null=True)
    reason = peewee.CharField(200, default="")  # why it came back
    cancelled_at = db.UTCDateTimeField(null=True)

    class Meta:
        table_name = "payout_withdrawal"
        indexes = (
            (("shop", "id"), False),
            (("state", "due_at"), False),
            (("state", "done_by"), False),
            (("batch", "id"), False),
        )
        constraints = [
            peewee.Check("asked_minor > 0 AND amount_minor >= 0 AND amount_minor <= asked_minor"),
            peewee.Check("amount_minor > 0 OR state = 'cancelled'"),
            peewee.Check("(batch_id IS NULL) = (state IN ('asked','held','cancelled'))"),
            peewee.Check("state <> 'held' OR held_until IS NOT NULL"),
            peewee.Check("state NOT IN ('sent','done') OR (sent_at IS NOT NULL AND in_file)"),
        ]

    @property
    def amount(self) -> Money:
        """What leaves."""
        return Money(self.amount_minor, self.currency)

    @property
    def asked(self) -> Money:
        """What the seller asked for."""
        return Money(self.asked_minor, self.currency)

    @property
    def kept(self) -> Money:
        """What stayed in the balance after all."""
        return self.asked - self.amount
