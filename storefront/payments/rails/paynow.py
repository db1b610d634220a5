"""PayNow (Singapore): transfer to a mobile number or a business number (UEN), with the order as bill number."""

import re

from storefront.kit import phones
from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import lazy_gettext as _l
from storefront.kit.money import Money
from storefront.payments.rails import emvco, letters
from storefront.payments.rails.contract import Field, Rail

_GUI = "SG.PAYNOW"
_MOBILE, _UEN = "0", "2"
_UEN_WITH_SUFFIX = re.compile(r"([0-9A-Z]{9,10})([0-9A-Z]{3})?", re.ASCII)


def proxy_of(text: str) -> str | None:
    """A PayNow proxy as the directory stores it: "+6591234567", or a UEN with or without its three-letter suffix; or None."""
    compact = re.sub(r"[\s-]", "", letters.one_line(text)).upper()
    phone = phones.parse(text, "SG")
    if phone and re.fullmatch(r"\+65[89][0-9]{7}", phone):
        return phone
    if not re.fullmatch(r"[0-9A-Z]{9,13}", compact, re.ASCII):
        return None
    for longest in (10, 9):
        number, suffix = compact[:longest], compact[longest:]
        if len(suffix) in (0, 3) and _is_uen(number):
            return compact
    return None


def _is_uen(number: str) -> bool:
    from stdnum.sg import uen  # here: as in epc.py

    try:
        return uen.is_valid(number)
    except ValueError:  # the library looks letters up in a list that lacks some
        return False


def _proxy(text: str) -> str | None:
    return None if proxy_of(text) else _("A PayNow number is a Singapore mobile number or a UEN. Check it once more.")


def _name(text: str) -> str | None:
    return None if letters.plain(text) else _("Write the name in Latin letters, as your bank knows it.")


class PayNow(Rail):
    key = "paynow"
    name = "PayNow"
    countries = ("SG",)
    currencies = ("SGD",)
    fields = (
        Field("proxy", _l("Mobile number or UEN"), _l("As registered for PayNow"), _proxy, capitalize="characters"),
        Field("name", _l("Account holder"), _l("As the bank knows you"), _name, autocomplete="name", capitalize="words"),
    )

    def clean(self, values):
        typed = super().clean(values)
        return {"proxy": proxy_of(typed["proxy"]) or typed["proxy"], "name": letters.one_line(typed["name"])}

    def reference(self, text: str) -> str:
        return letters.only(text, r"A-Za-z0-9 \-", 25)

    def build(self, values, amount: Money, reference: str) -> str:
        return build(values["proxy"], values["name"], amount, reference)


def build(proxy: str, name: str, amount: Money | None = None, reference: str = "") -> str:
    """A PayNow code. With an amount the payer cannot change it; without one the payer types it."""
    account = [
        ("00", _GUI),
        ("01", _MOBILE if proxy.startswith("+") else _UEN),
        ("02", proxy),
        ("03", "0" if amount else "1"),
    ]
    objects = [
        ("00", "01"),
        ("01", "12" if amount else "11"),
        ("26", emvco.write(account)),
        ("52", "0000"),
        ("53", "702"),
        ("54", amount.plain() if amount else None),
        ("58", "SG"),
        ("59", letters.fit(name, 25)),
        ("60", "Singapore"),
        ("62", emvco.write([("01", reference)]) if reference else None),
    ]
    return emvco.seal((tag, value) for tag, value in objects if value is not None)
