"""What sellers and buyers type about payments."""

from wtforms import FileField, SelectField

from storefront.kit import forms
from storefront.kit.errors import Refused
from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import lazy_gettext as _l
from storefront.payments.rails import Rail


class TakeBackForm(forms.Base):
    """Why what was said to be paid back was not; `refund` is the one that it is about."""

    refund = forms.HiddenField(id="not-paid-back")
    words = forms.StringField(
        _l("Reason"),
        [forms.Required(_l("Write a reason: the buyer reads it.")), forms.AtMost(200)],
        id="not-paid-back-words",
    )


class DetailsForm(forms.Base):
    """The account details of one rail; its fields are the rail's own. Made by `details_form`."""

    rail: Rail

    def values(self) -> dict[str, str]:
        """What was typed, by the rail's names."""
        return {field.name: self[field.name].data or "" for field in self.rail.fields}

    def validate(self, extra_validators=None) -> bool:
        """Every field says by itself what is wrong with it."""
        fine = super().validate(extra_validators)
        for name, sentence in self.rail.validate(self.values()).items():
            self.refuse(Refused(sentence, name))
            fine = False
        return fine

    def extras(self, name: str) -> dict:
        """Attributes of an input as its field wants them, for ui.field."""
        field = next(one for one in self.rail.fields if one.name == name)
        found = {"autocomplete": field.autocomplete, "autocapitalize": field.capitalize, "spellcheck": "false"}
        if field.rows > 1:
            found["rows"] = field.rows
        if field.inputmode != "text":
            found["inputmode"] = field.inputmode
        return {} if field.choices else found

    def hint(self, name: str) -> str:
        return str(next(one.hint for one in self.rail.fields if one.name == name))


def details_form(rail: Rail, posted=None, **kwargs) -> DetailsForm:
    """A form for the fields of one rail, filled from a post, or from `data=`, a dictionary."""
    fields: dict = {"rail": rail}
    for field in rail.fields:
        if field.choices:
            choices = [("", _("Choose one")), *field.choices]
            fields[field.name] = SelectField(field.label, choices=choices, validate_choice=False)
        else:
            kind = forms.TextAreaField if field.rows > 1 else forms.StringField
            fields[field.name] = kind(field.label)
    return type("DetailsForm", (DetailsForm,), fields)(posted, **kwargs)


class OtherWayForm(forms.Base):
    """Somebody of the market has paid a refund by hand."""

    how = forms.StringField(_l("How it was paid back"))


class ClaimForm(forms.Base):
    """The buyer says that a direct payment was made; a picture helps the seller to find it."""

    photo = FileField(_l("Picture of the transfer"))
