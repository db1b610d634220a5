"""Every pair of state and verb of a report and of a measure, also those that are not in the tables."""

import pytest

from storefront.kit.errors import Changed
from storefront.moderation import IN_FORCE, MEASURE, REPORT
from tests.support.factories import again
from tests.support.machines import every_verb


def _columns(model_state: str, other, now) -> dict:
    """What the constraints want beside a state."""
    ended = model_state in ("lifted", "expired")
    answered = model_state in ("upheld",)
    return {
        "ended_at": now if ended else None, "decided_by": other.id if answered else None,
        "appealed_at": now if model_state in ("appealed", "upheld") else None, "answer_by": now if model_state == "appealed" else None,
    }  # fmt: skip


@pytest.mark.tampers  # states are set by hand here
@pytest.mark.parametrize("state", MEASURE.states)
def test_a_measure_does_only_what_the_table_says(desk, clock, state):
    measure, now = desk.taken(), clock.now()

    def columns(at):
        return _columns(at, desk.other, now)

    every_verb(MEASURE, measure, state, columns, lambda verb: columns(MEASURE.table.get((state, verb), state)))


@pytest.mark.tampers
@pytest.mark.parametrize("state", REPORT.states)
def test_a_report_does_only_what_the_table_says(desk, clock, state):
    report, measure = desk.told(), desk.taken(desk.item("jar"))

    def columns(state):
        return {"decided_at": None if state == "open" else clock.now(), "measure": measure.id if state == "acted" else None}

    every_verb(REPORT, report, state, columns, lambda verb: columns(REPORT.table.get((state, verb), state)))


def test_a_measure_that_somebody_changed_first_is_refused(desk):
    measure = desk.taken()
    stale = again(measure)
    MEASURE.change(measure, "appeal", appealed_at=measure.taken_at, answer_by=measure.appeal_by)
    with pytest.raises(Changed):
        MEASURE.change(stale, "lift", ended_at=measure.taken_at)


def test_what_is_over_stays_over():
    assert set(MEASURE.terminal) == {"lifted", "expired"} and set(IN_FORCE) == {"in_force", "appealed", "upheld"}
    assert set(REPORT.terminal) == {"dismissed", "acted"}
    for machine in (MEASURE, REPORT):
        assert machine.drawing().count("-->") == len(machine.table) + 1
