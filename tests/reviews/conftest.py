"""Orders that were completed, and what their buyers say."""

import io
from types import SimpleNamespace

import pytest
from PIL import Image

from storefront import orders, reviews
from storefront.catalog.models import Product
from storefront.kit import clock as clocks


def photo(colour: int = 90, size=(400, 300)) -> bytes:
    """A JPEG of its own for every number."""
    out = io.BytesIO()
    Image.new("RGB", size, (colour % 256, 140, 60)).save(out, "JPEG")
    return out.getvalue()


class Buyers:
    """`said(stars, words)` is a review of Mei's bowl by somebody who got it; `got()` an order that was completed and settled."""

    def __init__(self, world, clock):
        self.world, self.clock = world, clock

    def got(self, *goods, keeper=None, **how):
        keeper = keeper or self.world.mei
        order = self.world.completed(keeper, items=[(good, 1) for good in goods or (keeper.bowl,)], **how)
        self.clock.advance(orders.UNDO)
        orders.settle_due()
        return self.world.again(order)

    def said(self, stars: int = 5, words: str = "", order=None, good=None, **more):
        good = good or self.world.mei.bowl
        order = order or self.got(good)
        return reviews.write(order, good.product.id, stars, words, **more)

    def average(self, good=None) -> SimpleNamespace:
        """Stars and reviews on the product and on its shop."""
        product = Product.of(self.world.mei.shop).where(Product.id == (good or self.world.mei.bowl).product.id).get()
        shop = self.world.mei.fresh()
        return SimpleNamespace(product=(product.stars_sum, product.reviews_count), shop=(shop.stars_sum, shop.reviews_count))


@pytest.fixture
def buyers(market, clock):
    clock.freeze(clocks.now().replace(microsecond=0))
    return Buyers(market, clock)
