"""Paying through the market: held, declined, late, twice, double taps, the last piece."""

import re
import sqlite3
from datetime import timedelta

from playwright.sync_api import expect

from storefront import ledger, orders, payments, stock
from storefront.kit import clock
from storefront.orders.models import Order
from storefront.payments.models import Payment
from tests.journeys import shopping
from tests.journeys.conftest import soon


def the_order() -> Order:
    return Order.across_shops().get()


def test_a_guest_buys_and_the_money_is_held(world, browser_page):
    page = browser_page
    shopping.place(page, world.mei.mug)
    shopping.at_the_bank(page, "Pay ¥")
    shopping.paid(page)
    assert shopping.rail(page) == ["You paid done", "[We hold it]", "You confirm", "Mei's Kiln is paid"]
    order = the_order()
    assert order.state == "confirmed"
    assert ledger.balance("escrow", str(order.id), "CNY").minor == order.total_minor


def test_a_declined_payment_keeps_everything_and_offers_another_try(world, browser_page):
    page = browser_page
    shopping.place(page, world.mei.mug)
    shopping.at_the_bank(page, "Decline")
    expect(
        page.get_by_text("The payment did not go through and nothing was taken. Try again, or another way to pay.")
    ).to_be_visible()
    assert stock.left([world.mei.mug.id])[world.mei.mug.id] == 6  # still kept for this buyer
    page.get_by_role("button", name="Try again").click()
    shopping.at_the_bank(page, "Pay ¥")
    shopping.paid(page)
    expect(page.get_by_text(shopping.ADDRESS)).to_be_visible()
    assert Order.across_shops().count() == 1


def test_paying_twice_sends_the_second_payment_back(world, browser_page):
    page = browser_page
    shopping.place(page, world.mei.mug)
    shopping.at_the_bank(page, "Pay twice")
    shopping.paid(page)
    order = the_order()
    soon(lambda: [row.state for row in payments.refunds_for("order", str(order.id))] == ["done"])
    assert ledger.balance("escrow", str(order.id), "CNY").minor == order.total_minor
    page.reload()
    expect(page.get_by_text("It was paid twice; this is the second payment. ¥128.00 is on its way back")).to_be_visible()


def test_late_money_revives_the_order_where_the_goods_are_there(world, browser_page, config):
    page = browser_page
    shopping.place(page, world.mei.mug)
    expect(page.get_by_role("heading", name="Test payment")).to_be_visible()
    order = the_order()
    lapse(order)
    shopping.at_the_bank(page, "Pay late")
    arrive_now(config)
    soon(lambda: the_order().paid_minor)
    page.get_by_role("link", name="Back to the order").first.click()
    shopping.paid(page)
    assert ledger.balance("escrow", str(order.id), "CNY").minor == order.total_minor


def test_late_money_goes_back_where_the_goods_are_gone(world, browser_page, config):
    page = browser_page
    shopping.place(page, world.mei.mug)
    expect(page.get_by_role("heading", name="Test payment")).to_be_visible()
    order = the_order()
    lapse(order)
    world.paid(world.mei, items=[(world.mei.mug, 7)])
    shopping.at_the_bank(page, "Pay late")
    arrive_now(config)
    soon(lambda: [row.state for row in payments.refunds_for("order", str(order.id))] == ["done"])
    page.get_by_role("link", name="Back to the order").first.click()
    expect(page.get_by_role("heading", name="Cancelled", exact=True)).to_be_visible()
    expect(page.get_by_text("¥128.00 is on its way back to Test payment, usually within 2 days.")).to_be_visible()


def test_a_double_tap_on_pay_makes_one_order(world, browser_page):
    page = browser_page
    shopping.buy_now(page, world.mei.mug)
    shopping.fill_in(page)
    page.get_by_role("button", name=re.compile("^Pay ")).dblclick()
    shopping.at_the_bank(page, "Pay ¥")
    shopping.paid(page)
    assert Order.across_shops().count() == 1


def test_going_back_from_the_bank_and_paying_again_is_the_same_order(world, plain_page):
    page = plain_page  # without scripts nothing holds back the second post but the server
    shopping.place(page, world.mei.mug)
    expect(page.get_by_role("button", name=re.compile("^Pay ¥"))).to_be_visible()  # the bank's page is there
    page.go_back()
    expect(page.get_by_text("You ordered this a moment ago, and it is not paid yet.")).to_be_visible()
    shopping.fill_in(page)
    page.get_by_role("button", name=re.compile("^Pay ")).click()
    shopping.at_the_bank(page, "Pay ¥")
    shopping.paid(page)
    assert Order.across_shops().count() == 1


