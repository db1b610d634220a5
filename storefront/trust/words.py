"""A card in words: what stands on the page of a shop, of an item, at the checkout and, frozen, of an order."""

from storefront.kit import dates
from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import ngettext
from storefront.trust.rules import ENOUGH, Card, Span


def checked(card: Card) -> str:
    """Whose identity was checked: "ID checked"."""
    if not card.checked:
        return _("Identity not checked yet")
    return {"company": _("Company checked"), "trader": _("Trader checked")}.get(card.level) or _("ID checked")


def checked_on(card: Card) -> str:
    """The same with the day: "ID checked 12 November"."""
    if not (card.checked and card.level_on):
        return checked(card)
    day = dates.day(card.level_on)
    words = {"company": _("Company checked %(day)s", day=day), "trader": _("Trader checked %(day)s", day=day)}
    return words.get(card.level) or _("ID checked %(day)s", day=day)


def length(span: Span) -> str:
    """ "about 14 hours"."""
    if not span.number:
        return _("less than an hour")
    if span.unit == "hour":
        return ngettext("about %(num)s hour", "about %(num)s hours", span.number)
    return ngettext("about %(num)s day", "about %(num)s days", span.number)


def ships(card: Card) -> str:
    """ "Ships in about 14 hours", or "" where too little is known."""
    return _("Ships in %(time)s", time=length(card.ship)) if card.ship else ""


def ended(card: Card) -> str:
    """ "126 orders completed", or what a shop with fewer than ten reads."""
    if card.new:
        return _("New shop")
    return ngettext("%(num)s order completed", "%(num)s orders completed", card.completed)


def money_back(card: Card) -> str:
    """How many of its orders ended with money back: "in 3 of them money went back"."""
    if card.new:
        return _("Fewer than %(num)s orders completed so far", num=ENOUGH)
    if not card.refunded:
        return _("no money had to go back")
    return ngettext("in %(num)s of them money went back", "in %(num)s of them money went back", card.refunded)


def lost(card: Card) -> str:
    """Cases that were decided for the buyer."""
    if not card.lost:
        return _("No case lost")
    return ngettext("%(num)s case lost", "%(num)s cases lost", card.lost)


def unfulfilled(card: Card) -> str:
    """What the market could not enforce."""
    return ngettext("%(num)s refund owed and not paid", "%(num)s refunds owed and not paid", card.unfulfilled)


def record(card: Card) -> list[tuple[str, str, str]]:
    """[(icon, what, more)] of what became of its orders and cases."""
    rows = [("package-check" if not card.new else "store", ended(card), money_back(card))]
    if card.ship:
        rows.append(("truck", ships(card), _("on average, from paid to on its way")))
    if card.answer:
        rows.append(("message-circle", _("Answers in %(time)s", time=length(card.answer)), _("when something is wrong")))
    if card.lost or not card.new:
        rows.append(("scale", lost(card), _("decided for the buyer by the market, or by the shop’s silence")))
    if card.unfulfilled:
        rows.append(
            ("triangle-alert", unfulfilled(card), _("the market does not hold the money of this shop and could not enforce it"))
        )
    return rows


def identity(card: Card) -> list[tuple[str, str, str]]:
    """[(icon, what, more)] of who is behind it and since when."""
    since = _("since %(day)s", day=dates.day(card.level_on)) if card.level_on else ""
    rows = [("badge-check" if card.checked else "info", checked(card), since)]
    if card.open_since:
        rows.append(("calendar", _("Open since %(day)s", day=dates.day(card.open_since)), ""))
    return rows


def short(card: Card) -> list[str]:
    """What fits on one line under `ended`."""
    said = [checked_on(card), ships(card)]
    if card.lost:
        said.append(lost(card))
    if card.unfulfilled:
        said.append(unfulfilled(card))
    return [part for part in said if part]
