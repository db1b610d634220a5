"""How much a shop sells in a day before its identity is checked, and what is counted by day."""

from datetime import UTC, datetime, timedelta

import pytest

from storefront.kit.errors import Refused

NOON = datetime(2026, 3, 4, 4, 0, tzinfo=UTC)  # noon in Shanghai


@pytest.fixture(autouse=True)
def _noon(clock, database):
    clock.freeze(NOON)


def test_an_unchecked_shop_sells_within_its_cap(shops, kiln):
    assert shops.cap_left(kiln) == (50, 1_000_000)
    shops.count_against_cap(kiln, 999_900)
    assert shops.cap_left(kiln) == (49, 100)
    with pytest.raises(Refused, match="Try again tomorrow"):
        shops.count_against_cap(kiln, 101)
    shops.count_against_cap(kiln, 100)
    assert shops.cap_left(kiln) == (48, 0)
    assert "Left today: 48 orders, ¥0.00." in shops.cap_note(kiln)


def test_the_number_of_orders_is_capped_too(shops, kiln):
    for _n in range(50):
        shops.count_against_cap(kiln, 1)
    with pytest.raises(Refused):
        shops.count_against_cap(kiln, 1)


def test_the_cap_is_per_day_of_the_shops_calendar(shops, kiln, clock):
    clock.freeze(datetime(2026, 3, 4, 15, 59, tzinfo=UTC))
    shops.count_against_cap(kiln, 1_000_000)
    with pytest.raises(Refused):
        shops.count_against_cap(kiln, 1)
    clock.advance(timedelta(minutes=1))  # midnight in Shanghai
    shops.count_against_cap(kiln, 1)


def test_a_check_raises_the_cap_and_shows(shops, kiln, fresh):
    shops.verify(kiln, "individual")
    assert fresh(kiln).verified and shops.cap_left(kiln) == (1000, 20_000_000)
    assert "Until you check your ID" not in shops.cap_note(kiln)
    shops.verify(kiln, "company")
    assert shops.cap_left(kiln) is None and shops.cap_note(kiln) is None
    shops.count_against_cap(kiln, 10**10)
    with pytest.raises(ValueError):
        shops.verify(kiln, "royalty")


def test_an_order_that_is_rolled_back_is_not_counted(shops, kiln):
    from storefront.kit import db

    with pytest.raises(ZeroDivisionError), db.transaction():
        shops.count_against_cap(kiln, 500)
        raise ZeroDivisionError
    assert shops.cap_left(kiln) == (50, 1_000_000)


def _many_orders(shops, kiln):
    """Sixteen orders of a tenth of the cap at the same moment; how many were let in."""
    from concurrent.futures import ThreadPoolExecutor

    from storefront.kit import db

    def order(_n):
        with db.connection():
            try:
                shops.count_against_cap(kiln, 100_000)
                return 1
            except Refused:
                return 0

    with ThreadPoolExecutor(8) as pool:
        return sum(pool.map(order, range(16)))


@pytest.mark.race
def test_many_orders_at_once_never_pass_the_cap_together(shops, kiln):
    assert _many_orders(shops, kiln) == 10
    assert shops.day_of(kiln).sum_minor == 1_000_000


@pytest.mark.race
def test_the_race_for_the_cap_is_lost_without_its_guard(shops, kiln, monkeypatch):
    """The control: with the guard off, all sixteen get through."""
    from storefront.shops import actions

    monkeypatch.setattr(actions, "cap_of", lambda shop: None)
    assert _many_orders(shops, kiln) == 16


def test_scans_are_counted_by_day(shops, kiln):
    from storefront.shops.actions import count_scan

    count_scan(kiln)
    count_scan(kiln)
    assert shops.day_of(kiln).scans_count == 2 and shops.day_of(kiln).orders_count == 0
