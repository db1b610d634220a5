"""Rotating the keys of personal data: a new key writes, the old ones still read, and every sealed column is sealed anew.

Blind indexes keep the oldest key, so nobody is lost. Possible while the market is open: a value that somebody changes meanwhile
is left to them, who writes with the newest key anyway.
"""

import secrets
import time
from contextlib import contextmanager
from pathlib import Path

from storefront.kit import db, files, personal
from storefront.kit.personal import SealedField

BATCH = 500
PATIENCE = 10  # seconds


class Busy(Exception):
    """Somebody else puts a key into the file at this moment, or died doing so."""


def add_key(path: Path) -> str:
    """Put a new key first in the key file and return its id. Whoever runs must be started anew to know it. Two at once wait for each
    other: a key that is lost again could already have sealed something. Raises Busy where the other one does not finish."""
    with _alone(path):
        lines = [line for line in path.read_text().splitlines() if line.strip()]
        taken = {line.partition(":")[0].strip() for line in lines}
        name = next(f"k{number}" for number in range(1, len(taken) + 2) if f"k{number}" not in taken)
        text = "\n".join([f"{name}:{secrets.token_hex(32)}", *lines]) + "\n"
        files.write(path, text.encode(), mode=0o600)
    return name


@contextmanager
def _alone(path: Path):
    """One at a time: a file beside it that only one can make. Whoever dies leaves it behind, with nothing in it."""
    lock, until = path.with_name(f".{path.name}.lock"), time.monotonic() + PATIENCE
    while True:
        try:
            lock.touch(mode=0o600, exist_ok=False)
            break
        except FileExistsError:
            if time.monotonic() > until:
                raise Busy(f"Somebody else rotates keys. If nobody does, delete {lock} and try again.") from None
            time.sleep(0.05)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def sealed_columns() -> dict[type[db.Base], list[str]]:
    """{table: its sealed columns}, for every table that has some."""
    found = {
        model: [field.column_name for field in model._meta.sorted_fields if isinstance(field, SealedField)]
        for model in db.models()
    }
    return {model: columns for model, columns in found.items() if columns}


def reseal() -> dict[str, int]:
    """Seal whatever was not sealed with the newest key anew; {table: rows}. Done again, it does nothing."""
    return {model._meta.table_name: _table(model, columns) for model, columns in sealed_columns().items()}


def _table(model: type[db.Base], columns: list[str]) -> int:
    done, last = 0, None
    while rows := _older(model, columns, last):
        last = rows[-1][0]
        done += _some(model, columns, rows)
    return done


def _older(model, columns: list[str], after) -> list[tuple]:
    """The next rows in which a value is sealed with another key: (key, value, …)."""
    mark, key = db.database.param, model._meta.primary_key.column_name
    names = ", ".join(f'"{name}"' for name in (key, *columns))
    older = " OR ".join(f'"{name}" NOT LIKE {mark}' for name in columns)
    sql = f'SELECT {names} FROM "{model._meta.table_name}" WHERE ({older})'
    values: list = [f"{personal.newest_key()}:%"] * len(columns)
    if after is not None:
        sql, values = f'{sql} AND "{key}" > {mark}', [*values, after]
    return db.database.execute_sql(f'{sql} ORDER BY "{key}" LIMIT {BATCH:d}', values).fetchall()


@db.verb
def _some(model, columns: list[str], rows: list[tuple]) -> int:
    mark, key = db.database.param, model._meta.primary_key.column_name
    newest, done = f"{personal.newest_key()}:", 0
    for number, *values in rows:
        changed = 0
        for name, stored in zip(columns, values, strict=True):
            if stored is None or stored.startswith(newest):
                continue
            sql = f'UPDATE "{model._meta.table_name}" SET "{name}" = {mark} WHERE "{key}" = {mark} AND "{name}" = {mark}'
            changed |= db.database.execute_sql(sql, (personal.seal(personal.unseal(stored)), number, stored)).rowcount
        done += bool(changed)
    return done
