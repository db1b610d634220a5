"""Pieces leave an order while the rest of it goes on: the buyer withdrew from a part of the contract."""

from storefront import stock
from storefront.kit import db, events
from storefront.kit.errors import Changed
from storefront.orders.finding import lines_of
from storefront.orders.models import Line, Order
from storefront.orders.moving import mark_shipped
from storefront.orders.pausing import locked


@db.verb
def withdraw_from(order: Order, pieces: dict[int, int]) -> None:
    """The buyer withdrew from so many pieces by line: each once. Raises Changed where they are not there (any more)."""
    for line_id in sorted(pieces):
        room = Line.withdrawn_count + pieces[line_id] <= Line.quantity
        mine = (Line.id == line_id) & (Line.order == order.id) & room
        if not Line.update(withdrawn_count=Line.withdrawn_count + pieces[line_id]).where(mine).execute():
            raise Changed


@db.verb
def call_off(order: Order, pieces: dict[int, int]) -> Order:
    """So many pieces by line, withdrawn from before they left, are never sent and on the shelf again; the rest of the order goes on.

    Where everything else has left, the order is on its way. Raises Changed where they left meanwhile. The money is the caller's.
    """
    order = locked(order)
    if order.state != "confirmed":
        raise Changed
    back: dict[int, int] = {}
    for line in lines_of(order):
        count = pieces.get(line.id, 0)
        if not count:
            continue
        room = Line.shipped_count + Line.cancelled_count + count <= Line.quantity
        if not Line.update(cancelled_count=Line.cancelled_count + count).where(Line.id == line.id, room).execute():
            raise Changed
        back[line.variant_id] = back.get(line.variant_id, 0) + count
    stock.give_back_part(f"order:{order.id}", back)
    events.record("order.call_off", subject=f"order:{order.id}", shop=order.shop_id, pieces=sum(back.values()))
    if not any(line.unsent_count for line in lines_of(order)):
        mark_shipped(order, called_off=True)
    return order


@db.verb
def shelve(order: Order, pieces: dict[int, int]) -> None:
    """So many pieces by line came back to the seller and can be sold again."""
    order, back = locked(order), {}
    for line in lines_of(order):
        back[line.variant_id] = back.get(line.variant_id, 0) + pieces.get(line.id, 0)
    stock.give_back_part(f"order:{order.id}", back)
