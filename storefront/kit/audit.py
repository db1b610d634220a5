"""The seal over everything that happened: a hash chain through the event table.

`seal(n) = sha256(seal(n-1), row n)`, in the order of ids. Whoever edits, deletes, swaps or slips in a row breaks the chain at that
place; whoever recomputes the whole chain behind it cannot change a seal that was kept elsewhere: `python app.py anchor` prints the
last one, `python app.py check --anchor …` finds it again or says that history was rewritten.

A row is sealed after its commit, by the worker, once a second. Ids are given when a row is written and seen when it commits, so
a lower id may appear after a higher one; only ids below which nothing can appear any more are sealed (`_decided`). On SQLite
there is one writer at a time, so every committed row is decided. On PostgreSQL a transaction that may still bring a lower id
holds a lock on the table from before it drew the id until its end: when everybody who held one at the moment we looked is gone, every
id up to the newest of that moment is decided. Several processes may seal: one at a time does, the others come back later.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import peewee

from storefront.kit import clock, db, events, ids
from storefront.kit.events import Event

BATCH = 500
EVERY = 1.0  # seconds
MOST_NAMED = 20
_FIRST = "0" * 64
_LOCK = 7240552  # of PostgreSQL's advisory locks; migrations have the one before
_COLUMNS = '"id", "at", "kind", "subject", "shop_id", "actor", "network", "before", "after", "data"'


class ChainEnd(db.Base):
    """Up to where events are sealed: one row."""

    id = peewee.IntegerField(primary_key=True, constraints=[peewee.Check("id = 1")])
    event_id = peewee.BigIntegerField()
    seal = peewee.CharField(64)
    at = db.UTCDateTimeField()

    class Meta:
        table_name = "event_chain_end"


# --- sealing -----------------------------------------------------------------------------------------------------------------

_sealed_at = -EVERY
_fence: tuple[int, frozenset[str]] | None = None  # the newest id when we last looked, and who was writing then


def seal_due(limit: int = BATCH) -> int:
    """Outbox of the worker: seal what is decided, at most once a second unless there is more. Returns how many rows were sealed."""
    global _sealed_at
    now = ids.monotonic()
    if now - _sealed_at < EVERY:
        return 0
    sealed = seal_some(limit)
    if sealed < limit:
        _sealed_at = now
    return sealed


def seal_all() -> int:
    """Seal everything that is decided now; returns how many rows were sealed."""
    total = 0
    while sealed := seal_some():
        total += sealed
    return total


def seal_some(limit: int = BATCH) -> int:
    """Seal the next rows, at most `limit`; 0 where there is nothing to do or another process is at it."""
    newest = db.asked(_newest)[0][0] or 0
    if newest <= next((number for number, _seal in db.asked(_end)), 0):
        return 0
    decided = _decided(newest)
    return _seal_up_to(decided, limit) if decided else 0


def _decided(newest: int) -> int:
    """The highest id, at most `newest`, below which no row can appear any more; 0 where that is not known yet."""
    global _fence
    if db.on_sqlite():
        return newest
    writing = frozenset(vxid for (vxid,) in db.database.execute_sql(_WRITERS).fetchall())
    if not writing:
        _fence = None
        return newest
    if _fence is not None and _fence[0] <= newest and writing & _fence[1]:
        return 0  # somebody who wrote when we put up the fence still does
    passed = _fence[0] if _fence is not None and _fence[0] <= newest else 0
    _fence = (newest, writing)
    return passed


_WRITERS = """
    SELECT virtualtransaction FROM pg_locks
    WHERE locktype = 'relation' AND relation = 'event'::regclass AND mode = 'RowExclusiveLock' AND granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND pid <> pg_backend_pid()
