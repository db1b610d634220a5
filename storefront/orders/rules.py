"""Pure decisions about orders."""

import re
from datetime import UTC, datetime, time, timedelta

from storefront.kit.errors import Refused
from storefront.kit.i18n import gettext as _

_CJK = r"[\u3400-\u9fff]"  # compiled when first used (kit.search)
UNDO = timedelta(seconds=10)
LABELLED = ("courier", "local")  # kinds of delivery for which somebody sticks a label on a parcel
PACKED = (*LABELLED, "pickup")


def short_name(name: str) -> str:
    """What lists show of a buyer: "Zhou Y.", "周女士" is not guessed: "周＊＊" keeps the family name only."""
    name = " ".join((name or "").split())
    if not name:
        return ""
    if re.match(_CJK, name):
        return name[0] + "＊" * min(2, max(1, len(name) - 1))
    first, *rest = name.split(" ")
    rest = [word for word in rest if word[0].isalpha()]  # a flower behind a name is no initial
    return f"{first} {rest[-1][0].upper()}."[:40] if rest else first[:40]


def address_open(state: str, shipped: datetime | None, delivered: datetime | None, now: datetime, days: int) -> bool:
    """Whether the shop sees the address without asking: while there is something to send, and so many days after everything left."""
    if state in ("pending", "waiting", "confirmed"):
        return True
    left = shipped or delivered
    return state in ("shipped", "completed") and left is not None and now < left + timedelta(days=days)


def ship_by(confirmed: datetime, pack_days: int) -> datetime:
    """When the seller should have shipped."""
    return confirmed + timedelta(days=max(1, pack_days))


def release_at(shipped: datetime, days_most: int, confirm_days: int) -> datetime:
    """When receipt confirms itself: so many days after the promised day of delivery."""
    return shipped + timedelta(days=days_most + confirm_days)


WITHDRAW_DAYS = 14


def withdraw_until(arrived: datetime) -> datetime:
    """When the right to withdraw from a contract ends: at the end of the 14th day after the day on which the last parcel arrived, and
    where that is a Saturday or Sunday, at the end of the Monday after it. Days are counted in the buyer's favour: the day of arrival as
    the east of the Union has it (UTC+3), the last midnight as its west has it (UTC-1)."""
    last = (arrived + timedelta(hours=3)).date() + timedelta(days=WITHDRAW_DAYS)
    last += timedelta(days={5: 2, 6: 1}.get(last.weekday(), 0))
    return datetime.combine(last + timedelta(days=1), time(1), UTC)


def check_refund(asked_minor: int, paid_minor: int, refunded_minor: int, sentence_money) -> None:
    """Refuse a refund of nothing or of more than is left. `sentence_money` shows an amount for people."""
    left = paid_minor - refunded_minor
    if asked_minor <= 0:
        raise Refused(_("Write how much goes back."), field="amount")
    if asked_minor > left:
        raise Refused(_("At most %(amount)s can go back.", amount=sentence_money(left)), field="amount")
