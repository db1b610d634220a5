"""What can be set, within which bounds, and what a new version changes. No database, no clock."""

from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date, datetime

from storefront.kit.config import Config
from storefront.kit.errors import Refused
from storefront.kit.i18n import LANGUAGES
from storefront.kit.i18n import gettext as _

LEVELS = ("none", "individual", "trader", "company")  # who was checked; shops.models has the same
# Whole numbers that may be set, and between what: outside of it nobody could keep a promise, or one would wait for ever.
BOUNDS = {
    "confirm_days": (1, 60),
    "hold_minutes": (5, 24 * 60),
    "answer_hours": (12, 14 * 24),
    "decide_hours": (12, 14 * 24),
    "appeal_days": (1, 30),
}
SUMS = ("two_person_minor", "suspense_minor")
LARGEST_MINOR = 10**12
MOST_ORDERS = 10**6
MOST_LINES = 500  # of words, of categories, of shops with a fee of their own
LONGEST_WORD = 60
MOST_BANNERS = 12
MOST_CLOSED = 200  # days: some years of holidays
LONGEST_BANNER = 300
LONGEST_PARTICULARS = 1000
WIDE_OPEN = 20  # how many times as much a checked person may sell as an unchecked shop, unless something else is published
ABOVE_MINOR = 1_000_000  # from here on a second person, unless something else is published


@dataclass(frozen=True)
class Fee:
    """What the market takes of a sale: a share in basis points (250 = 2.5 %), and a fixed sum per order for each currency that
    has one (minor units)."""

    share_bp: int = 0
    fixed: dict[str, int] = field(default_factory=dict)

    @property
    def is_free(self) -> bool:
        return not self.share_bp and not any(self.fixed.values())

    def in_currency(self, currency: str) -> dict:
        """As an order's terms keep it: {"share_bp", "fixed_minor"}."""
        return {"share_bp": self.share_bp, "fixed_minor": self.fixed.get(currency, 0)}


@dataclass(frozen=True)
class Cap:
    """What a shop may sell in a day of its own calendar: orders, and their sum in minor units of the market's currency."""

    orders: int
    minor: int


@dataclass(frozen=True)
class Banner:
    """A line on top of pages: its words by language, from when until when (None: open), and for whom."""

    words: dict[str, str]
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    buyers: bool = True
    sellers: bool = False

    def shows(self, now: datetime) -> bool:
        """Whether it is on the pages at this moment."""
        return (self.starts_at is None or self.starts_at <= now) and (self.ends_at is None or now < self.ends_at)

    def text(self, language: str) -> tuple[str, str]:
        """(words, the language they are in): the reader's, else English, else whatever there is."""
        for tag in (language, "en", *self.words):
            if self.words.get(tag):
                return self.words[tag], tag
        return "", language


@dataclass(frozen=True)
class Policies:
    """All that the operator sets. `number` is the version, 0 where nothing was published and the settings hold."""

    currency: str = "CNY"  # of caps and limits
    fee: Fee = Fee()
    shop_fees: dict[int, Fee] = field(default_factory=dict)  # by id of the shop, instead of the market's
    caps: dict[str, Cap | None] = field(default_factory=dict)  # by level; None: no cap
    confirm_days: int = 7
    hold_minutes: int = 30
    answer_hours: int = 48
    decide_hours: int = 72
    appeal_days: int = 3
    banned_words: tuple[str, ...] = ()
    banned_categories: tuple[str, ...] = ()
    banners: tuple[Banner, ...] = ()
    particulars: str = ""  # who runs the market, as its terms say it: name, address, how to be reached; "" where nobody said
    closed_days: tuple[str, ...] = ()  # on which banks are closed beside weekends: ISO dates, in order, each once
    two_person_minor: int = ABOVE_MINOR  # a payout above it needs a second person
    suspense_minor: int = ABOVE_MINOR  # money that fits nothing and is above it is placed by two
    number: int = field(default=0, compare=False)

    @classmethod
    def from_config(cls, config: Config) -> "Policies":
        """What holds until something is published."""
        unchecked = Cap(config.cap_orders, config.cap_minor)
        return cls(
            currency=config.currency,
            caps={
                "none": unchecked,
                "individual": Cap(unchecked.orders * WIDE_OPEN, unchecked.minor * WIDE_OPEN),
                "trader": None,
                "company": None,
            },
            confirm_days=config.confirm_days,
            hold_minutes=config.hold_minutes,
        )

    def fee_for(self, shop_id: int) -> Fee:
        """The fee of a shop: its own, else the market's."""
        return self.shop_fees.get(shop_id, self.fee)

    def cap(self, level: str) -> Cap | None:
        """What a shop of this level may sell in a day; None: as much as it likes."""
        return self.caps.get(level)

    def closed(self) -> frozenset[date]:
        """The days on which banks are closed."""
        return frozenset(map(date.fromisoformat, self.closed_days))

    # --- as it is kept ---------------------------------------------------------------------------------------------------------

    def as_dict(self) -> dict:
        """For the column (JSON)."""
        kept = asdict(self)
        del kept["number"]
        kept["shop_fees"] = {str(shop): asdict(fee) for shop, fee in self.shop_fees.items()}
        for banner in kept["banners"]:
            for name in ("starts_at", "ends_at"):
                banner[name] = banner[name].isoformat() if banner[name] else None
        return kept

    @classmethod
    def from_dict(cls, kept: dict, base: "Policies", number: int) -> "Policies":
        """As it was published; what that version did not know yet is as in `base`."""
        known = {each.name for each in fields(cls)} - {"number"}
        values = {name: value for name, value in kept.items() if name in known}
        made = {
            "fee": lambda value: Fee(**value),
            "shop_fees": lambda value: {int(shop): Fee(**fee) for shop, fee in value.items()},
            "caps": lambda value: {level: Cap(**cap) if cap else None for level, cap in value.items()},
            "banned_words": tuple,
            "banned_categories": tuple,
            "closed_days": tuple,
            "banners": lambda value: tuple(_banner(each) for each in value),
        }
        return replace(base, **{name: made.get(name, lambda same: same)(value) for name, value in values.items()}, number=number)


