"""What people ask about their own data: an export to take along, and to be forgotten. Every deadline is a column."""

import peewee

from storefront.accounts.models import Person
from storefront.kit import db
from storefront.kit.machine import Machine
from storefront.kit.personal import SealedField

EXPORT = Machine(
    "export",
    {
        ("asked", "begin"): "making",
        ("asked", "end"): "ended",
        ("making", "finish"): "ready",
        ("making", "fail"): "failed",
        ("making", "end"): "ended",
        ("ready", "end"): "ended",  # its time is over, there is a newer one, or its person was forgotten
        ("failed", "end"): "ended",
    },
)
ERASURE = Machine(
    "erasure",
    {
        ("waiting", "call_off"): "called_off",
        ("waiting", "refuse"): "refused",  # on its day something stood in the way again
        ("waiting", "finish"): "done",
    },
)

# What an export that has ended still says: that there was one, and of an account whose.
NOBODYS = {"content": None, "contact": None, "contact_index": None}


class Export(db.Base):
    """Everything about one person as one file: made in the background, good for some days."""

    id = peewee.AutoField()
    code = peewee.CharField(22, unique=True)
    person = db.ForeignKey(Person, null=True)  # NULL: a guest, known by a proven contact
    contact = SealedField(null=True)  # "+86…" or "name@…", of a guest
    contact_index = peewee.CharField(32, null=True)
    state = peewee.CharField(10, default="asked", constraints=[peewee.Check(EXPORT.check_sql())])
    steps_done = peewee.IntegerField(default=0)
    steps_count = peewee.IntegerField(constraints=[peewee.Check("steps_count > 0")])
    tries = peewee.IntegerField(default=0)
    content = SealedField(null=True)  # the JSON, until it ends
    asked_at = db.UTCDateTimeField()
    begun_at = db.UTCDateTimeField(null=True)
    made_at = db.UTCDateTimeField(null=True)
    ends_at = db.UTCDateTimeField(null=True)
    taken_count = peewee.IntegerField(default=0)

    class Meta:
        table_name = "data_export"
        indexes = ((("person", "id"), False), (("contact_index", "id"), False), (("state", "ends_at"), False))
        constraints = [
            peewee.Check("steps_done >= 0 AND steps_done <= steps_count"),
            peewee.Check("(state = 'ready') = (content IS NOT NULL)"),
        ]


class Erasure(db.Base):
    """Somebody wants to be forgotten: on `due_at`, unless they call it off or something stands in the way by then."""

    id = peewee.AutoField()
    person = db.ForeignKey(Person, null=True)
    contact = SealedField(null=True)  # of a guest; gone with everything else
    contact_index = peewee.CharField(32, null=True)
    state = peewee.CharField(10, default="waiting", constraints=[peewee.Check(ERASURE.check_sql())])
    language = peewee.CharField(10, default="en")
    why = SealedField(default="")  # what stood in the way, a sentence a line
    asked_at = db.UTCDateTimeField()
    due_at = db.UTCDateTimeField()
    ended_at = db.UTCDateTimeField(null=True)

    class Meta:
        table_name = "data_erasure"
        indexes = ((("person", "id"), False), (("contact_index", "id"), False), (("state", "due_at"), False))
        constraints = [
            peewee.Check("(state = 'waiting') = (ended_at IS NULL)"),
            peewee.Check("state <> 'done' OR (contact IS NULL AND contact_index IS NULL)"),
        ]


# Nobody waits twice.
Erasure.add_index(Erasure.index(Erasure.person, unique=True, name="data_erasure_one").where(Erasure.state == "waiting"))
Erasure.add_index(
    Erasure.index(Erasure.contact_index, unique=True, name="data_erasure_one_guest").where(Erasure.state == "waiting")
)
