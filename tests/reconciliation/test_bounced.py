"""A refund that came back, beside the provider's own table: it left, it arrived again, it left once more, and nothing differs."""

from datetime import timedelta

import pytest

from storefront import payments
from storefront.kit import jobs
from storefront.payments import refunding
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
