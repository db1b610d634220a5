"""The counters behind a trust card."""

import peewee

from storefront.kit import db
from storefront.shops.models import Shop


class TrustCard(db.ShopOwned):
    """What a shop's orders and cases came to. A shop of which nothing was counted yet has no row."""

    shop = db.ForeignKey(Shop, primary_key=True)
    completed_count = peewee.IntegerField(default=0)  # orders in their last state: received, or everything went back
    refunded_count = peewee.IntegerField(default=0)  # of these, with money back, all or part of it
    shipped_count = peewee.IntegerField(default=0)  # orders that were sent or brought; not picked up, not services
    ship_seconds = peewee.BigIntegerField(default=0)  # sum over these, from confirmed to everything on its way
    answered_count = peewee.IntegerField(default=0)  # cases that were answered
    answer_seconds = peewee.BigIntegerField(default=0)  # sum over these, from opened to the first answer
    lost_count = peewee.IntegerField(default=0)  # cases that silence or the market decided for the buyer
    unfulfilled_count = peewee.IntegerField(
        default=0
    )  # direct: money that the shop owed after a case and did not pay back in time

    class Meta:
        table_name = "trust_card"
        constraints = [
            peewee.Check("completed_count >= 0 AND refunded_count >= 0 AND refunded_count <= completed_count"),
            peewee.Check("shipped_count >= 0 AND ship_seconds >= 0 AND answered_count >= 0 AND answer_seconds >= 0"),
            peewee.Check("lost_count >= 0 AND unfulfilled_count >= 0"),
        ]
