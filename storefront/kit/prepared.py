"""Queries that are built once. Building one with Peewee costs four to thirty times as much as asking it; on hot paths it is the page.

    @prepared
    def _lines_of(shop_id, order_id):
        return Line.of(shop_id).where(Line.order == order_id).order_by(Line.id)

    _lines_of(order.shop_id, order.id)    # a list of lines

The function describes the query and runs once: its arguments are then places for values (`Place`), not values, so it must not decide
by them. What it gives is asked with the values of each call: a list of rows for a SELECT or RETURNING, otherwise what Peewee's
`execute()` gives. `@one` is the same for the first row, or None. A list as argument is a place for each of its members (`Variant.id.in_(variant_ids)`), built once per length.
"""

from collections.abc import Callable
from functools import wraps

import peewee

from storefront.kit import readers

MOST_SHAPES = 64  # per function: lists of more different lengths are built each time
_SCALAR = -1
_kept: list[dict] = []  # the shapes of every prepared function


# Peewee's own fields, and the class of whose values they change nothing.
_AS_GIVEN = dict.fromkeys((peewee.AutoField, peewee.BigAutoField, peewee.IntegerField, peewee.BigIntegerField), int)
_AS_GIVEN |= dict.fromkeys((peewee.CharField, peewee.TextField), str) | {peewee.BooleanField: bool}


class Place(peewee.Node):
    """Where a value goes that only the call knows; `convert` makes of it what the column stores."""

    def __init__(self, at: tuple[int, ...], convert: Callable | None = None):
        self.at, self.convert, self.compared = at, convert, False

    def __sql__(self, ctx):
        # On the right of `Model.field == …` Peewee names the field's converter in its state, as it does for plain values.
        place = Place(self.at, self.convert or ctx.state.converter or None)
        place.compared = bool(ctx.state.in_expr)
        ctx._values.append(place)
        return ctx.literal(ctx.state.param or "?")

    def value(self, arguments: tuple):
        found = arguments[self.at[0]] if len(self.at) == 1 else arguments[self.at[0]][self.at[1]]
        if found is None and self.compared:
            raise ValueError("a prepared query compares with nothing: NULL is never equal, so ask with IS NULL")
        return self.convert(found) if self.convert is not None else found

    def as_given(self) -> type | None:
        """The class whose values go to the database as they are; None where each has to be looked at."""
        if len(self.at) > 1:
            return None
        field = getattr(self.convert, "__self__", None)
        while isinstance(field, peewee.ForeignKeyField):
            field = field.rel_field
        return _AS_GIVEN.get(type(field))


class Shape:
    """A built query: its SQL, and in which order values and places follow one another in it."""

    def __init__(self, query: peewee.BaseQuery):
        if isinstance(query, peewee.Insert):
            _refuse_living_defaults(query)
            _convert(query._insert)
            if query._on_conflict is not None:
                _convert(query._on_conflict._update)
            if query._as_rowcount and not query._return_cursor:
                query._returning = None  # as Insert._execute does: the implicit key would break the count
        elif isinstance(query, peewee.Update):
            _convert(query._update)
        self.query = query
        self.sql, parts = query.sql()
        if parts and self.sql.endswith(" LIMIT ?") and parts[-1].__class__ is int:  # kit.db would write it in at each call
            self.sql = f"{self.sql[:-1]}{parts.pop()}"
        places = [(at, part) for at, part in enumerate(parts) if part.__class__ is Place]
        self.parts = [None if part.__class__ is Place else part for part in parts]
        self._simple = [(at, part.at[0], part.as_given(), part.value) for at, part in places if part.as_given()]
        self._others = [(at, part.value) for at, part in places if not part.as_given()]
        self.reads = isinstance(query, peewee.SelectBase) or bool(getattr(query, "_return_cursor", False))
        self.counts = not self.reads and (not isinstance(query, peewee.Insert) or query._as_rowcount)
        self._read = None

    def ask(self, arguments: tuple):
        values = self.parts.copy()
        for at, argument, kind, convert in self._simple:
            value = arguments[argument]
            values[at] = value if value.__class__ is kind else convert(arguments)
        for at, convert in self._others:
            values[at] = convert(arguments)
        database = self.query._database.obj
        if self.reads:
            cursor = database.execute_sql(self.sql, values)
            rows = cursor.fetchall()
            if not rows:
                return []
            read = self._read or self._reader(cursor)
            return [read(row) for row in rows]
        if self.counts:
            return database.rows_affected(database.execute_sql(self.sql, values))
        if not database.returning_clause and isinstance(self.query, peewee.Insert):
            return database.last_insert_id(database.execute_sql(self.sql, values))
        return self.query.clone()._execute(_Given(database, self.sql, values))

    def _reader(self, cursor) -> Callable:
        """What makes an object of a row: Peewee's own, made ready once, or a quicker one for rows of one table."""
        wrapper = self.query._get_cursor_wrapper(cursor)
        wrapper.initialize()
        wrapper.cursor = None
        self._read = readers.of(wrapper)
        return self._read


