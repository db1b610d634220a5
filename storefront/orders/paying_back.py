"""A direct shop pays back by itself. What both sides say about it stands in the timeline of the order: that it was paid back, that this was
wrong, that it arrived or did not."""

from storefront import payments
from storefront.kit import db, events
from storefront.kit.errors import Changed
from storefront.orders.events import BackMissing, NotPaidBack, PaidBack
from storefront.orders.models import Order
from storefront.orders.pausing import locked


@db.verb
def paid_back(order: Order, refund_id: str) -> None:
    """The seller says that this refund was paid back. Said twice, it is true once."""
    row = _refund(order, refund_id)
    if row.state != "done":
        payments.paid_back(row)
        events.record(PaidBack(order.id, row.id), **_about(order, row))


@db.verb
def not_paid_back(order: Order, refund_id: str, words: str) -> None:
    """The seller takes that back; `words` say why. Raises Refused (field "words") without them, Changed where it is too late."""
    row = _refund(order, refund_id)
    payments.take_back(row, words)
    events.record(NotPaidBack(order.id, row.id), **_about(order, row), words=payments.why_taken_back(words))


@db.verb
def back_arrived(order: Order, refund_id: str) -> None:
    """The buyer has the money."""
    row = _refund(order, refund_id)
    if payments.back_arrived(row):
        events.record("order.back_arrived", **_about(order, row))


@db.verb
def back_missing(order: Order, refund_id: str) -> None:
    """The buyer does not have what the seller says was paid back."""
    row = _refund(order, refund_id)
    if payments.back_missing(row):
        events.record(BackMissing(order.id, row.id), **_about(order, row))


def _refund(order: Order, refund_id: str):
    """The order's row first, as everywhere; then the refund's."""
    if locked(order).mode != "direct":
        raise Changed
    return payments.refund_of("order", str(order.id), refund_id)


def _about(order: Order, row) -> dict:
    return {"subject": f"order:{order.id}", "shop": order.shop_id, "minor": row.amount_minor}
