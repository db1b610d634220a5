"""What weighs how much, how long everybody has, and which words the market does not want."""

from datetime import UTC, datetime, timedelta

import pytest

from storefront.moderation import rules, words

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_more_people_heavier_reasons_and_unchecked_shops_are_riskier():
    assert rules.risk(3, "copy", False) > rules.risk(1, "copy", False)
    assert rules.risk(1, "danger", False) > rules.risk(1, "spam", False)
    assert rules.risk(1, "copy", True) > rules.risk(1, "copy", False)


def test_a_crowd_cannot_push_without_end():
    assert rules.risk(10, "spam", False) == rules.risk(10_000, "spam", False)


def test_the_riskier_the_sooner_somebody_has_to_look():
    waits = [rules.look_by(NOW, at_stake) - NOW for at_stake in (7, 20, 40)]
    assert waits == [timedelta(days=7), timedelta(days=3), timedelta(days=1)]
    assert rules.look_by(NOW - timedelta(days=6, hours=1), 7) < rules.look_by(NOW, 40)  # what is old comes first all the same


def test_the_heavier_reason_stays():
    assert rules.heavier("spam", "fraud") == "fraud" == rules.heavier("fraud", "spam")
    assert rules.heavier("danger", "fraud") == "danger"


@pytest.mark.parametrize(
    ("state", "appealed", "days", "may"),
    [
        ("in_force", False, 179, True), ("in_force", False, 180, False), ("in_force", True, 1, False), ("appealed", True, 1, False),
        ("upheld", True, 1, False), ("lifted", False, 1, False), ("expired", False, 1, False),
    ],
)  # fmt: skip
def test_an_appeal_is_possible_once_in_force_and_in_time(state, appealed, days, may):
    assert rules.may_appeal(state, appealed, NOW + rules.APPEAL_WITHIN, NOW + timedelta(days=days)) == may


def test_every_reason_every_rule_and_every_ending_has_words():
    assert set(words.REASONS) == set(rules.REASONS)
    assert set(words.RULES) == set(rules.RULES) and set(words._WHY) == set(rules.RULES)
    assert set(words.ENDINGS) == set(rules.ENDINGS)
    for offered in (rules.OF_SHOPS, rules.OF_GOODS, rules.OF_WORDS):
        assert set(offered) <= set(rules.RULES) and offered[-1] == "other"
    assert "“Mug”" in words.draft_reason("copy", "Mug")


LINES = ("Dunhuang Fake", "仿品", "crème brûlée", "gun", "replica?", "高仿？", "  ", "?")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A DUNHUANG  fake, cheap", ("Dunhuang Fake", False)),
        ("这是仿品，便宜", ("仿品", False)),
        ("仿 品", ("仿品", False)),
        ("creme brulee set", ("crème brûlée", False)),
        ("ＧＵＮ", ("gun", False)),
        ("water gun!", ("gun", False)),
        ("Has it begun?", None),
        ("gunpowder tea", None),
        ("Replica of a vase", ("replica", True)),
        ("replica of a gun", ("gun", False)),  # what is refused comes before what is looked at
        ("高仿青花", ("高仿", True)),
        ("Sunday mug", None),
        ("", None),
    ],
)
def test_words_are_found_folded_and_whole(text, found):
    assert rules.banned(text, LINES) == found


def test_without_lines_nothing_is_found():
    assert rules.banned("gun", ()) is None