"""


@db.verb
def _seal_up_to(decided: int, limit: int) -> int:
    if not db.on_sqlite() and not db.database.execute_sql(f"SELECT pg_try_advisory_xact_lock({_LOCK})").fetchone()[0]:
        return 0
    last, seal = next(iter(db.asked(_end)), (0, _FIRST))
    if not last and db.asked(_any_sealed):
        return 0  # somebody took the end away: sealing everything anew would hide what else they did
    sealed = []
    for row in _rows(_COLUMNS, last, decided, limit):
        last, seal = row[0], seal_of(seal, row)
        sealed.append((seal, last))
    if sealed:
        mark = db.database.param
        db.database.cursor().executemany(f'UPDATE "event" SET "seal" = {mark} WHERE "id" = {mark}', sealed)
        row = {"event_id": last, "seal": seal, "at": clock.now()}
        ChainEnd.insert(id=1, **row).on_conflict(conflict_target=[ChainEnd.id], update=row).execute()
    return len(sealed)


def _rows(columns: str, after: int, up_to: int, limit: int) -> list[tuple]:
    mark = db.database.param
    sql = f'SELECT {columns} FROM "event" WHERE "id" > {mark} AND "id" <= {mark} ORDER BY "id" LIMIT {limit:d}'
    return db.database.execute_sql(sql, (after, up_to)).fetchall()


def seal_of(previous: str, row: tuple) -> str:
    """The seal of a row (the values of its columns from id to data) that follows the seal `previous`: 64 hex digits, the same on
    both engines."""
    number, at, *rest = row
    at = at.isoformat(" ", "microseconds") if hasattr(at, "isoformat") else at
    return hashlib.sha256(json.dumps([previous, number, at, *rest], separators=(",", ":"), default=repr).encode()).hexdigest()


# --- proving -----------------------------------------------------------------------------------------------------------------


_proved: tuple[int, str] | None = None  # how far this process has verified the chain, and the seal there


def problems(since_last: bool = False) -> list[str]:
    """I10 for the oracle: seal what is decided, then verify all of it, or only what came since this process verified it last."""
    seal_all()
    return [*verify(since_last), *([] if since_last else events.words_problems())]


def verify(since_last: bool = False) -> list[str]:
    """Where the chain is broken, in order, as sentences; empty when it holds. The first is the place to look at.

    With `since_last`, rows that this process has found whole before are not read again: quick, and blind for whoever edits one of those
    since. `python app.py check` reads all of them.
    """
    global _proved
    end = next(iter(db.asked(_end)), None)
    if end is None:
        return ["I10 the end of the chain of events was deleted"] if db.asked(_any_sealed) else []
    last, seal = (_proved_here() if since_last else None) or (0, _FIRST)
    found, proved = _walked(last, seal, end)
    _proved = None if found else proved
    return found


def _walked(last: int, seal: str, end: tuple[int, str]) -> tuple[list[str], tuple[int, str]]:
    """What is broken behind (last, seal) up to `end`, and where the walk came to."""
    found: list[str] = []
    for *row, kept in _walk(last, end[0]):
        name = f"I10 event {row[0]} ({row[2]} of {row[3]})"
        if kept is None:
            found.append(f"{name} has no seal though later ones do: it was slipped in, or its seal was taken away")
        else:
            if kept != seal_of(seal, tuple(row)):
                found.append(f"{name} {_what_happened(last, row[0])}")
            seal = kept
        last = row[0]
        if len(found) >= MOST_NAMED:
            return found, (last, seal)
    if seal != end[1]:
        found.append(
            f"I10 the chain ends at event {last} and should end at event {end[0]}: the last ones were deleted or changed"
        )
    return found, (last, seal)


@dataclass(frozen=True)
class State:
    """How far events are sealed and, by this process, verified: numbers of events, 0 for none. `problem` names the first break."""

    sealed: int = 0
    sealed_at: datetime | None = None
    verified: int = 0
    problem: str = ""


def state(most: int = 5000) -> State:
    """Verify at most `most` events more than before, and say how it stands: a page that is looked at now and then comes to the end."""
    global _proved
    end = ChainEnd.get_or_none()
    if end is None:
        return State(problem=next(iter(verify()), ""))
    last, seal = _proved_here() or (0, _FIRST)
    problem, rows = "", _rows(f'{_COLUMNS}, "seal"', last, end.event_id, most)
    for *row, kept in rows:
        if kept is None or kept != seal_of(seal, tuple(row)):
            problem = f"I10 event {row[0]} ({row[2]} of {row[3]}) {_what_happened(last, row[0])}"
            break
        last, seal = row[0], kept
    if not problem and len(rows) < most and (last, seal) != (end.event_id, end.seal):
        problem = (
            f"I10 the chain ends at event {last} and should end at event {end.event_id}: the last ones were deleted or changed"
        )
    _proved = (last, seal) if last else None
    return State(end.event_id, end.at, last, problem)


def _proved_here() -> tuple[int, str] | None:
    """How far this chain was verified; None where the seal there is another one now: this is another chain, or it was rewritten."""
    if _proved is None:
        return None
    kept = _rows('"seal"', _proved[0] - 1, _proved[0], 1)
    return _proved if kept and kept[0][0] == _proved[1] else None


def _end():
    return ChainEnd.select(ChainEnd.event_id, ChainEnd.seal)


def _any_sealed():
    return Event.select(Event.id).where(Event.seal.is_null(False)).limit(1)


def _newest():
    return Event.select(peewee.fn.MAX(Event.id))


def _what_happened(before: int, number: int) -> str:
    if number > before + 1:
        between = f"event {before + 1}" if number == before + 2 else f"events {before + 1} to {number - 1}"
        return f"does not follow the seal before it: {between} deleted, or this one was changed or swapped"
    return "does not fit its seal: it was changed or swapped"


def _walk(last: int, up_to: int) -> Iterator[tuple]:
    while rows := _rows(f'{_COLUMNS}, "seal"', last, up_to, 5000):
        yield from rows
        last = rows[-1][0]


def anchor() -> str | None:
    """The last seal as "event:seal", to be kept outside of this database; None where nothing is sealed yet."""
    end = ChainEnd.get_or_none()
    return f"{end.event_id}:{end.seal}" if end else None


def holds(kept: str) -> list[str]:
    """Whether a seal that `anchor()` gave once is still in the chain (`verify` proves the rest): a sentence where it is not."""
    number, colon, seal = kept.strip().partition(":")
    if not (colon and number.isascii() and number.isdigit() and len(number) < 19):
        return ["I10 the anchor is not one: it looks like 1234:9f86d0…, as printed by `python app.py anchor`"]
    stored = Event.select(Event.seal).where(Event.id == int(number)).scalar()
    if stored is None or stored != seal.lower():
        return [f"I10 the seal kept outside for event {number} is not in the chain any more: events up to it were rewritten"]
    return []
