"""Looking and choosing: an item with choices, the bag with undo, another language on the way, a phone that is known."""

import re

import pytest
from playwright.sync_api import expect

from storefront import catalog
from storefront.orders.models import Order
from tests.journeys import shopping
from tests.journeys.conftest import Thumb

TEACUP = [("Glaze", ["Celadon", "Ink blue", "Blush"]), ("Size", ["Small", "Large"])]


@pytest.fixture
def cup(world):
    """A cup in three glazes, one of them sold out, and two sizes: each with its price and stock."""
    variant = world.mei.sells("cup", "Teacup", 6800)
    made = catalog.set_options(variant.product, TEACUP)
    rows = [
        catalog.Row(6800, 5),
        catalog.Row(8800, 1),
        catalog.Row(7200, 0),
        catalog.Row(9200, 3),
        catalog.Row(6800, 0),
        catalog.Row(8800, 0),
    ]
    catalog.set_variants(variant.product, {each.code: row for each, row in zip(made, rows, strict=True)})
    return variant


def test_choosing_changes_price_and_stock_in_place_and_buys_that_very_one(cup, browser_page):
    page = browser_page
    shopping.open_item(page, cup)
    box = page.locator("#buybox")
    expect(box).to_contain_text("¥68")
    box.get_by_text("Large").tap()
    expect(box).to_contain_text("¥88")
    expect(box).to_contain_text("1 in stock")
    expect(page).to_have_url(re.compile(r"\?v="))
    box.get_by_text("Ink blue").tap()
    expect(box).to_contain_text("¥92")
    expect(box.get_by_role("radio", name="Blush")).to_be_disabled()
    page.get_by_role("button", name="Buy now").click()
    expect(page.get_by_text("Ink blue · Large")).to_be_visible()
    shopping.fill_in(page)
    page.get_by_role("button", name="Pay ¥92.00").click()
    shopping.at_the_bank(page, "Pay ¥92.00")
    shopping.paid(page)
    expect(page.get_by_text("Ink blue · Large")).to_be_visible()


def test_the_bag_counts_itself_and_gives_back_what_was_removed(world, browser_page):
    page = browser_page
    shopping.open_item(page, world.mei.mug)
    page.get_by_role("button", name="Add to bag").click()
    expect(page.get_by_text("Sunday mug, celadon, 320 ml is in your bag.")).to_be_visible()
    expect(page.locator("#cart-badge")).to_have_text("1 item")
    page.get_by_role("link", name="Bag").click()
    page.get_by_role("button", name="One more").click()
    expect(page.locator("#totals-meis-kiln")).to_contain_text("¥256.00")
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_role("heading", name="Your bag is empty")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#totals-meis-kiln")).to_contain_text("¥256.00")
    page.get_by_role("link", name="Check out").click()
    shopping.fill_in(page)
    page.get_by_role("button", name="Pay ¥256.00").click()
    shopping.at_the_bank(page, "Pay ¥256.00")
    shopping.paid(page)
    page.goto("/cart")
    expect(page.get_by_role("heading", name="Your bag is empty")).to_be_visible()


def test_a_pasted_address_fills_the_three_fields(world, browser_page):
    page = browser_page
    shopping.buy_now(page, world.mei.mug)
    page.get_by_role("link", name="Paste an address").click()
    page.get_by_label("Name, number and address, as copied").fill("周一宁 13800138000 浙江省杭州市上城区南山路18号302室")
    page.get_by_role("button", name="Fill in the fields").click()
    expect(page.get_by_role("textbox", name="Full name")).to_have_value("周一宁")
    expect(page.get_by_role("textbox", name="Mobile number")).to_have_value(re.compile("138 ?0013 ?8000"))
    expect(page.get_by_role("textbox", name="Address ·")).to_have_value(re.compile("南山路18号302室"))


def test_a_phone_that_is_known_buys_in_two_taps(world, browser_page):
    page = browser_page
    shopping.buy_now(page, world.mei.mug)
    shopping.fill_in(page)
    page.get_by_label("Remember this on this phone").check()
    page.get_by_role("button", name=re.compile("^Pay ")).click()
    shopping.at_the_bank(page, "Pay ¥")
    shopping.paid(page)
    shopping.open_item(page, world.mei.bowl)
    thumb = Thumb(page)
    thumb.tap(page.get_by_role("button", name="Buy now"))
    thumb.tap(page.get_by_role("button", name="Pay ¥168.00"))
    assert (thumb.taps, thumb.typed) == (2, 0)
    shopping.at_the_bank(page, "Pay ¥168.00")
    shopping.paid(page)
    assert Order.across_shops().count() == 2


def test_wrong_fields_are_said_beside_them_and_nothing_typed_is_lost(world, browser_page):
    page = browser_page
    shopping.buy_now(page, world.mei.mug)
    shopping.fill_in(page, tel="138 0013 800")
    page.get_by_role("button", name=re.compile("^Pay ")).click()
    expect(page.get_by_text("One digit is missing. Mobile numbers have 11.").last).to_be_visible()
    expect(page.get_by_role("textbox", name="Full name")).to_have_value(shopping.NAME)
    expect(page.get_by_role("textbox", name="Mobile number")).to_have_attribute("aria-invalid", "true")
    assert Order.across_shops().count() == 0


def test_changing_to_chinese_on_the_way_keeps_the_bag_and_the_page(world, browser_page):
    page = browser_page
    shopping.open_item(page, world.mei.mug)
    page.get_by_role("button", name="Add to bag").click()
    expect(page.locator("#cart-badge")).to_have_text("1 item")
    page.get_by_role("button", name="简体中文").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    expect(page).to_have_url(re.compile(f"/p/{world.mei.mug.product.code}"))
    page.goto("/checkout?shop=meis-kiln")
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    expect(page.locator("#totals")).to_contain_text("128.00")


def test_a_button_is_not_exchanged_under_the_finger(world, browser_page):
    page = browser_page
    shopping.buy_now(page, world.mei.mug)
    shopping.fill_in(page)
    pay = page.get_by_role("button", name="Pay ¥128.00").element_handle()
    with page.expect_response("**/checkout/totals"):
        page.get_by_role("textbox", name="Address ·").blur()
    page.wait_for_function("() => !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')")
    assert pay.evaluate("button => button.isConnected")
