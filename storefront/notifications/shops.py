"""Shops: its owner hears what the market decided about one, with the reason."""

from storefront import shops
from storefront.kit import db
from storefront.kit.i18n import gettext as _
from storefront.notifications.actions import tell_person
from storefront.notifications.sentences import says
from storefront.shops.models import Shop

ABOUT_SHOPS = (shops.Suspended, shops.Reinstated, shops.Verified)


@db.verb
def tell_about_shop(event, row) -> None:
    """The owner of a shop that was paused, reinstated or checked."""
    shop = Shop.get_by_id(event.shop)
    data = {"shop": shop.name, "reason": getattr(event, "reason", ""), "level": getattr(event, "level", "")}
    page = "settings" if isinstance(event, shops.Verified) else ""
    url = f"/sell/{shop.slug}/{page}".rstrip("/")
    tell_person(shops.owner_of(shop), f"shop.{type(event).__name__}", data, url, f"event:{row.id}:shop", shop=shop)


@says("shop.Suspended", lambda d: _("%(shop)s is paused", shop=d["shop"]))
def suspended(data: dict) -> str:
    """Why, and what goes on."""
    return _(
        "The market has paused %(shop)s: %(reason)s Nothing is sold until it is reinstated. Orders, payments and refunds go on.",
        shop=data["shop"],
        reason=_sentence(data["reason"]),
    )


@says("shop.Reinstated", lambda d: _("%(shop)s is open again", shop=d["shop"]))
def reinstated(data: dict) -> str:
    """It may sell again."""
    return _("The market has reinstated %(shop)s. It is open and sells again.", shop=data["shop"])


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


def _sentence(text: str) -> str:
    """Words of a person as a sentence that others can follow."""
    text = text.strip()
    return text if text.endswith((".", "!", "?", "。", "！", "？", "…")) else f"{text}."
