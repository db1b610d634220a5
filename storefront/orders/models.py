"""Orders: what was agreed, frozen; where it stands; and, kept apart from the books, whom it goes to."""

import peewee

from storefront.catalog.models import Product, Variant
from storefront.kit import clock, db
from storefront.kit.machine import Machine
from storefront.kit.personal import SealedField
from storefront.shops.models import Shop

ORDER = Machine(
    "order",
    {
        ("pending", "confirm"): "confirmed",  # paid, or cash agreed
        ("pending", "cancel"): "cancelled",
        ("pending", "expire"): "cancelled",
        ("pending", "wait"): "waiting",  # paid, until a group fills
        ("waiting", "confirm"): "confirmed",
        ("waiting", "cancel"): "cancelled",
        ("confirmed", "ship"): "shipped",
        ("confirmed", "cancel"): "cancelled",
        ("shipped", "complete"): "completed",
        ("shipped", "undo_ship"): "confirmed",  # the seller pressed too early: ten seconds
        ("confirmed", "finish"): "completed",  # everything went back after a part was sent: nothing is left to wait for
        ("shipped", "finish"): "completed",
        ("completed", "reopen"): "shipped",  # the ten seconds of undo
        ("cancelled", "revive"): "confirmed",  # paid after the hold expired, and still in stock
    },
)


class Order(db.ShopOwned):
    """One order in one shop."""

    id = peewee.AutoField()
    shop = db.ForeignKey(Shop)
    number = peewee.CharField(8)  # human, per shop, not a key
    token_hash = peewee.CharField(64, unique=True)  # the private link /o/{token}
    token = SealedField()
    state = peewee.CharField(10, default="pending", constraints=[peewee.Check(ORDER.check_sql())])
    mode = peewee.CharField(10, constraints=[peewee.Check("mode IN ('protected','direct')")])
    method = peewee.CharField(20)
    currency = peewee.CharField(3)
    items_minor = peewee.BigIntegerField()
    delivery_minor = peewee.BigIntegerField(default=0)
    discount_minor = peewee.BigIntegerField(default=0)
    tax_mode = peewee.CharField(8, default="", constraints=[peewee.Check("tax_mode IN ('','included','added')")])
    tax_minor = peewee.BigIntegerField(default=0)  # within the total; on top of the prices where they are without tax
    total_minor = peewee.BigIntegerField()
    paid_minor = peewee.BigIntegerField(default=0)
    refunded_minor = peewee.BigIntegerField(default=0)
    released_minor = peewee.BigIntegerField(default=0)
    pieces_count = peewee.IntegerField()
    delivery_kind = peewee.CharField(10)  # courier, local, pickup, none
    delivery_name = peewee.CharField(80, default="")
    pickup_code = peewee.CharField(8, null=True)
    terms = peewee.TextField(default="{}")  # JSON, frozen: returns days, pack days, trust card, fee rule, delivery promise
    link_code = peewee.CharField(10, null=True)
    note = SealedField(default="")  # the buyer's
    seller_note = SealedField(default="")
    language = peewee.CharField(10, default="en")
    network = peewee.CharField(64, default="")
    placed_at = db.UTCDateTimeField()
    expires_at = db.UTCDateTimeField(null=True)  # unpaid: the hold ends
    confirmed_at = db.UTCDateTimeField(null=True)
    ship_by = db.UTCDateTimeField(null=True)
    shipped_at = db.UTCDateTimeField(null=True)
    delivered_at = db.UTCDateTimeField(null=True)
    release_at = db.UTCDateTimeField(null=True)  # receipt confirms itself; stays when the buyer does, who may take that back
    extended_at = db.UTCDateTimeField(null=True)
    completed_at = db.UTCDateTimeField(null=True)
    withdraw_until = db.UTCDateTimeField(null=True)  # the right to withdraw ends; NULL: not known yet
    settle_at = db.UTCDateTimeField(null=True)  # the undo has passed: money moves
    settled_at = db.UTCDateTimeField(null=True)
    paused_at = db.UTCDateTimeField(null=True)  # a case freezes money and clocks
    cancelled_at = db.UTCDateTimeField(null=True)
    cancel_reason = SealedField(default="")

    class Meta:
        table_name = "order"
        indexes = (
            (("shop", "number"), True),
            (("shop", "state", "id"), False),
            (("shop", "id"), False),
            (("state", "expires_at"), False),
            (("state", "release_at"), False),
            (("settle_at",), False),
            (("network", "state"), False),
        )
        constraints = [
            peewee.Check("total_minor >= 0 AND items_minor >= 0 AND delivery_minor >= 0 AND discount_minor >= 0"),
            peewee.Check("tax_minor >= 0"),
            peewee.Check("refunded_minor >= 0 AND refunded_minor <= paid_minor"),
        ]

    opened = None  # right after it was placed: the payment that was opened with it
    lines = ()  # as a list or a page has read them

    @property
    def is_part_sent(self) -> bool:
        """Whether some of it has left and some has not. Asked of its lines, where they were read."""
        return self.state == "confirmed" and any(line.shipped_count for line in self.lines)

    @property
    def is_late(self) -> bool:
        """Whether it should have been shipped by now and was not."""
        return self.state == "confirmed" and self.ship_by is not None and self.ship_by < clock.now()


