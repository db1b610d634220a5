"""Payments: what should be paid, what really arrived, what went back, and every notice that claimed something."""

import peewee

from storefront.accounts import Person
from storefront.kit import db
from storefront.kit.machine import Machine
from storefront.kit.money import Money
from storefront.kit.personal import SealedField
from storefront.media.models import Picture
from storefront.shops.models import Shop

PAYMENT = Machine(
    "payment",
    {
        ("open", "claim"): "to_verify",  # direct: the buyer says it is paid, with a proof or without
        ("open", "pay"): "paid",
        ("to_verify", "pay"): "paid",
        ("to_verify", "not_found"): "open",
        ("open", "give_up"): "void",
        ("to_verify", "give_up"): "void",
        ("void", "pay"): "paid",  # late money: it has arrived, whatever we had given up
    },
)
REFUND = Machine(
    "refund",
    {
        ("asked", "send"): "sent",
        ("sent", "succeed"): "done",
        ("asked", "succeed"): "done",  # direct: recorded as paid back; or the provider was faster than we
        ("sent", "fail"): "failed",
        ("asked", "fail"): "failed",
        ("failed", "send"): "sent",
        ("failed", "succeed"): "done",  # a notice says that it went through after all
        ("done", "take_back"): "asked",  # direct: the seller said by mistake that it was paid back
        ("done", "bounce"): "failed",  # it had gone, and the buyer's bank sent it back: their account is closed
    },
)
LIVE = ("open", "to_verify")


class Method(db.ShopOwned):
    """A way to pay that a shop offers: a gateway in protected mode; a bank, a QR or cash in direct mode."""

    id = peewee.AutoField()
    shop = db.ForeignKey(Shop)
    key = peewee.CharField(20)  # sandbox, bank (plain transfer), epc, pix, promptpay, paynow, vietqr, upi, own, cash, pickup_cash
    settings = SealedField(default="{}")  # JSON: IBAN, name, key, static code …
    active = peewee.BooleanField(default=True)
    position = peewee.IntegerField(default=0)

    class Meta:
        table_name = "payment_method"
        indexes = ((("shop", "key"), True),)


class Payment(db.ShopOwned):
    """One intent to be paid. Paying twice for it is money that goes back."""

    id = peewee.AutoField()
    shop = db.ForeignKey(Shop)
    code = peewee.CharField(22, unique=True)  # what providers know it by
    purpose = peewee.CharField(12)  # "order"
    reference = peewee.CharField(40)  # "17": the id the purpose knows
    label = peewee.CharField(40)  # the human order number, for bank references
    method = peewee.CharField(20)
    mode = peewee.CharField(10, constraints=[peewee.Check("mode IN ('protected','direct')")])
    payee = SealedField(default="{}")  # JSON, frozen: who is to be paid (the seller's IBAN, our account at the gateway)
    amount_minor = peewee.BigIntegerField(constraints=[peewee.Check("amount_minor > 0")])
    currency = peewee.CharField(3)
    state = peewee.CharField(10, default="open", constraints=[peewee.Check(PAYMENT.check_sql())])
    provider_reference = peewee.CharField(80, null=True)
    paid_at = db.UTCDateTimeField(null=True)
    declined_at = db.UTCDateTimeField(null=True)  # the provider said no, the last time that somebody tried
    refunded_minor = peewee.BigIntegerField(default=0)
    expires_at = db.UTCDateTimeField(null=True)
    asked_at = db.UTCDateTimeField(null=True)  # when we last asked the provider ourselves
    created_at = db.UTCDateTimeField()

    class Meta:
        table_name = "payment"
        indexes = (
            (("purpose", "reference"), False),
            (("shop", "state", "id"), False),
            (("state", "expires_at"), False),
            (("mode", "state", "created_at", "amount_minor"), False),
        )
        constraints = [peewee.Check("refunded_minor >= 0 AND refunded_minor <= amount_minor")]

    @property
    def amount(self) -> Money:
        """What should be paid."""
        return Money(self.amount_minor, self.currency)


# Nobody can be asked twice at the same time for the same thing.
Payment.add_index(
    Payment.index(Payment.purpose, Payment.reference, unique=True, name="payment_one_open").where(Payment.state.in_(LIVE))
)


class Capture(db.Base):
    """Money that really arrived, by the provider's own transaction id. Unique, so that it counts once."""

    id = peewee.AutoField()
    provider = peewee.CharField(20)
    provider_reference = peewee.CharField(80)
    payment = db.ForeignKey(Payment, null=True)  # NULL: could not be matched
    amount_minor = peewee.BigIntegerField(constraints=[peewee.Check("amount_minor > 0")])
    currency = peewee.CharField(3)
    payee = peewee.CharField(200, default="")  # which account of ours it came to, as the provider names it
    outcome = peewee.CharField(12, constraints=[peewee.Check("outcome IN ('applied','duplicate','late','suspense','returned')")])
    problem = peewee.CharField(200, default="")  # suspense: what does not fit
    at = db.UTCDateTimeField()
    placed_at = db.UTCDateTimeField(null=True)  # when a person found its place, after it had waited in suspense

    class Meta:
        table_name = "payment_capture"
        indexes = ((("provider", "provider_reference"), True), (("payment",), False), (("outcome", "id"), False))

    @property
    def reference(self) -> str:
        """What the ledger knows it by."""
        return f"capture:{self.id}"

    @property
    def amount(self) -> Money:
        """What arrived."""
        return Money(self.amount_minor, self.currency)


