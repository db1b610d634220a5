"""Parcels: the buyer hears of each that left, once its seller can no longer take it back: who carries it, what is in it, what is to come.

What left a moment ago and may still be taken back counts as still to come: it is told by a notice of its own, or it stayed.
"""

from storefront import orders, shipping
from storefront.kit import clock, db, events
from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import ngettext
from storefront.notifications.listeners import facts, order_of, tell_buyer
from storefront.notifications.sentences import says
from storefront.orders.models import Line
from storefront.shipping import carriers

MOST_NAMED = 3  # things that a notice names; the page of the order shows them all


@db.verb
def tell_about_parcel(event, row) -> None:
    """The buyer, about one parcel. Nothing where it never left, was handed over, or is another one for what went wrong, which its question
    tells."""
    order = order_of(event.order)
    sent = [parcel for parcel in shipping.parcels_of(order) if parcel.pieces]
    parcel = next((one for one in sent if one.id == event.parcel), None)
    if parcel is None or order.delivery_kind == "pickup":
        return
    lines, told = orders.lines_of(order), [one for one in sent if one.id <= parcel.id or not _may_come_back(one)]
    left = {line.id: line.wanted_count - sum(one.pieces.get(line.id, 0) for one in told) for line in lines}
    data = facts(order) | _carried_by(parcel) | {"done": order.delivery_kind == "none"}
    last = not any(left.values()) and parcel.id == told[-1].id
    if last and (len(told) == 1 or data["done"]):
        tell_buyer(order, "buyer.shipped", data, f"event:{row.id}")
        return
    data |= {"rest": last, "inside": _named(lines, parcel.pieces), "left": _named(lines, left)}
    tell_buyer(order, "buyer.parcel", data, f"event:{row.id}")


@db.verb
def tell_nothing_more_comes(event, row) -> None:
    """The buyer withdrew from all that had not left, so the order is on its way as it is. Where a parcel did that, the parcel is told."""
    order = order_of(event.order)
    if (
        events.payload(row).get("called_off") and order.state != "confirmed"
    ):  # a parcel of it was taken back: there is something to come
        tell_buyer(order, "buyer.nothing_more", facts(order), f"event:{row.id}")


def _may_come_back(parcel: shipping.Parcel) -> bool:
    return parcel.sent_at + orders.UNDO > clock.now()


def _carried_by(parcel: shipping.Parcel) -> dict:
    if not parcel.number:
        return {}
    carrier = carriers.find(parcel.carrier)
    return {"tracking": parcel.number, "carrier": carrier.name if carrier else ""}


def _named(lines: list[Line], pieces: dict[int, int]) -> dict:
    """Some of these things by name, and how many more there are."""
    found = [line.in_words(pieces[line.id]) for line in lines if pieces.get(line.id)]
    return {"goods": found[:MOST_NAMED], "more": max(0, len(found) - MOST_NAMED)}


# --- the sentences ----------------------------------------------------------------------------------------------------


def _subject(data: dict) -> str:
    if data.get("done"):
        return _("Part of your order %(number)s is done", number=data["number"])
    if data["rest"]:
        return _("The rest of your order %(number)s is on its way", number=data["number"])
    return _("Part of your order %(number)s is on its way", number=data["number"])


@says("buyer.parcel", _subject)
def parcel(data: dict) -> str:
    """One of several parcels."""
    said = [_left_with(data), _("In it: %(goods)s.", goods=_goods(data["inside"]))]
    if data["left"]["goods"]:
        said.append(_("Still to come: %(goods)s.", goods=_goods(data["left"])))
    return _(" ").join(said)


def _left_with(data: dict) -> str:
    known = {"shop": data["shop"], "number": data["number"]}
    if data.get("done"):
        return _("%(shop)s says that part of order %(number)s is done.", **known)
    if not data.get("tracking"):
        if data["rest"]:
            return _("%(shop)s: the rest of your order %(number)s is on its way.", **known)
        return _("%(shop)s: part of your order %(number)s is on its way.", **known)
    known |= {"carrier": data["carrier"] or _("a courier"), "tracking": data["tracking"]}
    if data["rest"]:
        return _("%(shop)s: the rest of your order %(number)s is on its way with %(carrier)s, number %(tracking)s.", **known)
    return _("%(shop)s: part of your order %(number)s is on its way with %(carrier)s, number %(tracking)s.", **known)


def _goods(named: dict) -> str:
    goods = _(", ").join(named["goods"])
    if not named["more"]:
        return goods
    return ngettext("%(goods)s and %(num)s more", "%(goods)s and %(num)s more", named["more"], goods=goods)


@says("buyer.nothing_more", lambda d: _("Nothing more of your order %(number)s is to come", number=d["number"]))
def nothing_more(data: dict) -> str:
    """What had not left was called off."""
    return _(
        "%(shop)s: nothing more of your order %(number)s is to come. What was sent before is on its way.",
        shop=data["shop"],
        number=data["number"],
    )


__all__ = ["tell_about_parcel", "tell_nothing_more_comes"]
