"""The seller's pages: as plain forms first, then as fragments; what is wrong is said beside its field and what was typed stays."""

import io
import re

import pytest

from storefront import accounts, catalog, shops, stock
from storefront.catalog import actions, photos, shelves
from storefront.catalog.models import Product


def first(pattern: str, html: str) -> str:
    return re.search(pattern, html, re.S)[1]


def value(html: str, name: str) -> str:
    """What stands in a field."""
    field = re.search(rf'<input[^>]*name="{name}"[^>]*>', html)[0]
    found = re.search(r'value="([^"]*)"', field)
    return found[1] if found else ""


# --- the door ------------------------------------------------------------------------------------------------------------------


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


# --- a new item, as one plain form ------------------------------------------------------------------------------------------------


def test_photo_price_name_on_sale_as_one_plain_form(desk, shop, upload, mei):
    code = desk.proposed_code()
    page = desk.get("/items/new").text
    assert (
        'enctype="multipart/form-data"' in page
        and 'capture="environment"' in page
        and re.search(r'<input type="file" name="photo"[^>]*multiple', page)
    )
    answer = desk.post(
        f"/items/{code}", {"photo": [upload(1), upload(2)], "price": "128", "name": "Sunday mug", "whole": "1", "do": "sale"}
    )
    assert answer.status_code == 303 and answer.headers["Location"].startswith(
        (f"/sell/meis-kiln/share/product/{code}?new=1", f"/@meis-kiln/p/{code}")
    )
    item = actions.product_by_code(shop, code)
    assert (item.state, item.name, item.price_minor, len(photos.pictures_of(item))) == ("on_sale", "Sunday mug", 12800, 2)
    assert item.left_count is None and item.needs_delivery and mei.fresh().items_count == 4


def test_the_same_form_sent_twice_makes_one_item(desk, shop):
    code = desk.proposed_code()
    for _n in range(2):
        assert desk.post(f"/items/{code}", {"price": "1", "name": "Once", "whole": "1", "do": "sale"}).status_code == 303
    assert Product.of(shop).where(Product.name == "Once").count() == 1


def test_everything_folded_is_saved_with_it(desk, shop):
    catalog.create_collection(shop, "Tea")
    code = desk.proposed_code()
    desk.post(f"/items/{code}", {
        "price": "1,280.50", "name": "  Lesson \u0007 ", "words": "Two hours.\r\n\r\nClay included.", "stock": "8", "shelves": "tea", "new_shelf": "Courses",
        "service": "y", "whole": "1", "do": "sale",
    })  # fmt: skip
    item = actions.product_by_code(shop, code)
    assert (item.name, item.price_minor, item.words, item.left_count, item.needs_delivery) == (
        "Lesson",
        128050,
        "Two hours.\n\nClay included.",
        8,
        False,
    )
    assert {shelf.name for shelf in catalog.collections_of(shop) if shelf.id in shelves.shelves_of(item)} == {"Tea", "Courses"}


@pytest.mark.parametrize(("sent", "field", "words"), [
    ({"price": "", "name": "Mug"}, "price", "Say what it costs."),
    ({"price": "-3", "name": "Mug"}, "price", "cannot be negative"),
    ({"price": "0", "name": "Mug"}, "price", "The smallest amount is"),
    ({"price": "12.345", "name": "Mug"}, "price", "Too many decimals"),
    ({"price": "1" * 30, "name": "Mug"}, "price", "."),
    ({"price": "128", "name": ""}, "name", "Give it a name"),
    ({"price": "128", "name": "x" * 121}, "name", "there is room for 120"),
    ({"price": "128", "name": "Mug", "stock": "-1"}, "stock", "whole number"),
    ({"price": "128", "name": "Mug", "stock": "1.5"}, "stock", "whole number"),
    ({"price": "128", "name": "Mug", "stock": "9999999"}, "stock", "from 0 to 999999"),
    ({"price": "128", "name": "Mug", "words": "x" * 5001}, "words", "room for 5000"),
])  # fmt: skip
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(desk, shop, upload, sent, field, words):
    code = desk.proposed_code()
    answer = desk.post(f"/items/{code}", {**sent, "photo": upload(1), "whole": "1", "do": "sale"})
    assert answer.status_code == 422
    assert words in first(rf'id="{field}-error">(.*?)</p>', answer.text)
    item = actions.product_by_code(shop, code)
    assert item.state == "draft" and len(photos.pictures_of(item)) == 1  # the photo has arrived
    for name in ("price", "name"):
        assert value(answer.text, name) == sent[name]
    if field != "name":
        assert item.name == sent["name"]  # and the draft keeps what made sense


