"""I2, I3 and I9, recomputed: an open case freezes its order and nothing else does; what a case gave back is in the order's books; what
was withdrawn from, is never sent and came back is what the receipts say; its state is the end of its timeline. Each question asks for differences only."""

from functools import reduce
from operator import or_

from peewee import JOIN, Value, fn
from peewee import Case as When

from storefront import ledger
from storefront.aftersales.models import CASE, OPEN, Case, Withdrawal, Withdrawn
from storefront.aftersales.rules import CARRIED_OUT
from storefront.kit import db, machine
from storefront.orders.models import Line, Order
from storefront.payments import Capture, Payment, Refund
from storefront.shops.models import Shop
from storefront.stock import Hold
from storefront.trust import TrustCard


def problems() -> list[str]:
    """Every difference, as a sentence that names the case or the order."""
    return [*_pauses(), *_money(), *_withdrawn(), *machine.problems(CASE, Case), *_frozen(), *_trusted()]


# --- time --------------------------------------------------------------------------------------------------------------------


def _pauses() -> list[str]:
    """An order is paused exactly while a case of it is open, and at most one is."""
    return [
        *(f"I9 order {order}: {count} cases are open" for order, count in db.asked(_two_open)),
        *(f"I9 order {order}: a case is open, but the order is not paused" for (order,) in db.asked(_not_paused)),
        *(f"I9 order {order}: paused without an open case" for (order,) in db.asked(_only_paused)),
    ]


def _open_for():
    return Case.across_shops(Case.order).where(Case.state.in_(OPEN))


def _two_open():
    rows = Case.across_shops(Case.order, fn.COUNT(Case.id)).where(Case.state.in_(OPEN))
    return rows.group_by(Case.order).having(fn.COUNT(Case.id) > 1)


def _not_paused():
    return _open_for().join(Order).where(Order.paused_at.is_null())


def _only_paused():
    return db.absent(Order.across_shops(Order.id).where(Order.paused_at.is_null(False)), Order.id, _open_for())


# --- money -------------------------------------------------------------------------------------------------------------------


def _money() -> list[str]:
    """What a case says it gave back is the refund that carries its key; cash that nobody wrote down has none."""
    return [
        *(f"I2 case {case}: gave back {minor}, its refund is {there}" for case, minor, there in db.asked(_given_back)),
        *(f"I2 case {case}: gave back {minor} while it is {state}" for case, minor, state in db.asked(_too_early)),
        *(f"I2 refund {key}: no case gave back {minor}" for key, minor in db.asked(_from_no_case)),
    ]


def _key():
    """`ending.refund_key` in SQL."""
    return Value("case:").concat(Case.id.cast("TEXT")).concat(":refund")


def _given_back():
    rows = Case.across_shops(Case.id, Case.refunded_minor, Refund.amount_minor).join(Order).switch(Case)
    rows = rows.join(Refund, JOIN.LEFT_OUTER, on=(Refund.key == _key()))
    first = Capture.select(Payment.reference, fn.MIN(Capture.at).alias("at")).join(Payment).group_by(Payment.reference)
    paid = first.where(Payment.purpose == "order", Capture.outcome == "applied").alias("paid")
    rows = rows.join(paid, JOIN.LEFT_OUTER, on=(paid.c.reference == Case.order.cast("TEXT")))
    later = paid.c.at.is_null() | (paid.c.at >= Case.closed_at)
    cash = Refund.id.is_null() & (Order.mode == "direct") & later  # written down later, or never
    return rows.where(Case.refunded_minor > 0, fn.COALESCE(Refund.amount_minor, 0) != Case.refunded_minor, ~cash)


def _too_early():
    rows = Case.across_shops(Case.id, Case.refunded_minor, Case.state)
    return rows.where(Case.refunded_minor > 0, Case.state != "closed")


def _from_no_case():
    known = Case.across_shops(_key()).where(Case.refunded_minor > 0)
    rows = Refund.across_shops(Refund.key, Refund.amount_minor).where(Refund.key.startswith("case:"))
    return db.absent(rows, Refund.key, known)


def _withdrawn() -> list[str]:
    """Each piece is withdrawn from once; what is never sent, and what is back on the shelf, was; the receipt says what its case asks for."""
    return [
        *(f"I3 order {order}: {said} of line {line} withdrawn from, by its receipts {real}" for order, line, said, real in db.asked(_declared)),
        *(f"I3 order {order}: {said} of line {line} called off, by its receipts {real}" for order, line, said, real in db.asked(_called_off)),
        *(f"I3 {order}: {back} of variant {variant} came back before the rest, {real} were withdrawn from" for order, variant, back, real in db.asked(_came_back)),
        *(f"I2 withdrawal {made}: says {minor}, its case asks for {asked}" for made, minor, asked in db.asked(_promised)),
        *(f"I2 withdrawal {made}: is about nothing of its order" for (made,) in db.asked(_about_nothing)),
    ]  # fmt: skip


def _pieces(*conditions):
    """(line, pieces) over all receipts, or those of some cases."""
    rows = Withdrawn.across_shops(Withdrawn.line.alias("line"), fn.SUM(Withdrawn.quantity).alias("pieces")).join(Withdrawal)
    rows = rows.join(Case, JOIN.LEFT_OUTER, on=(Withdrawal.case == Case.id)).where(*conditions) if conditions else rows
    return rows.group_by(Withdrawn.line).alias("declared")


