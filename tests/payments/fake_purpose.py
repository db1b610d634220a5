"""Something that can be paid for, simpler than an order: it waits, is paid, or is gone. Books in the ledger as an order would."""

from datetime import timedelta

import peewee

from storefront import ledger, payments
from storefront.kit import clock, db
from storefront.kit.money import Money


class Thing(peewee.Model):
    """What is sold. Its own small table, made for the tests that need it; not one of the application's."""

    shop_id = peewee.IntegerField()
    total_minor = peewee.BigIntegerField()
    currency = peewee.CharField(3)
    state = peewee.CharField(10, default="waiting")  # waiting, paid, expired (can be revived), gone
    paid_minor = peewee.BigIntegerField(default=0)
    refunded_minor = peewee.BigIntegerField(default=0)
    claims = peewee.IntegerField(default=0)

    class Meta:
        database = db.database
        table_name = "fake_thing"


class FakePurpose:
    """payments.purposes["order"] for tests: the same decisions, without goods, stock and parcels."""

    def paid(self, payment, provider, reference):
        thing = db.locked(Thing.select().where(Thing.id == int(payment.reference))).get()
        if thing.paid_minor:
            return "duplicate"
        if thing.state == "gone":
            return "late"
        if provider is not None:
            ledger.order_paid(thing.id, thing.shop_id, provider, payment.amount, reference)
        Thing.update(state="paid", paid_minor=payment.amount_minor).where(Thing.id == thing.id).execute()
        return "applied"

    def claimed(self, payment):
        Thing.update(claims=Thing.claims + 1).where(Thing.id == int(payment.reference)).execute()

    def label(self, payment):
        return payment.label

    def buyer_url(self, payment):
        return f"/thing/{payment.reference}"

    def seller_url(self, payment):
        return f"/sell/{payment.shop.slug}/things/{payment.label}"


class Till:
    """A shop that sells things: makes them, opens their payments and gives money back."""

    def __init__(self, shop):
        self.shop = shop

    def money(self, minor: int) -> Money:
        return Money(minor, self.shop.currency)

    def thing(self, minor: int = 11800, state: str = "waiting") -> Thing:
        return Thing.create(shop_id=self.shop.id, total_minor=minor, currency=self.shop.currency, state=state)

    def ask(self, thing: Thing | None = None, method: str = "sandbox", minutes: int = 30):
        thing = thing or self.thing()
        until = clock.now() + timedelta(minutes=minutes)
        return payments.open_payment(
            "order", str(thing.id), self.shop, method, self.money(thing.total_minor), f"K{thing.id}", until
        )

    @staticmethod
    def of(payment) -> Thing:
        return Thing.get_by_id(int(payment.reference))

    @db.verb
    def give_back(self, payment, minor: int, key: str):
        """What orders.refund does: one refund, and its place in the ledger."""
        thing = db.locked(Thing.select().where(Thing.id == int(payment.reference))).get()
        earlier = payments.refund_by_key(key)
        if earlier is not None:
            return earlier
        row = payments.refund(payment, minor, "asked by the buyer", key)
        if payment.mode == "protected":
            ledger.order_refunded(thing.id, self.shop, payment.method, self.money(minor), row.reference)
        Thing.update(refunded_minor=Thing.refunded_minor + minor).where(Thing.id == thing.id).execute()
        return row
