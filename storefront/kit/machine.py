"""State machines: the table beside the column, and the only way to change it.

A change is a compare-and-swap UPDATE that also writes the timeline: zero rows mean that someone was faster.
"""

from storefront.kit import db, events
from storefront.kit.errors import Changed
from storefront.kit.i18n import gettext as _


class Machine:
    """The states and verbs of one noun: `Machine("order", {("pending", "confirm"): "confirmed", …})`.

    The first state of the table is the initial one. A state that no pair starts from is terminal and absorbs.
    """

    def __init__(self, noun: str, table: dict[tuple[str, str], str]):
        self.noun, self.table = noun, table
        states = [state for (state, _verb) in table] + list(table.values())
        self.states = tuple(dict.fromkeys(states))
        self.verbs = tuple(dict.fromkeys(verb for _state, verb in table))
        self.initial = self.states[0]

    @property
    def terminal(self) -> tuple[str, ...]:
        """States that nothing leaves."""
        leaving = {state for state, _verb in self.table}
        return tuple(state for state in self.states if state not in leaving)

    def check_sql(self) -> str:
        """The CHECK constraint for the state column."""
        return "state IN ({})".format(", ".join(f"'{state}'" for state in self.states))

    def sources(self, verb: str) -> tuple[str, ...]:
        """The states from which `verb` may happen."""
        return tuple(state for state, name in self.table if name == verb)

    def may(self, row, verb: str) -> bool:
        """Whether `verb` is possible in the state that `row` carries."""
        return (row.state, verb) in self.table

    def change(self, row, verb: str, event=None, *, sentence: str | None = None, note: dict | None = None, **columns):
        """Do `verb` on `row`: move its state and `columns` in one guarded UPDATE, and write the timeline.

        `event` is the event dataclass to announce (default: the fact "noun.verb"). Returns the row, updated in memory.
        Raises Changed (409) with `sentence` where the table has no such pair or someone was faster.
        """
        before = row.state
        after = self.table.get((before, verb))
        if after is None:
            raise Changed(sentence or _("This is no longer possible: it has changed meanwhile. Have a look at how it stands now."))
        model = type(row)
        with db.transaction():
            moved = model.update(state=after, **columns).where(model._meta.primary_key == row._pk, model.state == before).execute()
            if moved != 1:
                raise Changed(sentence or _("Someone was faster. Have a look at how it stands now."))
            row.state = after
            for name, value in columns.items():
                if not hasattr(value, "op"):  # an expression such as count + 1 is known to the database only
                    setattr(row, name, value)
            row._dirty.clear()
            events.record(
                event if event is not None else f"{self.noun}.{verb}",
                subject=f"{self.noun}:{row._pk}",
                shop=getattr(row, "shop_id", None),
                before=before,
                after=after,
                verb=verb,
                **(note or {}),
            )
        return row

    def drawing(self) -> str:
        """The machine as Mermaid text, for the documentation."""
        lines = [f"    {state} --> {after}: {verb}" for (state, verb), after in self.table.items()]
        return "\n".join(["stateDiagram-v2", f"    [*] --> {self.initial}", *lines])
