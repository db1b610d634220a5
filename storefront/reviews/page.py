"""What pages of reviews show: names, dates, chips, and where a list goes on."""

from dataclasses import dataclass

from storefront.kit import dates
from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import ngettext
from storefront.reviews import rules

EDIT_HOURS = int(rules.EDIT_FOR.total_seconds() // 3600)


@dataclass
class Said:
    """A word at the top of a page."""

    text: str
    undo: str | None = None


def shown(shop, rows: list) -> list:
    """The reviews as the template draws them: each with .writer_name, .day and .answered_day."""
    for review in rows:
        review.writer_name = review.name or _("A buyer")
        review.day = dates.day(review.written_at, shop.time_zone)
        review.answered_day = dates.day(review.answered_at, shop.time_zone) if review.answered_at else ""
    return rows


def query(stars: int | None, pictured: bool, before: int | None = None) -> str:
    """The part of an address that chooses."""
    parts = [f"stars={stars}" if stars else "", "pictures=1" if pictured else "", f"before={before}" if before else ""]
    joined = "&".join(part for part in parts if part)
    return f"?{joined}" if joined else ""


def chips(here: str, stars: int | None, pictured: bool) -> list[tuple[str, str, bool]]:
    """[(words, address, chosen)] of the ways to look through them."""
    found = [(_("All"), here, not stars and not pictured), (_("With pictures"), here + query(None, True), pictured and not stars)]
    for number in range(5, 0, -1):
        words = ngettext("%(num)s star", "%(num)s stars", number)
        found.append((words, here + query(number, False), stars == number))
    return found


def onward(here: str, stars: int | None, pictured: bool, last: int) -> str:
    """Where the list goes on."""
    return here + query(stars, pictured, last)
