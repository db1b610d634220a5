"""Whose identity was checked, and when, in words: what the badge of a shop says."""

from storefront.kit import dates
from storefront.kit.i18n import gettext as _


def words(shop) -> str:
    """ "Company checked 12 November"; "" where nobody was checked."""
    if not shop.verified:
        return ""
    day = dates.day(shop.level_at, shop.time_zone) if shop.level_at else ""
    return {
        "company": _("Company checked %(day)s", day=day),
        "trader": _("Trader checked %(day)s", day=day),
    }.get(shop.level, _("ID checked %(day)s", day=day)).strip()


def what(shop) -> str:
    """What was compared with what: a sentence for the page about a shop."""
    return {
        "individual": _("A private person: name and number were compared with an ID."),
        "trader": _("A sole trader: name and number were compared with an ID, the trade with its papers."),
        "company": _("A company: its registration, and the ID of whoever signs for it."),
    }.get(shop.level, "")
