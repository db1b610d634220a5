"""What this room keeps about somebody: what they ordered, where it went, and what they wrote beside it."""

from storefront.kit import clock, events
from storefront.kit.about import About, row
from storefront.kit.i18n import gettext as _
from storefront.orders.models import Line, Order, Recipient
from storefront.shops.models import Shop

UNDER_WAY = ("pending", "waiting", "confirmed", "shipped")
NAMED = 5  # orders that a refusal names


def orders_of(about: About) -> list[int]:
    """The ids of every order that went to these contacts, in all shops."""
    found = set()
    for column, index in ((Recipient.phone_index, about.phone_index), (Recipient.email_index, about.email_index)):
        if index:
            found |= {number for (number,) in Recipient.across_shops(Recipient.order).where(column == index).tuples()}
    return sorted(found)


def export(about: About) -> dict:
    """Every order with its lines, its recipient and the buyer's note."""
    if not about.orders:
        return {}
    orders = list(Order.across_shops(Order, Shop).join(Shop).where(Order.id.in_(about.orders)).order_by(Order.id))
    to = {each.order_id: each for each in Recipient.across_shops().where(Recipient.order.in_(about.orders))}
    lines: dict[int, list] = {}
    for line in Line.across_shops().where(Line.order.in_(about.orders)).order_by(Line.id):
        lines.setdefault(line.order_id, []).append(
            row(line, "name", "choices", "quantity", "price_minor", "shipped_count", "withdrawn_count", "cancelled_count")
        )
    return {
        "orders": [
            {
                "shop": order.shop.name,
                **row(order, "number", "state", "mode", "method", "currency", "items_minor", "delivery_minor", "discount_minor"),
                **row(order, "total_minor", "paid_minor", "refunded_minor", "delivery_kind", "delivery_name", "note", "language"),
                **row(
                    order, "network", "cancel_reason", "placed_at", "confirmed_at", "shipped_at", "completed_at", "cancelled_at"
                ),
                "link": f"/o/{order.token}",
                "to": row(to[order.id], "name", "phone", "email", "address", "country", "region") if order.id in to else {},
                "lines": lines.get(order.id, []),
            }
            for order in orders
        ]
    }


def in_the_way(about: About) -> list[str]:
    """Orders under way, money that is held, and orders of their own shops that are still open."""
    open_ones = Order.state.in_(UNDER_WAY) | Order.paused_at.is_null(False)
    held = (Order.mode == "protected") & Order.settled_at.is_null() & (Order.paid_minor > Order.refunded_minor)
    mine = Order.across_shops(Order, Shop).join(Shop).where(Order.id.in_(about.orders), open_ones | held).limit(NAMED)
    found = [
        _(
            "Order %(number)s at %(shop)s is still under way, or its money is still held.",
            number=order.number,
            shop=order.shop.name,
        )
        for order in (mine if about.orders else [])
    ]
    if about.person:
        sold = Order.across_shops(Order, Shop).join(Shop).where(Shop.owner == about.person, open_ones | held).limit(NAMED)
        found += [
            _("Order %(number)s of your shop %(shop)s is not finished.", number=order.number, shop=order.shop.name)
            for order in sold
        ]
    return found


def erase(about: About) -> None:
    """The books stay: sums, goods, times. Whom it went to, and what was written beside it, go."""
    for start in range(0, len(about.orders), 500):
        some = about.orders[start : start + 500]
        gone = {"name": "", "phone": "", "phone_index": None, "email": None, "email_index": None, "address": ""}
        Recipient.update(short_name="", region="", erased_at=clock.now(), **gone).where(
            Recipient.order.in_(some), Recipient.erased_at.is_null()
        ).execute()
        Order.update(note="", seller_note="", network="", cancel_reason="").where(Order.id.in_(some)).execute()
        events.forget_words([f"order:{number}" for number in some])
        for order in Order.across_shops(Order.id, Order.shop).where(Order.id.in_(some)).order_by(Order.id):
            events.record("order.buyer_erased", subject=f"order:{order.id}", shop=order.shop_id)
