"""The database: SQLite in one process or PostgreSQL with many, from one URL.

- `transaction()` is the only way to write more than one row. On SQLite it begins IMMEDIATE and takes one lock for the whole
  process first, because SQLite's own busy wait is unfair and starves writers for seconds. On PostgreSQL rows are locked in
  sorted order by the verbs themselves (`locked`).
- `verb` makes a function one transaction; it runs again only after a serialization failure or a deadlock (40001, 40P01).
- `ShopOwned` rows are reached through their shop: a bare `select()` on them raises.
"""

import random
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import wraps
from urllib.parse import unquote, urlparse

import peewee
from playhouse.pool import PooledPostgresqlDatabase

from storefront.kit import failpoints, log, prepared, readers
from storefront.kit.asking import absent as absent
from storefront.kit.asking import asked as asked
from storefront.kit.asking import at_once as at_once
from storefront.kit.away import UNREACHABLE, is_away, sqlstate
from storefront.kit.config import Config
from storefront.kit.serial import SerialSqlite

database = peewee.DatabaseProxy()

RETRY_STATES = ("40001", "40P01")
ATTEMPTS = 6
_IN_TRANSACTION, _DONE = (2, 3), 1  # as libpq numbers them
STATEMENTS = 400  # that a connection keeps ready: the oracle's, and those of all pages


class PatientPostgres(PooledPostgresqlDatabase):
    """PostgreSQL whose connections keep what they prepared."""

    def _connect(self):
        connection = super()._connect()
        connection.prepared_max = STATEMENTS
        return connection

    def rollback(self):
        """Past the driver: after a rollback it forgets all that it prepared, so each refusal would cost the next questions their plans."""
        wire = None if self.is_closed() else self.connection().pgconn
        if wire is None or wire.transaction_status not in _IN_TRANSACTION or wire.exec_(b"ROLLBACK").status != _DONE:
            super().rollback()


def connect(config: Config) -> peewee.Database:
    """Bind the application's database to the one that `config` names and return it. Raises SystemExit if it cannot be used."""
    real = _sqlite(config) if config.is_sqlite else _postgres(config)
    database.initialize(real)
    prepared.forget()
    return real


def _sqlite(config: Config) -> SerialSqlite:
    path = config.database_url.removeprefix("sqlite:///")
    version = peewee.sqlite3.sqlite_version_info
    if version < (3, 51, 3):
        raise SystemExit(
            f"SQLite {'.'.join(map(str, version))} has the WAL-reset defect; install the pysqlite3 package (3.51.3 or newer)."
        )
    return SerialSqlite(
        path,
        lock_type="IMMEDIATE",
        timeout=20,
        check_same_thread=False,  # one thread at a time has it, but not always the same
        cached_statements=STATEMENTS,
        pragmas={
            "journal_mode": "wal",
            "foreign_keys": 1,
            "synchronous": config.synchronous,
            "busy_timeout": 20000,
            "cache_size": -16000,
            "temp_store": "memory",
            "mmap_size": 0,
            "wal_autocheckpoint": 4000,  # pages, 16 MB: an order writes some thirty, and whoever passes the mark waits for the disk
            "secure_delete": "fast",  # what was deleted or changed is overwritten in its page
        },
    )


def _postgres(config: Config) -> PatientPostgres:
    parts = urlparse(config.database_url)
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return PatientPostgres(
        parts.path.lstrip("/"),
        user=unquote(parts.username or "") or None,
        password=unquote(parts.password or "") or None,
        host=unquote(query.get("host", "")) or parts.hostname,
        port=int(query.get("port") or parts.port or 5432),
        sslmode=query.get("sslmode"),
        prefer_psycopg3=True,
        max_connections=config.threads + 8,
        stale_timeout=300,
        timeout=20,
        isolation_level=None,
        options="-c synchronous_commit=on -c lock_timeout=20s -c timezone=UTC",
    )


def on_sqlite() -> bool:
    """True where the bound database is SQLite."""
    return isinstance(database.obj, peewee.SqliteDatabase)


def open_connection() -> None:
    """Make sure this thread has a usable connection (start of a request or a job)."""
    if database.is_closed():
        database.connect(reuse_if_open=True)
    elif not on_sqlite() and not database.is_connection_usable():
        database.close()
        database.connect(reuse_if_open=True)


