"""Who may do what, until when, and how money is divided: plain values in, plain values out."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront.aftersales import rules
from storefront.kit.errors import Changed, Refused
from storefront.kit.money import Money

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
YUAN = Money(12800, "CNY")


def test_a_deadline_is_over_at_its_very_moment():
    assert rules.in_time(NOW + SECOND, NOW)
    assert not rules.in_time(NOW, NOW)
    assert not rules.in_time(NOW - SECOND, NOW)
    assert not rules.in_time(None, NOW)
    with pytest.raises(Changed):
        rules.refuse_late(NOW, NOW)


@given(st.integers(1, 10**11), st.integers(0, 100))
def test_a_share_and_the_rest_are_the_whole(minor, per_cent):
    stake = Money(minor, "CNY")
    share = rules.share_of(stake, per_cent)
    assert 0 <= share.minor <= minor
    assert share + (stake - share) == stake
    assert (share.minor == 0) == (per_cent == 0)


def test_sixty_to_forty():
    assert rules.share_of(YUAN, 60) == Money(7680, "CNY")
    assert rules.share_of(Money(1, "JPY"), 25) == Money(1, "JPY")
    with pytest.raises(ValueError):
        rules.share_of(YUAN, 101)


def test_a_change_of_mind_only_as_long_as_the_shop_takes_things_back():
    assert "changed_mind" in rules.reasons(7, None, NOW)
    assert "changed_mind" in rules.reasons(7, NOW - timedelta(days=7) + SECOND, NOW)
    assert "changed_mind" not in rules.reasons(7, NOW - timedelta(days=7), NOW)
    assert "changed_mind" not in rules.reasons(0, None, NOW)


@pytest.mark.parametrize(
    ("state", "sent", "completed", "stake", "fine"),
    [
        ("pending", False, None, YUAN, False),
        ("cancelled", False, None, YUAN, False),
        ("confirmed", False, None, YUAN, False),  # simply cancel
        ("confirmed", True, None, YUAN, True),
        ("shipped", True, None, YUAN, True),
        ("completed", True, NOW - timedelta(days=14) + SECOND, YUAN, True),
        ("completed", True, NOW - timedelta(days=14), YUAN, False),
        ("shipped", True, None, Money(0, "CNY"), False),
    ],
)
def test_when_something_can_be_asked(state, sent, completed, stake, fine):
    assert (rules.why_not_open(state, sent, completed, stake, NOW) is None) is fine


def test_the_likeliest_wish_comes_first():
    assert rules.WANTED["never_came"][0] == "money"
    assert rules.WANTED["not_as_described"][0] == "back"
    assert rules.WANTED["changed_mind"] == ("back",)


@pytest.mark.parametrize(
    ("decision", "award", "asked", "want", "lost"),
    [
        ("refund", 12800, 12800, "money", ("seller",)),
        ("nothing", 0, 12800, "money", ("buyer",)),
        ("split", 7680, 12800, "money", ("buyer", "seller")),
        ("split", 7680, 6400, "part", ("seller",)),
        ("back", 12800, 12800, "back", ("seller",)),
        ("back", 12800, 12800, "money", ("buyer", "seller")),
    ],
)
def test_who_lost_a_decision(decision, award, asked, want, lost):
    assert rules.losers(decision, Money(award, "CNY"), Money(asked, "CNY"), want) == lost


def test_the_market_is_asked_after_one_answer_and_once():
    assert not rules.may_escalate("buyer", "open", answered=False, decided=False, appealed=False)
    assert rules.may_escalate("buyer", "open", answered=True, decided=False, appealed=False)
    assert rules.may_escalate("seller", "declined", answered=True, decided=False, appealed=False)
    assert not rules.may_escalate("buyer", "returning", answered=True, decided=True, appealed=False)
    assert rules.may_escalate("seller", "sent_back", answered=True, decided=True, appealed=False)
    assert not rules.may_escalate("buyer", "sent_back", answered=True, decided=True, appealed=False)
    assert not rules.may_escalate("seller", "sent_back", answered=True, decided=True, appealed=True)
    assert not rules.may_escalate("buyer", "escalated", answered=True, decided=False, appealed=False)
    assert not rules.may_escalate("buyer", "closed", answered=True, decided=False, appealed=False)


def test_what_a_wish_comes_to():
    assert rules.asked("money", YUAN, None) == YUAN
    assert rules.asked("part", YUAN, Money(1, "CNY")) == Money(1, "CNY")
    for part in (None, Money(0, "CNY"), Money(12801, "CNY")):
        with pytest.raises(Refused) as no:
            rules.asked("part", YUAN, part)
        assert no.value.field == "amount"


def test_what_a_decision_gives():
    assert rules.award("refund", YUAN, None) == YUAN == rules.award("back", YUAN, None)
    assert rules.award("nothing", YUAN, None).minor == 0
    assert rules.award("split", YUAN, Money(7680, "CNY")).minor == 7680
    for part in (None, Money(0, "CNY"), Money(12801, "CNY")):
        with pytest.raises(Refused):
            rules.award("split", YUAN, part)
