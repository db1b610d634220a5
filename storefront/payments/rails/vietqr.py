"""VietQR (NAPAS 247, Viet Nam): transfer to a bank account or card, the order's reference as the words of the transfer."""

import re

from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import lazy_gettext as _l
from storefront.kit.money import Money
from storefront.payments.rails import emvco, letters
from storefront.payments.rails.contract import Field, Rail
from storefront.payments.rails.vietqr_banks import BANKS

_AID = "A000000727"
_TO_ACCOUNT, _TO_CARD = "QRIBFTTA", "QRIBFTTC"
_BANK_NAMES = dict(BANKS)


def _bank(text: str) -> str | None:
    return None if text in _BANK_NAMES else _("Choose your bank from the list.")


def _account(text: str) -> str | None:
    compact = re.sub(r"[\s.-]", "", text)
    if re.fullmatch(r"[0-9A-Za-z]{6,19}", compact, re.ASCII):
        return None
    return _("An account number has 6 to 19 digits or letters.")


class VietQR(Rail):
    key = "vietqr"
    name = "VietQR"
    countries = ("VN",)
    currencies = ("VND",)
    fields = (
        Field("bank", _l("Bank"), "", _bank, choices=BANKS),
        Field("account", _l("Account number"), "", _account, inputmode="numeric"),
        Field("name", _l("Account holder"), _l("As the bank knows you"), autocomplete="name", capitalize="words"),
    )

    def clean(self, values):
        typed = super().clean(values)
        return {
            "bank": typed["bank"],
            "account": re.sub(r"[\s.-]", "", typed["account"]).upper(),
            "name": letters.one_line(typed["name"]),
        }

    def reference(self, text: str) -> str:
        return letters.only(text, "A-Za-z0-9 ", 25)

    def build(self, values, amount: Money, reference: str) -> str:
        return build(values["bank"], values["account"], amount, purpose=reference)

    def payee(self, values):
        return [
            (_("Bank"), _BANK_NAMES[values["bank"]]),
            (_("Account number"), values["account"]),
            (_("Account holder"), values["name"]),
        ]


def build(
    bank: str, number: str, amount: Money | None = None, *, bill: str = "", purpose: str = "", to_card: bool = False
) -> str:
    """A NAPAS code for a bank's six-digit number and an account (or card) number."""
    account = [
        ("00", _AID),
        ("01", emvco.write([("00", bank), ("01", number)])),
        ("02", _TO_CARD if to_card else _TO_ACCOUNT),
    ]
    extra = [(tag, value) for tag, value in (("01", bill), ("08", purpose)) if value]
    objects = [
        ("00", "01"),
        ("01", "12" if amount else "11"),
        ("38", emvco.write(account)),
        ("53", "704"),
        ("54", amount.plain() if amount else None),
        ("58", "VN"),
        ("62", emvco.write(extra) if extra else None),
    ]
    return emvco.seal((tag, value) for tag, value in objects if value is not None)
