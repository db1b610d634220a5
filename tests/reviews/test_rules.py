"""Who may write, until when, and what counts."""

from datetime import UTC, datetime, timedelta

import pytest

from storefront.catalog import rating
from storefront.kit.errors import Refused
from storefront.reviews import rules

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize("state", ["pending", "waiting", "confirmed", "shipped", "cancelled"])
def test_only_a_completed_order_is_reviewed(state):
    assert rules.why_not_write(state, NOW, NOW, NOW)


def test_what_never_arrived_is_not_reviewed():
    assert rules.why_not_write("completed", None, NOW, NOW)


def test_there_are_ninety_days_to_review():
    assert rules.why_not_write("completed", NOW, NOW, NOW + 90 * DAY - timedelta(seconds=1)) is None
    assert rules.why_not_write("completed", NOW, NOW, NOW + 90 * DAY)


def test_a_review_can_be_changed_for_a_day_and_until_the_shop_answers():
    until = NOW + DAY
    assert rules.why_not_edit(until, False, False, NOW) is None
    assert rules.why_not_edit(until, False, False, until)
    assert rules.why_not_edit(until, True, False, NOW)
    assert rules.why_not_edit(until, False, True, NOW)


@pytest.mark.parametrize(
    ("state", "stars", "refunded", "in_average"),
    [
        ("shown", 5, False, True),
        ("shown", 1, False, True),
        ("hidden", 5, False, False),
        ("hidden", 1, True, False),
        ("shown", 5, True, False),
        ("shown", 4, True, False),
        ("shown", 3, True, True),
        ("shown", 1, True, True),
    ],
)
def test_a_refund_buys_no_criticism_away_and_no_praise(state, stars, refunded, in_average):
    assert rules.counts(state, stars, refunded) is in_average


@pytest.mark.parametrize("stars", [None, 0, 6, -1])
def test_stars_are_from_one_to_five(stars):
    with pytest.raises(Refused) as no:
        rules.check(stars, "")
    assert no.value.field == "stars"


def test_words_have_an_end():
    rules.check(5, "x" * rules.LONGEST)
    with pytest.raises(Refused) as no:
        rules.check(5, "x" * (rules.LONGEST + 1))
    assert no.value.field == "words"


@pytest.mark.parametrize(
    ("stars", "reviews", "shown"), [(0, 0, ""), (5, 1, "5.0"), (49, 10, "4.9"), (499, 100, "4.9"), (13, 3, "4.3"), (14, 3, "4.7")]
)
def test_an_average_is_never_five_while_somebody_gave_less(stars, reviews, shown):
    assert rating(stars, reviews) == shown
