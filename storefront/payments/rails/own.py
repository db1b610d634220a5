"""Bring your own code: the seller pastes the text of the counter code that the bank gave, we add the amount.

This covers every EMVCo scheme without a rail of its own (QRIS, DuitNow, QR Ph, FPS, …). The code must be one that can be
used again and again, without an amount. We set the point of initiation to "once", the amount, and the reference where the
scheme has a free place for it, and compute the checksum anew; who is paid is never touched. Tips and surcharges are taken
out, because the buyer pays what the order says.
"""

import re

from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import lazy_gettext as _l
from storefront.kit.money import Money
from storefront.payments.rails import emvco, letters
from storefront.payments.rails.contract import Field, Rail
from storefront.payments.rails.schemes import CURRENCIES, SCHEMES, Scheme

_OTHER = Scheme((), "")
_ONCE = "12"
_TIPS = ("55", "56", "57")
_UNTIL_TOLD = ("***", "")
_LONGEST_REFERENCE = 25


def tidy(text: str) -> str:
    """A pasted code without what pasting adds: line breaks, tabs, invisible marks, blanks around it."""
    return re.sub(r"[\r\n\t\u200b-\u200f\u2028\u2029\u2060\ufeff]", "", text or "").strip()


def scheme_of(objects: emvco.Objects) -> Scheme:
    """The scheme that a code belongs to; one without a name where it is unknown."""
    country = emvco.value_of(objects, "58")
    for identifier in _identifiers(objects):
        for scheme in SCHEMES:
            if scheme.country in ("", country) and any(part in identifier for part in scheme.identifiers):
                return scheme
    return _OTHER


def _identifiers(objects: emvco.Objects) -> list[str]:
    """What the account templates call themselves (sub-tag 00), in lower case."""
    found = []
    for tag, value in objects:
        if "26" <= tag <= "51":
            try:
                found.append((emvco.value_of(emvco.parse(value), "00") or "").lower())
            except emvco.BadCode:
                continue  # a template of a kind of its own: another one may still tell
    return found


def _read(text: str) -> emvco.Objects:
    """The objects of a code that can be paid again and again, or BadCode."""
    objects = emvco.unseal(tidy(text))
    if emvco.value_of(objects, "54") is not None:
        raise emvco.BadCode(_("This code already has an amount in it. Copy the one without an amount."))
    if emvco.value_of(objects, "01") == _ONCE:
        raise emvco.BadCode(_("This code is good for one payment only. Copy the one that hangs on the counter."))
    if not any("02" <= tag <= "51" and value for tag, value in objects):
        raise emvco.BadCode(_("This code does not say who is paid. Copy it again from your bank app."))
    if emvco.value_of(objects, "53") not in CURRENCIES:
        raise emvco.BadCode(_("This code does not say in which currency it is paid."))
    return objects


def _code(text: str) -> str | None:
    try:
        _read(text)
    except emvco.BadCode as bad:
        return bad.sentence
    return None


class Own(Rail):
    key = "own"
    name = _l("Your bank's QR code")
    fields = (
        Field(
            "code",
            _l("Text of your code"),
            _l("Scan your counter code with any QR reader and paste the text. It begins with 0002."),
            _code,
            rows=4,
        ),
    )

    def clean(self, values):
        return {"code": tidy(values.get("code") or "")}

    def takes(self, currency: str, values=None) -> bool:
        return not values or self.currency(values) == currency

    def currency(self, values) -> str | None:
        """The currency that the seller's code is paid in, or None for a code that cannot be read."""
        try:
            return CURRENCIES[emvco.value_of(_read(values.get("code") or ""), "53") or ""]
        except emvco.BadCode:
            return None

    def scheme(self, values) -> str:
        """The scheme's own name ("QRIS"), or "" where we do not know it."""
        return self._scheme(values).name

    def carries_amount(self, values) -> bool:
        return self._scheme(values).amount

    def carries_reference(self, values) -> bool:
        try:
            objects = _read(values.get("code") or "")
        except emvco.BadCode:
            return False
        scheme = scheme_of(objects)
        return scheme.amount and _referenced(objects, scheme, "X") is not None

    def reference(self, text: str) -> str:
        return letters.only(text, r"A-Za-z0-9 \-", _LONGEST_REFERENCE)

    def build(self, values, amount: Money, reference: str) -> str:
        objects = _read(values["code"])
        scheme = scheme_of(objects)
        if not scheme.amount:
            return values["code"]
        for tag in _TIPS:
            objects = emvco.replaced(objects, tag, None)
        objects = emvco.replaced(objects, "01", _ONCE)
        objects = emvco.replaced(objects, "54", _decimal(amount))
        fitting = letters.only(reference, scheme.letters, _LONGEST_REFERENCE)
        extra = _referenced(objects, scheme, fitting) if fitting else None
        return emvco.seal(emvco.replaced(objects, "62", extra) if extra else objects)

    def payee(self, values):
        objects = _read(values["code"])
        return [
            (_("Pay with"), scheme_of(objects).name),
            (_("Account holder"), emvco.value_of(objects, "59") or ""),
            (_("City"), emvco.value_of(objects, "60") or ""),
        ]

    def _scheme(self, values) -> Scheme:
        try:
            return scheme_of(_read(values.get("code") or ""))
        except emvco.BadCode:
            return _OTHER


def _decimal(amount: Money) -> str:
    """The amount for tag 54; rupiah are whole in every purse, so their empty decimals stay out."""
    text = amount.plain()
    return text.removesuffix(".00") if amount.currency == "IDR" else text


def _referenced(objects: emvco.Objects, scheme: Scheme, reference: str) -> str | None:
    """Tag 62 with our reference in it, or None where the bank has taken the place or there is no room."""
    if not scheme.reference:
        return None
    try:
        extra = emvco.parse(emvco.value_of(objects, "62") or "")
        if (emvco.value_of(extra, scheme.reference) or "") not in _UNTIL_TOLD:
            return None
        written = emvco.write(emvco.replaced(extra, scheme.reference, reference))
    except emvco.BadCode:
        return None
    # Room is counted for the longest reference, so that a code either carries every order's or none.
    return written if len(written) + _LONGEST_REFERENCE - len(reference) <= 99 else None
