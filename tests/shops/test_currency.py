"""The currency of a shop: a sum written in one is never read as a sum in another with other decimals."""

import pytest

from storefront import catalog, shops
from storefront.kit.errors import Refused
from storefront.shipping import Option
from tests.support import clients


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


@pytest.fixture
def desk(app, world):
    """Mei's browser."""
    return clients.browser(app, world.mei.owner)


def _mug(world):
    return catalog.Product.of(world.mei.shop).where(catalog.Product.id == world.mei.mug.product_id).get()


def test_what_is_brought_back_after_the_currency_changed_is_priced_anew(kiln, world, desk):
    """128.00 CNY are 12800 of their small coins; yen have none, and it would cost 12,800."""
    shops.change_terms(kiln, currency="JPY")
    mug = _mug(world)
    answer = desk.post(f"/sell/meis-kiln/items/{mug.code}/undelete")
    assert answer.headers["Location"] == f"/sell/meis-kiln/items/{mug.code}?need=another_price"
    page = desk.get(answer.headers["Location"]).text
    assert "Your shop has another currency now. Say what it costs." in page and "12800" not in page and "12,800" not in page
    mug = _mug(world)
    assert (mug.state, mug.price_minor, mug.was_minor) == ("off_sale", 0, None)
    assert {variant.price_minor for variant in catalog.variants_of(mug)} == {0}
    with pytest.raises(Refused) as no:
        catalog.put_on_sale(mug)
    assert no.value.field == "price"
    assert world.mei.fresh().items_count == 0
    catalog.save(mug, price_minor=2400)
    assert catalog.put_on_sale(mug).price.display() == "JP¥2,400"


def test_what_is_brought_back_in_a_currency_with_the_same_decimals_keeps_its_price(kiln, world, desk):
    shops.change_terms(kiln, currency="EUR")
    mug = _mug(world)
    desk.post(f"/sell/meis-kiln/items/{mug.code}/undelete")
    assert (_mug(world).state, _mug(world).price_minor) == ("on_sale", 12800)


def test_a_page_asks_for_another_price_only_where_one_is_missing(world, desk):
    page = desk.get(f"/sell/meis-kiln/items/{_mug(world).code}?need=another_price")
    assert page.status_code == 200 and "another currency" not in page.text
