"""Amounts as people type them: read as they were meant, or refused; never a thousandth or a thousandfold of it by a guess."""

import pytest

from storefront.kit import money
from storefront.kit.money import Money


@pytest.mark.parametrize(
    "text, currency, minor",
    [
        ("128", "CNY", 12800), ("1,280.50", "CNY", 128050), ("1.280,50", "EUR", 128050), ("12,5", "EUR", 1250), ("¥ 99", "CNY", 9900),
        ("1'280.50", "CHF", 128050), ("1,280", "CNY", 128000), ("１２８．５０", "CNY", 12850), ("0.10", "EUR", 10), ("5.00 €", "EUR", 500),
        ("1,280", "JPY", 1280), ("1.280", "JPY", 1280), ("100.000", "VND", 100000), ("1.000.000", "VND", 1000000), ("1.000", "KRW", 1000),
        ("100.000", "IDR", 10000000), ("1.250.000", "IDR", 125000000), ("12.500", "KWD", 12500), ("12,500", "KWD", 12500),
        ("5.0", "JPY", 5), ("5.00", "JPY", 5),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_it_was_meant(text, currency, minor):
    assert money.parse(text, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    "text, currency, reason",
    [
        ("1.000", "EUR", "decimals"), ("1.280", "CNY", "decimals"), ("1.234", "CNY", "decimals"), ("12.345", "EUR", "decimals"),
        ("128.5", "JPY", "decimals"), ("1.2345", "KWD", "decimals"), ("", "CNY", "empty"), ("¥", "CNY", "empty"), ("-5", "CNY", "negative"),
        ("1e3", "CNY", "format"), ("1,2,3", "CNY", "format"), ("1.00.000", "EUR", "format"),
        ("999999999999", "CNY", "large"),
    ],
)  # fmt: skip
def test_what_could_be_meant_otherwise_is_refused_with_its_reason(text, currency, reason):
    with pytest.raises(money.BadAmount) as no:
        money.parse(text, currency)
    assert no.value.reason == reason


@pytest.mark.parametrize("currency", ["CNY", "EUR", "JPY", "VND", "IDR", "KWD"])
@pytest.mark.parametrize("minor", [0, 1, 99, 100, 1000, 100000, 128050, 12345678])
def test_what_a_form_shows_is_read_back_as_the_same_amount(currency, minor):
    """A price that was saved stands in its field, and is saved again unchanged."""
    amount = Money(minor, currency)
    assert money.parse(amount.plain(), currency) == amount


def test_yuan_and_yen_are_told_from_each_other():
    """In a market of yuan ¥1,280 of a shop in Kyoto would be read as twenty times as much."""
    try:
        shown = {}
        for home in ("JPY", "EUR", "CNY"):
            money.configure(home)
            shown[home] = Money(1280, "JPY").display("en"), Money(12800, "CNY").display("zh-CN")
        assert shown == {"CNY": ("JP¥1,280", "¥128.00"), "EUR": ("JP¥1,280", "¥128.00"), "JPY": ("¥1,280", "CN¥128.00")}
        assert money.parse("JP¥1,280", "JPY") == Money(1280, "JPY")
    finally:
        money.configure("CNY")


@pytest.mark.parametrize("weights", [[1, 1, 1], [25, 75], [0, 1, 0], [3, 2, 1, 1], [10**9, 1]])
@pytest.mark.parametrize("minor", [0, 1, 2, 100, 101, -101, 99999])
def test_parts_add_up_to_the_whole(minor, weights):
    parts = Money(minor, "EUR").split(weights)
    assert sum(part.minor for part in parts) == minor
    assert all(
        abs(part.minor * sum(weights) - minor * weight) < sum(weights) for part, weight in zip(parts, weights, strict=True)
    )
