"""Shops: what a visitor sees of one, whose it is, and how far it may sell before an identity is checked."""

from datetime import date

import peewee

from storefront.accounts.models import Person
from storefront.kit import clock, dates, db
from storefront.kit.machine import Machine
from storefront.media.models import Picture
from storefront.shops import checked, rail

SHOP = Machine(
    "shop",
    {
        ("open", "close_for_holiday"): "holiday",
        ("holiday", "reopen"): "open",
        ("open", "suspend"): "suspended",
        ("holiday", "suspend"): "suspended",
        ("suspended", "reinstate"): "open",
        ("open", "close"): "closed",
        ("holiday", "close"): "closed",
    },
)
LEVELS = ("none", "individual", "trader", "company")


class Shop(db.Base):
    """A shop. `version` grows in the transaction of whatever changes what the public sees."""

    id = peewee.AutoField()
    owner = db.ForeignKey(Person)
    slug = peewee.CharField(40, unique=True)
    name = peewee.CharField(60)
    name_key = peewee.CharField(80, unique=True)  # the name folded: two shops never look the same
    seal = peewee.CharField(4)
    logo = db.ForeignKey(Picture, null=True)
    cover = db.ForeignKey(Picture, null=True)
    hue = peewee.IntegerField(default=172, constraints=[peewee.Check("hue BETWEEN 0 AND 360")])
    chroma = peewee.IntegerField(default=75, constraints=[peewee.Check("chroma BETWEEN 0 AND 400")])  # thousandths
    bright = peewee.BooleanField(default=False)
    tint = peewee.BooleanField(default=True)  # False: grey neutrals (stone)
    words = peewee.CharField(160, default="")
    about = peewee.TextField(default="")
    sent_from = peewee.CharField(80, default="")
    state = peewee.CharField(12, default="open", constraints=[peewee.Check(SHOP.check_sql())])
    state_reason = peewee.TextField(default="")
    reopens_on = peewee.DateField(null=True)
    mode = peewee.CharField(10, default="protected", constraints=[peewee.Check("mode IN ('protected','direct')")])
    currency = peewee.CharField(3)
    country = peewee.CharField(2)
    time_zone = peewee.CharField(40)
    language = peewee.CharField(10, default="en")
    returns_days = peewee.IntegerField(default=7)
    return_postage = peewee.CharField(5, default="buyer", constraints=[peewee.SQL("DEFAULT 'buyer'"), peewee.Check("return_postage IN ('buyer','shop')")])  # fmt: skip
    pack_days = peewee.IntegerField(default=2)
    level = peewee.CharField(12, default="none", constraints=[peewee.Check("level IN ('none','individual','trader','company')")])
    level_at = db.UTCDateTimeField(null=True)
    came_from = db.ForeignKey("self", null=True)
    opened_from_here_count = peewee.IntegerField(default=0)
    open_seconds = peewee.IntegerField(null=True)  # from the first look at /open to the open shop
    tax_mode = peewee.CharField(8, default="", constraints=[peewee.Check("tax_mode IN ('','included','added')")])  # of its prices
    eu_rights = peewee.BooleanField(default=False)  # sends things to the EU: its pages lead to the withdrawal form
    items_count = peewee.IntegerField(default=0)  # on sale now
    orders_count = peewee.IntegerField(default=0)
    sold_count = peewee.IntegerField(default=0)  # pieces
    reviews_count = peewee.IntegerField(default=0)  # that count in the average
    stars_sum = peewee.IntegerField(default=0)  # over these
    version = peewee.IntegerField(default=1)
    created_at = db.UTCDateTimeField()

    class Meta:
        table_name = "shop"
        indexes = ((("owner", "id"), False), (("state", "reopens_on"), False))

    @property
    def handle(self) -> str:
        """The name in its address: "meis-kiln" of /@meis-kiln."""
        return self.slug

    @property
    def mark(self) -> str:
        """The character in its seal."""
        return self.seal

    @property
    def path(self) -> str:
        """Its public address on this site."""
        return f"/@{self.slug}"

    @property
    def reopens_words(self) -> str:
        """The day its holiday ends, as people read it."""
        return dates.day(self.reopens_on) if self.reopens_on else ""

    @property
    def opened_words(self) -> str:
        """The day it opened, on its own calendar."""
        return dates.day(self.created_at, self.time_zone)

    @property
    def opened_in(self) -> str | None:
        """How long it took to open: "0:48", or None where nobody looked at the clock."""
        if self.open_seconds is None:
            return None
        return f"{self.open_seconds // 60}:{self.open_seconds % 60:02}"

    @property
    def rail(self) -> list[tuple[str, str]]:
        """The money rail before anything is paid."""
        return rail.rail_before(self)

    @property
    def promise(self) -> str:
        """What its way of settling means for a buyer, in plain words."""
        return rail.promise(self)

    @property
    def takes_back(self) -> bool:
        """Whether something may come back for a change of mind: by its own promise, or by the law of where it sends things."""
        return bool(self.returns_days or self.eu_rights)

    @property
    def postage_back(self) -> str:
        """Who pays the postage of what is sent back for a change of mind, to the buyer."""
        return rail.postage_back(self.return_postage, self.name)

    @property
    def theme_url(self) -> str:
        """Where its colours are: an address that changes with them."""
        from storefront.shops import looks

        return f"/@{self.slug}/theme.{looks.theme_hash(self)}.css"

    @property
    def today(self) -> date:
        """The date on the shop's own calendar."""
        return dates.local(clock.now(), self.time_zone).date()

    @property
    def sells(self) -> bool:
        """Whether it takes orders now: open, or its holiday ended (the sweep tidies the state up later)."""
        return self.state == "open" or (self.state == "holiday" and self.reopens_on is not None and self.reopens_on <= self.today)

    @property
    def verified(self) -> bool:
        """Whether an identity was checked."""
        return self.level != "none"

    @property
    def checked_words(self) -> str:
        """What its badge says: what was checked, and when."""
        return checked.words(self)

    @property
    def checked_what(self) -> str:
        """What was compared with what, in a sentence."""
        return checked.what(self)


