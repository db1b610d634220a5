"""Money that waited in suspense finds its place: on the one payment that it fits exactly. For the operator's desk."""

import json

from storefront import ledger
from storefront.kit import clock, db
from storefront.kit.errors import Refused
from storefront.kit.i18n import gettext as _
from storefront.payments import arriving, refunding, rules
from storefront.payments.models import Capture, Payment
from storefront.payments.providers import Captured
from storefront.payments.purpose import purposes


def misfit(capture: Capture, payment: Payment) -> str:
    """Why a capture cannot be what `payment` waits for, as a sentence for the operator; "" where provider, account, currency and
    amount all fit."""
    if payment.state == "paid":
        return _("This order has been paid already.")
    if payment.mode != "protected":
        return _("This order is paid to the shop itself: the market holds nothing for it.")
    if capture.currency != payment.currency or capture.amount_minor != payment.amount_minor:
        return _(
            "%(there)s arrived, and the order asks for %(asked)s. Only what fits exactly can be placed.",
            there=capture.amount.display(),
            asked=payment.amount.display(),
        )
    captured = Captured(capture.provider_reference, capture.amount_minor, capture.currency, capture.payee or "-")
    wrong = rules.mismatch(
        payment_method=payment.method,
        payee=json.loads(payment.payee).get("payee", ""),
        amount_minor=payment.amount_minor,
        currency=payment.currency,
        provider=capture.provider,
        captured=captured,
    )
    return _("It came to another account than the order names, so it must go back.") if wrong else ""


@db.verb
def place(capture: Capture, payment: Payment) -> Capture:
    """Count money from suspense for `payment`, as if it had arrived for it. Once: raises Changed where somebody was faster, and
    Refused where it does not fit exactly, or where what was ordered cannot be had any more."""
    problem = misfit(capture, payment)
    if problem:
        raise Refused(problem, "order")
    refunding.take_from_suspense(capture, "applied", payment=payment.id, problem="", placed_at=clock.now())
    if purposes[payment.purpose].paid(payment, ledger.SUSPENSE, capture.reference) != "applied":
        raise Refused(_("This order cannot be paid any more. Send the money back."), "order")
    # The purpose has locked its own row by now: look at the payment as it stands.
    payment = db.locked(Payment.across_shops().where(Payment.id == payment.id)).get()
    arriving.take(payment, capture)
    return capture
