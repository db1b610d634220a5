"""Options make variants; each has its own price, stock and picture; what is not made cannot be bought."""

import pytest

from storefront import catalog, stock
from storefront.catalog import actions, choices, reading
from storefront.catalog.choices import Row
from storefront.kit.errors import NotFound, Refused


def texts(product, active_only=True):
    return [variant.choice_text for variant in catalog.variants_of(product, active_only)]


def test_options_make_the_matrix(product):
    mug = product("mug")
    choices.set_options(mug, [("Glaze", ["Celadon", "Ink"]), ("Size", ["S", "L"])])
    again = product("mug")
    assert texts(again) == ["Celadon · S", "Celadon · L", "Ink · S", "Ink · L"]
    assert again.has_choices and again.buy_code == "" and not again.price_varies and again.price_minor == 12800
    assert {variant.price_minor for variant in catalog.variants_of(again)} == {12800}


def test_what_stays_keeps_its_code_price_and_stock(product):
    mug = product("mug")
    choices.set_options(mug, [("Size", ["S", "L"])])
    small = catalog.variants_of(mug)[0]
    choices.set_variants(mug, {small.code: Row(9900, 4)})
    choices.set_options(product("mug"), [("Size", ["XS", "S"])])
    again = product("mug")
    assert texts(again) == ["XS", "S"]
    kept = catalog.variants_of(again)[1]
    assert (kept.code, kept.price_minor, stock.left([kept.id])[kept.id]) == (small.code, 9900, 4)
    assert "L" in texts(again, active_only=False)  # orders may name it


def test_going_back_to_one_thing_brings_the_first_variant_back(product, mei):
    code = product("mug").buy_code
    choices.set_options(product("mug"), [("Size", ["S", "L"])])
    assert catalog.offer_by_code(mei.shop.id, code) is None
    choices.set_options(product("mug"), [])
    again = product("mug")
    assert (again.has_choices, again.buy_code, again.left_count) == (False, code, 7)
    assert catalog.offer_by_code(mei.shop.id, code).variant_code == code


@pytest.mark.parametrize(("options", "words"), [
    ([("a", ["1"]), ("b", ["1"]), ("c", ["1"]), ("d", ["1"])], "3 kinds"),
    ([("Size", ["S"]), ("size", ["L"])], "same name"),
    ([("a", [str(n) for n in range(20)]), ("b", [str(n) for n in range(20)])], "400 combinations"),
])  # fmt: skip
def test_there_is_an_end_to_choices(product, options, words):
    with pytest.raises(Refused) as refusal:
        choices.set_options(product("mug"), options)
    assert refusal.value.field == "options" and words in refusal.value.sentence
    assert not product("mug").has_choices


def test_lists_know_the_lowest_price_and_whether_there_are_others(glazed):
    assert (glazed.price_minor, glazed.price_varies, glazed.left_count) == (12800, True, 12)
    variants = catalog.variants_of(glazed)
    choices.set_variants(glazed, {variant.code: Row(5000 + n, None, count=True) for n, variant in enumerate(variants)})
    again = actions.product_by_code(glazed.shop, glazed.code)
    assert (again.price_minor, again.price_varies, again.left_count) == (5000, True, None)


def test_a_glaze_with_pictures_of_its_own_is_told_apart_by_them(glazed):
    glaze, size = glazed.option_list
    assert len(glaze["pictures"]) == 3 and len(set(glaze["pictures"])) == 3 and size["pictures"] == []


def test_a_combination_that_is_not_made_cannot_be_bought(glazed, mei):
    variants = catalog.variants_of(glazed)
    offer = catalog.offer_by_code(mei.shop.id, variants[0].code)
    assert offer.choices == "Celadon · 320 ml" and offer.price_minor == 12800
    choices.set_variants(glazed, {variants[0].code: Row(12800, 7, active=False)})
    assert catalog.offer_by_code(mei.shop.id, variants[0].code) is None
    assert catalog.for_sale([variants[0].id]) == []
    item = reading.item(mei.fresh(), glazed.code)
    assert variants[0].code not in [way.code for way in item.ways]
    assert actions.product_by_code(glazed.shop, glazed.code).left_count == 5


def test_something_is_left_to_buy(glazed):
    with pytest.raises(Refused) as refusal:
        choices.set_variants(glazed, {variant.code: Row(1, None, active=False) for variant in catalog.variants_of(glazed)})
    assert refusal.value.field == "variants" and len(catalog.variants_of(glazed)) == 6


def test_pictures_and_variants_of_others_are_not_touched(glazed, product, world, kept):
    foreign = kept(9)  # a picture of the shop that is not on this item
    code = catalog.variants_of(glazed)[0].code
    choices.set_variants(glazed, {code: Row(100, None, foreign.id), product("mug").buy_code: Row(1, None)})
    assert catalog.variants_of(glazed)[0].picture_id is None
    assert catalog.variants_of(product("mug"))[0].price_minor == 12800


def test_the_public_page_follows_every_change(glazed, mei):
    version = mei.fresh().version
    variants = catalog.variants_of(glazed)
    choices.set_variants(glazed, {variants[0].code: Row(12900, 7)})
    assert mei.fresh().version > version


def test_an_offer_is_found_in_its_own_shop_only(world, mei, glazed):
    code = catalog.variants_of(glazed)[0].code
    assert catalog.offer_by_slug(mei.shop.slug.upper(), code).product_code == glazed.code
    assert catalog.offer_by_slug(world.lotte.shop.slug, code) is None
    assert catalog.offer_by_code(world.lotte.shop.id, code) is None
    assert catalog.offer_by_slug("", code) is None and catalog.offer_by_slug(mei.shop.slug, "") is None


def test_offers_come_in_the_order_they_were_asked_for_in_one_query(mei, glazed, queries):
    wanted = [mei.bowl.id, catalog.variants_of(glazed)[2].id, mei.mug.id, 999999]
    with queries() as asked:
        offers = catalog.for_sale(wanted)
        found = [(offer.name, offer.choices, offer.picture_code, offer.shop.slug, offer.price.display()) for offer in offers]
    assert len(asked) == 1
    assert [name for name, *_rest in found] == ["Noodle bowl, tenmoku brown", "Glazed mug", "Sunday mug, celadon, 320 ml"]
    assert found[1][1] == "Ink blue · 320 ml" and found[1][2] is not None and found[0][2] is None
    assert found[0][3:] == ("meis-kiln", "¥168.00")


def test_what_is_off_sale_is_not_for_sale(mei, product):
    catalog.take_off_sale(product("mug"))
    assert catalog.for_sale([mei.mug.id]) == []


def test_sold_pieces_are_counted_both_ways(mei, product):
    catalog.sold(product("mug").id, 3)
    catalog.sold(product("mug").id, -1)
    assert product("mug").sold_count == 2


def test_a_product_of_another_shop_is_not_there(world, glazed):
    with pytest.raises(NotFound):
        catalog.product_by_code(world.lotte.shop, glazed.code)
