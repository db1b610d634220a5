"""I4, I7 and I9, recomputed: every movement of money counts once, payments and ledger tell the same story, states are where their
timelines end.

Each check is one query that asks for differences only.
"""

from peewee import JOIN, SQL, Case, fn

from storefront.kit import db, machine
from storefront.kit.events import Event
from storefront.ledger import Account, Entry, Transaction
from storefront.payments import elsewhere
from storefront.payments.models import LIVE, PAYMENT, REFUND, Bounce, Capture, Payment, Refund

DIRECT = "direct"
_HELD = ("paid", "suspended", "refunded", "returned")  # what moves money at a gateway on behalf of payments


def problems() -> list[str]:
    """Every difference, as a sentence that begins with the invariant's name; empty when everything holds."""
    return [
        *(f"I4 payment {number}: {count} captures count" for number, count in db.asked(_counted_once)),
        *(
            f"I7 payment {number}: {state}, asked {asked} {currency}, counted {got} {in_what}"
            for number, state, asked, currency, got, in_what in db.asked(_paid_is_paid)
        ),
        *(f"I4 {purpose} {reference}: {count} payments are open" for purpose, reference, count in db.asked(_one_open)),
        *(
            f"I4 payment {number}: {kept} refunded of {paid}, refunds add up to {minor}"
            for number, kept, paid, minor in db.asked(_refunded)
        ),
        *(f"I4 capture {number}: {minor} refunded of {paid}" for number, paid, minor in db.asked(_not_more_than_came)),
        *(f"I4 refund {number}: {kept} attempts came back, {count} are kept" for number, kept, count in db.asked(_attempts)),
        *(
            f"I7 capture:{number} ({outcome}): {minor} {currency} arrived, the ledger has {there} {in_what}"
            for number, outcome, minor, currency, there, in_what in db.asked(_captures_booked)
        ),
        *(
            f"I7 refund:{number}: {minor} {currency} goes back, the ledger has {there} {in_what}"
            for number, minor, currency, there, in_what in db.asked(_refunds_booked)
        ),
        *(
            f"I7 refund:{number}: {minor} {currency} paid another way, the bank's account has {there}"
            for number, minor, currency, there in db.asked(_elsewhere_booked)
        ),
        *(
            f"I9 refund:{number}: answered by its buyer, but it is {state} in {mode} mode"
            for number, state, mode in db.asked(_answered)
        ),
        *(f"I9 refund:{number}: taken back, though the market sends it" for (number,) in db.asked(_taken_back)),
        *_nothing_else_is_booked(),
        *_held_by_providers(),
        *machine.problems(PAYMENT, Payment, announced=False),
        *machine.problems(REFUND, Refund, announced=False),
    ]


def _counted_once():
    rows = Capture.select(Capture.payment, fn.COUNT(Capture.id)).where(Capture.outcome == "applied").group_by(Capture.payment)
    return rows.having(fn.COUNT(Capture.id) > 1)


def _paid_is_paid():
    """A payment is paid exactly when a capture of its amount and currency counts for it."""
    applied = (Capture.payment == Payment.id) & (Capture.outcome == "applied")
    columns = (Payment.id, Payment.state, Payment.amount_minor, Payment.currency, Capture.amount_minor, Capture.currency)
    differs = (Capture.amount_minor != Payment.amount_minor) | (Capture.currency != Payment.currency)
    differs |= Capture.provider_reference != Payment.provider_reference
    odd = ((Payment.state == "paid") & Capture.id.is_null()) | ((Payment.state != "paid") & Capture.id.is_null(False)) | differs
    return Payment.across_shops(*columns).join(Capture, JOIN.LEFT_OUTER, on=applied).where(odd)


def _one_open():
    rows = Payment.across_shops(Payment.purpose, Payment.reference, fn.COUNT(Payment.id)).where(Payment.state.in_(LIVE))
    return rows.group_by(Payment.purpose, Payment.reference).having(fn.COUNT(Payment.id) > 1)


