"""Pure decisions about reports and measures: what weighs how much, and how long everybody has."""

from datetime import datetime, timedelta
from functools import lru_cache

from storefront.kit import search

# What can be wrong → how much it weighs. They are the rules of the market as well.
REASONS = {
    "danger": 5, "forbidden": 5, "fraud": 5, "copy": 4, "hate": 4, "personal": 4, "adult": 3, "stolen": 3, "words": 3, "untrue": 2,
    "spam": 2, "other": 1,
}  # fmt: skip
RULES = tuple(reason for reason in REASONS if reason != "words")
ACTS = ("hide", "suspend")

# What people are offered to choose from, likeliest first.
OF_SHOPS = ("fraud", "forbidden", "copy", "stolen", "hate", "personal", "other")
OF_GOODS = ("forbidden", "danger", "copy", "fraud", "untrue", "stolen", "adult", "hate", "other")
OF_WORDS = ("hate", "personal", "untrue", "spam", "fraud", "adult", "other")

# Risk → how soon somebody should have looked, riskiest first.
LOOK_WITHIN = ((30, timedelta(days=1)), (15, timedelta(days=3)), (0, timedelta(days=7)))
APPEAL_WITHIN = timedelta(days=180)
ANSWER_WITHIN = timedelta(days=3)
CONTACTS_KEPT = timedelta(days=30)  # after the answer
ENDINGS = {"": None, "7": timedelta(days=7), "30": timedelta(days=30), "90": timedelta(days=90)}  # how long a measure holds

# Limits: told by one network in an hour, by one network about one thing in a day, about one thing by everybody in a day.
FROM_NETWORK = (20, timedelta(hours=1))
FROM_NETWORK_ABOUT = (4, timedelta(days=1))
ABOUT_THING = (300, timedelta(days=1))

_ENOUGH = 10  # people; more of them make nothing riskier


def heavier(one: str, other: str) -> str:
    """The reason that weighs more; of two that weigh the same, the first."""
    return other if REASONS[other] > REASONS[one] else one


def risk(people: int, reason: str, unverified: bool) -> int:
    """How much is at stake while nobody looks: 7 (one person, a trifle, a checked shop) to 55."""
    return 4 * REASONS[reason] + 3 * min(people, _ENOUGH) + (5 if unverified else 0)


def look_by(opened_at: datetime, at_stake: int) -> datetime:
    """When somebody should have looked. The queue stands in this order, so that what is old comes before what is a little riskier."""
    return opened_at + next(within for least, within in LOOK_WITHIN if at_stake >= least)


def may_appeal(state: str, appealed: bool, appeal_by: datetime, now: datetime) -> bool:
    """Once, while it is in force and the time has not passed."""
    return state == "in_force" and not appealed and now < appeal_by


# --- the market's lists of words ------------------------------------------------------------------------------------------------


@lru_cache(16)
def _read(lines: tuple[str, ...]) -> tuple[tuple[str, str, bool], ...]:
    """(line without its mark, folded, whether it asks for a look) of each line that says something."""
    read = ((line.rstrip(" ?？"), search.fold(line), line.rstrip().endswith(("?", "？"))) for line in lines)
    return tuple((line, f" {folded} ", look) for line, folded, look in read if folded)


def banned(text: str, lines: tuple[str, ...]) -> tuple[str, bool] | None:
    """(the line that `text` goes against, whether it only asks for a look), or None. What is refused comes before what is looked at.

    Whole words count, folded: no marks, no case, no width; Chinese is found wherever it stands. A line that ends with a question
    mark asks for a look instead of refusing.
    """
    read = _read(lines)
    if not read or not text:
        return None
    folded = f" {search.fold(text)} "
    found = [(line, look) for line, words, look in read if words in folded]
    return min(found, key=lambda pair: pair[1]) if found else None
