"""Delivery: what a shop offers, and the parcels that go out."""

import peewee

from storefront.kit import db
from storefront.kit.machine import Machine
from storefront.orders.models import Line, Order
from storefront.shops.models import Shop

PARCEL = Machine("parcel", {("sent", "deliver"): "delivered", ("sent", "take_back"): "undone"})


class Option(db.ShopOwned):
    """One line of a shop's delivery table."""

    id = peewee.AutoField()
    shop = db.ForeignKey(Shop)
    kind = peewee.CharField(10, constraints=[peewee.Check("kind IN ('courier','local','pickup','none')")])
    name = peewee.CharField(80, default="")
    regions = peewee.TextField(default="")  # comma separated: "CN", "CN-ZJ,CN-SH", "DE"; empty = everywhere the shop sells
    fee_minor = peewee.BigIntegerField(default=0, constraints=[peewee.Check("fee_minor >= 0")])
    free_over_minor = peewee.BigIntegerField(null=True)
    days_least = peewee.IntegerField(default=2)
    days_most = peewee.IntegerField(default=4)
    place = peewee.CharField(200, default="")  # where to pick up, when
    active = peewee.BooleanField(default=True)
    position = peewee.IntegerField(default=0)

    class Meta:
        table_name = "delivery_option"
        indexes = ((("shop", "position"), False),)


class Parcel(db.ShopOwned):
    """One parcel of an order."""

    id = peewee.AutoField()
    shop = db.ForeignKey(Shop)
    order = db.ForeignKey(Order)
    carrier = peewee.CharField(30, default="")  # key in the registry; empty = unknown
    number = peewee.CharField(60, default="")
    state = peewee.CharField(10, default="sent", constraints=[peewee.Check(PARCEL.check_sql())])
    sent_at = db.UTCDateTimeField()
    delivered_at = db.UTCDateTimeField(null=True)

    class Meta:
        table_name = "parcel"
        indexes = ((("order", "id"), False), (("shop", "number"), False))


class ParcelLine(db.ShopOwned):
    """So many pieces of an order line in a parcel."""

    id = peewee.AutoField()
    shop = db.ForeignKey(Shop)
    parcel = db.ForeignKey(Parcel)
    line = db.ForeignKey(Line)
    quantity = peewee.IntegerField(constraints=[peewee.Check("quantity > 0")])

    class Meta:
        table_name = "parcel_line"
        indexes = ((("parcel", "line"), True),)
