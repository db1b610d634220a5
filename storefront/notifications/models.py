"""Notices on the page. Texts and mails leave through kit.post."""

import peewee

from storefront.accounts.models import Person
from storefront.kit import db
from storefront.kit.personal import SealedField
from storefront.shops.models import Shop


class Notice(db.Base):
    """Something a person should see when they look: rendered in their language when shown."""

    id = peewee.BigAutoField()
    person = db.ForeignKey(Person)
    shop = db.ForeignKey(Shop, null=True)
    kind = peewee.CharField(40)  # "order.placed": which sentence
    data = SealedField(default="{}")  # JSON: what the sentence needs, such as the short name of a buyer
    url = SealedField()  # may be the private link of an order
    dedupe = peewee.CharField(100, unique=True)
    at = db.UTCDateTimeField()
    read_at = db.UTCDateTimeField(null=True)

    class Meta:
        table_name = "notice"
        indexes = ((("person", "id"), False), (("person", "read_at"), False))
