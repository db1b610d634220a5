"""Reviews: what a buyer says of a thing after the order was completed, and what the shop answers, once."""

import peewee

from storefront.accounts.models import Person
from storefront.catalog.models import Product
from storefront.kit import db
from storefront.kit.machine import Machine
from storefront.media.models import Picture
from storefront.orders.models import Order
from storefront.shops.models import Shop

REVIEW = Machine(
    "review",
    {
        ("shown", "hide"): "hidden",  # by the market, with a reason
        ("hidden", "show"): "shown",
    },
)


class Review(db.ShopOwned):
    """One review of one thing out of one order. Whose it is, the order's recipient says: erased there, nobody is named here."""

    id = peewee.AutoField()
    shop = db.ForeignKey(Shop)
    code = peewee.CharField(8)  # public, unique in the shop
    order = db.ForeignKey(Order)
    product = db.ForeignKey(Product)
    state = peewee.CharField(10, default="shown", constraints=[peewee.Check(REVIEW.check_sql())])
    state_reason = peewee.TextField(default="")
    stars = peewee.IntegerField(constraints=[peewee.Check("stars BETWEEN 1 AND 5")])
    words = peewee.TextField(default="")
    choices = peewee.CharField(200, default="")  # "Celadon · 320 ml", as bought
    pictured = peewee.BooleanField(default=False)
    refunded = peewee.BooleanField(default=False)  # all the money of the order went back
    counts = peewee.BooleanField(default=True)  # in the averages; see rules.counts
    written_at = db.UTCDateTimeField()
    edit_until = db.UTCDateTimeField()
    edited_at = db.UTCDateTimeField(null=True)
    answer = peewee.TextField(null=True)  # the shop's, public
    answered_at = db.UTCDateTimeField(null=True)
    answered_by = db.ForeignKey(Person, null=True)

    class Meta:
        table_name = "review"
        indexes = (
            (("shop", "code"), True),
            (("order", "product"), True),  # one thing of one order is reviewed once
            (("shop", "product", "state", "stars", "id"), False),
            (("shop", "product", "state", "id"), False),
            (("shop", "id"), False),
            (("shop", "answered_at", "id"), False),
        )
        constraints = [
            peewee.Check("(answered_at IS NULL) = (answer IS NULL)"),
        ]


class Shot(db.ShopOwned):
    """A picture of a review, or (without one) sent ahead for the review that is being written about this order."""

    id = peewee.AutoField()
    shop = db.ForeignKey(Shop)
    order = db.ForeignKey(Order)
    review = db.ForeignKey(Review, null=True)
    picture = db.ForeignKey(Picture)
    at = db.UTCDateTimeField()

    class Meta:
        table_name = "review_shot"
        indexes = ((("review", "id"), False), (("order", "review"), False), (("picture",), True))
