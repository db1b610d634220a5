"""Trust: what a shop has done with its orders, counted as it happens and shown before anybody pays.

One row per shop, kept by the write: `count` is called inside the transaction of what happened (orders: completed, shipped, money back;
aftersales: answered, lost, not paid back), so that the card is never a guess and never recomputed at reading. Who is behind the shop and
since when is read from the shop itself. A shop with fewer than ten completed orders is a "new shop": no rates are made of so little.
`frozen` goes into the terms of every order; `thawed` shows it there as it was, whatever became of the shop.

The oracle recounts the card from orders (`orders.audit`) and from cases (`aftersales.audit`).
"""

from storefront.trust.actions import card_of, count, frozen, thawed
from storefront.trust.models import TrustCard
from storefront.trust.rules import ENOUGH, Card

__all__ = ["ENOUGH", "Card", "TrustCard", "card_of", "count", "frozen", "thawed"]
