"""What we accept from people about themselves."""

import unicodedata

from wtforms import HiddenField, SelectField
from wtforms.fields.choices import SelectChoice

from storefront.kit.forms import AtMost, Base, Required, StringField, ValidationError
from storefront.kit.i18n import LANGUAGES
from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import lazy_gettext as _l


class ContactForm(Base):
    """A mobile number or an e-mail address, and where to go afterwards."""

    contact = StringField(_l("Mobile number"), [Required(_l("Write your mobile number, or your e-mail address.")), AtMost(254)])
    next = HiddenField()
    can_passkey = HiddenField()


class CodeForm(Base):
    """The six digits."""

    code = StringField(_l("Code"), [Required(_l("Write the six digits we sent you."))])

    def validate_code(self, field):
        digits = "".join(c for c in unicodedata.normalize("NFKC", field.data) if not c.isspace() and c != "-")
        if len(digits) != 6 or not digits.isascii() or not digits.isdigit():
            raise ValidationError(_("The code has six digits."))
        field.data = digits


class SettingsForm(Base):
    """What a person may change about themselves."""

    name = StringField(_l("Your name"), [AtMost(80)])
    language = SelectField(_l("Language of notices"), choices=[SelectChoice(*pair) for pair in LANGUAGES.items()])
    notices_by = SelectField(_l("Tell me by"), choices=[])
