"""Every pair of state and verb, also those that are not in the tables."""

import pytest

from storefront.kit import events
from storefront.kit.errors import Changed
from storefront.payouts import BATCH, WITHDRAWAL, Batch, Withdrawal

COLUMNS = {
    "hold": {"held_until": "now"}, "send": {"sent_at": "now", "in_file": True}, "arrive": {"sent_at": "now", "in_file": True},
    "bounce": {"bounced_at": "now"}, "keep": {"amount_minor": 0},
}  # fmt: skip


def put(row, state: str, now) -> None:
    """Set a state by hand, with what the table's checks want beside it."""
    batch = None if state in ("asked", "held", "cancelled") else row.batch_id
    out = state in ("sent", "done")
    columns = {
        "batch": batch,
        "held_until": now,
        "sent_at": now if out else None,
        "in_file": out,
        "amount_minor": row.asked_minor,
    }
    Withdrawal.update(state=state, **columns).where(Withdrawal.id == row.id).execute()


@pytest.mark.tampers
@pytest.mark.parametrize("state", WITHDRAWAL.states)
def test_a_withdrawal_does_only_what_the_table_says(rich, state):
    row, now = rich.batched(), rich.clock.now()
    for verb in WITHDRAWAL.verbs:
        put(row, state, now)
        one, before = rich.again(row), len(events.timeline(f"withdrawal:{row.id}"))
        columns = {name: now if value == "now" else value for name, value in COLUMNS.get(verb, {}).items()}
        if verb in ("batch", "bounce", "send", "arrive"):
            columns["batch"] = row.batch_id
        if (state, verb) in WITHDRAWAL.table:
            WITHDRAWAL.change(one, verb, **columns)
            assert rich.again(row).state == WITHDRAWAL.table[state, verb]
            assert len(events.timeline(f"withdrawal:{row.id}")) == before + 1
        else:
            with pytest.raises(Changed):
                WITHDRAWAL.change(one, verb, **columns)
            assert rich.again(row).state == state


@pytest.mark.tampers
@pytest.mark.parametrize("state", BATCH.states)
def test_a_batch_does_only_what_the_table_says(rich, state):
    batch = rich.batched().batch
    for verb in BATCH.verbs:
        Batch.update(state=state).where(Batch.id == batch.id).execute()
        one = Batch.get_by_id(batch.id)
        if (state, verb) in BATCH.table:
            BATCH.change(one, verb)
            assert Batch.get_by_id(batch.id).state == BATCH.table[state, verb]
        else:
            with pytest.raises(Changed):
                BATCH.change(one, verb)
            assert Batch.get_by_id(batch.id).state == state


@pytest.mark.parametrize("machine", [WITHDRAWAL, BATCH], ids=lambda machine: machine.noun)
def test_everything_can_end(machine):
    reach = set(machine.terminal)
    for _ in machine.states:
        reach |= {state for (state, _verb), after in machine.table.items() if after in reach}
    assert reach == set(machine.states)
    assert machine.drawing().count("-->") == len(machine.table) + 1
