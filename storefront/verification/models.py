"""Checks: who is behind a shop, where the look at it stands, and the papers that were sent for it."""

import peewee

from storefront.accounts.models import Person
from storefront.kit import db
from storefront.kit.machine import Machine
from storefront.kit.personal import SealedField
from storefront.shops.models import Shop
from storefront.verification.rules import KINDS, RULES, SIDES

CHECK = Machine(
    "check",
    {
        # the seller's turn, until `send_by`
        ("asked", "send"): "in_review",
        ("asked", "withdraw"): "ended",
        ("asked", "lapse"): "ended",
        # the market's turn, until `decide_by`
        ("in_review", "accept"): "verified",
        ("in_review", "ask_again"): "asked_again",
        ("in_review", "refuse"): "refused",
        ("in_review", "withdraw"): "ended",
        # something is missing: the seller's turn, until `send_by`
        ("asked_again", "send"): "in_review",
        ("asked_again", "withdraw"): "ended",
        ("asked_again", "lapse"): "ended",
        # the level is the shop's, until it is taken back or a higher one takes its place
        ("verified", "revoke"): "refused",
        ("verified", "supersede"): "superseded",
        # a no can be appealed once, until `appeal_by`
        ("refused", "appeal"): "appealed",
        # somebody else's turn, until `decide_by`; this is final
        ("appealed", "overturn"): "verified",
        ("appealed", "uphold"): "upheld",
    },
)
OPEN = ("asked", "in_review", "asked_again", "appealed")
EDITABLE = ("asked", "asked_again")
WAITING = ("in_review", "appealed")


def _one_of(column: str, names: tuple[str, ...]) -> peewee.Check:
    return peewee.Check("{} IN ({})".format(column, ", ".join(f"'{name}'" for name in names)))


class Check(db.ShopOwned):
    """One look at who is behind a shop. Every deadline is a column; at most one check of a shop is open, and at most one counts.

    Papers and the number on them go at `delete_at`, names of what came to nothing later (`forgetting`); what was checked, by whom and when stays.
    """

    id = peewee.AutoField()
    shop = db.ForeignKey(Shop)
    code = peewee.CharField(8, unique=True)
    state = peewee.CharField(12, default="asked", constraints=[peewee.Check(CHECK.check_sql())])
    kind = peewee.CharField(12, constraints=[_one_of("kind", KINDS)])  # the level that is asked for
    by_hand = peewee.BooleanField(default=False)  # an operator noted it without papers, with the reason

    # what the seller typed
    asked_by = db.ForeignKey(Person, null=True)
    name = SealedField(null=True)
    country = peewee.CharField(2, default="")
    number = SealedField(null=True)  # of the papers; goes with them
    number_key = peewee.CharField(32, null=True)  # finds the same papers behind another shop, and says nothing else
    company = SealedField(null=True)
    company_number = SealedField(null=True)

    # whose turn it is, and until when
    asked_at = db.UTCDateTimeField()
    send_by = db.UTCDateTimeField(null=True)  # the seller: send what is asked for
    sent_at = db.UTCDateTimeField(null=True)
    waiting_at = db.UTCDateTimeField(null=True)  # since when it waits for the market: the queue's order
    decide_by = db.UTCDateTimeField(null=True)  # the market: look at it
    overdue_at = db.UTCDateTimeField(null=True)  # the market was late
    appeal_by = db.UTCDateTimeField(null=True)  # the seller: appeal
    delete_at = db.UTCDateTimeField(null=True)  # the papers go

    # what the market said
    missing = peewee.CharField(120, default="")  # keys of rules.MISSING, comma separated
    checked = peewee.CharField(120, default="")  # keys of rules.TICKS: what was looked at
    rule = peewee.CharField(20, default="", constraints=[_one_of("rule", ("", *RULES))])
    words = SealedField(default="")  # with what is missing, or with a no: the seller reads them
    decided_at = db.UTCDateTimeField(null=True)
    decided_by = db.ForeignKey(Person, null=True)
    appealed_at = db.UTCDateTimeField(null=True)
    appeal_words = SealedField(default="")
    ruled_at = db.UTCDateTimeField(null=True)
    ruled_by = db.ForeignKey(Person, null=True)  # who decided the appeal: somebody else
    ruling = SealedField(default="")
    ended = peewee.CharField(10, default="", constraints=[_one_of("ended", ("", "withdrawn", "lapsed"))])
    forgotten_at = db.UTCDateTimeField(null=True)  # the papers have gone

    class Meta:
        table_name = "verification_check"
        indexes = (
            (("shop", "id"), False),
            (("state", "waiting_at"), False),
            (("state", "send_by"), False),
            (("state", "decide_by"), False),
            (("delete_at",), False),
            (("number_key",), False),
        )
        constraints = [
            peewee.Check("ruled_by_id IS NULL OR ruled_by_id <> decided_by_id"),
            peewee.Check("state <> 'refused' OR rule <> ''"),
            peewee.Check("state <> 'verified' OR decided_by_id IS NOT NULL"),
        ]

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do something about it."""
        return self.state in OPEN

    @property
    def editable(self) -> bool:
        """Whether the seller can change what was typed and sent."""
        return self.state in EDITABLE


# The guards that also hold when two are begun, or accepted, at the same moment.
Check.add_index(Check.index(Check.shop, unique=True, name="verification_check_one_open").where(Check.state.in_(OPEN)))
Check.add_index(Check.index(Check.shop, unique=True, name="verification_check_one_counts").where(Check.state == "verified"))


class Paper(db.ShopOwned):
    """One photo of papers. Its file is encrypted under `code`, in a folder that no page serves (`papers`).

    The row is there before the file and goes after it, so that no file is ever left behind.
    """

    id = peewee.AutoField()
    shop = db.ForeignKey(Shop)
    check = db.ForeignKey(Check, column_name="check_id")
    code = peewee.CharField(22, unique=True)
    side = peewee.CharField(6, constraints=[_one_of("side", SIDES)])
    key = peewee.CharField(40, default="")  # the id of the key that encrypted it
    size = peewee.IntegerField(default=0)  # bytes of the encrypted file
    created_at = db.UTCDateTimeField()
    ready_at = db.UTCDateTimeField(null=True)  # the file is there
    dropped_at = db.UTCDateTimeField(null=True)  # another one took its place: the file goes now

    class Meta:
        table_name = "verification_paper"
        indexes = ((("check", "id"), False), (("dropped_at",), False), (("key",), False))
