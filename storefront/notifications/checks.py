"""Identity checks: the owner of a shop hears of every step; staff of a check that is late or appealed."""

from storefront import shops, verification
from storefront.kit import db, events
from storefront.kit.i18n import gettext as _
from storefront.notifications.actions import tell_person, tell_staff
from storefront.notifications.sentences import amount, says, when
from storefront.shops.models import Shop

# Steps that the seller hears of → whether by text or mail too: what they did themselves is a receipt on the page.
ABOUT_CHECKS = {
    verification.Sent: False,
    verification.AskedAgain: True,
    verification.TurnedDown: True,
    verification.Appealed: False,
    verification.Upheld: True,
    verification.Lapsed: True,
    verification.Overdue: True,
    verification.Forgotten: False,
}
_STAFF_TOO = (verification.Appealed, verification.Overdue)


@db.verb
def tell_about_check(event, row) -> None:
    """The owner of a shop, about a step of its check. A yes is told by `shops.Verified`."""
    check = verification.Check.across_shops(verification.Check, Shop).join(Shop).where(verification.Check.id == event.check).get()
    shop, kind = check.shop, type(event)
    if kind is verification.Forgotten and check.ended == "withdrawn":
        return
    data = {"shop": shop.name, "zone": shop.time_zone, "by": events.payload(row).get("by", "")}
    name, key, url = f"check.{kind.__name__}", f"event:{row.id}:check", f"/sell/{shop.slug}/verify"
    tell_person(shops.owner_of(shop), name, data | {"to": "seller"}, url, key, shop=shop, also_send=ABOUT_CHECKS[kind])
    if kind in _STAFF_TOO:
        tell_staff(name, data, f"/admin/verify/{check.code}", key, also_send=kind is verification.Overdue)


@db.verb
def warn_near_cap(shop) -> None:
    """Tell the owner once a day that the day's cap is near, before it turns buyers away."""
    used = verification.cap_used(shop)
    if used is None or not used.near:
        return
    data = {
        "shop": shop.name, "minor": used.sum.minor, "most": used.most.minor, "currency": shop.currency, "orders": used.orders,
        "most_orders": used.most_orders,
    }  # fmt: skip
    tell_person(shops.owner_of(shop), "shop.NearCap", data, f"/sell/{shop.slug}/verify", f"cap:{shop.id}:{shop.today}", shop=shop)


# --- the sentences ----------------------------------------------------------------------------------------------------


def _subject(data: dict) -> str:
    return _("The check of %(shop)s", shop=data["shop"])


@says("check.Sent", _subject)
def sent(data: dict) -> str:
    return _("We have your papers and look at them by %(when)s.", when=when(data, "by"))


@says("check.AskedAgain", _subject)
def asked_again(data: dict) -> str:
    return _("Something is missing in your papers. Look at what it is and send it again by %(when)s.", when=when(data, "by"))


@says("check.TurnedDown", _subject)
def turned_down(data: dict) -> str:
    return _(
        "The check of %(shop)s was not accepted. The rule and the reason are on its page; you can appeal until %(when)s.",
        shop=data["shop"],
        when=when(data, "by"),
    )


@says("check.Appealed", _subject)
def appealed(data: dict) -> str:
    if data["to"] == "market":
        return _("The check of %(shop)s was appealed. Somebody else than who said no decides.", shop=data["shop"])
    return _("We have your appeal. Somebody else looks again by %(when)s.", when=when(data, "by"))


@says("check.Upheld", _subject)
def upheld(data: dict) -> str:
    return _("Somebody else looked again at the check of %(shop)s: it stays a no. The reason is on its page.", shop=data["shop"])


@says("check.Lapsed", _subject)
def lapsed(data: dict) -> str:
    return _(
        "Nothing was sent for the check of %(shop)s in time, so it ended. You can begin again whenever you like.",
        shop=data["shop"],
    )


@says("check.Overdue", _subject)
def overdue(data: dict) -> str:
    if data["to"] == "market":
        return _("The check of %(shop)s is overdue.", shop=data["shop"])
    return _("We are late with the check of %(shop)s and sorry for it.", shop=data["shop"])


@says("check.Forgotten", _subject)
def forgotten(data: dict) -> str:
    return _("The papers you sent for %(shop)s were deleted. What was checked, and when, stays.", shop=data["shop"])


@says("shop.NearCap", lambda d: _("%(shop)s is near its limit of today", shop=d["shop"]))
def near_cap(data: dict) -> str:
    return _(
        "%(shop)s has sold %(sum)s of %(most)s today, in %(orders)s of %(most_orders)s orders. Check your ID to sell more a day.",
        shop=data["shop"], sum=amount(data), most=amount(data, "most"), orders=data["orders"], most_orders=data["most_orders"],
    )  # fmt: skip


__all__ = ["ABOUT_CHECKS", "tell_about_check", "warn_near_cap"]
