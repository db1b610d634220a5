"""What the page of one payment shows."""

import json

from storefront.kit import dates
from storefront.kit.i18n import gettext as _
from storefront.payments import codes, methods, opening, rules
from storefront.payments.models import Payment
from storefront.payments.purpose import purposes


def payee(payment: Payment) -> dict[str, str]:
    """Who is to be paid, as it was frozen when the payment was opened."""
    return json.loads(payment.payee)


def level(payment: Payment) -> str:
    """The error correction that the payment's scheme asks of its code."""
    return methods.details_of(payment.method).error_correction


def buyer_url(payment: Payment) -> str:
    """Where the buyer goes on."""
    return purposes[payment.purpose].buyer_url(payment)


def stamp(payment: Payment) -> str:
    """Changes whenever the page should."""
    return f"{payment.state}{'-declined' if payment.declined_at else ''}"


def heading(payment: Payment) -> tuple[str, str]:
    """(heading, sentence): first what happened, then what to do."""
    shop = payment.shop.name
    if payment.state == "void":
        return _("No longer open"), _(
            "This was not paid in time or was called off. Money that still arrives is used or goes back by itself."
        )
    if payment.state == "paid":
        return _("Paid"), _("Paid. %(shop)s has been told.", shop=shop)
    if payment.mode == "protected":
        if payment.declined_at:
            return _("Not paid"), opening.did_not_go_through()
        return _("Waiting for your bank"), _(
            "We are waiting for your bank. You can close this page; your order link will tell you."
        )
    if payment.state == "to_verify":
        return _("%(shop)s looks for it", shop=shop), _(
            "You said that it is paid. %(shop)s looks into the account and confirms it here.", shop=shop
        )
    if methods.is_cash(payment.method):
        return _("You pay in cash"), _("Nothing to do now: you pay %(shop)s when you get it.", shop=shop)
    return _("Pay %(shop)s", shop=shop), _(
        "You pay %(shop)s directly. The market does not hold this money and cannot give it back for the shop.", shop=shop
    )


def context(payment: Payment) -> dict:
    """Everything the template needs."""
    values, details = payee(payment), methods.details_of(payment.method)
    open_direct = payment.mode == "direct" and payment.state == "open" and details is not None
    text = codes.text_of(payment, values) if open_direct else None
    waiting = payment.state == "to_verify" or (
        payment.mode == "protected" and payment.state == "open" and not payment.declined_at
    )
    title, sentence = heading(payment)
    return {
        "payment": payment,
        "shop": payment.shop,
        "heading": title,
        "sentence": sentence,
        "rail": rules.rail(payment.mode, payment.state, payment.shop.name),
        "way": methods.way(payment.method, payment.shop),
        "code_text": text,
        "rows": codes.rows_of(payment, values) if open_direct else [],
        "type_amount": text is not None and not details.carries_amount(values),
        "write_reference": details.reference(payment.label)
        if open_direct and not (text and details.carries_reference(values))
        else "",
        "claimable": open_direct,
        "waiting": waiting,
        "every": "3s" if payment.mode == "protected" else "10s",
        "stamp": stamp(payment),
        "others": opening.other_ways(payment),
        "back": buyer_url(payment),
        "until": dates.moment(payment.expires_at, payment.shop.time_zone)
        if payment.expires_at and payment.state == "open"
        else "",
    }
