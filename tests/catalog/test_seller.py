"""The seller's goods: whom the pages let in, and the list with what can be done in it."""

import re

import pytest

from storefront import accounts, catalog, shops, stock
from storefront.catalog import shelves
from storefront.catalog.models import Product
from tests.catalog.conftest import first, value


def everything(code, picture="x" * 22):
    item = f"/items/{code}"
    gets = [
        "/items",
        "/items/new",
        item,
        "/items/bulk",
        f"{item}/choices",
        f"{item}/pictures/{picture}",
        "/collections",
        "/collections/tea",
    ]
    posts = [
        item, f"{item}/draft", f"{item}/pictures", f"{item}/split", f"{item}/price", f"{item}/stock", f"{item}/move", f"{item}/sale", f"{item}/off",
        f"{item}/favourite", f"{item}/delete", f"{item}/undelete", f"{item}/row", f"{item}/options", f"{item}/choices", f"{item}/pictures/{picture}",
        f"{item}/pictures/{picture}/move", f"{item}/pictures/{picture}/remove", f"{item}/pictures/{picture}/back", f"{item}/pictures/{picture}/focus",
        "/items/bulk", "/items/bulk/photos", "/collections", "/collections/tea", "/collections/tea/move", "/collections/tea/delete",
        "/collections/tea/undelete", "/collections/tea/items", f"/collections/tea/items/{code}/move", f"/collections/tea/items/{code}/remove",
    ]  # fmt: skip
    return gets, posts


def test_nobody_else_gets_in(stranger, client, product, shop):
    catalog.create_collection(shop, "Tea")
    gets, posts = everything(product("mug").code)
    for path in gets:
        assert stranger.get(path).status_code == 404, path
        assert client.get(stranger.base + path).status_code == 303, path  # to the sign-in page
    for path in posts:
        assert stranger.post(path).status_code == 404, path
        assert client.post(stranger.base + path).status_code in (303, 401), path
    assert product("mug").state == "on_sale" and product("mug").price_minor == 12800


def test_another_shops_things_are_not_there_in_ones_own(app, world, desk, mei):
    foreign = world.lotte.jam.product
    gets, posts = everything(foreign.code)
    shelves.create_collection(world.lotte.fresh(), "Tea")
    for path in gets:
        if foreign.code in path or "tea" in path:
            assert desk.get(path).status_code == 404, path
    for path in posts:
        if (foreign.code in path and not path.endswith((foreign.code, "/draft", "/pictures"))) or "tea" in path:
            assert desk.post(path).status_code == 404, path
    assert Product.of(world.lotte.shop).where(Product.id == foreign.id).get().state == "on_sale"


def test_who_only_ships_has_nothing_to_do_with_goods(app, desk, shop, world):
    packer = world.lotte.owner
    shops.Member.create(shop=shop, person=packer, role="packer", created_at=shop.created_at)
    desk.client.set_cookie("session", accounts.open_session(packer, "x", ""))
    assert desk.get("/items").status_code == 404 and desk.post("/collections", {"name": "x"}).status_code == 404
    shops.Member.update(role="helper").where(shops.Member.person == packer.id, shops.Member.shop == shop.id).execute()
    assert desk.get("/items").status_code == 200


def test_pages_of_the_dashboard_are_for_one_person_and_need_no_script(desk, product, glazed):
    for path in everything(glazed.code)[0][:5]:
        answer = desk.get(path)
        assert answer.status_code == 200 and "style=" not in answer.text and "onclick" not in answer.text, path
        assert "private" in answer.headers.get("Cache-Control", ""), path


# --- the list -------------------------------------------------------------------------------------------------------------------


def listed(html: str) -> list[str]:
    return re.findall(r'<li class="ware" id="row-(\w+)"', html)


def test_the_list_shows_everything_in_order_and_by_state(desk, shop, product):
    catalog.take_off_sale(product("mug"))
    draft = catalog.create_draft(shop)
    codes = {key: product(key).code for key in ("mug", "jar", "bowl")}
    assert listed(desk.get("/items").text) == [draft.code, codes["bowl"], codes["jar"], codes["mug"]]
    assert listed(desk.get("/items?state=sale").text) == [codes["bowl"], codes["jar"]]
    assert listed(desk.get("/items?state=off").text) == [codes["mug"]]
    assert listed(desk.get("/items?state=drafts").text) == [draft.code]
    assert listed(desk.get("/items?state=out").text) == []
    assert listed(desk.get("/items?q=mug").text) == [codes["mug"]]
    assert listed(desk.get("/items?q=nothing").text) == []
    assert desk.get("/items?state=evil&after=x&q=%22").status_code == 200
    fragment = desk.get("/items?q=jar", target="rows").text
    assert listed(fragment) == [codes["jar"]] and fragment.lstrip().startswith('<ul class="wares')


def test_the_list_asks_one_question_about_goods_however_many(desk, shop, queries):
    for number in range(50):
        catalog.save(catalog.create_draft(shop), name=f"Plate {number}")
    with queries() as asked:
        html = desk.get("/items").text
    assert len(listed(html)) == 40 and sum('FROM "product"' in sql for sql in asked) == 1
    more = first(r'class="btn btn--soft" href="([^"]*after=[^"]*)"', html).removeprefix(desk.base).replace("&amp;", "&")
    assert len(listed(desk.get(more).text)) == 13


