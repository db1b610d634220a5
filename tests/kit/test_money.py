"""Amounts as people type them: read as they were meant, or refused; never a thousandth or a thousandfold of it by a guess."""

import pytest

from storefront.kit import money
from storefront.kit.money import Money
from storefront.shops.terms import CURRENCIES


@pytest.mark.parametrize(
    "text, currency, minor",
    [
        ("128", "CNY", 12800), ("1,280.50", "CNY", 128050), ("1.280,50", "EUR", 128050), ("12,5", "EUR", 1250), ("¥ 99", "CNY", 9900),
        ("1'280.50", "CHF", 128050), ("1,280", "CNY", 128000), ("１２８．５０", "CNY", 12850), ("0.10", "EUR", 10), ("5.00 €", "EUR", 500),
        ("1,280", "JPY", 1280), ("1.280", "JPY", 1280), ("100.000", "VND", 100000), ("1.000.000", "VND", 1000000), ("1.000", "KRW", 1000),
        ("100.000", "IDR", 10000000), ("1.250.000", "IDR", 125000000), ("12.500", "KWD", 12500), ("0,500", "KWD", 500),
        ("12,500.000", "KWD", 12500000), ("12,5", "KWD", 12500), ("5.0", "JPY", 5), ("5.00", "JPY", 5), ("1,00,000", "INR", 10000000),
        ("1,00,000.50", "INR", 10000050), ("₹12,34,56,789", "INR", 12345678900), ("1,000,000", "INR", 100000000), ("1,00", "INR", 100),
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
        ("12,500", "KWD", "decimals"), ("1,280", "BHD", "decimals"), ("1,00,000", "EUR", "format"), ("1.00.000", "INR", "format"),
        ("1,00,000,000", "INR", "format"), ("100,00,000", "INR", "format"), ("1,00,00", "INR", "format"),
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


@pytest.mark.parametrize(
    "minor, english, chinese",
    [
        (99900, "₹999", "₹999"), (100000, "₹1,000", "₹1,000"), (9999900, "₹99,999", "₹99,999"), (10000000, "₹1,00,000", "₹100,000"),
        (1234567890, "₹1,23,45,678.90", "₹12,345,678.90"), (-10000000, "−₹1,00,000", "−₹100,000"), (0, "₹0", "₹0"),
        (10**11, "₹1,00,00,00,000", "₹1,000,000,000"), (100000500, "₹10,00,005", "₹1,000,005"),
    ],
)  # fmt: skip
def test_rupees_are_grouped_as_their_readers_group_them(minor, english, chinese):
    amount = Money(minor, "INR")
    assert (amount.short("en"), amount.short("zh-CN")) == (english, chinese)
    if minor > 0:
        assert money.parse(amount.display("en"), "INR") == amount
        assert money.parse(amount.display("zh-CN"), "INR") == amount


@pytest.mark.parametrize("currency", ["KWD", "BHD", "OMR"])
def test_a_shop_may_sell_in_a_currency_with_three_decimals(currency):
    assert currency in CURRENCIES
    amount = Money(1234567, currency)
    assert (amount.plain(), amount.display("en")) == ("1234.567", f"{currency}\xa01,234.567")
    assert money.parse(amount.display("en"), currency) == money.parse(amount.display("zh-CN"), currency) == amount


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