def close_connection() -> None:
    """Give the connection back. SQLite's stays open for whoever comes next: opening one costs more than a page."""
    if database.is_closed():
        return
    if on_sqlite():
        database.give_back()
    else:
        database.close()


@contextmanager
def connection():
    """A connection for the block, for streamed responses and jobs. Where this thread has one already, it keeps it afterwards."""
    had_one = not database.is_closed()
    open_connection()
    try:
        yield database
    finally:
        if not had_one:
            close_connection()


# --- transactions ------------------------------------------------------------------------------------------------------


@contextmanager
def transaction():
    """All or nothing. Inside another transaction it simply joins it; raising rolls the whole back."""
    if database.in_transaction():
        yield database
        return
    open_connection()
    with database.atomic():
        yield database


def note(change, *about):
    """`change(*about)` in a transaction, for what is only noted because somebody looked: that they were here, how often. While nothing
    can be written it stays unnoted (None), and they see what they came for."""
    try:
        with transaction():
            return change(*about)
    except UNREACHABLE as error:
        if not is_away(error):
            raise
        log.warning("database.unnoted", error=repr(error))
        return None


def on_commit(action) -> None:
    """Call `action()` after the running transaction has committed; at once where there is none.

    What was committed is done, whatever comes after: an action that fails is logged and keeps neither those behind it from their turn
    nor tells whoever wrote that it went wrong.
    """
    if not database.in_transaction():
        action()
        return

    def alone() -> None:
        try:
            action()
        except Exception as error:
            log.error(
                "database.after_commit", action=getattr(action, "__qualname__", repr(action)), error=repr(error), exc_info=error
            )

    database.after_commit(alone)


class Again(Exception):
    """Another transaction took meanwhile what this one had found free: the verb begins again, from the start."""


def verb(function):
    """Make `function` one transaction. Run again, from the start, only when the engine says that serialization failed, or for Again."""
    name = f"{function.__module__.removeprefix('storefront.')}.{function.__qualname__}"

    @wraps(function)
    def run(*args, **kwargs):
        if database.in_transaction():
            return function(*args, **kwargs)
        for attempt in range(ATTEMPTS):
            try:
                with transaction():
                    failpoints.at(name, "begun")
                    result = function(*args, **kwargs)
                    failpoints.at(name, "done")
                failpoints.at(name, "kept")
                return result
            except (peewee.OperationalError, Again) as error:
                if attempt + 1 == ATTEMPTS or not (isinstance(error, Again) or sqlstate(error) in RETRY_STATES):
                    raise
                time.sleep(random.uniform(0.002, 0.02) * 2**attempt)
        raise AssertionError("unreachable")

    return run


def locked(query: peewee.ModelSelect) -> peewee.ModelSelect:
    """The same rows, locked until the end of the transaction. Order the query by primary key, so that no two verbs deadlock."""
    return query if on_sqlite() else query.for_update()


# --- fields and models -------------------------------------------------------------------------------------------------


class UTCDateTimeField(peewee.DateTimeField):
    """An aware UTC datetime; stored naive in UTC, the same on both engines. Refuses naive values."""

    def db_value(self, value):
        if value is None:
            return None
        if value.tzinfo is not UTC:
            if value.tzinfo is None:
                raise ValueError(f"{self.name}: a naive time has no meaning here")
            value = value.astimezone(UTC)
        return value.isoformat(" ", "microseconds")[:26] if on_sqlite() else value.replace(tzinfo=None)

    def python_value(self, value):
        if value is None:
            return None
        if isinstance(value, str):
            value = datetime.fromisoformat(f"{value}+00:00" if len(value) == 26 else value)
        if value.tzinfo is UTC:
            return value
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def epoch(column: UTCDateTimeField) -> peewee.Expression:
    """The whole seconds of a moment since 1970, in SQL: what `int(moment.timestamp())` is in Python."""
    if on_sqlite():
        return peewee.fn.STRFTIME("%s", column).cast("INTEGER")
    return peewee.fn.FLOOR(peewee.fn.DATE_PART("epoch", column)).cast("BIGINT")


class Unscoped(RuntimeError):
    """A shop's rows were asked for without naming the shop."""


_guard = True


