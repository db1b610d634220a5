"""I4 and I7, recomputed: every movement of money counts once, and payments and ledger tell the same story."""

import peewee

from storefront.ledger import Account, Entry, Transaction
from storefront.payments.models import LIVE, Capture, Payment, Refund

fn = peewee.fn
DIRECT = "direct"
_BOOKED_AS = {"applied": "paid", "duplicate": "suspended", "late": "suspended", "suspense": "suspended"}


def problems() -> list[str]:
    """Every difference, as a sentence that begins with the invariant's name; empty when everything holds."""
    return [
        *_counted_once(),
        *_paid_is_paid(),
        *_one_open(),
        *_refunds(),
        *_captures_booked(),
        *_refunds_booked(),
        *_held_by_providers(),
    ]


def _counted_once() -> list[str]:
    rows = Capture.select(Capture.payment, fn.COUNT(Capture.id)).where(Capture.outcome == "applied").group_by(Capture.payment)
    return [f"I4 payment {number}: {count} captures count" for number, count in rows.having(fn.COUNT(Capture.id) > 1).tuples()]


def _paid_is_paid() -> list[str]:
    """A payment is paid exactly when a capture of its amount and currency counts for it."""
    applied = (Capture.payment == Payment.id) & (Capture.outcome == "applied")
    rows = Payment.across_shops(
        Payment.id, Payment.state, Payment.amount_minor, Payment.currency, Capture.amount_minor, Capture.currency
    )
    rows = rows.join(Capture, peewee.JOIN.LEFT_OUTER, on=applied)
    differs = (Capture.amount_minor != Payment.amount_minor) | (Capture.currency != Payment.currency)
    odd = ((Payment.state == "paid") & Capture.id.is_null()) | ((Payment.state != "paid") & Capture.id.is_null(False)) | differs
    return [
        f"I7 payment {number}: {state}, asked {asked} {currency}, counted {got} {in_what}"
        for number, state, asked, currency, got, in_what in rows.where(odd).tuples()
    ]


def _one_open() -> list[str]:
    rows = Payment.across_shops(Payment.purpose, Payment.reference, fn.COUNT(Payment.id)).where(Payment.state.in_(LIVE))
    rows = rows.group_by(Payment.purpose, Payment.reference).having(fn.COUNT(Payment.id) > 1)
    return [f"I4 {purpose} {reference}: {count} payments are open" for purpose, reference, count in rows.tuples()]


def _refunds() -> list[str]:
    """What was given back of a payment is the sum of its refunds, and never more than was paid; nor is it for any capture."""
    total = fn.COALESCE(fn.SUM(Refund.amount_minor), 0)
    rows = Payment.across_shops(Payment.id, Payment.refunded_minor, Payment.amount_minor, total)
    rows = rows.join(Refund, peewee.JOIN.LEFT_OUTER, on=((Refund.payment == Payment.id) & Refund.counts))
    rows = rows.group_by(Payment.id, Payment.refunded_minor, Payment.amount_minor)
    rows = rows.having((Payment.refunded_minor != total) | (Payment.refunded_minor > Payment.amount_minor))
    found = [
        f"I4 payment {number}: {kept} refunded of {paid}, refunds add up to {minor}"
        for number, kept, paid, minor in rows.tuples()
    ]
    most = Refund.across_shops(Capture.id, Capture.amount_minor, fn.SUM(Refund.amount_minor)).join(Capture)
    most = most.group_by(Capture.id, Capture.amount_minor).having(fn.SUM(Refund.amount_minor) > Capture.amount_minor)
    return found + [f"I4 capture {number}: {minor} refunded of {paid}" for number, paid, minor in most.tuples()]


def _booked(kinds: tuple[str, ...]) -> dict[tuple[str, str], tuple[int, str]]:
    """{(kind, reference): (minor that moved at the provider, currency)}."""
    rows = Entry.select(Transaction.kind, Transaction.reference, fn.SUM(Entry.amount_minor), Account.currency)
    rows = rows.join(Transaction).switch(Entry).join(Account).where(Transaction.kind.in_(kinds), Account.kind == "provider")
    rows = rows.group_by(Transaction.kind, Transaction.reference, Account.currency)
    return {(kind, reference): (abs(int(minor)), currency) for kind, reference, minor, currency in rows.tuples()}


def _captures_booked() -> list[str]:
    """Each capture at a gateway is in the ledger once, as what it became; nothing is in the ledger without a capture."""
    booked, found = _booked(("paid", "suspended")), []
    for row in Capture.select().where(Capture.provider != DIRECT):
        there = booked.pop((_BOOKED_AS[row.outcome], row.reference), None)
        if there != (row.amount_minor, row.currency):
            found.append(f"I7 {row.reference} ({row.outcome}): {row.amount_minor} {row.currency} arrived, the ledger has {there}")
    return found + [f"I7 ledger {kind} {reference}: no such capture" for kind, reference in booked]


def _refunds_booked() -> list[str]:
    """Each refund of money that a gateway holds has left the ledger once, with its amount."""
    booked, found = _booked(("refunded", "returned")), []
    rows = Refund.across_shops(Refund, Payment.mode).join(Payment).where(Payment.mode == "protected")
    for row in rows:
        there = booked.pop(("refunded" if row.counts else "returned", row.reference), None)
        if there != (row.amount_minor, row.currency):
            found.append(f"I7 {row.reference}: {row.amount_minor} {row.currency} goes back, the ledger has {there}")
    return found + [f"I7 ledger {kind} {reference}: no such refund" for kind, reference in booked]


def _held_by_providers() -> list[str]:
    """What the ledger says a gateway holds is what arrived there less what went back."""
    came = Capture.select(Capture.provider, Capture.currency, fn.SUM(Capture.amount_minor)).where(Capture.provider != DIRECT)
    held = {
        (provider, currency): int(minor)
        for provider, currency, minor in came.group_by(Capture.provider, Capture.currency).tuples()
    }
    left = (
        Refund.across_shops(Capture.provider, Refund.currency, fn.SUM(Refund.amount_minor))
        .join(Capture)
        .where(Capture.provider != DIRECT)
    )
    for provider, currency, minor in left.group_by(Capture.provider, Refund.currency).tuples():
        held[provider, currency] = held.get((provider, currency), 0) - int(minor)
    kinds = ("paid", "suspended", "refunded", "returned")
    rows = Entry.select(Account.key, Account.currency, fn.SUM(Entry.amount_minor)).join(Account).switch(Entry).join(Transaction)
    rows = rows.where(Account.kind == "provider", Transaction.kind.in_(kinds)).group_by(Account.key, Account.currency)
    books = {(key, currency): -int(minor) for key, currency, minor in rows.tuples()}
    return [
        f"I2 provider {name[0]} {name[1]}: {held.get(name, 0)} by its movements, {books.get(name, 0)} in the ledger"
        for name in sorted(held.keys() | books.keys())
        if held.get(name, 0) != books.get(name, 0)
    ]
