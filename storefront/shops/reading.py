"""The hottest read of all: every public page of a shop begins with it."""

from storefront.kit.prepared import one
from storefront.shops.models import Shop


@one
def shop_at(slug):
    """The shop with this handle, or None."""
    return Shop.select().where(Shop.slug == slug)
