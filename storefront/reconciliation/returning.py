"""Money that was nobody's goes back to whoever paid it, and may come back: it is what a refund that failed is.

The gateway is told until it answers, once by the key of the attempt. What it refused, or what its bank sent back, waits for a person: it is
sent again, by another key where the attempt came back, or paid from the market's own bank and written down, above the limit by two people
(payments.elsewhere). The books had it leave through the gateway, and it stays booked so until one of the two is done.
"""

from storefront.accounts import Person
from storefront.kit import clock, db, events, jobs, log
from storefront.kit.errors import Changed
from storefront.kit.i18n import gettext as _
from storefront.payments import elsewhere, telling
from storefront.payments import rules as payment_rules
from storefront.payments.providers import Told
from storefront.reconciliation.events import ReturnBounced, ReturnFailed
from storefront.reconciliation.models import DECISION, Decision, ReturnBounce


def reference(decision_id: int) -> str:
    """What a transfer from the market's bank should carry."""
    return f"RETURN{decision_id}"


# --- to the provider -----------------------------------------------------------------------------------------------------------


@jobs.task
def deliver(decision_id: int) -> None:
    """Tell the provider to send back what was nobody's. Never inside a transaction; done again, it does nothing twice."""
    row = _claim(decision_id)
    if row is not None:
        telling.tell(row.capture.provider, row, succeed, _not_yet, fail)


@db.verb
def _claim(decision_id: int) -> Decision | None:
    now = clock.now()
    due = (Decision.id == decision_id) & (Decision.state == "decided") & (Decision.next_at <= now)
    row = Decision.get_or_none(due)
    if row is None:
        return None
    later = now + payment_rules.pause(row.tries + 1)
    if not Decision.update(tries=row.tries + 1, next_at=later).where(due).execute():
        return None
    return Decision.get_by_id(decision_id)


def _locked(row: Decision) -> Decision:
    return db.locked(Decision.select().where(Decision.id == row.id)).get()


@db.verb
def succeed(row: Decision) -> Decision:
    """It is on its way back. Said twice, it is true once; of an attempt that came back meanwhile it is no longer true."""
    attempt, row = row.bounced_count, _locked(row)
    if row.state == "done" or row.bounced_count != attempt:
        return row
    return DECISION.change(row, "finish", done_at=clock.now(), next_at=None, error="")


@db.verb
def fail(row: Decision, problem: str) -> Decision:
    """The provider will not do it: a person has to look."""
    attempt, row = row.bounced_count, _locked(row)
    if row.state != "decided" or row.bounced_count != attempt:
        return row
    return DECISION.change(row, "fail", ReturnFailed(row.id), next_at=None, error=problem[:300])


def _not_yet(row: Decision, problem: str) -> None:
    log.warning("suspense.not_yet", decision=row.id, tries=row.tries, problem=problem)
    if row.tries >= payment_rules.MOST_TRIES:
        fail(row, problem)
    else:
        Decision.update(error=problem[:300]).where(Decision.id == row.id, Decision.state == "decided").execute()


@db.verb
def bounce(row: Decision, attempt: int, problem: str) -> Decision:
    """The provider tells that an attempt failed, before or after it said that it had gone. What is told of an attempt that is over already,
    or of money that was paid another way since, changes nothing."""
    row = _locked(row)
    if row.bounced_count != attempt or row.other_way_at is not None:
        return row
    now, problem = clock.now(), problem[:300]
    ReturnBounce.create(decision=row.id, number=attempt, done_at=row.done_at, problem=problem, at=now)
    changed = {"bounced_count": attempt + 1, "error": problem, "next_at": None, "done_at": None}
    if row.state == "failed":
        Decision.update(**changed).where(Decision.id == row.id).execute()
        return Decision.get_by_id(row.id)
    verb, told = ("bounce", ReturnBounced(row.id)) if row.state == "done" else ("fail", ReturnFailed(row.id))
    return DECISION.change(row, verb, told, **changed)


def told(provider: str, notice: Told) -> bool:
    """What a provider tells about a refund that is none of a payment; returns whether it is one of ours, of money that it had."""
    row, attempt = _by_sending_key(notice.refund_key)
    if row is None or row.capture.provider != provider:
        return False
    if notice.kind == "refund_failed":
        bounce(row, attempt, notice.problem)
    elif row.bounced_count == attempt:  # else it is late news of an attempt that came back meanwhile
        succeed(row)
    return True


def _by_sending_key(key: str) -> tuple[Decision | None, int]:
    """(what was decided to be sent back with this key, or None; the number of the attempt)."""
    plain, _mark, number = key.partition("~")
    kind, _mark, capture = plain.partition(":")
    if kind != "stray" or not all(part.isdecimal() and part.isascii() and len(part) < 10 for part in (capture, number or "0")):
        return None, 0
    back = (Decision.capture == int(capture)) & (Decision.verb == "return") & Decision.refund.is_null()
    return Decision.get_or_none(back & Decision.state.in_(("decided", "done", "failed"))), int(number or 0)


# --- by people -----------------------------------------------------------------------------------------------------------------


@db.verb
def try_again(row: Decision) -> Decision:
    """Ask the provider once more: with the same key, or with another one where it told that the attempt failed."""
    DECISION.change(row, "try_again", tries=0, next_at=clock.now(), other_way=None, other_way_by=None)
    deliver.later(row.id)
    return row


@db.verb
def record(row: Decision, person: Person, how: str) -> Decision:
    """`person` has paid it by hand; `how` stays in the history. Above the limit it counts when another person agrees. Raises Refused (field
    "how") without words, Changed where it has not failed."""
    how, row = elsewhere.in_words(how, _("Write how it was paid back: it stays in the history.")), _failed(row)
    if elsewhere.write_down(row, person, how):
        return _paid(row)
    events.record("suspense.other_way", subject=f"suspense:{row.id}", minor=row.amount_minor, words=how)
    return row


@db.verb
def agree(row: Decision, person: Person) -> Decision:
    """The second person agrees, and it counts. Raises Refused for the one who wrote it down."""
    row = _failed(row)
    elsewhere.refuse_same(row, person)
    return _paid(row)


def _failed(row: Decision) -> Decision:
    row = _locked(row)
    if row.state != "failed" or row.verb != "return" or row.refund_id is not None:
        raise Changed
    return row


def _paid(row: Decision) -> Decision:
    elsewhere.book(row, row.capture.provider)
    now = clock.now()
    return DECISION.change(row, "finish", note={"words": row.other_way}, done_at=now, other_way_at=now, error="", next_at=None)


def deliver_due() -> None:
    """Sweep: what was lost, or whose provider did not answer."""
    due = Decision.select(Decision.id).where(Decision.state == "decided", Decision.next_at <= clock.now())
    for row in list(due.order_by(Decision.next_at).limit(50)):
        deliver(row.id)


__all__ = ["agree", "bounce", "deliver", "deliver_due", "fail", "record", "reference", "succeed", "told", "try_again"]
