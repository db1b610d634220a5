"""What a card says, from what was counted."""

from datetime import date

import pytest

from storefront.trust import rules
from storefront.trust.rules import Counts, Span

OPENED = date(2026, 1, 5)


def card(**counts) -> rules.Card:
    return rules.card(Counts(**counts), "individual", date(2026, 2, 1), OPENED)


def test_fewer_than_ten_orders_are_a_new_shop_and_no_rate():
    nine = card(completed=9, refunded=3, shipped=9, ship_seconds=9 * 3600, answered=1, answer_seconds=60)
    assert nine.new
    assert (nine.completed, nine.refunded, nine.ship, nine.answer) == (0, 0, None, None)


def test_what_went_wrong_is_said_of_a_new_shop_too():
    assert card(completed=1, lost=1, unfulfilled=2).lost == 1
    assert card(completed=1, lost=1, unfulfilled=2).unfulfilled == 2


def test_the_tenth_order_makes_a_card():
    ten = card(completed=10, refunded=1, shipped=10, ship_seconds=10 * 5 * 3600, answered=2, answer_seconds=2 * 90 * 60)
    assert not ten.new
    assert (ten.completed, ten.refunded) == (10, 1)
    assert (ten.ship, ten.answer) == (Span(5, "hour"), Span(2, "hour"))


@pytest.mark.parametrize(
    ("seconds", "count", "shown"),
    [
        (0, 0, None),
        (0, 1, Span(0, "hour")),
        (3599, 1, Span(0, "hour")),
        (3600, 1, Span(1, "hour")),
        (3601, 1, Span(2, "hour")),
        (48 * 3600, 1, Span(48, "hour")),
        (48 * 3600 + 1, 1, Span(3, "day")),
        (10 * 86400, 4, Span(3, "day")),
    ],
)
def test_lengths_of_time_are_rounded_up(seconds, count, shown):
    assert rules.span(seconds, count) == shown


def test_what_is_frozen_thaws_to_the_same_card():
    counts = Counts(completed=12, refunded=2, shipped=11, ship_seconds=99999, answered=3, answer_seconds=555, lost=1)
    kept = rules.frozen(counts, "trader", date(2026, 3, 1), OPENED)
    assert rules.thawed(kept) == rules.card(counts, "trader", date(2026, 3, 1), OPENED)


def test_an_identity_that_was_taken_back_has_no_date():
    kept = rules.frozen(Counts(), "none", date(2026, 3, 1), OPENED)
    assert "level_on" not in kept
    assert rules.thawed(kept).level_on is None