class _Given:
    """Stands in for the database while a write query executes itself: the SQL is there already."""

    def __init__(self, database, sql: str, values: list):
        self._database, self._sql, self._values = database, sql, values

    def execute(self, _query, **_options):
        return self._database.execute_sql(self._sql, self._values)

    def __getattr__(self, name: str):
        return getattr(self._database, name)


def _refuse_living_defaults(query: peewee.Insert) -> None:
    """A default that is made anew for each row, or stored differently each time, must not be built into the SQL."""
    for field, default in query.get_default_data().items():
        if field not in query._insert and (callable(default) or field.db_value(default) != field.db_value(default)):
            raise ValueError(f"a prepared INSERT gives {field.name} itself: its default is made anew each time")


def _convert(values) -> None:
    """Places in the values of an INSERT or SET learn how their column stores things: nothing tells them later."""
    if not isinstance(values, dict):
        return
    for field, value in values.items():
        if isinstance(value, Place) and isinstance(field, peewee.Field):
            values[field] = Place(value.at, field.db_value)


def prepared(build: Callable) -> Callable:
    """Make of a function that describes a query one that asks it; see the module."""
    shapes: dict[tuple, Shape] = {}
    _kept.append(shapes)

    @wraps(build)
    def ask(*arguments):
        key = tuple([len(one) if one.__class__ in (list, tuple) else _SCALAR for one in arguments])
        shape = shapes.get(key)
        if shape is None:
            shape = Shape(build(*(_places(place, length) for place, length in enumerate(key))))
            if len(shapes) < MOST_SHAPES:
                shapes[key] = shape
        return shape.ask(arguments)

    return ask


def one(build: Callable) -> Callable:
    """The same for a SELECT of which the first row counts: it is given by itself, or None where there is none."""
    ask = prepared(lambda *places: build(*places).limit(1))

    @wraps(build)
    def ask_one(*arguments):
        found = ask(*arguments)
        return found[0] if found else None

    return ask_one


def _places(place: int, length: int):
    return Place((place,)) if length == _SCALAR else tuple(Place((place, member)) for member in range(length))


_inserts: dict[tuple, Shape] = {}
_kept.append(_inserts)


def insert(row: peewee.Model) -> None:
    """What `row.save(force_insert=True)` does, built once for each set of columns."""
    meta, data = row._meta, row.__data__
    late = any(parent is not None and data.get(name) is None for name, parent in row.__rel__.items())  # saved after it was set
    if late or [value for value in data.values() if isinstance(value, peewee.Node)]:
        row.save(force_insert=True)
        return
    names = tuple(data)
    if meta.auto_increment and row._pk is None:
        names = tuple([name for name in names if name != meta.primary_key.name])
    key = (row.__class__, names)
    shape = _inserts.get(key)
    if shape is None:
        shape = _inserts[key] = Shape(row.__class__.insert(**{name: Place((place,)) for place, name in enumerate(names)}))
    made = shape.ask(tuple([data[name] for name in names]))
    if made is not None and meta.primary_key is not False and row._pk is None:
        row._pk = made
    row._dirty.clear()


def forget() -> None:
    """Drop every built query: another database speaks another dialect."""
    for shapes in _kept:
        shapes.clear()
