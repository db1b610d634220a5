"""What is written down beside an event, in words: the name of each particular, and its value where that is a code of ours."""

import json
from datetime import datetime

from storefront.admin import frame, order_words, rules_words
from storefront.admin.forms import LEVELS
from storefront.aftersales import words as case_words
from storefront.catalog import TAX_CATEGORIES
from storefront.invoices import forms as tax_forms
from storefront.invoices import rate_words
from storefront.kit import events, happenings, i18n
from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import lazy_gettext as _l
from storefront.kit.money import Money
from storefront.moderation import words as moderation_words
from storefront.payments import methods
from storefront.reconciliation import words as money_words
from storefront.verification import words as check_words

LONGEST = 300  # characters of one value
# The kind of the event says it already, or it is of no use to a person.
UNSAID = ("verb", "session", "passkey", "seconds", "purpose", "reference", "said", "alone", "called_off")
NAMES = {
    "account": _l("Account for money"), "at": _l("When"), "batch": _l("Batch of withdrawals"), "before": _l("Before"), "by": _l("By"), "by_hand": _l("By hand"),
    "came_from": _l("Came from shop"), "carrier": _l("Courier"), "category": _l("Kind of tax"), "changed": _l("Changed"), "channel": _l("Sent as"),
    "contact": _l("Contact"), "counts": _l("Counts"), "decision": _l("Decision"), "device": _l("Device"), "effective_at": _l("From"), "kind": _l("About"), "left": _l("Still to ship"),
    "level": _l("Who"), "lines": _l("Lines"), "listener": _l("Who is told"), "method": _l("Way to pay"), "minor": _l("Amount"), "missing": _l("Missing"),
    "name": _l("Name"), "note": _l("Note"), "now": _l("Now"), "number": _l("Number"), "outcome": _l("Outcome"), "paper": _l("Paper"), "papers": _l("Papers"),
    "pieces": _l("Pieces"), "place": _l("Place"), "problem": _l("Why"), "proof": _l("Proof"), "provider": _l("Service"), "rate": _l("Rate"),
    "reason": _l("Reason"), "reused": _l("Seen before"), "rule": _l("Rule"), "scheme": _l("Kind of number"), "second_person": _l("Second person needed"),
    "side": _l("Who"), "thing": _l("About"), "version": _l("Version"), "was": _l("Before"), "why": _l("Why"), "words": _l("Words"),
}  # fmt: skip
CODES = {
    "buyer": _l("Buyer"), "seller": _l("Seller"), "market": _l("Market"), "phone": _l("Phone number"), "email": _l("E-mail"), "text": _l("text message"),
    "mail": _l("mail"), "protected": _l("The market holds the money"), "direct": _l("Paid to the shop"), "place": _l("For an order"), "return": _l("Sent back"),
}  # fmt: skip
SETTINGS = {
    "about": _l("About the shop"), "sent_from": _l("Sent from"), "words": _l("In a few words"), "name": _l("Shop name"), "name_key": _l("Shop name"),
    "slug": _l("Handle"), "seal": _l("Seal"), "glaze": _l("Colour"), "hue": _l("Hue"), "chroma": _l("Colour"), "bright": _l("Colour"), "tint": _l("Colour"), "mode": _l("How the money travels"),
    "returns_days": _l("Days to send something back"), "return_postage": _l("Postage for sending it back"), "pack_days": _l("Days you need to pack"),
    "currency": _l("Currency"), "country": _l("Country"), "time_zone": _l("Time zone"), "language": _l("Language of the shop"),
}  # fmt: skip
OUTCOMES = {
    "accepted": _l("The seller accepted"), "returned": _l("It came back"), "conceded": _l("One side gave in"), "declined": _l("It stayed at a no"),
    "not_returned": _l("It was not sent back in time"), "another": _l("Another one was sent"), "offer": _l("The offer was taken"),
    "withdrawal": _l("Withdrawn from the contract"), "withdrawn": _l("The buyer took it back"), "silence": _l("Nobody answered in time"), "decided": _l("The market decided"),
}  # fmt: skip


