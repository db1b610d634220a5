"""What the market's own bookkeeping keeps: decisions about money in suspense, statements with their lines and what differs, checks."""

import peewee

from storefront.accounts import Person
from storefront.kit import db
from storefront.kit.machine import Machine
from storefront.kit.money import Money
from storefront.kit.personal import SealedField
from storefront.payments import Capture, Payment, Refund, attempt_key
from storefront.shops import Shop

DECISION = Machine(
    "suspense",
    {
        ("asked", "agree"): "decided",  # by a second person above the limit, by the same one below it
        ("asked", "withdraw"): "withdrawn",
        ("decided", "finish"): "done",
        ("decided", "fail"): "failed",  # the provider refused to send it back
        ("failed", "try_again"): "decided",
        ("failed", "finish"): "done",  # paid another way; or a notice says that it went through after all
        ("done", "bounce"): "failed",  # it had gone, and the bank of whoever paid sent it back
    },
)
STATEMENT = Machine(
    "statement",
    {
        ("uploaded", "discard"): "discarded",
        ("uploaded", "take_in"): "reading",
        ("reading", "compare"): "comparing",
        ("comparing", "finish"): "done",
        ("done", "compare_again"): "comparing",
    },
)
FINDING = Machine(
    "finding",
    {
        ("open", "resolve"): "resolved",  # somebody looked and wrote what it was
        ("open", "settle"): "settled",  # it is no longer so: the books or a later statement explain it
    },
)
_MADE = ("asked", "decided", "failed", "withdrawn", "done")
KINDS = ("missing", "extra", "amount", "fee", "currency", "swapped")
FORMATS = ("csv", "mt940", "camt")
LINE_KINDS = ("capture", "refund", "transfer", "fee", "bank", "other")


def _one_of(column: str, values: tuple[str, ...]) -> peewee.Check:
    return peewee.Check("{} IN ({})".format(column, ", ".join(f"'{value}'" for value in values)))


class Decision(db.Base):
    """What staff decided about money that could not be matched: place it on a payment, or send it back."""

    id = peewee.AutoField()
    capture = db.ForeignKey(Capture)
    verb = peewee.CharField(10, constraints=[peewee.Check("verb IN ('place','return')")])
    payment = db.ForeignKey(Payment, null=True)  # place: on which
    refund = db.ForeignKey(Refund, null=True)  # return, where we know whose payment it was: the refund that takes it back
    reason = peewee.CharField(500)
    needs_two = peewee.BooleanField()
    state = peewee.CharField(10, default="asked", constraints=[peewee.Check(DECISION.check_sql(*_MADE))])
    asked_by = db.ForeignKey(Person)
    asked_at = db.UTCDateTimeField()
    agreed_by = db.ForeignKey(Person, null=True)
    done_at = db.UTCDateTimeField(null=True)
    tries = peewee.IntegerField(default=0)
    next_at = db.UTCDateTimeField(null=True)  # when the provider is asked (again)
    error = peewee.CharField(300, default="")
    bounced_count = peewee.IntegerField(
        default=0, constraints=[peewee.SQL("DEFAULT 0")]
    )  # how many attempts to send it back the provider told as failed, each a row of `ReturnBounce`
    other_way = SealedField(null=True)  # how somebody of the market paid it by hand, or says that they did
    other_way_by = db.ForeignKey(Person, null=True)  # who says so
    other_way_at = db.UTCDateTimeField(null=True)  # since when it counts; above the limit a second person has agreed

    class Meta:
        table_name = "suspense_decision"
        indexes = ((("state", "next_at"), False),)
        constraints = [
            peewee.Check("NOT needs_two OR agreed_by_id IS NULL OR agreed_by_id <> asked_by_id"),
            peewee.Check("state IN ('asked','withdrawn') OR agreed_by_id IS NOT NULL"),
            peewee.Check("(verb = 'place') = (payment_id IS NOT NULL)"),
        ]

    @property
    def key(self) -> str:
        """What makes the provider send it back once, however often it is asked."""
        return f"stray:{self.capture_id}"

    @property
    def sending_key(self) -> str:
        """What the provider knows this attempt by: after one that it told as failed, the next one goes by another key."""
        return attempt_key(self.key, self.bounced_count)

    @property
    def reference(self) -> str:
        """What the ledger knows it by."""
        return f"return:{self.id}"

    @property
    def amount_minor(self) -> int:
        return self.capture.amount_minor

    @property
    def currency(self) -> str:
        return self.capture.currency

    @property
    def amount(self) -> Money:
        """What goes back."""
        return self.capture.amount


# Two people cannot decide about the same money.
Decision.add_index(
    Decision.index(Decision.capture, unique=True, name="suspense_decision_one").where(Decision.state != "withdrawn")
)


class ReturnBounce(db.Base):
    """An attempt to send back what was nobody's that the provider told as failed: the money is back there."""

    id = peewee.AutoField()
    decision = db.ForeignKey(Decision)
    number = peewee.IntegerField()  # of the attempt, from 0
    done_at = db.UTCDateTimeField(null=True)  # when it was said to have gone; NULL where it never was
    problem = peewee.CharField(300, default="")
    at = db.UTCDateTimeField()

    class Meta:
        table_name = "suspense_bounce"
        indexes = ((("decision", "number"), True), (("at",), False))


