"""What this room keeps about somebody: the parcels that went to them."""

from storefront.kit.about import About, row
from storefront.orders.models import Order
from storefront.shipping.models import Parcel


def export(about: About) -> dict:
    """Every parcel of their orders."""
    if not about.orders:
        return {}
    sent = Parcel.across_shops(Parcel, Order).join(Order).where(Parcel.order.in_(about.orders)).order_by(Parcel.id)
    return {
        "parcels": [
            {"order": each.order.number, **row(each, "carrier", "number", "state", "sent_at", "delivered_at")} for each in sent
        ]
    }


def in_the_way(about: About) -> list[str]:
    """Nothing here."""
    return []


def erase(about: About) -> None:
    """A courier number leads to a name and a door, so it goes."""
    if about.orders:
        Parcel.update(number="").where(Parcel.order.in_(about.orders)).execute()
