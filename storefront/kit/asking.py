"""Questions that are always the same: built once, and on PostgreSQL asked many at a time. Used as `db.asked` and `db.at_once`."""

import threading
from contextlib import contextmanager, nullcontext, suppress
from datetime import datetime
from functools import cache

from peewee import JOIN, PeeweeException

TOGETHER = 20  # questions in one statement


@cache
def _db():
    from storefront.kit import db  # it imports this file

    return db


_asked: dict[tuple, tuple[str, list]] = {}


def asked(build, *about) -> list[tuple]:
    """The rows of a query that never changes: `build(*about)` makes it once, its SQL is kept. Building costs more than asking, and the
    oracle asks some hundred and seventy of them. `build` is a function of a module and closes over nothing; `about` can be hashed."""
    key = (build, about, _db().on_sqlite())
    if key not in _asked:
        _asked[key] = _complete(*build(*about).sql()) if _always_the_same(about) else build(*about).sql()
    ahead = getattr(_ahead, "answers", None)
    if ahead is not None:
        if key in ahead:
            return ahead.pop(key)
        if _always_the_same(about) and not _asked[key][1]:
            _together[key] = True
    return _db().database.execute_sql(*_asked[key]).fetchall()


def absent(rows, value, among):
    """Those of `rows` whose `value` is not what a row of `among` says, a query of one column.

    SQLite looks it up in NOT IN, and would join what is written as a join without an index. PostgreSQL keeps what stands behind NOT IN at
    hand up to some megabytes; beyond them it looks through all of it for each row: with 250,000 orders for hours.
    """
    if _db().on_sqlite():
        return rows.where(value.not_in(among))
    there = among.select(among.selected_columns[0].alias("value")).alias("there")
    return rows.join(there, JOIN.LEFT_OUTER, on=(there.c.value == value)).where(there.c.value.is_null(), value.is_null(False))


def _always_the_same(about: tuple) -> bool:
    """With a number or a moment it is another question each time."""
    return not any(type(each) in (int, float, datetime) for each in about)


def _complete(sql: str, values: list) -> tuple[str, list]:
    """With the values written into it. What is bound to a place may matter for how to look, so SQLite plans anew wherever it is bound
    behind LIKE, and PostgreSQL tries five times; most of what the oracle costs would be that."""
    mark = _db().database.param
    head, *rest = sql.split(mark)
    if len(rest) != len(values) or not all(type(value) in (str, int, bool) for value in values):
        return sql, values
    return head + "".join(_literal(value) + text for value, text in zip(values, rest, strict=True)), []


def _literal(value: str | int | bool) -> str:
    if isinstance(value, str):
        text = "'" + value.replace("'", "''") + "'"
        return text if _db().on_sqlite() else text.replace("%", "%%")
    return str(value).upper()


_ahead = threading.local()
_together: dict[tuple, bool] = {}


@contextmanager
def at_once():
    """For the block, which only reads: what `asked` was asked in such a block before comes twenty questions at a time. On PostgreSQL
    most of a small question is the way there and back, and the oracle asks some hundred and seventy; SQLite has no way to go."""
    on_sqlite = _db().on_sqlite()
    with nullcontext() if on_sqlite else _planned_for_many():
        _ahead.answers = {} if on_sqlite else _ask_together()
        try:
            yield
        finally:
            _ahead.answers = None


@contextmanager
def _planned_for_many():
    """For the block, two tables are joined in one pass over each. A plan is kept, and may have been made when the tables were empty: one
    that goes through the second table once for each row of the first is the best for no rows, and takes minutes for ten thousand."""
    _db().database.execute_sql("SET enable_nestloop = off")
    try:
        yield
    finally:
        with suppress(PeeweeException):  # a lost connection or a broken transaction takes the setting with it
            _db().database.execute_sql("RESET enable_nestloop")


def _ask_together() -> dict[tuple, list[tuple]]:
    """Which of them have no answer: nearly all, because they ask for differences. The others are asked for theirs by `asked`."""
    from psycopg import RawCursor  # here: SQLite has no need of it

    connection, known = _db().database.connection(), [key for key in list(_together) if not key[2]]
    parts = [tuple(known[place : place + TOGETHER]) for place in range(0, len(known), TOGETHER)]
    with connection.pipeline():
        waiting = [(part, RawCursor(connection).execute(_joined(part), prepare=True)) for part in parts]
    answered = {part[place] for part, cursor in waiting for (place,) in cursor.fetchall()}
    return {key: [] for key in known if key not in answered}


@cache
def _joined(part: tuple[tuple, ...]) -> str:
    """One statement that gives the place of a question once for each of its rows."""
    texts = (f"SELECT {place} FROM ({_asked[key][0]}) AS t" for place, key in enumerate(part))
    return " UNION ALL ".join(texts).replace("%%", "%")
