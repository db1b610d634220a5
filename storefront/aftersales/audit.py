"""I2 and I9, recomputed: an open case freezes its order and nothing else does; what a case gave back is in the order's books; its
state is the end of its timeline."""

from storefront import ledger
from storefront.aftersales.ending import refund_key
from storefront.aftersales.models import CASE, OPEN, Case
from storefront.kit.events import Event
from storefront.orders.models import Order
from storefront.payments import Refund


def problems() -> list[str]:
    """Every difference, as a sentence that names the case or the order."""
    return [*_pauses(), *_money(), *_states(), *_frozen()]


def _pauses() -> list[str]:
    """An order is paused exactly while a case of it is open, and at most one is."""
    open_for = [order for (order,) in Case.across_shops(Case.order).where(Case.state.in_(OPEN)).tuples()]
    paused = {order for (order,) in Order.across_shops(Order.id).where(Order.paused_at.is_null(False)).tuples()}
    found = [f"I9 order {order}: two cases are open" for order in set(open_for) if open_for.count(order) > 1]
    found += [f"I9 order {order}: a case is open, but the order is not paused" for order in set(open_for) - paused]
    return found + [f"I9 order {order}: paused without an open case" for order in paused - set(open_for)]


def _money() -> list[str]:
    """What a case says it gave back is the refund that carries its key; cash that nobody wrote down has none."""
    refunds = dict(Refund.across_shops(Refund.key, Refund.amount_minor).where(Refund.key.startswith("case:")).tuples())
    found = []
    for case in Case.across_shops(Case, Order).join(Order).where(Case.refunded_minor > 0):
        there = refunds.pop(refund_key(case), None)
        if there != case.refunded_minor and not (there is None and case.order.mode == "direct" and not case.order.paid_minor):
            found.append(f"I2 case {case.id}: gave back {case.refunded_minor}, its refund is {there}")
        if case.state != "closed":
            found.append(f"I2 case {case.id}: gave back {case.refunded_minor} while it is {case.state}")
    return found + [f"I2 refund {key}: no case gave back {minor}" for key, minor in refunds.items()]


def _states() -> list[str]:
    """Every change was allowed by the table, and the column says what the last one says."""
    found, last = [], {}
    allowed = {(before, after) for (before, _verb), after in CASE.table.items()}
    moves = (
        Event.select(Event.subject, Event.before, Event.after)
        .where(Event.subject.startswith("case:"), Event.after.is_null(False))
        .order_by(Event.id)
    )
    for subject, before, after in moves.tuples():
        if before is not None and (before, after) not in allowed:
            found.append(f"I9 {subject}: {before} → {after} is not in the table")
        if before != last.get(subject):
            found.append(f"I9 {subject}: left {before}, but stood at {last.get(subject)}")
        last[subject] = after
    for number, state in Case.across_shops(Case.id, Case.state).tuples():
        if last.get(f"case:{number}") != state:
            found.append(f"I9 case {number}: is {state}, its timeline ends at {last.get(f'case:{number}')}")
    return found


def _frozen() -> list[str]:
    """Only orders with an open case keep money from being withdrawn."""
    rows = ledger.Freeze.select(ledger.Freeze.order_id).where(ledger.Freeze.ended_at.is_null())
    open_for = Case.across_shops(Case.order).where(Case.state.in_(OPEN))
    return [
        f"I2 order {order}: frozen without an open case"
        for (order,) in rows.where(ledger.Freeze.order_id.not_in(open_for)).tuples()
    ]
