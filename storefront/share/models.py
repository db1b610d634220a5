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
    target = peewee.CharField(60, default="")  # product code, collection slug, order number
    label = peewee.CharField(60, default="")  # "market stall poster"
    number = peewee.IntegerField(
        default=1, constraints=[peewee.SQL("DEFAULT 1")]
    )  # its codes are numbered: one first, one after it
    visits_count = peewee.IntegerField(default=0)
    orders_count = peewee.IntegerField(default=0)
    revenue_minor = peewee.BigIntegerField(default=0)
    created_at = db.UTCDateTimeField()
    retired_at = db.UTCDateTimeField(null=True)

    class Meta:
        table_name = "share_link"
        indexes = ((("shop", "kind", "target", "label", "number"), True), (("shop", "id"), False))


# The links that lists show: posters, and whatever brought somebody. Looking at a thing to share it makes a link, too. The values stand
# in the SQL, so that SQLite knows the index by them.
PASSED_ON = "passed on"  # the label of what visitors share
_NAMED = Link.label.not_in([peewee.SQL("''"), peewee.SQL(f"'{PASSED_ON}'")])
SHOWN = (Link.kind != peewee.SQL("'order'")) & (
    _NAMED | (Link.visits_count > peewee.SQL("0")) | (Link.orders_count > peewee.SQL("0"))
)
Link.add_index(Link.index(Link.shop, Link.orders_count, Link.visits_count, Link.id, name="share_link_shown").where(SHOWN))


class LinkDay(db.ShopOwned):
    """Visits of one link on one day of its shop's calendar: what "this week" is added up from."""

    shop = db.ForeignKey(Shop)
    link = db.ForeignKey(Link)
    day = peewee.DateField()
    visits_count = peewee.IntegerField(default=0)

    class Meta:
        table_name = "share_link_day"
        primary_key = peewee.CompositeKey("link", "day")
        indexes = ((("shop", "day"), False),)