def _declared():
    declared = _pieces()
    real = fn.COALESCE(declared.c.pieces, 0)
    rows = Line.across_shops(Line.order, Line.id, Line.withdrawn_count, real)
    return rows.join(declared, JOIN.LEFT_OUTER, on=(declared.c.line == Line.id)).where(Line.withdrawn_count != real)


def _called_off():
    """While the order stands: with the end of an order nothing of it is sent anyway."""
    declared = _pieces(Withdrawal.case.is_null() | (Case.outcome == "withdrawal"))
    real = fn.COALESCE(declared.c.pieces, 0)
    rows = Line.across_shops(Line.order, Line.id, Line.cancelled_count, real).join(Order).switch(Line)
    rows = rows.join(declared, JOIN.LEFT_OUTER, on=(declared.c.line == Line.id))
    return rows.where(Line.cancelled_count != real, Order.state != "cancelled")


def _came_back():
    """Pieces are back before the rest of their order because they were called off, or because a return arrived; or the order ended by a
    question while they had not left."""
    went = Withdrawal.case.is_null() | Case.outcome.in_(("withdrawal", "returned"))
    rows = Withdrawn.across_shops(
        Value("order:").concat(Line.order.cast("TEXT")).alias("of"), Line.variant.alias("variant"), fn.SUM(Withdrawn.quantity).alias("pieces")
    )  # fmt: skip
    rows = rows.join(Line).switch(Withdrawn).join(Withdrawal).join(Case, JOIN.LEFT_OUTER, on=(Withdrawal.case == Case.id))
    declared = rows.where(went).group_by(Line.order, Line.variant).alias("declared")
    kept = _never_left()
    real = fn.COALESCE(declared.c.pieces, 0) + fn.COALESCE(kept.c.pieces, 0)
    found = Hold.across_shops(Hold.reference, Hold.variant, Hold.returned_count, real)
    for pieces in (declared, kept):
        same = (pieces.c.of == Hold.reference) & (pieces.c.variant == Hold.variant)
        found = found.join(pieces, JOIN.LEFT_OUTER, on=same)
    return found.where(Hold.returned_count > 0, Hold.returned_count > real)


def _never_left():
    """(order, variant, pieces) of orders that ended before all of it was sent."""
    left = Line.quantity - Line.cancelled_count - Line.shipped_count
    rows = Line.across_shops(
        Value("order:").concat(Line.order.cast("TEXT")).alias("of"), Line.variant.alias("variant"), fn.SUM(left).alias("pieces")
    )
    return rows.join(Order).where(Order.state == "completed", left > 0).group_by(Line.order, Line.variant).alias("kept")


def _promised():
    rows = Withdrawal.across_shops(Withdrawal.id, Withdrawal.amount_minor, Case.asked_minor).join(Case)
    return rows.where(Withdrawal.amount_minor != Case.asked_minor)


def _about_nothing():
    mine = Withdrawn.across_shops(Withdrawn.withdrawal).join(Line).switch(Withdrawn).join(Withdrawal)
    return db.absent(Withdrawal.across_shops(Withdrawal.id), Withdrawal.id, mine.where(Line.order == Withdrawal.order))


def _frozen() -> list[str]:
    """Only orders with an open case keep money from being withdrawn."""
    return [f"I2 order {order}: frozen without an open case" for (order,) in db.asked(_only_frozen)]


def _only_frozen():
    rows = ledger.Freeze.select(ledger.Freeze.order_id).where(ledger.Freeze.ended_at.is_null())
    return db.absent(rows, ledger.Freeze.order_id, _open_for())


# --- the trust card ----------------------------------------------------------------------------------------------------------


def _trusted() -> list[str]:
    """F55: what the trust card of a shop says of its cases is what they say."""
    names = "answered, answer seconds, lost, unfulfilled"
    return [
        f"F55 shop {row[0]}: its trust card says {tuple(row[1:5])}, by its cases {tuple(map(int, row[5:]))} ({names})"
        for row in db.asked(_recounted)
    ]


def _recounted():
    """(shop, the four counters, the four sums) where they differ."""
    answered = Case.answered_at.is_null(False)
    carried_out = Case.decided_at.is_null(False) & (Case.award_minor > 0) & Case.outcome.in_(CARRIED_OUT)
    parts = (
        (answered, 1),
        (answered, db.epoch(Case.answered_at) - db.epoch(Case.opened_at)),
        ((Case.outcome == "silence") | carried_out, 1),
        (Case.unfulfilled_at.is_null(False), 1),
    )
    sums = [fn.COALESCE(fn.SUM(When(None, [part], 0)), 0) for part in parts]
    counted = (TrustCard.answered_count, TrustCard.answer_seconds, TrustCard.lost_count, TrustCard.unfulfilled_count)
    said = [fn.COALESCE(column, 0) for column in counted]
    rows = Shop.select(Shop.id, *said, *sums).join(TrustCard, JOIN.LEFT_OUTER, on=(TrustCard.shop == Shop.id))
    rows = rows.join(Case, JOIN.LEFT_OUTER, on=(Case.shop == Shop.id)).group_by(Shop.id, *counted)
    return rows.having(reduce(or_, (one != other for one, other in zip(said, sums, strict=True))))