def guard_scopes(on: bool) -> None:
    """Switch the check for bare selects (on in development and in tests)."""
    global _guard
    _guard = on


class _Accessor(peewee.ForeignKeyAccessor):
    """Following a foreign key of a row one already holds needs no scope of its own."""

    def get_rel_instance(self, instance):
        value = instance.__data__.get(self.name)
        if value is not None and self.name not in instance.__rel__ and self.field.lazy_load:
            model = self.rel_model
            query = model.across_shops() if issubclass(model, ShopOwned) else model.select()
            instance.__rel__[self.name] = query.where(self.field.rel_field == value).get()
        return super().get_rel_instance(instance)


class ForeignKey(peewee.ForeignKeyField):
    """A foreign key. RESTRICT on delete: nothing that others point at disappears. No back-references: ask the model by name."""

    accessor_class = _Accessor

    def __init__(self, model, **kwargs):
        kwargs.setdefault("on_delete", "RESTRICT")
        kwargs.setdefault("backref", "+")
        super().__init__(model, **kwargs)

    def bind(self, model, name, set_attribute=True):
        # An index of the table that begins with this column serves it too; one of its own would only be written.
        key = getattr(model._meta.primary_key, "field_names", ())
        if not self.unique and (name in key[:1] or any(names[0] == name for names, _unique in model._meta.indexes)):
            self.index = False
        super().bind(model, name, set_attribute)


class Rows(peewee.ModelSelect):
    """A select that writes the names of its columns at once. Peewee makes six objects for each of them, and a row has up to forty:
    that is a quarter of what reading whole rows costs. The SQL is the same to the letter (tests/kit/test_rows.py)."""

    def __sql_selection__(self, ctx, is_subquery=False):
        if is_subquery or ctx.scope == peewee.SCOPE_VALUES:
            return super().__sql_selection__(ctx, is_subquery)
        aliases: dict[type, str] = {}
        names = []
        for field in self._returning:
            if not isinstance(field, peewee.Field) or isinstance(field, peewee.FieldAlias) or field.model._meta.table._alias:
                return super().__sql_selection__(ctx, is_subquery)
            if field.model not in aliases:
                aliases[field.model] = ctx.alias_manager[field.model._meta.table]
            names.append(f'"{aliases[field.model]}"."{field.column_name}"')
        return ctx.literal(", ".join(names))


class Base(peewee.Model):
    """Every table. Write `id = peewee.BigAutoField()` only where type checkers need it."""

    @classmethod
    def select(cls, *fields):
        return Rows(cls, fields or cls._meta.sorted_fields, is_default=not fields)

    class Meta:
        database = database
        legacy_table_names = False
        only_save_dirty = True

    @classmethod
    def create(cls, **values):
        """A new row, written: Peewee's `create`, but its SQL is built once."""
        data, fields = cls._meta.get_default_dict(), cls._meta.fields
        for name, value in values.items():
            if isinstance(value, peewee.Model) or name not in fields:
                row = cls(**values)
                break
            data[name] = value
        else:
            row = readers.made(cls, data)
            row._dirty.update(data)
        prepared.insert(row)
        return row


class ShopOwned(Base):
    """A table whose rows belong to one shop (`shop` is a foreign key declared by the model, first in every index)."""

    @classmethod
    def select(cls, *fields):
        if _guard:
            raise Unscoped(f"{cls.__name__} belongs to a shop: use {cls.__name__}.of(shop) or, knowingly, .across_shops()")
        return super().select(*fields)

    @classmethod
    def of(cls, shop, *fields) -> peewee.ModelSelect:
        """The rows of one shop (a Shop or its id)."""
        return cls.across_shops(*fields).where(cls.shop == getattr(shop, "id", shop))

    @classmethod
    def across_shops(cls, *fields) -> peewee.ModelSelect:
        """Rows of every shop: for the market's own work (sweeps, the operator, a secret link). Visible in review."""
        return Rows(cls, fields or cls._meta.sorted_fields, is_default=not fields)


def models() -> list[type[Base]]:
    """Every table of the application, parents before children. Import the features first."""
    found, queue = [], [Base]
    while queue:
        for model in queue.pop().__subclasses__():
            queue.append(model)
            if model is not ShopOwned and model._meta.fields and not getattr(model._meta, "abstract", False):
                found.append(model)
    return peewee.sort_models(found)
