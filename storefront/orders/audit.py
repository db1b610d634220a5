"""I2, I3, I5, I7 and I9, recomputed: an order's own columns against its lines, what is held for it, its payments, its timeline and the
ledger. Each question asks for differences only, so that the oracle costs the same reading for a day of orders and for years of them."""

from functools import reduce
from operator import or_

from peewee import JOIN, SQL, Case, Value, fn

from storefront.kit import db, machine
from storefront.ledger import Account, Entry, Transaction
from storefront.orders.models import ORDER, Line, Order, Recipient
from storefront.orders.record import TRAVELS
from storefront.payments.models import Payment
from storefront.shops.models import Shop
from storefront.stock.models import Hold
from storefront.trust import TrustCard

_LEFT = Order.paid_minor - Order.refunded_minor - Order.released_minor
_NAME = "order:"
# What becomes of the pieces of an order, by its state. A cancelled one keeps none; a completed one may have given some back.
_KEEPS = {
    "pending": ("held",),
    "waiting": ("held", "sold"),
    "confirmed": ("sold",),
    "shipped": ("sold",),
    "completed": ("sold", "returned"),
    "cancelled": ("released", "returned"),
}


def problems() -> list[str]:
    """Every difference, as a sentence that names the order."""
    return [*_agreed(), *_kept_for_it(), *machine.problems(ORDER, Order), *_payments(), *_money(), *_counted(), *_trusted()]


def _agreed() -> list[str]:
    """What was agreed is whole."""
    return [
        *(
            f"I5 order {order}: its lines add up to {minor} for {pieces} pieces, it says {items} for {count}"
            for order, items, count, minor, pieces in db.asked(_lines)
        ),
        *(f"I7 order {order}: its total is not the sum of its parts" for (order,) in db.asked(_totals)),
        *(f"I5 order {order}: it goes to nobody" for (order,) in db.asked(_for_nobody)),
    ]


def _lines():
    minor, pieces = fn.COALESCE(fn.SUM(Line.price_minor * Line.quantity), 0), fn.COALESCE(fn.SUM(Line.quantity), 0)
    rows = Order.across_shops(Order.id, Order.items_minor, Order.pieces_count, minor, pieces)
    rows = rows.join(Line, JOIN.LEFT_OUTER, on=(Line.order == Order.id))
    differs = (Order.items_minor != minor) | (Order.pieces_count != pieces)
    return rows.group_by(Order.id, Order.items_minor, Order.pieces_count).having(differs)


def _totals():
    on_top = Case(None, [(Order.tax_mode == "added", Order.tax_minor)], 0)
    parts = Order.items_minor + Order.delivery_minor - Order.discount_minor + on_top
    return Order.across_shops(Order.id).where(Order.total_minor != parts)


def _for_nobody():
    rows = Order.across_shops(Order.id).join(Recipient, JOIN.LEFT_OUTER, on=(Recipient.order == Order.id))
    return rows.where(Recipient.order.is_null())


# --- goods -------------------------------------------------------------------------------------------------------------------


def _kept_for_it() -> list[str]:
    """The stock keeps for an order what its lines say, for as long as the order stands."""
    return [
        *(
            f"I3 order {order}: {pieces} of variant {variant} agreed, {kept} kept for it"
            for order, variant, pieces, kept in db.asked(_pieces)
        ),
        *(
            f"I3 order {order}: {off} of variant {variant} are not sent any more, {back} of it are on the shelf again"
            for order, variant, off, back in db.asked(_called_off)
        ),
        *(f"I3 {reference}: variant {variant} is kept for no line" for reference, variant in db.asked(_for_no_line)),
        *(
            f"I3 order {order}: is {state}, its pieces of variant {variant} are {kept}"
            for order, state, variant, kept in db.asked(_standing)
        ),
    ]


def _wanted():
    """(order, variant, pieces) over all lines."""
    rows = Line.across_shops(Line.order.alias("of"), Line.variant.alias("variant"), fn.SUM(Line.quantity).alias("pieces"))
    return rows.group_by(Line.order, Line.variant).alias("wanted")


