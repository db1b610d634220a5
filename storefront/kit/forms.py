"""Forms: WTForms with our fields, our sentences, and a once-key against double taps.

A form's labels are lazy messages. Errors are sentences in the reader's language; `refuse()` puts a `Refused` from a verb
beside its field, so that what was typed stays.
"""

import re
import unicodedata
from functools import lru_cache

from markupsafe import Markup
from wtforms import BooleanField, Field, FileField, Form, HiddenField, IntegerField, StringField, TextAreaField
from wtforms.validators import Optional, StopValidation, ValidationError
from wtforms.widgets import FileInput, HiddenInput, TextArea, TextInput
from wtforms.widgets.core import clean_key

from storefront.kit import ids, money
from storefront.kit.errors import Refused
from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import language, lazy_gettext
from storefront.kit.templating import escaped

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029]")
# Spaces without width, and marks that turn around the text beside them: a packing slip shows other things than were typed.
_UNSEEN = re.compile(r"[\u200b\u2060\u202a-\u202e\u2066-\u2069\ufeff]")
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")  # letters of which nothing is seen


def _seen(text: str) -> str:
    """`text` without what nobody sees; nothing where nothing would be left to see."""
    if text.isascii():
        return text
    text = _UNSEEN.sub("", text)
    shows = any(c not in _BLANK and not c.isspace() and unicodedata.category(c) not in ("Cc", "Cf", "Mn") for c in text)
    return text if shows else ""


def clean_line(text: str | None) -> str | None:
    """One line: control characters and what nobody sees out, white space folded, ends stripped."""
    return " ".join(_CONTROL.sub(" ", _seen(text)).split()) if isinstance(text, str) else text


def clean_text(text: str | None) -> str | None:
    """Several lines: control characters and what nobody sees out, line ends unified, ends stripped."""
    return _CONTROL.sub("", _seen(text).replace("\r\n", "\n").replace("\r", "\n")).strip() if isinstance(text, str) else text


_clean = lru_cache(1000)(clean_key)


def _attributes(field, given: dict, **own) -> str:
    """What the library's own widgets write, letter for letter, in a sixth of the time: a form is mostly this."""
    attributes = {"id": field.id, **own}
    for flag, value in vars(field.flags).items():
        if flag in field.widget.validation_attrs:
            attributes[flag] = value() if callable(value) else value
    for name, value in given.items():
        attributes[_clean(name)] = value
    attributes["name"] = field.name
    return " ".join(
        [
            name if value is True else f'{name}="{escaped(value)}"'
            for name, value in sorted(attributes.items())
            if value is not False
        ]
    )


def _input(field, given: dict) -> Markup:
    value = given["value"] if "value" in given else field._value()
    return Markup(f"<input {_attributes(field, given, type=field.widget.input_type, value=value)}>")


def _area(field, given: dict) -> Markup:
    return Markup(f"<textarea {_attributes(field, given)}>\r\n{escaped(field._value())}</textarea>")


def _file(field, given: dict) -> Markup:
    more = {"multiple": True} if field.widget.multiple else {}
    return Markup(f"<input {_attributes(field, given | more | {'value': False}, type='file')}>")


_WRITERS = {TextInput: _input, HiddenInput: _input, TextArea: _area, FileInput: _file}


def _nothing() -> None:
    """A default that may be called: the library tries to call each one."""


class Base(Form):
    """Every form. `once` is a hidden key: the same key posts once."""

    class Meta:
        @property
        def locales(self):
            return ["zh" if language() == "zh-CN" else "en"]

        def bind_field(self, form, unbound_field, options):
            """Most fields of a form are the same for every request: they are made once, and again from what that gave."""
            kept = getattr(unbound_field, "kept", None)
            if kept is not None and kept["name"] == options["prefix"] + options["name"]:
                field = object.__new__(unbound_field.field_class)
                field.__dict__.update(kept, _form=form, meta=self, _translations=options["translations"])
                return field
            field = self._new_field(form, unbound_field, options)
            if type(field) in _ALIKE and field.render_kw is None:
                unbound_field.kept = dict(
                    vars(field), _form=None, meta=None, default=_nothing if field.default is None else field.default
                )
            return field

        def _new_field(self, form, unbound_field, options):
            filters = list(unbound_field.kwargs.get("filters", ()))
            if issubclass(unbound_field.field_class, TextAreaField):
                filters.insert(0, clean_text)
            elif issubclass(unbound_field.field_class, StringField):
                filters.insert(0, clean_line)
            return unbound_field.bind(form=form, filters=filters, **options)

        def render_field(self, field, render_kw):
            if type(field.widget) not in _WRITERS or field.render_kw:
                return super().render_field(field, render_kw)
            return _WRITERS[type(field.widget)](field, render_kw)

    def refuse(self, refusal: Refused) -> None:
        """Show a verb's refusal beside its field, or above the form where it has none."""
        if refusal.field and refusal.field in self._fields:
            field = self._fields[refusal.field]
            field.errors = [*field.errors, refusal.sentence]
        else:
            self.form_errors.append(refusal.sentence)

    def refuse_or_raise(self, refusal: Refused) -> None:
        """The same, where the sender can mend it (422); any other refusal is no matter of what was typed and goes on."""
        if refusal.status != 422:
            raise refusal
        self.refuse(refusal)

    @property
    def all_errors(self) -> list[tuple[str, str]]:
        """(field id or "", sentence) for the summary above long forms."""
        found = [("", str(sentence)) for sentence in self.form_errors]
        for field in self:
            found += [
                (field.id, str(sentence))
                for sentence in field.errors
                if isinstance(sentence, str) or not isinstance(sentence, (dict, list))
            ]
        return found


