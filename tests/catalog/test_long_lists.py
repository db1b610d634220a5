"""Lists of a seller that are longer than a page: read on, and changed in the middle."""

import re

import pytest

from storefront import catalog
from storefront.catalog import actions, editing, shelves

PAGE = shelves.PAGE


@pytest.fixture
def many(shop):
    """`many(n)`: n more items, the newest first."""

    def make(number: int) -> list:
        made = [catalog.save(catalog.create_draft(shop), name=f"Plate {n}") for n in range(number)]
        return made[::-1]

    return make


@pytest.fixture
def long_shelf(shop, many):
    """A shelf of a page and five items, and their codes in order."""
    shelf = catalog.create_collection(shop, "Tea")
    products = many(PAGE + 5)
    for product in reversed(products):
        catalog.put_on_shelf(shop, shelf, product)
    return [product.code for product in products]


def standing(html: str) -> list[str]:
    return re.findall(r'<li id="item-(\w+)"', html)


def offered(html: str) -> list[str]:
    return re.findall(r'name="item" value="(\w+)"', html)


def listed(html: str) -> list[str]:
    return re.findall(r'<li class="ware" id="row-(\w+)"', html)


def further(desk, html: str, key: str) -> str:
    """Where "Show more" leads to."""
    return re.search(rf'href="([^"]*\b{key}=[^"]*)" hx-get', html)[1].removeprefix(desk.base).replace("&amp;", "&")


def can(html: str, button: str) -> bool:
    return "disabled" not in re.search(rf'<button[^>]*id="{button}"[^>]*>', html)[0]


def test_a_long_shelf_is_read_on(desk, long_shelf):
    first = desk.get("/collections/tea").text
    second = desk.get(further(desk, first, "after")).text
    assert standing(first) + standing(second) == long_shelf and len(standing(first)) == PAGE
    assert not can(first, f"up-{long_shelf[0]}") and can(first, f"down-{long_shelf[PAGE - 1]}")
    assert can(second, f"up-{long_shelf[PAGE]}") and not can(second, f"down-{long_shelf[-1]}")
    fragment = desk.get(further(desk, first, "after"), target="on-shelf").text
    assert fragment.lstrip().startswith("<ol") and standing(fragment) == standing(second)


def test_a_later_page_of_a_shelf_leads_back_to_its_start(desk, long_shelf):
    first = desk.get("/collections/tea").text
    assert "From the start" not in first
    assert "From the start" in desk.get(further(desk, first, "after")).text


def test_whoever_moves_something_far_down_a_shelf_stays_there(desk, long_shelf):
    last, before = long_shelf[-1], long_shelf[-2]
    shown = {"to": "up", "shown": [str(PAGE), "5"]}
    fragment = desk.post(f"/collections/tea/items/{last}/move", shown, target="standing").text
    assert standing(fragment) == [*long_shelf[:-2], last, before]
    place = desk.post(f"/collections/tea/items/{before}/move", {"to": "up"}).headers["Location"]
    assert place.endswith(f"#item-{before}")
    assert before in standing(desk.get(place.removeprefix(desk.base)).text)


def test_what_moves_over_the_edge_of_a_page_stays_in_sight(desk, long_shelf):
    edge = long_shelf[PAGE]
    second = further(desk, desk.get("/collections/tea").text, "after")
    there = {"HX-Request": "true", "HX-Target": "standing", "HX-Current-URL": f"http://localhost{desk.base}{second}"}
    moved = desk.client.post(f"{desk.base}/collections/tea/items/{edge}/move", data={"to": "up", "shown": "5"}, headers=there)
    assert standing(moved.text)[:2] == [edge, long_shelf[PAGE - 1]]


def test_taking_something_off_a_shelf_keeps_the_place(desk, long_shelf):
    gone = long_shelf[-3]
    left = [code for code in long_shelf if code != gone]
    sent = {"shown": [str(PAGE), "5"]}
    assert standing(desk.post(f"/collections/tea/items/{gone}/remove", sent, target="standing").text) == left
    place = desk.post(f"/collections/tea/items/{left[-2]}/remove").headers["Location"]
    assert left[-1] in standing(desk.get(place.removeprefix(desk.base)).text)


def test_what_could_stand_on_a_shelf_is_found_behind_all_that_does(desk, shop, many, product):
    old = [product(key).code for key in ("bowl", "jar", "mug")]
    shelf = catalog.create_collection(shop, "Tea")
    for each in many(45):
        catalog.put_on_shelf(shop, shelf, each)
    assert offered(desk.get("/collections/tea").text) == old
    html = desk.get("/collections/tea?q=mug").text
    assert offered(html) == [old[2]]
    catalog.put_on_shelf(shop, shelf, product("mug"))
    assert offered(desk.get("/collections/tea?q=mug").text) == []


def test_what_could_stand_on_a_shelf_is_read_on(desk, shop, many, product):
    codes = [each.code for each in many(20)] + [product(key).code for key in ("bowl", "jar", "mug")]
    catalog.create_collection(shop, "Tea")
    first = desk.get("/collections/tea").text
    second = desk.get(further(desk, first, "beyond"), target="could-stand").text
    assert offered(first) + offered(second) == codes
    plates = desk.get("/collections/tea?q=plate").text
    rest = desk.get(further(desk, plates, "beyond")).text
    assert offered(plates) + offered(rest) == codes[:20]


def test_a_search_stays_while_its_finds_are_put_on_the_shelf(desk, shop, many):
    first, second, *_others = [each.code for each in many(4)]
    catalog.create_collection(shop, "Tea")
    html = desk.get("/collections/tea?q=plate").text
    action = re.search(r'action="([^"]*/collections/tea/items[^"/]*)"', html)[1].removeprefix(desk.base)
    fragment = desk.post(action, {"item": first, "offered": "4"}, target="standing").text
    assert second in offered(fragment) and len(offered(fragment)) == 3 and 'value="plate"' in fragment
    assert "q=plate" in desk.post(action, {"item": second}).headers["Location"]


def test_the_list_of_goods_stays_where_something_was_moved(desk, shop, many, product):
    many(editing.PAGE + 2)
    codes = listed(desk.get("/items").text)
    last, before = product("mug").code, product("jar").code
    sent = {"to": "up", "shown": [str(editing.PAGE), "5"]}
    rows = listed(desk.post(f"/items/{last}/move", sent, target="rows").text)
    assert rows[: editing.PAGE] == codes and rows[-2:] == [last, before]
    place = desk.post(f"/items/{before}/move", {"to": "up"}).headers["Location"]
    assert place.endswith(f"#row-{before}") and before in listed(desk.get(place.removeprefix(desk.base)).text)


def test_in_a_part_of_the_list_nothing_moves(desk, product):
    """Its neighbours are not those of the whole list: a tap would seem to do nothing."""
    assert "/move" in desk.get("/items").text
    catalog.take_off_sale(product("mug"))
    for part in ("?state=sale", "?q=jar"):
        html = desk.get(f"/items{part}").text
        assert 'class="wares panel panel--flush wares--part"' in html


def test_a_list_is_not_read_without_end(desk, shop, monkeypatch):
    monkeypatch.setattr("storefront.catalog.extent.MOST", 2)
    code = actions.product_by_code(shop, listed(desk.get("/items").text)[0]).code
    assert len(listed(desk.post(f"/items/{code}/move", {"to": "down", "shown": ["99999", "x"]}, target="rows").text)) == 2