def _pieces():
    wanted = _wanted()
    same = (Hold.reference == Value(_NAME).concat(wanted.c.of.cast("TEXT"))) & (Hold.variant == wanted.c.variant)
    kept = fn.COALESCE(Hold.quantity, 0)
    rows = Hold.across_shops(wanted.c.of, wanted.c.variant, wanted.c.pieces, kept).from_(wanted)
    return rows.join(Hold, JOIN.LEFT_OUTER, on=same).where(kept != wanted.c.pieces)


def _called_off():
    """What was called off before it left is on the shelf again: for as long as the order stands, and of a cancelled one all is."""
    off = fn.SUM(Line.cancelled_count)
    same = (Hold.reference == Value(_NAME).concat(Line.order.cast("TEXT"))) & (Hold.variant == Line.variant)
    back = Case(None, [(Hold.state == "returned", Hold.quantity)], Hold.returned_count)
    rows = Line.across_shops(Line.order, Line.variant, off, back).join(Hold, on=same).where(Line.cancelled_count > 0)
    return rows.group_by(Line.order, Line.variant, Hold.state, Hold.quantity, Hold.returned_count).having(off > back)


def _for_no_line():
    name = Value(_NAME).concat(Line.order.cast("TEXT")).concat("/").concat(Line.variant.cast("TEXT"))
    kept = Hold.reference.concat("/").concat(Hold.variant.cast("TEXT"))
    return db.absent(_with_holds(Hold.reference, Hold.variant), kept, Line.across_shops(name))


def _standing():
    fits = [f"{state}/{kept}" for state, allowed in _KEEPS.items() for kept in allowed]
    rows = _with_holds(Order.id, Order.state, Hold.variant, Hold.state)
    return rows.where(Order.state.concat("/").concat(Hold.state).not_in(fits))


def _with_holds(*columns):
    return Order.across_shops(*columns).join(Hold, on=(Hold.reference == Value(_NAME).concat(Order.id.cast("TEXT"))))


# --- payments ----------------------------------------------------------------------------------------------------------------


def _payments() -> list[str]:
    """What an order says that was paid and went back is what its payments say, and each of them asked for its total."""
    return [
        *(
            f"I4 order {order}: {paid} paid and {back} back, its payments say {paid_there} and {back_there}"
            for order, paid, back, paid_there, back_there in db.asked(_paid)
        ),
        *(
            f"I7 order {order}: {total} {currency} agreed, payment {number} asks for {asked} {in_what}"
            for order, total, currency, number, asked, in_what in db.asked(_asked_for)
        ),
        *(f"I4 order {order}: nobody was ever asked to pay it" for (order,) in db.asked(_never_asked)),
    ]


def _for_orders():
    """The payments of orders, as a table of its own that is found by the order's number: without it SQLite looks through all of them
    for each order."""
    columns = (Payment.id, Payment.shop, Payment.reference, Payment.mode, Payment.state, Payment.currency)
    rows = Payment.across_shops(*columns, Payment.amount_minor, Payment.refunded_minor).where(Payment.purpose == "order")
    return rows.cte("asked", materialized=True)


def _paid():
    asked = _for_orders()
    paid, back = fn.COALESCE(fn.SUM(asked.c.amount_minor), 0), fn.COALESCE(fn.SUM(asked.c.refunded_minor), 0)
    theirs = (asked.c.reference == Order.id.cast("TEXT")) & (asked.c.state == "paid")
    rows = Order.across_shops(Order.id, Order.paid_minor, Order.refunded_minor, paid, back)
    rows = rows.join(asked, JOIN.LEFT_OUTER, on=theirs).group_by(Order.id, Order.paid_minor, Order.refunded_minor)
    return rows.having((Order.paid_minor != paid) | (Order.refunded_minor != back)).with_cte(asked)


def _asked_for():
    asked = _for_orders()
    columns = (Order.id, Order.total_minor, Order.currency, asked.c.id, asked.c.amount_minor, asked.c.currency)
    rows = Order.across_shops(*columns).join(asked, on=(asked.c.reference == Order.id.cast("TEXT")))
    differs = (asked.c.amount_minor != Order.total_minor) | (asked.c.currency != Order.currency)
    return rows.where(differs | (asked.c.mode != Order.mode) | (asked.c.shop_id != Order.shop)).with_cte(asked)


