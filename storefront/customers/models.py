"""Customers of a shop, and what this phone remembers of its owner."""

import peewee

from storefront.kit import db
from storefront.kit.personal import SealedField
from storefront.shops.models import Shop


class Customer(db.ShopOwned):
    """Somebody who bought in this shop, known by phone number. Another shop's customers are other rows."""

    id = peewee.AutoField()
    shop = db.ForeignKey(Shop)
    code = peewee.CharField(10)
    phone_index = peewee.CharField(32)
    name = SealedField()
    phone = SealedField()
    note = SealedField(default="")
    orders_count = peewee.IntegerField(default=0)
    total_minor = peewee.BigIntegerField(default=0)
    first_at = db.UTCDateTimeField()
    last_at = db.UTCDateTimeField()

    class Meta:
        table_name = "customer"
        indexes = ((("shop", "phone_index"), True), (("shop", "code"), True), (("shop", "last_at"), False))


class KnownPhone(db.Base):
    """Where to send things, remembered with consent for this browser: its cookie is the key, only the hash is kept."""

    id = peewee.AutoField()
    token_hash = peewee.CharField(64, unique=True)
    phone_index = peewee.CharField(32)
    name = SealedField()
    phone = SealedField()
    address = SealedField()
    country = peewee.CharField(2)
    used_at = db.UTCDateTimeField()

    class Meta:
        table_name = "known_phone"
        indexes = ((("phone_index",), False), (("used_at",), False))
