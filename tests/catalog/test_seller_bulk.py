"""Many at once: each photo becomes a row, and all go on sale together."""

import re

import pytest
from playwright.sync_api import expect

from storefront import accounts, catalog
from storefront.catalog import actions
from tests.catalog.conftest import value


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


def bar(page: str) -> str:
    return re.search(r'<section class="actionbar"[^>]*>', page)[0]


def test_nothing_is_put_on_sale_where_there_is_nothing_to_sell(desk, shop, upload):
    empty = desk.get("/items/bulk").text
    assert " hidden" in bar(empty) and "No drafts" in empty
    desk.post("/items/bulk/photos", {"photo": [upload(1)]})
    waiting = desk.get("/items/bulk").text
    assert " hidden" not in bar(waiting) and "No drafts" not in waiting


@pytest.mark.browser
def test_the_one_primary_button_is_first_the_photos_then_the_sale(phone, live_server, mei, photo):
    page = phone()
    token = accounts.open_session(mei.owner, "Chrome on Android", "")
    page.context.add_cookies([{"name": "session", "value": token, "url": live_server.url}])
    page.goto(f"/sell/{mei.shop.slug}/items/bulk")
    sale, choose = page.get_by_role("button", name="Put all on sale"), page.get_by_text("Choose photos").locator("..")

    def colour(thing):
        return thing.evaluate("each => getComputedStyle(each).backgroundColor")

    primary = colour(choose)
    assert sale.count() == 0 and page.get_by_text("No drafts").is_visible()
    page.set_input_files("input[type=file]", {"name": "mug.jpg", "mimeType": "image/jpeg", "buffer": photo(3)})
    sale.wait_for()
    page.locator("#bulk .bulk__row").wait_for()
    expect(sale).to_have_css("background-color", primary)
    expect(choose).not_to_have_css("background-color", primary)
    expect(page.get_by_text("No drafts")).to_be_hidden()