def test_a_file_that_is_no_picture_is_said_and_the_rest_is_kept(desk, shop, upload):
    code = desk.proposed_code()
    answer = desk.post(
        f"/items/{code}",
        {"photo": [(io.BytesIO(b"<svg/>"), "a.jpg"), upload(1)], "price": "5", "name": "Cup", "whole": "1", "do": "sale"},
    )
    assert answer.status_code == 422 and answer.text.count("SVG drawings can carry programs") == 1
    item = actions.product_by_code(shop, code)
    assert (item.state, item.name, item.price_minor, len(photos.pictures_of(item))) == ("draft", "Cup", 500, 1)


def test_price_and_shop_in_the_request_belong_to_the_form_alone(desk, shop, world):
    code = desk.proposed_code()
    desk.post(f"/items/{code}", {
        "price": "5", "name": "Cup", "whole": "1", "do": "sale", "shop_id": world.lotte.shop.id, "state": "hidden", "sold_count": "900", "favourite": "1",
        "position": "1", "cover": "1",
    })  # fmt: skip
    item = actions.product_by_code(shop, code)
    assert (item.shop_id, item.state, item.sold_count, item.favourite, item.position) == (shop.id, "on_sale", 0, False, item.id)


# --- drafts -------------------------------------------------------------------------------------------------------------------------


def test_a_draft_saves_itself_on_every_change(desk, shop):
    code = desk.proposed_code()
    assert Product.of(shop).where(Product.code == code).count() == 0  # looking makes nothing
    answer = desk.post(f"/items/{code}/draft", {"name": "Half a", "whole": "1"}, target="saved")
    assert answer.text == '<p class="meta" id="saved" role="status">Draft saved.</p>'
    desk.post(f"/items/{code}/draft", {"name": "Half a name", "price": "not yet", "stock": "2", "whole": "1"}, target="saved")
    item = actions.product_by_code(shop, code)
    assert (item.state, item.name, item.price_minor, item.left_count) == ("draft", "Half a name", 0, 2)
    page = desk.get(f"/items/{code}").text
    assert value(page, "name") == "Half a name" and "Put on sale" in page
    assert code in desk.get("/items?state=drafts").text


def test_what_is_on_sale_does_not_save_itself(desk, product):
    assert desk.post(f"/items/{product('mug').code}/draft", {"name": "x", "whole": "1"}, target="saved").status_code == 204
    assert product("mug").name != "x"


def test_a_photo_that_travels_by_itself_begins_the_draft(desk, shop, upload):
    code = desk.proposed_code()
    answer = desk.post(f"/items/{code}/pictures", {"photo": upload(1)}, target="pictures")
    assert (
        answer.status_code == 200
        and answer.text.lstrip().startswith("{#") is False
        and '<li class="shot" id="picture-' in answer.text
    )
    desk.post(f"/items/{code}/pictures", {"photo": upload(2)}, target="pictures")
    assert len(photos.pictures_of(actions.product_by_code(shop, code))) == 2
    many = desk.get(f"/items/{code}", target="many").text
    assert "One item with 2 pictures, or 2 items?" in many and "<html" not in many


def test_a_refused_photo_begins_nothing(desk, shop):
    code = desk.proposed_code()
    answer = desk.post(f"/items/{code}/pictures", {"photo": (io.BytesIO(b"GIF89a" + bytes(50)), "a.jpg")}, target="pictures")
    assert answer.status_code == 422 and "GIF pictures are not accepted" in first(r"data-says>(.*?)</p>", answer.text)
    assert Product.of(shop).where(Product.code == code).count() == 0
    assert desk.post(f"/items/{code}/pictures", {}).status_code == 422


def test_several_photos_become_several_items(desk, shop, upload):
    code = desk.proposed_code()
    page = desk.post(f"/items/{code}", {"photo": [upload(n) for n in range(3)], "whole": "1", "do": "sale"})
    assert page.status_code == 422 and "One item with 3 pictures, or 3 items?" in page.text
    assert desk.post(f"/items/{code}/split").headers["Location"] == "/sell/meis-kiln/items/bulk"
    assert len(catalog.drafts_of(shop)) == 3


