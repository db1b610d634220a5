"""What we accept about a shop."""

from datetime import date

from wtforms import BooleanField, FileField, HiddenField, IntegerRangeField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice

from storefront.kit import i18n
from storefront.kit.forms import (
    AtMost,
    Base,
    CountField,
    OnceField,
    Optional,
    Required,
    StringField,
    TextAreaField,
    ValidationError,
)
from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import lazy_gettext as _l
from storefront.shops import looks, opening, rules, terms


class OpenForm(Base):
    """A name, and a number unless somebody is signed in."""

    name = StringField(_l("Shop name"), [Required(_l("Give your shop a name.")), AtMost(rules.NAME_LONGEST)])
    contact = StringField(_l("Mobile number"), [AtMost(254)])
    began = HiddenField()
    once = OnceField()
    known = False  # set by the view for somebody who is signed in

    def validate_contact(self, field):
        if not self.known:
            Required(_l("Write your mobile number, or your e-mail address."))(self, field)


GLAZE_NAMES = {
    "celadon": _l("Celadon"), "lacquer": _l("Lacquer"), "persimmon": _l("Persimmon"), "honey": _l("Honey"),
    "ink": _l("Ink"), "wisteria": _l("Wisteria"), "plum": _l("Plum"), "stone": _l("Stone"),
}  # fmt: skip


class LookForm(Base):
    """Everything visitors see of a shop, but its pictures."""

    name = StringField(_l("Shop name"), [Required(_l("Give your shop a name.")), AtMost(rules.NAME_LONGEST)])
    slug = StringField(_l("Handle"), [Required(), AtMost(40)])
    seal = StringField(_l("Seal"), [AtMost(2)])
    words = StringField(_l("In a few words"), [AtMost(160)])
    about = TextAreaField(_l("About the shop"), [AtMost(4000)])
    sent_from = StringField(_l("Sent from"), [AtMost(80)])
    glaze = RadioField(
        _l("Colour"),
        choices=[SelectChoice(*pair) for pair in (*GLAZE_NAMES.items(), ("own", _l("My own")))],
        validate_choice=True,
    )
    hue = IntegerRangeField(_l("Hue"), [Optional()])
    bright = BooleanField(_l("Bright, with dark letters"))

    @classmethod
    def of(cls, shop, data=None) -> "LookForm":
        """The form as the shop is now, or as it was sent."""
        now = looks.glaze_of(shop)
        named = next((name for name, glaze in looks.GLAZES.items() if looks.capped(glaze) == now), "own")
        fields = {name: getattr(shop, name) for name in ("name", "slug", "seal", "words", "about", "sent_from", "hue", "bright")}
        form = cls(data, glaze=named, **fields)
        form.kept = now
        return form

    def chosen(self) -> looks.Glaze:
        """The glaze that was chosen: a preset, the hue of the slider, or the one the shop has where the slider did not move."""
        if self.glaze.data in looks.GLAZES:
            return looks.capped(looks.GLAZES[self.glaze.data])
        hue = self.hue.data if self.hue.data is not None else self.kept.hue
        if (hue, bool(self.bright.data)) == (self.kept.hue, self.kept.bright):
            return self.kept
        return looks.of_hue(hue, bool(self.bright.data))

    def take(self, glaze: looks.Glaze) -> None:
        """Fill a glaze in that was found in a photo."""
        self.glaze.data, self.hue.data, self.bright.data, self.kept = "own", glaze.hue, glaze.bright, glaze

    def values(self) -> dict:
        """The texts, as `change_look` takes them."""
        return {name: self[name].data or "" for name in ("name", "slug", "seal", "words", "about", "sent_from")}


class PictureForm(Base):
    """A cover or a logo."""

    photo = FileField(_l("Picture"))


class HolidayForm(Base):
    """Closed for a while, perhaps until a day."""

    reopens_on = StringField(_l("Open again on"))  # empty: nobody knows yet

    def validate_reopens_on(self, field):
        try:
            field.day = date.fromisoformat(field.data) if field.data else None
        except ValueError:
            raise ValidationError(_("Write the day like 2026-12-31."))


class TermsForm(Base):
    """Currency, zone, language, the way of the money, returns, days to pack."""

    mode = RadioField(_l("How the money travels"), choices=[])
    returns_days = CountField(_l("Days to send something back"), least=0, most=60)
    return_postage = RadioField(
        _l("Postage for sending it back"),
        choices=[SelectChoice("buyer", _l("The buyer pays it")), SelectChoice("shop", _l("You pay it"))],
    )
    pack_days = CountField(_l("Days you need to pack"), least=1, most=30)
    currency = SelectField(_l("Currency"), choices=[])
    country = SelectField(_l("Country"), choices=[])
    time_zone = SelectField(_l("Time zone"), choices=[])
    language = SelectField(_l("Language of the shop"), choices=[SelectChoice(*pair) for pair in i18n.LANGUAGES.items()])

    @classmethod
    def of(cls, shop, data=None) -> "TermsForm":
        """The form as the shop is now, or as it was sent."""
        names = ("mode", "returns_days", "return_postage", "pack_days", "currency", "country", "time_zone", "language")
        form = cls(data, **{name: getattr(shop, name) for name in names})
        labels = {
            "protected": _("Protected: the market holds the money until it arrived"),
            "direct": _("Direct: buyers pay you, by bank code or in cash"),
        }
        form.mode.choices = [SelectChoice(mode, labels[mode]) for mode in labels if mode in opening.modes() or mode == shop.mode]
        form.currency.choices = [SelectChoice(*pair) for pair in terms.currency_choices(shop)]
        form.country.choices = [SelectChoice(*pair) for pair in terms.country_choices(shop)]
        form.time_zone.choices = [SelectChoice(*pair) for pair in terms.zone_choices(shop)]
        return form

    def values(self) -> dict:
        """As `change_terms` takes them; a field that was not sent stays as it is."""
        return {
            name: field.data
            for name, field in self._fields.items()
            if field.raw_data or isinstance(field, CountField) and field.data is not None
        }
