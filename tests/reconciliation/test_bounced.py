"""A refund that came back, beside the provider's own table: it left, it arrived again, it left once more, and nothing differs."""

from datetime import timedelta

import pytest

from storefront import payments
from storefront.kit import jobs
from storefront.payments import elsewhere, refunding
from storefront.payments.providers import gateways
from storefront.reconciliation import taking
from storefront.reconciliation.models import Finding, Line
from tests.payments.conftest import Payer
from tests.payments.fake_purpose import FakePurpose, Thing, Till
from tests.support.factories import again


@pytest.fixture
def till(world, sandbox, database):
    """Things that are paid for at the sandbox, which keeps a table of it."""
    database.create_tables([Thing], safe=True)
    before, payments.purposes["order"] = payments.purposes.get("order"), FakePurpose()
    yield Till(world.mei.shop)
    payments.purposes["order"] = before
    database.drop_tables([Thing])


def take(staff, clock, name: str):
    """The sandbox's table of these days, taken in and compared."""
    days = (clock.now() - timedelta(days=1), clock.now() + timedelta(days=1))
    row, _new = taking.upload("sandbox", name, gateways.get("sandbox").settlement(*days), staff())
    taking.take_in(row, *days)
    jobs.run_pending()
    return again(row)


def test_it_left_came_back_and_left_again(till, sandbox, staff, clock):
    payment = till.ask()
    Payer(sandbox).pay(payment)
    refund = till.give_back(again(payment), 8000, "k")
    jobs.run_pending()
    early = take(staff, clock, "before.csv")
    assert (early.state, early.matched_count, early.open_count) == ("done", 2, 0)
    clock.advance(timedelta(seconds=5))
    sandbox.store.bounce(f"{refund.id}:k")
    sandbox.courier.deliver()
    between = take(staff, clock, "between.csv")
    assert (between.matched_count, between.open_count) == (3, 0)
    clock.advance(timedelta(seconds=5))
    payments.send_again(again(refund))
    jobs.run_pending()
    assert again(refund).state == "done"
    late = take(staff, clock, "late.csv")
    assert (late.matched_count, late.open_count) == (4, 0)
    subjects = {line.subject for line in Line.select().where(Line.statement == late.id)}
    assert {f"refund:{refund.id}", f"refund:{refund.id}~1"} < subjects and Finding.select().count() == 0


def test_what_should_have_come_back_and_is_not_in_the_table_is_missing(till, sandbox, staff, clock):
    payment = till.ask()
    Payer(sandbox).pay(payment)
    refund = till.give_back(again(payment), 8000, "k")
    jobs.run_pending()
    refunding.bounce(again(refund), 0, "told by nobody else")
    row = take(staff, clock, "a.csv")
    assert row.open_count == 1
    (finding,) = Finding.select()
    assert (finding.kind, finding.expected_minor, finding.subject[:7]) == ("missing", 8000, "bounce:")


def test_what_was_paid_by_our_bank_instead_is_found_in_its_statement(till, sandbox, staff, clock):
    payment = till.ask()
    Payer(sandbox).pay(payment)
    refund = till.give_back(again(payment), 8000, "k")
    jobs.run_pending()
    sandbox.store.bounce(f"{refund.id}:k")
    sandbox.courier.deliver()
    elsewhere.record(again(refund), staff(), "By bank transfer")
    row = take(staff, clock, "gateway.csv")
    assert (row.matched_count, row.open_count) == (3, 0)  # nothing more left there
    days = (clock.now() - timedelta(days=1), clock.now() + timedelta(days=9))
    lines = (
        f"Date;Reference;Amount;Currency;Description\n{clock.now():%Y-%m-%d};B1;-80,00;CNY;Rueckzahlung REFUND{refund.id} Zhou\n"
    )
    empty = f"Date;Reference;Amount;Currency;Description\n{clock.now():%Y-%m-%d};B2;-1,00;CNY;Account fee\n"
    seen = []
    for text in (empty, lines):
        row, _new = taking.upload("bank", "bank.csv", text.encode(), staff())
        taking.take_in(row, *days)
        jobs.run_pending()
        seen.append(sorted(each.kind for each in Finding.select().where(Finding.statement == row.id, Finding.state == "open")))
    assert seen == [["extra", "missing"], []]
    assert {line.subject for line in Line.select().where(Line.reference == "B1")} == {f"elsewhere:{refund.id}"}
