"""Money that fits nothing: placed on what it fits exactly, or sent back; by two people above the limit; once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from storefront import ledger, orders, payments, policies, reconciliation
from storefront.kit import events
from storefront.kit.errors import Changed, Refused
from storefront.payments import elsewhere, placing, refunding
from storefront.payments.providers import ProviderDown, ProviderRefused, gateways
from storefront.reconciliation import audit as reconciliation_audit
from storefront.reconciliation import desk, returning
from tests.support.factories import again
from tests.support.machines import every_verb
from tests.support.storm import refused, storm

WHY = "The payer wrote the order number to us."


def payment_of(order):
    return payments.payment_of("order", str(order.id))


def test_it_is_placed_on_the_order_that_it_fits(world, parked, staff):
    order = world.placed()
    capture = parked(order.total_minor)
    row = desk.ask(capture, "place", staff(), WHY, payment_of(order))
    assert (row.state, again(capture).outcome) == ("done", "applied")
    assert world.again(order).state == "confirmed"
    assert ledger.total("suspense", "CNY").minor == 0
    assert ledger.balance("escrow", order.id, "CNY").minor == order.total_minor
    assert orders.refund(world.again(order), 100, "a chip", "k").amount_minor == 100  # and from here on it is paid like any other
    kinds = [event.kind for event in events.timeline(f"suspense:{row.id}")]
    assert kinds == ["suspense.ask", "suspense.agree", "suspense.finish"]


@pytest.mark.parametrize("more, currency, payee", [(1, "CNY", "microstore"), (0, "EUR", "microstore"), (0, "CNY", "another")])
def test_only_what_fits_exactly_is_placed(world, parked, staff, more, currency, payee):
    order = world.placed()
    capture = parked(order.total_minor + more, currency, payee=payee)
    with pytest.raises(Refused):
        desk.ask(capture, "place", staff(), WHY, payment_of(order))
    assert desk.decision_of(capture) is None and again(capture).outcome == "suspense"
    assert desk.fitting(capture) == []


def test_it_is_not_placed_on_what_is_paid_or_gone(world, parked, staff):
    paid, gone = world.paid(), world.placed()
    capture = parked(paid.total_minor)
    orders.cancel(gone, "Out of clay")
    for order in (paid, gone):
        payment = payments.Payment.across_shops().where(payments.Payment.reference == str(order.id)).get()
        with pytest.raises(Refused):
            desk.ask(capture, "place", staff(), WHY, payment)
    assert again(capture).outcome == "suspense" and desk.decision_of(capture) is None


def test_what_would_fit_is_suggested(world, parked):
    order = world.placed()
    assert [row.label for row in desk.fitting(parked(order.total_minor))] == [order.number]
    assert desk.payment_for(world.mei.shop, order.number.lower()).label == order.number
    assert desk.payment_for(world.mei.shop, "ZZZZ") is None


def test_what_came_for_an_order_goes_back_as_its_refund(world, staff):
    order = world.placed()
    world.pay(order, minor=order.total_minor - 1)
    capture = payments.Capture.get(payments.Capture.outcome == "suspense")
    row = desk.ask(capture, "return", staff(), WHY)
    assert (row.state, row.refund.reason, again(capture).outcome) == ("done", "unplaced", "returned")
    assert ledger.total("suspense", "CNY").minor == 0


class Gateway:
    """Says what it is told to say, and remembers the keys it was asked with."""

    def __init__(self, *answers):
        self.answers, self.keys = list(answers), []

    def refund(self, row):
        self.keys.append(row.key)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def test_what_is_nobodys_goes_back_by_its_own_key(parked, staff, monkeypatch, clock):
    gateway = Gateway(ProviderDown("busy"), "pending", "done")
    monkeypatch.setattr(gateways, "find", lambda key: gateway)
    capture = parked(700)
    row = desk.ask(capture, "return", staff(), WHY)
    assert (row.state, again(capture).outcome) == ("decided", "returned")
    for _turn in range(3):
        returning.deliver(row.id)
        returning.deliver(row.id)  # not due: nothing happens
        clock.advance(timedelta(hours=1))
    assert again(row).state == "done" and gateway.keys == [f"stray:{capture.id}"] * 3
    assert ledger.balance("provider", "sandbox", "CNY").minor == 0


def test_a_return_that_was_refused_waits_for_a_person(parked, staff, monkeypatch):
    gateway = Gateway(ProviderRefused("account closed"), "done")
    monkeypatch.setattr(gateways, "find", lambda key: gateway)
    row = desk.ask(parked(), "return", staff(), WHY)
    returning.deliver(row.id)
    assert (again(row).state, again(row).error) == ("failed", "account closed")
    assert desk.counts()[0] == 1
    returning.try_again(again(row))
    returning.deliver(row.id)
    assert again(row).state == "done" and desk.counts()[0] == 0


def test_nobody_places_money_on_an_order_of_their_own_shop(world, parked, staff):
    order = world.placed()
    capture, owner = parked(order.total_minor), world.mei.owner
    with pytest.raises(Refused, match="You work in this shop") as no:
        desk.ask(capture, "place", owner, WHY, payment_of(order))
    assert no.value.field == "order" and again(capture).outcome == "suspense"
    dear = world.placed(items=[(world.mei.bowl, 1)], key="another-order-of-mei's")
    policies.publish(replace(policies.current(), suspense_minor=1), None)
    row = desk.ask(parked(dear.total_minor), "place", staff(), WHY, payment_of(dear))
    with pytest.raises(Refused, match="You work in this shop"):
        desk.agree(row, owner)
    assert again(row).state == "asked"
    assert desk.agree(again(row), staff(number=2)).state == "done"


def test_above_the_limit_two_people_decide(world, parked, staff):
    above = policies.current().suspense_minor + 1
    capture, one, other = parked(above), staff(number=1), staff(number=2)
    row = desk.ask(capture, "return", one, WHY)
    assert (row.state, row.needs_two, again(capture).outcome) == ("asked", True, "suspense")
    with pytest.raises(Refused):
        desk.agree(row, one)
    with pytest.raises(Changed):  # there is one decision at a time
        desk.ask(capture, "return", other, WHY)
    assert again(row).state == "asked"
    desk.agree(again(row), other)
    assert (again(row).state, again(row).agreed_by_id, again(capture).outcome) == ("decided", other.id, "returned")
    assert not desk.needs_two(world.money(above - 1), one)


def test_the_limit_counts_in_every_currency(staff):
    limit = elsewhere.limits(staff())
    assert limit("JPY").minor > limit("EUR").minor // 100
    assert limit("CNY").minor == policies.current().suspense_minor


def test_whoever_raised_the_limit_does_not_decide_alone_by_it(parked, staff):
    one, other, most = staff(number=1), staff(number=2), policies.current().suspense_minor
    policies.publish(replace(policies.current(), suspense_minor=10 * most), one)
    assert desk.ask(parked(most + 1), "return", one, WHY).needs_two
    assert not desk.ask(parked(most + 2), "return", other, WHY).needs_two


def test_who_does_not_agree_lets_the_money_wait(parked, staff):
    capture = parked(policies.current().suspense_minor + 1)
    row = desk.ask(capture, "return", staff(number=1), WHY)
    desk.withdraw(row)
    assert again(capture).outcome == "suspense" and desk.decision_of(capture) is None
    assert desk.ask(capture, "return", staff(number=2), WHY).state == "asked"


def test_a_reason_is_needed(parked, staff):
    with pytest.raises(Refused):
        desk.ask(parked(), "return", staff(), "no")


def test_two_operators_do_not_both_act(world, parked, staff):
    order = world.placed()
    capture, one, other = parked(order.total_minor), staff(number=1), staff(number=2)
    calls = [lambda: desk.ask(capture, "place", one, WHY, payment_of(order)), lambda: desk.ask(capture, "return", other, WHY)]
    outcomes = storm(calls, wide=2)
    assert len(refused(outcomes)) == 1 and reconciliation.Decision.select().count() == 1


@pytest.mark.tampers  # states are set by hand here
@pytest.mark.parametrize("state", reconciliation.DECISION.states)
def test_only_what_the_table_says(parked, staff, state):
    every_verb(reconciliation.DECISION, desk.ask(parked(), "return", staff(), WHY), state)


def _both(world):
    """One capture, held twice by two people: one places it, the other one sends it back."""
    order, other = world.placed(), world.placed()
    world.pay(other, minor=order.total_minor, currency="EUR")
    capture = payments.Capture.get(payments.Capture.outcome == "suspense")
    payments.Capture.update(currency="CNY").where(payments.Capture.id == capture.id).execute()
    one, two = again(capture), again(capture)
    placing.place(one, payment_of(order))
    refunding.return_unplaced(two)
    return again(capture)


@pytest.mark.tampers
def test_money_leaves_suspense_once_whoever_holds_a_stale_row(world):
    with pytest.raises(Changed):
        _both(world)


@pytest.mark.tampers
def test_without_the_guard_it_would_leave_twice(world, monkeypatch):
    """The control: what the compare-and-swap is for."""

    def careless(capture, outcome, **columns):
        payments.Capture.update(outcome=outcome, **columns).where(payments.Capture.id == capture.id).execute()

    monkeypatch.setattr(refunding, "take_from_suspense", careless)
    assert _both(world).outcome == "returned"
    assert any("suspense" in problem for problem in reconciliation_audit.problems())
