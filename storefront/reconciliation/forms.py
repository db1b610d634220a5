"""What staff type at the money desks."""

from datetime import date, datetime, timedelta

from wtforms import SelectField

from storefront.kit.dates import zone_of
from storefront.kit.forms import AtMost, Base, FileField, Required, StringField, TextAreaField, ValidationError
from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import lazy_gettext as _l
from storefront.reconciliation.formats import Options
from storefront.reconciliation.formats.plain import ORDERS

LONGEST = 500
_REASON = [Required(_l("Write the reason: it stays in the history.")), AtMost(LONGEST)]


class ReturnForm(Base):
    """Send money back."""

    reason = TextAreaField(_l("Reason"), _REASON, id="back-reason")


class PlaceForm(Base):
    """Place money on an order."""

    shop = StringField(_l("Shop"), [Required(_l("Whose order is it?")), AtMost(60)])
    order = StringField(_l("Order number"), [Required(_l("Which order is it?")), AtMost(12)])
    reason = TextAreaField(_l("Reason"), _REASON, id="place-reason")


class ResolveForm(Base):
    """What a difference was."""

    note = TextAreaField(_l("What it was"), [Required(_l("Write what it was.")), AtMost(LONGEST)])


class UploadForm(Base):
    """A file of a provider or a bank."""

    source = SelectField(_l("Sent by"), validate_choice=False)
    file = FileField(_l("File"))


class OwnForm(Base):
    """A file of a shop's own bank."""

    file = FileField(_l("File of your bank"))


class AgainForm(Base):
    """The same file once more, where it was too large to travel along with its columns."""

    file = FileField(_l("The same file once more"), id="file-again")


def _day(form, field):
    try:
        date.fromisoformat(field.data or "")
    except ValueError:
        raise ValidationError(_("Choose a day.")) from None


class FetchForm(Base):
    """One day of a provider's own table."""

    day = StringField(_l("Day"), [_day])


class PeriodForm(Base):
    """What a statement covers: whole days, both included."""

    starts = StringField(_l("First day"), [_day])
    ends = StringField(_l("Last day"), [_day])

    def period(self, zone: str) -> tuple[datetime, datetime]:
        """[start, end) on the market's calendar."""
        return begin(self.starts.data, zone), begin(self.ends.data, zone) + timedelta(days=1)


def begin(day: str, zone: str) -> datetime:
    """When a day begins in a zone."""
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), tzinfo=zone_of(zone))


_COLUMNS = {
    "at": _l("Date"),
    "reference": _l("Reference"),
    "ours": _l("Our reference"),
    "kind": _l("Type"),
    "amount": _l("Amount"),
    "credit": _l("Money in"),
    "debit": _l("Money out"),
    "fee": _l("Fee"),
    "currency_column": _l("Currency"),
    "words": _l("Words beside it"),
}
_DATES = {"ymd": _l("Year, month, day"), "dmy": _l("Day, month, year"), "mdy": _l("Month, day, year")}


class ColumnsForm(Base):
    """Which column of a table is what. Its choices are the names that stand in the table's first row."""

    at = SelectField(_COLUMNS["at"], validate_choice=False)
    reference = SelectField(_COLUMNS["reference"], validate_choice=False)
    ours = SelectField(_COLUMNS["ours"], validate_choice=False)
    kind = SelectField(_COLUMNS["kind"], validate_choice=False)
    amount = SelectField(_COLUMNS["amount"], validate_choice=False)
    credit = SelectField(_COLUMNS["credit"], validate_choice=False)
    debit = SelectField(_COLUMNS["debit"], validate_choice=False)
    fee = SelectField(_COLUMNS["fee"], validate_choice=False)
    currency_column = SelectField(_COLUMNS["currency_column"], validate_choice=False)
    words = SelectField(_COLUMNS["words"], validate_choice=False)
    order = SelectField(_l("Dates are written"), validate_choice=False)
    currency = StringField(_l("Currency, where a row names none"), [AtMost(3)])

    def __init__(self, *args, header: list[str], options: Options | None = None, **kwargs):
        data = {name: "" if value is None else str(value) for name, value in options.as_dict().items()} if options else {}
        super().__init__(*args, data=data, **kwargs)
        named = [(str(number), name or str(number + 1)) for number, name in enumerate(header)]
        for name in self._columns:
            self[name].choices = [("", _("not there")), *named]
        self.order.choices = list(_DATES.items())
        self._width = len(header)

    @property
    def _columns(self) -> list[str]:
        return [name for name in _COLUMNS if name in self]

    def validate_currency(self, field):
        field.data = (field.data or "").upper()
        if len(field.data) != 3 or not field.data.isascii() or not field.data.isalpha():
            raise ValidationError(_("Write it as three letters, such as CNY."))

    def validate_order(self, field):
        if field.data not in ORDERS:
            raise ValidationError(_("Choose one."))

    def options(self) -> Options:
        """The map that was chosen; a column that is not there counts as none."""

        def number(text: str | None) -> int | None:
            return int(text) if text and text.isascii() and text.isdigit() and int(text[:4]) < self._width else None

        columns = {name: number(self[name].data) for name in self._columns}
        return Options(**columns, order=self.order.data, currency=self.currency.data)


class OwnColumnsForm(ColumnsForm):
    """The same for a table of a shop's own bank, which knows no fees and no kinds of movements."""

    ours = kind = fee = None
