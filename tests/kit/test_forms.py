"""Forms are made quickly: their fields once, their inputs by our own hand. Nothing of that may show."""

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import FileField
from wtforms.meta import DefaultMeta
from wtforms.widgets import FileInput

from storefront.kit import i18n
from storefront.kit.forms import AtMost, Base, BooleanField, HiddenField, OnceField, Required, StringField, TextAreaField
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
