"""Somebody told the market about a jar of jam: it waits at /admin/reports."""

from storefront import catalog, moderation, shops
from storefront.kit import events


def tell(made: dict) -> None:
    """One report, by somebody who was not signed in."""
    shop = shops.Shop.get_by_id(made["oma-lotte"].id)
    jar = catalog.cards(shop).items[0]
    with events.acting("visitor"):
        thing = moderation.find(f"item:{shop.slug}/{jar.code}")
        moderation.report(thing, "untrue", "The label says 220 g. The one I bought weighs 180 g with its glass.")
