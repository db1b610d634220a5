"""We ask the provider ourselves: while a buyer waits, and every few minutes for what never came back."""

import threading
from datetime import timedelta

from storefront.kit import clock, db, events, log
from storefront.payments import arriving, refunding, rules
from storefront.payments.models import Payment
from storefront.payments.providers import ProviderDown, gateways

OLD_ENOUGH, YOUNG, FORGOTTEN = timedelta(minutes=2), timedelta(hours=1), timedelta(days=3)
SELDOM = timedelta(minutes=30)

# A request that waits for a provider keeps a thread busy; where the sandbox lives in the same process it needs a second one.
_asking = threading.BoundedSemaphore(2)


def configure(threads: int) -> None:
    """How many requests may wait for a provider at the same time: a quarter of the threads; none where there are fewer than four."""
    global _asking
    _asking = threading.Semaphore(threads // 4)


def ask(payment: Payment, every: timedelta = rules.ASK_AGAIN) -> bool:
    """Ask the gateway what arrived for `payment` and take it in; at most once per `every`. True where it answered.

    Never inside a transaction: the provider may be slow.
    """
    gateway = gateways.find(payment.method)
    if gateway is None or not _my_turn(payment, every):
        return False
    try:
        answer = gateway.query(payment)
    except ProviderDown as down:
        log.info("payment.no_answer", payment=payment.id, provider=payment.method, problem=str(down))
        return False
    with events.acting("provider", payment.method):
        for captured in answer.captures:
            arriving.arrived(payment.method, payment.code, captured)
        if answer.declined and not answer.captures:
            arriving.declined(payment.method, payment.code)
    return True


def _my_turn(payment: Payment, every: timedelta) -> bool:
    now = clock.now()
    quiet = Payment.asked_at.is_null() | (Payment.asked_at <= now - every)
    mine = Payment.update(asked_at=now).where(Payment.id == payment.id, quiet)
    return bool(db.note(mine.execute))  # while nothing can be written, the answer could not be either


def ask_while_waiting(payment: Payment) -> bool:
    """The same, for a page that somebody looks at: it does not ask where too many others are waiting for an answer."""
    if not _asking.acquire(blocking=False):
        return False
    try:
        return ask(payment)
    finally:
        _asking.release()


def reconcile(limit: int = 50) -> None:
    """Sweep: payments at gateways that never came back, and given-up ones that may still be paid: often while they are young,
    seldom later, not at all after three days."""
    now = clock.now()
    waiting = Payment.across_shops().where(Payment.mode == "protected", Payment.state.in_(("open", "void")))
    for older, younger, pause in ((YOUNG, OLD_ENOUGH, OLD_ENOUGH), (FORGOTTEN, YOUNG, SELDOM)):
        age = (Payment.created_at > now - older) & (Payment.created_at <= now - younger)
        quiet = Payment.asked_at.is_null() | (Payment.asked_at <= now - pause)
        for payment in list(waiting.where(age, quiet).order_by(Payment.created_at).limit(limit)):
            _ask_one(payment, pause)


def _ask_one(payment: Payment, pause: timedelta) -> None:
    try:
        ask(payment, pause)
    except Exception as error:  # one payment that cannot be taken in must not stop the others
        log.error("payment.reconcile", payment=payment.id, error=repr(error))


def sweep() -> None:
    """Every minute: ask about what waits, and send what should go back."""
    with db.connection():
        reconcile()
        refunding.deliver_due()
