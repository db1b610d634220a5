"""What banks write beside money names people: it goes after the days that the settings say, and what the books need stays."""

from datetime import timedelta

import pytest

from storefront import reconciliation
from storefront.kit import clock as time
from storefront.kit import db, jobs
from storefront.kit.errors import Refused
from storefront.reconciliation import comparing, taking
from storefront.reconciliation.models import Finding, Line
from tests.support.factories import again

SAID = "From ZHOU YINING, Nanshan Road 18"


def table(reference: str) -> str:
    return f"Date;Reference;Amount;Currency;Description\n{time.now():%Y-%m-%d};{reference};90,00;CNY;{SAID}\n"


@pytest.fixture
def days(config):
    return timedelta(days=config.statement_days)


@pytest.fixture
def bank(database, staff):
    """A statement of the bank with one line that fits nothing."""
    row, _new = taking.upload("bank", "bank.csv", table("B1").encode(), staff())
    taking.take_in(row, row.starts_at, row.ends_at)
    jobs.run_pending()
    return again(row)


def words() -> list[str]:
    return [line.words for line in Line.select().order_by(Line.id)]


def test_words_go_after_their_days_and_sums_stay(bank, staff, clock, days, browse):
    comparing.resolve(Finding.get(), staff(), "A present of a friend")
    clock.advance(days - timedelta(hours=1))
    reconciliation.forget_due()
    assert words() == [SAID] and again(bank).words_gone_at is None
    clock.advance(timedelta(hours=2))
    jobs.sweep()
    gone = again(bank).words_gone_at
    line = Line.get()
    assert gone and (line.words, line.reference, line.amount_minor) == ("", "B1", 9000)
    assert "ZHOU" not in str(list(db.database.execute_sql("SELECT * FROM statement_line")))
    clock.advance(timedelta(days=1))
    reconciliation.forget_due()
    assert again(bank).words_gone_at == gone
    page = browse().get(f"/admin/statements/{bank.code}").text
    assert "What stood beside its lines was forgotten on" in page and "Compare again" not in page
    with pytest.raises(Refused, match="cannot be compared again"):
        taking.compare_again(bank)  # as it was looked at before
    assert again(bank).state == "done"


def test_words_stay_while_somebody_has_to_find_out_whose_money_it_is(bank, staff, clock, days):
    clock.advance(days + timedelta(days=30))
    reconciliation.forget_due()
    assert words() == [SAID]
    comparing.resolve(Finding.get(), staff(), "Sent back by the bank")
    reconciliation.forget_due()
    assert words() == [""]


def test_a_file_that_nobody_took_in_goes_as_a_whole(database, staff, clock, days):
    row, _new = taking.upload("bank", "left.csv", table("B2").encode(), staff())
    clock.advance(days - timedelta(hours=1))
    reconciliation.forget_due()
    assert SAID in again(row).body
    clock.advance(timedelta(hours=2))
    reconciliation.forget_due()
    assert (again(row).state, again(row).body) == ("discarded", "")


def test_the_page_about_privacy_says_how_long(client, config):
    assert f"forgotten {config.statement_days} days after the market compared it" in client.get("/help/privacy").text
