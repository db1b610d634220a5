"""Forms are made quickly: their fields once, their inputs by our own hand. Nothing of that may show."""

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import FileField
from wtforms.meta import DefaultMeta
from wtforms.widgets import FileInput

from storefront.kit import i18n
from storefront.kit.forms import (
    AtMost,
    Base,
    BooleanField,
    CountField,
    HiddenField,
    OnceField,
    Required,
    StringField,
    TextAreaField,
)
from storefront.kit.i18n import lazy_gettext as _l


class Everything(Base):
    once = OnceField()
    shop = HiddenField()
    name = StringField(_l("Full name"), [Required("Who?"), AtMost(20)])
    note = TextAreaField(_l("Note"), [AtMost(500)], id="remark")
    remember = BooleanField("Remember", default=True)
    photo = FileField("Photo")
    photos = FileField("Photos", widget=FileInput(multiple=True))


GIVEN = (
    {},
    {"class_": "input", "autocomplete": "name", "required": True, "aria-invalid": "true"},
    {"id": "other", "value": "<mine>", "data_once": True, "hidden": False, "accept": "image/*"},
)


@pytest.mark.parametrize("given", GIVEN, ids=("alone", "with attributes", "with its own"))
@pytest.mark.parametrize("name", ("shop", "name", "note", "photo", "photos", "remember"))
def test_inputs_are_written_as_the_library_writes_them(app, name, given):
    with app.test_request_context():
        form = Everything(MultiDict({"shop": "mei", "name": '"Zhou" & <Li>', "note": "a\nb"}))
        assert str(form[name](**given)) == str(DefaultMeta().render_field(form[name], dict(given)))


def test_a_form_holds_nothing_of_the_one_before(app):
    with app.test_request_context():
        first = Everything(MultiDict({"name": "", "note": "private", "shop": "mei"}))
        assert not first.validate() and first.name.errors == ["Who?"]
        first.name.errors.append("more")
        second = Everything()
        assert not second.errors and second.note.data is None and second.shop.data is None
        assert second.remember.data and not first.remember.data
        assert second.once.data != first.once.data
        assert (first.name._form, second.name._form) == (first, second)
        third = Everything(MultiDict({"name": "Li", "once": second.once.data}))
        assert third.validate() and third.data["name"] == "Li" and third.note.data in (None, "")


@pytest.mark.parametrize("name", ["\u200b", "\u200e \u200f", "\u3164", "\u2800\u2800", "\ufeff", "\u0301", " \u2060 "])
def test_a_name_of_which_nothing_is_seen_is_none(app, name):
    with app.test_request_context():
        form = Everything(MultiDict({"name": name, "note": name}))
        assert not form.validate() and form.name.errors == ["Who?"] and form.note.data == ""


@pytest.mark.parametrize(
    "typed, kept",
    [
        ("\u202eiL gnahZ", "iL gnahZ"),
        ("\u2067Zhou\u2069 Li", "Zhou Li"),
        ("Zhou\u200b Li", "Zhou Li"),
        ("👩\u200d👩\u200d👧 Tea 🏴\U000e0067\U000e0062\U000e007f", "👩\u200d👩\u200d👧 Tea 🏴\U000e0067\U000e0062\U000e007f"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("إبريق شاي", "إبريق شاي"),
        ("क्‍ष नमस्ते", "क्‍ष नमस्ते"),
    ],
)
def test_what_turns_text_around_is_dropped_and_what_writing_needs_is_kept(app, typed, kept):
    with app.test_request_context():
        form = Everything(MultiDict({"name": typed, "note": typed + "\r\nb"}))
        assert form.name.data == kept and form.note.data == kept + "\nb"


class Counted(Base):
    count = CountField("How many", least=1, most=60)


@pytest.mark.parametrize("typed, count", [("12", 12), (" 12 ", 12), ("１２", 12), ("\u3000７", 7), ("007", 7)])
def test_a_number_is_read_as_keyboards_write_it(app, typed, count):
    with app.test_request_context():
        form = Counted(MultiDict({"count": typed}))
        assert form.validate() and form.count.data == count


@pytest.mark.parametrize(
    "typed, sentence",
    [
        ("99999999999", "Write a number from 1 to 60."),
        ("0", "Write a number from 1 to 60."),
        ("9" * 5000, "Write a number from 1 to 60."),
        ("-1", "Write a whole number, such as 3."),
        ("1.5", "Write a whole number, such as 3."),
        ("1e3", "Write a whole number, such as 3."),
        ("٣", "Write a whole number, such as 3."),
        ("📦", "Write a whole number, such as 3."),
    ],
)
def test_a_number_that_is_none_or_too_large_is_told_which_of_the_two(app, typed, sentence):
    with app.test_request_context():
        form = Counted(MultiDict({"count": typed}))
        assert not form.validate() and form.count.errors == [sentence] and form.count._value() == typed


def test_prefixed_forms_of_one_kind_have_their_own_names(app):
    with app.test_request_context():
        assert Everything().name.name == "name"
        assert Everything(prefix="to").name.name == "to-name"
        assert Everything().name.name == "name"


def test_labels_are_in_the_language_of_each_reader(app):
    with app.test_request_context():
        seen = []
        for language in ("en", "zh-CN", "en"):
            i18n.speak(language)
            seen.append(str(Everything().name.label.text))
    assert seen[0] == seen[2] == "Full name" and seen[1] != seen[0]
