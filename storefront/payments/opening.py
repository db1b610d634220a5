"""Asking to be paid: one open payment per thing, handed over to a gateway, a code or cash."""

import json
import re
from datetime import datetime

from storefront.kit import clock, db, ids
from storefront.kit.errors import Changed, NotFound, Refused
from storefront.kit.i18n import gettext as _
from storefront.kit.money import Money
from storefront.kit.prepared import one, prepared
from storefront.payments import methods, rules
from storefront.payments.models import LIVE, PAYMENT, Payment
from storefront.payments.providers import Handover, ProviderDown, gateways
from storefront.shops.models import Shop

_base_url = ""


def configure(base_url: str) -> None:
    """The public address, for the links that gateways send buyers back to."""
    global _base_url
    _base_url = base_url


def did_not_go_through() -> str:
    """The sentence for a payment that failed."""
    return _("The payment did not go through and nothing was taken. Try again, or another way to pay.")


@db.verb
def open_payment(
    purpose: str, reference: str, shop, method: str, amount: Money, label: str, expires_at: datetime | None = None
) -> Payment:
    """Ask for `amount` by `method`, for the thing that `purpose` knows as `reference`. Who is to be paid is frozen here.

    The one that is open already is given back where nothing differs, and given up where something does. `label` is the human
    number that bank references carry.
    """
    earlier = live(purpose, reference)
    if earlier is not None:
        if earlier.method == method and earlier.amount == amount:
            return earlier
        PAYMENT.change(earlier, "give_up")
    mode = "protected" if method in gateways else "direct"
    payee = json.dumps(methods.payee_now(shop, method))
    values = (
        getattr(shop, "id", shop),
        ids.secret(),
        purpose,
        reference,
        label,
        method,
        mode,
        payee,
        amount.minor,
        amount.currency,
    )
    opened = _open(*values, expires_at, clock.now())
    if not opened:
        earlier = live(purpose, reference)  # somebody opened one at the same moment
        if earlier is None or earlier.method != method or earlier.amount != amount:
            raise Changed(rules.moved_on())
        return earlier
    if isinstance(shop, Shop):
        opened[0].shop = shop
    return opened[0]


@prepared
def _open(shop, code, purpose, reference, label, method, mode, payee, amount_minor, currency, expires_at, created_at):
    new = Payment.insert(
        shop=shop,
        code=code,
        purpose=purpose,
        reference=reference,
        label=label,
        method=method,
        mode=mode,
        payee=payee,
        amount_minor=amount_minor,
        currency=currency,
        expires_at=expires_at,
        created_at=created_at,
    )
    return new.on_conflict_ignore().returning(Payment)


def start(payment: Payment, url_back: str = "") -> Handover:
    """Where the buyer goes to pay this. Moves nothing. Cash leads to `url_back` at once; a gateway back to our waiting page.

    Raises Refused where the gateway does not answer. Call it outside a transaction.
    """
    gateway = gateways.find(payment.method)
    if gateway is not None:
        try:
            return gateway.start(payment, f"{_base_url}/pay/{payment.code}")
        except ProviderDown:
            raise Refused(did_not_go_through(), field="pay") from None
    if methods.is_cash(payment.method):
        return Handover("none", url_back)
    return Handover("qr", f"/pay/{payment.code}")


def try_again(payment: Payment) -> Handover:
    """The buyer tries once more by the same method."""
    if payment.state not in LIVE:
        raise Changed(rules.moved_on())
    Payment.update(declined_at=None).where(Payment.id == payment.id, Payment.declined_at.is_null(False)).execute()
    return start(payment)


def other_ways(payment: Payment) -> list[methods.Way]:
    """What else this could be paid by: gateways for gateways, codes and transfers for those. Cash is agreed at checkout only."""
    if payment.state != "open":
        return []
    offered = methods.methods_for(payment.shop)
    return [way for way in offered if way.mode == payment.mode and way.kind != "cash" and way.key != payment.method]


@db.verb
def switch(payment: Payment, method: str) -> Payment:
    """Pay the same thing another way: everything else stays as it was. Returns the new payment."""
    if method not in {way.key for way in other_ways(payment)}:
        raise Refused(_("This shop does not offer that way to pay. Choose another."), field="pay")
    return open_payment(
        payment.purpose, payment.reference, payment.shop, method, payment.amount, payment.label, payment.expires_at
    )


@db.verb
def give_up(purpose: str, reference: str) -> None:
    """The thing cannot be had any more: nobody is asked for money. Money that still comes is dealt with by its purpose."""
    payment = live(purpose, reference)
    if payment is not None:
        PAYMENT.change(payment, "give_up")


# --- looking -----------------------------------------------------------------------------------------------------------------


def _of(purpose: str, reference: str):
    return Payment.across_shops().where(Payment.purpose == purpose, Payment.reference == reference)


@one
def _live(purpose, reference):
    return _of(purpose, reference).where(Payment.state.in_(LIVE))


def live(purpose: str, reference: str) -> Payment | None:
    """The payment that waits for money, or None."""
    return _live(purpose, reference)


@prepared
def _all(purpose, reference):
    return _of(purpose, reference)


def paid_payment(purpose: str, reference: str) -> Payment | None:
    """The payment whose money counts, or None."""
    return _of(purpose, reference).where(Payment.state == "paid").order_by(Payment.id).first()


def payment_of(purpose: str, reference: str) -> Payment | None:
    """The payment that matters now: the paid one, else the open one, else the newest."""
    found = sorted(_all(purpose, reference), key=lambda one: (one.state == "paid", one.state in LIVE, one.id))
    return found[-1] if found else None


def pay_url(payment: Payment | None) -> str | None:
    """Where the buyer pays this, or None where nothing can be done: it is paid, given up, or cash."""
    if payment is None or payment.state not in LIVE or methods.is_cash(payment.method):
        return None
    return f"/pay/{payment.code}"


@one
def _by_code(code):
    return Payment.across_shops(Payment, Shop).join(Shop).where(Payment.code == code)


def by_code(code: str) -> Payment:
    """The payment behind a code, with its shop. Raises NotFound."""
    if not re.fullmatch(r"[\w-]{22}", code, re.ASCII):
        raise NotFound  # nothing we ever made
    payment = _by_code(code)
    if payment is None:
        raise NotFound
    return payment


def labels(shop_id: int, order_ids: list[int]) -> dict[int, str]:
    """{order id: human number} for the ledger's statements."""
    mine = Payment.of(shop_id, Payment.reference, Payment.label)
    rows = mine.where(Payment.purpose == "order", Payment.reference.in_([str(number) for number in order_ids]))
    return {int(reference): label for reference, label in rows.tuples()}