# --- many at once -----------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def rows(desk, shop, upload):
    """Three photos in the bulk page; the codes of their rows, newest first."""
    assert desk.post("/items/bulk/photos", {"photo": [upload(n) for n in range(3)]}).status_code == 303
    return re.findall(r'id="bulk-(\w+)"', desk.get("/items/bulk").text)


def test_each_photo_becomes_a_row(desk, rows, upload):
    assert len(rows) == 3
    answer = desk.post("/items/bulk/photos", {"photo": upload(9)}, target="bulk")
    assert '<li class="bulk__row" id="bulk-' in answer.text and "<html" not in answer.text


def test_all_go_on_sale_at_once_and_blank_rows_stay(desk, shop, rows, mei):
    sent = {
        f"{rows[0]}-price": "12",
        f"{rows[0]}-name": "One",
        f"{rows[1]}-price": "13",
        f"{rows[1]}-name": "Two",
        f"{rows[2]}-price": "",
        f"{rows[2]}-name": "",
    }
    answer = desk.post("/items/bulk", sent)
    assert answer.headers["Location"] == "/sell/meis-kiln/items?said=sale&n=2"
    assert "2 items are on sale." in desk.get("/items?said=sale&n=2").text
    assert [draft.code for draft in catalog.drafts_of(shop)] == [rows[2]] and mei.fresh().items_count == 5


def test_one_wrong_row_stops_all_and_keeps_what_was_typed(desk, shop, rows):
    answer = desk.post(
        "/items/bulk", {f"{rows[0]}-price": "12", f"{rows[0]}-name": "One", f"{rows[1]}-price": "x1", f"{rows[1]}-name": ""}
    )
    assert (
        answer.status_code == 422
        and value(answer.text, f"{rows[0]}-name") == "One"
        and value(answer.text, f"{rows[1]}-price") == "x1"
    )
    assert f'id="{rows[1]}-name-error"' in answer.text and f'id="{rows[0]}-name-error"' not in answer.text
    assert len(catalog.drafts_of(shop)) == 3
    assert desk.post("/items/bulk", {}).status_code == 422


def test_a_row_saves_itself(desk, shop, rows):
    answer = desk.post(
        f"/items/{rows[0]}/row", {f"{rows[0]}-price": "7.50", f"{rows[0]}-name": "Seven"}, target=f"kept-{rows[0]}"
    )
    assert "Saved." in answer.text and actions.product_by_code(shop, rows[0]).price_minor == 750
    answer = desk.post(
        f"/items/{rows[0]}/row", {f"{rows[0]}-price": "7.555", f"{rows[0]}-name": "Eight"}, target=f"kept-{rows[0]}"
    )
    assert "Too many decimals" in answer.text
    assert (actions.product_by_code(shop, rows[0]).price_minor, actions.product_by_code(shop, rows[0]).name) == (750, "Eight")


# --- the list ------------------------------------------------------------------------------------------------------------------------------


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


# --- one item --------------------------------------------------------------------------------------------------------------------------------


def test_what_is_on_sale_is_changed_by_the_same_form(desk, product):
    code = product("mug").code
    answer = desk.post(
        f"/items/{code}",
        {"name": "Monday mug", "price": "118", "was": "128", "stock": "4", "words": "New", "whole": "1", "do": "save"},
    )
    assert answer.headers["Location"] == f"/sell/meis-kiln/items/{code}?said=saved"
    mug = product("mug")
    assert (mug.name, mug.price_minor, mug.was_minor, mug.left_count, mug.state) == ("Monday mug", 11800, 12800, 4, "on_sale")
    wrong = desk.post(f"/items/{code}", {"name": "Monday mug", "price": "118", "was": "100", "whole": "1", "do": "save"})
    assert wrong.status_code == 422 and "The old price is higher" in wrong.text and value(wrong.text, "was") == "100"
    empty = desk.post(f"/items/{code}", {"name": "", "price": "", "whole": "1", "do": "save"})
    assert empty.status_code == 422 and "Say what it costs." in empty.text and "Give it a name" in empty.text
    assert product("mug").price_minor == 11800
    desk.post(f"/items/{code}", {"name": "Monday mug", "price": "118", "was": "", "whole": "1", "do": "save"})
    assert product("mug").was_minor is None


def test_the_favourite_is_chosen_with_one_button(desk, product, client, shop):
    desk.post(f"/items/{product('mug').code}/favourite", {"on": "1"})
    assert "It stands first" in desk.get(f"/items/{product('mug').code}?said=first").text
    assert client.get(f"/@{shop.slug}").text.index("Sunday mug") < client.get(f"/@{shop.slug}").text.index("Noodle bowl")
    desk.post(f"/items/{product('mug').code}/favourite", {"on": "0"})
    assert not product("mug").favourite


