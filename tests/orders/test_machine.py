"""Every pair of state and verb of an order, also those that are not in the table."""

import pytest

from storefront import shipping
from storefront.kit import events
from storefront.kit.errors import Changed
from storefront.orders import ORDER, Order


@pytest.mark.parametrize("state", ORDER.states)
@pytest.mark.parametrize("verb", ORDER.verbs)
def test_only_what_the_table_says(world, state, verb):
    order = world.placed()
    timeline_before = len(events.timeline(f"order:{order.id}"))
    Order.update(state=state).where(Order.id == order.id).execute()
    order = world.again(order)
    try:
        if (state, verb) in ORDER.table:
            ORDER.change(order, verb)
            assert order.state == ORDER.table[state, verb] == world.again(order).state
            assert len(events.timeline(f"order:{order.id}")) == timeline_before + 1
        else:
            with pytest.raises(Changed):
                ORDER.change(order, verb)
            assert world.again(order).state == state
            assert len(events.timeline(f"order:{order.id}")) == timeline_before
    finally:  # the books are not what this test is about
        events.Event.delete().where(
            events.Event.subject == f"order:{order.id}",
            events.Event.id > 0,
            events.Event.after.is_null(False),
            events.Event.kind != "orders.Placed",
        ).execute()
        Order.update(state="pending").where(Order.id == order.id).execute()


def test_a_change_that_somebody_made_first_is_refused(world):
    order = world.paid()
    stale = world.again(order)
    shipping.ship(order)
    with pytest.raises(Changed):
        ORDER.change(stale, "ship")


def test_the_terminal_states_absorb():
    assert ORDER.terminal == ()  # a cancelled order can be revived by late money, a completed one reopened for ten seconds
    assert {state for state, _verb in ORDER.table} == set(ORDER.states)


def test_the_drawing_shows_every_arrow():
    assert ORDER.drawing().count("-->") == len(ORDER.table) + 1
