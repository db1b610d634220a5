"""State machines: the table beside the column, and the only way to change it.

A change is a compare-and-swap UPDATE that also writes the timeline: zero rows mean that someone was faster. `problems` proves I9 from
the two: what the rows say is where their timelines end, and every step of a timeline was allowed.
"""

from functools import cache

from peewee import JOIN, Node, Value, fn

from storefront.kit import db, events
from storefront.kit.errors import Changed
from storefront.kit.events import Event
from storefront.kit.i18n import gettext as _
from storefront.kit.prepared import prepared


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

    def check_sql(self, *made: str) -> str:
        """The CHECK constraint for the state column; `made` are the same states in the order in which a migration wrote them down, where a
        later verb has changed it."""
        if made and set(made) != set(self.states):
            raise ValueError(f"{self.noun}: {made} are not its states")
        return "state IN ({})".format(", ".join(f"'{state}'" for state in made or self.states))

    def sources(self, verb: str) -> tuple[str, ...]:
        """The states from which `verb` may happen."""
        return tuple(state for state, name in self.table if name == verb)

    def may(self, row, verb: str) -> bool:
        """Whether `verb` is possible in the state that `row` carries."""
        return (row.state, verb) in self.table

    def change(self, row, verb: str, event=None, *, sentence: str | None = None, note: dict | None = None, **columns):
        """Do `verb` on `row`: move its state and `columns` in one guarded UPDATE, and write the timeline.

        `event` is the event to announce (default: the fact "noun.verb"). Returns the row, updated in memory.
        Raises Changed (409) with `sentence` where the table has no such pair or someone was faster.
        """
        before = row.state
        after = self.table.get((before, verb))
        if after is None:
            raise Changed(
                sentence or _("This is no longer possible: it has changed meanwhile. Have a look at how it stands now.")
            )
        model = type(row)
        with db.transaction():
            if _moved(model, row._pk, before, {"state": after, **columns}) != 1:
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


def _moved(model: type[db.Base], number, before: str, columns: dict) -> int:
    """How many rows stood there and do not any more: 1 or 0."""
    if any(isinstance(value, (Node, list, tuple)) for value in columns.values()):  # an expression is part of the question
        return _guarded(model, number, before, columns).execute()
    return _move(model, tuple(columns))(number, before, *columns.values())


@cache
def _move(model: type[db.Base], names: tuple[str, ...]):
    """The UPDATE of these columns, built once."""
    return prepared(lambda number, before, *values: _guarded(model, number, before, dict(zip(names, values, strict=True))))


def _guarded(model, number, before, columns: dict):
    return model.update(**columns).where(model._meta.primary_key == number, model.state == before)


# --- proving -----------------------------------------------------------------------------------------------------------------


def problems(machine: Machine, model: type[db.Base], announced: bool = True) -> list[str]:
    """I9 for one noun, as sentences that name the thing; each question asks for differences only.

    `announced` says whether its beginning is an event with a state; where it is not, a timeline begins at the first change.
    """
    about = (machine, model, announced)
    return [
        *(f"I9 {subject}: {before} → {after} is not in the table" for subject, before, after in db.asked(_undeclared, *about)),
        *(f"I9 {subject}: left {before}, but stood at {stood}" for subject, before, stood in db.asked(_jumps, *about)),
        *(
            f"I9 {machine.noun} {number}: is {state}, its timeline ends at {ended}"
            for number, state, ended in db.asked(_ends, *about)
        ),
        *(f"I9 {subject}: has a timeline, but is not there" for (subject,) in db.asked(_gone, *about)),
    ]


def _steps(machine):
    return Event.subject.startswith(f"{machine.noun}:") & Event.after.is_null(False)


def _undeclared(machine, _model, _announced):
    allowed = {f"{before}>{after}" for (before, _verb), after in machine.table.items()}
    step = Event.before.concat(">").concat(Event.after)
    rows = Event.select(Event.subject, Event.before, Event.after)
    return rows.where(_steps(machine), Event.before.is_null(False), step.not_in(sorted(allowed)))


def _jumps(machine, _model, announced):
    """Every step begins where the one before it ended."""
    stood = fn.LAG(Event.after).over(partition_by=[Event.subject], order_by=[Event.id])
    walked = Event.select(Event.subject, Event.before, stood.alias("stood")).where(_steps(machine)).alias("walked")
    begins = fn.COALESCE(walked.c.stood, "" if announced else machine.initial)
    rows = Event.select(walked.c.subject, walked.c.before, walked.c.stood).from_(walked)
    return rows.where(fn.COALESCE(walked.c.before, "") != begins)


def _ends(machine, model, announced):
    """The column stands where the timeline ended."""
    last = Event.select(Event.subject, fn.MAX(Event.id).alias("id")).where(_steps(machine)).group_by(Event.subject).alias("last")
    end = Event.alias()
    rows = _all(model, model._meta.primary_key, model.state, end.after)
    rows = rows.join(last, JOIN.LEFT_OUTER, on=(last.c.subject == _subject(machine, model)))
    rows = rows.join(end, JOIN.LEFT_OUTER, on=(end.id == last.c.id))
    return rows.where(fn.COALESCE(end.after, "" if announced else machine.initial) != model.state)


def _gone(machine, model, _announced):
    """Nothing that has a timeline disappears."""
    rows = Event.select(Event.subject).where(_steps(machine)).distinct()
    return db.absent(rows, Event.subject, _all(model, _subject(machine, model)))


def _subject(machine, model):
    return Value(f"{machine.noun}:").concat(model._meta.primary_key.cast("TEXT"))


def _all(model, *columns):
    return model.across_shops(*columns) if issubclass(model, db.ShopOwned) else model.select(*columns)
