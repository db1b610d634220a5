"""Collections: ordered shelves with addresses that stay."""

from datetime import timedelta

import pytest

from storefront import catalog
from storefront.catalog import reading, shelves
from storefront.kit.errors import Gone, NotFound, Refused


def names(shop):
    return [shelf.name for shelf in catalog.collections_of(shop)]


def cards(shop, shelf):
    return [card.name for card in reading.shelf_cards(shop, shelf).items]


@pytest.fixture
def tea(shop, product):
    """A shelf with the mug, then the jar in front of it."""
    shelf = catalog.create_collection(shop, "Tea")
    catalog.put_on_shelf(shop, shelf, product("mug"))
    catalog.put_on_shelf(shop, shelf, product("jar"))
    return catalog.collection_by_slug(shop, "tea")


def test_a_shelf_has_an_address_even_in_chinese(shop):
    assert catalog.create_collection(shop, "Tea & Cups").slug == "tea-cups"
    chinese = catalog.create_collection(shop, "茶具")
    assert len(chinese.slug) == 6 and chinese.slug.isascii() and chinese.slug.islower()
    assert catalog.create_collection(shop, "Tea, cups!").slug == "tea-cups-2"


@pytest.mark.parametrize("name", ["", "TEA"])
def test_a_name_is_there_and_is_the_only_one(shop, tea, name):
    with pytest.raises(Refused) as refusal:
        catalog.create_collection(shop, name)
    assert refusal.value.field == "name"


def test_renaming_keeps_the_address(shop, tea):
    shelves.rename_collection(shop, tea, "Tea things")
    shelves.rename_collection(shop, tea, "Tea things")
    assert catalog.collection_by_slug(shop, "TEA").name == "Tea things"


def test_shelves_change_places(shop):
    a, b, c = (catalog.create_collection(shop, name) for name in "abc")
    shelves.move_collection(shop, c, up=True)
    assert names(shop) == ["a", "c", "b"]
    shelves.move_collection(shop, a, up=True)
    shelves.move_collection(shop, a, up=False)
    assert names(shop) == ["c", "a", "b"] and b.name == "b"


def test_the_newest_stands_in_front_and_the_order_can_be_changed(shop, tea, product):
    assert cards(shop, tea) == ["Moon jar, matte white, 28 cm", "Sunday mug, celadon, 320 ml"]
    shelves.move_on_shelf(shop, tea, product("mug"), up=True)
    assert cards(shop, tea) == ["Sunday mug, celadon, 320 ml", "Moon jar, matte white, 28 cm"]
    shelves.move_on_shelf(shop, tea, product("mug"), up=True)
    assert cards(shop, tea)[0] == "Sunday mug, celadon, 320 ml"
    with pytest.raises(NotFound):
        shelves.move_on_shelf(shop, tea, product("bowl"), up=True)


def test_numbers_count_what_is_on_sale(shop, tea, product):
    def count():
        return catalog.collection_by_slug(shop, "tea").items_count

    assert count() == 2
    catalog.put_on_shelf(shop, tea, product("mug"))
    assert count() == 2
    catalog.take_off_sale(product("mug"))
    assert count() == 1 and cards(shop, tea) == ["Moon jar, matte white, 28 cm"]
    shelves.take_off_shelf(shop, tea, product("mug"))
    assert count() == 1
    catalog.put_on_shelf(shop, tea, product("mug"))
    assert count() == 1
    catalog.put_on_sale(product("mug"))
    assert count() == 2
    catalog.delete(product("jar"))
    assert count() == 1
    shelves.take_off_shelf(shop, tea, product("mug"))
    assert count() == 0


def test_a_product_stands_on_exactly_these_shelves(shop, tea, product):
    cups = catalog.create_collection(shop, "Cups")
    catalog.set_shelves(shop, product("mug"), [cups.id])
    assert shelves.shelves_of(product("mug")) == {cups.id}
    catalog.set_shelves(shop, product("mug"), [cups.id, tea.id, 9999])
    assert shelves.shelves_of(product("mug")) == {cups.id, tea.id}


def test_deleting_leaves_the_goods_and_can_be_undone_for_a_day(shop, tea, product, clock):
    shelves.delete_collection(shop, tea)
    assert names(shop) == [] and product("mug").state == "on_sale"
    with pytest.raises(NotFound):
        catalog.collection_by_slug(shop, "tea")
    gone = shelves.collection_by_slug(shop, "tea", deleted=True)
    shelves.undelete_collection(shop, gone)
    assert names(shop) == ["Tea"]
    shelves.delete_collection(shop, shelves.collection_by_slug(shop, "tea"))
    clock.advance(timedelta(hours=25))
    with pytest.raises(Gone):
        shelves.undelete_collection(shop, shelves.collection_by_slug(shop, "tea", deleted=True))


def test_undo_does_not_make_two_of_a_name(shop, tea):
    shelves.delete_collection(shop, tea)
    catalog.create_collection(shop, "tea")
    with pytest.raises(Refused):
        shelves.undelete_collection(shop, shelves.collection_by_slug(shop, "tea", deleted=True))


def test_there_is_an_end_to_shelves(shop, monkeypatch):
    monkeypatch.setattr(shelves, "MOST_COLLECTIONS", 1)
    catalog.create_collection(shop, "one")
    with pytest.raises(Refused):
        catalog.create_collection(shop, "two")


def test_a_shelf_of_another_shop_is_not_there(world, tea):
    with pytest.raises(NotFound):
        catalog.collection_by_slug(world.lotte.shop, "tea")


def test_what_the_public_sees_is_made_anew(mei, shop, tea, product):
    version = mei.fresh().version
    shelves.move_on_shelf(shop, tea, product("mug"), up=True)
    shelves.rename_collection(shop, tea, "Tee")
    shelves.take_off_shelf(shop, tea, product("mug"))
    assert mei.fresh().version >= version + 3
