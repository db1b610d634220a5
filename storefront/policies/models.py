"""Published versions of what the operator sets. Rows are added, never changed."""

import peewee

from storefront.accounts import Person
from storefront.kit import db


class PolicyVersion(db.Base):
    """One publication: all that holds from `effective_at` on, as JSON (`rules.Policies.as_dict`)."""

    id = peewee.AutoField()
    published_at = db.UTCDateTimeField()
    effective_at = db.UTCDateTimeField(index=True)
    published_by = db.ForeignKey(Person, null=True)  # None: from the command line
    note = peewee.CharField(300, default="")
    data = peewee.TextField()
    carries = db.ForeignKey("self", null=True)  # the plan that this is, on top of what was published for before it
    calls_off = db.ForeignKey("self", null=True)  # the plan that does not begin; then `data` is what held anyway

    class Meta:
        table_name = "policy_version"
        constraints = [peewee.Check("effective_at >= published_at")]
