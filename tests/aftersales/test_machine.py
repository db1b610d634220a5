"""Every pair of state and verb of a case, also those that are not in the table."""

from functools import partial

import pytest

from storefront.aftersales import CASE, OPEN
from storefront.kit.errors import Changed
from tests.aftersales.conftest import again
from tests.support.machines import every_verb


@pytest.mark.tampers  # states are set by hand here
@pytest.mark.parametrize("state", CASE.states)
def test_only_what_the_table_says(quarrel, state):
    every_verb(CASE, quarrel.opened(), state)


def test_a_change_that_somebody_made_first_is_refused(quarrel):
    case = quarrel.opened()
    stale = again(case)
    CASE.change(case, "offer", offered_minor=1)
    with pytest.raises(Changed):
        CASE.change(stale, "decline")


def test_closed_absorbs_and_everything_else_can_end():
    assert CASE.terminal == ("closed",)
    assert set(OPEN) == set(CASE.states) - {"closed"}
    reach = {"closed"}
    for _ in CASE.states:
        reach |= {state for (state, _verb), after in CASE.table.items() if after in reach}
    assert reach == set(CASE.states)


def test_every_open_state_has_a_deadline(quarrel, operator):
    """Nothing waits for ever: in each state some column says until when."""
    stories = {
        "open": ("answer_by", quarrel.opened), "offered": ("reply_by", quarrel.offered), "declined": ("reply_by", quarrel.declined),
        "returning": ("return_by", quarrel.returning), "sent_back": ("answer_by", quarrel.sent_back), "replacing": ("answer_by", quarrel.replacing),
        "escalated": ("decide_by", quarrel.escalated), "decided": ("appeal_by", partial(quarrel.decided, operator)),
        "appealed": ("decide_by", partial(quarrel.appealed, operator)),
    }  # fmt: skip
    stories = {"withdrawn": ("answer_by", quarrel.contract_withdrawn), **stories}  # before an address is known
    bowl = quarrel.world.mei.bowl  # there are as many as anybody wants
    for state, (column, story) in stories.items():
        case = again(story(items=[(bowl, 1)]))
        assert case.state == state
        assert getattr(case, column) > quarrel.clock.now()
    assert set(stories) | {"accepted"} == set(OPEN)


def test_the_drawing_shows_every_arrow():
    assert CASE.drawing().count("-->") == len(CASE.table) + 1
