"""Direct money: the buyer says that it is paid, with a picture or without; the seller looks and says that it arrived."""

from datetime import timedelta

from storefront import media
from storefront.kit import clock, db, events, security
from storefront.kit.errors import Changed, Refused
from storefront.kit.i18n import gettext as _
from storefront.payments import arriving, methods, rules
from storefront.payments.events import NotThereYet, ProofSent
from storefront.payments.models import LIVE, PAYMENT, Capture, Payment, Proof
from storefront.payments.purpose import purposes

DIRECT = "direct"  # the provider of captures that only the seller saw
MOST_PROOFS = 6


def claim(payment: Payment, upload=None) -> Payment:
    """The buyer says: I have paid. `upload` (a file or bytes) is a picture of the transfer, kept for the seller alone.

    Raises Refused for what is not a picture (field "photo"). Call it outside a transaction: pictures take a while.
    """
    _only_direct(payment)
    if payment.state not in LIVE or methods.is_cash(payment.method):
        raise Changed(rules.moved_on())
    if upload is None:
        return _claim(payment, None)
    security.hit(
        f"proof:{payment.id}", MOST_PROOFS, timedelta(days=1), _("That is enough pictures. The seller looks at them now.")
    )
    picture = media.keep(upload, payment.shop_id, "proof", public=False)
    try:
        return _claim(payment, picture)
    except Exception:
        media.forget(picture)
        raise


@db.verb
def _claim(payment: Payment, picture) -> Payment:
    earlier = _seen_before(payment, picture)
    if picture is not None:
        Proof.create(shop=payment.shop_id, payment=payment.id, picture=picture.id, seen_before=earlier, at=clock.now())
    said = ProofSent(payment.id, payment.purpose, payment.reference, picture.id if picture else 0, earlier is not None)
    if payment.state == "open":
        PAYMENT.change(payment, "claim", said)
    elif picture is not None:
        events.record(said, subject=f"payment:{payment.id}", shop=payment.shop_id)
    claimed = getattr(purposes[payment.purpose], "claimed", None)
    if claimed is not None:
        claimed(payment)
    return payment


def _seen_before(payment: Payment, picture) -> int | None:
    """The id of another payment of this shop that was shown the very same picture."""
    same = [old.id for old in media.seen_before(picture)] if picture is not None else []
    if not same:
        return None
    others = Proof.of(payment.shop_id, Proof.payment).where(Proof.picture.in_(same), Proof.payment != payment.id)
    return next((number for (number,) in others.order_by(Proof.id).limit(1).tuples()), None)


@db.verb
def mark_paid(payment: Payment) -> str:
    """The seller says that the money is there. Returns "applied"; or "duplicate" or "late", where it has to go back to the buyer
    (a refund stands ready to be recorded). Raises Changed where that was said before."""
    _only_direct(payment)
    row = {
        "provider": DIRECT,
        "provider_reference": f"payment:{payment.id}",
        "payment": payment.id,
        "outcome": "applied",
        "at": clock.now(),
    }
    row |= {"amount_minor": payment.amount_minor, "currency": payment.currency}
    columns = [Capture.provider, Capture.provider_reference]
    made = list(Capture.insert(**row).on_conflict(conflict_target=columns, action="IGNORE").returning(Capture.id).execute())
    if not made:
        raise Changed(_("This was marked as paid already."))
    outcome = arriving.settle(Capture(id=made[0].id, **row), payment, None)
    payment.state = "paid" if outcome == "applied" else payment.state
    return outcome


@db.verb
def not_found(payment: Payment) -> Payment:
    """The seller has looked and the money is not there yet: the buyer is told and can look again."""
    return PAYMENT.change(payment, "not_found", NotThereYet(payment.id, payment.purpose, payment.reference))


def _only_direct(payment: Payment) -> None:
    """Money that the market holds moves only by a verified notice or our own question to the gateway."""
    if payment.mode != "direct":
        raise Refused(
            _("This is paid through the market: it counts when the payment service tells us, and nobody has to confirm it.")
        )


def proofs_of(payment: Payment) -> list[Proof]:
    """The pictures that came with a payment, in order."""
    return list(Proof.of(payment.shop_id).where(Proof.payment == payment.id).order_by(Proof.id))


def to_verify_count(shop, most: int = 100) -> int:
    """How many payments the seller should look for; stops counting at `most`."""
    return Payment.of(shop, Payment.id).where(Payment.state == "to_verify").limit(most).count()


def to_verify(shop, limit: int = 50) -> list[Payment]:
    """What the seller should look for in the bank: payments that buyers say they made, oldest first."""
    rows = list(Payment.of(shop).where(Payment.state == "to_verify").order_by(Payment.id).limit(limit))
    for row in rows:
        row.shop = shop
    return rows
