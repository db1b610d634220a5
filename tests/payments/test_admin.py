"""The operator sees money that needs a person, and can send it on."""

import pytest

from storefront import accounts
from storefront.payments import panels
from storefront.payments.providers import ProviderRefused, gateways
from tests.support.factories import again


@pytest.fixture
def staff(client):
    def sign_in(role):
        person = accounts.make_operator("+8613600136000", role)
        client.set_cookie("session", accounts.open_session(person, "a test", ""))
        return client

    return sign_in


def test_nothing_waits_on_a_good_day(staff, sandbox):
    page = staff("finance").get("/admin/payments")
    assert page.status_code == 200
    assert "Every refund reached its buyer." in page.text
    assert panels.queue() is None


def test_a_failed_refund_is_listed_and_sent_again(staff, till, payer, worker, monkeypatch):
    payment = till.ask()
    payer.pay(payment)

    def no(row):
        raise ProviderRefused("account closed")

    with monkeypatch.context() as patch:
        patch.setattr(gateways.get("sandbox"), "refund", no)
        row = till.give_back(again(payment), 100, "k")
        worker()
    operator = staff("operator")
    assert "account closed" in operator.get("/admin/payments").text
    assert panels.queue() == (1, "refund that failed", "/admin/payments", True, again(row).created_at)
    assert operator.post(f"/admin/payments/refunds/{row.id}/send").status_code == 303
    worker()
    assert again(row).state == "done"
    assert operator.post(f"/admin/payments/refunds/{row.id}/send").status_code == 409
    assert operator.post("/admin/payments/refunds/999/send").status_code == 404


def test_refused_notices_are_counted(staff, client, sandbox):
    client.post("/hooks/sandbox", data=b"{}")
    assert "1 notice was refused in the last 24 hours" in staff("finance").get("/admin/payments").text


def test_finance_alone_moves_money(staff, till, payer, worker):
    payment = till.ask()
    payer.pay(payment)
    row = till.give_back(again(payment), 100, "k")
    worker()
    path = f"/admin/payments/refunds/{row.id}/send"
    assert staff("support").post(path).status_code == 404
    assert staff("finance").post(path).status_code == 409  # it has not failed


def test_nobody_else_knows_the_page(seller, sandbox):
    assert seller.get("/admin/payments").status_code == 404
