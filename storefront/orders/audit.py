"""I2, I5 and I9, recomputed: an order's own columns against the ledger, its state against its timeline, its lines against its sums."""

import peewee

from storefront.kit.events import Event
from storefront.ledger import audit as ledger_audit
from storefront.orders.models import ORDER, Line, Order


def problems() -> list[str]:
    """Every difference, as a sentence that names the order."""
    return [*_sums(), *_states(), *_money()]


def _sums() -> list[str]:
    found = []
    agreed = Line.across_shops(Line.order, peewee.fn.SUM(Line.price_minor * Line.quantity), peewee.fn.SUM(Line.quantity)).group_by(Line.order)
    by_order = {order: (int(minor), int(pieces)) for order, minor, pieces in agreed.tuples()}
    for order in Order.across_shops():
        minor, pieces = by_order.get(order.id, (0, 0))
        if (minor, pieces) != (order.items_minor, order.pieces_count):
            found.append(f"I5 order {order.id}: lines add up to {minor} for {pieces}, the order says {order.items_minor} for {order.pieces_count}")
        if order.total_minor != order.items_minor + order.delivery_minor - order.discount_minor:
            found.append(f"I7 order {order.id}: its total is not the sum of its parts")
    return found


def _states() -> list[str]:
    """The state column says what the last entry of the timeline says, and every entry was allowed by the table."""
    found, last = [], {}
    allowed = {(before, after) for (before, _verb), after in ORDER.table.items()}
    moves = Event.select(Event.subject, Event.before, Event.after).where(Event.subject.startswith("order:"), Event.after.is_null(False)).order_by(Event.id)
    for subject, before, after in moves.tuples():
        if before is not None and (before, after) not in allowed:
            found.append(f"I9 {subject}: {before} → {after} is not in the table")
        if before != last.get(subject):
            found.append(f"I9 {subject}: left {before}, but stood at {last.get(subject)}")
        last[subject] = after
    for order_id, state in Order.across_shops(Order.id, Order.state).tuples():
        if last.get(f"order:{order_id}") != state:
            found.append(f"I9 order {order_id}: is {state}, its timeline ends at {last.get(f'order:{order_id}')}")
    return found


def _money() -> list[str]:
    """Protected orders: what the columns say is what the ledger says. Ended orders hold nothing."""
    found, booked = [], ledger_audit.by_order()
    for order in Order.across_shops().where(Order.mode == "protected"):
        sums = booked.get(order.id, {})
        held = order.paid_minor - order.refunded_minor - order.released_minor if order.settled_at is None else 0
        if sums.get("left", 0) != held:
            found.append(f"I2 order {order.id}: escrow holds {sums.get('escrow', 0)}, the order says {held}")
        if order.state == "cancelled" and order.paid_minor != order.refunded_minor:
            found.append(f"I2 order {order.id}: cancelled with {order.paid_minor - order.refunded_minor} not given back")
    return found