def field_attributes(field, hint, given: dict) -> dict:
    """The attributes of the input that `ui.field` draws: its class, what describes it, and what the template gave."""
    kind = field.type
    of_kind = " input--file" if "File" in kind else " input--select" if "Select" in kind else ""
    code = " input--code" if given.get("autocomplete") == "one-time-code" else ""
    attributes = {"class": f"input{code}{of_kind}"}
    described = [f"{field.id}-hint"] if hint else []
    if field.errors:
        described.append(f"{field.id}-error")
        attributes["aria-invalid"] = "true"
    if described:
        attributes["aria-describedby"] = " ".join(described)
    attributes.update(
        {name.replace("_", "-"): value for name, value in given.items() if value is not None and value is not False}
    )
    return attributes


class Required:
    """The field must not be empty; the sentence says what is missing."""

    field_flags = {"required": True}

    def __init__(self, sentence=None):
        self.sentence = sentence

    def __call__(self, form, field):
        data = field.data
        if data is None or (isinstance(data, str) and not data.strip()) or data == []:
            if field.errors and any(isinstance(text, str) and text.strip() for text in field.raw_data or ()):
                raise StopValidation  # something was typed: why it cannot be read says more than that it is missing
            field.errors[:] = []
            raise StopValidation(str(self.sentence) if self.sentence else _("Please fill this in."))


class AtMost:
    """No more than `characters` characters."""

    def __init__(self, characters: int):
        self.characters = characters
        self.field_flags = {"maxlength": characters}

    def __call__(self, form, field):
        length = len(field.data or "")
        if length > self.characters:
            raise ValidationError(
                _("That is %(length)s characters; there is room for %(most)s.", length=length, most=self.characters)
            )


class MoneyField(Field):
    """An amount in `form.currency`; data is `money.Money`. Shown with `inputmode=decimal`, never `type=number`."""

    widget = TextInput()

    def __init__(self, label=None, validators=None, least: int = 1, **kwargs):
        super().__init__(label, validators, **kwargs)
        self.least = least
        self.raw_text = ""

    @property
    def currency(self) -> str:
        return self._form_currency

    def bind_currency(self, currency: str) -> None:
        self._form_currency = currency

    def process_formdata(self, values):
        self.raw_text = (values[0] if values else "").strip()
        self.data = None
        if not self.raw_text:
            return
        currency = getattr(self, "_form_currency", None) or "CNY"
        try:
            amount = money.parse(self.raw_text, currency)
        except money.BadAmount as bad:
            raise ValueError(_amount_sentence(bad.reason, currency)) from None
        if amount.minor < self.least:
            raise ValueError(_("The smallest amount is %(amount)s.", amount=money.Money(self.least, currency).display()))
        self.data = amount

    def _value(self) -> str:
        if self.raw_text:
            return self.raw_text
        return self.data.plain() if isinstance(self.data, money.Money) else ""


def _amount_sentence(reason: str, currency: str) -> str:
    example = money.Money(128 * 10 ** money.exponent(currency), currency).plain()
    return {
        "empty": _("An amount is missing. Write it like %(example)s.", example=example),
        "negative": _("An amount cannot be negative."),
        "large": _("That is more than the books can hold."),
        "decimals": _("Too many decimals. Write it like %(example)s.", example=example),
    }.get(reason) or _("This is not an amount. Write it like %(example)s.", example=example)


class MoneyForm(Base):
    """A form with amounts in one currency."""

    def __init__(self, *args, currency: str, **kwargs):
        self.currency = currency
        super().__init__(*args, **kwargs)

    def process(self, *args, **kwargs):
        for field in self._fields.values():
            if isinstance(field, MoneyField):
                field.bind_currency(self.currency)
        super().process(*args, **kwargs)


class CountField(Field):
    """A whole number typed by a person; digits only (full-width too), between `least` and `most`."""

    widget = TextInput()

    def __init__(self, label=None, validators=None, least: int = 0, most: int = 999, **kwargs):
        super().__init__(label, validators, **kwargs)
        self.least, self.most, self.raw_text = least, most, ""

    def process_formdata(self, values):
        self.raw_text = (values[0] if values else "").strip()
        self.data = None
        if not self.raw_text:
            return
        digits = unicodedata.normalize("NFKC", self.raw_text[:40]).strip()
        if not re.fullmatch(r"[0-9]{1,40}", digits):
            raise ValueError(_("Write a whole number, such as 3."))
        number = int(digits)
        if not self.least <= number <= self.most:
            raise ValueError(_("Write a number from %(least)s to %(most)s.", least=self.least, most=self.most))
        self.data = number

    def _value(self) -> str:
        return self.raw_text or ("" if self.data is None else str(self.data))


class OnceField(HiddenField):
    """The key that makes a post happen once; made when the form is shown."""

    def __init__(self, label=None, validators=None, **kwargs):
        super().__init__(label, validators, default=ids.secret, **kwargs)

    def __call__(self, **kwargs):
        return super().__call__(**{"id": False, **kwargs})  # a page has several forms, and an id is there once

    def pre_validate(self, form):
        if not re.fullmatch(r"[\w-]{16,64}", self.data or ""):
            self.data = ids.secret()


# Fields that hold nothing of their own before they are filled; nobody changes their labels, flags or validators.
_ALIKE = frozenset(
    (StringField, TextAreaField, HiddenField, BooleanField, FileField, IntegerField, OnceField, CountField, MoneyField)
)

__all__ = [
    "AtMost", "Base", "CountField", "Field", "FileField", "HiddenField", "IntegerField", "MoneyField", "MoneyForm", "OnceField", "Optional",
    "Required", "StringField", "TextAreaField", "ValidationError", "clean_line", "clean_text", "lazy_gettext",
]  # fmt: skip
