"""What reviews do after somebody else's event."""

from storefront.kit import db
from storefront.orders.models import Order
from storefront.reviews.counting import settle, weight
from storefront.reviews.models import Review


@db.verb
def note_money_back(event, row) -> None:
    """All the money of an order went back: its reviews say so, and praise leaves the averages. Told again, nothing changes."""
    order = Order.across_shops().where(Order.id == event.order).get()
    if not order.paid_minor or order.refunded_minor < order.paid_minor:
        return
    rows = Review.of(order.shop_id).where(Review.order == order.id, ~Review.refunded).order_by(Review.id)
    for review in db.locked(rows):
        before = weight(review)
        Review.update(refunded=True).where(Review.id == review.id).execute()
        review.refunded = True
        review._dirty.clear()
        settle(review, before)
