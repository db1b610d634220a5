"""The oracle's part: suspense holds exactly what waits, decisions and statements are where their timelines end, counters are right."""

from peewee import JOIN, SQL, Case, fn

from storefront.kit import db, machine
from storefront.ledger import Account, Entry, Transaction
from storefront.payments import Capture, elsewhere
from storefront.reconciliation.models import DECISION, FINDING, STATEMENT, Decision, Finding, ReturnBounce, Statement


def problems() -> list[str]:
    """Every difference, as a sentence that begins with the invariant's name; empty when everything holds."""
    return [
        *(
            f"I7 capture:{number} ({outcome}): {minor} {currency}, suspense holds {there}"
            for number, outcome, minor, currency, there in db.asked(_suspense)
        ),
        *(
            f"I7 suspense:{number}: {verb} is {state}, capture {capture} is {outcome}"
            for number, verb, state, capture, outcome in db.asked(_undone)
        ),
        *(
            f"I7 suspense:{number}: sent back {minor}, the ledger has {there}"
            for number, minor, there in db.asked(_returns_booked)
        ),
        *(
            f"I7 suspense:{number}: {minor} paid another way, the bank's account has {there}"
            for number, minor, there in db.asked(_elsewhere_booked)
        ),
        *(f"I4 suspense:{number}: {kept} attempts came back, {count} are kept" for number, kept, count in db.asked(_attempts)),
        *(f"I7 suspense:{number}: decided by one person" for (number,) in db.asked(_alone)),
        *(f"statement:{number}: {kept} findings wait, there are {count}" for number, kept, count in db.asked(_open_counts)),
        *machine.problems(DECISION, Decision, announced=False),
        *machine.problems(STATEMENT, Statement, announced=False),
        *machine.problems(FINDING, Finding, announced=False),
    ]


def _suspense():
    """A capture's own account in suspense holds its amount while it waits, and nothing otherwise."""
    leg = Entry.select(Account.key.alias("key"), fn.SUM(Entry.amount_minor).alias("minor")).join(Account)
    leg = leg.where(Account.kind == "suspense").group_by(Account.key).alias("leg")
    there = fn.COALESCE(leg.c.minor, 0)
    rows = Capture.select(Capture.id, Capture.outcome, Capture.amount_minor, Capture.currency, there)
    rows = rows.join(leg, JOIN.LEFT_OUTER, on=(leg.c.key == fn.CONCAT(SQL("'capture:'"), Capture.id)))
    due = Case(None, ((Capture.outcome == "suspense", Capture.amount_minor),), 0)
    return rows.where(Capture.provider != "direct", there != due)


def _undone():
    """What is asked has not happened, and what is decided has."""
    wrong = (Decision.state == "asked") & (Capture.outcome != "suspense")
    happened = Case(Decision.verb, (("place", "applied"),), "returned")
    wrong |= Decision.state.in_(("decided", "done", "failed")) & (Capture.outcome != happened)
    rows = Decision.select(Decision.id, Decision.verb, Decision.state, Capture.id, Capture.outcome).join(Capture)
    return rows.where(wrong)


def _returns_booked():
    """Each return of what was nobody's has left the ledger, once, with its amount."""
    booked = (Transaction.kind == "sent_back") & (Transaction.reference == fn.CONCAT(SQL("'return:'"), Decision.id))
    leg = Entry.select(Entry.transaction.alias("of"), Entry.amount_minor.alias("minor")).join(Account)
    leg = leg.where(Account.kind == "provider").alias("leg")
    rows = Decision.select(Decision.id, Capture.amount_minor, SQL('"leg"."minor"')).join(Capture).switch(Decision)
    rows = rows.join(Transaction, JOIN.LEFT_OUTER, on=booked).join(leg, JOIN.LEFT_OUTER, on=(leg.c.of == Transaction.id))
    left = Decision.state.in_(("decided", "done", "failed")) & (Decision.verb == "return") & Decision.refund.is_null()
    right = leg.c.minor.is_null(False) & (leg.c.minor == Capture.amount_minor)
    return rows.where((left & ~right) | (~left & leg.c.minor.is_null(False)))


def _elsewhere_booked():
    """What was paid by hand left the market's bank, with its amount, and nothing else did under that name."""
    booked = (Transaction.kind == "paid_elsewhere") & (Transaction.reference == fn.CONCAT(SQL("'return:'"), Decision.id))
    leg = Entry.select(Entry.transaction.alias("of"), Entry.amount_minor.alias("minor")).join(Account)
    leg = leg.where(Account.kind == "provider", Account.key == elsewhere.BANK).alias("leg")
    rows = Decision.select(Decision.id, Capture.amount_minor, SQL('"leg"."minor"')).join(Capture).switch(Decision)
    rows = rows.join(Transaction, JOIN.LEFT_OUTER, on=booked).join(leg, JOIN.LEFT_OUTER, on=(leg.c.of == Transaction.id))
    right = leg.c.minor.is_null(False) & (leg.c.minor == Capture.amount_minor)
    paid = Decision.other_way_at.is_null(False) & (Decision.state == "done")
    return rows.where((paid & ~right) | (~paid & (Transaction.id.is_null(False) | Decision.other_way_at.is_null(False))))


def _attempts():
    """Every attempt that came back is there once, numbered from 0."""
    count = fn.COUNT(ReturnBounce.id)
    rows = Decision.select(Decision.id, Decision.bounced_count, count).join(ReturnBounce, JOIN.LEFT_OUTER)
    rows = rows.group_by(Decision.id, Decision.bounced_count)
    last = fn.COALESCE(fn.MAX(ReturnBounce.number) + 1, 0)
    return rows.having((count != Decision.bounced_count) | (last != Decision.bounced_count))


def _alone():
    """What needed two people was decided by two."""
    alone = Decision.agreed_by.is_null() | (Decision.agreed_by == Decision.asked_by)
    return Decision.select(Decision.id).where(Decision.needs_two, Decision.state.not_in(("asked", "withdrawn")), alone)


def _open_counts():
    waiting = (Finding.statement == Statement.id) & (Finding.state == "open")
    count = fn.COUNT(Finding.id)
    rows = Statement.select(Statement.id, Statement.open_count, count).join(Finding, JOIN.LEFT_OUTER, on=waiting)
    rows = rows.where(Statement.state != "comparing").group_by(Statement.id, Statement.open_count)
    return rows.having(Statement.open_count != count)
