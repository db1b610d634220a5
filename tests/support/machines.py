"""Machines: what the table says happens, once, and stands in the timeline; everything else is refused and leaves no trace."""

import pytest

from storefront.kit import events
from storefront.kit.errors import Changed
from storefront.kit.machine import Machine


def every_verb(machine: Machine, row, state: str, beside=lambda state: {}, given=lambda verb: {}) -> None:
    """Try every verb on a row that was put into `state` by hand.

    `beside(state)` are the columns that the table's checks want beside a state, `given(verb)` those that come with a verb.
    """
    model, subject = type(row), f"{machine.noun}:{row.id}"
    read = getattr(model, "across_shops", model.select)

    def again():
        return read().where(model.id == row.id).get()

    for verb in machine.verbs:
        model.update(state=state, **beside(state)).where(model.id == row.id).execute()
        one, before, after = again(), len(events.timeline(subject)), machine.table.get((state, verb))
        if after is None:
            with pytest.raises(Changed):
                machine.change(one, verb, **given(verb))
        else:
            assert machine.change(one, verb, **given(verb)).state == after, (state, verb)
        assert again().state == (after or state), (state, verb)
        assert len(events.timeline(subject)) == before + (after is not None), (state, verb)
