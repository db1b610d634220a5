"""Questions that are always the same: built once, and on PostgreSQL asked many at a time. Used as `db.asked` and `db.at_once`."""

import threading
from contextlib import contextmanager
from datetime import datetime
from functools import cache


def _db():
    from storefront.kit import db  # it imports this file

    return db


_asked: dict[tuple, tuple[str, list]] = {}


def asked(build, *about) -> list[tuple]:
    """The rows of a query that never changes: `build(*about)` makes it once, its SQL is kept. Building costs more than asking, and the
    oracle asks some sixty of them. `build` is a function of a module and closes over nothing; `about` can be hashed."""
    key = (build, about, _db().on_sqlite())
    if key not in _asked:
        _asked[key] = build(*about).sql()
    ahead = getattr(_ahead, "answers", None)
    if ahead is not None:
        if key in ahead:
            return ahead.pop(key)
        if not any(type(each) in (int, float, datetime) for each in about):  # those are other questions each time
            _together.add(key)
    return _db().database.execute_sql(*_asked[key]).fetchall()


_ahead = threading.local()
_together: set[tuple] = set()


@contextmanager
def at_once():
    """For the block, which only reads: what `asked` was asked in such a block before comes in one round trip. On PostgreSQL most of a
    small question is the way there and back, and the oracle asks some hundred and sixty; SQLite has no way to go."""
    _ahead.answers = {} if _db().on_sqlite() else _ask_together()
    try:
        yield
    finally:
        _ahead.answers = None


def _ask_together() -> dict[tuple, list[tuple]]:
    from psycopg import RawCursor  # here: SQLite has no need of it

    connection, known = _db().database.connection(), [key for key in _together if not key[2]]
    with connection.pipeline():
        waiting = {key: RawCursor(connection).execute(*_numbered(key)) for key in known}
    return {key: cursor.fetchall() for key, cursor in waiting.items()}


@cache
def _numbered(key: tuple) -> tuple[str, list | None]:
    """A question with PostgreSQL's own numbered places: the driver makes them anew each time from the others, and keeps but 128."""
    sql, values = _asked[key]
    head, *rest = sql.split("%s")
    sql = head + "".join(f"${number}{text}" for number, text in enumerate(rest, 1))
    return sql.replace("%%", "%"), values or None