@pytest.fixture
def pictured(product, kept):
    photos.attach(product("mug"), [kept(n) for n in range(3)])
    return product("mug"), [picture.code for picture in photos.pictures_of(product("mug"))]


def test_pictures_move_and_go_with_undo(desk, pictured):
    mug, codes = pictured
    base = f"/items/{mug.code}/pictures"
    order = lambda html: re.findall(r'id="picture-([\w-]{22})"', html)  # noqa: E731
    assert order(desk.post(f"{base}/{codes[1]}/move", {"to": "up"}, target="pictures").text) == [codes[1], codes[0], codes[2]]
    assert (
        desk.post(f"{base}/{codes[1]}/move", {"to": "down"}).headers["Location"] == f"/sell/meis-kiln/items/{mug.code}#pictures"
    )
    removed = desk.post(f"{base}/{codes[0]}/remove", target="pictures").text
    assert order(removed) == codes[1:] and "Removed." in removed and f"{base}/{codes[0]}/back" in removed
    assert order(desk.post(f"{base}/{codes[0]}/back", target="pictures").text) == [codes[1], codes[2], codes[0]]
    assert desk.post(f"{base}/{'y' * 22}/remove").status_code == 404


def test_one_tap_says_what_must_stay_in_view(desk, pictured):
    mug, codes = pictured
    base = f"/items/{mug.code}/pictures/{codes[0]}"
    page = desk.get(base).text
    assert page.count('name="at"') == 9 and re.search(r'value="50,50"[^>]*aria-pressed="true"', page)
    region = desk.post(f"{base}/focus", {"at": "0,100"}, target="spot").text
    assert region.lstrip().startswith("<form") and re.search(r'value="0,100"[^>]*aria-pressed="true"', region)
    for nonsense in ("", "x", "10,10", "0,100,5", "-1,0"):
        assert desk.post(f"{base}/focus", {"at": nonsense}).status_code == 303
    shown = photos.pictures_of(mug)[0]
    assert (shown.focus_x, shown.focus_y) == (0, 100)


def test_words_for_who_does_not_see_it(desk, pictured, client):
    mug, codes = pictured
    assert desk.post(f"/items/{mug.code}/pictures/{codes[0]}", {"alt": 'A mug, "bare" foot'}).status_code == 303
    assert 'alt="A mug, &#34;bare&#34; foot"' in client.get(f"/@meis-kiln/p/{mug.code}").text
    assert desk.post(f"/items/{mug.code}/pictures/{codes[0]}", {"alt": "x" * 301}).status_code == 422


# --- choices -----------------------------------------------------------------------------------------------------------------------------------


