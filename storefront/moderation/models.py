"""Reports and measures: what people told the market about a thing, and what the market did to it. Every deadline is a column."""

import peewee

from storefront.accounts.models import Person
from storefront.kit import db
from storefront.kit.machine import Machine
from storefront.kit.personal import SealedField
from storefront.moderation.rules import ACTS, REASONS, RULES
from storefront.shops.models import Shop

REPORT = Machine(
    "report",
    {
        ("open", "dismiss"): "dismissed",  # looked at: it breaks no rule
        ("open", "act"): "acted",  # a measure was taken
    },
)
MEASURE = Machine(
    "measure",
    {
        ("in_force", "appeal"): "appealed",  # by the seller, once, until `appeal_by`
        ("in_force", "lift"): "lifted",  # the market takes it back by itself
        ("in_force", "expire"): "expired",  # it was for a time, until `ends_at`
        ("appealed", "uphold"): "upheld",  # by somebody else, until `answer_by`
        ("appealed", "lift"): "lifted",
        ("appealed", "expire"): "expired",
        ("upheld", "lift"): "lifted",
        ("upheld", "expire"): "expired",
    },
)
IN_FORCE = tuple(state for state in MEASURE.states if state not in MEASURE.terminal)


def _one_of(column: str, names) -> peewee.Check:
    return peewee.Check("{} IN ({})".format(column, ", ".join(f"'{name}'" for name in names)))


class Measure(db.ShopOwned):
    """What the market did to a thing of a shop: under which rule, why, and what the seller can do. At most one is in force for a thing."""

    id = peewee.AutoField()
    shop = db.ForeignKey(Shop)
    code = peewee.CharField(8, unique=True)
    kind = peewee.CharField(10)
    thing_id = peewee.IntegerField()
    name = peewee.CharField(160)
    act = peewee.CharField(10, constraints=[_one_of("act", ACTS)])
    stood = peewee.CharField(12, default="")  # the state the thing was in, to lead it back there
    state = peewee.CharField(10, default="in_force", constraints=[peewee.Check(MEASURE.check_sql())])
    rule = peewee.CharField(10, constraints=[_one_of("rule", RULES)])
    reason = peewee.TextField()
    remedy = peewee.TextField()  # what the seller can do
    taken_at = db.UTCDateTimeField()
    taken_by = db.ForeignKey(Person)
    appeal_by = db.UTCDateTimeField()
    ends_at = db.UTCDateTimeField(null=True)  # NULL: until it is lifted
    appealed_at = db.UTCDateTimeField(null=True)
    appeal = SealedField(null=True)  # the seller's words
    answer_by = db.UTCDateTimeField(null=True)
    decided_at = db.UTCDateTimeField(null=True)  # the appeal
    decided_by = db.ForeignKey(Person, null=True)
    answer = peewee.TextField(default="")  # to the appeal, or why it was lifted
    ended_at = db.UTCDateTimeField(null=True)

    class Meta:
        table_name = "measure"
        indexes = (
            (("shop", "id"), False),
            (("kind", "thing_id", "id"), False),
            (("state", "answer_by"), False),
            (("state", "ends_at"), False),
            (("state", "id"), False),
        )
        constraints = [
            peewee.Check("decided_by_id IS NULL OR decided_by_id <> taken_by_id"),
            peewee.Check("(state IN ('lifted', 'expired')) = (ended_at IS NOT NULL)"),
            peewee.Check("state <> 'appealed' OR (appealed_at IS NOT NULL AND answer_by IS NOT NULL)"),
            peewee.Check("state <> 'upheld' OR decided_by_id IS NOT NULL"),
            peewee.Check("reason <> '' AND remedy <> ''"),
        ]

    @property
    def is_in_force(self) -> bool:
        """Whether the thing is hidden or paused because of it."""
        return self.state in IN_FORCE


Measure.add_index(
    Measure.index(Measure.kind, Measure.thing_id, unique=True, name="measure_one_in_force").where(Measure.state.in_(IN_FORCE))
)


class Report(db.ShopOwned):
    """One thing that was reported, until somebody looked at it. However many tell of it, it is one row; they are its voices."""

    id = peewee.AutoField()
    shop = db.ForeignKey(Shop)
    code = peewee.CharField(8, unique=True)
    kind = peewee.CharField(10)  # shop, item, review, …: a key of `kinds`
    thing_id = peewee.IntegerField()
    name = peewee.CharField(160)  # what it was called when the first told of it
    state = peewee.CharField(10, default="open", constraints=[peewee.Check(REPORT.check_sql())])
    reason = peewee.CharField(10, constraints=[_one_of("reason", REASONS)])  # the heaviest of its voices
    people_count = peewee.IntegerField(default=0)  # distinct people; what the market's own words found counts nobody
    risk = peewee.IntegerField()
    opened_at = db.UTCDateTimeField()
    look_by = db.UTCDateTimeField()  # earlier, the riskier it is: the order of the queue
    decided_at = db.UTCDateTimeField(null=True)
    decided_by = db.ForeignKey(Person, null=True)
    measure = db.ForeignKey(Measure, null=True)  # what came of it
    answer = peewee.TextField(default="")  # why nothing was done, as whoever told of it reads it

    class Meta:
        table_name = "report"
        indexes = (
            (("shop", "kind", "thing_id"), False),
            (("state", "look_by"), False),
            (("state", "id"), False),
        )
        constraints = [
            peewee.Check("people_count >= 0"),
            peewee.Check("(state = 'open') = (decided_at IS NULL)"),
            peewee.Check("(state = 'acted') = (measure_id IS NOT NULL)"),
        ]


# One open report about a thing, also when two people tell of it at the same moment.
Report.add_index(Report.index(Report.kind, Report.thing_id, unique=True, name="report_one_open").where(Report.state == "open"))


class Voice(db.ShopOwned):
    """One person who told of it (or the market's own words that found it). Words and contact are sealed; nobody in the shop sees them."""

    id = peewee.AutoField()
    shop = db.ForeignKey(Shop)
    report = db.ForeignKey(Report)
    # what makes two of them one: "person:12", "network:…" (blind), "words" or, of an erased guest, "gone:9"
    who = peewee.CharField(40)
    network = peewee.CharField(32, default="")  # blind
    person = db.ForeignKey(Person, null=True)
    counts = peewee.BooleanField(default=True)  # False: told before, or no person
    reason = peewee.CharField(10, constraints=[_one_of("reason", REASONS)])
    words = SealedField(default="")
    contact = SealedField(null=True)  # "+86…" or "name@…"; forgotten a month after the answer
    contact_index = peewee.CharField(32, null=True)
    language = peewee.CharField(10, default="en")
    at = db.UTCDateTimeField()

    class Meta:
        table_name = "report_voice"
        indexes = ((("report", "id"), False), (("contact_index",), False), (("person", "id"), False))


# Who tells twice counts once, also when both arrive at the same moment.
Voice.add_index(Voice.index(Voice.report, Voice.who, unique=True, name="report_voice_once").where(Voice.counts))
