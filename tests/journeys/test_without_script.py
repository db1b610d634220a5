"""The same without JavaScript: links and forms alone."""

import re

from playwright.sync_api import expect

from storefront import catalog
from storefront.orders.models import Order
from tests.journeys import shopping
from tests.journeys.test_direct import LOTTE, screenshot_of_the_transfer


def test_browse_choose_fill_the_bag_and_pay_with_forms_alone(world, plain_page):
    page = plain_page
    cup = world.mei.sells("cup", "Teacup", 6800)
    catalog.set_options(cup.product, [("Glaze", ["Celadon", "Ink blue"])])
    page.goto("/")
    page.get_by_role("link", name="Mei's Kiln").first.click()
    page.get_by_role("link", name="Teacup").click()
    page.get_by_label("Ink blue").check()
    page.get_by_role("button", name="Show this choice").click()
    expect(page.get_by_label("Ink blue")).to_be_checked()
    page.get_by_role("button", name="Add to bag").click()
    expect(page.get_by_role("heading", name="Bag")).to_be_visible()
    page.get_by_role("button", name="One more").click()
    page.get_by_role("button", name="One less").click()
    page.get_by_role("link", name="Check out").click()
    shopping.fill_in(page, tel="12")
    page.get_by_role("button", name="Pay ¥68.00").click()
    expect(page.get_by_role("textbox", name="Full name")).to_have_value(shopping.NAME)
    shopping.fill_in(page)
    page.get_by_role("button", name="Pay ¥68.00").click()
    shopping.at_the_bank(page, "Pay ¥68.00")
    shopping.paid(page)
    expect(page.get_by_text("Ink blue")).to_be_visible()


def test_a_pasted_address_and_a_removed_line_come_back_with_forms_alone(world, plain_page):
    page = plain_page
    shopping.open_item(page, world.mei.mug)
    page.get_by_role("button", name="Add to bag").click()
    page.get_by_role("button", name="Remove").click()
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("link", name="Check out").click()
    page.get_by_role("link", name="Paste an address").click()
    page.get_by_label("Name, number and address, as copied").fill("周一宁 13800138000 浙江省杭州市上城区南山路18号302室")
    page.get_by_role("button", name="Fill in the fields").click()
    expect(page.get_by_role("textbox", name="Full name")).to_have_value("周一宁")


def test_a_direct_order_with_a_picture_of_the_transfer_and_the_seller_answering(world, phone, sign_in):
    buyer, seller = phone(java_script_enabled=False), sign_in(phone(java_script_enabled=False), world.lotte.owner)
    shopping.buy_now(buyer, world.lotte.jam)
    shopping.fill_in(buyer, **LOTTE)
    buyer.get_by_role("button", name=re.compile("^Pay ")).click()
    buyer.get_by_label(re.compile("Picture|Photo")).set_input_files(screenshot_of_the_transfer())
    buyer.get_by_role("button", name="I have paid").click()
    expect(buyer.get_by_role("heading", name="Oma Lotte looks for it")).to_be_visible()
    seller.goto("/sell/oma-lotte/orders?state=pay")
    order = Order.across_shops().get()
    seller.locator(f"#order-{order.number}").get_by_role("link").first.click()
    seller.get_by_role("button", name="Mark as paid").click()
    seller.get_by_role("textbox", name="Courier number").fill("00340434161094021501")
    seller.get_by_role("button", name="Mark shipped").click()
    expect(seller.get_by_role("button", name="Mark shipped")).to_have_count(0)
    buyer.goto(f"/o/{order.token}")
    expect(buyer.get_by_role("heading", name="On its way")).to_be_visible()
    buyer.get_by_role("button", name="I have it, all good").click()
    expect(buyer.get_by_role("heading", name="Received")).to_be_visible()