def _never_asked():
    asked = Payment.across_shops(Payment.reference).where(Payment.purpose == "order")
    return db.absent(Order.across_shops(Order.id), Order.id.cast("TEXT"), asked)


# --- the ledger --------------------------------------------------------------------------------------------------------------


def _money() -> list[str]:
    """Protected orders: what the columns say is what the ledger says. Ended orders hold nothing."""
    return [
        *(f"I2 order {order}: escrow holds {escrow}, the order says {held}" for order, held, escrow in db.asked(_escrow)),
        *(f"I2 order {order}: cancelled with {left} not given back" for order, left in db.asked(_kept)),
        *(f"I2 order {order}: released, but not settled" for (order,) in db.asked(_unsettled)),
        *(f"I2 order {order}: {released} released, the ledger has {there}" for order, released, there in db.asked(_released)),
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


def _unsettled():
    return Order.across_shops(Order.id).where(Order.released_minor != 0, Order.settled_at.is_null())


def _released():
    """Once, by its settling: what left escrow for the shop."""
    leg = Entry.select(Entry.transaction.alias("of"), Entry.amount_minor.alias("minor")).join(Account)
    leg = leg.where(Account.kind == "escrow").alias("leg")
    booked = (Transaction.kind == "released") & (Transaction.reference == Value(_NAME).concat(Order.id.cast("TEXT")))
    there = fn.COALESCE(0 - SQL('"leg"."minor"'), 0)
    rows = Order.across_shops(Order.id, Order.released_minor, there).join(Transaction, JOIN.LEFT_OUTER, on=booked)
    return rows.join(leg, JOIN.LEFT_OUTER, on=(leg.c.of == Transaction.id)).where(Order.released_minor != there)


# --- counters ----------------------------------------------------------------------------------------------------------------


def _counted() -> list[str]:
    """What a shop has sold is what its orders say."""
    return [
        f"shop {shop}: {said} orders and {pieces} pieces sold, by its orders {real} and {real_pieces}"
        for shop, said, pieces, real, real_pieces in db.asked(_sold)
    ]


def _sold():
    pieces = fn.COALESCE(fn.SUM(Order.pieces_count), 0)
    counts = (Order.shop == Shop.id) & Order.state.in_(("confirmed", "shipped", "completed"))
    rows = Shop.select(Shop.id, Shop.orders_count, Shop.sold_count, fn.COUNT(Order.id), pieces)
    rows = rows.join(Order, JOIN.LEFT_OUTER, on=counts).group_by(Shop.id, Shop.orders_count, Shop.sold_count)
    return rows.having((Shop.orders_count != fn.COUNT(Order.id)) | (Shop.sold_count != pieces))


def _trusted() -> list[str]:
    """F55: what the trust card of a shop says of its orders is what they say."""
    names = ("completed", "refunded", "shipped", "ship seconds")
    return [
        f"F55 shop {shop}: its trust card says {said}, by its orders {real} ({', '.join(names)})"
        for shop, said, real in ((row[0], tuple(row[1:5]), tuple(map(int, row[5:]))) for row in db.asked(_recounted))
    ]


def _recounted():
    """(shop, the four counters, the four sums) where they differ."""
    sent = Order.shipped_at.is_null(False) & Order.confirmed_at.is_null(False) & Order.delivery_kind.in_(TRAVELS)
    took = db.epoch(Order.shipped_at) - db.epoch(Order.confirmed_at)
    ended = Order.state == "completed"
    sums = [
        fn.COALESCE(fn.SUM(Case(None, [(condition, value)], 0)), 0)
        for condition, value in ((ended, 1), (ended & (Order.refunded_minor > 0), 1), (sent, 1), (sent, took))
    ]
    counted = (TrustCard.completed_count, TrustCard.refunded_count, TrustCard.shipped_count, TrustCard.ship_seconds)
    said = [fn.COALESCE(column, 0) for column in counted]
    rows = Shop.select(Shop.id, *said, *sums).join(TrustCard, JOIN.LEFT_OUTER, on=(TrustCard.shop == Shop.id))
    rows = rows.join(Order, JOIN.LEFT_OUTER, on=(Order.shop == Shop.id)).group_by(Shop.id, *counted)
    return rows.having(reduce(or_, (one != other for one, other in zip(said, sums, strict=True))))
