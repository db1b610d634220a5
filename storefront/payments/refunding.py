"""Money goes back. The row is written with the decision; the provider is told after the commit, again until it answers, and does
it once because the row's key goes along. In direct mode the seller pays back and says so."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from peewee import fn

from storefront import ledger
from storefront.kit import clock, db, jobs, log
from storefront.kit.errors import Changed, Refused
from storefront.kit.i18n import gettext as _
from storefront.kit.money import Money
from storefront.payments import rules, telling
from storefront.payments.events import RefundBounced, Refunded, RefundFailed
from storefront.payments.models import REFUND, Bounce, Capture, Payment, Refund


@db.verb
def refund(payment: Payment, minor: int, reason: str, key: str) -> Refund:
    """Send `minor` of a paid payment back to the buyer, once per `key`; together never more than was paid.

    The caller books it in the ledger in the same transaction (`refund.reference`). Raises Refused past what is left.
    """
    payment = db.locked(Payment.across_shops().where(Payment.id == payment.id)).get()
    earlier = refund_by_key(key)
    if earlier is not None:
        if (earlier.payment_id, earlier.amount_minor) != (payment.id, minor):
            raise Refused(_("This refund was sent before with another amount. Look at what was done."))
        return earlier
    if payment.state != "paid":
        raise Refused(_("This has not been paid, so nothing can go back."))
    room = (Payment.id == payment.id) & (Payment.refunded_minor + minor <= Payment.amount_minor)
    if minor <= 0 or not Payment.update(refunded_minor=Payment.refunded_minor + minor).where(room).execute():
        left = payment.amount - Money(payment.refunded_minor, payment.currency)
        raise Refused(_("At most %(amount)s can go back.", amount=left.display()), field="amount")
    capture = Capture.get_or_none(Capture.payment == payment.id, Capture.outcome == "applied")
    return _ask(payment, capture, minor, reason, key, counts=True)


def send_back(capture: Capture, payment: Payment, provider: str | None, why: str) -> Refund:
    """All of a capture that nobody can use goes back by itself: a second payment, or one that came too late.

    Inside the transaction. Where a gateway holds it, the ledger sees it come and go.
    """
    row = _ask(payment, capture, capture.amount_minor, why, f"back:{capture.id}", counts=False)
    if provider is not None:
        ledger.to_suspense(provider, capture.amount, capture.reference, why, payment.shop_id)
        ledger.from_suspense(capture.reference, capture.amount, row.reference, provider=provider, shop=payment.shop_id, note=why)
    return row


@db.verb
def return_unplaced(capture: Capture) -> Refund:
    """The operator sends money from suspense back to whoever paid it. Raises Refused where we do not know for whom it came."""
    earlier = refund_by_key(f"back:{capture.id}")
    if earlier is not None:
        return earlier
    payment = Payment.across_shops().where(Payment.id == capture.payment_id).first() if capture.payment_id else None
    if payment is None:
        raise Refused(_("We do not know whose payment this is, so it cannot be sent back from here."))
    take_from_suspense(capture, "returned")
    row = _ask(payment, capture, capture.amount_minor, "unplaced", f"back:{capture.id}", counts=False)
    ledger.from_suspense(
        capture.reference, capture.amount, row.reference, provider=capture.provider, shop=payment.shop_id, note="unplaced"
    )
    return row


def take_from_suspense(capture: Capture, outcome: str, **columns) -> None:
    """Money leaves suspense, once: the row is only changed where it still waits. Raises Changed where somebody was faster."""
    waits = (Capture.id == capture.id) & (Capture.outcome == "suspense")
    if not Capture.update(outcome=outcome, **columns).where(waits).execute():
        raise Changed
    capture.outcome = outcome


def _ask(payment: Payment, capture: Capture | None, minor: int, reason: str, key: str, counts: bool) -> Refund:
    by_gateway = payment.mode == "protected"
    row = Refund.create(
        shop=payment.shop_id,
        payment=payment.id,
        capture=capture.id if capture else None,
        key=key,
        amount_minor=minor,
        currency=capture.currency if capture else payment.currency,
        reason=reason[:200],
        counts=counts,
        created_at=clock.now(),
        next_at=clock.now() if by_gateway else None,
    )
    if by_gateway:
        deliver.later(row.id)
    return row


def why(row: Refund) -> str:
    """asked, duplicate, late or unplaced."""
    return "asked" if row.counts else row.reason


# --- to the provider ---------------------------------------------------------------------------------------------------------


@jobs.task
def deliver(refund_id: int) -> None:
    """Tell the provider about one refund that is due. Never inside a transaction; done again, it does nothing twice."""
    row = _claim(refund_id)
    if row is not None:
        telling.tell(row.payment.method, row, succeed, _not_yet, fail)


@db.verb
def _claim(refund_id: int) -> Refund | None:
    """Take a refund that is due, so that nobody else sends it for a while; None where somebody has."""
    now = clock.now()
    row = Refund.across_shops().where(Refund.id == refund_id, Refund.next_at <= now).first()
    if row is None or row.state not in ("asked", "sent"):
        return None
    later = now + rules.pause(row.tries + 1)
    if row.state == "asked":
        try:
            return REFUND.change(row, "send", tries=row.tries + 1, next_at=later)
        except Changed:
            return None
    due = (Refund.id == row.id) & (Refund.state == "sent") & (Refund.next_at <= now)
    if not Refund.update(tries=row.tries + 1, next_at=later).where(due).execute():
        return None
    row.tries, row.next_at = row.tries + 1, later
    return row


def _not_yet(row: Refund, problem: str) -> None:
    log.warning("refund.not_yet", refund=row.id, tries=row.tries, problem=problem)
    Refund.update(error=problem[:300]).where(Refund.id == row.id, Refund.state == "sent").execute()
    if row.tries >= rules.MOST_TRIES:
        fail(row, problem)


@db.verb
def succeed(row: Refund) -> Refund:
    """It is on its way back to the buyer. Said twice, it is true once; of an attempt that came back meanwhile it is no longer true."""
    attempt = row.bounced_count
    row = db.locked(Refund.across_shops().where(Refund.id == row.id)).get()
    if row.state == "done" or row.bounced_count != attempt:
        return row
    payment = row.payment
    told = Refunded(row.id, payment.id, payment.purpose, payment.reference, why(row))
    return REFUND.change(row, "succeed", told, done_at=clock.now(), error="", next_at=None)


@db.verb
def fail(row: Refund, problem: str) -> Refund:
    """The provider will not do it. The money is still owed and stays booked as leaving until somebody sends it again."""
    attempt = row.bounced_count
    row = db.locked(Refund.across_shops().where(Refund.id == row.id)).get()
    if row.state in ("done", "failed") or row.bounced_count != attempt:
        return row
    payment = row.payment
    told = RefundFailed(row.id, payment.id, payment.purpose, payment.reference)
    return REFUND.change(row, "fail", told, error=problem[:300], next_at=None)


@db.verb
def bounce(row: Refund, attempt: int, problem: str) -> Refund:
    """The provider tells that an attempt failed, before or after it said that it had gone: the money is there again and still owed.

    It stays booked as leaving, as with every refund that failed, until somebody sends it again, by another key. What is told of an attempt
    that is over already, or of a refund that was paid another way since, changes nothing.
    """
    row = db.locked(Refund.across_shops().where(Refund.id == row.id)).get()
    if row.bounced_count != attempt or row.other_way_at is not None:
        return row
    now, problem = clock.now(), problem[:300]
    Bounce.create(shop=row.shop_id, refund=row.id, number=attempt, done_at=row.done_at, problem=problem, at=now)
    changed = {"bounced_count": attempt + 1, "error": problem, "next_at": None, "done_at": None}
    payment = row.payment
    about = (row.id, payment.id, payment.purpose, payment.reference)
    if row.state == "failed":
        Refund.update(**changed).where(Refund.id == row.id).execute()
        return Refund.across_shops().where(Refund.id == row.id).get()
    verb, told = ("bounce", RefundBounced(*about)) if row.state == "done" else ("fail", RefundFailed(*about))
    return REFUND.change(row, verb, told, **changed)


@db.verb
def send_again(row: Refund) -> Refund:
    """The operator sends a failed refund once more: with the same key, or with another one where the provider told that it failed."""
    REFUND.change(row, "send", tries=0, next_at=clock.now(), other_way=None, other_way_by=None)
    deliver.later(row.id)
    return row


def deliver_due(limit: int = 50) -> None:
    """Sweep: refunds whose task was lost, or whose provider did not answer."""
    due = Refund.across_shops(Refund.id).where(Refund.state.in_(("asked", "sent")), Refund.next_at <= clock.now())
    for row in list(due.order_by(Refund.next_at).limit(limit)):
        deliver(row.id)


# --- looking -----------------------------------------------------------------------------------------------------------------


def refund_by_key(key: str) -> Refund | None:
    """The refund that was asked for with this key, or None."""
    return Refund.across_shops().where(Refund.key == key).first()


def refund_by_sending_key(key: str) -> tuple[Refund | None, int]:
    """(the refund that was sent with this key, or None; the number of the attempt)."""
    row = refund_by_key(key)
    if row is not None:
        return row, 0
    plain, _mark, number = key.rpartition("~")
    if not (number.isdecimal() and number.isascii() and len(number) < 6):
        return None, 0
    return refund_by_key(plain), int(number)


class Back(NamedTuple):
    """What of a thing's money came back and what failed, in minor units; what was asked for besides is on its way."""

    done: int = 0
    failed: int = 0


