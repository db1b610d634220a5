"""The suspense desk: money that fits nothing is placed on the order that it fits exactly, or sent back, by people, with a reason.

A sum above the market's limit needs a second person: one asks, another one agrees. There is one decision about one sum of money at a
time (a unique index), and the money itself leaves suspense by a compare-and-swap, so two operators cannot both act. Money whose
payment we know goes back as a refund of that payment; money that is nobody's goes back by the decision's own key (returning.py).
"""

from datetime import timedelta

import peewee

from storefront import ledger
from storefront.kit import clock, db, events
from storefront.kit.errors import Changed, Refused
from storefront.kit.i18n import gettext as _
from storefront.kit.money import Money
from storefront.payments import Capture, Payment, elsewhere, placing, refunding
from storefront.reconciliation import returning
from storefront.reconciliation.models import DECISION, Decision
from storefront.shops import Member, Shop

LEAST_REASON = 5
LOOK_BACK = timedelta(days=30)


def needs_two(money: Money, person) -> bool:
    """Whether a second person has to agree with `person`."""
    return money > elsewhere.limits(person)(money.currency)


@db.verb
def ask(capture: Capture, verb: str, person, reason: str, payment: Payment | None = None) -> Decision:
    """Decide about money in suspense: "place" it on `payment`, or "return" it. Below the limit it happens now, above it a second
    person has to `agree`. Raises Refused where it does not fit, Changed where somebody was faster."""
    reason = " ".join(reason.split())
    if len(reason) < LEAST_REASON:
        raise Refused(_("Write the reason: it stays in the history."), "reason")
    if capture.outcome != "suspense":
        raise Changed
    if verb == "place":
        problem = placing.misfit(capture, payment)
        if problem:
            raise Refused(problem, "order")
        _refuse_own(payment, person)
    two = needs_two(capture.amount, person)
    made = Decision.insert(
        capture=capture.id, verb=verb, payment=payment.id if verb == "place" else None, reason=reason[:500], needs_two=two, state="asked",
        asked_by=person.id, asked_at=clock.now(),
    ).on_conflict_ignore()  # fmt: skip
    rows = list(made.returning(Decision.id).execute())
    if not rows:
        raise Changed(_("Somebody has decided about this money already. Have a look at how it stands now."))
    row = Decision.get_by_id(rows[0].id)
    about = {"capture": capture.id, "decision": verb, "reason": row.reason, "second_person": two}
    events.record("suspense.ask", subject=f"suspense:{row.id}", **about)
    return row if two else _carry_out(row, person)


def _refuse_own(payment: Payment, person) -> None:
    """Nobody gives money to a shop they work in."""
    if Member.of(payment.shop_id).where(Member.person == person.id).exists():
        raise Refused(_("You work in this shop, so somebody else decides about this money."), "order")


@db.verb
def agree(row: Decision, person) -> Decision:
    """The second person agrees, and it happens. Raises Refused for the first one, and for whoever works in the shop that gets the money."""
    if row.asked_by_id == person.id:
        raise Refused(_("Another person has to agree: you asked for it."))
    if row.verb == "place":
        _refuse_own(row.payment, person)
    return _carry_out(row, person)


@db.verb
def withdraw(row: Decision) -> Decision:
    """It will not happen: the money waits on."""
    return DECISION.change(row, "withdraw")


def _carry_out(row: Decision, person) -> Decision:
    capture = row.capture
    note = {"capture": capture.id, "decision": row.verb}
    if row.verb == "place":
        DECISION.change(row, "agree", note=note, agreed_by=person.id)
        placing.place(capture, row.payment)
        DECISION.change(row, "finish", note=note, done_at=clock.now())
    elif capture.payment_id:
        DECISION.change(row, "agree", note=note, agreed_by=person.id)
        refund = refunding.return_unplaced(capture)
        DECISION.change(row, "finish", note=note, done_at=clock.now(), refund=refund.id)
    else:
        DECISION.change(row, "agree", note=note, agreed_by=person.id, next_at=clock.now())
        refunding.take_from_suspense(capture, "returned")
        legs = [("suspense", capture.reference, -capture.amount_minor), ("provider", capture.provider, capture.amount_minor)]
        ledger.post("sent_back", row.reference, legs, capture.currency, note=row.reason)
        returning.deliver.later(row.id)
    return row


# --- looking -------------------------------------------------------------------------------------------------------------------


def waiting(most: int = 50) -> list[tuple[Capture, Decision | None]]:
    """Money in suspense with what was asked about it, and returns that failed; oldest first."""
    live = (Decision.capture == Capture.id) & (Decision.state != "withdrawn")
    rows = Capture.select(Capture, Payment, Decision).join(Payment, peewee.JOIN.LEFT_OUTER).switch(Capture)
    rows = rows.join(Decision, peewee.JOIN.LEFT_OUTER, on=live, attr="asked")
    parked = Capture.select(Capture.id).where(Capture.outcome == "suspense").order_by(Capture.id).limit(most)
    left = (
        Decision.select(Decision.capture.alias("id")).where(Decision.state.in_(("decided", "failed"))).order_by(Decision.capture)
    )
    # each by its own index: asked for with OR, the database would go through everything that ever arrived
    parked, left = (peewee.Select([some.alias("some")], [peewee.SQL("id")]) for some in (parked, left.limit(most)))
    return [(row, _there(row)) for row in rows.where(Capture.id.in_(parked.union(left))).order_by(Capture.id).limit(most)]


def _there(row: Capture) -> Decision | None:
    found = getattr(row, "asked", None)
    return found if found is not None and found.id else None


def decision_of(capture: Capture) -> Decision | None:
    """What was decided or asked about it, unless that was withdrawn."""
    return Decision.get_or_none(Decision.capture == capture.id, Decision.state != "withdrawn")


def decisions_of(capture: Capture) -> list[Decision]:
    """Everything that was ever asked about it, oldest first."""
    return list(Decision.select().where(Decision.capture == capture.id).order_by(Decision.id))


def payment_for(shop, number: str) -> Payment | None:
    """What a shop's order with this number asks for through a gateway: the open payment, else the newest one."""
    rows = Payment.of(shop).where(Payment.label == number.strip().upper(), Payment.mode == "protected")
    return rows.order_by((Payment.state != "open"), Payment.id.desc()).first()


def fitting(capture: Capture, most: int = 5) -> list[Payment]:
    """Payments that the money would fit exactly, newest first, with their shops: what was asked for lately and never came."""
    rows = Payment.across_shops(Payment, Shop).join(Shop).where(
        Payment.mode == "protected", Payment.state.in_(("open", "void")), Payment.created_at > capture.at - LOOK_BACK,
        Payment.amount_minor == capture.amount_minor, Payment.currency == capture.currency, Payment.method == capture.provider,
    )  # fmt: skip
    return [row for row in rows.order_by(Payment.id.desc()).limit(most) if not placing.misfit(capture, row)]


def counts(most: int = 100) -> tuple[int, object]:
    """(how much waits on the desk, since when the oldest). Stops at `most`."""
    parked = Capture.select(Capture.at).where(Capture.outcome == "suspense").order_by(Capture.id).limit(most)
    failed = Decision.select(Decision.asked_at).where(Decision.state == "failed").order_by(Decision.id).limit(most)
    moments = [moment for query in (parked, failed) for (moment,) in query.tuples()]
    return min(most, len(moments)), min(moments, default=None)