def _banner(kept: dict) -> Banner:
    moments = {name: datetime.fromisoformat(kept[name]) if kept.get(name) else None for name in ("starts_at", "ends_at")}
    return Banner(**{**kept, **moments})


# --- what an order keeps ----------------------------------------------------------------------------------------------------------

FROZEN = ("confirm_days", "answer_hours", "decide_hours", "appeal_days")


def frozen(found: Policies, shop_id: int, currency: str) -> dict:
    """What an order of this shop keeps of the market's rules, for its terms: the fee and the periods."""
    return {"fee": found.fee_for(shop_id).in_currency(currency), **{name: getattr(found, name) for name in FROZEN}}


def of_order(terms: dict, name: str, found: Policies) -> int:
    """A figure as an order's `terms` keep it; of today where the order is older than the rule."""
    kept = terms.get(name)
    return kept if isinstance(kept, int) else getattr(found, name)


# --- bounds -----------------------------------------------------------------------------------------------------------------------


def check(wanted: Policies) -> None:
    """Raise Refused, with the field, for what is out of bounds."""
    for name, (least, most) in BOUNDS.items():
        if not least <= getattr(wanted, name) <= most:
            raise Refused(_("Write a number from %(least)s to %(most)s.", least=least, most=most), name)
    for name in SUMS:
        if not 0 <= getattr(wanted, name) <= LARGEST_MINOR:
            raise Refused(_("That is more than the books can hold."), name)
    for fee in (wanted.fee, *wanted.shop_fees.values()):
        _check_fee(fee)
    for level, cap in wanted.caps.items():
        if level not in LEVELS or cap is not None and not (1 <= cap.orders <= MOST_ORDERS and 1 <= cap.minor <= LARGEST_MINOR):
            raise Refused(_("A limit is at least one order and one unit of money; leave both empty for no limit."), "caps")
    if set(wanted.caps) != set(LEVELS):
        raise ValueError("a cap, or None, for every level")
    for name in ("banned_words", "banned_categories"):
        lines = getattr(wanted, name)
        if len(lines) > MOST_LINES or any(not line or len(line) > LONGEST_WORD for line in lines):
            raise Refused(_("At most %(lines)s lines of %(most)s characters.", lines=MOST_LINES, most=LONGEST_WORD), name)
    if len(wanted.closed_days) > MOST_CLOSED:
        raise Refused(_("At most %(most)s days.", most=MOST_CLOSED), "closed_days")
    if list(wanted.closed_days) != sorted({day.isoformat() for day in wanted.closed()}):
        raise ValueError("closed days are dates in order, each once")
    if len(wanted.particulars) > LONGEST_PARTICULARS:
        raise Refused(_("At most %(most)s characters.", most=LONGEST_PARTICULARS), "particulars")
    _check_banners(wanted.banners)


def _check_fee(fee: Fee) -> None:
    if not 0 <= fee.share_bp <= 5000:
        raise Refused(_("A share is from 0 to 50 per cent."), "share")
    if any(not 0 <= minor <= LARGEST_MINOR for minor in fee.fixed.values()):
        raise Refused(_("That is more than the books can hold."), "fixed")


def _check_banners(banners: tuple[Banner, ...]) -> None:
    if len(banners) > MOST_BANNERS:
        raise Refused(_("At most %(most)s banners.", most=MOST_BANNERS), "banners")
    for banner in banners:
        if not any(banner.words.values()) or set(banner.words) - set(LANGUAGES):
            raise Refused(_("Write the words of the banner."), "banners")
        if any(len(words) > LONGEST_BANNER for words in banner.words.values()):
            raise Refused(_("A banner has at most %(most)s characters.", most=LONGEST_BANNER), "banners")
        if banner.starts_at and banner.ends_at and banner.ends_at <= banner.starts_at:
            raise Refused(_("A banner ends after it begins."), "banners")
        if not (banner.buyers or banner.sellers):
            raise Refused(_("Say who sees the banner."), "banners")


# --- what a version changes ---------------------------------------------------------------------------------------------------------


def differences(before: Policies, after: Policies) -> list[tuple[str, object, object]]:
    """(name, before, after) of everything that is not the same: fields, "fee:12" for a shop's fee, "cap:none" for a level's cap."""
    found = []
    for each in fields(Policies):
        if not each.compare or each.name in ("shop_fees", "caps"):
            continue
        old, new = getattr(before, each.name), getattr(after, each.name)
        if old != new:
            found.append((each.name, old, new))
    for shop in sorted({*before.shop_fees, *after.shop_fees}):
        old, new = before.shop_fees.get(shop), after.shop_fees.get(shop)
        if old != new:
            found.append((f"fee:{shop}", old, new))
    for level in LEVELS:
        if before.caps.get(level) != after.caps.get(level):
            found.append((f"cap:{level}", before.caps.get(level), after.caps.get(level)))
    return found
