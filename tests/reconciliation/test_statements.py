"""Statements: a file comes in once, is compared with the books, and what differs is found and nothing else."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from storefront import check, ledger, orders, payouts, reconciliation
from storefront.kit import db, jobs
from storefront.kit.errors import Changed, Refused
from storefront.payments.providers import gateways
from storefront.reconciliation import balancing, comparing, taking
from storefront.reconciliation.models import Finding, Line, Statement
from tests.reconciliation.planting import HEAD, Books
from tests.support.factories import again
from tests.support.machines import every_verb


@pytest.fixture
def books(world):
    return Books(world)


@pytest.fixture
def take(staff):
    """Send a table in and let the worker do the rest."""

    def take(table: str, source: str = "sandbox", name: str = "march.csv", days=None) -> Statement:
        row, new = taking.upload(source, name, table.encode(), staff())
        if new:
            starts, ends = days or (row.starts_at, row.ends_at)
            taking.take_in(row, starts, ends)
            jobs.run_pending()
        return again(row)

    return take


def findings(statement) -> list[tuple[str, str]]:
    rows = Finding.select().where(Finding.statement == statement.id, Finding.state == "open").order_by(Finding.id)
    return [(row.kind, row.subject) for row in rows]


def test_a_clean_statement_agrees(books, take):
    books.fill(30)
    row = take(books.table())
    assert (row.state, row.lines_count, row.matched_count, row.open_count) == ("done", 30, 30, 0)
    assert row.body == ""  # the file is not kept


def test_the_same_file_again_changes_nothing(books, take):
    books.fill(5)
    table = books.table()
    first = take(table)
    assert take(table).id == first.id and Statement.select().count() == 1
    assert Line.select().count() == 5
    taking.work(first.id)  # nor does work that was done
    assert Line.select().count() == 5 and again(first).matched_count == 5


def test_a_worker_that_dies_is_followed_by_another_one(books, staff, clock, monkeypatch):
    books.fill(12)
    row, _new = taking.upload("sandbox", "march.csv", books.table().encode(), staff())
    taking.take_in(row, row.starts_at, row.ends_at)
    keep, kept = taking._keep, []

    def dies(*args):
        keep(*args)
        kept.append(args)
        if len(kept) == 2:
            raise RuntimeError("power")

    with monkeypatch.context() as patch:
        patch.setattr(taking, "CHUNK", 4)
        patch.setattr(taking, "_keep", dies)
        with pytest.raises(RuntimeError):
            taking.work(row.id)
    assert (again(row).state, again(row).read_count) == ("reading", 8)
    taking.work_due()  # somebody may still be at it
    assert again(row).state == "reading"
    clock.advance(taking.LEASE)
    taking.work_due()
    assert (again(row).state, again(row).matched_count, Line.select().count()) == ("done", 12, 12)


def test_every_kind_of_difference_is_found_and_nothing_else(books, take, pytestconfig):
    """T35, in small: 20 of six kinds among 1,000."""
    books.fill(1000)
    planted = books.plant(20, random.Random(pytestconfig.seed))
    row = take(books.table())
    assert books.found(row) == planted
    assert row.open_count == 20


def test_plans_made_while_there_was_nothing_do_not_keep_the_oracle_busy(books, take, request, engine):
    """A database that knows its tables as empty thinks that any way through them is short, and keeps to the way that it chose."""
    statistics = "VACUUM ANALYZE" if engine == "postgres" else "ANALYZE"
    request.getfixturevalue("_cleaner").tell(statistics)
    for _ in range(2):  # the first time teaches which questions are asked together
        assert check.run() == []
    books.fill(1000)
    books.plant(20, random.Random(1))
    take(books.table())
    if engine == "postgres":
        db.database.execute_sql("SET statement_timeout = '60s'")  # it took more than five minutes, and takes less than a second
    try:
        assert check.run() == []
    finally:
        if engine == "postgres":
            db.database.execute_sql("RESET statement_timeout")


def test_what_a_later_statement_brings_is_no_longer_missing(books, take):
    books.fill(6)
    first, second = books.table(rows=slice(0, 5)), books.table(rows=slice(5, 6))
    days = (books.start, books.start + timedelta(days=2))
    row = take(first, days=days)
    assert [kind for kind, _subject in findings(row)] == ["missing"]
    take(second, name="late.csv", days=days)
    assert findings(row) == [] and again(row).open_count == 0


def test_what_a_later_statement_brings_is_no_longer_missing_after_a_worker_died_over_it(books, take, clock, monkeypatch):
    books.fill(6)
    first, second = books.table(rows=slice(0, 4)), books.table(rows=slice(4, 6))
    days = (books.start, books.start + timedelta(days=2))
    row = take(first, days=days)
    assert len(findings(row)) == 2
    settle, died = comparing._settle, []

    def once(finding):
        if died:
            return settle(finding)
        died.append(finding.id)
        raise SystemError("the worker died")

    monkeypatch.setattr(comparing, "_settle", once)
    late = take(second, name="late.csv", days=days)
    assert died and late.state == "comparing" and len(findings(row)) == 2
    clock.advance(comparing.LEASE)
    taking.work_due()
    assert again(late).state == "done" and findings(row) == [] and again(row).open_count == 0


def test_a_finding_that_somebody_resolved_meanwhile_keeps_no_other_open(books, take, monkeypatch, staff):
    books.fill(6)
    first, second = books.table(rows=slice(0, 4)), books.table(rows=slice(4, 6))
    days = (books.start, books.start + timedelta(days=2))
    row = take(first, days=days)
    settle = comparing._settle

    def late(finding):
        if not Finding.select().where(Finding.state == "resolved").exists():
            comparing.resolve(again(finding), staff(), "Looked at it")
        return settle(finding)

    monkeypatch.setattr(comparing, "_settle", late)
    assert take(second, name="late.csv", days=days).state == "done"
    states = Finding.select(Finding.state).where(Finding.statement == row.id).order_by(Finding.id)
    assert sorted(each.state for each in states) == ["resolved", "settled"] and again(row).open_count == 0


def test_what_the_books_learn_later_settles_an_extra_line(books, take):
    books.fill(3)
    row = take(books.table() + books.line("capture", "txn-late", 4200))
    assert findings(row) == [("extra", "")]
    books.capture("txn-late", 4200)
    taking.compare_again(row)
    jobs.run_pending()
    assert findings(row) == [] and (again(row).open_count, again(row).matched_count) == (0, 4)
    finding = Finding.get()
    assert finding.state == "settled"


def test_the_same_line_twice_is_one_too_many(books, take):
    books.fill(3)
    row = take(books.table() + books.rows[0].text())
    assert [kind for kind, _subject in findings(row)] == ["extra"]
    assert row.matched_count == 3


def test_comparing_again_finds_nothing_twice(books, take):
    books.fill(50)
    books.plant(6, random.Random(1))
    row = take(books.table())
    before = findings(row)
    for _turn in range(2):
        taking.compare_again(again(row))
        jobs.run_pending()
    assert findings(row) == before and len(before) == 6


def test_refunds_are_found_by_our_key_and_by_their_payment(world, books, take):
    order = world.paid()
    orders.refund(order, 1000, "a chip", "key-one")
    orders.refund(world.again(order), 1500, "another", "key-two")
    one, two = books.refunds()
    capture = books.add_existing(order)
    by_key = books.line("refund", "re_1", -1000, ours=f"{one.id}:{one.key}")
    by_payment = books.line("refund", capture.provider_reference, -1500)
    row = take(books.table() + by_key + by_payment)
    assert findings(row) == [] and row.matched_count == 3
    assert {line.subject for line in Line.select().where(Line.kind == "refund")} == {f"refund:{one.id}", f"refund:{two.id}"}


def test_transfers_of_a_provider_must_reach_our_bank(books, take, clock):
    books.fill(2)
    take(books.table() + books.line("payout", "po_77", 9000) + books.line("payout", "po_78", 500))
    assert Finding.select().count() == 0  # noted, not compared with payments
    clock.advance(timedelta(days=10))
    bank = "Date;Reference;Amount;Currency;Description\n"
    bank += f"{books.start:%Y-%m-%d};B1;90,00;CNY;SANDBOX PAYOUT po_77 MARKET\n"
    bank += f"{books.start + timedelta(days=9):%Y-%m-%d};B2;-3,00;CNY;Account fee\n"
    row = take(bank, source="bank", name="bank.csv")
    found = Finding.select(Finding.kind, Finding.got_minor, Finding.expected_minor).where(Finding.statement == row.id)
    assert sorted(found.tuples()) == [("extra", -300, None), ("missing", None, 500)]


def test_a_finding_is_resolved_with_a_word(books, take, staff):
    books.fill(3)
    row = take(books.table() + books.line("capture", "txn-x", 1))
    finding = Finding.get()
    with pytest.raises(Refused):
        comparing.resolve(finding, staff(), "  ")
    comparing.resolve(finding, staff(), "A test of the provider's own.")
    assert again(row).open_count == 0
    with pytest.raises(Changed):
        comparing.resolve(finding, staff(), "again")
    taking.compare_again(again(row))
    jobs.run_pending()
    assert again(row).open_count == 0  # somebody has looked: it does not come back


def test_a_file_is_thrown_away_and_sent_again(books, staff):
    books.fill(1)
    data = books.table().encode()
    row, _new = taking.upload("sandbox", "a.csv", data, staff())
    taking.discard(row)
    assert again(row).body == ""
    second, new = taking.upload("sandbox", "a.csv", data, staff())
    assert new and second.id != row.id


@pytest.mark.tampers  # states are set by hand here
@pytest.mark.parametrize("machine, model", [(reconciliation.STATEMENT, Statement), (reconciliation.FINDING, Finding)])
def test_only_what_the_tables_say(books, take, machine, model):
    books.fill(2)
    take(books.table() + books.line("capture", "txn-x", 1))
    for state in machine.states:
        every_verb(machine, model.get(), state, lambda _state: {"said": "x"} if model is Finding else {})


def test_what_a_provider_moved_to_our_bank_is_booked_once(books, take, clock):
    books.fill(2)
    take(books.table() + books.line("payout", "po_77", 9000))
    assert (ledger.balance("provider", "bank", "CNY").minor, Finding.select().count()) == (-9000, 0)
    row = take(HEAD + books.line("payout", "po_77", 9000), name="b.csv")
    taking.compare_again(row)
    jobs.run_pending()
    assert ledger.balance("provider", "bank", "CNY").minor == -9000
    assert not [money for _what, _key, money in balancing.differences(balancing.check()) if money]


def test_an_agreed_fee_is_a_cost_of_the_market_and_another_one_is_found(books, take, monkeypatch):
    monkeypatch.setattr(gateways.get("sandbox"), "costs", ledger.FeeRule(fixed_minor=30), raising=False)
    books.fill(3)
    books.rows[:] = [replace(row, fee=fee) for row, fee in zip(books.rows, (30, 30, 31), strict=True)]
    row = take(books.table())
    assert [kind for kind, _subject in findings(row)] == ["fee"] and row.matched_count == 2
    assert ledger.balance("fees", "", "CNY").minor == -60
    taking.compare_again(row)
    jobs.run_pending()
    assert ledger.balance("fees", "", "CNY").minor == -60


def test_a_withdrawal_is_found_at_the_bank_by_its_code(world, take, staff, clock):
    keeper = world.mei
    order = world.completed()
    orders.Order.update(settle_at=clock.now()).where(orders.Order.id == order.id).execute()
    orders.settle_due()
    shop = keeper.fresh()
    account = payouts.change_account(shop, keeper.owner, payouts.read(shop, "Mei Chen", "6222021234564417", "ICBC"))
    payouts.BankAccount.update(usable_at=account.added_at).where(payouts.BankAccount.id == account.id).execute()
    one, other = (payouts.ask(shop, keeper.owner, world.money(minor), f"a-withdrawal-of-{minor}") for minor in (2000, 3000))
    batch = payouts.join(one).batch
    payouts.join(other)
    payouts.release(payouts.batch_by_code(batch.code), staff("operator"))
    payouts.mark_all_sent(payouts.batch_by_code(batch.code))
    days = (clock.now() - timedelta(days=1), clock.now() + timedelta(days=6))
    text = f"Date;Reference;Amount;Currency;Description\n{clock.now():%Y-%m-%d};B1;-20,00;CNY;Withdrawal {one.code} MEI CHEN\n"
    row = take(text, source="bank", name="bank.csv", days=days)
    assert findings(row) == [("missing", f"withdrawal:{other.id}")] and row.matched_count == 1
