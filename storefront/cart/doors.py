"""The bag of whoever asks. A cookie holds its secret; a second one holds only the count, for the badge on pages that are the same for all."""

from flask import g, request

from storefront.cart import actions
from storefront.kit import web

COOKIE, COUNT_COOKIE, LINK_COOKIE = "bag_key", "bag", "via"
YEAR = 60 * 60 * 24 * 365


def this_bag():
    """The bag of whoever asks, or None."""
    if "bag" not in g:
        g.bag = actions.bag_of(request.cookies.get(COOKIE))
    return g.bag


def own_bag():
    """The bag of whoever asks; made, with its cookie, where there is none."""
    bag = this_bag()
    if bag is None:
        g.bag, g.bag_token = actions.open_bag()
        bag = g.bag
    via = request.cookies.get(LINK_COOKIE)
    if via and via != bag.link_code and len(via) <= 10:
        actions.came_by(bag, via)
    return bag


def with_cookies(response):
    """Send the bag's cookies along: its key where it is new, and how much is in it where that is not what the browser knows."""
    secure = web.config().base_url.startswith("https:")
    if "bag_token" in g:
        response.set_cookie(COOKIE, g.bag_token, max_age=YEAR // 6, httponly=True, samesite="Lax", secure=secure)
    count = str(actions.count(this_bag()))
    if count != request.cookies.get(COUNT_COOKIE, "0"):
        response.set_cookie(COUNT_COOKIE, count, max_age=YEAR // 6, samesite="Lax", secure=secure)
    return response
