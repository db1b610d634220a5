"""The currency of a shop: a sum written in one is never read as a sum in another with other decimals."""

import pytest

from storefront import catalog, shops
from storefront.kit.errors import Refused
from storefront.shipping import Option


@pytest.fixture
def kiln(client, world):
    """Mei's shop, which delivers free and has deleted everything it sold. The app is made, so that all who keep prices are asked."""
    for ware in world.mei.goods.values():
        catalog.delete(catalog.Product.of(world.mei.shop).where(catalog.Product.id == ware.product_id).get())
    return world.mei.fresh()


def test_without_prices_any_currency_can_be_chosen(kiln):
    shops.change_terms(kiln, currency="JPY")
    assert shops.Shop.get_by_id(kiln.id).currency == "JPY"


def test_the_price_of_a_thing_off_sale_keeps_its_decimals(kiln, world):
    world.mei.sells("cup", "A cup", 1000)
    cup = catalog.Product.of(kiln).where(catalog.Product.state == "on_sale").get()
    catalog.take_off_sale(cup)
    _refused(world)
    catalog.delete(cup)
    shops.change_terms(world.mei.fresh(), currency="JPY")


def test_the_price_of_a_draft_keeps_its_decimals(kiln, world):
    catalog.save(catalog.create_draft(kiln), price_minor=1000)
    _refused(world)


@pytest.mark.parametrize("sums", [{"fee_minor": 800}, {"free_over_minor": 20000}, {"fee_minor": 800, "active": False}])
def test_delivery_keeps_its_decimals(kiln, world, sums):
    Option.update(**sums).where(Option.shop == kiln.id).execute()
    _refused(world)


def _refused(world):
    shop = world.mei.fresh()
    with pytest.raises(Refused, match="other decimals") as no:
        shops.change_terms(shop, currency="JPY")
    assert no.value.field == "currency" and world.mei.fresh().currency == "CNY"
    shops.change_terms(shop, currency="EUR")  # of the same decimals
