"""Asking to be paid: one request per thing, with who is to be paid frozen into it."""

import json
import threading

import pytest

from storefront import payments
from storefront.kit import db
from storefront.kit.errors import NotFound, Refused
from storefront.kit.money import Money
from storefront.payments import opening, settings
from storefront.payments.models import Method, Payment
from storefront.payments.providers import ProviderDown, gateways
from storefront.shops import Shop
from tests.ledger.racing import at_once
from tests.support.factories import again


@pytest.fixture
def direct(shop):
    """The same shop, paid directly by bank."""
    settings.save(shop, "bank", {"name": "Mei Lin", "account": "6222 0200 1234 5678", "bank": "ICBC Jingdezhen"})
    Shop.update(mode="direct").where(Shop.id == shop.id).execute()
    shop.mode = "direct"
    return shop


def test_a_payment_is_open_and_knows_whom_it_is_for(till):
    payment = till.ask()
    assert (payment.state, payment.mode, payment.amount, payment.label) == ("open", "protected", Money(11800, "CNY"), "K1")
    assert json.loads(payment.payee) == {"payee": "microstore"}
    assert len(payment.code) == 22


def test_the_sellers_account_is_frozen_into_the_payment(till, direct):
    payment = till.ask(method="bank")
    settings.save(direct, "bank", {"name": "Mei Lin", "account": "9999 9999", "bank": "ICBC"})
    assert json.loads(again(payment).payee)["account"] == "6222 0200 1234 5678"


def test_account_details_are_sealed_at_rest(till, direct):
    till.ask(method="bank")
    for table, column in (("payment", "payee"), ("payment_method", "settings")):
        for (text,) in db.database.execute_sql(f"SELECT {column} FROM {table}").fetchall():
            assert "6222" not in text


def test_another_amount_or_method_takes_the_place_of_the_first(till, direct):
    settings.switch(direct, "cash", on=True)
    thing = till.thing()
    first = till.ask(thing, "bank")
    second = till.ask(thing, "cash")
    assert (again(first).state, second.state) == ("void", "open")
    thing.total_minor = 5000
    third = till.ask(thing, "cash")
    assert (again(second).state, third.amount_minor) == ("void", 5000)
    assert payments.live("order", str(thing.id)).id == third.id


@pytest.mark.race
def test_many_at_once_open_one_payment(till):
    thing = till.thing()
    numbers = at_once(16, lambda n: till.ask(thing).id)
    assert len(set(numbers)) == 1
    assert Payment.across_shops().count() == 1


@pytest.mark.race
@pytest.mark.tampers
def test_without_the_index_there_would_be_several(till, monkeypatch):
    """The control: what looks before it writes is not enough."""
    see, looked = opening.live, threading.local()

    def too_early(*of):  # everybody looks before anybody has written
        first, looked.once = not hasattr(looked, "once"), True
        return None if first else see(*of)

    db.database.execute_sql("DROP INDEX payment_one_open")
    try:
        thing = till.thing()
        monkeypatch.setattr(opening, "live", too_early)
        at_once(4, lambda n: till.ask(thing))
        assert Payment.across_shops().count() == 4
    finally:
        Payment.delete().execute()
        db.database.execute_sql(
            "CREATE UNIQUE INDEX payment_one_open ON payment (purpose, reference) WHERE state IN ('open', 'to_verify')"
        )


def test_a_method_that_the_shop_does_not_offer_is_refused(till, shop):
    with pytest.raises(Refused):
        till.ask(method="bank")
    settings.save(shop, "bank", {"name": "Mei", "account": "12345678", "bank": "ICBC"})
    settings.switch(shop, "bank", on=False)
    with pytest.raises(Refused):
        till.ask(method="bank")


def test_a_code_that_is_none_is_not_found(till):
    for code in ("", "x", "../../etc"):
        with pytest.raises(NotFound):
            payments.by_code(code)


# --- handing over ------------------------------------------------------------------------------------------------------------


def test_a_gateway_gets_the_buyer(till):
    handover = payments.start(till.ask())
    assert (handover.kind, handover.url.split("?")[0]) == ("redirect", "/sandbox/pay")


def test_a_code_or_account_is_shown_on_our_own_page(till, direct):
    payment = till.ask(method="bank")
    assert payments.start(payment, "/o/token") == payments.Handover("qr", f"/pay/{payment.code}")


def test_cash_needs_nothing(till, direct):
    settings.switch(direct, "cash", on=True)
    payment = till.ask(method="cash")
    assert payments.start(payment, "/o/token") == payments.Handover("none", "/o/token")
    assert payments.pay_url(payment) is None


def test_a_gateway_that_does_not_answer_is_said_kindly(till, monkeypatch):
    def down(payment, url):
        raise ProviderDown("no")

    payment = till.ask()
    monkeypatch.setattr(gateways.get("sandbox"), "start", down)
    with pytest.raises(Refused) as refusal:
        payments.start(payment)
    assert refusal.value.sentence.startswith("The payment did not go through and nothing was taken.")


# --- another way ---------------------------------------------------------------------------------------------------------------


def test_another_way_keeps_everything_else(till, direct):
    Shop.update(currency="THB", country="TH").where(Shop.id == direct.id).execute()
    direct.currency, direct.country = "THB", "TH"
    settings.save(direct, "promptpay", {"target": "081 234 5678", "name": "Mei"})
    settings.switch(direct, "cash", on=True)
    payment = till.ask(method="bank")
    payment.shop = direct
    assert [way.key for way in payments.other_ways(payment)] == ["promptpay"]  # cash is agreed at checkout only
    other = payments.switch(payment, "promptpay")
    assert (other.amount, other.reference, other.label, other.expires_at) == (
        payment.amount,
        payment.reference,
        payment.label,
        payment.expires_at,
    )
    assert again(payment).state == "void"
    with pytest.raises(Refused):
        payments.switch(other, "cash")


def test_a_paid_thing_has_no_other_way(till, payer):
    payment = till.ask()
    payer.pay(payment)
    assert payments.other_ways(again(payment)) == []


def test_giving_up_twice_is_giving_up(till):
    payment = till.ask()
    payments.give_up("order", payment.reference)
    payments.give_up("order", payment.reference)
    assert again(payment).state == "void"


def test_the_payment_that_matters_is_the_paid_one(till, payer):
    thing = till.thing()
    first = till.ask(thing)
    payments.give_up("order", first.reference)
    assert payments.payment_of("order", str(thing.id)).id == first.id
    second = till.ask(thing)
    assert payments.payment_of("order", str(thing.id)).id == second.id
    payer.pay(second)
    payments.give_up("order", str(thing.id))
    assert payments.payment_of("order", str(thing.id)).id == second.id
    assert payments.paid_payment("order", str(thing.id)).id == second.id
    assert payments.payment_of("order", "999") is None


def test_statements_name_orders_by_their_payments(till):
    payment = till.ask()
    assert opening.labels(till.shop.id, [int(payment.reference), 77]) == {int(payment.reference): "K1"}
    assert Method.of(till.shop).count() == 0
