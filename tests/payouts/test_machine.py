"""Every pair of state and verb, also those that are not in the tables."""

import pytest

from storefront.payouts import BATCH, WITHDRAWAL
from tests.support.machines import every_verb

COLUMNS = {
    "hold": {"held_until": "now"}, "send": {"sent_at": "now", "in_file": True}, "arrive": {"sent_at": "now", "in_file": True},
    "bounce": {"bounced_at": "now"}, "keep": {"amount_minor": 0},
}  # fmt: skip


def beside(row, state: str, now) -> dict:
    """What the table's checks want beside a state."""
    out = state in ("sent", "done")
    return {
        "batch": None if state in ("asked", "held", "cancelled") else row.batch_id, "held_until": now, "sent_at": now if out else None,
        "in_file": out, "amount_minor": row.asked_minor,
    }  # fmt: skip


def given(row, verb: str, now) -> dict:
    """What comes with a verb."""
    columns = {name: now if value == "now" else value for name, value in COLUMNS.get(verb, {}).items()}
    return columns | ({"batch": row.batch_id} if verb in ("batch", "bounce", "send", "arrive") else {})


@pytest.mark.tampers
@pytest.mark.parametrize("state", WITHDRAWAL.states)
def test_a_withdrawal_does_only_what_the_table_says(rich, state):
    row, now = rich.batched(), rich.clock.now()
    every_verb(WITHDRAWAL, row, state, lambda at: beside(row, at, now), lambda verb: given(row, verb, now))


@pytest.mark.tampers
@pytest.mark.parametrize("state", BATCH.states)
def test_a_batch_does_only_what_the_table_says(rich, state):
    every_verb(BATCH, rich.batched().batch, state)


@pytest.mark.parametrize("machine", [WITHDRAWAL, BATCH], ids=lambda machine: machine.noun)
def test_everything_can_end(machine):
    reach = set(machine.terminal)
    for _ in machine.states:
        reach |= {state for (state, _verb), after in machine.table.items() if after in reach}
    assert reach == set(machine.states)
    assert machine.drawing().count("-->") == len(machine.table) + 1
