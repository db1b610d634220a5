"""PromptPay (Thailand): credit transfer to a phone number, a national or tax id, or an e-wallet.

A transfer code has no place for a reference that banks show (only bill-payment codes do), so the page asks the buyer to
write it in the memo. The order of the objects is that of the codes in circulation: country before currency and amount.
"""

import re
import unicodedata

from storefront.kit import phones
from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import lazy_gettext as _l
from storefront.kit.money import Money
from storefront.payments.rails import emvco, letters
from storefront.payments.rails.contract import Field, Rail

_AID = "A000000677010111"
_PHONE, _TAX_ID, _WALLET = "01", "02", "03"


def _is_person(number: str) -> bool:
    from stdnum.th import pin  # here: as in epc.py

    return pin.is_valid(number)


def target_of(text: str) -> str | None:
    """The digits of a PromptPay id (a Thai phone, a 13-digit id whose check digit agrees, a 15-digit wallet), or None."""
    number = letters.digits(text)
    if re.search(r"[^0-9\s().+-]", unicodedata.normalize("NFKC", text)):
        return None
    if "+" not in text and (len(number) == 15 or (len(number) == 13 and _is_person(number))):
        return number
    phone = phones.parse(text, "TH")
    return number if phone and phone.startswith("+66") else None


def _target(text: str) -> str | None:
    if target_of(text):
        return None
    if len(letters.digits(text)) == 13:
        return _("One digit of this id is wrong. Check it against your card.")
    return _("A PromptPay number is a Thai phone number, a 13-digit id or a 15-digit wallet number.")


class PromptPay(Rail):
    key = "promptpay"
    name = "PromptPay"
    countries = ("TH",)
    currencies = ("THB",)
    fields = (
        Field("target", _l("PromptPay number"), _l("Phone, national id, tax id or wallet number"), _target, inputmode="tel"),
        Field("name", _l("Account holder"), _l("So that buyers can check who they pay"), autocomplete="name", capitalize="words"),
    )

    def clean(self, values):
        typed = super().clean(values)
        return {"target": target_of(typed["target"]) or typed["target"], "name": letters.one_line(typed["name"])}

    def reference(self, text: str) -> str:
        return letters.fit(text, 50)

    def carries_reference(self, values) -> bool:
        return False

    def build(self, values, amount: Money, reference: str) -> str:
        return build(values["target"], amount)


def build(target: str, amount: Money | None = None) -> str:
    """A transfer code for a phone (0801234567, 66801234567), a 13-digit id or a 15-digit wallet; any separators."""
    number = letters.digits(target)
    if len(number) >= 15:
        account = (_WALLET, number)
    elif len(number) >= 13 and not number.startswith("0066"):
        account = (_TAX_ID, number)
    else:
        national = re.sub(r"^(?:00)?66|^0", "", number)
        account = (_PHONE, f"66{national}".rjust(13, "0"))
    objects = [
        ("00", "01"),
        ("01", "12" if amount else "11"),
        ("29", emvco.write([("00", _AID), account])),
        ("58", "TH"),
        ("53", "764"),
        ("54", amount.plain() if amount else None),
    ]
    return emvco.seal((tag, value) for tag, value in objects if value is not None)
