"""Every page of the market, with an address where it shows something: what the contracts about pages walk through.

`LivedIn(world)` makes a market in which people have lived for a while, and `examples(place)` lists its pages. A page that is added to
the market is added here; tests/contracts/test_pages.py says which one is missing.
"""

from tests.support.pages import buying, market, selling
from tests.support.pages.example import Example
from tests.support.pages.lived_in import LivedIn

__all__ = ["NOT_PAGES", "Example", "LivedIn", "examples"]

# Addresses that answer with something else than a page of their own, and what that is.
NOT_PAGES = {
    "hooks.notice": "a service's notice",
    "invoices.download": "PDF",
    "invoices_seller.download": "PDF",
    "ledger_seller.statement_file": "CSV",
    "links.follow": "a redirect to what the link is for; its page for an ended link is listed",
    "links.png": "PNG",
    "links.svg": "SVG",
    "media.picture": "picture",
    "verification_admin.paper": "a photo of papers, JPEG",
    "media.private": "picture",
    "opening.check_name": "a region of opening.new",
    "opening.first": "a redirect to the first photo",
    "orders.now": "a region of orders.show",
    "my_data.now": "a region of my_data.show",
    "guest_data.guest_now": "a region of guest_data.guest_show",
    "aftersales.now": "a region of aftersales.show",
    "aftersales_seller.now": "a region of aftersales_seller.show",
    "payments.qr": "PNG",
    "sell.last": "a redirect to the shop used last",
    "share.card": "JPEG",
    "share.poster": "PNG",
    "share.shop_qr": "SVG",
    "share_from.anything": "a redirect to the page of the thing",
    "share_seller.order_qr": "SVG",
    "shops.icon": "SVG",
    "shops.icon_png": "PNG",
    "shops.manifest": "a manifest",
    "shops.theme": "CSS",
    "shops_seller.glaze_css": "CSS",
    "site.favicon": "a redirect to the icon",
    "site.health": "a word for monitors",
    "site.robots": "robots.txt",
}


def examples(place: LivedIn) -> list[Example]:
    """All of them."""
    of_buyers = [*buying.public(place), *buying.bag_and_checkout(place), *buying.behind_the_link(place), *buying.account(place)]
    return [*of_buyers, *selling.desks(place), *selling.first_morning(place), *market.pages(place)]
