"""Payments: who should pay what, how, and what really arrived.

A `Payment` is one request for money for one thing, known by a purpose and a reference ("order", "17"); this room knows nothing
about orders. Two modes: *protected*, through a gateway (providers.py) that takes the money for the market's account; *direct*, from the buyer to
the seller by bank, code or cash, where the market only writes down what both say.

    open_payment → start → the buyer pays → a verified notice, or our own question → arrived → purpose.paid → applied
                                                                     a second payment, or too late → it goes back by itself
                                                             wrong amount, currency or payee → suspense, the operator is told

A page that the buyer comes back to proves nothing. Every notice is kept raw and works once; every refund is a row first, and is sent
with a key that makes it happen once; one that comes back is owed again, and is sent by another key or paid from the market's bank
(elsewhere.py). In direct mode the buyer says "I have paid", with a picture if they like, and the seller says that it arrived; what goes
back, the seller pays and says so, and can take that back (byhand.py).

Gateways stand behind one contract and pass one set of tests; to add one, write a file in gateways/ and register it in wiring.py.
Account-to-account codes are in rails/. The sandbox (sandbox/) is a payment service of its own to try all of this with.
"""

from storefront.payments.arriving import arrived
from storefront.payments.asking import ask, sweep
from storefront.payments.byhand import (
    TAKE_BACK,
    may_take_back,
    paid_back,
    recorded_paid_back,
    refund_of,
    take_back,
    why_taken_back,
)
from storefront.payments.byhand import arrived as back_arrived
from storefront.payments.byhand import in_time as in_time_to_take_back
from storefront.payments.byhand import missing as back_missing
from storefront.payments.byhand import too_late as too_late_to_take_back
from storefront.payments.confirming import claim, mark_paid, not_found, proofs_of, to_verify, to_verify_count
from storefront.payments.events import (
    Arrived,
    NotThereYet,
    PaidElsewhere,
    ProofSent,
    RefundBounced,
    Refunded,
    RefundFailed,
    Unplaced,
)
from storefront.payments.forgetting import forget_due
from storefront.payments.methods import Way, is_cash, methods_for, way
from storefront.payments.models import PAYMENT, REFUND, Bounce, Capture, Method, Payment, Proof, Refund, attempt_key
from storefront.payments.notices import strays
from storefront.payments.opening import (
    by_code,
    give_up,
    live,
    open_payment,
    other_ways,
    paid_payment,
    pay_url,
    payment_of,
    start,
    switch,
)
from storefront.payments.providers import Captured, Handover, gateways
from storefront.payments.purpose import Purpose, purposes
from storefront.payments.refunding import (
    Back,
    came_back,
    needing_a_person,
    refund,
    refund_by_key,
    refunds_for,
    refunds_of,
    send_again,
    state_of_each,
)
from storefront.payments.wiring import configure, form_origins

__all__ = [
    "PAYMENT", "REFUND", "Arrived", "Back", "Bounce", "Capture", "Captured", "Handover", "Method", "NotThereYet", "PaidElsewhere", "Payment", "Proof", "ProofSent", "Purpose",
    "Refund", "RefundBounced", "RefundFailed", "Refunded", "Unplaced", "Way", "arrived", "ask", "attempt_key", "by_code", "came_back", "claim", "configure", "form_origins", "gateways",
    "give_up", "is_cash", "live", "mark_paid", "methods_for", "needing_a_person", "not_found", "open_payment", "other_ways", "paid_back", "paid_payment", "pay_url",
    "payment_of", "proofs_of", "purposes", "recorded_paid_back", "forget_due", "refund", "refund_by_key",
    "refunds_for", "refunds_of", "send_again", "start", "state_of_each", "sweep", "switch",
    "to_verify", "to_verify_count", "way",
    "strays", "TAKE_BACK", "back_arrived", "back_missing", "in_time_to_take_back", "may_take_back", "refund_of", "take_back", "too_late_to_take_back", "why_taken_back",
]  # fmt: skip
