"""Two processes that start at once on a new file; threads that hand on their connections."""

import threading

import pytest
from peewee import OperationalError, sqlite3

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


@pytest.fixture
def database(tmp_path):
    made = SerialSqlite(tmp_path / "kept.db", lock_type="IMMEDIATE", pragmas={"journal_mode": "wal"}, check_same_thread=False)
    yield made
    made.close()


def elsewhere(work):
    """What `work()` gives in a thread of its own."""
    found = []
    thread = threading.Thread(target=lambda: found.append(work()))
    thread.start()
    thread.join()
    return found[0]


def test_the_connection_that_was_given_back_last_goes_to_whoever_comes_next(database):
    def visit():
        database.connect()
        connection = database.connection()
        database.execute_sql("CREATE TABLE IF NOT EXISTS seen (id INTEGER PRIMARY KEY)")
        database.execute_sql("INSERT INTO seen DEFAULT VALUES")
        database.give_back()
        return connection, database.is_closed()

    first, closed = elsewhere(visit)
    assert closed
    database.connect()
    assert database.connection() is first
    second, _closed = elsewhere(visit)
    assert second is not first, "two threads never have the same one"
    assert database.execute_sql("SELECT COUNT(*) FROM seen").fetchone() == (2,)
    database.give_back()
    assert elsewhere(visit)[0] is first


def test_within_a_transaction_a_connection_is_not_given_back(database):
    database.connect()
    connection = database.connection()
    with database.atomic():
        database.give_back()
        assert database.connection() is connection and not database.is_closed()
    database.give_back()
    assert database.is_closed()


def test_a_connection_that_stands_within_something_half_done_goes_to_nobody(database):
    database.connect()
    connection = database.connection()
    connection.execute("BEGIN")
    database.give_back()
    database.connect()
    assert database.connection() is not connection
    with pytest.raises(sqlite3.ProgrammingError):
        connection.execute("SELECT 1")


def test_a_connection_with_a_question_half_answered_writes_nothing_and_goes_to_nobody(database):
    def add():
        with database.atomic():
            database.execute_sql("INSERT INTO seen DEFAULT VALUES")

    def visit():
        database.connect()
        add()
        database.close()

    database.connect()
    database.execute_sql("CREATE TABLE seen (id INTEGER PRIMARY KEY)")
    for _ in range(3):
        add()
    connection = database.connection()
    half = connection.execute("SELECT id FROM seen")
    half.fetchone()
    elsewhere(visit)
    with pytest.raises(OperationalError, match="locked"):
        add()
    database.give_back()
    database.connect()
    assert database.connection() is not connection
    add()
    assert database.execute_sql("SELECT COUNT(*) FROM seen").fetchone() == (5,)


def test_whoever_closes_closes_what_nobody_uses(database):
    def visit():
        database.connect()
        connection = database.connection()
        database.give_back()
        return connection

    database.connect()
    left = elsewhere(visit)
    database.close()
    with pytest.raises(sqlite3.ProgrammingError):
        left.execute("SELECT 1")
