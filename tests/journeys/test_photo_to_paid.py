"""From a photograph to money: the item goes on sale, its poster is shared, a stranger scans it and pays."""

import io
import re

import zxingcpp
from PIL import Image, ImageDraw
from playwright.sync_api import expect

from storefront import ledger
from storefront.catalog import Product
from storefront.orders.models import Order
from storefront.share import Link
from tests.journeys import shopping
from tests.journeys.conftest import Thumb


def photograph() -> bytes:
    """A JPEG as a phone makes it: lying on its side, with the place it was taken."""
    picture = Image.new("RGB", (1600, 1200), (196, 214, 203))
    ImageDraw.Draw(picture).ellipse((500, 250, 1100, 1000), fill=(92, 143, 120))
    exif = picture.getexif()
    exif[0x0112] = 6  # turn it right
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=88, exif=exif)
    return out.getvalue()


def test_from_a_photo_to_a_poster_to_a_paid_order(world, phone, sign_in):
    seller, buyer = sign_in(phone(), world.mei.owner), phone()
    on_sale(seller)
    scanned = read_poster(seller)
    scan_and_pay(buyer, scanned)
    counted(seller)


def on_sale(page) -> None:
    """Four taps and two fields; the share sheet opens by itself."""
    page.goto("/sell/meis-kiln")
    thumb = Thumb(page)
    thumb.tap(page.get_by_role("link", name="Add item").first)
    with page.expect_file_chooser() as asked:  # [sys] the camera
        thumb.tap(page.get_by_label("Take a photo"))
    asked.value.set_files({"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": photograph()})
    expect(page.get_by_role("list", name="Pictures").get_by_role("link")).to_have_count(1)
    expect(page.get_by_role("textbox", name="Price")).to_be_focused()
    thumb.type("Price", "98")
    thumb.next()
    thumb.type("Name", "Green moon plate")
    thumb.tap(page.get_by_role("button", name="Put on sale"))
    expect(page.get_by_role("dialog", name="It is on sale. Send it to three people.")).to_be_visible()
    assert (thumb.taps, thumb.typed) == (4, 2)
    product = Product.across_shops().where(Product.name == "Green moon plate").get()
    assert (product.state, product.price_minor) == ("on_sale", 9800)


def read_poster(page) -> str:
    """The address in the code of the poster that the sheet shows."""
    poster = page.get_by_role("dialog").get_by_role("img", name=re.compile("^Poster: "))
    expect(poster).to_be_visible()
    body = page.request.get(poster.get_attribute("src")).body()
    picture = Image.open(io.BytesIO(body))
    assert picture.format == "PNG" and picture.width >= 1080
    codes = zxingcpp.read_barcodes(picture)
    assert [code.format for code in codes] == [zxingcpp.BarcodeFormat.QRCode]
    return codes[0].text


def scan_and_pay(page, address: str) -> None:
    """Four taps and three fields, none of them typed by hand where the phone knows them."""
    thumb = Thumb(page)
    page.goto(address)
    expect(page.get_by_role("heading", name="Green moon plate")).to_be_visible()
    thumb.tap(page.get_by_role("button", name="Buy now"))
    thumb.tap(page.get_by_role("textbox", name="Full name"))
    shopping.fill_in(page)  # the keyboard's suggestion fills all three
    thumb.taps += 1
    thumb.tap(page.get_by_role("button", name="Pay ¥98.00"))
    assert thumb.taps == 4
    shopping.at_the_bank(page, "Pay ¥98.00")
    shopping.paid(page)
    assert shopping.rail(page) == ["You paid done", "[We hold it]", "You confirm", "Mei's Kiln is paid"]
    order = Order.across_shops().get()
    assert ledger.balance("escrow", str(order.id), "CNY").minor == 9800


def counted(page) -> None:
    """The share page knows what the poster brought: one scan, one order."""
    page.goto("/sell/meis-kiln/share")
    row = page.locator("#links li").filter(has_text="Green moon plate")
    expect(row).to_contain_text("1 scan")
    expect(row).to_contain_text("1 order")
    expect(row).to_contain_text("¥98.00")
    link = Link.across_shops().where(Link.kind == "product").get()
    assert (link.visits_count, link.orders_count) == (1, 1)
