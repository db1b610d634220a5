"""Pix (Brazil): the static BR Code of the central bank's manual, with the amount and our reference as txid."""

import re

from storefront.kit import phones
from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import lazy_gettext as _l
from storefront.kit.money import Money
from storefront.payments.rails import emvco, letters
from storefront.payments.rails.contract import Field, Rail

_GUI = "br.gov.bcb.pix"
_NO_TXID = "***"
_RANDOM_KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_EMAIL = re.compile(r"[a-z0-9.!#$&'*+/=?^_`{|}~-]+@[a-z0-9-]+(\.[a-z0-9-]+)+", re.ASCII)
_LONGEST_KEY = 77


def key_of(text: str) -> str | None:
    """A Pix key as the directory stores it, or None: e-mail, random key, +55 phone, CPF or CNPJ digits.

    Eleven bare digits can be a CPF and a mobile number at once; the check digits of the CPF decide, and a number that
    passes as both is None, so that the seller is asked to write the phone with +55.
    """
    text = letters.one_line(text).strip()
    low = text.lower()
    if "@" in text:
        return low if len(low) <= _LONGEST_KEY and _EMAIL.fullmatch(low) else None
    if _RANDOM_KEY.fullmatch(low):
        return low
    compact = re.sub(r"[ .\-/()]", "", text).upper()
    if not re.fullmatch(r"\+?[0-9A-Z]{10,14}", compact, re.ASCII):
        return None
    phone = phones.parse(text, "BR")
    phone = phone if phone and phone.startswith("+55") else None
    if compact.startswith("+") or "(" in text:
        return phone
    tax = compact if _is_person(compact) or _is_company(compact) else None
    if tax and phone and compact.isdigit() and compact == text:
        return None
    return tax or phone


def _is_person(number: str) -> bool:
    from stdnum.br import cpf  # here: as in epc.py

    return cpf.is_valid(number)


def _is_company(number: str) -> bool:
    from stdnum.br import cnpj

    return cnpj.is_valid(number)


def _key(text: str) -> str | None:
    if key_of(text):
        return None
    if re.fullmatch(r"[0-9]{11}", text, re.ASCII) and _is_person(text):
        return _("This can be a CPF and a phone number. Write the CPF with its dots, or the phone with +55.")
    return _("This is not a Pix key. It is an e-mail, a phone number, a CPF, a CNPJ or a random key with 36 characters.")


def _name(text: str) -> str | None:
    return None if letters.plain(text) else _("Write the name in Latin letters, as your bank knows it.")


class Pix(Rail):
    key = "pix"
    name = "Pix"
    countries = ("BR",)
    currencies = ("BRL",)
    fields = (
        Field("key", _l("Pix key"), _l("E-mail, phone, CPF, CNPJ or random key"), _key),
        Field("name", _l("Account holder"), _l("As the bank knows you"), _name, autocomplete="name", capitalize="words"),
        Field("city", _l("City"), _l("Of the account holder"), _name, autocomplete="address-level2", capitalize="words"),
    )

    def clean(self, values):
        typed = super().clean(values)
        return {
            "key": key_of(typed["key"]) or typed["key"],
            "name": letters.one_line(typed["name"]),
            "city": letters.one_line(typed["city"]),
        }

    def reference(self, text: str) -> str:
        return letters.only(text, "A-Za-z0-9", 25)

    def build(self, values, amount: Money, reference: str) -> str:
        return build(values["key"], values["name"], values["city"], amount, reference)


def build(key: str, name: str, city: str, amount: Money | None = None, txid: str = "") -> str:
    """A static BR Code. Without an amount the payer types it; without a txid the manual wants three asterisks."""
    objects = [
        ("00", "01"),
        ("26", emvco.write([("00", _GUI), ("01", key)])),
        ("52", "0000"),
        ("53", "986"),
        ("54", amount.plain() if amount else None),
        ("58", "BR"),
        ("59", letters.fit(name, 25)),
        ("60", letters.fit(city, 15)),
        ("62", emvco.write([("05", txid or _NO_TXID)])),
    ]
    return emvco.seal((tag, value) for tag, value in objects if value is not None)
