"""The order's money: released to the seller, or back to the buyer. Guarded, so that both together never exceed what came in."""

import json

from storefront import customers, ledger, payments
from storefront.kit import clock, db, events, jobs
from storefront.kit.errors import Changed, Refused
from storefront.kit.i18n import gettext as _
from storefront.kit.money import Money
from storefront.kit.registry import Registry
from storefront.orders import record
from storefront.orders.events import MoneyBack, Settled
from storefront.orders.finding import recipient_of
from storefront.orders.models import Order
from storefront.orders.pausing import while_paused
from storefront.orders.rules import check_refund

papers = Registry("keeper of papers", ("credit",))  # invoices, to our right: `app.py` hands it in


def refundable(order: Order) -> Money:
    """What can still go back."""
    return Money(order.paid_minor - order.refunded_minor, order.currency)


def fee_of(order: Order, minor: int) -> Money:
    """The market's fee on `minor` of this order, by the rule frozen into it."""
    return ledger.fee(Money(minor, order.currency), ledger.FeeRule.from_dict(json.loads(order.terms).get("fee")))


@db.verb
def settle(order: Order) -> Order:
    """The undo has passed: in protected mode what is left of the money becomes the seller's, less the agreed fee. Once."""
    now = clock.now()
    free = (
        (Order.id == order.id)
        & (Order.state == "completed")
        & Order.settled_at.is_null()
        & Order.paused_at.is_null()
        & (Order.settle_at <= now)
    )
    order = db.locked(Order.across_shops().where(Order.id == order.id)).get()
    left = order.paid_minor - order.refunded_minor
    released = left if order.mode == "protected" else 0
    if not Order.update(settled_at=now, released_minor=released).where(free).execute():
        raise Changed
    order.settled_at, order.released_minor = now, released
    if released:
        ledger.order_released(order.id, order.shop_id, Money(released, order.currency), fee_of(order, released))
    events.record(Settled(order.id), subject=f"order:{order.id}", shop=order.shop_id, minor=released)
    return order


def settle_due(limit: int = 50) -> int:
    """Release what is due; returns how many orders were settled. The worker asks every second, because ten seconds were promised."""
    now = clock.now()
    due = Order.across_shops().where(
        Order.settle_at <= now, Order.settled_at.is_null(), Order.state == "completed", Order.paused_at.is_null()
    )
    return jobs.each(settle, due.order_by(Order.settle_at).limit(limit))


@db.verb
def refund(order: Order, minor: int, reason: str, key: str, settling: bool = False, pieces: list | None = None):
    """Send `minor` back to the buyer, once per `key`. Returns the payments.Refund.

    Protected: from the order's escrow, or from the shop's balance once it was released (the fee on that part comes back too).
    Direct: recorded, the seller pays it back. Raises Refused past what is left, Changed while a question about the order is open:
    then only its answer (`settling`) moves money. `pieces` is what it is for, where it is for some of the goods:
    [(line id, pieces, what they cost in minor units)].
    """
    order = db.locked(Order.across_shops().where(Order.id == order.id)).get()
    earlier = payments.refund_by_key(key)
    if earlier is not None:
        if earlier.amount_minor != minor:  # a form that was sent before, with another amount: nothing happened for this one
            raise Refused(_("This refund was sent before with another amount. Look at what was done."), field="amount")
        return earlier
    if order.paused_at is not None and not settling:
        raise Changed(while_paused())
    check_refund(minor, order.paid_minor, order.refunded_minor, lambda left: Money(left, order.currency).display())
    room = Order.refunded_minor + minor <= Order.paid_minor
    if not Order.update(refunded_minor=Order.refunded_minor + minor).where(Order.id == order.id, room).execute():
        raise Changed(_("Someone was faster. Have a look at how it stands now."))
    record.money_back(order)
    payment = payments.paid_payment("order", str(order.id))
    back = payments.refund(payment, minor, reason, key)
    if order.mode == "protected":
        fee = fee_of(order, order.released_minor) if order.settled_at else Money(0, order.currency)
        before = order.refunded_minor - (order.paid_minor - order.released_minor)  # of what was released, sent back already
        fee_back = (
            ledger.fee_back(fee, *(Money(part, order.currency) for part in (order.released_minor, before, minor)))
            if fee.minor
            else fee
        )
        ledger.order_refunded(
            order.id,
            order.shop_id,
            payment.method,
            Money(minor, order.currency),
            f"refund:{back.id}",
            settled=order.settled_at is not None,
            fee_back=fee_back,
        )
    customers.given_back(order.shop_id, recipient_of(order).phone, minor)
    events.record(MoneyBack(order.id, back.id, minor), subject=f"order:{order.id}", shop=order.shop_id)
    for _name, keeper in papers:
        keeper.credit(order, back, order.refunded_minor, pieces)
    return back
