"""Shops: its owner hears what the market found out about one."""

from storefront import shops
from storefront.kit import db
from storefront.kit.i18n import gettext as _
from storefront.notifications.actions import tell_person
from storefront.notifications.sentences import says
from storefront.shops.models import Shop

ABOUT_SHOPS = (shops.Verified,)


@db.verb
def tell_about_shop(event, row) -> None:
    """The owner of a shop that was checked."""
    shop = Shop.get_by_id(event.shop)
    data = {"shop": shop.name, "level": event.level}
    url = f"/sell/{shop.slug}/verify"
    tell_person(shops.owner_of(shop), f"shop.{type(event).__name__}", data, url, f"event:{row.id}:shop", shop=shop)


@says("shop.Verified", lambda d: _("The check of %(shop)s", shop=d["shop"]))
def verified(data: dict) -> str:
    """What was checked, and what it means for how much may be sold."""
    return {
        "individual": _(
            "The market has checked who runs %(shop)s: a private person. You can sell more a day now.", shop=data["shop"]
        ),
        "trader": _(
            "The market has checked who runs %(shop)s: a sole trader. There is no limit to a day any more.", shop=data["shop"]
        ),
        "company": _(
            "The market has checked who runs %(shop)s: a company. There is no limit to a day any more.", shop=data["shop"]
        ),
    }.get(
        data["level"],
        _(
            "The market has taken back the identity check of %(shop)s. Until it is checked again, it sells within a limit a day.",
            shop=data["shop"],
        ),
    )
