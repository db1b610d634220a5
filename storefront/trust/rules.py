"""What a card says, from what was counted. Plain values in, plain values out."""

from dataclasses import dataclass
from datetime import date

ENOUGH = 10  # completed orders, before rates and averages are made of them
HOUR, DAY = 3600, 86400


@dataclass(frozen=True)
class Counts:
    """The counters of a shop, as the table keeps them."""

    completed: int = 0
    refunded: int = 0
    shipped: int = 0
    ship_seconds: int = 0
    answered: int = 0
    answer_seconds: int = 0
    lost: int = 0
    unfulfilled: int = 0


@dataclass(frozen=True)
class Span:
    """A length of time as people say it: `number` of "hour" or "day"; number 0 is less than one hour."""

    number: int
    unit: str


@dataclass(frozen=True)
class Card:
    """What is shown of a shop. `ship` and `answer` are None where there is too little to say."""

    new: bool  # fewer than ENOUGH completed orders
    completed: int  # 0 for a new shop
    refunded: int
    ship: Span | None
    answer: Span | None
    lost: int
    unfulfilled: int
    level: str  # whose identity was checked: none, individual, trader, company
    level_on: date | None
    open_since: date | None

    @property
    def checked(self) -> bool:
        """Whether an identity was checked."""
        return self.level != "none"


def span(total_seconds: int, count: int) -> Span | None:
    """An average for people: hours up to two days, then days, rounded up; None of nothing."""
    if count <= 0:
        return None
    average = total_seconds / count
    if average < HOUR:
        return Span(0, "hour")
    unit, size = ("hour", HOUR) if average <= 2 * DAY else ("day", DAY)
    return Span(-int(-average // size), unit)


def card(counts: Counts, level: str, level_on: date | None, open_since: date | None) -> Card:
    """The card. Of a new shop only what went wrong is counted: so little makes no rate, and never "0 %"."""
    new = counts.completed < ENOUGH
    return Card(
        new=new,
        completed=0 if new else counts.completed,
        refunded=0 if new else counts.refunded,
        ship=None if new else span(counts.ship_seconds, counts.shipped),
        answer=None if new else span(counts.answer_seconds, counts.answered),
        lost=counts.lost,
        unfulfilled=counts.unfulfilled,
        level=level,
        level_on=level_on if level != "none" else None,
        open_since=open_since,
    )


def frozen(counts: Counts, level: str, level_on: date | None, open_since: date | None) -> dict:
    """The same as JSON can keep it: the counts themselves, so that what was shown can be recomputed."""
    found = {name: value for name, value in vars(counts).items() if value}
    found |= {"level": level, "open_since": open_since.isoformat() if open_since else ""}
    return found | ({"level_on": level_on.isoformat()} if level_on and level != "none" else {})


def thawed(kept: dict) -> Card:
    """The card out of an order's terms."""
    counts = Counts(**{name: int(kept.get(name, 0)) for name in Counts.__dataclass_fields__})
    return card(counts, kept.get("level", "none"), _date(kept.get("level_on")), _date(kept.get("open_since")))


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
