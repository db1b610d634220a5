"""F90: tax with and without prices that include it, rounded per line half up, by place and kind of goods."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront.invoices import rules
from storefront.invoices.rules import Rule

GERMAN = (Rule("DE", "standard", 19000), Rule("DE", "reduced", 7000), Rule("", "standard", 0))
NEW_YORK = (Rule("US", "standard", 8875, on_delivery=False),)

# (what, amount, rate, included, tax)
ROUNDED = [
    ("19 % in 119.00", 11900, 19000, True, 1900),
    ("19 % on 100.00", 10000, 19000, False, 1900),
    ("half a unit goes up, on top", 50, 1000, False, 1),  # 0.5
    ("less than half goes down", 49, 1000, False, 0),
    ("half a unit goes up, inside", 3, 20000, True, 1),  # 0.5
    ("7 % in 5.50", 550, 7000, True, 36),  # 35.98
    ("8.875 % on 12.34", 1234, 8875, False, 110),  # 109.5175
    ("nothing of nothing", 0, 19000, True, 0),
    ("no rate", 12800, 0, True, 0),
    ("all of it", 100, 100000, False, 100),
]


@pytest.mark.parametrize(("what", "amount", "rate", "included", "tax"), ROUNDED, ids=[row[0] for row in ROUNDED])
def test_one_amount(what, amount, rate, included, tax):
    assert rules.tax_of(amount, rate, included) == tax


# (what, rules, mode, lines, fee, discount, place, tax, total)
FIXTURES = [
    ("included, one rate", GERMAN, "included", [(11900, "standard")], 0, 0, "DE", 1900, 11900),
    (
        "included, two rates and delivery divided",
        GERMAN,
        "included",
        [(2140, "reduced"), (1190, "standard")],
        333,
        0,
        "DE",
        363,
        3663,
    ),
    ("added, one rate", GERMAN, "added", [(10000, "standard")], 0, 0, "DE", 1900, 11900),
    ("added, two rates and delivery divided", GERMAN, "added", [(2000, "reduced"), (1000, "standard")], 300, 0, "DE", 363, 3663),
    ("added, rounded line by line: 3 x 0.19 and not 0.57 of the sum", GERMAN, "added", [(3, "standard")] * 3, 0, 0, "DE", 3, 12),
    (
        "added, the discount comes off first",
        GERMAN,
        "added",
        [(10000, "standard"), (10000, "reduced")],
        0,
        5000,
        "DE",
        1950,
        16950,
    ),
    ("added, delivery untaxed there", NEW_YORK, "added", [(10000, "standard")], 1000, 0, "US", 888, 11888),
    ("abroad at nothing", GERMAN, "added", [(10000, "standard")], 500, 0, "JP", 0, 10500),
    ("goods not taxed", GERMAN, "included", [(10000, "zero")], 0, 0, "DE", 0, 10000),
    ("free goods, delivery at the highest rate", GERMAN, "included", [(0, "reduced"), (0, "standard")], 119, 0, "DE", 19, 119),
]


@pytest.mark.parametrize(
    ("what", "held", "mode", "lines", "fee", "off", "place", "tax", "total"), FIXTURES, ids=[row[0] for row in FIXTURES]
)
def test_the_listed_totals(what, held, mode, lines, fee, off, place, tax, total):
    quoted = rules.quote(held, mode, "EUR", lines, fee, place, place, off)
    assert quoted.minor == tax
    assert sum(amount for amount, _category in lines) + fee - off + quoted.added.minor == total
    assert sum(part.amount_minor for part in quoted.parts) == sum(amount for amount, _category in lines) + fee - off


def test_the_region_counts_before_the_country_before_everywhere():
    held = (Rule("", "standard", 1000), Rule("US", "standard", 2000), Rule("US-NY", "standard", 3000), Rule("US", "reduced", 500))
    assert [
        rules.rule_for(held, category, country, region).rate
        for category, country, region in (
            ("standard", "US", "US-NY"), ("standard", "US", "US-CA"), ("standard", "FR", "FR"), ("reduced", "US", "US"), ("reduced", "FR", "FR"), ("zero", "US", "US"),
        )
    ] == [3000, 2000, 1000, 500, 1000, 0]  # fmt: skip


def test_sums_by_rate_say_net_and_tax():
    quoted = rules.quote(GERMAN, "included", "EUR", [(2140, "reduced"), (1190, "standard")], 0, "DE", "DE")
    assert rules.sums(quoted.parts, "included") == [(19000, 1000, 190), (7000, 2000, 140)]


@given(
    st.lists(st.integers(0, 10**7), min_size=1, max_size=4), st.lists(st.integers(1, 10**6), min_size=1, max_size=8), st.data()
)
def test_refunds_in_any_parts_give_back_exactly_the_tax(taxes, parts, data):
    total = sum(parts) + data.draw(st.integers(0, 1000))
    charged = [(n, min(tax, total)) for n, tax in enumerate(taxes)]
    back, before = [0] * len(charged), 0
    for part in (*parts, *([total - sum(parts)] if total > sum(parts) else [])):
        step = [tax for _rate, tax in rules.tax_back(charged, total, before, part)]
        assert all(tax >= 0 for tax in step)
        back, before = [a + b for a, b in zip(back, step, strict=True)], before + part
    assert back == [tax for _rate, tax in charged]


@given(st.data())
def test_no_refund_carries_more_tax_than_money_whatever_went_back_before(data):
    """Pieces with their own tax, sums without a name, in any order: each credit note holds, and together they are exactly the tax."""
    draw = data.draw
    lines = [(rate, amount) for rate, amount in enumerate(draw(st.lists(st.integers(1, 400), min_size=1, max_size=4)))]
    charged = [(rate, draw(st.integers(0, amount // 2))) for rate, amount in lines]
    total = sum(amount for _rate, amount in lines)
    left, rest, named = list(charged), total, False
    while rest:
        minor = draw(st.integers(1, rest))
        own = draw(
            st.none()
            | st.dictionaries(st.sampled_from([rate for rate, _amount in lines]), st.integers(0, minor // 2), max_size=2)
        )
        named = named or own is not None
        if named:
            back = rules.tax_of_rest(left, rest, minor, own)
        else:
            back = rules.tax_in_proportion(charged, left, total, total - rest, minor)
        assert all(0 <= tax <= there for (_rate, tax), (_same, there) in zip(back, left, strict=True))
        assert sum(tax for _rate, tax in back) <= minor
        left = [(rate, there - tax) for (rate, there), (_same, tax) in zip(left, back, strict=True)]
        rest -= minor
    assert not any(tax for _rate, tax in left)


@pytest.mark.parametrize(
    ("typed", "rate"),
    [("19", 19000), ("8.875", 8875), ("8,5 %", 8500), ("0", 0), ("100", 100000), ("101", None), ("x", None), ("", None), ("1.2345", None), ("-3", None), ("²", None)],
)  # fmt: skip
def test_a_typed_rate(typed, rate):
    assert rules.read_rate(typed) == rate
    if rate is not None:
        assert rules.read_rate(rules.rate_words(rate)) == rate
