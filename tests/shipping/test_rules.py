"""Which lines of a delivery table reach an address, what they cost, and when things arrive."""

from datetime import date
from types import SimpleNamespace

import pytest

from storefront.shipping import rules


@pytest.mark.parametrize(
    "regions, country, region, there",
    [
        ("CN", "CN", "CN-ZJ", True), ("CN-SH,CN-ZJ", "CN", "CN-ZJ", True), ("cn-zj , de", "DE", "DE", True), ("", "DE", "DE", True),
        ("CN-SH", "CN", "CN-ZJ", False), ("CN-ZJ", "CN", "CN", False), ("CN", "HK", "HK", False), ("DE", "CN", "CN-ZJ", False),
    ],
)  # fmt: skip
def test_a_line_reaches_what_it_names(regions, country, region, there):
    assert rules.reaches(regions, country, region) is there


def line(number: int, regions: str, fee: int, kind: str = "courier", free_over: int | None = None):
    return SimpleNamespace(
        id=number,
        kind=kind,
        name="",
        regions=regions,
        fee_minor=fee,
        free_over_minor=free_over,
        days_least=2,
        days_most=4,
        place="",
    )


def test_the_courier_that_names_the_place_more_exactly_wins_and_pickup_stands_last():
    table = [line(1, "", 3000), line(2, "CN", 1200), line(3, "CN-XJ", 4500), line(4, "", 0, "pickup")]
    assert [way.option_id for way in rules.choices(table, "CN", "CN-XJ", 10000)] == [3, 4]
    assert [way.option_id for way in rules.choices(table, "CN", "CN-ZJ", 10000)] == [2, 4]
    assert [way.option_id for way in rules.choices(table, "DE", "DE", 10000)] == [1, 4]
    assert rules.choices([line(5, "CN", 0)], "DE", "DE", 10000) == []


@pytest.mark.parametrize("items, fee", [(19999, 1200), (20000, 0), (20001, 0)])
def test_delivery_is_free_from_the_sum_that_was_promised(items, fee):
    (way,) = rules.choices([line(1, "CN", 1200, free_over=20000)], "CN", "CN-ZJ", items)
    assert (way.fee_minor, way.full_fee_minor) == (fee, 1200)


def test_days_of_arrival_count_from_the_day_of_packing():
    today = date(2026, 11, 23)
    assert rules.arrives(today, 2, 2, 4) == (date(2026, 11, 26), date(2026, 11, 29))
    assert rules.arrives(today, 0, 0, 0) == (today, today)
