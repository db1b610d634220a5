"""Fees: a share, a fixed sum, never more than the money; and a refund returns the same part of the fee."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront import ledger
from storefront.kit.money import Money

minors = st.integers(0, 10**8)
rules = st.builds(ledger.FeeRule, st.integers(0, 10_000), st.integers(0, 5_000))


@pytest.mark.parametrize(
    ("total", "rule", "fee"),
    [
        (11800, ledger.FREE, 0),
        (11800, ledger.FeeRule(200), 236),
        (11825, ledger.FeeRule(250), 296),  # 295.625 rounds half up
        (11800, ledger.FeeRule(0, 30), 30),
        (11800, ledger.FeeRule(200, 30), 266),
        (20, ledger.FeeRule(0, 30), 20),  # never more than the money
        (0, ledger.FeeRule(200, 30), 0),
        (100, ledger.FeeRule(10_000), 100),
    ],
)
def test_a_fee_is_a_share_and_a_sum(total, rule, fee):
    assert ledger.fee(Money(total, "CNY"), rule) == Money(fee, "CNY")


@given(total=minors, rule=rules)
def test_a_fee_is_between_nothing_and_the_money(total, rule):
    assert 0 <= ledger.fee(Money(total, "CNY"), rule).minor <= total


@given(released=st.integers(1, 10**6), rule=rules, cuts=st.lists(st.integers(0, 10**6), max_size=8))
def test_small_refunds_return_as_much_of_the_fee_as_one_large_one(released, rule, cuts):
    taken, back, before = ledger.fee(Money(released, "CNY"), rule), 0, 0
    for edge in sorted({min(cut, released) for cut in cuts} | {released}):
        step = ledger.fee_back(taken, Money(released, "CNY"), Money(before, "CNY"), Money(edge - before, "CNY"))
        assert step.minor >= 0
        back, before = back + step.minor, edge
    assert back == taken.minor


def test_nothing_released_returns_no_fee():
    assert ledger.fee_back(Money(5, "CNY"), Money(0, "CNY"), Money(0, "CNY"), Money(3, "CNY")).minor == 0


def test_a_rule_says_itself_in_words():
    assert ledger.FREE.words("CNY") == "No fee"
    assert ledger.FeeRule(250).words("CNY") == "2.5%"
    assert ledger.FeeRule(200, 30).words("CNY") == "2% + ¥0.30"


@pytest.mark.parametrize("wrong", [(-1, 0), (10_001, 0), (0, -1)])
def test_a_rule_that_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError):
        ledger.FeeRule(*wrong)


def test_a_frozen_rule_is_read_back():
    assert ledger.FeeRule.from_dict(ledger.FeeRule(200, 30).as_dict()) == ledger.FeeRule(200, 30)
    assert ledger.FeeRule.from_dict(None) == ledger.FREE
