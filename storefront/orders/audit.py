"""I2, I5, I7 and I9, recomputed: an order's own columns against its lines, its timeline and the ledger. Each question asks for
differences only, so that the oracle costs the same reading for a day of orders and for years of them."""

from peewee import JOIN, Case, Value, fn

from storefront.kit import db
from storefront.kit.events import Event
from storefront.ledger import Account
from storefront.orders.models import ORDER, Line, Order

_LEFT = Order.paid_minor - Order.refunded_minor - Order.released_minor
_NAME = "order:"


def problems() -> list[str]:
    """Every difference, as a sentence that names the order."""
    return [*_sums(), *_states(), *_money()]


def _sums() -> list[str]:
    return [
        *(f"I5 order {order}: its lines add up to {minor} for {pieces} pieces, it says {items} for {count}" for order, items, count, minor, pieces in db.asked(_lines)),
        *(f"I7 order {order}: its total is not the sum of its parts" for (order,) in db.asked(_totals)),
    ]


def _lines():
    minor, pieces = fn.COALESCE(fn.SUM(Line.price_minor * Line.quantity), 0), fn.COALESCE(fn.SUM(Line.quantity), 0)
    rows = Order.across_shops(Order.id, Order.items_minor, Order.pieces_count, minor, pieces).join(Line, JOIN.LEFT_OUTER, on=(Line.order == Order.id))
    differs = (Order.items_minor != minor) | (Order.pieces_count != pieces)
    return rows.group_by(Order.id, Order.items_minor, Order.pieces_count).having(differs)


def _totals():
    return Order.across_shops(Order.id).where(Order.total_minor != Order.items_minor + Order.delivery_minor - Order.discount_minor)


def _states() -> list[str]:
    """Every step of a timeline was allowed by the table and began where the one before ended; the column stands where it ended."""
    return [
        *(f"I9 {subject}: {before} → {after} is not in the table" for subject, before, after in db.asked(_undeclared)),
        *(f"I9 {subject}: left {before}, but stood at {stood}" for subject, before, stood in db.asked(_jumps)),
        *(f"I9 order {order}: is {state}, its timeline ends at {ended}" for order, state, ended in db.asked(_ends)),
    ]


def _steps():
    return (Event.subject.startswith(_NAME)) & Event.after.is_null(False)


def _undeclared():
    allowed = {f"{before}>{after}" for (before, _verb), after in ORDER.table.items()}
    step = Event.before.concat(">").concat(Event.after)
    return Event.select(Event.subject, Event.before, Event.after).where(_steps(), Event.before.is_null(False), step.not_in(sorted(allowed)))


def _jumps():
    stood = fn.LAG(Event.after).over(partition_by=[Event.subject], order_by=[Event.id])
    walked = Event.select(Event.subject, Event.before, stood.alias("stood")).where(_steps()).alias("walked")
    differs = fn.COALESCE(walked.c.before, "") != fn.COALESCE(walked.c.stood, "")
    return Event.select(walked.c.subject, walked.c.before, walked.c.stood).from_(walked).where(differs)


def _ends():
    last = Event.select(Event.subject, fn.MAX(Event.id).alias("id")).where(_steps()).group_by(Event.subject).alias("last")
    end = Event.alias()
    named = last.c.subject == Value(_NAME).concat(Order.id.cast("TEXT"))
    rows = Order.across_shops(Order.id, Order.state, end.after).join(last, JOIN.LEFT_OUTER, on=named)
    return rows.join(end, JOIN.LEFT_OUTER, on=(end.id == last.c.id)).where(fn.COALESCE(end.after, "") != Order.state)


def _money() -> list[str]:
    """Protected orders: what the columns say is what the ledger says. Ended orders hold nothing."""
    return [
        *(f"I2 order {order}: escrow holds {escrow}, the order says {held}" for order, held, escrow in db.asked(_escrow)),
        *(f"I2 order {order}: cancelled with {left} not given back" for order, left in db.asked(_kept)),
    ]


def _escrow():
    balance = fn.COALESCE(Account.balance_minor, 0)
    held = Case(None, [(Order.settled_at.is_null(), _LEFT)], 0)
    account = (Account.kind == "escrow") & (Account.key == Order.id.cast("TEXT")) & (Account.currency == Order.currency)
    rows = Order.across_shops(Order.id, held, balance).join(Account, JOIN.LEFT_OUTER, on=account)
    return rows.where(Order.mode == "protected", balance != held)


def _kept():
    left = Order.paid_minor - Order.refunded_minor
    return Order.across_shops(Order.id, left).where(Order.mode == "protected", Order.state == "cancelled", left != 0)
