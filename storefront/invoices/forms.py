"""What a seller says about tax."""

from wtforms import BooleanField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice

from storefront.catalog import TAX_CATEGORIES
from storefront.invoices import rules
from storefront.kit.forms import AtMost, Base, Required, StringField, TextAreaField, ValidationError
from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import lazy_gettext as _l


class ModeForm(Base):
    """What the prices of the shop are."""

    mode = RadioField(
        _l("Your prices"),
        choices=[
            SelectChoice("", _l("No tax is charged")),
            SelectChoice("included", _l("Include the tax")),
            SelectChoice("added", _l("Tax comes on top")),
        ],
        default="",
        validate_choice=False,
    )


class ParticularsForm(Base):
    """Who sells, as the tax office knows them."""

    scheme = RadioField(
        _l("For the tax office you are"),
        choices=[
            SelectChoice("", _l("No tax number: buyers get a receipt")),
            SelectChoice("vat", _l("Registered for VAT")),
            SelectChoice("gst", _l("Registered for GST")),
            SelectChoice("sales", _l("Registered for sales tax")),
            SelectChoice("small", _l("A small business that charges no tax")),
        ],
        default="",
        validate_choice=False,
    )
    legal_name = StringField(_l("Name"), [AtMost(120)])
    address = TextAreaField(_l("Address"), [AtMost(300)])
    tax_number = StringField(_l("Tax number"), [AtMost(30)])
    tax_name = StringField(_l("What the tax is called"), [AtMost(20)])


class RateForm(Base):
    """One line of the table of rates."""

    place = SelectField(_l("Place"), choices=[], validate_choice=True)
    category = SelectField(_l("Goods"), choices=[SelectChoice(key, words) for key, words in TAX_CATEGORIES.items()])
    rate = StringField(
        _l("Rate in per cent"), [Required(_l("Write a rate from 0 to 100 per cent, such as 19 or 8.875.")), AtMost(10)]
    )
    on_delivery = BooleanField(_l("Delivery of such goods is taxed the same"), default=True)

    def validate_rate(self, field):
        """Keep it as thousandths of a per cent in `field.read`."""
        field.read = rules.read_rate(field.data or "")
        if field.read is None:
            raise ValidationError(_("Write a rate from 0 to 100 per cent, such as 19 or 8.875."))
