"""Money that was nobody's, sent back and come back: sent again by another key, or paid from the market's bank; by two people above the limit."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from storefront import check, ledger, payments, policies, reconciliation
from storefront.kit import events, jobs
from storefront.kit.errors import Changed, Refused
from storefront.notifications import Notice
from storefront.payments import Capture, elsewhere, notices
from storefront.payments.providers import ProviderRefused, Told, gateways
from storefront.reconciliation import balancing, desk, forgetting, returning, taking
from storefront.reconciliation.models import Decision, Finding, Line, ReturnBounce
from tests.payments.conftest import Payer
from tests.support.factories import again
from tests.support.storm import refused, storm

WHY, HOW = "Nobody asked for it.", "By bank transfer to the account that the payer named."
MINOR = 12800


@pytest.fixture
def stray(world, sandbox) -> Capture:
    """¥128.00 that the sandbox took for a payment that nobody here knows."""
    payment = payments.payment_of("order", str(world.placed().id))
    Payer(sandbox).do(payment)
    payments.Payment.update(code="lost").where(payments.Payment.id == payment.id).execute()
    sandbox.courier.deliver()
    (capture,) = Capture.select().where(Capture.outcome == "suspense")
    assert (capture.amount_minor, capture.payment_id) == (MINOR, None)
    return capture


@pytest.fixture
def gone(stray, staff):
    """It was sent back, and the gateway says that it went."""
    row = desk.ask(stray, "return", staff(), WHY)
    jobs.run_pending()
    assert again(row).state == "done"
    return again(row)


@pytest.fixture
def back(gone, sandbox):
    """And the bank of whoever paid did not take it."""
    sandbox.store.bounce(f"{gone.id}:stray:{gone.capture_id}")
    sandbox.courier.deliver()
    return again(gone)


@pytest.fixture
def low(monkeypatch):
    """Above ¥50.00 two people."""
    held = replace(policies.current(), suspense_minor=5000)
    monkeypatch.setattr(policies, "current", lambda: held)


def held_by(provider: str) -> int:
    """What a provider holds for the market, by the books."""
    return -ledger.balance("provider", provider, "CNY").minor


def kinds(row) -> list[str]:
    return [each.kind for each in events.timeline(f"suspense:{row.id}")]


def notice(kind: str, key: str, problem: str = ""):
    return Told(f"e-{kind}-{key}", kind, refund_key=key, problem=problem)


# --- it comes back --------------------------------------------------------------------------------------------------------------


def test_what_came_back_waits_for_a_person_and_its_people_hear_of_it(back, staff):
    assert (back.state, back.bounced_count, back.done_at) == ("failed", 1, None) and back.error
    assert desk.counts()[0] == 1 and kinds(back)[-1] == "reconciliation.ReturnBounced"
    jobs.run_pending(1000)
    (told,) = Notice.select().where(Notice.kind == "market.return_failed", Notice.person == staff().id)
    assert told.url == f"/admin/suspense/{back.capture_id}"
    assert check.run() == []


def test_a_notice_that_comes_twice_or_late_changes_nothing(back, sandbox):
    sandbox.courier.deliver()
    for late in (notice("refund_failed", f"stray:{back.capture_id}"), notice("refunded", f"stray:{back.capture_id}")):
        assert notices._effect("sandbox", late) == "noted"
    assert (again(back).state, again(back).bounced_count, ReturnBounce.select().count()) == ("failed", 1, 1)


def test_a_provider_tells_nothing_of_money_that_it_never_had(gone):
    assert notices._effect("another", notice("refund_failed", f"stray:{gone.capture_id}")) == "unknown"
    assert again(gone).state == "done"


@pytest.mark.parametrize("key", ["stray:99", "stray:", "stray:x", "stray:1~x", "stray:1~", "stray:99999999999", "lost", ""])
def test_what_names_nothing_of_ours_is_unknown(database, key):
    assert notices._effect("sandbox", notice("refund_failed", key)) == "unknown"


def test_money_that_was_placed_is_not_touched_by_such_a_notice(world, parked, staff):
    order = world.placed()
    capture = parked(order.total_minor)
    row = desk.ask(capture, "place", staff(), WHY, payments.payment_of("order", str(order.id)))
    assert notices._effect("sandbox", notice("refund_failed", f"stray:{capture.id}")) == "unknown"
    assert again(row).state == "done"


def test_it_is_sent_again_by_another_key_and_the_gateway_does_it(back, sandbox):
    returning.try_again(back)
    jobs.run_pending()
    row = again(back)
    assert (row.state, row.sending_key) == ("done", f"stray:{row.capture_id}~1")
    sandbox.courier.deliver()  # the gateway's own word, by the new key
    assert again(row).state == "done" and held_by("sandbox") == 0
    sandbox.store.bounce(f"{row.id}:stray:{row.capture_id}~1")
    sandbox.courier.deliver()
    assert (again(row).state, again(row).bounced_count, ReturnBounce.select().count()) == ("failed", 2, 2)
    assert check.run() == []


def test_what_was_refused_is_asked_for_with_the_same_key(parked, staff, monkeypatch):
    class No:
        keys: list[str] = []

        def refund(self, row):
            self.keys.append(row.sending_key)
            raise ProviderRefused("account closed")

    monkeypatch.setattr(gateways, "find", lambda key: No())
    row = desk.ask(parked(), "return", staff(), WHY)
    returning.deliver(row.id)
    returning.try_again(again(row))
    returning.deliver(row.id)
    assert No.keys == [f"stray:{row.capture_id}"] * 2 and again(row).state == "failed"
    assert kinds(row).count("reconciliation.ReturnFailed") == 2


def test_word_that_it_went_after_all_ends_it(parked, staff, monkeypatch):
    monkeypatch.setattr(gateways, "find", lambda key: type("No", (), {"refund": lambda self, row: _no()})())
    row = desk.ask(parked(), "return", staff(), WHY)
    returning.deliver(row.id)
    assert notices._effect("sandbox", notice("refunded", f"stray:{row.capture_id}")) == "noted"
    assert again(row).state == "done"


def _no():
    raise ProviderRefused("no")


# --- paid another way -----------------------------------------------------------------------------------------------------------


def test_it_left_the_bank_and_is_at_the_gateway_again(back, staff):
    row = returning.record(back, staff(), f"  {HOW} ")
    assert (row.state, again(row).other_way, again(row).error) == ("done", HOW, "")
    assert (held_by("sandbox"), held_by("bank")) == (MINOR, -MINOR)
    assert balancing.balances(None)[0].off.minor == 0 and desk.counts()[0] == 0
    assert [minor for _what, _key, _currency, minor in json.loads(balancing.check().differences) if minor] == []
    assert check.run() == []
    late = notice("refund_failed", f"stray:{row.capture_id}~1")
    assert notices._effect("sandbox", late) == "noted" and again(row).state == "done"  # it was paid since


@pytest.mark.parametrize("how", ["", "  no ", "x" * 201])
def test_without_words_nothing_is_written_down(back, staff, how):
    with pytest.raises(Refused) as no:
        returning.record(back, staff(), how)
    assert no.value.field == "how" and again(back).state == "failed"


def test_only_what_failed_and_was_nobodys_is_paid_another_way(world, gone, staff):
    order = world.placed()
    world.pay(order, minor=order.total_minor - 1)
    known = desk.ask(Capture.get(Capture.outcome == "suspense"), "return", staff(), WHY)  # a refund of its payment
    for row in (gone, known):
        with pytest.raises(Changed):
            returning.record(row, staff(), HOW)
        with pytest.raises(Changed):
            returning.agree(row, staff(number=2))


def test_above_the_limit_another_person_agrees(back, staff, low):
    one, other = staff(number=1), staff(number=2)
    with pytest.raises(Changed):
        returning.agree(back, other)  # nobody wrote anything down
    row = returning.record(back, one, HOW)
    assert (row.state, held_by("bank")) == ("failed", 0) and kinds(row)[-1] == "suspense.other_way"
    with pytest.raises(Refused):
        returning.agree(row, one)
    assert returning.agree(again(row), other).state == "done" and held_by("bank") == -MINOR
    with pytest.raises(Changed):
        returning.agree(again(row), other)
    assert check.run() == []


def test_what_is_sent_again_meanwhile_was_not_paid_another_way(back, staff, low):
    row = returning.record(back, staff(number=1), HOW)
    returning.try_again(again(row))
    assert (again(row).other_way, again(row).other_way_by_id) == (None, None)
    with pytest.raises(Changed):
        returning.agree(again(row), staff(number=2))


def test_of_two_ways_at_once_one_happens(back, staff):
    one, other = staff(number=1), staff(number=2)
    calls = [
        lambda: returning.record(again(back), one, HOW),
        lambda: returning.record(again(back), other, HOW),
        lambda: returning.try_again(again(back)),
    ]
    outcomes = storm(calls, wide=3)
    assert len(refused(outcomes)) == 2
    jobs.run_pending()
    assert again(back).state == "done" and held_by("bank") in (0, -MINOR) and check.run() == []


# --- beside statements ----------------------------------------------------------------------------------------------------------


def take(staff, source: str, name: str, text: bytes, days):
    row, _new = taking.upload(source, name, text, staff())
    taking.take_in(row, *days)
    jobs.run_pending()
    return again(row)


def test_the_gateways_table_shows_that_it_left_came_back_and_left_again(stray, staff, sandbox, clock):
    days = (clock.now() - timedelta(days=1), clock.now() + timedelta(days=1))
    row = desk.ask(stray, "return", staff(), WHY)
    jobs.run_pending()
    clock.advance(timedelta(seconds=5))
    sandbox.store.bounce(f"{row.id}:stray:{stray.id}")
    sandbox.courier.deliver()
    table = take(staff, "sandbox", "between.csv", gateways.get("sandbox").settlement(*days), days)
    assert (table.matched_count, table.open_count) == (3, 0)
    clock.advance(timedelta(seconds=5))
    returning.try_again(again(row))
    jobs.run_pending()
    table = take(staff, "sandbox", "after.csv", gateways.get("sandbox").settlement(*days), days)
    assert (table.matched_count, table.open_count) == (4, 0)
    subjects = {line.subject for line in Line.select().where(Line.statement == table.id)}
    bounced = ReturnBounce.get()
    assert {f"return:{row.id}", f"return:{row.id}~1", f"return-bounce:{bounced.id}"} < subjects and Finding.select().count() == 0


def test_what_our_bank_paid_instead_is_found_in_its_statement(back, staff, clock):
    row = returning.record(back, staff(), HOW)
    days = (clock.now() - timedelta(days=1), clock.now() + timedelta(days=9))
    head = "Date;Reference;Amount;Currency;Description\n"
    seen = []
    for number, line in enumerate(("B2;-1,00;CNY;Account fee", f"B1;-128,00;CNY;Rueckzahlung {returning.reference(row.id)} Lin")):
        statement = take(staff, "bank", f"bank{number}.csv", f"{head}{clock.now():%Y-%m-%d};{line}\n".encode(), days)
        seen.append(
            sorted(each.kind for each in Finding.select().where(Finding.statement == statement.id, Finding.state == "open"))
        )
    assert seen == [["extra", "missing"], []]
    assert {line.subject for line in Line.select().where(Line.reference == "B1")} == {f"return-elsewhere:{row.id}"}


# --- on the desk ----------------------------------------------------------------------------------------------------------------


def test_it_is_sent_again_or_written_down_on_its_page(back, browse):
    desk_of, here = browse(), f"/admin/suspense/{back.capture_id}"
    page = desk_of.get(here).text
    assert "It came back" in page and "Paid back another way" in page and returning.reference(back.id) in page
    wrong = desk_of.post(f"{here}/elsewhere", data={"how": "no"})
    assert (
        wrong.status_code == 422
        and "Write how it was paid back: it stays in the history." in wrong.text
        and 'value="no"' in wrong.text
    )
    assert desk_of.post(f"{here}/elsewhere", data={"how": HOW}).status_code == 303
    page = desk_of.get(here).text
    assert "paid back another way" in page and HOW in page and again(back).state == "done"
    assert desk_of.post(f"{here}/elsewhere", data={"how": HOW}).status_code == 409


def test_the_second_person_agrees_on_its_page(back, browse, low):
    one, other, here = browse(number=1), browse(number=2), f"/admin/suspense/{back.capture_id}"
    one.post(f"{here}/elsewhere", data={"how": HOW})
    assert "waits for a second person" in one.get(here).text and "I agree" in other.get(here).text
    assert one.post(f"{here}/elsewhere/agreement").status_code == 422
    assert other.post(f"{here}/elsewhere/agreement").status_code == 303 and again(back).state == "done"
    assert browse("support").post(f"{here}/elsewhere", data={"how": HOW}).status_code == 404


def test_how_it_was_paid_is_forgotten_after_the_days_of_statements(back, staff, browse, clock):
    row = returning.record(back, staff(), HOW)
    clock.advance(timedelta(days=179))
    forgetting.forget_due()
    assert again(row).other_way == HOW
    clock.advance(timedelta(days=1))
    forgetting.forget_due()
    forgetting.forget_due()
    assert again(row).other_way is None and again(row).other_way_at is not None
    assert HOW not in str([events.payload(each) for each in events.timeline(f"suspense:{row.id}")])
    page = browse().get(f"/admin/suspense/{row.capture_id}").text
    assert "paid back another way" in page and HOW not in page
    assert check.run() == []


# --- the oracle -----------------------------------------------------------------------------------------------------------------


@pytest.mark.tampers
def test_the_oracle_finds_what_was_not_booked_and_attempts_that_are_lost(back):
    Decision.update(state="done", other_way=HOW, other_way_at=back.asked_at).where(Decision.id == back.id).execute()
    assert f"I7 suspense:{back.id}: {MINOR} paid another way, the bank's account has None" in check.run()
    Decision.update(state="failed", other_way_at=None, bounced_count=2).where(Decision.id == back.id).execute()
    assert f"I4 suspense:{back.id}: 2 attempts came back, 1 are kept" in check.run()
    assert elsewhere.BANK == reconciliation.BANK
