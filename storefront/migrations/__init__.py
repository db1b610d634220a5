"""Numbered migrations, applied at start under a lock. Each file is `NNNN_a_sentence.py` with `up(database)`.

They are SQL, frozen the day they are written: a later change of a model never changes what an old migration does. CHECK constraints
are in them. tests/contracts/test_schema.py proves on both engines that all of them together make exactly what the models say.
"""

from importlib import import_module
from pathlib import Path

import peewee

from storefront.kit import clock, db

FOLDER = Path(__file__).parent

# What the engines call differently: our name in braces in the SQL, SQLite's, PostgreSQL's.
ENGINE_TYPES = {
    "serial": ("INTEGER", "SERIAL"),
    "bigserial": ("INTEGER", "BIGSERIAL"),
    "bigint": ("INTEGER", "BIGINT"),
    "boolean": ("INTEGER", "BOOLEAN"),
    "timestamp": ("DATETIME", "TIMESTAMP"),
    "bytes": ("BLOB", "BYTEA"),
}


class Applied(db.Base):
    """A migration that has run."""

    name = peewee.CharField(120, primary_key=True)
    at = db.UTCDateTimeField()

    class Meta:
        table_name = "migration"


def on_sqlite(database) -> bool:
    """Whether a migration runs on SQLite."""
    return isinstance(database, peewee.SqliteDatabase)


def run(database, sql: str) -> None:
    """Execute statements that end in semicolons (no text in them holds one), with the engine's own names of types."""
    for name, spellings in ENGINE_TYPES.items():
        sql = sql.replace(f"{{{name}}}", spellings[0 if on_sqlite(database) else 1])
    for statement in sql.split(";"):
        if statement.strip():
            database.execute_sql(statement.strip())


def names() -> list[str]:
    """All migrations, in order."""
    return sorted(path.stem for path in FOLDER.glob("[0-9]*.py"))


def apply() -> list[str]:
    """Run what has not run yet, each in its own transaction; returns their names. Safe when several processes start at once."""
    done = []
    with db.connection():
        if db.database.table_exists("migration") and {row.name for row in Applied.select()} >= set(names()):
            return done
        with db.transaction():
            if not db.on_sqlite():
                db.database.execute_sql("SELECT pg_advisory_xact_lock(7240551)")
            db.database.create_tables([Applied], safe=True)
            ran = {row.name for row in Applied.select()}
            for name in names():
                if name not in ran:
                    import_module(f"storefront.migrations.{name}").up(db.database.obj)
                    Applied.create(name=name, at=clock.now(), force_insert=True)
                    done.append(name)
    return done
