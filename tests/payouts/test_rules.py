"""Bank days, account numbers, names as banks write them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.iso7064 import mod_97_10

from storefront.payouts import rules

SHANGHAI = "Asia/Shanghai"


@pytest.mark.parametrize(
    "asked, due, arrives",
    [
        ("2026-11-26 10:00", "2026-11-27", "2026-11-30"),  # Thursday: Friday's batch, there on Monday
        ("2026-11-27 10:00", "2026-11-30", "2026-12-01"),  # Friday: Monday's batch
        ("2026-11-28 10:00", "2026-11-30", "2026-12-01"),  # Saturday
        ("2026-11-30 23:59", "2026-12-01", "2026-12-02"),  # just before midnight is today
    ],
)
def test_the_batch_is_of_the_next_bank_day_and_the_money_there_on_the_one_after(asked, due, arrives):
    zone = rules.zone_of(SHANGHAI)
    moment = datetime.fromisoformat(asked).replace(tzinfo=zone)
    found = rules.batch_for(moment, moment - timedelta(days=9), SHANGHAI, "CNY")
    assert found.astimezone(zone).isoformat()[:16] == f"{due}T06:00"
    assert rules.arrival(found, SHANGHAI, "CNY").isoformat() == arrives


def test_a_new_account_moves_the_batch_to_the_first_after_it_may_be_used():
    now = datetime(2026, 11, 25, 2, tzinfo=UTC)
    assert rules.batch_for(now, now + rules.NEW_ACCOUNT, SHANGHAI, "CNY") == datetime(2026, 11, 29, 22, tzinfo=UTC)


def test_banks_of_the_euro_have_holidays_of_their_own():
    closed = [date(2027, 1, 1), date(2027, 3, 26), date(2027, 3, 29), date(2028, 5, 1), date(2026, 12, 25)]
    assert not any(rules.is_bank_day(day, "EUR") for day in closed)
    assert all(rules.is_bank_day(day, "CNY") for day in closed)
    assert rules.bank_day_after(date(2026, 12, 24), "EUR") == date(2026, 12, 28)


def test_days_that_the_operator_named_are_no_bank_days():
    new_year = frozenset(date(2027, 2, day) for day in range(5, 12))
    assert rules.bank_day_after(date(2027, 2, 4), "CNY", closed=new_year) == date(2027, 2, 12)
    assert rules.bank_day_after(date(2027, 2, 4), "CNY", 2, new_year) == date(2027, 2, 15)
    moment = datetime(2027, 2, 4, 2, tzinfo=UTC)
    due = rules.batch_for(moment, moment, SHANGHAI, "CNY", new_year)
    assert due == datetime(2027, 2, 11, 22, tzinfo=UTC) and rules.arrival(due, SHANGHAI, "CNY", new_year) == date(2027, 2, 15)
    assert not rules.is_bank_day(date(2027, 3, 26), "EUR", new_year)  # and the euro's own stay


@pytest.mark.parametrize("year, day", [(2024, "03-31"), (2025, "04-20"), (2026, "04-05"), (2027, "03-28"), (2038, "04-25")])
def test_easter(year, day):
    assert rules.easter(year).isoformat() == f"{year}-{day}"


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.sampled_from(["EUR", "CNY"]), st.integers(1, 6))
def test_a_bank_day_is_later_and_one_of_theirs(day, currency, count):
    found = rules.bank_day_after(day, currency, count)
    assert found > day
    assert rules.is_bank_day(found, currency)


@pytest.mark.parametrize(
    "number, currency, problem",
    [
        ("DE89 3704 0044 0532 0130 00", "EUR", None),
        ("gb82-west-1234-5698-7654-32", "EUR", None),
        ("DE88370400440532013000", "EUR", "This IBAN has a mistake"),
        ("DE8937040044053201300", "EUR", "This IBAN has a mistake"),
        ("370400440532013000", "EUR", "Write the IBAN"),
        ("6222 0212 3456 4417", "CNY", None),
        ("６２２２０２１２３４５６４４１７", "CNY", None),
        ("12", "CNY", "An account number or IBAN has 4 to 34"),
        ("ABCDEFGH", "CNY", "An account number or IBAN has 4 to 34"),
        ("=1+1", "CNY", "An account number or IBAN has 4 to 34"),
        ("DE89 3704 0044 0532 0130 01", "CNY", "This IBAN has a mistake"),
    ],
)
def test_account_numbers(number, currency, problem):
    found = rules.number_problem(number, currency)
    assert found is None if problem is None else found.startswith(problem)


@given(st.text("0123456789", min_size=18, max_size=18), st.integers(0, 17), st.integers(1, 9))
def test_one_wrong_digit_of_an_iban_never_passes(bban, place, off):
    check = mod_97_10.calc_check_digits(f"{bban}DE")
    assert rules.number_problem(f"DE{check}{bban}", "EUR") is None
    wrong = f"{bban[:place]}{(int(bban[place]) + off) % 10}{bban[place + 1 :]}"
    assert rules.number_problem(f"DE{check}{wrong}", "EUR")


def test_euros_need_a_name_that_banks_can_write():
    assert rules.holder_problem("梅", "EUR") == "Write the name in Latin letters, as the bank has it."
    assert rules.holder_problem("梅", "CNY") is None
    assert rules.sepa_text("Müller // Søn & Co./") == "Muller / Son Co."
    assert rules.holder_problem("x" * 71, "CNY")


@pytest.mark.parametrize(
    "number, iban, currency, ready, kind",
    [
        ("DE89370400440532013000", True, "EUR", True, "sepa"),
        ("DE89370400440532013000", True, "EUR", False, "csv"),
        ("GB82WEST12345698765432", True, "EUR", True, "csv"),
        ("6222021234564417", False, "CNY", True, "csv"),
    ],
)
def test_which_file_a_withdrawal_goes_into(number, iban, currency, ready, kind):
    assert rules.kind_of_file(number, iban, currency, ready, "Lotte Berg") == kind


def test_a_name_that_no_such_file_can_carry_stands_in_a_table():
    assert rules.kind_of_file("DE89370400440532013000", True, "EUR", True, "梅") == "csv"
