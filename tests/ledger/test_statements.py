"""Statements: a month on the shop's own calendar, opening plus lines is closing, and nothing in the file is a formula."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest

from storefront import ledger
from storefront.ledger import export, statements

pytestmark = pytest.mark.tampers  # no payments stand behind these postings: see conftest.py


def sell(order_id, shop, minor, yuan, fee=0):
    ledger.order_paid(order_id, shop, "sandbox", yuan(minor), f"capture:{order_id}")
    ledger.order_released(order_id, shop, yuan(minor), yuan(fee))


@pytest.fixture
def numbered():
    """Orders have human numbers, until the test ends."""
    before = statements._numbers
    ledger.name_orders_with(lambda shop_id, ids: {number: f"K{number}" for number in ids})
    yield
    ledger.name_orders_with(before)


def test_a_month_opens_with_what_the_last_one_closed_with(shop, yuan, clock, numbered):
    clock.freeze(datetime(2026, 10, 20, 12, tzinfo=UTC))
    sell(1, shop, 10000, yuan, 100)
    clock.freeze(datetime(2026, 11, 5, 12, tzinfo=UTC))
    sell(2, shop, 5000, yuan, 50)
    ledger.order_refunded(1, shop, "sandbox", yuan(2000), "refund:1", settled=True, fee_back=yuan(20))
    october, november = ledger.statement(shop, "2026-10"), ledger.statement(shop, "2026-11")
    assert (october.opening.minor, october.closing.minor) == (0, 9900)
    assert (november.opening.minor, november.closing.minor) == (9900, 9900 + 4950 - 1980)
    assert {kind: sum_.minor for kind, sum_ in november.totals.items()} == {
        "released": 5000,
        "fee": -50,
        "refunded": -2000,
        "fee_returned": 20,
    }
    assert [line.kind for line in november.lines] == ["fee_returned", "refunded", "fee", "released"]
    assert november.lines[0].balance == november.closing
    assert [line.number for line in november.lines] == ["K1", "K1", "K2", "K2"]
    assert november.opening.minor + sum(line.amount.minor for line in november.lines) == november.closing.minor


def test_the_month_begins_at_midnight_on_the_shops_wall(shop, yuan, clock):
    # Shanghai is eight hours ahead: 16:30 UTC on 31 October is November there
    clock.freeze(datetime(2026, 10, 31, 15, 59, tzinfo=UTC))
    sell(1, shop, 100, yuan)
    clock.freeze(datetime(2026, 10, 31, 16, 30, tzinfo=UTC))
    sell(2, shop, 20, yuan)
    assert [line.amount.minor for line in ledger.statement(shop, "2026-10").lines] == [100]
    assert [line.amount.minor for line in ledger.statement(shop, "2026-11").lines] == [20]
    assert ledger.statement(shop).month.key == "2026-11"


def test_an_empty_month_keeps_the_balance(shop, yuan, clock):
    clock.freeze(datetime(2026, 9, 10, tzinfo=UTC))
    sell(1, shop, 100, yuan)
    clock.freeze(datetime(2026, 11, 10, tzinfo=UTC))
    book = ledger.statement(shop, "2026-10")
    assert (book.opening.minor, book.closing.minor, book.lines, book.totals) == (100, 100, [], {})
    assert statements.months(shop) == ["2026-11", "2026-10", "2026-09"]


def test_a_shop_without_money_has_an_empty_statement(shop):
    book = ledger.statement(shop)
    assert (book.opening.minor, book.closing.minor, book.lines) == (0, 0, [])
    assert ledger.wallet(shop) == ledger.Wallet(book.opening, book.opening)


@pytest.mark.parametrize("text", ["2026", "2026-13", "26-11", "2026-11-01", "x", "0001-01", "2026-1", "９９９９-01"])
def test_what_is_not_a_month_is_none(shop, text):
    assert ledger.month_of(shop, text) is None


def test_december_is_followed_by_january(shop):
    month = ledger.month_of(shop, "2026-12")
    assert month.end - month.start == timedelta(days=31)
    assert ledger.month_of(shop, "2027-01").start == month.end


def test_held_money_is_counted_by_the_write(shop, yuan):
    for order_id in (1, 2):
        ledger.order_paid(order_id, shop, "sandbox", yuan(300), f"capture:{order_id}")
    ledger.order_refunded(2, shop, "sandbox", yuan(100), "refund:1")
    assert ledger.wallet(shop).held == yuan(500)
    ledger.order_released(1, shop, yuan(300), yuan(0))
    assert ledger.wallet(shop) == ledger.Wallet(yuan(300), yuan(200))


def test_long_months_are_read_in_pages(shop, yuan):
    for order_id in range(1, 8):
        sell(order_id, shop, 10, yuan)
    first = statements.statement(shop, limit=5)
    assert (len(first.lines), first.more) == (5, True)
    rest = statements.statement(shop, before=first.lines[-1].id, limit=5)
    assert (len(rest.lines), rest.more) == (2, False)
    assert len(list(statements.every_line(shop, first.month, chunk=3))) == 7


def test_a_statement_asks_the_database_the_same_for_few_and_many_lines(shop, yuan, queries):
    sell(1, shop, 10, yuan)
    with queries() as few:
        ledger.statement(shop)
    for order_id in range(2, 40):
        sell(order_id, shop, 10, yuan)
    with queries() as many:
        ledger.statement(shop)
    assert len(few) == len(many) <= 6


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", " =", "＝", "\u00a0@"])
def test_no_cell_of_text_begins_a_formula(start):
    cell = ledger.neutral(f'{start}HYPERLINK("http://evil.example")')
    assert cell.startswith("'") and "\n" not in cell and "\r" not in cell


def test_the_file_has_every_line_and_both_balances(shop, yuan, clock):
    clock.freeze(datetime(2026, 11, 22, 8, 46, tzinfo=UTC))
    sell(1, shop, 11800, yuan, 236)
    ledger.post("corrected", "c:1", [("shop", shop.id, 5), ("fees", "", -5)], "CNY", shop, note="=1+1")
    before = statements._numbers
    ledger.name_orders_with(lambda shop_id, ids: {1: "@SUM(A1)"})
    try:
        text = export.statement_csv(shop, ledger.month_of(shop, "2026-11"))
    finally:
        ledger.name_orders_with(before)
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert rows[1][2:6] == ["Opening balance", "", "", "0.00"]
    assert rows[2] == ["2026-11-22", "16:46", "Released to you", "'@SUM(A1)", "118.00", "118.00", "CNY", ""]
    assert rows[3][4:6] == ["-2.36", "115.64"]  # our own numbers stay numbers
    assert rows[4][7] == "'=1+1"
    assert rows[-1][2:6] == ["Closing balance", "", "", "115.69"]
