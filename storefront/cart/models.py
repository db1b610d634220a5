"""The bag: lines grouped by shop, known by a cookie, no account."""

import peewee

from storefront.catalog.models import Variant
from storefront.kit import db
from storefront.shops.models import Shop


class Bag(db.Base):
    """One browser's bag."""

    id = peewee.AutoField()
    token_hash = peewee.CharField(64, unique=True)
    link_code = peewee.CharField(10, null=True)  # the share link that brought this visitor last
    updated_at = db.UTCDateTimeField()

    class Meta:
        table_name = "bag"
        indexes = ((("updated_at",), False),)


class BagLine(db.Base):
    """So many of one variant. `price_seen_minor` is what the buyer saw, so that a change can be said."""

    id = peewee.AutoField()
    bag = db.ForeignKey(Bag, on_delete="CASCADE")
    shop = db.ForeignKey(Shop)
    variant = db.ForeignKey(Variant)
    quantity = peewee.IntegerField(constraints=[peewee.Check("quantity BETWEEN 1 AND 999")])
    price_seen_minor = peewee.BigIntegerField()
    added_at = db.UTCDateTimeField()

    class Meta:
        table_name = "bag_line"
        indexes = ((("bag", "variant"), True), (("bag", "shop"), False))
