"""Choosing what a poster shows: the whole shop, a collection, or one of all its items, by pages and by name.

What is chosen stands in the address of every row, of every further page and in the search, so that it stays whatever is looked for,
with and without a script.
"""

from urllib.parse import urlencode

from flask import request

from storefront.catalog import extent, reading
from storefront.kit.errors import NotFound
from storefront.kit.i18n import gettext as _
from storefront.share import things
from storefront.share.things import Thing

OFFERED = 12


def chosen(shop, about: str | None) -> Thing | None:
    """What "shop", "product:K7Q2XW" or "collection:cups" names, where it can be shared now; None otherwise."""
    kind, colon, target = (about or "").partition(":")
    if kind not in ("shop", "product", "collection") or bool(colon) != bool(target):
        return None
    try:
        return things.find(shop, kind, target)
    except NotFound:
        return None


def context(shop, form) -> dict:
    """What can be chosen, as far as it was read on, and what is. A row leads to the page it is on; with a script the list is shown
    anew from where its first page began (`after`), as far as it was read on."""
    text, after = request.args.get("q", "").strip()[:100], request.args.get("after")
    cards = reading.cards(shop, after=after, text=text, limit=extent.shown("shown", OFFERED))
    thing = chosen(shop, form.about.data)
    about = form.about.data if thing is not None else ""

    def address(**asked) -> str:
        return f"/sell/{shop.slug}/share?{urlencode({key: value for key, value in asked.items() if value})}"

    rows = [] if text or after else [("shop", _("The whole shop"), None)]
    if not after:
        key = text.casefold()
        rows += [(f"collection:{slug}", name, None) for slug, name in reading.chips(shop) if key in name.casefold()]
    rows += [(f"product:{card.code}", card.name, card.picture) for card in cards.items]
    return {
        "offered": [
            (value, name, picture, address(about=value, q=text, after=after), address(about=value, q=text), value == about)
            for value, name, picture in rows
        ],
        "after": after or "",
        "count": len(cards.items),
        "further": address(about=about, q=text, after=cards.after) if cards.after else None,
        "start": address(about=about, q=text) if after else None,
        "about": about,
        "about_words": _("The whole shop") if about == "shop" else thing.name if thing is not None else "",
        "q": text,
    }
