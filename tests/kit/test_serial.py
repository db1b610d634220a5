"""Two processes that start at once on a new file."""

from peewee import sqlite3

from storefront.kit.serial import SerialSqlite


def test_a_file_that_another_process_turns_to_wal_is_waited_for(tmp_path):
    """Of two that turn it at the same moment one is told at once that it is locked; which one and when is chance, so here it is told."""
    database = SerialSqlite(tmp_path / "new.db", timeout=1, pragmas={"journal_mode": "wal"})
    refusals = iter([True, True])

    class Busy(sqlite3.Cursor):
        def execute(self, sql, *values):
            if "journal_mode" in sql and next(refusals, False):
                raise sqlite3.OperationalError("database is locked")
            return super().execute(sql, *values)

    class Connection(sqlite3.Connection):
        def cursor(self, factory=Busy):
            return super().cursor(factory)

    connection = sqlite3.connect(tmp_path / "new.db", factory=Connection)
    database._set_pragmas(connection)
    assert next(refusals, "both were used") == "both were used"
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()
