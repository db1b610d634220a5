"""After the sale: shipping by number and by label, confirming with undo, cancelling before it ships."""

import io
import re
from datetime import timedelta

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import expect

from storefront import ledger, orders
from storefront.kit import clock
from storefront.orders.models import Order
from storefront.shipping.models import Parcel
from tests.journeys import shopping
from tests.journeys.conftest import Thumb, soon

NUMBER = "SF1357924680123"
HOUR = timedelta(hours=1)


@pytest.fixture
def order(world) -> Order:
    """A mug that is paid and waits to be packed."""
    return world.paid()


def label(text: str, kind=zxingcpp.BarcodeFormat.Code128) -> dict:
    """A photograph of a courier label, or of whatever else has bars on it."""
    drawn = zxingcpp.write_barcode_to_image(zxingcpp.create_barcode(text, kind), scale=4)
    bars = Image.frombytes("L", drawn.shape[::-1], bytes(memoryview(drawn)))
    paper = Image.new("L", (1000, 600), 235)
    paper.paste(bars, (150, 200))
    out = io.BytesIO()
    paper.rotate(2, fillcolor=200).save(out, "PNG")
    return {"name": "label.png", "mimeType": "image/png", "buffer": out.getvalue()}


def test_shipping_by_typing_the_number_tells_the_buyer_who_brings_it(order, world, phone, sign_in):
    seller, buyer = sign_in(phone(), world.mei.owner), phone()
    seller.goto(f"/sell/meis-kiln/orders/{order.number}")
    seller.get_by_role("textbox", name="Courier number").fill(NUMBER)
    seller.get_by_role("button", name="Mark shipped").click()
    expect(seller.get_by_text("Shipped. The buyer is told.")).to_be_visible()
    expect(seller.get_by_role("button", name="Undo")).to_be_visible()
    buyer.goto(f"/o/{order.token}")
    expect(buyer.get_by_role("heading", name="On its way")).to_be_visible()
    expect(buyer.get_by_text(re.compile(f"On its way with SF.*, number {NUMBER}"))).to_be_visible()
    expect(buyer.get_by_role("link", name="Follow the parcel")).to_be_visible()


def test_a_shipment_can_be_taken_back_within_ten_seconds(order, world, phone, sign_in):
    seller = sign_in(phone(), world.mei.owner)
    seller.goto(f"/sell/meis-kiln/orders/{order.number}")
    seller.get_by_role("textbox", name="Courier number").fill(NUMBER)
    seller.get_by_role("button", name="Mark shipped").click()
    expect(seller.get_by_role("button", name="Undo")).to_be_visible()
    Parcel.update(sent_at=clock.now() + HOUR).where(Parcel.order == order.id).execute()  # a busy machine is slower than a thumb
    seller.get_by_role("button", name="Undo").click()
    expect(seller.get_by_role("button", name="Mark shipped")).to_be_visible()
    assert world.again(order).state == "confirmed"


def test_shipping_by_photographing_the_label_takes_two_taps_and_no_typing(order, world, phone, sign_in):
    seller = sign_in(phone(), world.mei.owner)
    seller.goto("/sell/meis-kiln")
    thumb = Thumb(seller)
    thumb.tap(seller.get_by_role("link", name="Scan courier label"))
    seller.get_by_label("Photograph the label").set_input_files(label("6901234567892", zxingcpp.BarcodeFormat.EAN13))
    expect(seller.get_by_text("This is not a courier label. It looks like an item barcode.")).to_be_visible()
    expect(seller.get_by_role("textbox", name="Courier number")).to_have_value("")
    seller.get_by_label("Photograph the label").set_input_files(label(NUMBER))
    expect(seller.get_by_role("textbox", name="Courier number")).to_have_value(NUMBER)
    thumb.tap(seller.get_by_role("button", name="Mark shipped"))
    expect(seller.get_by_text(f"Order {order.number} is on its way.")).to_be_visible()
    assert (thumb.taps, thumb.typed) == (2, 0)
    assert world.again(order).state == "shipped"


def test_confirming_can_be_undone_and_then_pays_the_seller(world, phone):
    order, buyer = world.shipped(), phone()
    buyer.goto(f"/o/{order.token}")
    buyer.get_by_role("button", name="I have it, all good").click()
    expect(buyer.get_by_text("Confirmed. Mei's Kiln is paid in 10 s.").first).to_be_visible()
    Order.update(settle_at=clock.now() + HOUR).where(Order.id == order.id).execute()  # a busy machine is slower than a thumb
    buyer.get_by_role("button", name="Undo").first.click()
    expect(buyer.get_by_role("heading", name="On its way")).to_be_visible()
    assert world.again(order).state == "shipped"
    buyer.get_by_role("button", name="I have it, all good").click()
    expect(buyer.get_by_role("heading", name="Received")).to_be_visible()
    Order.update(settle_at=clock.now() - timedelta(seconds=1)).where(Order.id == order.id).execute()  # the ten seconds
    soon(lambda: world.again(order).settled_at)
    assert ledger.balance("escrow", str(order.id), "CNY").minor == 0
    assert ledger.balance("shop", str(order.shop_id), "CNY").minor == order.total_minor
    buyer.reload()
    assert shopping.rail(buyer)[-1] == "[Mei's Kiln was paid]"


def test_cancelling_before_it_ships_sends_the_money_back(world, browser_page):
    page, thumb = browser_page, Thumb(browser_page)
    page.goto(shopping.bought(page, world.mei.mug))
    thumb.tap(page.get_by_role("link", name="Cancel"))
    thumb.tap(page.get_by_role("button", name=re.compile("^Cancel")))
    expect(page.get_by_role("heading", name="Cancelled", exact=True)).to_be_visible()
    assert thumb.taps == 2
    order = Order.across_shops().get()
    soon(lambda: orders.back_of(orders.by_token(order.token)).done == order.total_minor)
    page.reload()
    assert shopping.rail(page)[-1] == "[Refunded]"
    expect(page.get_by_text("¥128.00 is on its way back to Test payment, usually within 2 days.")).to_be_visible()
    assert ledger.balance("escrow", str(order.id), "CNY").minor == 0
