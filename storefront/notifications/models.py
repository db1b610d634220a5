"""Notices on the page. Texts and mails leave through kit.post."""

import peewee

from storefront.accounts.models import Person
from storefront.kit import db
from storefront.shops.models import Shop


class Notice(db.Base):
    """Something a person should see when they look: rendered in their language when shown."""

    id = peewee.BigAutoField()
    person = db.ForeignKey(Person)
    shop = db.ForeignKey(Shop, null=True)
    kind = peewee.CharField(40)  # "order.placed": which sentence
    data = peewee.TextField(default="{}")  # JSON: what the sentence needs; no personal data
    url = peewee.CharField(200)
    dedupe = peewee.CharField(100, unique=True)
    at = db.UTCDateTimeField()
    read_at = db.UTCDateTimeField(null=True)

    class Meta:
        table_name = "notice"
        indexes = ((("person", "id"), False), (("person", "read_at"), False))