class Line(db.ShopOwned):
    """One line, as agreed."""

    id = peewee.AutoField()
    shop = db.ForeignKey(Shop)
    order = db.ForeignKey(Order)
    product = db.ForeignKey(Product)
    variant = db.ForeignKey(Variant)
    name = peewee.CharField(120)
    choices = peewee.CharField(200, default="")  # "Celadon · 320 ml"
    picture_code = peewee.CharField(22, null=True)
    price_minor = peewee.BigIntegerField()
    quantity = peewee.IntegerField(constraints=[peewee.Check("quantity > 0")])
    shipped_count = peewee.IntegerField(default=0)
    withdrawn_count = peewee.IntegerField(default=0, constraints=[peewee.SQL("DEFAULT 0")])  # the buyer withdrew from so many
    cancelled_count = peewee.IntegerField(default=0, constraints=[peewee.SQL("DEFAULT 0")])  # of those, had not left: never sent
    needs_delivery = peewee.BooleanField(default=True)
    no_return = peewee.CharField(14, default="")  # as it was said before buying

    class Meta:
        table_name = "order_line"
        indexes = ((("order", "id"), False), (("shop", "product"), False))
        constraints = [
            peewee.Check("shipped_count >= 0 AND shipped_count <= quantity"),
            peewee.Check("withdrawn_count >= 0 AND withdrawn_count <= quantity"),
            peewee.Check("cancelled_count >= 0 AND cancelled_count <= withdrawn_count"),
            peewee.Check("shipped_count + cancelled_count <= quantity"),
        ]

    def in_words(self, count: int) -> str:
        """So many pieces of it: "Mug · Celadon × 2"."""
        return f"{self.name} · {self.choices} × {count}" if self.choices else f"{self.name} × {count}"

    @property
    def wanted_count(self) -> int:
        """How many of it are sent in all: what was agreed, without what was called off before it left."""
        return self.quantity - self.cancelled_count

    @property
    def unsent_count(self) -> int:
        """How many of it are still to be sent."""
        return self.wanted_count - self.shipped_count


class Recipient(db.ShopOwned):
    """Whom the order goes to: personal data, sealed, apart from the books, erasable."""

    order = db.ForeignKey(Order, primary_key=True)
    shop = db.ForeignKey(Shop)
    name = SealedField()
    phone = SealedField()
    phone_index = peewee.CharField(32, null=True)
    email = SealedField(null=True)
    email_index = peewee.CharField(32, null=True)
    address = SealedField(default="")
    country = peewee.CharField(2)
    region = peewee.CharField(60, default="")  # city or province, shown in lists
    short_name = SealedField(default="")  # "Zhou Y.": what lists show
    erased_at = db.UTCDateTimeField(null=True)

    class Meta:
        table_name = "order_recipient"
        indexes = ((("shop", "phone_index"), False), (("phone_index",), False), (("email_index",), False))
