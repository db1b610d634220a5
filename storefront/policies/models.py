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

    class Meta:
        table_name = "policy_version"
        constraints = [peewee.Check("effective_at >= published_at")]
