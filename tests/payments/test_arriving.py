"""Money arrives: once, whole, and for the right thing; everything else goes back or waits for a person."""

import itertools
import json
from copy import copy
from datetime import timedelta

import pytest

from storefront import ledger, payments
from storefront.kit import events
from storefront.payments import asking
from storefront.payments.models import Capture, Payment, Refund
from storefront.payments.providers import Captured, gateways
from tests.payments.fake_purpose import Thing
from tests.support.factories import again


def captured(reference="txn_1", minor=11800, currency="CNY", payee="microstore"):
    return Captured(reference, minor, currency, payee)


def held(shop):
    return ledger.wallet(shop).held.minor


def outcomes():
    return [row.outcome for row in Capture.select().order_by(Capture.id)]


def test_money_that_arrives_is_held_for_the_order(till, payer, shop):
    payment = till.ask()
    answer = payer.pay(payment)
    assert answer.headers["Location"] == f"/pay/{payment.code}"
    assert (again(payment).state, till.of(payment).state) == ("paid", "paid")
    assert held(shop) == 11800
    assert ledger.balance("provider", "sandbox", "CNY").minor == -11800
    told = events.timeline(f"payment:{payment.id}")
    assert [(row.kind, row.actor) for row in told] == [("payments.Arrived", "provider:sandbox")]


def test_the_same_capture_counts_once(till, shop):
    payment = till.ask()
    said = [payments.arrived("sandbox", payment.code, captured()) for _ in range(5)]
    assert said == ["applied"] + ["repeated"] * 4
    assert held(shop) == 11800
    assert Capture.select().count() == 1


def test_the_same_capture_with_another_amount_is_written_down(till, shop):
    payment = till.ask()
    payments.arrived("sandbox", payment.code, captured())
    assert payments.arrived("sandbox", payment.code, captured(minor=1)) == "repeated"
    assert held(shop) == 11800
    assert events.timeline(f"capture:{Capture.get().id}")[-1].kind == "capture.contradicted"


def test_a_second_payment_goes_back_by_itself(till, payer, worker, shop):
    payment = till.ask()
    payer.pay(payment, "twice")
    assert outcomes() == ["applied", "duplicate"]
    worker()
    [back] = payments.refunds_of(payment)
    assert (back.state, back.amount_minor, back.counts, back.reason) == ("done", 11800, False, "duplicate")
    assert held(shop) == 11800
    assert again(payment).refunded_minor == 0
    assert ledger.balance("provider", "sandbox", "CNY").minor == -11800
    assert ledger.total("suspense", "CNY").minor == 0


def test_late_money_revives_what_can_still_be_had(till, payer, clock, shop):
    payment = till.ask(minutes=30)
    payer.do(payment, "late")
    payments.give_up("order", payment.reference)
    assert again(payment).state == "void"
    Thing.update(state="expired").execute()
    clock.advance(timedelta(minutes=32))
    payer.sandbox.courier.deliver()
    assert (again(payment).state, held(shop)) == ("paid", 11800)


def test_late_money_for_what_is_gone_goes_back_by_itself(till, payer, clock, worker, shop):
    payment = till.ask(minutes=30)
    payer.do(payment, "late")
    payments.give_up("order", payment.reference)
    Thing.update(state="gone").execute()
    clock.advance(timedelta(minutes=32))
    payer.sandbox.courier.deliver()
    worker()
    assert outcomes() == ["late"]
    assert [(row.state, row.reason) for row in payments.refunds_of(payment)] == [("done", "late")]
    assert (again(payment).state, held(shop)) == ("void", 0)
    assert ledger.balance("provider", "sandbox", "CNY").minor == 0


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"minor": 11799}, "amount 11799, expected 11800"),
        ({"minor": 1180000}, "amount 1180000"),
        ({"currency": "USD"}, "currency USD, expected CNY"),
        ({"payee": "somebody-else"}, "payee somebody-else, expected microstore"),
        ({"minor": 1, "currency": "EUR", "payee": "x"}, "payee x, expected microstore; currency EUR"),
    ],
)
def test_what_does_not_fit_the_frozen_payment_waits_in_suspense(till, shop, wrong, words):
    payment = till.ask()
    said = captured(**wrong)
    assert payments.arrived("sandbox", payment.code, said) == "suspense"
    row = Capture.get()
    assert row.outcome == "suspense" and words in row.problem
    assert (again(payment).state, till.of(payment).state, held(shop)) == ("open", "waiting", 0)
    assert ledger.balance("suspense", row.reference, said.currency).minor == said.amount_minor
    told = [event for event in events.timeline(row.reference) if event.kind == "payments.Unplaced"]
    assert len(told) == 1


def test_money_from_another_gateway_waits_in_suspense(till):
    payment = till.ask()
    assert payments.arrived("elsewhere", payment.code, captured()) == "suspense"
    assert "provider elsewhere" in Capture.get().problem


def test_money_for_a_payment_that_nobody_asked_for_waits_in_suspense(till):
    assert payments.arrived("sandbox", "no-such-code", captured()) == "unknown"
    assert Capture.get().payment_id is None
    assert ledger.total("suspense", "CNY").minor == 11800


def test_the_operator_can_send_suspense_back(till, payer, worker):
    from storefront.payments import refunding

    payment = till.ask()
    payer.pay(payment, "short")
    row = Capture.get()
    first, second = refunding.return_unplaced(row), refunding.return_unplaced(row)
    assert first.id == second.id
    worker()
    assert (again(first).state, again(first).amount_minor) == ("done", 11799)
    assert ledger.total("suspense", "CNY").minor == 0


