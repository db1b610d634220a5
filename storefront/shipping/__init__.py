"""Shipping: what a shop offers, what it costs to an address, and the parcels that go out."""

from storefront.shipping.actions import (
    ParcelSent,
    correct,
    delivered,
    forget_prices,
    hand_over,
    has_prices,
    options_of,
    parcel_of,
    parcels_of,
    quote,
    ship,
    ship_again,
    take_back,
)
from storefront.shipping.models import PARCEL, Option, Parcel, ParcelLine
from storefront.shipping.rules import Choice, arrives

__all__ = [
    "PARCEL", "Choice", "Option", "Parcel", "ParcelLine", "ParcelSent", "arrives", "correct", "delivered", "hand_over", "forget_prices", "has_prices",
    "options_of", "parcel_of", "parcels_of", "quote", "ship", "ship_again", "take_back",
]  # fmt: skip