def _refunded():
    """What was given back of a payment is the sum of its refunds, and never more than was paid."""
    total = fn.COALESCE(fn.SUM(Refund.amount_minor), 0)
    rows = Payment.across_shops(Payment.id, Payment.refunded_minor, Payment.amount_minor, total)
    rows = rows.join(Refund, JOIN.LEFT_OUTER, on=((Refund.payment == Payment.id) & Refund.counts))
    rows = rows.group_by(Payment.id, Payment.refunded_minor, Payment.amount_minor)
    return rows.having((Payment.refunded_minor != total) | (Payment.refunded_minor > Payment.amount_minor))


def _not_more_than_came():
    rows = Refund.across_shops(Capture.id, Capture.amount_minor, fn.SUM(Refund.amount_minor)).join(Capture)
    return rows.group_by(Capture.id, Capture.amount_minor).having(fn.SUM(Refund.amount_minor) > Capture.amount_minor)


def _attempts():
    """Every attempt that came back is there once, numbered from 0."""
    count = fn.COUNT(Bounce.id)
    rows = Refund.across_shops(Refund.id, Refund.bounced_count, count).join(Bounce, JOIN.LEFT_OUTER)
    rows = rows.group_by(Refund.id, Refund.bounced_count)
    return rows.having((count != Refund.bounced_count) | (fn.COALESCE(fn.MAX(Bounce.number) + 1, 0) != Refund.bounced_count))


def _with_leg(rows, kind, reference):
    """Join what the ledger booked at the provider under (kind, reference): found by its unique index."""
    booked = (Transaction.kind == kind) & (Transaction.reference == reference)
    rows = rows.join(Transaction, JOIN.LEFT_OUTER, on=booked)
    leg = Entry.select(Entry.transaction.alias("of"), Entry.amount_minor.alias("minor"), Account.currency.alias("currency"))
    leg = leg.join(Account).where(Account.kind == "provider").alias("leg")
    return rows.join(leg, JOIN.LEFT_OUTER, on=(leg.c.of == Transaction.id)), leg


def _captures_booked():
    """Each capture at a gateway is in the ledger as what it became, with its amount and currency."""
    leg = SQL('"leg"."minor"'), SQL('"leg"."currency"')
    rows = Capture.select(Capture.id, Capture.outcome, Capture.amount_minor, Capture.currency, *leg)
    kind = Case(None, (((Capture.outcome == "applied") & Capture.placed_at.is_null(), "paid"),), "suspended")
    rows, leg = _with_leg(rows, kind, fn.CONCAT(SQL("'capture:'"), Capture.id))
    wrong = leg.c.minor.is_null() | (leg.c.minor + Capture.amount_minor != 0) | (leg.c.currency != Capture.currency)
    return rows.where(Capture.provider != DIRECT, wrong)


def _refunds_booked():
    """Each refund of money that a gateway holds has left the ledger with its amount."""
    rows = Refund.across_shops(Refund.id, Refund.amount_minor, Refund.currency, SQL('"leg"."minor"'), SQL('"leg"."currency"'))
    kind = Case(None, ((Refund.counts, "refunded"),), "returned")
    rows, leg = _with_leg(rows.join(Payment).switch(Refund), kind, fn.CONCAT(SQL("'refund:'"), Refund.id))
    wrong = leg.c.minor.is_null() | (leg.c.minor != Refund.amount_minor) | (leg.c.currency != Refund.currency)
    return rows.where(Payment.mode == "protected", wrong)


