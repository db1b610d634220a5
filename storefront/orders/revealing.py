"""Looking again at where an order went, after the parcel has gone: with a reason, on record, and not without end."""

from datetime import timedelta

from storefront.kit import db, events, security
from storefront.kit.i18n import gettext as _
from storefront.orders.models import Order

REVEALS_AN_HOUR = 30  # by one person
REVEALS_A_DAY = 200  # in one shop


@db.verb
def reveal(order: Order, reason: str, person: int) -> None:
    """Somebody in the shop looks at an address that is hidden by now: why, and that it was, stays on record. Raises TooMany."""
    sentence = _("That was too often. Addresses of parcels that have gone can be looked at again in an hour.")
    security.hit(f"address:{person}", REVEALS_AN_HOUR, timedelta(hours=1), sentence)
    security.hit(f"address-shop:{order.shop_id}", REVEALS_A_DAY, timedelta(days=1), sentence)
    events.record("order.address_shown", subject=f"order:{order.id}", shop=order.shop_id, reason=reason)
