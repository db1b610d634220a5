"""The hot reads walk an index that begins with the shop (or its shelf), and sort nothing, however much there is."""

import pytest

from storefront import catalog
from storefront.catalog import editing, reading
from storefront.kit import db
from tests.support.plans import plans

LISTS = {
    "home": lambda shop, shelf: reading.cards(shop),
    "home, later": lambda shop, shelf: reading.cards(shop, after="5"),
    "cheapest": lambda shop, shelf: reading.cards(shop, "low", after="100-3"),
    "dearest": lambda shop, shelf: reading.cards(shop, "high"),
    "most sold": lambda shop, shelf: reading.cards(shop, "sold", after="4-4"),
    "in stock": lambda shop, shelf: reading.cards(shop, in_stock=True),
    "a shelf": lambda shop, shelf: reading.shelf_cards(shop, shelf, after="4"),
    "an item": lambda shop, shelf: reading.item(shop, "K7Q2AB"),
    "the seller's list": lambda shop, shelf: editing.seller_page(shop, after="9"),
    "the seller's drafts": lambda shop, shelf: editing.seller_page(shop, "drafts"),
    "what is sold out": lambda shop, shelf: editing.seller_page(shop, "out"),
}


@pytest.mark.parametrize("name", LISTS)
def test_lists_walk_an_index_and_sort_nothing(shop, name):
    shelf = catalog.create_collection(shop, "Tea")
    found = plans(lambda: LISTS[name](shop, shelf), "product")
    assert found
    for plan in found:
        assert "TEMP B-TREE" not in plan and "Sort" not in plan, plan
        assert (
            "SCAN product" not in plan
            and "SCAN p\n" not in plan + "\n"
            and "SCAN ci" not in plan
            and "Seq Scan on product" not in plan
        ), plan


def test_search_walks_the_index_of_words_downwards(shop):
    for block in (lambda: reading.cards(shop, text="celadon mu"), lambda: editing.seller_page(shop, text="celadon mu")):
        plan = plans(block, "product")[0]
        if db.on_sqlite():
            assert "product_search VIRTUAL TABLE INDEX" in plan and "TEMP B-TREE" not in plan, plan
        else:
            assert "product" in plan and "Seq Scan" not in plan, plan


def test_a_common_word_of_another_shop_costs_nothing(world, shop):
    """The words of the index carry their shop: what others sell is not even looked at."""
    from storefront.catalog import search

    lotte, mei = search._query(world.lotte.shop.id, "mug"), search._query(shop.id, "mug")
    assert lotte != mei and str(shop.id) in mei
    assert all(word.startswith(f"s{shop.id}x") for word in search.text_of(shop.id, "Sunday mug, 红茶").split())


def test_no_list_counts_or_skips():
    import inspect

    source = inspect.getsource(reading) + inspect.getsource(editing)
    assert "OFFSET" not in source.upper().replace("FOR WORD", "") and "COUNT(" not in source and ".count()" not in source
