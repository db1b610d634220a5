"""What every page of the dashboard shows around its own content: the shop, the place one is at, and the counts beside it."""

from storefront.kit import registry

# The first part of an address below /sell/<shop> → the place that is marked.
_PLACES = {"": "today", "items": "items", "ship": "orders", "refunds": "orders", "verify": "settings"}

# The count of orders to ship, at both places where it stands: for replies to what changes it.
ORDERS_COUNT = ("shops/badges.html#orders_count", "shops/badges.html#orders_count_aside")


class Nav:
    """Context `nav` of layout_seller.html. Counts are asked for once, and only by pages that show them."""

    def __init__(self, shop, here: str):
        self.shop, self.here = shop, here
        self._counts: dict | None = None

    @property
    def counts(self) -> dict:
        """{"orders": 5, "notices": 3}: what the panels of the slot "seller.nav" say about this shop."""
        if self._counts is None:
            self._counts = {}
            for part in registry.slots["seller.nav"].render(shop=self.shop):
                self._counts.update(part)
        return self._counts


def seller_nav(shop, here: str = "") -> Nav:
    """The frame of a dashboard page; `here` is the place that is marked (today orders add items share money delivery shop more …)."""
    return Nav(shop, here)


def place_of(path: str) -> str:
    """The place an address belongs to: "/sell/mei/orders/K7Q2" → "orders"."""
    parts = path.strip("/").split("/")[2:]
    if parts[:2] == ["items", "new"]:
        return "add"
    first = parts[0] if parts else ""
    return _PLACES.get(first, first)
