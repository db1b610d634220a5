"""The hottest read of all: every public page of a shop begins with it. And the shops that the home page shows."""

from storefront.kit.prepared import one, prepared
from storefront.shops.models import SHOWING, Shop


@one
def shop_at(slug):
    """The shop with this handle, or None."""
    return Shop.select().where(Shop.slug == slug)


@prepared
def _newest(most, before):
    return Shop.select().where(Shop.state == "open", Shop.id < before, SHOWING).order_by(Shop.id.desc()).limit(most)


def newest(most: int, before: int | None = None) -> list[Shop]:
    """The shops that were opened last, of those that are open and have something on sale; `before` is the last id seen."""
    return _newest(most, before or 2**31 - 1)