def _elsewhere_booked():
    """What was paid by hand left the market's bank, with its amount, and nothing else did under that name."""
    booked = (Transaction.kind == "paid_elsewhere") & (Transaction.reference == fn.CONCAT(SQL("'refund:'"), Refund.id))
    leg = Entry.select(Entry.transaction.alias("of"), Entry.amount_minor.alias("minor"), Account.currency.alias("currency"))
    leg = leg.join(Account).where(Account.kind == "provider", Account.key == elsewhere.BANK).alias("leg")
    rows = Refund.across_shops(Refund.id, Refund.amount_minor, Refund.currency, SQL('"leg"."minor"'))
    rows = rows.join(Transaction, JOIN.LEFT_OUTER, on=booked).join(leg, JOIN.LEFT_OUTER, on=(leg.c.of == Transaction.id))
    right = leg.c.minor.is_null(False) & (leg.c.minor == Refund.amount_minor) & (leg.c.currency == Refund.currency)
    paid = Refund.other_way_at.is_null(False)
    return rows.where((paid & ~right) | (~paid & Transaction.id.is_null(False)))


def _answered():
    """Only of what a direct seller says was paid back a buyer says whether it arrived."""
    rows = Refund.across_shops(Refund.id, Refund.state, Payment.mode).join(Payment)
    said = (Refund.state == "done") & (Payment.mode == DIRECT)
    return rows.where(Refund.arrived_at.is_null(False) | Refund.missed_at.is_null(False), ~said)


def _taken_back():
    """Sent once more, it would have gone twice."""
    back = Event.select(Event.subject).where(Event.kind == "refund.take_back")
    rows = Refund.across_shops(Refund.id).join(Payment).where(Payment.mode == "protected")
    return rows.where(fn.CONCAT(SQL("'refund:'"), Refund.id).in_(back))


def _nothing_else_is_booked() -> list[str]:
    """Every capture and refund is booked (above), each under its own reference: more transactions than these came from nowhere."""
    arrived, left = db.asked(_how_many_arrived)[0][0], db.asked(_how_many_left)[0][0]
    booked = dict(db.asked(_how_many_booked))
    found = []
    for kinds, there, what in ((("paid", "suspended"), arrived, "captures"), (("refunded", "returned"), left, "refunds")):
        count = sum(booked.get(kind, 0) for kind in kinds)
        if count != there:
            found.append(f"I7 ledger {' and '.join(kinds)}: {count} transactions for {there} {what}")
    return found


def _how_many_arrived():
    return Capture.select(fn.COUNT(Capture.id)).where(Capture.provider != DIRECT)


def _how_many_left():
    return Refund.across_shops(fn.COUNT(Refund.id)).join(Payment).where(Payment.mode == "protected")


def _how_many_booked():
    return (
        Transaction.select(Transaction.kind, fn.COUNT(Transaction.id))
        .where(Transaction.kind.in_(_HELD))
        .group_by(Transaction.kind)
    )


def _held_by_providers() -> list[str]:
    """What the ledger says a gateway holds is what arrived there less what went back."""
    held = {(provider, currency): int(minor) for provider, currency, minor in db.asked(_came)}
    for provider, currency, minor in db.asked(_went):
        held[provider, currency] = held.get((provider, currency), 0) - int(minor)
    books = {(key, currency): -int(minor) for key, currency, minor in db.asked(_in_books)}
    return [
        f"I2 provider {name[0]} {name[1]}: {held.get(name, 0)} by its movements, {books.get(name, 0)} in the ledger"
        for name in sorted(held.keys() | books.keys())
        if held.get(name, 0) != books.get(name, 0)
    ]


def _came():
    rows = Capture.select(Capture.provider, Capture.currency, fn.SUM(Capture.amount_minor)).where(Capture.provider != DIRECT)
    return rows.group_by(Capture.provider, Capture.currency)


def _went():
    rows = Refund.across_shops(Capture.provider, Refund.currency, fn.SUM(Refund.amount_minor)).join(Capture)
    return rows.where(Capture.provider != DIRECT).group_by(Capture.provider, Refund.currency)


def _in_books():
    rows = Entry.select(Account.key, Account.currency, fn.SUM(Entry.amount_minor)).join(Account).switch(Entry).join(Transaction)
    rows = rows.where(Account.kind == "provider", Transaction.kind.in_(_HELD))
    return rows.group_by(Account.key, Account.currency)
