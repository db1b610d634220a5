"""What every payment scheme here promises.

A rail turns what a seller typed once (an IBAN, a key, a pasted code) plus an amount and an order's reference into the text
of a QR code that the buyer's own bank app understands. It moves no money and hears nothing back: the seller says that the
money came. Rails are values without state; all of them are listed in `storefront.payments.rails`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from storefront.kit.i18n import gettext as _
from storefront.kit.money import Money

Values = Mapping[str, str]
Check = Callable[[str], str | None]


class RailError(ValueError):
    """No code can be made from this; `sentence` says why, in the reader's language."""

    def __init__(self, sentence: str, field: str | None = None):
        super().__init__(str(sentence))
        self.sentence = str(sentence)
        self.field = field


@dataclass(frozen=True, slots=True)
class Field:
    """One thing the seller types.

    `label` and `hint` are messages that translate themselves when shown; `check` takes the trimmed text and returns a
    sentence when it is wrong. `choices` ((value, text) pairs) make it a list to choose from; `rows` above 1 a larger box.
    """

    name: str
    label: object
    hint: object = ""
    check: Check | None = None
    required: bool = True
    choices: tuple[tuple[str, str], ...] = ()
    rows: int = 1
    inputmode: str = "text"
    autocomplete: str = "off"
    capitalize: str = "off"


class Rail:
    """A payment scheme. Subclasses name it, list its fields and write its payload."""

    key: str = ""
    name: object = ""
    countries: tuple[str, ...] = ()  # ISO 3166 codes where people can pay with it
    currencies: tuple[str, ...] = ()  # ISO 4217 codes; empty means that the seller's own code decides
    fields: tuple[Field, ...] = ()
    error_correction: str = "M"  # the QR level that the scheme asks for

    # --- what the seller typed -------------------------------------------------------------------------------------
    def clean(self, values: Values) -> dict[str, str]:
        """The values as they are kept: trimmed, known fields only."""
        return {field.name: str(values.get(field.name) or "").strip() for field in self.fields}

    def validate(self, values: Values) -> dict[str, str]:
        """What is wrong, one sentence per field; an empty dictionary means that all is well."""
        typed = self.clean(values)
        problems = {}
        for field in self.fields:
            text = typed[field.name]
            if not text:
                if field.required:
                    problems[field.name] = _("Please fill this in.")
                continue
            sentence = field.check(text) if field.check else None
            if sentence:
                problems[field.name] = sentence
        return problems or self.validate_together(typed)

    def validate_together(self, values: Values) -> dict[str, str]:
        """What is wrong between fields that are each fine alone."""
        return {}

    # --- what the buyer gets ---------------------------------------------------------------------------------------
    def payload(self, values: Values, amount_minor: int, currency: str, reference: str) -> str:
        """The text of the QR code. Raises RailError (with a sentence) for an amount or values it cannot carry."""
        ready = self._ready(values, amount_minor, currency)
        return self.build(ready, Money(amount_minor, currency), self.reference(reference))

    def build(self, values: dict[str, str], amount: Money, reference: str) -> str:
        """The text of the QR code, from checked values and an already fitting reference."""
        raise NotImplementedError

    def reference(self, text: str) -> str:
        """The order's reference as this scheme can carry it."""
        raise NotImplementedError

    def copyable(self, values: Values, amount_minor: int, currency: str, reference: str) -> list[tuple[str, str]]:
        """(label, value) pairs for people who type it into their bank by hand."""
        ready = self._ready(values, amount_minor, currency)
        rows = self.payee(ready)
        rows.append((_("Amount"), Money(amount_minor, currency).plain()))
        rows.append((_("Message"), self.reference(reference)))
        return [(str(label), value) for label, value in rows if value]

    def payee(self, values: dict[str, str]) -> list[tuple[object, str]]:
        """Who is paid, as (label, value) pairs: every field the buyer needs, in the order of the form."""
        return [(field.label, values[field.name]) for field in self.fields if values[field.name]]

    # --- what the code itself says, so that the page can say the rest -------------------------------------------------
    def carries_amount(self, values: Values) -> bool:
        """Whether the buyer's app will show the amount by itself."""
        return True

    def carries_reference(self, values: Values) -> bool:
        """Whether the buyer's app will pass the order's reference on by itself."""
        return True

    def takes(self, currency: str, values: Values | None = None) -> bool:
        """Whether this rail can be paid in a currency."""
        return not self.currencies or currency in self.currencies

    # --- shared ----------------------------------------------------------------------------------------------------
    def _ready(self, values: Values, amount_minor: int, currency: str) -> dict[str, str]:
        """Checked values for an amount that can be paid this way, or RailError."""
        for field, sentence in self.validate(values).items():
            raise RailError(sentence, field)
        if type(amount_minor) is not int:
            raise TypeError("amounts are whole minor units")
        if amount_minor <= 0:
            raise RailError(_("The amount must be more than nothing."))
        if not self.takes(currency, values):
            raise RailError(_("%(name)s cannot be paid in %(currency)s.", name=self.name, currency=currency))
        if len(Money(amount_minor, currency).plain()) > self.longest_amount:
            raise RailError(_("This amount is too large for %(name)s.", name=self.name))
        return self.clean(values)

    longest_amount = 13  # characters of tag 54 in every EMVCo scheme
