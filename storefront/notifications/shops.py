"""Shops: its owner hears what the market found out about one."""

from storefront import shops
from storefront.kit import db
from storefront.kit.i18n import gettext as _
from storefront.notifications.actions import tell_person
from storefront.notifications.sentences import amount, says
from storefront.shops.models import Shop

ABOUT_SHOPS = (shops.Verified,)


@db.verb
def tell_about_shop(event, row) -> None:
    """The owner of a shop that was checked."""
    shop = Shop.get_by_id(event.shop)
    shop.level = event.level  # the limit that goes with what was found, even if another check follows on its heels
    cap = shops.cap_of(shop)
    limit = {"orders": cap.orders, "minor": cap.minor, "currency": shop.currency} if cap else {"orders": None}
    data = {"shop": shop.name, "level": event.level, **limit}
    url = f"/sell/{shop.slug}/verify"
    tell_person(shops.owner_of(shop), f"shop.{type(event).__name__}", data, url, f"event:{row.id}:shop", shop=shop)


@says("shop.Verified", lambda d: _("The check of %(shop)s", shop=d["shop"]))
def verified(data: dict) -> str:
    """What was checked, and how much the published rules let it sell in a day."""
    found = {
        "individual": _("The market has checked who runs %(shop)s: a private person.", shop=data["shop"]),
        "trader": _("The market has checked who runs %(shop)s: a sole trader.", shop=data["shop"]),
        "company": _("The market has checked who runs %(shop)s: a company.", shop=data["shop"]),
    }.get(data["level"], _("The market has taken back the identity check of %(shop)s.", shop=data["shop"]))
    if "orders" not in data:  # a notice from before the limit was kept with it
        return found
    return found + _(" ") + _limit(data)


def _limit(data: dict) -> str:
    if data["orders"] is None:
        return _("There is no limit to what it sells in a day.")
    if data["level"] == "none":
        return _(
            "Until it is checked again, it sells up to %(orders)s orders and %(sum)s a day.",
            orders=data["orders"],
            sum=amount(data),
        )
    return _("It sells up to %(orders)s orders and %(sum)s a day.", orders=data["orders"], sum=amount(data))
