"""Money arrives: by a verified notice, or because we asked. The one place that decides what becomes of a gateway's capture."""

import json

from storefront import ledger
from storefront.kit import clock, db, events, log
from storefront.payments import opening, refunding, rules
from storefront.payments.events import Arrived, Unplaced
from storefront.payments.models import LIVE, PAYMENT, Capture, Payment
from storefront.payments.providers import Captured
from storefront.payments.purpose import purposes


@db.verb
def arrived(provider: str, code: str, captured: Captured) -> str:
    """Take one capture that `provider` reports for the payment `code`. Whatever is said twice works once.

    Returns what became of it: "applied"; "duplicate" or "late" (it goes back by itself); "suspense" or "unknown" (nobody knows
    where it belongs: the operator is told); "repeated" (known already).
    """
    payment = Payment.across_shops().where(Payment.code == code).first()
    capture = _write_down(provider, captured, payment)
    if capture is None:
        _known_already(provider, captured)
        return "repeated"
    if payment is None:
        return _park(capture, None, f"no payment {code[:40]}", "unknown")
    problem = rules.mismatch(
        payment_method=payment.method,
        payee=json.loads(payment.payee).get("payee", ""),
        amount_minor=payment.amount_minor,
        currency=payment.currency,
        provider=provider,
        captured=captured,
    )
    if problem:
        return _park(capture, payment, problem, "suspense")
    return settle(capture, payment, provider)


def _write_down(provider: str, captured: Captured, payment: Payment | None) -> Capture | None:
    row = {
        "provider": provider,
        "provider_reference": captured.provider_reference,
        "payment": payment.id if payment else None,
        "amount_minor": captured.amount_minor,
        "currency": captured.currency,
        "payee": captured.payee,
        "outcome": "suspense",  # until it is known better
        "at": clock.now(),
    }
    columns = [Capture.provider, Capture.provider_reference]
    made = list(Capture.insert(**row).on_conflict(conflict_target=columns, action="IGNORE").returning(Capture.id).execute())
    return Capture(id=made[0].id, **row) if made else None


def _known_already(provider: str, captured: Captured) -> None:
    """The same transaction again. Where it says something else than the first time, that is written down."""
    first = Capture.get(Capture.provider == provider, Capture.provider_reference == captured.provider_reference)
    if (first.amount_minor, first.currency) != (captured.amount_minor, captured.currency):
        log.warning("payment.contradiction", capture=first.id, provider=provider)
        said = {"amount_minor": captured.amount_minor, "currency": captured.currency}
        events.record("capture.contradicted", subject=f"capture:{first.id}", **said)


def settle(capture: Capture, payment: Payment, provider: str | None) -> str:
    """Ask the purpose what this money does, and do the rest. Inside the transaction; `provider` is None for direct money."""
    outcome = "duplicate" if payment.state == "paid" else purposes[payment.purpose].paid(payment, provider, capture.reference)
    # The purpose has locked its own row by now, so nobody else is paying the same thing: look at the payment as it stands.
    payment = db.locked(Payment.across_shops().where(Payment.id == payment.id)).get()
    if outcome == "applied":
        take(payment, capture)
    _note(capture, outcome)
    if outcome != "applied":
        refunding.send_back(capture, payment, provider, outcome)
    return outcome


def take(payment: Payment, capture: Capture) -> None:
    """The payment is paid by this capture. Money for one that was given up for another way to pay ends that one: nobody pays twice."""
    if payment.state not in LIVE:
        opening.give_up(payment.purpose, payment.reference)
    told = Arrived(payment.id, payment.purpose, payment.reference)
    PAYMENT.change(payment, "pay", told, paid_at=clock.now(), provider_reference=capture.provider_reference, declined_at=None)


def _park(capture: Capture, payment: Payment | None, problem: str, outcome: str) -> str:
    """Money that fits nothing waits in suspense, and the operator is told."""
    shop = payment.shop_id if payment else None
    ledger.to_suspense(capture.provider, capture.amount, capture.reference, problem, shop)
    _note(capture, "suspense", problem)
    log.warning("payment.unplaced", capture=capture.id, provider=capture.provider, problem=problem)
    events.record(Unplaced(capture.id, capture.provider, problem), subject=f"capture:{capture.id}", shop=shop)
    return outcome


def _note(capture: Capture, outcome: str, problem: str = "") -> None:
    Capture.update(outcome=outcome, problem=problem).where(Capture.id == capture.id).execute()
    capture.outcome, capture.problem = outcome, problem


def declined(provider: str, code: str) -> bool:
    """The provider says that a try failed: nothing moved, the buyer may try again. False where nothing waits for money from it."""
    open_one = (Payment.code == code) & (Payment.state == "open") & (Payment.method == provider)
    return bool(Payment.update(declined_at=clock.now()).where(open_one).execute())
