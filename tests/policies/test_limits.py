"""A limit of the two-person rule does not rise for whoever raised it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from storefront import accounts, policies

DAY = timedelta(days=1)


@pytest.fixture
def people(database):
    """Two operators."""
    return [accounts.make_operator(f"+861350013500{number}") for number in (1, 2)]


@pytest.fixture
def limit(people):
    """`limit()`: what it is for each of them."""
    return lambda: tuple(policies.limit_of(policies.current(), "suspense_minor", person) for person in people)


def publish(person, at=None, **changes):
    return policies.publish(replace(policies.current(), **changes), person, at)


def test_without_a_publication_it_is_the_setting_for_everybody(limit):
    assert limit() == (policies.defaults().suspense_minor,) * 2


def test_who_raises_it_keeps_the_former_one(people, limit):
    first = policies.defaults().suspense_minor
    publish(people[0], suspense_minor=first + 100)
    assert limit() == (first, first + 100)
    publish(people[0], suspense_minor=first + 900)  # in two steps, too
    assert limit() == (first, first + 900)
    publish(people[1], confirm_days=9)  # about something else: still anna's limit
    assert limit() == (first, first + 900)
    publish(people[1], suspense_minor=first + 500)
    assert limit() == (first + 500, first + 500)
    publish(people[1], suspense_minor=first + 2000)
    assert limit() == (first + 2000, first + 500)


def test_who_lowers_it_has_the_lower_one(people, limit):
    first = policies.defaults().suspense_minor
    publish(people[0], suspense_minor=first - 100)
    assert limit() == (first - 100, first - 100)


def test_the_command_line_sets_it_for_everybody(limit):
    first = policies.defaults().suspense_minor
    publish(None, suspense_minor=first + 100)
    assert limit() == (first + 100, first + 100)


def test_a_plan_is_of_whoever_planned_it_also_where_it_was_carried_on(people, limit, clock):
    first = policies.defaults().suspense_minor
    plan = publish(people[0], clock.now() + DAY, suspense_minor=first + 100)
    publish(people[1], confirm_days=9)
    carried = policies.planned()[0]
    assert (carried.carries_id, carried.published_by_id) == (plan.id, people[1].id)
    assert limit() == (first, first)
    clock.advance(2 * DAY)
    policies.forget()
    assert limit() == (first, first + 100)
