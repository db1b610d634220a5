"""What every rail promises, checked for each of them; and that a drawn code is read back."""

import re

import pytest
import qrcode
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from qrcode.constants import ERROR_CORRECT_M

from storefront.payments import rails
from storefront.payments.rails import RailError

VALUES = {
    "epc": ("EUR", {"name": "Mei Lin", "iban": "DE71110220330123456789"}),
    "pix": ("BRL", {"key": "mei@example.com", "name": "Mei Gonçalves", "city": "São Paulo"}),
    "promptpay": ("THB", {"target": "0801234567", "name": "เหมย"}),
    "paynow": ("SGD", {"proxy": "91234567", "name": "Mei"}),
    "vietqr": ("VND", {"bank": "970436", "account": "0123456789", "name": "MEI"}),
    "upi": ("INR", {"address": "mei@okicici", "name": "Mei"}),
    "own": ("CNY", {"code": (
        "00020101021129300012D156000000000510A93FO3230Q31280012D15600000001030812345678520441115802CN5914BEST TRANSPORT"
        "6007BEIJING64200002ZH0104最佳运输0202北京53031566304B988")}),
}  # fmt: skip


@pytest.fixture(params=[rail.key for rail in rails.all()])
def rail(request):
    return rails.get(request.param)


def test_every_rail_has_an_example_here():
    assert set(VALUES) == {rail.key for rail in rails.all()}


def test_it_names_itself_and_its_fields(rail):
    assert re.fullmatch(r"[a-z]+", rail.key) and str(rail.name) and rail.fields
    assert all(len(country) == 2 for country in rail.countries) and all(len(currency) == 3 for currency in rail.currencies)
    for field in rail.fields:
        assert re.fullmatch(r"[a-z]+", field.name) and str(field.label)


def test_good_values_pass_and_cleaning_them_twice_changes_nothing(rail):
    _currency, values = VALUES[rail.key]
    assert rail.validate(values) == {}
    once = rail.clean(values)
    assert rail.clean(once) == once and rail.validate(once) == {} and set(once) == {field.name for field in rail.fields}


def test_nothing_typed_is_one_sentence_per_required_field(rail):
    problems = rail.validate({})
    assert set(problems) == {field.name for field in rail.fields if field.required}
    assert set(problems.values()) == {"Please fill this in."}


@pytest.mark.parametrize("minor", [0, -1, -(10**9)])
def test_nothing_and_less_than_nothing_cannot_be_asked_for(rail, minor):
    currency, values = VALUES[rail.key]
    for ask in (rail.payload, rail.copyable):
        with pytest.raises(RailError, match="more than nothing"):
            ask(values, minor, currency, "K7Q2")


def test_money_is_whole_units(rail):
    currency, values = VALUES[rail.key]
    with pytest.raises(TypeError):
        rail.payload(values, 1.5, currency, "K7Q2")


def test_another_currency_is_refused_with_its_name(rail):
    _currency, values = VALUES[rail.key]
    with pytest.raises(RailError, match="XPF") as refusal:
        rail.payload(values, 100, "XPF", "K7Q2")
    assert refusal.value.sentence.endswith(".")


def test_wrong_values_are_refused_and_name_their_field(rail):
    currency, _values = VALUES[rail.key]
    with pytest.raises(RailError) as refusal:
        rail.payload({}, 100, currency, "K7Q2")
    assert refusal.value.field in {field.name for field in rail.fields}


def test_what_is_typed_by_hand_has_labels_amount_and_message(rail):
    currency, values = VALUES[rail.key]
    rows = rail.copyable(values, 123400, currency, "K7Q2")
    assert [label for label, _value in rows[-2:]] == ["Amount", "Message"] and rows[-1][1] == "K7Q2"
    assert all(isinstance(label, str) and label and value for label, value in rows) and len(rows) >= 3


def test_a_drawn_code_is_read_back_to_the_letter(rail):
    currency, values = VALUES[rail.key]
    text = rail.payload(values, 123400, currency, "MEI-1042")
    drawing = qrcode.QRCode(error_correction=ERROR_CORRECT_M, box_size=4, border=4)
    drawing.add_data(text)
    drawing.make(fit=True)
    read = zxingcpp.read_barcodes(drawing.make_image().convert("L"))
    assert [found.text for found in read] == [text]
    assert rail.key != "epc" or (drawing.version <= 13 and rail.error_correction == "M")


@pytest.mark.parametrize("key", sorted(VALUES))
@given(data=st.data())
@settings(max_examples=60)
def test_no_input_makes_it_raise_anything_but_a_refusal(key, data):
    rail, (currency, good) = rails.get(key), VALUES[key]
    values = {field.name: data.draw(st.one_of(st.text(max_size=40), st.just(good.get(field.name, "")))) for field in rail.fields}
    problems = rail.validate(values)
    assert set(problems) <= {field.name for field in rail.fields} and all(problems.values())
    rail.carries_amount(values), rail.carries_reference(values)
    try:
        text = rail.payload(values, data.draw(st.integers(-10, 10**12)), currency, data.draw(st.text(max_size=200)))
    except RailError as refusal:
        assert refusal.sentence
    else:
        assert text and not problems and len(text.encode()) < 700


def test_the_rails_of_the_country_come_first_and_the_own_code_is_always_there():
    assert [rail.key for rail in rails.available("THB", "TH")] == ["promptpay", "own"]
    assert [rail.key for rail in rails.available("EUR", "DE")] == ["epc", "own"]
    assert [rail.key for rail in rails.available("MYR")] == ["own"]


def test_a_rail_is_found_by_its_key():
    assert rails.find("pix") is rails.get("pix") and rails.find("gold") is None
    with pytest.raises(KeyError):
        rails.get("gold")
