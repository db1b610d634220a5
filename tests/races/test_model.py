"""Orders × money × cases × fees × withdrawals × appeals against a model: random histories, and after each step the oracle and the model
agree (tests.support.books)."""

from datetime import timedelta
from functools import partial

import pytest
from hypothesis import seed, settings
from hypothesis.stateful import run_state_machine_as_test

from storefront import check, payments, policies
from storefront.kit import clock, db
from storefront.payments.carrier import Unreachable
from tests.support.books import Books


class Nobody:
    """A provider that never answers: money comes by notices alone, and refunds are asked for again and again."""

    def send(self, *_request):
        raise Unreachable("nobody is there")


@pytest.fixture
def run(app, config, _cleaner):
    """`run(histories, steps, number)`: so many, each on empty tables; `number` repeats them."""
    payments.configure(config, Nobody())
    yield partial(_run, _cleaner)
    payments.configure(config)


def _run(cleaner, examples: int, steps: int, number: int) -> None:
    from storefront.kit import db, pagecache

    def empty():
        pagecache.versions.known.clear()
        policies.forget()
        cleaner.empty()

    @seed(number)
    class Run(Books):
        pass

    Run.cleaner = staticmethod(empty)
    db.open_connection()
    some = settings(settings.default, max_examples=examples, stateful_step_count=steps, deadline=None)
    run_state_machine_as_test(Run, settings=some)


PARTS = 25  # so that several workers share them
EACH = {
    "sqlite": (20, 50),
    "postgres": (8, 30),
}  # histories in a part and their steps: together 500 of 50, and 200 other ones of 30


@pytest.mark.timeout(900)
@pytest.mark.parametrize("part", range(PARTS))
def test_random_histories_of_orders_and_money(run, part, engine):
    run(*EACH[engine], part + (PARTS if engine == "postgres" else 0))


@pytest.mark.tampers
def test_control_a_row_that_is_touched_between_two_steps_is_found_at_the_second(database, _cleaner, monkeypatch):
    """What nobody touched is not asked again; what anybody touches is, also past the verbs and where it is undone."""
    touch, asked = "UPDATE stock_level SET on_hand = on_hand + 1", []
    monkeypatch.setattr(check, "run", lambda real=check.run, **how: asked.append(how) or real(**how))
    books = Books()
    for _ in range(3):
        books.the_books_agree()
    assert len(asked) == 1
    with database.atomic() as undone:
        database.execute_sql(touch)
        undone.rollback()
    books.the_books_agree()
    assert len(asked) == 2
    clock.advance(timedelta(seconds=1))
    books.the_books_agree()
    assert len(asked) == 3
    _cleaner.tell(touch)  # by another connection
    if not db.on_sqlite():
        _cleaner.tell("SELECT pg_stat_force_next_flush()")  # PostgreSQL gathers for a second what a connection has counted
    with pytest.raises(AssertionError):
        books.the_books_agree()
    assert len(asked) == 4


@pytest.mark.drill
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("part", range(10))
def test_twenty_thousand_long_histories(run, pytestconfig, part):
    run(2000, 50, pytestconfig.seed + part)
