"""Deadlines that nobody met: each is a column, and every minute the sweep does what was said before."""

from storefront import payments, trust
from storefront.aftersales import answering, deciding
from storefront.aftersales.ending import PERIODS, close, due, enter, refund_key, tell, turn
from storefront.aftersales.events import Fulfilled, OfferTaken, Overdue, Silent, Unfulfilled
from storefront.aftersales.models import CASE, Case
from storefront.kit import clock, db, events, jobs
from storefront.kit.errors import Changed


def _over(case: Case, column: str) -> None:
    """Raise Changed where the deadline still runs: the sweep may be asked too early."""
    if getattr(case, column) is None or clock.now() < getattr(case, column):
        raise Changed


@db.verb
def seller_silent(case: Case) -> Case:
    """The seller did not answer, did not send another one, or did not say that the return arrived: the money goes back."""
    case = enter(case)
    turn(case, "silence")
    _over(case, "answer_by")
    returned = case.state == "sent_back"
    tell(case, Silent(case.id, case.order_id, "seller"))
    return close(case, "silence", "returned" if returned else "silence", case.most if returned else due(case))


@db.verb
def buyer_silent(case: Case) -> Case:
    """The buyer did not reply: an offer counts as taken, a no stays a no."""
    case = enter(case)
    turn(case, "take" if case.state == "offered" else "lapse")
    _over(case, "reply_by")
    tell(case, Silent(case.id, case.order_id, "buyer"))
    if case.state == "declined":
        return close(case, "lapse", "declined")
    if case.offered is None:
        tell(case, OfferTaken(case.id, case.order_id))
        return CASE.change(case, "take_another", answer_by=clock.now() + PERIODS.send_another)
    return close(case, "take", "offer", case.offered)


@db.verb
def not_sent_back(case: Case) -> Case:
    """The buyer did not send it back in time: it is over."""
    case = enter(case)
    turn(case, "lapse")
    _over(case, "return_by")
    tell(case, Silent(case.id, case.order_id, "buyer"))
    return close(case, "lapse", "not_returned")


@db.verb
def market_late(case: Case) -> Case:
    """The market did not decide in time. Nothing is decided by itself; whoever runs the market is told, once."""
    case = enter(case)
    _over(case, "decide_by")
    late = (Case.id == case.id) & Case.state.in_(("escalated", "appealed")) & Case.overdue_at.is_null()
    if not Case.update(overdue_at=clock.now()).where(late).execute():
        raise Changed
    tell(case, Overdue(case.id, case.order_id))
    return case


@db.verb
def not_paid_back(case: Case) -> Case:
    """Direct: the seller had time to pay back. If that was said on the order's page meanwhile, all is well; else it counts."""
    case = enter(case)
    _over(case, "fulfil_by")
    if case.fulfilled_at is not None or case.unfulfilled_at is not None:
        raise Changed
    row = payments.refund_by_key(refund_key(case))
    done = row is not None and row.state == "done"
    now = clock.now()
    Case.update({Case.fulfilled_at if done else Case.unfulfilled_at: now}).where(Case.id == case.id).execute()
    if not done:
        trust.count(case.shop_id, unfulfilled=1)
    tell(case, (Fulfilled if done else Unfulfilled)(case.id, case.order_id))
    return case


# what to do → (states, the column that says when)
_DUE = (
    (answering.carry_out, ("accepted",), Case.act_at),
    (seller_silent, ("open", "replacing", "sent_back", "withdrawn"), Case.answer_by),
    (buyer_silent, ("offered", "declined"), Case.reply_by),
    (not_sent_back, ("returning", "withdrawn"), Case.return_by),
    (deciding.settle, ("decided",), Case.appeal_by),
)


def sweep(limit: int = 200) -> None:
    """Every minute: what is due, the oldest first. Bounded, each case on its own."""
    for work, states, column in _DUE:
        _each(work, Case.across_shops().where(Case.state.in_(states), column <= clock.now()), column, limit)
    late = Case.across_shops().where(
        Case.state.in_(("escalated", "appealed")), Case.decide_by <= clock.now(), Case.overdue_at.is_null()
    )
    _each(market_late, late, Case.decide_by, limit)
    owed = Case.across_shops().where(Case.fulfil_by <= clock.now(), Case.fulfilled_at.is_null(), Case.unfulfilled_at.is_null())
    _each(not_paid_back, owed, Case.fulfil_by, limit)


def carry_out_due(limit: int = 50) -> int:
    """What was accepted and can no longer be undone; returns how many. The worker asks every second, because ten seconds were promised."""
    work, states, column = _DUE[0]
    with events.acting("clock"):
        return _each(work, Case.across_shops().where(Case.state.in_(states), column <= clock.now()), column, limit)


def _each(work, rows, column, limit: int) -> int:
    return jobs.each(work, rows.order_by(column).limit(limit))


__all__ = ["buyer_silent", "carry_out_due", "market_late", "not_paid_back", "not_sent_back", "seller_silent", "sweep"]
