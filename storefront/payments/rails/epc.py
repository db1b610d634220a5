"""SEPA credit transfer: the EPC069-12 code ("GiroCode") that bank apps in the euro area read.

Lines of text: service tag, version, character set, identification, BIC, name, IBAN, amount, purpose, structured reference,
free text. At most 331 bytes, error correction M. The reference goes into the free text, because a structured one must be
an ISO 11649 number.
"""

from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import lazy_gettext as _l
from storefront.kit.money import Money
from storefront.payments.rails import letters
from storefront.payments.rails.contract import Field, Rail, RailError

# Countries of the euro payments area, as the first two letters of an IBAN say it; outside the EEA the BIC is needed too.
_EEA = (
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE",
    "IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
)  # fmt: skip
_OUTSIDE_EEA = ("AD", "AL", "CH", "GB", "GI", "MC", "MD", "ME", "MK", "RS", "SM", "VA")

_MAX_MINOR = 99_999_999_999  # 999 999 999.99 euro
_MAX_BYTES = 331
_LETTERS = r"A-Za-z0-9/\-?:().,'+ "  # the letters that every bank of the area must carry


def _name(text: str) -> str | None:
    return _("Write the name in 70 characters or fewer.") if len(letters.one_line(text)) > 70 else None


def _iban(text: str) -> str | None:
    from stdnum import iban as iban_numbers  # here and below: it brings much along, and most starts end without an account number
    from stdnum.exceptions import ValidationError

    number = iban_numbers.compact(text).upper()
    try:
        # The check digits and the length per country; the national checks inside would refuse banks that merged.
        iban_numbers.validate(number, check_country=False)
    except ValidationError:
        return _("This IBAN has a mistake in it. Check it against your bank statement.")
    if number[:2] not in _EEA and number[:2] not in _OUTSIDE_EEA:
        return _("This IBAN is from a country outside the euro payments area.")
    return None


def _bic(text: str) -> str | None:
    from stdnum import bic as bic_numbers

    return None if bic_numbers.is_valid(text) else _("A BIC has 8 or 11 letters and digits, like DEUTDEFF.")


class Epc(Rail):
    key = "epc"
    name = _l("SEPA bank transfer")
    countries = _EEA + _OUTSIDE_EEA
    currencies = ("EUR",)
    longest_amount = 12
    fields = (
        Field("name", _l("Account holder"), _l("As the bank knows you"), _name, autocomplete="name", capitalize="words"),
        Field("iban", _l("IBAN"), _l("Like DE71 1102 2033 0123 4567 89"), _iban, capitalize="characters"),
        Field("bic", _l("BIC"), _l("Needed only outside the EU, Iceland, Liechtenstein and Norway"), _bic, required=False,
              capitalize="characters"),
    )  # fmt: skip

    def clean(self, values):
        from stdnum import bic as bic_numbers
        from stdnum import iban as iban_numbers

        typed = super().clean(values)
        return {
            "name": letters.one_line(typed["name"]),
            "iban": iban_numbers.compact(typed["iban"]).upper(),
            "bic": bic_numbers.compact(typed["bic"]).upper(),
        }

    def validate_together(self, values):
        if values["iban"][:2] in _OUTSIDE_EEA and not values["bic"]:
            return {"bic": _("For an account in this country we need the BIC too.")}
        return {}

    def reference(self, text: str) -> str:
        return letters.only(text, _LETTERS, 140)

    def build(self, values, amount: Money, reference: str) -> str:
        if amount.minor > _MAX_MINOR:
            raise RailError(_("This amount is too large for %(name)s.", name=self.name))
        return build(values["name"], values["iban"], amount, reference, bic=values["bic"])

    def payee(self, values):
        spaced = " ".join(values["iban"][i : i + 4] for i in range(0, len(values["iban"]), 4))
        return [(_("Account holder"), values["name"]), (_("IBAN"), spaced), (_("BIC"), values["bic"])]


def build(
    name: str,
    iban: str,
    amount: Money,
    text: str = "",
    *,
    bic: str = "",
    purpose: str = "",
    structured: str = "",
    version: str = "002",
) -> str:
    """The lines of the code. A text too long for 331 bytes is cut; trailing empty lines are left out, as in the standard."""
    euros = amount.plain()
    euros = euros.rstrip("0").rstrip(".") if "." in euros else euros  # the standard's own examples read EUR12.3
    head = ["BCD", version, "1", "SCT", bic, name, iban, f"EUR{euros}", purpose, structured]
    room = _MAX_BYTES - len("\n".join(head).encode()) - 1
    lines = [*head, text.encode()[: max(0, room)].decode(errors="ignore").rstrip()]
    if room < 0 and not text:
        raise RailError(_("The name is too long for a payment code."), "name")
    while lines and not lines[-1]:
        lines.pop()
    return "\n".join(lines)
