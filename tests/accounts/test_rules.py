import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront.accounts import rules
from storefront.accounts.rules import Contact


@pytest.mark.parametrize(
    "typed, kind, value",
    [
        ("138 0013 8000", "phone", "+8613800138000"),
        ("１３８００１３８０００", "phone", "+8613800138000"),
        ("+49 1512 3456789", "phone", "+4915123456789"),
        ("Lin@Example.COM ", "email", "lin@example.com"),
        ("lin＠example.com", "email", "lin@example.com"),
        ("lin@bücher.example", "email", "lin@xn--bcher-kva.example"),
    ],
)
def test_a_contact_is_read_as_people_type_it(typed, kind, value):
    assert rules.read_contact(typed, "CN") == Contact(kind, value)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "12345",
        "lin@",
        "@example.com",
        "lin@localhost",
        "lin\r\nBcc: x@example.com",
        "a b@example.com",
        "l@e..com",
        "x" * 300 + "@example.com",
    ],
)
def test_what_is_no_contact_gets_a_sentence(typed):
    assert rules.read_contact(typed, "CN") is None
    assert rules.contact_problem(typed, "CN")


@given(st.text(max_size=80))
def test_reading_a_contact_never_raises(typed):
    contact = rules.read_contact(typed, "DE")
    assert contact is None or (contact.masked and "\n" not in contact.value)


def test_a_masked_contact_shows_its_owner_enough_and_others_too_little():
    assert Contact("phone", "+8613800138000").masked == "138····8000"
    assert Contact("email", "lin.zhou@example.com").masked == "l····@example.com"


def test_texts_go_only_where_the_market_allows_them():
    assert rules.allowed_prefix("+8613800138000", "")
    assert rules.allowed_prefix("+8613800138000", "+49, +86")
    assert not rules.allowed_prefix("+8813800138000", "+49,+86")


@pytest.mark.parametrize(
    "agent, name",
    [
        (
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Mobile Safari/537.36",
            "Chrome on Android",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18 Mobile Safari/604",
            "Safari on iPhone",
        ),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/120 Mobile MicroMessenger/8.0", "WeChat on Android"),
        ("", "A device"),
    ],
)
def test_a_device_has_a_name_its_owner_knows(agent, name):
    assert rules.device_name(agent) == name


@pytest.mark.parametrize(
    "role, wanted, answer",
    [("", "support", False), ("support", "support", True), ("support", "finance", False), ("finance", "finance", True), ("finance", "support", False), ("finance", "operator", False), ("operator", "finance", True)],
)  # fmt: skip
def test_who_may_what(role, wanted, answer):
    assert rules.may(role, wanted) is answer
