"""What sellers type about themselves, and what the market's people say about it."""

from wtforms import RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice

from storefront.kit.forms import AtMost, Base, OnceField, StringField, TextAreaField, ValidationError
from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import lazy_gettext as _l
from storefront.shops.terms import country_choices
from storefront.verification import rules, words
from storefront.verification.models import Check


class PapersForm(Base):
    """Name, country and numbers as they stand in the papers. What may be empty depends on the kind: `actions` say so when it is sent."""

    name = StringField(_l("Name, as in the papers"), [AtMost(100)])
    country = SelectField(_l("Country of the papers"), choices=[], validate_choice=False)
    number = StringField(_l("Number of the papers"), [AtMost(40)])
    company = StringField(_l("Name of the company"), [AtMost(120)])
    company_number = StringField(_l("Registered under the number"), [AtMost(40)])

    @classmethod
    def of(cls, check: Check, data=None) -> "PapersForm":
        """The form as the check is now, or as it was sent."""
        names = ("name", "country", "number", "company", "company_number")
        form = cls(data, **{name: getattr(check, name) or "" for name in names})
        form.shop = check.shop
        form.country.choices = [SelectChoice(*pair) for pair in country_choices(check.shop)]
        return form

    def validate_country(self, field):
        if field.data not in dict(country_choices(self.shop)):
            raise ValidationError(_("Choose a country from the list."))

    def values(self) -> dict:
        """As `fill` takes them."""
        return {name: field.data or "" for name, field in self._fields.items()}


class AppealForm(Base):
    """Why a no is wrong."""

    words = TextAreaField(_l("Why is it wrong?"), [AtMost(2000)], id="appeal-words")


class LookForm(Base):
    """Why papers are opened."""

    reason = RadioField(
        _l("Why do you open these papers?"), choices=[SelectChoice(key, key) for key in rules.REASONS], validate_choice=False
    )
    words = StringField(_l("In your own words"), [AtMost(300)], id="look-words")

    def worded(self) -> "LookForm":
        """With the reasons in the reader's language."""
        self.reason.choices = [SelectChoice(key, words.reason(key)) for key in rules.REASONS]
        return self


class AcceptForm(Base):
    """What was compared."""

    once = OnceField()
    ticks = SelectMultipleField(
        _l("What you compared"), choices=[SelectChoice(key, key) for key in rules.TICKS["trader"]], validate_choice=False
    )


class AskAgainForm(Base):
    """What is missing."""

    missing = SelectMultipleField(
        _l("What is missing"), choices=[SelectChoice(key, key) for key in rules.MISSING], validate_choice=False
    )
    words = TextAreaField(_l("In your own words"), [AtMost(2000)], id="missing-words")


class RefuseForm(Base):
    """A no: the rule, and words."""

    rule = RadioField(_l("The rule"), choices=[SelectChoice(key, key) for key in rules.RULES], validate_choice=False)
    words = TextAreaField(_l("In your own words"), [AtMost(2000)], id="refuse-words")


class RulingForm(Base):
    """How an appeal is decided."""

    words = TextAreaField(_l("Reason"), [AtMost(2000)], id="ruling-words")