def said(row, name: str, value) -> tuple[str, str] | None:
    """(name, value) in words of one particular of an event; None where it goes without saying."""
    if name in UNSAID or value in (None, "", [], {}) and name not in ("was", "now"):
        return None
    label = str(NAMES[name]) if name in NAMES else happenings.noun(name)
    return label, _short(_value(row, name, value))


def shops_in(row) -> set[int]:
    """The shops that an event tells of, whose handles its words need."""
    told = [
        row.shop_id,
        *(name.removeprefix("fee:") for name in events.payload(row).get("changed", ()) if name.startswith("fee:")),
    ]
    return {int(number) for number in told if number}


def _value(row, name: str, value) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(dict.fromkeys(_value(row, name, one) for one in value))
    if isinstance(value, dict):
        return ", ".join(
            f"{SETTINGS[key]} {_value(row, key, one)}" if key in SETTINGS else f"{key} {one}" for key, one in value.items()
        )
    if name == "minor":
        return Money(int(value), row.currency).display() if row.currency else str(value)
    if not isinstance(value, str):
        return rate_words(value) if name == "rate" else json.dumps(value, ensure_ascii=False)
    if name in ("at", "by", "effective_at"):
        return frame.moment(datetime.fromisoformat(value))
    words = _WORDS.get(name)
    try:
        return words(row, value) if words else value
    except (KeyError, ValueError):  # a code of a version before
        return value


def _code(_row, value: str) -> str:
    return str(CODES.get(value, value))


def _decision(row, value: str) -> str:
    return case_words.decision(value) if row.subject.startswith("case:") else _code(row, value)


def _outcome(_row, value: str) -> str:
    return str(OUTCOMES[value]) if value in OUTCOMES else case_words.decision(value)


def _changed(row, value: str) -> str:
    return str(SETTINGS.get(value, value)) if row.subject.startswith("shop:") else rules_words.what(value, row.slugs)


def _method(value: str) -> str:
    cash = {"cash": _("Cash on delivery"), "pickup_cash": _("Cash on pickup")}
    found = methods.details_of(value)
    return cash.get(value) or (str(found.name) if found is not None else order_words.service(value))


def _of_check_or_report(name: str):
    return lambda row, value: getattr(check_words if row.subject.startswith("check:") else moderation_words, name)(value)


def _why(row, value: str) -> str:
    """Why money went back, or why somebody was reported."""
    if row.subject.startswith("refund:"):
        return {
            "asked": _("Asked for"), "duplicate": _("It was paid twice; this is the second payment."),
            "late": _("It was paid too late, and the goods are gone."), "unplaced": _("The amount did not fit the order."),
        }[value]  # fmt: skip
    return _of_check_or_report("reason")(row, value)


def _reported(value: str) -> str:
    kind, _colon, number = value.partition(":")
    return f"{moderation_words.noun(kind)} {number}"


def _chosen(field: str):
    """A choice of the form of taxes, as it is read there."""
    return lambda row, value: str(next((choice.label for choice in _choices()[field] if choice.value == value), value))


def _choices() -> dict:
    return {
        name: getattr(form, name).kwargs["choices"]
        for form, name in ((tax_forms.ModeForm, "mode"), (tax_forms.ParticularsForm, "scheme"))
    }


_WORDS = {
    "carrier": lambda row, value: order_words.courier(value), "category": lambda row, value: str(TAX_CATEGORIES[value]), "changed": _changed, "channel": _code,
    "contact": _code, "decision": _decision, "kind": lambda row, value: moderation_words.noun(value), "language": lambda row, value: i18n.LANGUAGES.get(value, value),
    "level": lambda row, value: str(LEVELS.get(value, value)), "method": lambda row, value: _method(value), "missing": lambda row, value: check_words.missing(value),
    "mode": _code, "now": _chosen("mode"), "outcome": _outcome, "problem": lambda row, value: money_words.problem(value),
    "provider": lambda row, value: order_words.service(value), "return_postage": _code, "rule": _of_check_or_report("rule"), "scheme": _chosen("scheme"),
    "side": _code, "thing": lambda row, value: _reported(value), "was": _chosen("mode"), "why": lambda row, value: _why(row, value),
}  # fmt: skip


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
