"""Phone numbers: read as written, explained when wrong, hidden where others see them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront.kit import phones
from storefront.kit.i18n import gettext as _


@pytest.mark.parametrize(
    "text, country, e164",
    [
        ("13800138000", "CN", "+8613800138000"),
        ("138 0013 8000", "CN", "+8613800138000"),
        ("138-0013-8000", "CN", "+8613800138000"),
        ("+86 138 0013 8000", "CN", "+8613800138000"),
        ("8613800138000", "CN", "+8613800138000"),
        ("008613800138000", "CN", "+8613800138000"),
        ("+86 138 0013 8000", "DE", "+8613800138000"),
        ("（+86）138－0013－8000", "CN", "+8613800138000"),
        ("１３８００１３８０００", "CN", "+8613800138000"),
        ("\u202a138 0013 8000\u202c", "CN", "+8613800138000"),
        ("19912345678", "CN", "+8619912345678"),
        ("0571-8888 8888", "CN", "+8657188888888"),
        ("07400 123456", "GB", "+447400123456"),
        ("+44 (0)7400 123456", "GB", "+447400123456"),
        ("(212) 555-0123", "US", "+12125550123"),
        ("0151 23456789", "DE", "+4915123456789"),
        ("06 12 34 56 78", "FR", "+33612345678"),
        ("(11) 98765-4321", "BR", "+5511987654321"),
        ("98765 43210", "IN", "+919876543210"),
        ("098765 43210", "IN", "+919876543210"),
        ("081-234-5678", "TH", "+66812345678"),
        ("๐๘๑๒๓๔๕๖๗๘", "TH", "+66812345678"),
        ("9123 4567", "SG", "+6591234567"),
        ("138001380000", "CN", None),
        ("1380013800", "CN", None),
        ("12345678901", "CN", None),
        ("400-820-8820", "CN", None),
        ("95588", "CN", None),
        ("", "CN", None),
        ("mei", "CN", None),
        ("13800138000 mei", "CN", None),
        ("0800 123 4567", "GB", None),
        ("13800138000", "ZZ", None),
        ("+", "CN", None),
        ("²³⁴", "CN", None),
    ],
)
def test_a_number_is_read_as_people_write_it(text, country, e164):
    assert phones.parse(text, country) == e164
    assert (phones.problem(text, country) is None) == (e164 is not None)


@pytest.mark.parametrize(
    "text, country, sentence",
    [
        ("1380013800", "CN", "One digit is missing. Mobile numbers have 11."),
        ("138 0013 80", "CN", "2 digits are missing. Mobile numbers have 11."),
        ("+86 138 0013 800", "CN", "One digit is missing. Mobile numbers have 11."),
        ("138001380001", "CN", "There is one digit too many. Mobile numbers have 11."),
        ("1380013800012", "CN", "There are 2 digits too many. Mobile numbers have 11."),
        ("12345678901", "CN", "No mobile number begins with 12. Check the first digits."),
        ("0571-888888", "CN", "This number does not exist. Check it once more."),
        ("07700 90012", "GB", "One digit is missing. Mobile numbers have 11."),
        ("7700 90012", "GB", "One digit is missing. Mobile numbers have 11."),
        ("9123 456", "SG", "One digit is missing. Mobile numbers have 8."),
        ("98765 4321", "IN", "One digit is missing. Mobile numbers have 10."),
        ("98765-4321", "BR", "2 digits are missing. Mobile numbers have 11."),
        ("212 555 012", "US", "One digit is missing. Mobile numbers have 10."),
        ("123", "DE", "This number does not exist. Check it once more."),
        ("+49 1", "DE", "This number does not exist. Check it once more."),
        ("", "CN", "Write a mobile number."),
        ("  ", "CN", "Write a mobile number."),
        ("call me", "CN", "A phone number has only digits."),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(text, country, sentence):
    assert phones.problem(text, country) == sentence


@pytest.mark.parametrize(
    "e164, shown",
    [
        ("+8613800138000", "138····8000"),
        ("+447400123456", "074····3456"),
        ("+12125550123", "212····0123"),
        ("+6591234567", "91····67"),
        ("+5511987654321", "119····4321"),
        ("nonsense", "····"),
    ],
)
def test_a_masked_number_is_known_to_its_owner_alone(e164, shown):
    assert phones.mask(e164) == shown


def test_a_number_is_shown_grouped_and_with_its_country_abroad():
    assert phones.display("+8613800138000", "CN") == "138 0013 8000"
    assert phones.display("+8613800138000", "DE") == "+86 138 0013 8000"
    assert phones.display("+447400123456", "GB") == "07400 123456"
    assert phones.display("+447400123456") == "+44 7400 123456"
    assert phones.display("nonsense", "CN") == "nonsense"


def test_which_numbers_can_get_a_text_message():
    assert phones.is_mobile("+8613800138000") and phones.is_mobile("+447400123456") and phones.is_mobile("+12125550123")
    assert not phones.is_mobile("+8657188888888") and not phones.is_mobile("nonsense")
    assert phones.country_of("+6591234567") == "SG" and phones.country_of("nonsense") is None


@given(st.text(max_size=80), st.sampled_from(["CN", "GB", "DE", "BR", "US", "ZZ", ""]))
def test_no_text_makes_it_raise(text, country):
    e164 = phones.parse(text, country)
    sentence = phones.problem(text, country)
    assert (e164 is None) == bool(sentence)
    if e164:
        assert phones.parse(e164, "FR") == e164
        assert phones.display(e164, country) and phones.mask(e164)


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_a_mask_never_holds_the_whole_number(number):
    masked = phones.mask(f"+86{number}")
    assert number not in masked and masked.startswith(number[:3]) and masked.endswith(number[-4:])


def test_the_sentence_about_a_missing_digit_is_a_plural_message():
    assert _("Write a mobile number.") == "Write a mobile number."
    assert phones.problem("138001380", "CN").startswith("2 digits are missing")
