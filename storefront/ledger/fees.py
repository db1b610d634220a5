"""The fee that a shop's new orders agree to."""

from storefront import policies
from storefront.ledger.rules import FeeRule


def rule_for(shop) -> FeeRule:
    """What the market takes of an order placed now in this shop, in the shop's currency."""
    return FeeRule.from_dict(policies.current().fee_for(shop.id).in_currency(shop.currency))
