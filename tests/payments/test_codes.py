"""What the page of a payment shows is what a bank app reads out of the picture."""

import io

import pytest
import zxingcpp
from PIL import Image

from storefront import payments
from storefront.payments import settings
from storefront.shops import Shop
from tests.support.factories import again

SCHEMES = {
    "promptpay": ("THB", "TH", {"target": "081 234 5678", "name": "Mei"}, "5406118.00"),
    "epc": ("EUR", "DE", {"name": "Lotte Berg", "iban": "DE89 3704 0044 0532 0130 00", "bic": ""}, "EUR118"),
    "pix": ("BRL", "BR", {"key": "mei@example.com", "name": "Mei Lin", "city": "Santos"}, "5406118.00"),
    "paynow": ("SGD", "SG", {"kind": "uen", "proxy": "201403121W", "name": "Mei"}, "5406118.00"),
    "vietqr": ("VND", "VN", {"bank": "970436", "account": "0011001234567", "name": "MEI LIN"}, "540511800"),
    "upi": ("INR", "IN", {"address": "mei@okbank", "name": "Mei Lin"}, "am=118.00"),
}


def decode(png: bytes) -> str:
    [code] = zxingcpp.read_barcodes(Image.open(io.BytesIO(png)))
    return code.text


@pytest.fixture(params=SCHEMES)
def payment(request, till, shop):
    currency, country, values, _part = SCHEMES[request.param]
    Shop.update(mode="direct", currency=currency, country=country).where(Shop.id == shop.id).execute()
    till.shop = shop = Shop.get_by_id(shop.id)
    rail = payments.methods.details_of(request.param)
    values = {
        field.name: values.get(field.name, "") or next(iter(values.values())) for field in rail.fields if field.required
    } | values
    settings.save(
        shop, request.param, {name: text for name, text in values.items() if name in {field.name for field in rail.fields}}
    )
    return till.ask(method=request.param)


def test_the_code_on_the_page_carries_amount_and_payee(payment, client):
    answer = client.get(f"/pay/{payment.code}/qr.png")
    assert (answer.status_code, answer.mimetype) == (200, "image/png")
    text = decode(answer.data)
    assert SCHEMES[payment.method][3] in text
    page = client.get(f"/pay/{payment.code}").text
    assert f"/pay/{payment.code}/qr.png" in page
    assert "118" in page and payment.label in page
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_code_is_shown_only_while_it_can_be_paid(payment, client):
    payments.mark_paid(payment)
    assert client.get(f"/pay/{payment.code}/qr.png").status_code == 404
    assert again(payment).state == "paid"
