"""The market's lists of words: refused with a clear sentence, or let through and put into the queue."""

from dataclasses import replace

import pytest

from storefront import catalog, policies, shops
from storefront.kit.errors import Refused
from storefront.moderation import Report, Voice
from tests.support.factories import make_person


@pytest.fixture
def lists(desk):
    """`lists("gun", "replica?")`: what the operator published."""

    def publish(*lines, categories=()):
        wanted = replace(policies.current(), banned_words=lines, banned_categories=tuple(categories))
        policies.publish(wanted, desk.one)

    return publish


def draft(desk, name: str, words: str = ""):
    product = catalog.create_draft(desk.mei.shop)
    return catalog.save(product, name=name, words=words, price_minor=1000)


@pytest.mark.parametrize(
    ("name", "words", "field"), [("Ｗater GÚN", "", "name"), ("水枪", "玩具手枪。", "words"), ("Toy", "A gun.", "words")]
)
def test_what_is_not_allowed_does_not_go_on_sale(desk, lists, name, words, field):
    lists("gun", "手枪", "水枪商店")
    product = draft(desk, name, words)
    with pytest.raises(Refused) as refused:
        catalog.put_on_sale(product)
    assert refused.value.field == field and "is not allowed on this market" in refused.value.sentence
    assert catalog.product_by_code(desk.mei.shop, product.code).state == "draft"


def test_nor_is_something_on_sale_renamed_to_it(desk, lists):
    lists("gun", "手枪")
    product = desk.mei.mug.product
    for changes in ({"name": "Gun mug"}, {"words": "像手枪一样"}):
        with pytest.raises(Refused):
            catalog.save(catalog.product_by_code(desk.mei.shop, product.code), **changes)
    with pytest.raises(Refused) as refused:
        catalog.set_options(catalog.product_by_code(desk.mei.shop, product.code), [("Shape", ["Round", "Gun"])])
    assert refused.value.field == "options"
    found = catalog.product_by_code(desk.mei.shop, product.code)
    assert (found.name, found.option_list) == ("Sunday mug, celadon, 320 ml", [])
    catalog.save(found, price_minor=9900)  # what is not about words goes on


def test_the_seller_reads_it_beside_the_field(desk, lists, visitor):
    lists("gun")
    product = draft(desk, "Toy")
    data = {"whole": "1", "name": "Water gun", "price": "10", "do": "sale"}
    answer = visitor(desk.mei.owner).post(f"/sell/meis-kiln/items/{product.code}", data=data)
    assert answer.status_code == 422 and "“gun” is not allowed on this market. Leave it out." in answer.text
    assert 'value="Water gun"' in answer.text and 'id="name-error"' in answer.text


def test_what_only_asks_for_a_look_goes_on_sale_and_into_the_queue_once(desk, lists, visitor):
    lists("replica?", "高仿？")
    product = draft(desk, "Replica of a Song vase", "不是高仿")
    catalog.put_on_sale(product)
    assert catalog.product_by_code(desk.mei.shop, product.code).state == "on_sale"
    catalog.save(catalog.product_by_code(desk.mei.shop, product.code), name="A replica, signed")
    (report,) = Report.across_shops()
    assert (report.thing_id, report.reason, report.people_count) == (product.id, "words", 0)
    (voice,) = Voice.across_shops()
    assert (voice.who, voice.words, voice.counts) == ("words", "replica, 高仿", False)
    page = visitor(desk.one).get(f"/admin/reports/{report.code}").text
    assert "The market’s list of words" in page and "replica, 高仿" in page and "found by the market’s own list" in page
    desk.told(desk.item("mug"))
    assert Report.across_shops().count() == 2


def test_shops_are_watched_too(desk, lists):
    lists("gun", "replica?")
    owner = make_person("Gus", "+8613400134009")
    with pytest.raises(Refused) as refused:
        shops.open_shop(owner, "Gus’ Gun Shop")
    assert refused.value.field == "name" and shops.of_person(owner) == []
    opened = shops.open_shop(owner, "Replica Room")
    (report,) = Report.across_shops()
    assert (report.kind, report.thing_id) == ("shop", opened.id)
    for changes in ({"name": "Gun Room"}, {"words": "Every gun"}, {"about": "A gun."}):
        with pytest.raises(Refused) as refused:
            shops.change_look(opened, **changes)
        assert refused.value.field == next(iter(changes))
    shops.change_look(opened, words="Old things")


def test_shelves_are_categories(desk, lists):
    lists("gun", categories=["烟草", "Weapons", "vapes?"])
    shop = desk.mei.shop
    for name in ("Guns and gun oil", "烟草与茶", "Old weapons"):
        with pytest.raises(Refused) as refused:
            catalog.create_collection(shop, name)
        assert refused.value.field == "name"
    shelf = catalog.create_collection(shop, "Vapes")
    from storefront.catalog import shelves

    with pytest.raises(Refused):
        shelves.rename_collection(shop, shelf, "Weapons")


def test_what_was_on_sale_before_a_new_list_stays_and_is_held_to_it_when_it_changes(desk, lists):
    desk.mei.sells("gun", "Water gun", 900)
    lists("gun")
    product = catalog.product_by_code(desk.mei.shop, desk.mei.goods["gun"].product.code)
    assert product.state == "on_sale"
    catalog.save(product, price_minor=950)
    with pytest.raises(Refused):
        catalog.save(product, name="Large water gun")
