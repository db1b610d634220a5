"""UPI (India): a `upi://pay` link, in the QR code and as a button on the phone itself."""

import re
from urllib.parse import quote

from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import lazy_gettext as _l
from storefront.kit.money import Money
from storefront.payments.rails import letters
from storefront.payments.rails.contract import Field, Rail

_ADDRESS = re.compile(r"[A-Za-z0-9.\-_]{2,255}@[A-Za-z][A-Za-z0-9.\-]{1,63}", re.ASCII)
_SHORTEST_NUMBER = 4


def _address(text: str) -> str | None:
    if not _ADDRESS.fullmatch(text):
        return _("A UPI id looks like mei@okbank: a name, the @ sign and the bank's handle.")
    if text.lower().endswith((".com", ".in", ".net", ".org")):
        return _("This looks like an e-mail address. A UPI id ends with the bank's handle, like @okbank.")
    return None


def _name(text: str) -> str | None:
    return None if letters.plain(text) else _("Write the name in Latin letters, as your bank knows it.")


class Upi(Rail):
    key = "upi"
    name = "UPI"
    countries = ("IN",)
    currencies = ("INR",)
    fields = (
        Field("address", _l("UPI id"), _l("Like mei@okbank"), _address, inputmode="email"),
        Field("name", _l("Account holder"), _l("As the bank knows you"), _name, autocomplete="name", capitalize="words"),
    )

    def clean(self, values):
        typed = super().clean(values)
        return {"address": re.sub(r"\s", "", typed["address"]), "name": letters.one_line(typed["name"])}

    def reference(self, text: str) -> str:
        return letters.only(text, r"A-Za-z0-9 \-", 35)

    def build(self, values, amount: Money, reference: str) -> str:
        return build(values["address"], values["name"], amount, note=reference, number=letters.only(reference, "A-Za-z0-9", 35))


def build(address: str, name: str, amount: Money | None = None, *, note: str = "", number: str = "") -> str:
    """A `upi://pay` link. Spaces become %20: some apps show a plus sign as it is. A number under 4 characters is left out."""
    parts = [
        ("pa", quote(address, safe="@")),
        ("pn", quote(letters.fit(name, 99), safe="")),
        ("am", amount.plain() if amount else ""),
        ("cu", "INR"),
        ("tn", quote(note, safe="")),
        ("tr", number if len(number) >= _SHORTEST_NUMBER else ""),
    ]
    return "upi://pay?" + "&".join(f"{key}={value}" for key, value in parts if value)