# Shops that have something to show. The number stands in the SQL, so that SQLite knows the index by it.
SHOWING = Shop.items_count > peewee.SQL("0")
Shop.add_index(Shop.index(Shop.state, Shop.id, name="shop_showing").where(SHOWING))


class FormerSlug(db.Base):
    """A handle that a shop had before: its links go on working, and nobody else gets it."""

    slug = peewee.CharField(40, primary_key=True)
    shop = db.ForeignKey(Shop)
    changed_at = db.UTCDateTimeField()

    class Meta:
        table_name = "former_slug"


class Member(db.ShopOwned):
    """A person who works in a shop. The owner is one too."""

    id = peewee.AutoField()
    shop = db.ForeignKey(Shop)
    person = db.ForeignKey(Person)
    role = peewee.CharField(10, default="owner", constraints=[peewee.Check("role IN ('owner','helper','packer')")])
    created_at = db.UTCDateTimeField()

    class Meta:
        table_name = "member"
        indexes = ((("shop", "person"), True), (("person", "shop"), False))


class ShopDay(db.ShopOwned):
    """What a shop took in on one day of its own calendar: the cap is a guard on this row, the till slip reads it."""

    shop = db.ForeignKey(Shop)
    day = peewee.DateField()
    orders_count = peewee.IntegerField(default=0)  # placed, without those that ended unpaid: what the cap counts
    sum_minor = peewee.BigIntegerField(default=0)
    sold_count = peewee.IntegerField(default=0)  # confirmed and not cancelled: what the till slip shows
    sold_minor = peewee.BigIntegerField(default=0)
    pieces_count = peewee.IntegerField(default=0)
    scans_count = peewee.IntegerField(default=0)

    class Meta:
        table_name = "shop_day"
        primary_key = peewee.CompositeKey("shop", "day")