def test_what_is_nobodys_cannot_be_sent_back_from_here(till):
    from storefront.kit.errors import Refused
    from storefront.payments import refunding

    payments.arrived("sandbox", "no-such-code", captured())
    with pytest.raises(Refused):
        refunding.return_unplaced(Capture.get())


def test_two_payments_for_one_thing_count_once(till, shop, worker):
    """The buyer paid by one gateway, went back and paid again by another request."""
    thing = till.thing()
    first = till.ask(thing)
    payments.give_up("order", first.reference)
    second = till.ask(thing)
    assert first.id != second.id
    assert payments.arrived("sandbox", second.code, captured("b")) == "applied"
    assert payments.arrived("sandbox", first.code, captured("a")) == "duplicate"
    assert held(shop) == 11800
    assert [row.payment_id for row in Refund.across_shops()] == [first.id]


def test_late_money_for_a_payment_ends_the_one_that_took_its_place(till, client, monkeypatch):
    """Another way to pay was chosen, and the first one was paid after all: nobody is asked for the money a second time."""
    first, other = till.ask(), copy(gateways.get("sandbox"))
    other.key = "other"
    monkeypatch.setitem(gateways._adapters, "other", other)
    second = payments.switch(first, "other")
    captured = Captured("tx-late", first.amount_minor, first.currency, json.loads(first.payee)["payee"])
    assert payments.arrived("sandbox", first.code, captured) == "applied"
    assert (again(first).state, again(second).state) == ("paid", "void")
    assert payments.live("order", first.reference) is None
    answer = client.post(f"/pay/{second.code}/again")
    assert answer.status_code == 409


def test_a_return_address_proves_nothing(till, client):
    payment = till.ask()
    page = client.get(f"/pay/{payment.code}")
    assert "We are waiting for your bank." in page.text
    assert again(payment).state == "open"


def test_a_declined_try_moves_nothing_and_can_be_repeated(till, payer, client):
    payment = till.ask()
    payer.pay(payment, "decline")
    assert again(payment).state == "open"
    assert "nothing was taken" in client.get(f"/pay/{payment.code}").text
    payer.pay(payment)
    assert (again(payment).state, again(payment).declined_at) == ("paid", None)


def test_the_end_does_not_depend_on_the_order_in_which_it_is_told(till, shop, sandbox, payer, clock):
    """Declined, paid, paid again and a refund of it, in every order: the same books."""
    ends = set()
    for order in itertools.permutations(range(3)):
        payment = till.ask()
        session = sandbox.store.session(payer.open(payments.start(payment)).rpartition("/")[2])
        sandbox.store.decline(session)
        sandbox.store.pay(session)
        sandbox.store.pay(session)
        notices = sandbox.store.due()
        for place in order:
            assert sandbox.courier._post(notices[place])
            assert sandbox.courier._post(notices[place])  # and a copy
        thing = till.of(payment)
        mine = sorted(row.outcome for row in Capture.select().where(Capture.payment == payment.id))
        ends.add((again(payment).state, thing.state, thing.paid_minor, tuple(mine), again(payment).declined_at))
    assert ends == {("paid", "paid", 11800, ("applied", "duplicate"), None)}


# --- asking ourselves --------------------------------------------------------------------------------------------------------


def test_money_that_nobody_told_about_is_found_by_asking(till, payer, clock, shop):
    payment = till.ask()
    payer.pay(payment, "silent")
    assert again(payment).state == "open"
    asking.sweep()
    assert again(payment).state == "open"  # too young to ask
    clock.advance(timedelta(minutes=3))
    asking.sweep()
    assert (again(payment).state, held(shop)) == ("paid", 11800)


def test_given_up_payments_are_asked_about_too(till, payer, clock, shop):
    payment = till.ask()
    payer.pay(payment, "silent")
    payments.give_up("order", payment.reference)
    clock.advance(timedelta(hours=2))
    asking.sweep()
    assert again(payment).state == "paid"


def test_nobody_asks_about_old_payments_for_ever(till, clock, sandbox):
    payment = till.ask()
    for step, asked in (
        (timedelta(minutes=3), True),
        (timedelta(minutes=1), False),
        (timedelta(hours=2), True),
        (timedelta(minutes=5), False),
    ):
        clock.advance(step)
        before = again(payment).asked_at
        asking.sweep()
        assert (again(payment).asked_at != before) is asked
    clock.advance(timedelta(days=4))
    before = again(payment).asked_at
    asking.sweep()
    assert again(payment).asked_at == before


def test_a_waiting_page_asks_at_most_every_few_seconds(till, clock, client):
    clock.freeze(clock.now())
    payment = till.ask()
    asked = []
    for _second in range(9):
        client.get(f"/pay/{payment.code}")
        asked.append(again(payment).asked_at)
        clock.advance(timedelta(seconds=1))
    assert len(set(asked)) == 3


def test_a_page_does_not_ask_where_others_wait_for_an_answer(till, client, payer):
    payment = till.ask()
    payer.pay(payment, "silent")
    asking.configure(threads=3)  # too few threads for one to wait
    try:
        client.get(f"/pay/{payment.code}")
        assert again(payment).asked_at is None
    finally:
        asking.configure(threads=16)
    assert client.get(f"/pay/{payment.code}").status_code == 303


def test_a_provider_that_does_not_answer_changes_nothing(till, clock, monkeypatch):
    from storefront.payments.providers import ProviderDown, gateways

    def down(payment):
        raise ProviderDown("no")

    payment = till.ask()
    monkeypatch.setattr(gateways.get("sandbox"), "query", down)
    assert payments.ask(payment) is False
    assert again(payment).state == "open"


def test_payments_are_one_open_request_per_thing(till):
    thing = till.thing()
    assert till.ask(thing).id == till.ask(thing).id
    assert Payment.across_shops().count() == 1
