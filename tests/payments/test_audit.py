"""The audit of payments sees what does not fit: counted twice, paid without money, refunded too much, missing in the ledger."""

import pytest

from storefront import payments
from storefront.kit import clock, db
from storefront.ledger.models import Entry, Transaction
from storefront.payments import audit
from storefront.payments.models import Capture, Payment, Refund
from tests.support.factories import again

pytestmark = pytest.mark.tampers


@pytest.fixture
def story(till, payer, worker):
    """One paid and partly refunded, one paid twice, one with a wrong amount, one open."""
    first, second, third = till.ask(), till.ask(), till.ask()
    payer.pay(first)
    payer.pay(second, "twice")
    payer.pay(third, "short")
    till.give_back(again(first), 1000, "k")
    worker()
    assert audit.problems() == []
    return first, second, third


def capture(payment, outcome="applied", minor=11800, reference="made-up"):
    Capture.create(
        provider="sandbox",
        provider_reference=reference,
        payment=payment,
        amount_minor=minor,
        currency="CNY",
        outcome=outcome,
        at=clock.now(),
    )


TAMPERING = {
    "a second capture counts": (lambda first, *_: capture(first), "I4 payment 1: 2 captures count"),
    "paid without money": (
        lambda _a, _b, third: Payment.update(state="paid").where(Payment.id == third.id).execute(),
        "I7 payment 3: paid",
    ),
    "money without paid": (
        lambda first, *_: Payment.update(state="void").where(Payment.id == first.id).execute(),
        "I7 payment 1: void",
    ),
    "another amount": (lambda first, *_: Payment.update(amount_minor=99).where(Payment.id == 2).execute(), "I7 payment 2"),
    "another currency": (lambda *_: Payment.update(currency="EUR").where(Payment.id == 2).execute(), "I7 payment 2"),
    "a refund that is not counted": (
        lambda *_: Payment.update(refunded_minor=0).where(Payment.id == 1).execute(),
        "I4 payment 1: 0 refunded",
    ),
    "a refund larger than the capture": (
        lambda *_: Refund.update(amount_minor=99999).where(Refund.key == "k").execute(),
        "I4 capture 1",
    ),
    "a capture that the ledger does not know": (lambda first, *_: capture(first, "suspense", 5), "I7 capture:"),
    "a refund that the ledger does not know": (
        lambda *_: Transaction.delete().where(Transaction.kind == "refunded").execute(),
        "I7 refund:",
    ),
    "money in the ledger from nowhere": (
        lambda *_: Capture.delete().where(Capture.outcome == "suspense").execute(),
        "I7 ledger paid and suspended",
    ),
    "a provider that holds something else": (
        lambda *_: Entry.update(amount_minor=Entry.amount_minor - 1).where(Entry.id == 2).execute(),
        "I2 provider sandbox CNY",
    ),
}


@pytest.mark.parametrize("name", TAMPERING)
def test_tampering_is_found(story, database, name):
    tamper, sentence = TAMPERING[name]
    off, on = ("PRAGMA foreign_keys = 0", "PRAGMA foreign_keys = 1")
    if not db.on_sqlite():
        off, on = "SET session_replication_role = replica", "SET session_replication_role = DEFAULT"
    database.execute_sql(off)  # tampering asks nobody's leave
    try:
        tamper(*story)
    finally:
        database.execute_sql(on)
    found = audit.problems()
    assert any(problem.startswith(sentence) for problem in found), found


def test_two_open_requests_are_found(till, database):
    from storefront.payments.audit import _one_open

    database.execute_sql("DROP INDEX payment_one_open")
    try:
        payment = till.ask()
        row = dict(payment.__data__) | {"code": "x" * 22}
        row.pop("id")
        Payment.create(**row)
        assert db.asked(_one_open) == [("order", payment.reference, 2)]
    finally:
        Payment.delete().execute()
        database.execute_sql(
            "CREATE UNIQUE INDEX payment_one_open ON payment (purpose, reference) WHERE state IN ('open', 'to_verify')"
        )


def test_direct_money_is_not_in_the_ledger_and_nothing_is_missing(till, shop):
    from storefront.payments import settings

    settings.switch(shop, "cash", on=True)
    payment = till.ask(method="cash")
    payments.mark_paid(payment)
    assert audit.problems() == []
