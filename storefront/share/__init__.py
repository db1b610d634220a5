"""Sharing: short links, QR codes, posters and link cards, and what each of them brought.

A `Link` is a short code (/q/7KQ2MPD) to a shop, an item, a collection, or an order for those who pack it. The same thing can have many:
one per poster, one that visitors pass on; each counts the visits, orders and revenue that came by it. Whoever works in the shop, a
search engine, or a chat drawing a preview is no visit. An ended link leads to a page with what else there is.

What is shared is a `Thing` (`things`); its poster, print sizes, link card and icon are `pictures`, drawn by one thread at a time
(`posters`, `cards`, `slips`, `icons`) and `kept` in a folder under a hash of all they show. QR codes are made by `qr`.
Orders stand to our right: `app.py` hands them in (`keepers`), so that a packing slip can carry a code.
"""

from storefront.kit.registry import Registry
from storefront.share import pictures
from storefront.share.actions import (
    KINDS,
    PASSED_ON,
    bring_back,
    by_code,
    link_for,
    links_of,
    links_to,
    new_poster,
    newest_links,
    of_shop,
    retire,
    sold,
    visited,
    week,
)
from storefront.share.addresses import card_url, url
from storefront.share.models import Link
from storefront.share.rules import REMEMBERED_DAYS

keepers = Registry("keeper of orders", ("by_number",))


def configure(config) -> None:
    """Take the settings: the public address, and where drawn pictures are kept. Called when the app is made."""
    from storefront.share import addresses

    addresses.configure(config.base_url)
    pictures.configure(config)


__all__ = [
    "KINDS", "Link", "PASSED_ON", "REMEMBERED_DAYS", "bring_back", "by_code", "card_url", "configure", "keepers", "link_for", "links_of", "links_to",
    "new_poster", "newest_links", "of_shop", "retire", "sold", "url", "visited", "week",
]  # fmt: skip
