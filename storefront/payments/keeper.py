"""What this room keeps about somebody: what they paid and got back, the proofs they sent; of a seller, where money was to go."""

from storefront import media
from storefront.kit import events
from storefront.kit.about import About, row
from storefront.kit.i18n import gettext as _
from storefront.media import Picture
from storefront.payments.models import Method, Notice, Payment, Proof, Refund
from storefront.shops.models import Shop


def _payments(about: About):
    mine = Payment.reference.in_([str(number) for number in about.orders])
    return Payment.across_shops().where(Payment.purpose == "order", mine).order_by(Payment.id)


def _of_shops(model, about: About):
    return model.across_shops().where(model.shop.in_(Shop.select(Shop.id).where(Shop.owner == about.person)))


def export(about: About) -> dict:
    """Payments with their refunds and proofs; ways to be paid, where they sell."""
    found = {}
    payments = list(_payments(about)) if about.orders else []
    if payments:
        numbers = [payment.id for payment in payments]
        back, proofs = {}, {}
        for refund in Refund.across_shops().where(Refund.payment.in_(numbers)).order_by(Refund.id):
            back.setdefault(refund.payment_id, []).append(
                row(refund, "amount_minor", "reason", "state", "created_at", "done_at", "other_way", "arrived_at", "missed_at")
            )
        for proof in Proof.across_shops(Proof, Picture).join(Picture).where(Proof.payment.in_(numbers)).order_by(Proof.id):
            proofs.setdefault(proof.payment_id, []).append(
                {"at": proof.at.isoformat(), "picture": media.lasting_url(proof.picture)}
            )
        found["payments"] = [
            {
                **row(
                    each,
                    "label",
                    "method",
                    "mode",
                    "amount_minor",
                    "currency",
                    "state",
                    "provider_reference",
                    "created_at",
                    "paid_at",
                ),
                "refunds": back.get(each.id, []),
                "proofs": proofs.get(each.id, []),
            }
            for each in payments
        ]
    if about.person:
        ways = _of_shops(Method, about).order_by(Method.id)
        found["ways to be paid"] = [row(each, "key", "settings", "active") for each in ways]
    return found


def in_the_way(about: About) -> list[str]:
    """Money that is on its way, either way."""
    if not about.orders:
        return []
    payments = list(_payments(about))
    waits = [payment for payment in payments if payment.state == "to_verify"]
    on_its_way = Refund.across_shops().where(
        Refund.payment.in_([one.id for one in payments]), Refund.state.in_(("asked", "sent", "failed"))
    )
    found = [_("The seller has not said yet whether your payment for %(number)s arrived.", number=one.label) for one in waits]
    return found + ([_("Money is still on its way back to you.")] if payments and on_its_way.exists() else [])


def erase(about: About) -> None:
    """What moved stays; proofs, reasons and what providers wrote go. Of a seller: where money was to go."""
    payments = list(_payments(about)) if about.orders else []
    if payments:
        numbers = [payment.id for payment in payments]
        pictures = [number for (number,) in Proof.across_shops(Proof.picture).where(Proof.payment.in_(numbers)).tuples()]
        Proof.delete().where(Proof.payment.in_(numbers)).execute()
        media.discard(pictures)
        Refund.update(other_way="").where(Refund.payment.in_(numbers), Refund.other_way.is_null(False)).execute()
        Refund.update(reason="").where(Refund.payment.in_(numbers)).execute()
        backs = Refund.across_shops(Refund.id).where(Refund.payment.in_(numbers)).tuples()
        events.forget_words([f"refund:{number}" for (number,) in backs])  # how, and why not, in the words of shop and market
        Notice.update(body="").where(Notice.about.in_([payment.code for payment in payments])).execute()
    if about.person:
        shops = Shop.select(Shop.id).where(Shop.owner == about.person)
        Method.update(settings="{}", active=False).where(Method.shop.in_(shops)).execute()
        Payment.update(payee="{}").where(Payment.shop.in_(shops), Payment.mode == "direct").execute()