def test_options_become_rows_and_rows_become_variants(desk, shop, product, pictured):
    mug, codes = pictured
    answer = desk.post(
        f"/items/{mug.code}/options", {"name0": "Glaze", "values0": "Celadon、Ink", "name1": "Size", "values1": "S, L"}
    )
    assert answer.headers["Location"] == f"/sell/meis-kiln/items/{mug.code}/choices"
    page = desk.get(f"/items/{mug.code}/choices").text
    rows = re.findall(r'name="(\w+)-price"', page)
    assert re.findall(r'<legend class="label">([^<]*)<', page) == ["Celadon · S", "Celadon · L", "Ink · S", "Ink · L"]
    sent = {}
    for n, code in enumerate(rows):
        sent |= {
            f"{code}-price": str(100 + n),
            f"{code}-stock": str(n),
            f"{code}-picture": codes[n // 2],
            **({f"{code}-active": "y"} if n != 1 else {}),
        }
    assert desk.post(f"/items/{mug.code}/choices", sent).headers["Location"] == f"/sell/meis-kiln/items/{mug.code}?said=saved"
    variants = catalog.variants_of(product("mug"))
    assert [(v.choice_text, v.price_minor) for v in variants] == [("Celadon · S", 10000), ("Ink · S", 10200), ("Ink · L", 10300)]
    assert list(stock.left([v.id for v in variants]).values()) == [0, 2, 3]
    again = desk.get(f"/items/{mug.code}/choices").text
    assert again.count('type="checkbox"') == 4 and again.count(" checked") == 3


@pytest.mark.parametrize(("sent", "words"), [
    ({"name0": "Glaze", "values0": ""}, "Say what there is"),
    ({"name0": "", "values0": "a, b"}, "Say what people choose"),
    ({"name0": "a", "values0": "1", "name1": "A", "values1": "2"}, "same name"),
    ({"name0": "a", "values0": ",".join(map(str, range(31)))}, "31 combinations"),
    ({"name0": "x" * 41, "values0": "a"}, "there is room for 40"),
])  # fmt: skip
def test_options_that_make_no_sense_are_refused_beside_them(desk, product, sent, words):
    answer = desk.post(f"/items/{product('mug').code}/options", sent)
    assert answer.status_code == 422 and words in answer.text and not product("mug").has_choices
    assert value(answer.text, "name0") == sent["name0"]


def test_rows_that_make_no_sense_stop_all(desk, glazed):
    rows = [variant.code for variant in catalog.variants_of(glazed)]
    sent = {f"{code}-price": "1", f"{code}-active": "y"} if (code := rows[0]) else {}
    sent |= {
        f"{rows[1]}-price": "",
        f"{rows[1]}-active": "y",
        f"{rows[2]}-price": "3",
        f"{rows[2]}-stock": "x",
        f"{rows[2]}-active": "y",
    }
    answer = desk.post(f"/items/{glazed.code}/choices", sent)
    assert (
        answer.status_code == 422
        and f'id="{rows[1]}-price-error"' in answer.text
        and f'id="{rows[2]}-stock-error"' in answer.text
    )
    assert catalog.variants_of(glazed)[0].price_minor == 12800
    nothing = desk.post(f"/items/{glazed.code}/choices", {})
    assert nothing.status_code == 422 and "At least one combination" in nothing.text
    assert len(catalog.variants_of(glazed)) == 6


def test_without_choices_there_is_no_matrix(desk, product):
    assert desk.get(f"/items/{product('mug').code}/choices").status_code == 404
    assert desk.post(f"/items/{product('mug').code}/choices").status_code == 404


# --- collections ---------------------------------------------------------------------------------------------------------------------------------


def test_collections_are_made_filled_ordered_renamed_and_deleted(desk, shop, product, client):
    assert desk.post("/collections", {"name": "Tea"}).headers["Location"] == "/sell/meis-kiln/collections/tea"
    mug, jar = product("mug").code, product("jar").code
    for code in (mug, jar):
        assert desk.post("/collections/tea/items", {"item": code}).status_code == 303
    standing = lambda html: re.findall(r'<li id="item-(\w+)"', html)  # noqa: E731
    assert standing(desk.get("/collections/tea").text) == [jar, mug]
    assert standing(desk.post(f"/collections/tea/items/{mug}/move", {"to": "up"}, target="standing").text) == [mug, jar]
    assert standing(desk.post(f"/collections/tea/items/{jar}/remove", target="standing").text) == [mug]
    found = desk.get("/collections/tea?q=bowl", target="standing").text
    assert "Noodle bowl" in found and "Moon jar" not in found
    desk.post("/collections/tea", {"name": "Tea things"})
    assert "Tea things" in client.get(f"/@{shop.slug}").text
    desk.post("/collections", {"name": "Bowls"})
    desk.post("/collections/bowls/move", {"to": "up"})
    assert [shelf.slug for shelf in catalog.collections_of(shop)] == ["bowls", "tea"]
    assert desk.post("/collections/tea/delete").headers["Location"] == "/sell/meis-kiln/collections?said=shelf-deleted&code=tea"
    assert client.get(f"/@{shop.slug}/c/tea").status_code == 404
    assert "/collections/tea/undelete" in desk.get("/collections?said=shelf-deleted&code=tea").text
    desk.post("/collections/tea/undelete")
    assert client.get(f"/@{shop.slug}/c/tea").status_code == 200


@pytest.mark.parametrize("name", ["", " ", "tea", "x" * 61])
def test_a_collection_needs_a_name_of_its_own(desk, shop, name):
    catalog.create_collection(shop, "Tea")
    answer = desk.post("/collections", {"name": name})
    assert answer.status_code == 422 and 'id="name-error"' in answer.text and value(answer.text, "name") == name.strip()
    assert len(catalog.collections_of(shop)) == 1


def test_pages_of_the_dashboard_are_for_one_person_and_need_no_script(desk, product, glazed):
    for path in everything(glazed.code)[0][:5]:
        answer = desk.get(path)
        assert answer.status_code == 200 and "style=" not in answer.text and "onclick" not in answer.text, path
        assert "private" in answer.headers.get("Cache-Control", ""), path
