"""The pages of one payment, as a buyer meets them: with htmx and without."""

import io
import re

import pytest

from storefront import payments
from storefront.payments import settings
from storefront.payments.providers import ProviderDown, gateways
from storefront.shops import Shop
from tests.payments.pictures import photo
from tests.support.factories import again


def words(answer) -> str:
    """The page as text."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def poll(client, payment, seen):
    return client.get(f"/pay/{payment.code}?seen={seen}", headers={"HX-Request": "true", "HX-Target": "status"})


@pytest.fixture
def direct(shop):
    settings.save(shop, "bank", {"name": "Mei Lin", "account": "6222020012345678", "bank": "ICBC Jingdezhen"})
    Shop.update(mode="direct").where(Shop.id == shop.id).execute()
    shop.mode = "direct"
    return shop


def test_whoever_waits_reads_that_they_may_leave(till, client):
    payment = till.ask()
    answer = client.get(f"/pay/{payment.code}")
    assert "We are waiting for your bank. You can close this page; your order link will tell you." in words(answer)
    assert 'hx-trigger="every 3s"' in answer.text
    assert "Look again" in answer.text  # and without script, by hand
    assert f'href="/thing/{payment.reference}"' in answer.text
    assert "You pay" in words(answer) and "We hold it" in words(answer)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_a_poll_is_empty_until_something_changes(till, payer, client):
    payment = till.ask()
    assert poll(client, payment, "open").status_code == 204
    payer.pay(payment, "decline")
    changed = poll(client, payment, "open")
    assert changed.text.lstrip().startswith('<div id="status"')
    assert "nothing was taken" in changed.text and "hx-trigger" not in changed.text
    payer.pay(payment)
    done = poll(client, payment, "open-declined")
    assert done.headers["HX-Redirect"] == f"/thing/{payment.reference}"
    assert client.get(f"/pay/{payment.code}").headers["Location"] == f"/thing/{payment.reference}"


def test_coming_back_after_paying_leads_to_the_order_even_without_a_notice(till, payer, client):
    payment = till.ask()
    answer = payer.pay(payment, "silent")
    page = client.get(answer.headers["Location"])
    assert page.headers["Location"] == f"/thing/{payment.reference}"
    assert again(payment).state == "paid"


def test_a_declined_payment_can_be_tried_again(till, payer, client):
    payment = till.ask()
    payer.pay(payment, "decline")
    assert "Try again" in client.get(f"/pay/{payment.code}").text
    answer = client.post(f"/pay/{payment.code}/again")
    assert answer.headers["Location"].startswith("/sandbox/pay?")
    assert again(payment).declined_at is None


def test_a_gateway_that_is_away_keeps_everything(till, client, monkeypatch):
    def down(payment, url):
        raise ProviderDown("no")

    payment = till.ask()
    monkeypatch.setattr(gateways.get("sandbox"), "start", down)
    answer = client.post(f"/pay/{payment.code}/again")
    assert answer.status_code == 422
    assert "The payment did not go through and nothing was taken. Try again, or another way to pay." in words(answer)
    assert again(payment).state == "open"


def test_what_was_given_up_says_so(till, client):
    payment = till.ask()
    payments.give_up("order", payment.reference)
    answer = client.get(f"/pay/{payment.code}")
    assert "No longer open" in words(answer)
    assert "hx-get" not in answer.text
    assert client.post(f"/pay/{payment.code}/again").status_code == 409


def test_a_code_that_is_none_is_not_there(client, sandbox):
    for path in ("/pay/nothing", "/pay/nothing/qr.png", "/pay/%00"):
        assert client.get(path).status_code == 404
    assert client.post("/pay/nothing/claim").status_code == 404


# --- direct ----------------------------------------------------------------------------------------------------------------------


def test_account_details_can_be_copied_one_by_one(till, direct, client):
    payment = till.ask(method="bank")
    answer = client.get(f"/pay/{payment.code}")
    for value in ("Mei Lin", "6222020012345678", "ICBC Jingdezhen", "118.00", "K1"):
        assert f'value="{value}" readonly' in answer.text
    assert (
        "You pay Mei&#39;s Kiln directly. The market does not hold this money and cannot give it back for the shop."
        in answer.text
    )
    assert "Write K1 as the message" in words(answer)
    assert "qr.png" not in answer.text
    assert client.get(f"/pay/{payment.code}/qr.png").status_code == 404


def test_i_have_paid_without_a_picture(till, direct, client):
    payment = till.ask(method="bank")
    answer = client.post(f"/pay/{payment.code}/claim")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/pay/{payment.code}")
    page = client.get(f"/pay/{payment.code}")
    assert "You said that it is paid." in words(page)
    assert 'hx-trigger="every 10s"' in page.text
    assert again(payment).state == "to_verify"


def test_i_have_paid_with_a_picture(till, direct, client):
    payment = till.ask(method="bank")
    client.post(f"/pay/{payment.code}/claim", data={"photo": (io.BytesIO(photo()), "proof.jpg")})
    assert len(payments.proofs_of(payment)) == 1


def test_what_is_no_picture_is_said_beside_the_field(till, direct, client):
    payment = till.ask(method="bank")
    answer = client.post(f"/pay/{payment.code}/claim", data={"photo": (io.BytesIO(b"<svg/>"), "proof.svg")})
    assert answer.status_code == 422
    assert 'id="photo-error"' in answer.text
    assert again(payment).state == "open"


def test_a_second_i_have_paid_changes_nothing(till, direct, client):
    payment = till.ask(method="bank")
    for _ in range(2):
        assert client.post(f"/pay/{payment.code}/claim").status_code == 303
    assert again(payment).state == "to_verify"


def test_nobody_claims_money_that_the_market_should_hold(till, client):
    payment = till.ask()
    assert client.post(f"/pay/{payment.code}/claim").status_code == 422
    assert again(payment).state == "open"


def test_another_way_to_pay(till, direct, client):
    Shop.update(currency="THB", country="TH").where(Shop.id == direct.id).execute()
    till.shop = shop = Shop.get_by_id(direct.id)
    settings.save(shop, "promptpay", {"target": "081 234 5678", "name": "Mei"})
    payment = till.ask(method="bank")
    assert "Another way to pay" in client.get(f"/pay/{payment.code}").text
    answer = client.post(f"/pay/{payment.code}/method", data={"pay": "promptpay"})
    other = payments.live("order", payment.reference)
    assert answer.headers["Location"] == f"/pay/{other.code}"
    assert other.method == "promptpay"
    page = client.get(f"/pay/{other.code}")
    assert "Write K1 as the message" in words(page)  # a PromptPay code has no place for it
    assert client.post(f"/pay/{other.code}/method", data={"pay": "rob"}).status_code == 422


def test_a_link_opens_the_payment_app_where_the_scheme_has_one(till, direct, client):
    Shop.update(currency="INR", country="IN").where(Shop.id == direct.id).execute()
    till.shop = shop = Shop.get_by_id(direct.id)
    settings.save(shop, "upi", {"address": "mei@okbank", "name": "Mei Lin"})
    payment = till.ask(method="upi")
    assert 'href="upi://pay?' in client.get(f"/pay/{payment.code}").text


def test_cash_has_nothing_to_do_here(till, direct, client):
    settings.switch(direct, "cash", on=True)
    payment = till.ask(method="cash")
    answer = client.get(f"/pay/{payment.code}")
    assert "You pay in cash" in words(answer)
    assert "I have paid" not in answer.text


def test_the_page_asks_the_database_a_fixed_number_of_times(till, direct, client, queries):
    payment = till.ask(method="bank")
    client.get(f"/pay/{payment.code}")
    with queries() as asked:
        client.get(f"/pay/{payment.code}")
    assert len(asked) <= 4


def test_chinese_pages_render_too(till, client):
    payment = till.ask()
    assert client.get(f"/pay/{payment.code}", headers={"Accept-Language": "zh-CN"}).status_code == 200
