"""Reviews: the shop hears of a new one, the buyer of an answer, and of the market hiding it; a day after, a buyer is asked how it is."""

from storefront import orders, reviews
from storefront.kit import db
from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import ngettext
from storefront.notifications.listeners import tell_buyer, tell_seller
from storefront.notifications.sentences import says
from storefront.orders.models import Order
from storefront.shops.models import Shop

ABOUT_REVIEWS = (reviews.Written, reviews.Answered, reviews.Hidden)


def _order(order_id: int) -> Order:
    return Order.across_shops(Order, Shop).join(Shop).where(Order.id == order_id).get()


@db.verb
def tell_about_review(event, row) -> None:
    """The seller of what was written; its writer of what was answered, or hidden."""
    review, order = reviews.anywhere(event.review), _order(event.order)
    if review is None:
        return
    data = {
        "shop": order.shop.name,
        "buyer": orders.recipient_of(order).short_name,
        "item": next(line.name for line in orders.lines_of(order) if line.product_id == review.product_id),
        "stars": review.stars,
        "reason": review.state_reason,
    }
    kind, key = type(event), f"event:{row.id}"
    if kind is reviews.Written:
        tell_seller(order, "review.Written", data, key, f"reviews?state=all#review-{review.code}", also_send=False)
    else:
        tell_buyer(order, f"review.{kind.__name__}", data, key, "/review", mail_only=kind is reviews.Answered)


@db.verb
def invite_to_review(event, row) -> None:
    """A day after an order was settled its buyer is asked how it is, once: on the page, and by mail, which costs nobody anything."""
    order = _order(event.order)
    things = [thing for thing in reviews.of_order(order) if thing.review is None]
    back = order.paid_minor and order.refunded_minor >= order.paid_minor
    if not things or back or order.paused_at is not None or reviews.why_not(order) is not None:
        return
    data = {"shop": order.shop.name, "item": things[0].name, "number": order.number}
    tell_buyer(order, "review.invitation", data, f"event:{row.id}:review", "/review", mail_only=True)


@says("review.Written")
def written(data: dict) -> str:
    """How many stars, of what."""
    return ngettext(
        "%(buyer)s gave %(item)s %(num)s star.",
        "%(buyer)s gave %(item)s %(num)s stars.",
        data["stars"],
        buyer=data["buyer"] or _("A buyer"),
        item=data["item"],
    )


@says("review.Answered", lambda d: _("%(shop)s answered your review", shop=d["shop"]))
def answered(data: dict) -> str:
    """Who answered about what."""
    return _("%(shop)s answered your review of %(item)s.", shop=data["shop"], item=data["item"])


@says("review.Hidden", lambda d: _("Your review of %(item)s", item=d["item"]))
def hidden(data: dict) -> str:
    """Why nobody sees it any more."""
    return _("The market has hidden your review of %(item)s: %(reason)s", item=data["item"], reason=data["reason"])


@says("review.invitation", lambda d: _("How is %(item)s?", item=d["item"]))
def invitation(data: dict) -> str:
    """One tap is enough."""
    return _("How is %(item)s from %(shop)s? One tap says it.", item=data["item"], shop=data["shop"])


__all__ = ["ABOUT_REVIEWS", "invite_to_review", "tell_about_review"]
