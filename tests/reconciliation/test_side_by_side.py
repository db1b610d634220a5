"""Two statements of one source that overlap, compared at the same moment: what one brings, the other does not miss."""

import threading
from datetime import timedelta

import pytest

from storefront.kit import db
from storefront.reconciliation import comparing, taking
from storefront.reconciliation.models import STATEMENT, Finding, Line, Statement
from tests.ledger.racing import at_once
from tests.reconciliation.planting import Books
from tests.support.factories import again


@pytest.fixture
def pair(world, staff):
    """Two statements of the same two days, read and not yet compared: each has half of what moved."""
    books = Books(world)
    books.fill(8)
    days = (books.start, books.start + timedelta(days=2))
    made = []
    for number, part in enumerate((slice(0, 4), slice(4, 8))):
        row, _new = taking.upload("sandbox", f"{number}.csv", books.table(rows=part).encode(), staff())
        taking.take_in(row, *days)
        taking._read_all(taking._claim(row.id))
        made.append(again(row))
    return made


def missing(rows) -> list[tuple[int, str]]:
    """(statement, subject) of everything that is still said to be missing."""
    wanted = (Finding.state == "open") & (Finding.kind == "missing") & Finding.statement.in_([row.id for row in rows])
    return list(Finding.select(Finding.statement, Finding.subject).where(wanted).tuples())


@pytest.mark.race
def test_the_second_one_sees_what_the_first_one_missed(pair, monkeypatch):
    """The first has looked at what the other statements have, and is slow to write down what is missing; the second has it."""
    first, second = pair
    looked, through = threading.Event(), threading.Event()
    real = comparing._missing

    def slow(statement, *args):
        found = real(statement, *args)
        if statement.id == first.id:
            looked.set()
            through.wait(2)  # where they wait for each other, the second one is not through before
        return found

    monkeypatch.setattr(comparing, "_missing", slow)

    def work(row):
        with db.connection():
            if row is second:
                assert looked.wait(20)
            comparing.compare(Statement.get_by_id(row.id))
            if row is second:
                through.set()

    threads = [threading.Thread(target=work, args=(row,)) for row in pair]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [again(row).state for row in pair] == ["done", "done"]
    assert missing(pair) == []
    assert [again(row).open_count for row in pair] == [0, 0]


@pytest.mark.race
def test_however_they_meet_nothing_is_missing_that_one_of_them_has(pair):
    for turn in range(6):
        if turn:
            for row in pair:
                STATEMENT.change(again(row), "compare_again")
        Line.update(subject="").where(Line.statement.in_([row.id for row in pair])).execute()
        results = at_once(2, lambda n: comparing.compare(Statement.get_by_id(pair[n].id)))
        assert results == [None, None]
        assert missing(pair) == [], turn
        assert [again(row).open_count for row in pair] == [0, 0]