def test_price_changes_in_place(desk, product):
    code = product("mug").code
    row = desk.post(f"/items/{code}/price", {"price": "99,50"}, target=f"row-{code}").text
    assert value(row, "price") == "99.50" and row.lstrip().startswith("<li") and product("mug").price_minor == 9950
    assert desk.post(f"/items/{code}/price", {"price": "100"}).headers["Location"] == f"/sell/meis-kiln/items#row-{code}"
    wrong = desk.post(f"/items/{code}/price", {"price": "1.234"}, target=f"row-{code}")
    assert wrong.status_code == 422 and value(wrong.text, "price") == "1.234" and "Too many decimals" in wrong.text
    plain = desk.post(f"/items/{code}/price", {"price": "1.234"})
    assert plain.status_code == 422 and "Too many decimals" in plain.text and "<html" in plain.text
    assert product("mug").price_minor == 10000


def test_stock_changes_in_place(desk, mei, product):
    code = product("mug").code
    row = desk.post(f"/items/{code}/stock", {"stock": "3"}, target=f"row-{code}").text
    assert value(row, "stock") == "3" and stock.left([mei.mug.id]) == {mei.mug.id: 3}
    desk.post(f"/items/{code}/stock", {"stock": ""}, target=f"row-{code}")
    assert product("mug").left_count is None and stock.left([mei.mug.id]) == {mei.mug.id: None}
    wrong = desk.post(f"/items/{code}/stock", {"stock": "many"}, target=f"row-{code}")
    assert wrong.status_code == 422 and "Write a whole number" in wrong.text


def test_stock_that_open_orders_hold_stays_counted(desk, world, mei, product):
    world.placed(items=[(mei.jar, 2)])
    answer = desk.post(f"/items/{product('jar').code}/stock", {"stock": ""}, target="row-x")
    assert answer.status_code == 422 and "Open orders hold some of these" in answer.text
    assert "Sold out" in desk.get("/items").text


def test_choices_are_not_changed_in_the_list(desk, glazed):
    for path, sent in (("price", {"price": "1"}), ("stock", {"stock": "1"})):
        assert desk.post(f"/items/{glazed.code}/{path}", sent, target=f"row-{glazed.code}").status_code == 422
    html = desk.get("/items").text
    row = html[html.index(f'id="row-{glazed.code}"') :]
    assert "from ¥128" in row[:3000] and f"/items/{glazed.code}/choices" in row[:3000]


def test_rows_move_by_buttons(desk, product):
    codes = [product(key).code for key in ("bowl", "jar", "mug")]
    assert desk.post(f"/items/{codes[2]}/move", {"to": "up"}).status_code == 303
    assert listed(desk.get("/items").text) == [codes[0], codes[2], codes[1]]
    assert listed(desk.post(f"/items/{codes[2]}/move", {"to": "down"}, target="rows").text) == codes


def test_off_sale_and_back(desk, product, client):
    mug = product("mug")
    assert desk.post(f"/items/{mug.code}/off").headers["Location"] == f"/sell/meis-kiln/items?said=off&code={mug.code}"
    page = desk.get(f"/items?said=off&code={mug.code}").text
    assert "Taken off sale." in page and f'action="/sell/meis-kiln/items/{mug.code}/sale"' in page and "Bring back" in page
    row = desk.post(f"/items/{mug.code}/sale", target=f"row-{mug.code}").text
    assert "It is on sale again." in row and "Off sale" not in row and product("mug").state == "on_sale"


def test_a_draft_that_lacks_something_leads_to_its_form(desk, shop):
    draft = catalog.create_draft(shop)
    answer = desk.post(f"/items/{draft.code}/sale")
    assert answer.headers["Location"] == f"/sell/meis-kiln/items/{draft.code}?need=price"
    assert "Say what it costs." in desk.get(f"/items/{draft.code}?need=price").text


def test_delete_with_undo(desk, product, client, shop):
    mug = product("mug")
    assert desk.post(f"/items/{mug.code}/delete").headers["Location"] == f"/sell/meis-kiln/items?said=deleted&code={mug.code}"
    page = desk.get(f"/items?said=deleted&code={mug.code}").text
    assert f'action="/sell/meis-kiln/items/{mug.code}/undelete"' in page and mug.code not in listed(page)
    assert client.get(f"/@{shop.slug}/p/{mug.code}").status_code == 410
    desk.post(f"/items/{mug.code}/undelete")
    desk.post(f"/items/{mug.code}/undelete")
    assert client.get(f"/@{shop.slug}/p/{mug.code}").status_code == 200


@pytest.mark.parametrize(
    "query", ["said=deleted&code=../../x", "said=<script>", "said=off&code=%22onload", "said=sale&n=x", "need=evil"]
)
def test_what_a_page_says_cannot_be_forged(desk, query, product):
    for path in ("/items", f"/items/{product('mug').code}"):
        page = desk.get(f"{path}?{query}")
        assert (
            page.status_code == 200 and "<script>" not in page.text and "../../x" not in page.text and '"onload' not in page.text
        )
