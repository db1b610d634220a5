"""What goods do after somebody else's event."""

from storefront import shops
from storefront.shops import Shop


def offer_better_formats(event, _row) -> None:
    """media.Encoded: AVIF and WebP of a picture are ready, so the pages that show it are made anew."""
    shop = Shop.get_or_none(Shop.id == event.shop)
    if shop is not None:
        shops.touch(shop)
