"""Share links: the short code behind every QR, poster and sent link, and what it brought."""

import peewee

from storefront.kit import db
from storefront.shops.models import Shop


class Link(db.ShopOwned):
    """One short code. Counts visits that are not the shop's own, orders and their sum."""

    id = peewee.AutoField()
    shop = db.ForeignKey(Shop)
    code = peewee.CharField(10, unique=True)
    kind = peewee.CharField(12, constraints=[peewee.Check("kind IN ('shop','product','collection','order')")])
    target = peewee.CharField(40, default="")  # product code, collection slug, order id
    label = peewee.CharField(60, default="")  # "market stall poster"
    visits_count = peewee.IntegerField(default=0)
    orders_count = peewee.IntegerField(default=0)
    revenue_minor = peewee.BigIntegerField(default=0)
    created_at = db.UTCDateTimeField()
    retired_at = db.UTCDateTimeField(null=True)

    class Meta:
        table_name = "share_link"
        indexes = ((("shop", "kind", "target"), False), (("shop", "id"), False))