def test_going_back_to_mend_the_address_leaves_one_order_and_one_piece_held(world, browser_page):
    page = browser_page
    stock.set_count(world.mei.jar, 1)
    shopping.place(page, world.mei.jar, address="Nanshan Road 18, Hangzhou")
    expect(page.get_by_role("button", name=re.compile("^Pay ¥"))).to_be_visible()
    page.go_back()
    shopping.fill_in(page, address="Nanshan Road 81, Hangzhou")
    page.get_by_role("button", name=re.compile("^Pay ")).click()
    shopping.at_the_bank(page, "Pay ¥")
    shopping.paid(page)
    expect(page.get_by_text("Nanshan Road 81, Hangzhou")).to_be_visible()
    assert sorted(order.state for order in Order.across_shops()) == ["cancelled", "confirmed"]


def test_going_back_after_paying_says_so_and_charges_nobody_twice(world, browser_page):
    page = browser_page
    shopping.bought(page, world.mei.mug)
    page.go_back()
    expect(page).not_to_have_url(re.compile("/o/"))
    page.goto(f"/checkout?shop={world.mei.shop.slug}&v={world.mei.mug.code}&n=1")
    expect(page.get_by_text("You ordered this a moment ago.")).to_be_visible()
    page.get_by_role("link", name="See the order").click()
    shopping.paid(page)
    order = the_order()
    assert ledger.balance("escrow", str(order.id), "CNY").minor == order.paid_minor == order.total_minor


def test_two_buyers_want_the_last_one_and_one_of_them_is_told_before_paying(world, phone):
    zhou, lin = phone(), phone()
    jar = world.mei.jar
    stock.set_count(jar, 1)
    for page, name in ((zhou, "Zhou Yining"), (lin, "Lin Xia")):
        shopping.buy_now(page, jar)
        shopping.fill_in(page, name=name)
    zhou.get_by_role("button", name=re.compile("^Pay ")).click()
    expect(zhou.get_by_role("heading", name="Test payment")).to_be_visible()
    lin.get_by_role("button", name=re.compile("^Pay ")).click()
    expect(lin.get_by_text(re.compile("sold out|Someone was quicker"))).to_be_visible()
    expect(lin.get_by_role("textbox", name="Full name")).to_have_value("Lin Xia")
    assert Order.across_shops().count() == 1


# --- time -------------------------------------------------------------------------------------------------------------------


def lapse(order) -> None:
    """Let the half hour go by in which the goods were kept: the deadline is in the rows."""
    past = clock.now() - timedelta(minutes=1)
    Order.update(expires_at=past).where(Order.id == order.id).execute()
    Payment.update(expires_at=past).where(Payment.reference == str(order.id)).execute()
    orders.sweep()
    assert Order.across_shops().where(Order.id == order.id).get().state == "cancelled"


def arrive_now(config) -> None:
    """The test bank sends late money a minute after the deadline; have it arrive now."""
    with sqlite3.connect(config.data / "sandbox.db", timeout=60) as bank:
        bank.execute("UPDATE capture SET at = 0")
        bank.execute("UPDATE notice SET due = 0 WHERE done = 0")


def test_a_mistake_is_no_page_of_its_own_to_go_back_to(world, browser_page):
    """Back from the bank, the browser would ask whether to send a form again that no longer matters, or show nothing at all."""
    page = browser_page
    shopping.buy_now(page, world.mei.mug)
    shopping.fill_in(page, tel="138 0013")
    address = page.url
    page.get_by_role("button", name="Pay ¥").click()
    expect(page.get_by_role("textbox", name="Mobile number")).to_be_focused()
    expect(page.get_by_role("textbox", name="Mobile number")).to_have_attribute("aria-invalid", "true")
    assert page.url == address
    page.get_by_role("textbox", name="Mobile number").fill(shopping.TEL)
    page.get_by_role("button", name="Pay ¥").click()
    expect(page.get_by_role("heading", name="Test payment")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("You ordered this a moment ago, and it is not paid yet.")).to_be_visible()
    page.get_by_role("link", name="See the order").click()
    expect(page).to_have_url(re.compile("/o/"))
    assert Order.across_shops().count() == 1


def test_what_was_said_about_a_mistake_goes_when_it_is_mended(world, browser_page):
    page = browser_page
    shopping.buy_now(page, world.mei.mug)
    page.get_by_role("button", name="Pay ¥").click()
    expect(page.get_by_text("A mobile number is missing.")).to_be_visible()
    below = page.get_by_role("textbox", name="Address ·")
    stood = below.evaluate("field => field.getBoundingClientRect().top + scrollY")
    page.get_by_role("textbox", name="Mobile number").fill(shopping.TEL)
    page.get_by_role("textbox", name="Mobile number").blur()
    expect(page.get_by_text("A mobile number is missing.")).to_be_hidden()
    assert below.evaluate("field => field.getBoundingClientRect().top + scrollY") == stood  # a finger may be coming down there
    expect(page.get_by_role("textbox", name="Mobile number")).not_to_have_attribute("aria-invalid", "true")
    expect(page.get_by_role("textbox", name="Mobile number")).not_to_have_accessible_description(re.compile("missing"))
    expect(page.get_by_text("The courier needs street, building, flat and city.")).to_be_visible()
