"""An order that leaves in several parcels: the buyer hears of each, what is in it and what is still to come, and of nothing that stayed."""

from datetime import timedelta

import pytest

from storefront import aftersales, notifications, orders, shipping
from storefront.kit import events, jobs
from tests.support.factories import FAMILIE, ZHOU

FIRST, SECOND, THIRD = "SF1357924680123", "YT1234567890123", "SF1357924680777"
MUG, JAR = "Sunday mug, celadon, 320 ml", "Moon jar, matte white, 28 cm"
JAM, LOAF = "Erdbeermarmelade, 220 g", "Bauernbrot, 1 kg"


@pytest.fixture
def told(written):
    """`told()`: what the buyer was told since it was asked last."""
    return lambda: [row.body for row in written() if row.to in (ZHOU.phone, FAMILIE.phone)]


@pytest.fixture
def two(world, told):
    """Two mugs and a jar, paid."""
    order = world.paid(items=[(world.mei.mug, 2), (world.mei.jar, 1)])
    told()
    return order


def send(world, order, number: str = "", **pieces):
    """A parcel with so many pieces of the first and of the second line; everything that is left where nothing is said."""
    lines = orders.lines_of(order)
    chosen = {line.id: pieces.get(name, 0) for line, name in zip(lines, ("mug", "jar"), strict=False)}
    return shipping.ship(world.again(order), number, pieces=chosen if pieces else None)


def test_each_parcel_is_told_with_what_is_in_it_and_what_is_still_to_come(world, two, told):
    send(world, two, FIRST, mug=1)
    (words,) = told()
    assert words.startswith(f"Mei's Kiln: part of your order {two.number} is on its way with SF Express, number {FIRST}.")
    assert f"In it: {MUG} × 1." in words and f"Still to come: {MUG} × 1, {JAR} × 1." in words
    assert words.endswith(f"/o/{two.token}")
    send(world, two, SECOND, mug=1)
    (words,) = told()
    assert SECOND in words and f"In it: {MUG} × 1. Still to come: {JAR} × 1." in words
    send(world, two)
    (words,) = told()
    assert words.startswith(f"Mei's Kiln: the rest of your order {two.number} is on its way. In it: {JAR} × 1.")
    assert "Still to come" not in words and FIRST not in words and SECOND not in words


def test_an_order_in_one_parcel_is_told_as_ever_and_once(world, told):
    order = world.paid(items=[(world.mei.mug, 2), (world.mei.jar, 1)])
    told()
    send(world, order, FIRST)
    (words,) = told()
    assert words.startswith(f"Mei's Kiln: on its way with SF Express, number {FIRST}.") and "In it" not in words


def test_two_parcels_in_one_minute_are_two_notices_and_both_are_true(world, two, told, clock):
    send(world, two, FIRST, mug=2)
    clock.advance(timedelta(seconds=3))
    send(world, two, SECOND)
    first, second = told()
    assert f"part of your order {two.number}" in first and FIRST in first and f"In it: {MUG} × 2." in first
    assert "the rest of your order" in second and SECOND in second and f"In it: {JAR} × 1." in second
    assert f"{MUG}" not in second


def test_what_may_still_be_taken_back_counts_as_still_to_come(world, two, told, clock):
    send(world, two, FIRST, mug=2)
    clock.advance(timedelta(seconds=8))
    last = send(world, two, SECOND)
    clock.advance(timedelta(seconds=3))
    jobs.run_pending(1000)  # the first is told, the second can still be taken back
    shipping.take_back(world.again(two), last.id)
    (words,) = told()
    assert FIRST in words and f"Still to come: {JAR} × 1." in words


def test_a_parcel_taken_back_is_never_told_and_its_pieces_are_still_to_come(world, two, told):
    early = send(world, two, FIRST, mug=1)
    shipping.take_back(world.again(two), early.id)
    send(world, two, SECOND, jar=1)
    (words,) = told()
    assert FIRST not in words and SECOND in words and f"Still to come: {MUG} × 2." in words


def test_the_first_parcel_taken_back_after_the_last_one_left_the_last_one_is_told(world, two, told):
    early = send(world, two, FIRST, mug=2)
    send(world, two, SECOND)
    assert world.again(two).state == "shipped"
    shipping.take_back(world.again(two), early.id)
    assert world.again(two).state == "confirmed"
    (words,) = told()
    assert "part of your order" in words and SECOND in words and f"Still to come: {MUG} × 2." in words
    send(world, two, THIRD)
    (words,) = told()
    assert "the rest of your order" in words and THIRD in words and f"In it: {MUG} × 2." in words


def test_a_parcel_is_told_once_however_often_its_event_comes(world, two, told):
    send(world, two, FIRST, mug=1)
    assert len(told()) == 1
    (row,) = events.Event.select().where(events.Event.kind == events.name_of(shipping.ParcelSent))
    notifications.tell_about_parcel(events.revive(row), row)
    assert told() == []


@pytest.fixture
def basket(world, told):
    """Two jars of jam and a loaf, in a direct shop: paid."""
    order = world.paid(world.lotte, items=[(world.lotte.jam, 2), (world.lotte.loaf, 1)])
    told()
    return order


def test_a_direct_shop_tells_its_parcels_the_same_way(world, basket, told):
    send(world, basket, mug=2)
    (words,) = told()
    assert words.startswith(
        f"Oma Lotte: part of your order {basket.number} is on its way. In it: {JAM} × 2. Still to come: {LOAF} × 1."
    )


def test_what_was_withdrawn_from_is_not_still_to_come(world, basket, told):
    jam, _loaf = orders.lines_of(basket)
    aftersales.withdraw_from_contract(world.again(basket), pieces={jam.id: 1})
    told()
    send(world, basket, FIRST, mug=1)
    (words,) = told()
    assert f"In it: {JAM} × 1. Still to come: {LOAF} × 1." in words


def test_when_the_rest_is_withdrawn_from_the_buyer_hears_that_nothing_more_comes(world, basket, told):
    _jam, loaf = orders.lines_of(basket)
    send(world, basket, FIRST, mug=2)
    told()
    aftersales.withdraw_from_contract(world.again(basket), pieces={loaf.id: 1})
    assert world.again(basket).state == "shipped"
    said = [words for words in told() if "nothing more" in words]
    assert len(said) == 1 and said[0].startswith(f"Oma Lotte: nothing more of your order {basket.number} is to come.")
    assert FIRST not in said[0]  # that was told


def test_nothing_more_is_not_said_where_a_parcel_came_back_meanwhile(world, basket, told):
    _jam, loaf = orders.lines_of(basket)
    early = send(world, basket, FIRST, mug=2)
    aftersales.withdraw_from_contract(world.again(basket), pieces={loaf.id: 1})
    shipping.take_back(world.again(basket), early.id)
    assert world.again(basket).state == "confirmed"
    assert [words for words in told() if "nothing more" in words or "on its way" in words] == []


def test_another_one_for_what_went_wrong_is_told_by_its_question_alone(world, two, told):
    send(world, two, FIRST)
    told()
    shipping.ship_again(world.again(two), SECOND)
    assert told() == []


def test_a_long_list_is_cut_in_a_text_and_counted(world, told):
    goods = [world.mei.sells(f"cup{n}", f"Cup number {n}", 1000, 5) for n in range(7)]
    order = world.paid(items=[(cup, 1) for cup in goods])
    told()
    first = orders.lines_of(order)[0]
    shipping.ship(world.again(order), FIRST, pieces={first.id: 1})
    (words,) = told()
    assert "Still to come: Cup number 1 × 1, Cup number 2 × 1, Cup number 3 × 1 and 3 more." in words
