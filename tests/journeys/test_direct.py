"""Paying the seller directly: by bank transfer with a picture of it, and in cash."""

import io
import re
from decimal import Decimal

import zxingcpp
from PIL import Image
from playwright.sync_api import expect

from storefront import payments
from storefront.orders.models import Order
from tests.journeys import shopping

LOTTE = {"name": "Familie Oberländer", "tel": "+49 151 12345678", "address": "Lindenweg 4, 50674 Köln"}


def screenshot_of_the_transfer() -> dict:
    out = io.BytesIO()
    Image.effect_noise((400, 700), 60).convert("RGB").save(out, "PNG")
    return {"name": "transfer.png", "mimeType": "image/png", "buffer": out.getvalue()}


def choose(page, way: str) -> None:
    page.get_by_role("radio", name=re.compile(way)).check()


def test_a_bank_transfer_is_scanned_claimed_and_confirmed(world, phone, sign_in):
    buyer, seller = phone(), sign_in(phone(), world.lotte.owner)
    transfer(buyer, world.lotte.jam)
    order = Order.across_shops().get()
    code = read_code(buyer)
    assert code[:2] == ["BCD", "002"] and "DE89370400440532013000" in code
    assert [Decimal(line[3:]) * 100 for line in code if line.startswith("EUR")] == [order.total_minor]
    assert order.number in code[-1]
    claim(buyer)
    confirm(seller, order)
    buyer.reload()
    expect(buyer.get_by_role("heading", name="Paid", exact=True)).to_be_visible()
    assert Order.across_shops().get().state == "confirmed"


def transfer(page, variant) -> None:
    """Order, to be paid into Lotte's account."""
    shopping.buy_now(page, variant)
    expect(page.get_by_text("The market does not hold this money").first).to_be_visible()
    shopping.fill_in(page, **LOTTE)
    page.get_by_role("button", name=re.compile("^Pay ")).click()
    expect(page.get_by_role("heading", name="Pay Oma Lotte")).to_be_visible()


def read_code(page) -> list[str]:
    """The lines of the bank code, read from its picture."""
    source = page.get_by_role("img", name=re.compile("^Payment code for ")).get_attribute("src")
    picture = Image.open(io.BytesIO(page.request.get(source).body()))
    return zxingcpp.read_barcode(picture).text.splitlines()


def claim(page) -> None:
    """Send a picture of it and say that it is paid."""
    page.get_by_label(re.compile("Picture|Photo")).set_input_files(screenshot_of_the_transfer())
    page.get_by_role("button", name="I have paid").click()
    expect(page.get_by_role("heading", name="Oma Lotte looks for it")).to_be_visible()


def confirm(page, order) -> None:
    """The seller sees the picture, finds the money and says so."""
    page.goto(f"/sell/oma-lotte/orders/{order.number}")
    expect(page.get_by_text("The buyer says it is paid.")).to_be_visible()
    picture = page.get_by_role("img", name="Picture of the transfer, 1 of 1")
    assert page.request.get(picture.get_attribute("src")).headers["content-type"].startswith("image/")
    page.get_by_role("button", name="Mark as paid").click()
    expect(page.get_by_text("Paid. Now pack it.")).to_be_visible()


def test_the_seller_looks_and_it_is_not_there_yet(world, phone, sign_in):
    buyer, seller = phone(), sign_in(phone(), world.lotte.owner)
    transfer(buyer, world.lotte.jam)
    claim(buyer)
    order = Order.across_shops().get()
    seller.goto(f"/sell/oma-lotte/orders/{order.number}")
    seller.get_by_role("button", name="Not there yet").click()
    expect(seller.get_by_text("The buyer has been told that it is not there yet.")).to_be_visible()
    expect(buyer.get_by_role("heading", name="Pay Oma Lotte")).to_be_visible(timeout=60_000)  # its page asks every ten seconds
    assert payments.payment_of("order", str(order.id)).state == "open"


def test_cash_on_delivery_is_an_order_at_once_and_paid_when_it_arrives(world, phone, sign_in):
    buyer, seller = phone(), sign_in(phone(), world.lotte.owner)
    shopping.buy_now(buyer, world.lotte.jam)
    shopping.fill_in(buyer, **LOTTE)
    choose(buyer, "Cash on delivery")
    buyer.get_by_role("button", name=re.compile("^Order for ")).click()
    expect(buyer.get_by_role("heading", name="Ordered", exact=True)).to_be_visible()
    expect(buyer.get_by_text("You pay in cash.")).to_be_visible()
    order = Order.across_shops().get()
    assert (order.state, order.paid_minor) == ("confirmed", 0)
    seller.goto(f"/sell/oma-lotte/orders/{order.number}")
    seller.get_by_role("textbox", name="Courier number").fill("00340434161094021501")
    seller.get_by_role("button", name="Mark shipped").click()
    expect(seller.get_by_text("Shipped. The buyer is told.")).to_be_visible()
    seller.get_by_role("button", name="Mark as paid").click()
    expect(seller.get_by_text("Paid.", exact=True)).to_be_visible()
    order = Order.across_shops().get()
    assert order.paid_minor == order.total_minor
