"""Every pair of state and verb of a check, also those that are not in the table."""

import pytest

from storefront import verification
from storefront.verification import CHECK, OPEN, Check
from tests.support.machines import every_verb
from tests.verification.conftest import again


@pytest.mark.tampers  # states are set by hand here
@pytest.mark.parametrize("state", CHECK.states)
def test_only_what_the_table_says(identity, state):
    check = identity.begun()
    Check.update(rule="of_age", decided_by=identity.operator.id).where(Check.id == check.id).execute()
    every_verb(CHECK, check, state)


def test_every_open_state_has_a_deadline(identity):
    """Nothing waits for ever: in each state some column says until when."""
    stories = {
        "asked": ("send_by", identity.begun),
        "in_review": ("decide_by", identity.sent),
        "asked_again": ("send_by", identity.asked_again),
    }
    stories["appealed"] = ("decide_by", identity.appealed)
    for state, (column, story) in stories.items():
        check = again(story())
        assert check.state == state
        assert getattr(check, column) > identity.clock.now()
        if state != "appealed":
            verification.withdraw(check)
    assert set(stories) == set(OPEN)


def test_what_nothing_leaves_is_the_end():
    assert set(CHECK.terminal) == {"ended", "superseded", "upheld"}
    assert CHECK.drawing().count("-->") == len(CHECK.table) + 1
