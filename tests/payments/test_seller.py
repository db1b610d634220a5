"""How buyers pay: what a seller sets up, and what a buyer can then choose."""

import base64
import html
import io
import re

import pytest
import zxingcpp
from PIL import Image

from storefront import accounts, payments
from storefront.accounts.people import find_or_make
from storefront.accounts.rules import Contact
from storefront.kit.errors import NotFound, Refused
from storefront.payments import methods, settings
from storefront.payments.models import Method
from storefront.shops import Member, Shop, open_shop

BANK = {"name": "Mei Lin", "account": "6222 0200 1234 5678", "bank": "ICBC Jingdezhen"}


def words(answer) -> str:
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", answer.text).split()))


def keys(shop, kind=None):
    return [way.key for way in payments.methods_for(Shop.get_by_id(shop.id), kind)]


@pytest.fixture
def direct(shop):
    settings.save(shop, "bank", BANK)
    Shop.update(mode="direct").where(Shop.id == shop.id).execute()
    return Shop.get_by_id(shop.id)


# --- which ways there are --------------------------------------------------------------------------------------------------------


def test_a_protected_shop_can_be_paid_from_its_first_minute(shop, sandbox):
    assert keys(shop) == ["sandbox"]


def test_a_gateway_can_be_switched_off_but_not_the_last_one(shop, sandbox):
    with pytest.raises(Refused):
        settings.switch(shop, "sandbox", on=False)
    assert keys(shop) == ["sandbox"]


def test_a_direct_shop_offers_what_it_has_set_up(direct, sandbox):
    assert keys(direct) == ["bank"]
    settings.switch(direct, "cash", on=True)
    settings.switch(direct, "pickup_cash", on=True)
    assert keys(direct) == ["bank", "cash", "pickup_cash"]
    settings.switch(direct, "bank", on=False)
    assert keys(direct) == ["cash", "pickup_cash"]


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        ("courier", ["bank", "cash"]),
        ("local", ["bank", "cash"]),
        ("pickup", ["bank", "pickup_cash"]),
        ("none", ["bank", "pickup_cash"]),
    ],
)
def test_cash_fits_how_it_gets_there(direct, sandbox, kind, found):
    settings.switch(direct, "cash", on=True)
    settings.switch(direct, "pickup_cash", on=True)
    assert keys(direct, kind) == found


def test_schemes_of_other_currencies_are_not_offered(shop, sandbox):
    possible = [way.key for way in methods.possible(shop)]
    assert possible == ["sandbox", "own", "bank", "cash", "pickup_cash"]  # yuan: no SEPA, no Pix
    with pytest.raises(NotFound):
        settings.save(shop, "pix", {"key": "mei@example.com"})
    Shop.update(currency="EUR", country="DE").where(Shop.id == shop.id).execute()
    assert "epc" in [way.key for way in methods.possible(Shop.get_by_id(shop.id))]


def test_every_way_has_a_title_and_an_icon_that_exists(shop, sandbox):
    from pathlib import Path

    sprite = (Path(__file__).parents[2] / "static" / "icons.svg").read_text()
    for currency, country in (
        ("CNY", "CN"),
        ("EUR", "DE"),
        ("BRL", "BR"),
        ("THB", "TH"),
        ("SGD", "SG"),
        ("VND", "VN"),
        ("INR", "IN"),
    ):
        Shop.update(currency=currency, country=country).where(Shop.id == shop.id).execute()
        for way in methods.possible(Shop.get_by_id(shop.id)):
            assert way.title and way.text and f'id="i-{way.icon}"' in sprite


def test_the_public_pages_learn_of_a_change(shop, sandbox):
    before = Shop.get_by_id(shop.id).version
    settings.save(shop, "bank", BANK)
    assert Shop.get_by_id(shop.id).version > before


# --- the pages -------------------------------------------------------------------------------------------------------------------


def test_the_page_says_how_it_stands(seller, shop, sandbox):
    page = words(seller.get(f"/sell/{shop.slug}/payments"))
    assert "Test payment No real money moves on" in page
    assert "We hold it" in page
    assert "For a direct shop Buyers see these only once your shop is direct." in page
    assert keys(shop) == ["sandbox"]  # so buyers are not offered them


def test_a_direct_shop_without_a_way_is_told_so(seller, shop, sandbox):
    Shop.update(mode="direct").where(Shop.id == shop.id).execute()
    page = words(seller.get(f"/sell/{shop.slug}/payments"))
    assert "Nobody can buy yet: switch a way to pay on." in page
    assert "Bank transfer" in page and "Cash on delivery" in page
    assert "You look into your account and say that it arrived." in page


