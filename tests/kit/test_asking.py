"""The oracle's questions: built once, complete, twenty at a time on PostgreSQL, and still ready after something was rolled back."""

from datetime import UTC, datetime

import peewee
import pytest

from storefront.kit import asking, db
from storefront.kit.jobs import JobFailure

ODD = 'it\'s 100 % of ?, %s and \\ "all"'


def _odd_ones():
    return JobFailure.select(JobFailure.id, JobFailure.error).where(JobFailure.name == ODD)


def _beginning_so():
    return JobFailure.select(JobFailure.name).where(JobFailure.name.startswith("it's 1"), JobFailure.error != "never")


def _of_none():
    return JobFailure.select(JobFailure.id).where(JobFailure.name == "nobody's")


def fail(name: str) -> int:
    return JobFailure.create(name=name, error="%", at=datetime.now(UTC)).id


def all_of_them() -> tuple[list, list, list]:
    with db.at_once():
        return db.asked(_odd_ones), db.asked(_beginning_so), db.asked(_of_none)


def test_what_a_question_compares_with_is_written_into_it_as_it_is(database):
    number = fail(ODD)
    fail("another")
    assert db.asked(_odd_ones) == [(number, "%")]
    assert db.asked(_beginning_so) == [(ODD,)]
    assert all(not values for key, (_sql, values) in asking._asked.items() if key[0] in (_odd_ones, _beginning_so))


def test_questions_asked_together_find_what_each_finds_alone(database):
    for _ in range(2):  # the first time teaches which are asked
        assert all_of_them() == ([], [], [])
    first, second = fail(ODD), fail(ODD)
    odd, beginning, none = all_of_them()
    assert (sorted(odd), beginning, none) == ([(first, "%"), (second, "%")], [(ODD,), (ODD,)], [])


def test_many_questions_are_few_statements(database, engine):
    from storefront import check

    assert check.run() == []
    assert len(asking._together) > 150
    if engine == "postgres":
        with db.at_once():
            assert len(asking._ask_together()) > 150  # of these it is known at once that they have no answer
        ready = db.database.execute_sql("SELECT statement FROM pg_prepared_statements").fetchall()
        assert len([text for (text,) in ready if "UNION ALL SELECT 19" in text]) >= 150 // asking.TOGETHER


@pytest.mark.of("postgres")
def test_no_question_looks_through_a_table_for_each_row_of_another(database):
    """NOT IN does so as soon as the table is large (`asking.absent`)."""
    from storefront import check

    assert check.run() == []
    questions = {key[0]: sql for key, (sql, _values) in asking._asked.items()}
    assert len(questions) > 100
    assert [build for build, sql in questions.items() if "NOT IN (SELECT" in sql] == []


def test_a_question_that_is_prepared_stays_so_when_something_is_rolled_back(database, engine):
    for _ in range(2):
        all_of_them()
    with pytest.raises(ZeroDivisionError), db.transaction():
        fail(ODD)
        raise ZeroDivisionError
    if engine == "postgres":
        ready = db.database.execute_sql("SELECT statement FROM pg_prepared_statements").fetchall()
        assert any(f"'{ODD.replace(chr(39), chr(39) * 2)}'" in text for (text,) in ready)
    assert all_of_them() == ([], [], [])


def test_what_cannot_be_rolled_back_because_the_server_went_away_is_said_as_such(database, engine, config):
    """Whether or not the connection knows it already."""
    for knows in (True, False):
        with pytest.raises(peewee.OperationalError if engine == "postgres" else ZeroDivisionError), db.database.atomic():
            fail(ODD)
            if engine == "postgres":
                import psycopg

                with psycopg.connect(config.database_url) as other:
                    other.execute("SELECT pg_terminate_backend(%s, 5000)", (db.database.connection().info.backend_pid,))
                if knows:
                    with pytest.raises(peewee.OperationalError):
                        db.database.execute_sql("SELECT 1")
            raise ZeroDivisionError
        db.database.close()
        db.open_connection()
        assert JobFailure.select().count() == 0
