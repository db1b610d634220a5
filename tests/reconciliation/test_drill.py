"""T35 as it is asked for: `make drill` runs it on both engines."""

import random

import pytest

from storefront.kit import ids, jobs
from storefront.reconciliation import Statement, taking
from tests.reconciliation.planting import Books
from tests.support.factories import again

pytestmark = [pytest.mark.drill, pytest.mark.timeout(3600)]


def test_two_hundred_mistakes_among_ten_thousand_lines_are_found_and_no_other(world, staff, pytestconfig, capsys):
    """T35: missing, extra, amount, fee, currency and swapped lines; then the same file and the same comparison once more."""
    books = Books(world)
    books.fill(10_000)
    planted = books.plant(200, random.Random(pytestconfig.seed))
    data = books.table().encode()
    row, _new = taking.upload("sandbox", "settlement.csv", data, staff())
    began = ids.monotonic()
    taking.take_in(row, row.starts_at, row.ends_at)
    jobs.run_pending()
    took = ids.monotonic() - began
    found = books.found(row)
    with capsys.disabled():
        print(f"\n  {len(found & planted)} of {len(planted)} found, {len(found - planted)} false alarms, {took:.1f} s")
    assert found == planted and len(planted) == again(row).open_count == 200
    assert taking.upload("sandbox", "again.csv", data, staff())[0].id == row.id and Statement.select().count() == 1
    taking.compare_again(again(row))
    jobs.run_pending()
    assert books.found(row) == planted
