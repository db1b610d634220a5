"""The plain shape that every format is read into, and the small readers of dates and amounts."""

import re
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime

from storefront.kit import money
from storefront.kit.dates import zone_of
from storefront.kit.money import Money

MOST_BYTES = 5_000_000
MOST_LINES = 50_000
ORDERS = ("ymd", "dmy", "mdy")
COLUMNS = ("at", "reference", "ours", "kind", "amount", "credit", "debit", "fee", "currency", "words")


@dataclass(frozen=True)
class Options:
    """How a table is written: which column (by its number, None where there is none) is what, the order of a date's parts, and the
    currency of rows that name none."""

    at: int | None = None
    reference: int | None = None
    ours: int | None = None
    kind: int | None = None
    amount: int | None = None
    credit: int | None = None
    debit: int | None = None
    fee: int | None = None
    currency_column: int | None = None
    words: int | None = None
    order: str = "ymd"
    currency: str = "CNY"

    def as_dict(self) -> dict:
        """For the statement's row (JSON)."""
        return asdict(self)

    @classmethod
    def from_dict(cls, kept: dict) -> "Options":
        """From there; what is unknown is left out."""
        known = {one.name for one in fields(cls)}
        return cls(**{name: value for name, value in kept.items() if name in known})


@dataclass(frozen=True)
class Row:
    """One movement: `amount_minor` is signed (in is positive), `fee_minor` what the provider keeps of it, None where it does not say."""

    number: int
    kind: str
    reference: str
    amount_minor: int
    currency: str
    at: datetime
    ours: str = ""
    fee_minor: int | None = None
    words: str = ""


@dataclass(frozen=True)
class Bad:
    """A row that could not be read, and why, for a person."""

    number: int
    sentence: str
    text: str


@dataclass(frozen=True)
class Read:
    """What is in a file. `problem` is a sentence about the whole of it: sums that do not add up; `header` the names of a table's columns."""

    rows: list[Row] = field(default_factory=list)
    bad: list[Bad] = field(default_factory=list)
    header: list[str] = field(default_factory=list)
    problem: str = ""
    dated: bool = False  # dates without a time: the period is whole days


class Unreadable(ValueError):
    """A cell that is not what its column says; the text is a sentence."""


_DATE = re.compile(r"(\d{1,4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,4})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?!\d)")
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(?:([AP])\.?M\b\.?)?\s*(Z|[+-]\d{2}:?\d{2})?", re.IGNORECASE)


def moment(text: str, order: str, zone: str) -> tuple[datetime, bool]:
    """(a cell's moment in UTC, whether it was a day without a time). Raises ValueError."""
    text = text.strip()
    compact = _COMPACT.match(text)
    found = compact or _DATE.match(text)
    if not found:
        raise ValueError(text)
    first, second, third = (int(part) for part in found.groups())
    if compact or len(found[1]) == 4:
        year, month, day = first, second, third
    elif order == "mdy":
        year, month, day = third, first, second
    else:
        year, month, day = third, second, first
    year += 2000 if year < 100 else 0
    if not 2000 <= year <= 2200:
        raise ValueError(text)
    time = _TIME.search(text, found.end())
    if time is None:
        return datetime(year, month, day, tzinfo=zone_of(zone)).astimezone(UTC), True
    hour, minute, second = int(time[1]), int(time[2]), int(time[3] or 0)
    if time[4] and 1 <= hour <= 12:
        hour = hour % 12 + (12 if time[4] in "Pp" else 0)
    at = datetime(year, month, day, hour, minute, second, tzinfo=zone_of(zone))
    if time[5]:
        offset = "+0000" if time[5].upper() == "Z" else time[5].replace(":", "")
        at = datetime.strptime(f"{at:%Y%m%d%H%M%S}{offset}", "%Y%m%d%H%M%S%z")
    return at.astimezone(UTC), False


def signed(text: str, currency: str) -> int:
    """A cell's amount in minor units with its sign: "-12.50", "12,50-", "(12.50)", "−5". Raises money.BadAmount."""
    text = text.strip().replace("−", "-").replace("–", "-")
    negative = text.startswith(("-", "(")) or text.endswith("-")
    return (-1 if negative else 1) * money.parse(text.strip("()").strip().strip("+-").strip(), currency).minor


def minor_of(amount, currency: str) -> int:
    """A Decimal of a bank's file in minor units. Raises ValueError for more decimals than the currency has, or more than the books hold."""
    scaled = amount.scaleb(money.exponent(currency))
    if scaled != scaled.to_integral_value() or abs(scaled) > money.LARGEST:
        raise ValueError(str(amount))
    return int(scaled)


def is_currency(text: str) -> bool:
    """Whether it is written like a currency of ISO 4217."""
    return bool(re.fullmatch(r"[A-Z]{3}", text))


def shown(minor: int, currency: str) -> str:
    """A sum for a sentence."""
    return Money(minor, currency).display()
