"""Plans: each changes what holds at its moment, stays whatever is published before it, and can be called off."""

from dataclasses import replace
from datetime import timedelta

import pytest

from storefront import policies
from storefront.kit.errors import Changed, Refused
from storefront.policies import Banner, Cap, Fee, audit
from tests.policies.test_actions import stop

DAY = timedelta(days=1)
NO_CAPS = dict.fromkeys(policies.LEVELS)


def plans() -> list[tuple[int, int]]:
    """(days until receipt confirms itself, minutes that goods are kept) of every plan, in order."""
    return [(found.confirm_days, found.hold_minutes) for found in map(policies.version, policies.planned())]


def test_a_later_plan_does_not_undo_an_earlier_one(set, clock):
    now = stop(clock)
    set(now + DAY, confirm_days=9)
    set(now + 2 * DAY, hold_minutes=15)
    assert plans() == [(9, 30), (9, 15)]
    clock.advance(DAY)
    assert (policies.current().confirm_days, policies.current().hold_minutes) == (9, 30)
    clock.advance(DAY)
    assert (policies.current().confirm_days, policies.current().hold_minutes) == (9, 15)
    policies.forget()
    assert (policies.current().confirm_days, policies.current().hold_minutes) == (9, 15)


def test_what_is_published_for_before_a_plan_stays_when_the_plan_begins(set, clock):
    now = stop(clock)
    set(now + 2 * DAY, confirm_days=9)
    set(hold_minutes=15)
    set(now + DAY, answer_hours=24)
    assert policies.current().hold_minutes == 15 and policies.current().confirm_days == 7
    assert [row.effective_at for row in policies.planned()] == [now + DAY, now + 2 * DAY]
    clock.advance(2 * DAY)
    found = policies.current()
    assert (found.confirm_days, found.hold_minutes, found.answer_hours) == (9, 15, 24)
    assert audit.problems() == []


def test_of_one_thing_each_plan_has_its_own_moment(set, clock):
    now = stop(clock)
    set(now + 3 * DAY, confirm_days=10)
    set(now + 2 * DAY, confirm_days=11)
    set(confirm_days=8)
    held = []
    for _day in range(4):
        held.append(policies.current().confirm_days)
        clock.advance(DAY)
    assert held == [8, 8, 11, 10]


def test_two_for_the_same_moment_are_refused(set, clock):
    now = stop(clock)
    row = set(now + DAY, confirm_days=9)
    with pytest.raises(Refused, match=f"Version {row.id} is planned for this moment already") as refusal:
        set(now + DAY, hold_minutes=15)
    assert refusal.value.field == "effective" and plans() == [(9, 30)]


def test_a_plan_that_would_change_nothing_of_what_holds_then_is_refused(set, operator, clock):
    now = stop(clock)
    set(now + DAY, confirm_days=9)
    with pytest.raises(Refused, match="changes nothing"):
        set(now + 2 * DAY, confirm_days=9)
    back = replace(policies.held_at(now + 2 * DAY), confirm_days=7)  # written where the page shows what holds then
    policies.publish(back, operator, now + 2 * DAY, made_from=policies.held_at(now + 2 * DAY))
    assert plans() == [(9, 30), (7, 30)]


@pytest.mark.parametrize("place, left", [(0, [(7, 15), (7, 20)]), (1, [(9, 30), (9, 20)]), (2, [(9, 30), (9, 15)])])
def test_each_can_be_called_off_and_the_others_stay(set, operator, clock, place, left):
    now = stop(clock)
    for days, change in enumerate(({"confirm_days": 9}, {"hold_minutes": 15}, {"hold_minutes": 20}), 1):
        set(now + days * DAY, **change)
    before = policies.planned()
    row = policies.call_off(before[place].id, operator)
    assert (row.calls_off_id, row.published_by_id) == (before[place].id, operator.id)
    assert plans() == left and (policies.current().confirm_days, policies.current().hold_minutes) == (7, 30)
    kept = [each for each in before if each.id != before[place].id]
    assert [(each.effective_at, each.carries_id) for each in policies.planned()] == [
        (each.effective_at, each.id) for each in kept
    ]
    clock.advance(4 * DAY)
    assert (policies.current().confirm_days, policies.current().hold_minutes) == left[-1] and audit.problems() == []


def test_what_is_no_plan_any_more_is_not_called_off(set, operator, clock):
    now = stop(clock)
    row = set(now + DAY, confirm_days=9)
    policies.call_off(row.id, operator)
    for number in (row.id, row.id + 1, 99, 0):
        with pytest.raises(Changed, match="not planned any more"):
            policies.call_off(number, operator)
    assert policies.current().confirm_days == 7 and policies.planned() == []


def test_a_plan_that_does_not_fit_what_is_new_before_it_is_named(set, clock):
    now = stop(clock)
    row = set(now + DAY, banned_words=tuple(f"word {number}" for number in range(300)))
    with pytest.raises(Refused, match=f"Together with version {row.id}, which is planned: At most 500 lines") as refusal:
        set(banned_words=tuple(f"other {number}" for number in range(300)))
    assert refusal.value.field == "banned_words" and policies.current().banned_words == ()


def test_every_plan_says_what_it_changes_of_what_holds_before_it(set, clock):
    now = stop(clock)
    set(now + 2 * DAY, confirm_days=9)
    set(hold_minutes=15)
    told = [(row.id, policies.differences(former, policies.version(row))) for row, former in policies.history()]
    assert told == [(3, [("confirm_days", 7, 9)]), (2, [("hold_minutes", 30, 15)]), (1, [("confirm_days", 7, 9)])]


CARRIED = [
    ({"banned_words": ("b",)}, {"banned_words": ("a", "b")}, {"banned_words": ("b", "c")}, {"banned_words": ("b", "c")}),
    ({"banned_words": ("a", "new")}, {"banned_words": ("a", "b")}, {"banned_words": ("b", "c")}, {"banned_words": ("new", "c")}),
    ({"shop_fees": {1: Fee(100), 2: Fee(5)}}, {"shop_fees": {1: Fee(100)}}, {"shop_fees": {3: Fee(7)}}, {"shop_fees": {2: Fee(5), 3: Fee(7)}}),
    ({"caps": NO_CAPS | {"none": Cap(1, 1)}}, {"caps": NO_CAPS}, {"caps": NO_CAPS | {"trader": Cap(9, 9)}}, {"caps": NO_CAPS | {"none": Cap(1, 1), "trader": Cap(9, 9)}}),
    ({"closed_days": ("2027-03-01",)}, {"closed_days": ()}, {"closed_days": ("2027-01-01",)}, {"closed_days": ("2027-01-01", "2027-03-01")}),
    ({"fee": Fee(5)}, {"fee": Fee(1)}, {"fee": Fee(2)}, {"fee": Fee(2)}),
    ({"fee": Fee(5)}, {"fee": Fee(1)}, {"fee": Fee(1)}, {"fee": Fee(5)}),
    ({"banners": (Banner({"en": "A"}), Banner({"en": "N"}))}, {"banners": (Banner({"en": "A"}),)}, {"banners": (Banner({"en": "B"}),)}, {"banners": (Banner({"en": "N"}), Banner({"en": "B"}))}),
]  # fmt: skip


@pytest.mark.parametrize("onto, before, after, wanted", CARRIED)
def test_what_one_version_changes_is_changed_of_another_and_nothing_else(onto, before, after, wanted):
    base = policies.Policies(caps=NO_CAPS)
    found = policies.carried(replace(base, confirm_days=20, **onto), replace(base, **before), replace(base, **after))
    assert found == replace(base, confirm_days=20, **wanted)
