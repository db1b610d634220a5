"""Pure decisions about checks: what is asked for which kind, what can be missing, by which rules it is a no, and how long all have."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from storefront.kit.errors import Changed, Refused
from storefront.kit.i18n import gettext as _


@dataclass(frozen=True)
class Periods:
    """How long everybody has, and how long papers are kept."""

    send: timedelta = timedelta(days=14)  # the seller: send what is asked for
    review: timedelta = timedelta(hours=72)  # the market: look at it, and at an appeal
    appeal: timedelta = timedelta(days=14)  # the seller: appeal a no
    keep: timedelta = timedelta(days=30)  # papers, after the decision
    look: timedelta = timedelta(minutes=10)  # papers are open that long for whoever gave a reason


PERIODS = Periods()
KINDS = ("individual", "trader", "company")  # the levels of shops, in their order
SIDES = ("first", "second")

# What an operator ticks before a yes, by kind.
TICKS = {
    "individual": ("name", "number", "valid"),
    "trader": ("name", "number", "valid", "trade"),
    "company": ("name", "number", "valid", "company"),
}
MISSING = ("blurred", "cut_off", "name", "number", "expired", "second", "company")
RULES = ("own_papers", "unchanged", "accepted_papers", "of_age", "one_person", "closed_before")
REASONS = ("decide", "appeal", "question", "authority")  # why papers are looked at

_NUMBER = re.compile(r"[0-9A-Z][0-9A-Z ./-]{2,38}[0-9A-Z]")


def in_time(deadline: datetime | None, now: datetime) -> bool:
    """Whether a deadline still runs. At the very moment it is over."""
    return deadline is not None and now < deadline


def refuse_late(deadline: datetime | None, now: datetime) -> None:
    """Raise Changed where the time is over, whether the sweep has been there or not."""
    if not in_time(deadline, now):
        raise Changed(_("The time for this is over. Have a look at how it stands now."))


def refuse_same(first: int | None, second: int) -> None:
    """An appeal is decided by somebody else than the no."""
    if first == second:
        raise Refused(_("You said no the first time, so somebody else decides the appeal."))


def above(level: str) -> tuple[str, ...]:
    """The kinds that would be more than a shop has."""
    return KINDS if level not in KINDS else KINDS[KINDS.index(level) + 1 :]


def read_number(text: str | None) -> str:
    """A number on papers as it is kept: capital letters, digits, and the signs between them; "" for what is none."""
    plain = " ".join(unicodedata.normalize("NFKC", text or "").upper().split())
    return plain if _NUMBER.fullmatch(plain) else ""


def number_key_text(country: str, number: str) -> str:
    """What two numbers must share to be the same papers, however they were typed."""
    return f"{country}:{re.sub(r'[^0-9A-Z]', '', number)}"


def refuse_gaps(kind: str, name: str | None, number: str | None, company: str | None, company_number: str | None) -> None:
    """Raise Refused with the field of the first thing that is missing for this kind."""
    wanted = [("name", name, _("Write the name as it stands in the papers."))]
    wanted.append(("number", number, _("Write the number of the papers: letters and digits, as printed.")))
    if kind == "company":
        wanted.append(("company", company, _("Write the name of the company as it is registered.")))
        wanted.append(("company_number", company_number, _("Write the number under which the company is registered.")))
    for field, value, sentence in wanted:
        if not (value or "").strip():
            raise Refused(sentence, field=field)


def refuse_ticks(kind: str, ticked) -> str:
    """What was looked at, as it is kept. Raises Refused (field "ticks") where something that has to be was not."""
    if not set(TICKS[kind]) <= set(ticked):
        raise Refused(_("Tick everything you have compared. What does not fit is a reason to ask again."), field="ticks")
    return ",".join(TICKS[kind])