def test_setting_up_a_bank_account(seller, shop, sandbox):
    Shop.update(mode="direct").where(Shop.id == shop.id).execute()
    form = seller.get(f"/sell/{shop.slug}/payments/bank")
    assert "Account number or IBAN" in form.text
    answer = seller.post(f"/sell/{shop.slug}/payments/bank", data=BANK)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/sell/{shop.slug}/payments")
    assert keys(shop) == ["bank"]
    page = seller.get(f"/sell/{shop.slug}/payments")
    assert "···· 5678" in page.text and "1234" not in page.text


def test_what_is_wrong_stands_beside_its_field_and_stays_typed(seller, shop, sandbox):
    answer = seller.post(f"/sell/{shop.slug}/payments/bank", data={**BANK, "account": "12-"})
    assert answer.status_code == 422
    assert 'id="account-error"' in answer.text
    assert "An account number or IBAN has 4 to 34 letters and digits." in answer.text
    assert 'value="12-"' in answer.text and 'value="Mei Lin"' in answer.text
    assert Method.of(shop).count() == 0
    assert seller.post(f"/sell/{shop.slug}/payments/bank", data={}).status_code == 422


def test_the_code_is_shown_before_it_is_saved(seller, shop, sandbox):
    Shop.update(currency="THB", country="TH", mode="direct").where(Shop.id == shop.id).execute()
    url = f"/sell/{shop.slug}/payments/promptpay/preview"
    typed = {"target": "081 234 5678", "name": "Mei"}
    part = seller.post(url, data=typed, headers={"HX-Request": "true", "HX-Target": "preview"})
    assert part.text.lstrip().startswith('<section id="preview"')
    picture = re.search(r"data:image/png;base64,([^\"]+)", part.text)[1]
    [code] = zxingcpp.read_barcodes(Image.open(io.BytesIO(base64.b64decode(picture))))
    assert "54041.00" in code.text
    assert Method.of(shop).count() == 0
    half = seller.post(url, data={"target": "081"}, headers={"HX-Request": "true", "HX-Target": "preview"})
    assert "data:image" not in half.text
    assert "<html" in seller.post(url, data=typed).text  # and without script the whole page


def test_switching_on_and_off(seller, direct, sandbox):
    url = f"/sell/{direct.slug}/payments"
    assert seller.post(f"{url}/cash/switch", data={"on": "y"}).status_code == 303
    assert keys(direct) == ["bank", "cash"]
    assert seller.post(f"{url}/cash/switch", data={"on": ""}).status_code == 303
    answer = seller.post(f"{url}/bank/switch", data={"on": ""})
    assert answer.status_code == 422
    assert "This is the only way to pay in your shop. Switch another one on first." in words(answer)
    assert keys(direct) == ["bank"]


def test_ways_that_are_none_are_not_there(seller, shop, sandbox):
    for key in ("pix", "sandbox", "cash", "nothing", "%2e%2e"):
        assert seller.get(f"/sell/{shop.slug}/payments/{key}").status_code == 404
        assert seller.post(f"/sell/{shop.slug}/payments/{key}", data=BANK).status_code == 404
    assert seller.post(f"/sell/{shop.slug}/payments/epc/switch", data={"on": "y"}).status_code == 404
    assert seller.post(f"/sell/{shop.slug}/payments/own/switch", data={"on": "y"}).status_code == 404  # nothing set up yet


def test_accounts_are_the_owners_alone(client, direct, sandbox):
    helper = find_or_make(Contact("phone", "+8613800138001"))
    stranger = find_or_make(Contact("phone", "+8613800138002"))
    Member.create(shop=direct.id, person=helper.id, role="helper", created_at=direct.created_at)
    open_shop(stranger, "Other shop")
    for person in (helper, stranger):
        client.set_cookie("session", accounts.open_session(person, "a test", ""))
        for path in ("payments", "payments/bank"):
            assert client.get(f"/sell/{direct.slug}/{path}").status_code == 404
        assert client.post(f"/sell/{direct.slug}/payments/bank", data=BANK).status_code == 404


def test_script_in_account_details_is_text(seller, direct, client, sandbox, purpose):
    from tests.payments.fake_purpose import Till

    evil = '"><script>alert(1)</script>'
    seller.post(f"/sell/{direct.slug}/payments/bank", data={**BANK, "name": evil})
    payment = Till(direct).ask(method="bank")
    for page in (seller.get(f"/sell/{direct.slug}/payments/bank"), client.get(f"/pay/{payment.code}")):
        assert "<script>alert" not in page.text
        assert "&lt;script&gt;" in page.text
