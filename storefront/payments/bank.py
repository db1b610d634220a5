"""Plain bank transfer: account details in words, for every bank of the world, without a code to scan."""

import re

from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import lazy_gettext as _l
from storefront.payments.rails import Field, Rail


def _account(text: str) -> str | None:
    compact = re.sub(r"[\s.\-/]", "", text)
    if re.fullmatch(r"[0-9A-Za-z]{4,34}", compact, re.ASCII):
        return None
    return _("An account number or IBAN has 4 to 34 letters and digits.")


def _line(text: str) -> str | None:
    return _("Write it in 80 characters or fewer.") if len(text) > 80 else None


class BankTransfer(Rail):
    """Name, number and bank, copied by hand. Looks like a rail, but has no code."""

    key = "bank"
    name = _l("Bank transfer")
    longest_amount = 20
    fields = (
        Field("name", _l("Account holder"), _l("As the bank knows you"), _line, autocomplete="name", capitalize="words"),
        Field("account", _l("Account number or IBAN"), "", _account, capitalize="characters"),
        Field("bank", _l("Bank"), _l("Name, and branch or routing number where your country has one"), _line, capitalize="words"),
    )

    def reference(self, text: str) -> str:
        return " ".join(text.split())[:60]


BANK = BankTransfer()
