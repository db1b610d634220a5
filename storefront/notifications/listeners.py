"""Who is told what, after the commit. Idempotent: every message is keyed by the event's row."""

from storefront import accounts, orders
from storefront.kit import db
from storefront.notifications.actions import send_to, tell_person
from storefront.notifications.checks import warn_near_cap
from storefront.orders.models import Order
from storefront.payments.models import Payment
from storefront.shops.models import Shop

# event class name → (what the buyer hears, what the seller hears); None: nothing
ABOUT_ORDERS = {
    "Confirmed": ("buyer.confirmed", "seller.confirmed"),
    "Revived": ("buyer.confirmed", "seller.confirmed"),
    "Cancelled": ("buyer.cancelled", "seller.cancelled"),
    "Expired": ("buyer.expired", None),
    "Settled": ("buyer.completed", "seller.settled"),
}


def order_of(order_id: int) -> Order:
    """An order with its shop."""
    return Order.across_shops(Order, Shop).join(Shop).where(Order.id == order_id).get()


def facts(order: Order) -> dict:
    """What sentences about an order need: names of goods, numbers, amounts, deadlines."""
    lines = orders.lines_of(order)
    return {
        "shop": order.shop.name,
        "number": order.number,
        "item": lines[0].name if len(lines) == 1 else f"{lines[0].name} + {len(lines) - 1}",
        "buyer": orders.recipient_of(order).short_name,
        "minor": order.total_minor,
        "currency": order.currency,
        "zone": order.shop.time_zone,
        "ship_by": (order.ship_by or order.placed_at).isoformat(),
        "cash": order.method in ("cash", "pickup_cash"),
        "paid": order.paid_minor > 0,
        "direct": order.mode == "direct",
        "first": False,
    }


@db.verb
def tell_about_order(event, row) -> None:
    """Both sides of an order, about what happened to it."""
    to_buyer, to_seller = ABOUT_ORDERS.get(type(event).__name__, (None, None))
    order = order_of(event.order)
    data = facts(order)
    if to_seller == "seller.confirmed":
        data["first"] = order.shop.orders_count <= 1
    if to_seller == "seller.settled":
        data["minor"] = order.released_minor or order.total_minor
        if order.mode == "direct":
            to_seller = "seller.completed"
    if to_buyer:
        tell_buyer(order, to_buyer, data, f"event:{row.id}")
    if to_seller and not (to_seller == "seller.cancelled" and row.before == "pending"):
        tell_seller(order, to_seller, data, f"event:{row.id}")
    if to_seller == "seller.confirmed":
        warn_near_cap(order.shop)


def tell_buyer(
    order: Order,
    kind: str,
    data: dict,
    dedupe: str,
    below: str = "",
    also_send: bool = True,
    always: bool = False,
    mail_only: bool = False,
) -> None:
    """The buyer of an order: by text or mail with the private link; and on the page of whoever signs in with that contact, who may
    have chosen how they are told. `always` is sent whatever they chose.

    `below` is the part of the order's page it is about ("/case").
    """
    to = orders.recipient_of(order)
    if to.erased_at is not None:
        return
    url, person = f"/o/{order.token}{below}", _account_of(to)
    by = person.notices_by if person is not None else "mail"
    if also_send and (always or by != "none"):
        phone = None if mail_only else to.phone or None
        send_to(phone, to.email, order.language, kind, data, url, f"{dedupe}:buyer", by=by)
    if person is not None:
        tell_person(person, kind, data, url, f"{dedupe}:buyer:page", shop=order.shop, also_send=False)


def _account_of(to):
    """Whoever signs in with a contact of the recipient of an order, or None."""
    found = (accounts.person_by_contact(contact) for contact in (to.phone, to.email) if contact)
    return next((person for person in found if person is not None), None)


def tell_seller(order: Order, kind: str, data: dict, dedupe: str, page: str = "", also_send: bool = True) -> None:
    """The shop's owner: on the page, and by text or mail. `page` is the part of the dashboard it is about (default: the order's)."""
    url = f"/sell/{order.shop.slug}/{page or f'orders/{order.number}'}"
    tell_person(order.shop.owner, kind, data, url, f"{dedupe}:seller", shop=order.shop, also_send=also_send)


@db.verb
def tell_about_money_back(event, row) -> None:
    """Both sides, about a refund."""
    order = order_of(event.order)
    data = facts(order) | {"minor": event.minor}
    tell_buyer(order, "buyer.money_back", data, f"event:{row.id}")
    tell_seller(order, "seller.money_back", data, f"event:{row.id}")


@db.verb
def tell_about_payment(event, row) -> None:
    """The seller, when a buyer says that a direct payment was made; the buyer, when the seller does not see it yet."""
    payment = Payment.across_shops().where(Payment.id == event.payment).get()
    if payment.purpose != "order":
        return
    order = order_of(int(payment.reference))
    if type(event).__name__ == "NotThereYet":
        tell_buyer(order, "buyer.not_found", facts(order), f"event:{row.id}")
    else:
        tell_seller(order, "seller.claimed", facts(order), f"event:{row.id}")


__all__ = ["facts", "order_of", "tell_about_money_back", "tell_about_order", "tell_about_payment", "tell_buyer", "tell_seller"]
