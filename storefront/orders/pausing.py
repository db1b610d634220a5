"""A question about an order freezes its money and stops its clocks; when it is settled, both go on. Once each."""

from collections import Counter
from datetime import timedelta

from storefront import ledger, payouts, stock
from storefront.kit import clock, db, events
from storefront.kit.errors import Changed
from storefront.kit.i18n import gettext as _
from storefront.orders import record
from storefront.orders.finding import lines_of
from storefront.orders.models import ORDER, Order

BREATH = timedelta(days=1)  # at least so long a buyer has, once the clocks go on


def while_paused() -> str:
    """Why something is not possible while a question about an order is open."""
    return _("A question about this order is open. Settle it first.")


@db.verb
def pause(order: Order) -> Order:
    """Nothing is released, completed by the clock or withdrawn from now on. Raises Changed where it is paused already, or has ended."""
    order = locked(order)
    free = (Order.id == order.id) & Order.paused_at.is_null() & Order.state.in_(("confirmed", "shipped", "completed"))
    now = clock.now()
    if not Order.update(paused_at=now).where(free).execute():
        raise Changed(while_paused() if order.paused_at is not None else _("This order has ended."))
    order.paused_at = now
    if order.mode == "protected" and order.settled_at is not None:
        payouts.keep_for(order.id, order.shop_id, order.currency)  # what is on its way to the seller and in no batch yet
        ledger.freeze(order.id, order.shop_id, order.currency)
    events.record("order.pause", subject=f"order:{order.id}", shop=order.shop_id)
    return order


@db.verb
def resume(order: Order, not_before=None) -> Order:
    """The question is settled: money and clocks go on. Receipt confirms itself no sooner than a day from now, nor before `not_before`.

    Does nothing where the order is not paused. Call it after the money has moved.
    """
    order = locked(order)
    if order.paused_at is None:
        return order
    ledger.unfreeze(order.id, order.shop_id, order.currency)
    now = clock.now()
    columns = {"paused_at": None}
    if order.state == "shipped":
        earliest = [now + BREATH, order.release_at, not_before]
        columns["release_at"] = max(moment for moment in earliest if moment is not None)
    elif order.state == "completed" and order.settled_at is None:
        columns["settle_at"] = max(now, order.settle_at or now)
    Order.update(**columns).where(Order.id == order.id).execute()
    for name, value in columns.items():
        setattr(order, name, value)
    events.record("order.resume", subject=f"order:{order.id}", shop=order.shop_id)
    return order


@db.verb
def finish(order: Order) -> Order:
    """Everything went back, so there is nothing left to wait for: the order ends, and pieces that never left are on the shelf again."""
    order = locked(order)
    now = clock.now()
    if order.state in ("confirmed", "shipped"):
        lines = lines_of(order)
        ORDER.change(order, "finish", completed_at=now, settle_at=now, settled_at=now, release_at=None, ship_by=None)
        record.completed(order)
        _shelve_unsent(order, lines)
    elif order.state == "completed" and order.settled_at is None:
        Order.update(settled_at=now).where(Order.id == order.id, Order.settled_at.is_null()).execute()
        order.settled_at = now
    return order


def _shelve_unsent(order: Order, lines: list) -> None:
    """Put on the shelf what never left, by variant."""
    reference, sent, unsent = f"order:{order.id}", Counter(), Counter()
    for line in lines:
        sent[line.variant_id] += line.shipped_count
        unsent[line.variant_id] += line.unsent_count
    for variant_id in sorted(unsent):
        if not sent[variant_id]:
            stock.give_back(reference, variant_id)
    stock.give_back_part(reference, {variant_id: count for variant_id, count in unsent.items() if sent[variant_id]})


def locked(order: Order) -> Order:
    """The order as it stands now, its row locked until the transaction ends."""
    return db.locked(Order.across_shops().where(Order.id == order.id)).get()