class Statement(db.Base):
    """A file of a provider or a bank: first as it was sent, then as lines that are compared with the books."""

    id = peewee.AutoField()
    code = peewee.CharField(12, unique=True)
    source = peewee.CharField(20)  # a gateway's key, or "bank"
    format = peewee.CharField(10, constraints=[_one_of("format", FORMATS)])
    name = peewee.CharField(120)
    digest = peewee.CharField(64)  # of the file: the same one again is this one
    body = SealedField(default="")  # the text, until it is taken in: it may name people
    options = peewee.TextField(default="{}")  # JSON: which column is what, how dates are written
    state = peewee.CharField(10, default="uploaded", constraints=[peewee.Check(STATEMENT.check_sql())])
    starts_at = db.UTCDateTimeField(null=True)  # the period whose movements must be in it: [starts_at, ends_at)
    ends_at = db.UTCDateTimeField(null=True)
    lines_count = peewee.IntegerField(default=0)
    read_count = peewee.IntegerField(default=0)
    errors_count = peewee.IntegerField(default=0)  # rows that could not be read
    matched_count = peewee.IntegerField(default=0)
    open_count = peewee.IntegerField(default=0, constraints=[peewee.Check("open_count >= 0")])  # findings that wait
    uploaded_by = db.ForeignKey(Person)
    uploaded_at = db.UTCDateTimeField()
    next_at = db.UTCDateTimeField(null=True)  # when somebody else may go on where a worker stopped
    done_at = db.UTCDateTimeField(null=True)
    words_gone_at = db.UTCDateTimeField(null=True)  # what stood beside its lines was forgotten

    class Meta:
        table_name = "statement"
        indexes = ((("state", "next_at"), False), (("words_gone_at", "done_at"), False))
        constraints = [peewee.Check("starts_at IS NULL OR starts_at < ends_at")]


# The same file of the same source is taken in once.
Statement.add_index(
    Statement.index(Statement.source, Statement.digest, unique=True, name="statement_once").where(Statement.state != "discarded")
)


class Line(db.Base):
    """One movement as the provider or bank tells it. `amount_minor` is signed: what came in is positive."""

    id = peewee.BigAutoField()
    statement = db.ForeignKey(Statement)
    number = peewee.IntegerField()  # of the row in the file
    key = peewee.CharField(120)  # kind and reference; a second one of the same is "…#2"
    kind = peewee.CharField(10, constraints=[_one_of("kind", LINE_KINDS)])
    reference = peewee.CharField(80)  # the provider's own id
    ours = peewee.CharField(120, default="")  # our id, where the provider carries it
    amount_minor = peewee.BigIntegerField()
    fee_minor = peewee.BigIntegerField(null=True)
    currency = peewee.CharField(3)
    at = db.UTCDateTimeField()
    words = SealedField(default="")  # what the bank writes beside it
    subject = peewee.CharField(40, default="")  # what of ours it is: "capture:17"

    class Meta:
        table_name = "statement_line"
        indexes = ((("statement", "key"), True), (("statement", "number"), False), (("subject",), False))

    @property
    def amount(self) -> Money:
        """What moved."""
        return Money(self.amount_minor, self.currency)


class Finding(db.Base):
    """A line that is missing, too much or different, until somebody has looked."""

    id = peewee.BigAutoField()
    statement = db.ForeignKey(Statement)
    key = peewee.CharField(60)  # "line:9", "missing:capture:17": the same difference is found once
    kind = peewee.CharField(10, constraints=[_one_of("kind", KINDS)])
    line = db.ForeignKey(Line, null=True)
    other = db.ForeignKey(Line, null=True)  # swapped: with which
    subject = peewee.CharField(40, default="")
    reference = peewee.CharField(120, default="")  # missing: what a statement would call it
    expected_minor = peewee.BigIntegerField(null=True)
    expected_currency = peewee.CharField(3, default="")
    got_minor = peewee.BigIntegerField(null=True)
    got_currency = peewee.CharField(3, default="")
    at = db.UTCDateTimeField()  # of the movement
    state = peewee.CharField(10, default="open", constraints=[peewee.Check(FINDING.check_sql())])
    said = peewee.CharField(500, default="")  # what it was, by whoever resolved it
    resolved_by = db.ForeignKey(Person, null=True)
    resolved_at = db.UTCDateTimeField(null=True)

    class Meta:
        table_name = "statement_finding"
        indexes = ((("statement", "key"), True), (("statement", "state", "id"), False), (("state", "subject"), False))
        constraints = [peewee.Check("state <> 'resolved' OR said <> ''"), peewee.Check("kind = 'missing' OR line_id IS NOT NULL")]

    @property
    def expected(self) -> Money | None:
        """What our books have."""
        return None if self.expected_minor is None else Money(self.expected_minor, self.expected_currency)

    @property
    def got(self) -> Money | None:
        """What the statement has."""
        return None if self.got_minor is None else Money(self.got_minor, self.got_currency)


class OwnColumns(db.ShopOwned):
    """Which column is what in the tables of a shop's own bank, as the seller said: for the next file whose first row reads the same."""

    id = peewee.AutoField()
    shop = db.ForeignKey(Shop)
    shape = peewee.CharField(64)  # digest of the names of the columns; of the file nothing else is kept
    options = peewee.TextField()  # JSON, as in Statement
    said_at = db.UTCDateTimeField()

    class Meta:
        table_name = "own_columns"
        indexes = ((("shop", "shape"), True),)


class BookCheck(db.Base):
    """The books, recomputed at a moment: what differed, and the sums up to `until`, so that nobody adds up years again."""

    id = peewee.AutoField()
    at = db.UTCDateTimeField()
    until = db.UTCDateTimeField()  # entries before it are in `sums`
    sums = peewee.TextField()  # JSON: [[kind, key, currency, minor], …]
    differences = peewee.TextField()  # JSON: [[what, key, currency, minor], …]; each must be 0
    sentences = peewee.TextField(default="[]")  # JSON: what the oracle says about ledger and payments

    class Meta:
        table_name = "book_check"
