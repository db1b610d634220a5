"""What a seller fills in about parcels and delivery."""

from wtforms import BooleanField, RadioField, SelectMultipleField

from storefront.kit.forms import (
    AtMost,
    Base,
    CountField,
    MoneyField,
    MoneyForm,
    OnceField,
    Optional,
    Required,
    StringField,
    ValidationError,
)
from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import lazy_gettext as _l


class ShipForm(Base):
    """One parcel: a courier number, and who carries it where the number does not tell."""

    once = OnceField()
    number = StringField(_l("Courier number"), [AtMost(60)])
    carrier = StringField(_l("Courier"), [AtMost(30)])


class HandOverForm(Base):
    """The code a buyer shows at pickup."""

    code = StringField(_l("Pickup code"), [Required(_l("The buyer shows you four letters and digits.")), AtMost(12)])


class OptionForm(MoneyForm):
    """One line of the delivery table."""

    kind = RadioField(
        _l("How"),
        default="courier",
        choices=[("courier", _l("By courier")), ("local", _l("Brought by us")), ("pickup", _l("Picked up here"))],
    )
    name = StringField(_l("Name"), [AtMost(80)])
    regions = SelectMultipleField(_l("Where to"), choices=[], validate_choice=False)
    fee = MoneyField(_l("Price"), [Required(_l("Write 0 where it is free."))], least=0)
    free_over = MoneyField(_l("Free from"), [Optional()])
    days_least = CountField(_l("Days, at least"), [Required()], least=0, most=60)
    days_most = CountField(_l("Days, at most"), [Required()], least=0, most=90)
    place = StringField(_l("Place and hours"), [AtMost(200)])
    active = BooleanField(_l("Offer this"), default=True)

    def validate_days_most(self, field):
        if field.data is not None and self.days_least.data is not None and field.data < self.days_least.data:
            raise ValidationError(_("That is fewer than the days above."))

    def validate_place(self, field):
        if self.kind.data == "pickup" and not (field.data or "").strip():
            raise ValidationError(_("Say where and when it can be picked up."))
