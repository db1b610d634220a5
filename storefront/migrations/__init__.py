"""Numbered migrations, applied at start under a lock. Each file is `NNNN_a_sentence.py` with `up(database)`.

They are written by hand because generators drop CHECK constraints; tests/contracts/test_schema.py proves on both engines that
all of them together make exactly what the models say.
"""

from importlib import import_module
from pathlib import Path

import peewee

from storefront.kit import clock, db

FOLDER = Path(__file__).parent


class Applied(db.Base):
    """A migration that has run."""

    name = peewee.CharField(120, primary_key=True)
    at = db.UTCDateTimeField()

    class Meta:
        table_name = "migration"


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
