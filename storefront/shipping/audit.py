"""I3 and I9, recomputed: what has left is what the parcels say, and an order is on its way when all of it is."""

from peewee import JOIN, fn

from storefront.kit import db, machine
from storefront.orders.models import Line, Order
from storefront.shipping.models import PARCEL, Parcel, ParcelLine


def problems() -> list[str]:
    """Every difference, as a sentence that names the order. Asks for differences only."""
    return [
        *(
            f"I3 order {order}: {said} of line {line} sent, its parcels carry {carried}"
            for order, line, said, carried in db.asked(_carried)
        ),
        *(f"I9 order {order}: is shipped, {left} of line {line} never left" for order, line, left in db.asked(_never_left)),
        *(f"I3 parcel {parcel}: carries line {line} of another order" for parcel, line in db.asked(_of_others)),
        *machine.problems(PARCEL, Parcel, announced=False),
    ]


def _carried():
    inside = ParcelLine.across_shops(ParcelLine.line.alias("line"), fn.SUM(ParcelLine.quantity).alias("pieces")).join(Parcel)
    inside = inside.where(Parcel.state != "undone").group_by(ParcelLine.line).alias("inside")
    carried = fn.COALESCE(inside.c.pieces, 0)
    rows = Line.across_shops(Line.order, Line.id, Line.shipped_count, carried)
    return rows.join(inside, JOIN.LEFT_OUTER, on=(inside.c.line == Line.id)).where(Line.shipped_count != carried)


def _never_left():
    left = Line.quantity - Line.cancelled_count - Line.shipped_count
    return Line.across_shops(Line.order, Line.id, left).join(Order).where(Order.state == "shipped", left != 0)


def _of_others():
    rows = ParcelLine.across_shops(ParcelLine.parcel, ParcelLine.line).join(Parcel).switch(ParcelLine).join(Line)
    return rows.where(Parcel.order != Line.order)
