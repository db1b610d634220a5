"""What an order adds to the trust card of its shop, counted in the transaction in which it happens. `audit` recounts it."""

from storefront import trust
from storefront.kit.prepared import one
from storefront.orders.models import Order

TRAVELS = ("courier", "local")  # what somebody picks up, and a service, is not sent


@one
def _facts(order_id):
    columns = (Order.confirmed_at, Order.shipped_at, Order.delivery_kind, Order.refunded_minor)
    return Order.across_shops(Order.id, *columns).where(Order.id == order_id)


def completed(order: Order, sign: int = 1) -> None:
    """It has ended, and whether money went back before; with -1 it goes on after all. After the change, which locks the row."""
    trust.count(order.shop_id, completed=sign, refunded=sign if _facts(order.id).refunded_minor else 0)


def money_back(order: Order) -> None:
    """Money goes back for the first time after it had ended. `order` is locked and as it was before."""
    if order.state == "completed" and not order.refunded_minor:
        trust.count(order.shop_id, refunded=1)


def shipped(order: Order, sign: int = 1) -> None:
    """Everything is on its way; with -1 it is taken back (before the column is emptied)."""
    facts = _facts(order.id)
    if facts.delivery_kind in TRAVELS and facts.shipped_at and facts.confirmed_at:
        seconds = int(facts.shipped_at.timestamp()) - int(facts.confirmed_at.timestamp())
        trust.count(order.shop_id, shipped=sign, ship_seconds=sign * seconds)