class Refund(db.ShopOwned):
    """Money on its way back. `key` makes the provider do it once."""

    id = peewee.AutoField()
    shop = db.ForeignKey(Shop)
    payment = db.ForeignKey(Payment)
    capture = db.ForeignKey(Capture, null=True)
    key = peewee.CharField(80, unique=True)
    amount_minor = peewee.BigIntegerField(constraints=[peewee.Check("amount_minor > 0")])
    currency = peewee.CharField(3)
    reason = SealedField(default="")
    state = peewee.CharField(10, default="asked", constraints=[peewee.Check(REFUND.check_sql())])
    counts = peewee.BooleanField(default=True)  # False: a duplicate or late capture goes back; the payment itself stays whole
    error = peewee.CharField(300, default="")
    tries = peewee.IntegerField(default=0)
    next_at = db.UTCDateTimeField(null=True)  # when it may be sent (again); NULL where nobody sends it but the seller
    bounced_count = peewee.IntegerField(
        default=0, constraints=[peewee.SQL("DEFAULT 0")]
    )  # how many of its attempts the provider told as failed, each a row of `Bounce`
    created_at = db.UTCDateTimeField()
    done_at = db.UTCDateTimeField(null=True)
    other_way = SealedField(null=True)  # how somebody of the market paid it by hand, or says that they did
    other_way_by = db.ForeignKey(Person, null=True)  # who says so
    other_way_at = db.UTCDateTimeField(null=True)  # since when it counts; above the limit a second person has agreed
    arrived_at = db.UTCDateTimeField(null=True)  # direct: the buyer has what the seller says was paid back
    missed_at = db.UTCDateTimeField(null=True)  # direct: the buyer says that it did not arrive

    class Meta:
        table_name = "refund"
        indexes = ((("payment", "id"), False), (("shop", "id"), False), (("state", "next_at"), False))

    @property
    def reference(self) -> str:
        """What the ledger knows it by."""
        return f"refund:{self.id}"

    @property
    def sending_key(self) -> str:
        """What the provider knows this attempt by: after one that it told as failed, the next one goes by another key."""
        return attempt_key(self.key, self.bounced_count)

    @property
    def amount(self) -> Money:
        """What goes back."""
        return Money(self.amount_minor, self.currency)


def attempt_key(key: str, number: int) -> str:
    """The key of an attempt to send a refund; the first one goes by the refund's own."""
    return f"{key}~{number}" if number else key


class Bounce(db.ShopOwned):
    """An attempt to send a refund that the provider told as failed, often after it had said that it went: the money is back there."""

    id = peewee.AutoField()
    shop = db.ForeignKey(Shop)
    refund = db.ForeignKey(Refund)
    number = peewee.IntegerField()  # of the attempt, from 0
    done_at = db.UTCDateTimeField(null=True)  # when it was said to have gone; NULL where it never was
    problem = peewee.CharField(300, default="")
    at = db.UTCDateTimeField()

    class Meta:
        table_name = "refund_bounce"
        indexes = ((("refund", "number"), True), (("at",), False))


class Proof(db.ShopOwned):
    """A picture that a buyer sent to show that a direct payment was made."""

    id = peewee.AutoField()
    shop = db.ForeignKey(Shop)
    payment = db.ForeignKey(Payment)
    picture = db.ForeignKey(Picture)
    seen_before = db.ForeignKey(Payment, null=True)  # the same picture was used for another order
    at = db.UTCDateTimeField()

    class Meta:
        table_name = "payment_proof"
        indexes = ((("payment",), False), (("picture",), False))


class Notice(db.Base):
    """A message that claimed to come from a provider: kept raw for a while, with what became of it for good. Works once: see `NOTICE_EFFECTS`."""

    id = peewee.AutoField()
    provider = peewee.CharField(20)
    event_id = peewee.CharField(100)
    body = SealedField()
    about = peewee.CharField(22, default="")  # the code of the payment that it spoke of
    outcome = peewee.CharField(20)  # applied, duplicate, late, suspense, unknown, noted; repeated; refused
    problem = peewee.CharField(200, default="")
    at = db.UTCDateTimeField()
    words_gone_at = db.UTCDateTimeField(null=True)  # the body is forgotten

    class Meta:
        table_name = "payment_notice"
        indexes = ((("provider", "event_id"), False), (("outcome", "id"), False), (("about",), False))


Notice.add_index(Notice.index(Notice.at, name="payment_notice_kept").where(Notice.words_gone_at.is_null()))
# Of all copies of an event, one has an effect.
NOTICE_EFFECTS = ("applied", "duplicate", "late", "suspense", "unknown", "noted")
Notice.add_index(
    Notice.index(Notice.provider, Notice.event_id, unique=True, name="payment_notice_once").where(
        Notice.outcome.in_(NOTICE_EFFECTS)
    )
)
