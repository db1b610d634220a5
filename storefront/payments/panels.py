"""What payments has to say on the pages of an order: proofs, money that goes back. Added to slots in app.py."""

from flask import g

from storefront.kit import hypermedia
from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import ngettext
from storefront.payments import byhand, confirming, methods, refunding
from storefront.payments.forms import TakeBackForm
from storefront.payments.models import Payment


def proof_panel(order, payment, **_context) -> str | None:
    """For the seller, slot "order.proof": what the buyer sent to show that a direct payment was made."""
    if (
        payment is None
        or payment.mode != "direct"
        or payment.state not in ("open", "to_verify")
        or methods.is_cash(payment.method)
    ):
        return None
    proofs = confirming.proofs_of(payment)
    reused = {proof.seen_before_id for proof in proofs if proof.seen_before_id}
    labels = (
        [row.label for row in Payment.of(payment.shop_id, Payment.label).where(Payment.id.in_(list(reused)))] if reused else []
    )
    way = methods.way(payment.method, order.shop)
    return hypermedia.render("payments/_proof.html", payment=payment, proofs=proofs, labels=labels, way=way)


def refunds_panel(order, payment, **_context) -> str | None:
    """For the seller, slot "order.refunds": what goes or went back, and what the seller still has to pay back."""
    rows = refunding.refunds_for("order", str(order.id)) if payment is not None else []
    if not rows:
        return None
    back, typed = f"/sell/{order.shop.slug}/orders/{order.number}/refund/paid-back", g.get("take_back_form")
    open_row = next((row for row in rows if typed is not None and str(row.id) == typed.refund.data), None)
    shown = [
        (row, seller_words(row, order), byhand.may_take_back(row), typed if row is open_row else _blank(row)) for row in rows
    ]
    return hypermedia.render("payments/_refunds.html", rows=shown, back=back)


def _blank(row) -> TakeBackForm:
    """A form of its own for each, with names of fields that stand once on a page."""
    form = TakeBackForm(data={"refund": str(row.id)})
    form.words.id, form.refund.id = f"not-paid-back-words-{row.id}", f"not-paid-back-{row.id}"
    return form


def buyer_panel(order, payment, **_context) -> str | None:
    """For the buyer, slot "order.more": money on its way back, in words."""
    rows = refunding.refunds_for("order", str(order.id)) if payment is not None else []
    notes = [(buyer_words(row, order), row if _is_said(row) and row.arrived_at is None else None) for row in rows]
    return hypermedia.render("payments/_back.html", notes=notes, said=f"/o/{order.token}/refund") if notes else None


def _is_said(row) -> bool:
    """Whether its seller says that it was paid back: then its buyer says whether it arrived."""
    return row.payment.mode == "direct" and row.state == "done"


def queue() -> tuple | None:
    """For the operator, slot "admin.queue": (count, words, address, hot, since) of refunds that need a person, or nothing."""
    count = refunding.needing_a_person()
    if not count:
        return None
    return count, ngettext("refund that failed", "refunds that failed", count), "/admin/payments", True, refunding.needing_since()


def _why(row) -> str:
    """Why money goes back that nobody asked for, "" where somebody did."""
    return {
        "duplicate": _("It was paid twice; this is the second payment."),
        "late": _("It was paid too late, and the goods are gone."),
        "unplaced": _("The amount did not fit the order."),
    }.get(refunding.why(row), "")


def buyer_words(row, order) -> str:
    """What a refund means for the buyer. Beside an order that goes on, money that goes back needs its reason."""
    why, said = _why(row), _back_words(row, order)
    return why + _(" ") + said if why else said


def _back_words(row, order) -> str:
    amount, shop = row.amount.display(), order.shop.name
    if row.payment.mode == "direct":
        if row.state == "done":
            paid = _("%(shop)s has paid %(amount)s back to you.", shop=shop, amount=amount)
            if row.arrived_at is not None:
                return paid + _(" ") + _("You said that it arrived.")
            if row.missed_at is not None:
                says = _("%(shop)s says that it has paid %(amount)s back to you.", shop=shop, amount=amount)
                return says + _(" ") + _("You said that it did not arrive: %(shop)s has been told.", shop=shop)
            return paid
        return _("%(shop)s pays %(amount)s back to you for order %(number)s.", shop=shop, amount=amount, number=order.number)
    way = methods.way(row.payment.method, order.shop)
    if row.other_way_at is not None:
        return _("We have paid %(amount)s back to you another way. %(how)s", amount=amount, how=row.other_way)
    if row.state == "failed" and row.bounced_count:
        return _(
            "%(amount)s came back: it could not be paid into your account. We are looking into it, the money is yours.",
            amount=amount,
        )
    if row.state == "failed":
        return _("%(amount)s could not be sent back yet. We are looking into it, the money is yours.", amount=amount)
    if way is None:
        return _("%(amount)s is on its way back the way you paid it, usually within 2 days.", amount=amount)
    return _("%(amount)s is on its way back to %(method)s, usually within 2 days.", amount=amount, method=way.title)


def _seller_paid(row) -> str:
    paid = _("You have paid it back.")
    if row.arrived_at is not None:
        return paid + _(" ") + _("The buyer has it.")
    if row.missed_at is not None:
        return (
            paid
            + _(" ")
            + _("The buyer says that it did not arrive. Look at your account, and take it back where it did not go.")
        )
    return paid


def seller_words(row, order) -> str:
    """What a refund means for the seller."""
    why = _why(row)
    if row.payment.mode == "direct":
        said = _seller_paid(row) if row.state == "done" else _("Pay it back to the buyer yourself, then say so here.")
    elif row.other_way_at is not None:
        said = _("The market has paid it back another way. %(how)s", how=row.other_way)
    elif row.state == "failed" and row.bounced_count:
        said = _("It came back: the buyer's bank did not take it. The market looks into it.")
    elif row.state == "failed":
        said = _("The payment service refused it. The market looks into it.")
    else:
        said = _("The payment service has taken it over.") if row.state == "done" else _("On its way to the payment service.")
    return why + _(" ") + said if why else said
