"""Checkout: from a bag to a placed order, on one page, without an account."""

from storefront.checkout.actions import Buyer, Limits, Totals, earlier, place, totals
from storefront.checkout.purpose import OrderPurpose

__all__ = ["Buyer", "Limits", "OrderPurpose", "Totals", "earlier", "place", "totals"]