def came_back(purpose: str, references: Iterable) -> dict[str, Back]:
    """{reference: Back} of things that gave money back. Second and late payments are no part of it. One query."""
    wanted = [str(reference) for reference in references]
    if not wanted:
        return {}
    rows = Refund.across_shops(Payment.reference, Refund.state, fn.SUM(Refund.amount_minor)).join(Payment)
    rows = rows.where(
        Payment.purpose == purpose, Payment.reference.in_(wanted), Refund.counts, Refund.state.in_(("done", "failed"))
    )
    found: dict[str, Back] = {}
    for reference, state, minor in rows.group_by(Payment.reference, Refund.state).tuples():
        found[reference] = found.get(reference, Back())._replace(**{state: int(minor)})
    return found


def state_of_each(keys: Iterable[str]) -> dict[str, str]:
    """{key: state} of refunds that were asked for with these keys. One query."""
    wanted = list(keys)
    return dict(Refund.across_shops(Refund.key, Refund.state).where(Refund.key.in_(wanted)).tuples()) if wanted else {}


def refunds_for(purpose: str, reference: str) -> list[Refund]:
    """Everything that goes or went back for a thing, over all its payments, in order."""
    mine = (Payment.purpose == purpose) & (Payment.reference == reference)
    return list(Refund.across_shops(Refund, Payment).join(Payment).where(mine).order_by(Refund.id))


def needing_a_person(most: int = 100) -> int:
    """How many refunds failed and wait for the operator. Stops at `most`."""
    return Refund.across_shops(Refund.id).where(Refund.state == "failed").limit(most).count()


def needing_since() -> datetime | None:
    """Since when the oldest of them waits."""
    return Refund.across_shops(Refund.created_at).where(Refund.state == "failed").order_by(Refund.id).limit(1).scalar()


def refunds_of(payment: Payment) -> list[Refund]:
    """Everything that goes or went back for a payment, in order."""
    return list(Refund.of(payment.shop_id).where(Refund.payment == payment.id).order_by(Refund.id))
