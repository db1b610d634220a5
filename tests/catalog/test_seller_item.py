"""One item: begun from a photo, as one plain form, as a draft that saves itself, and changed later."""

import io
import re

import pytest

from storefront import catalog, shops
from storefront.catalog import actions, photos, shelves
from storefront.catalog.models import Product
from tests.catalog.conftest import first, value

# --- a new item, as one plain form ----------------------------------------------------------------------------------------------


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


# --- drafts ---------------------------------------------------------------------------------------------------------------------


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


# --- what is on sale already ----------------------------------------------------------------------------------------------------


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


def test_a_price_beyond_what_may_be_sold_in_a_day_is_said_to_the_seller(desk, shop):
    code = desk.proposed_code()
    warning = "sells up to ¥10,000.00 a day as yet, so nobody can buy this"
    desk.post(f"/items/{code}", {"price": "10000", "name": "Gate", "whole": "1", "do": "sale"})
    assert warning not in desk.get(f"/items/{code}").text
    desk.post(f"/items/{code}", {"price": "10000.01", "name": "Gate", "whole": "1"})
    assert warning in desk.get(f"/items/{code}").text
    shops.verify(shop, "company")
    assert warning not in desk.get(f"/items/{code}").text


def test_a_form_that_was_open_during_a_sale_does_not_undo_it(desk, world, product):
    """The number of pieces came along with the words that were changed: it is the one of before."""
    mug = product("mug")
    page = desk.get(f"/items/{mug.code}").text
    sent = {"price": "128", "name": mug.name, "words": "Fired twice.", "whole": "1"}
    sent |= {name: value(page, name) for name in ("stock", "stock_seen")}
    assert (sent["stock"], sent["stock_seen"]) == ("7", "7")
    world.paid(items=[(world.mei.mug, 2)])
    assert desk.post(f"/items/{mug.code}", sent).status_code == 303
    assert (product("mug").words, product("mug").left_count) == ("Fired twice.", 5)
    assert desk.post(f"/items/{mug.code}", sent | {"stock": "8"}).status_code == 303
    assert product("mug").left_count == 8


def test_pieces_are_counted_in_the_digits_of_any_keyboard(desk, product):
    mug = product("mug")
    sent = {"price": "128", "name": mug.name, "whole": "1", "stock": "１２", "stock_seen": "7"}
    assert desk.post(f"/items/{mug.code}", sent).status_code == 303
    assert product("mug").left_count == 12
