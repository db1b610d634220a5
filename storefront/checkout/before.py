"""What this browser ordered a moment ago, so that going back and paying again is the same order and not a second one."""

from datetime import timedelta

from flask import Response, request

from storefront import orders
from storefront.kit import clock, web
from storefront.kit.errors import NotFound
from storefront.orders.models import Order

COOKIE = "placed"
A_MOMENT = timedelta(hours=1)


def remember(answer: Response, order: Order) -> Response:
    """Keep the key of the order that was just placed, for an hour, where only the browser that placed it has it."""
    secure = web.config().base_url.startswith("https:")
    answer.set_cookie(COOKIE, order.token, max_age=A_MOMENT, httponly=True, samesite="Lax", secure=secure)
    return answer


def of(shop, items: list[tuple[object, int]]) -> Order | None:
    """The order that this browser placed in `shop` within the hour: of these goods, or, where there are none (the bag was emptied), of
    any. None where there is none, or where it was called off."""
    token = request.cookies.get(COOKIE)
    if not token:
        return None
    try:
        order = orders.by_token(token)
    except NotFound:
        return None
    if order.shop_id != shop.id or order.state == "cancelled" or order.placed_at < clock.now() - A_MOMENT:
        return None
    wanted = sorted((offer.variant_id, pieces) for offer, pieces in items)
    ordered = sorted((line.variant_id, line.quantity) for line in orders.lines_of(order))
    return order if wanted in ([], ordered) else None
