"""Search inside a shop: Chinese without spaces, accents or not, the beginning of a word; nothing of another shop; never an error."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storefront import catalog
from storefront.catalog import actions, choices, reading, search
from storefront.kit import db

GOODS = {
    "red tea": ("云南红茶 大叶种", "茶叶来自勐海。"),
    "green": ("龙井绿茶", "明前茶"),
    "soap": ("Savon à la lavande", "Fait à Crème-sur-Mer, sans parfum."),
    "mug": ("Sunday mug, celadon, 320 ml", "Thrown by hand"),
    "thai": ("ชาไทย", "ชาเย็น"),
    "korean": ("한국 도자기 컵", ""),
    "german": ("Große Schüssel", "für Suppe"),
}


@pytest.fixture
def stocked(shop):
    """A shop with goods in many scripts; `find(words)` gives their keys, newest first."""
    made = {}
    for key, (name, words) in GOODS.items():
        product = actions.with_shop(catalog.create_draft(shop), shop)
        catalog.save(product, name=name, words=words, price_minor=100)
        catalog.put_on_sale(product)
        made[product.code] = key
    return lambda words: [made.get(card.code, card.name) for card in reading.cards(shop, text=words).items]


@pytest.mark.parametrize(("words", "found"), [
    ("红茶", ["red tea"]),
    ("茶", ["green", "red tea"]),
    ("绿", ["green"]),
    ("大叶", ["red tea"]),
    ("红 茶", ["red tea"]),
    ("茶红", []),
    ("勐海", ["red tea"]),
    ("lavande", ["soap"]),
    ("LAV", ["soap"]),
    ("creme", ["soap"]),
    ("crème", ["soap"]),
    ("a la lav", ["soap"]),
    ("schussel", ["german"]),
    ("SCHÜSSEL", ["german"]),
    ("grosse", ["german"]),
    ("cela 320", ["mug"]),
    ("320", ["mug"]),
    ("mug thrown", ["mug"]),
    ("ชา", ["thai"]),
    ("도자기", ["korean"]),
    ("ｍｕｇ", ["mug"]),
    ("teapot", []),
    ("", None),
    ("!!!", []),
    ('"', []),
    ("mug AND NOT celadon", []),
    ("shop : x", []),
])  # fmt: skip
def test_it_finds_what_people_type(stocked, words, found):
    if found is None:
        assert len(stocked(words)) == len(GOODS) + 3
    elif words in ("mug",):
        assert "mug" in stocked(words)
    else:
        assert [each for each in stocked(words) if each in GOODS] == found


def test_the_index_follows_the_product(shop, stocked, product):
    def find(words):
        return [card.name for card in reading.cards(shop, text=words).items]

    mug = product("mug")
    assert find("sunday celadon") and find("monday") == []
    catalog.save(mug, name="Monday cup")
    assert find("monday") == ["Monday cup"] and mug.name not in find("sunday")
    choices.set_options(mug, [("Glaze", ["Persimmon", "Ink"])])
    assert find("persimmon") == ["Monday cup"]
    catalog.take_off_sale(product("mug"))
    assert find("persimmon") == []
    catalog.put_on_sale(product("mug"))
    assert find("persimmon") == ["Monday cup"]
    catalog.delete(product("mug"))
    assert find("persimmon") == []
    catalog.undelete(product("mug"))
    assert find("persimmon") == ["Monday cup"]


def test_other_shops_are_another_world(world, shop, stocked):
    lotte = world.lotte.fresh()
    assert [card.name for card in reading.cards(lotte, text="erdbeer").items] == ["Erdbeermarmelade, 220 g"]
    assert reading.cards(shop, text="erdbeer").items == []
    assert reading.cards(lotte, text="mug").items == []


def test_results_go_on_where_they_ended(shop, stocked):
    first = reading.cards(shop, text="茶", limit=1)
    second = reading.cards(shop, text="茶", limit=1, after=first.after)
    assert [first.items[0].name, second.items[0].name] == ["龙井绿茶", "云南红茶 大叶种"] and second.after is None


def test_making_the_index_twice_is_once(database):
    search.create_index(database.obj)
    search.create_index(database)


@settings(max_examples=150)
@given(st.text(max_size=60))
def test_nothing_that_can_be_typed_breaks_it(app, words):
    with db.connection():
        assert search.find(1, words) == []


@pytest.mark.parametrize("words", [
    '"', "'", "''; DROP TABLE product; --", "NEAR(a b)", "a* b*", "^a", "a:b", "(", ")", "{a}", "-a", "AND", "OR", "NOT", "a AND", "\x01", "\\", "%", "_", "|", "&", "!",
    "<->", ":*", "a" * 500, "茶" * 300, "\ud7ff", "e\u0301", "𝕿", "İ", "ß", "ﬁ",
])  # fmt: skip
def test_signs_of_a_query_language_are_only_signs(client, shop, stocked, words):
    answer = client.get(f"/@{shop.slug}/items", query_string={"q": words})
    assert answer.status_code == 200
