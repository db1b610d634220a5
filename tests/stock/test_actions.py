"""Stock: held, sold, released, given back; never more than there is."""

import pytest

from storefront import stock
from storefront.catalog import Product
from storefront.kit.errors import Refused
from storefront.stock import Level, Move


def level(variant) -> Level:
    return Level.across_shops().where(Level.variant == variant.id).get()


def test_a_hold_leaves_fewer_to_buy_and_touches_no_shelf(world):
    mug = world.mei.mug
    stock.reserve(world.mei.shop, "order:1", [(mug.id, 3)])
    assert (level(mug).on_hand, level(mug).held) == (7, 3)
    assert stock.left([mug.id]) == {mug.id: 4}
    assert Product.across_shops().where(Product.id == mug.product_id).get().left_count == 4


def test_all_lines_are_held_or_none(world):
    mug, jar = world.mei.mug, world.mei.jar
    with pytest.raises(Refused) as no:
        stock.reserve(world.mei.shop, "order:1", [(mug.id, 1), (jar.id, 3)])
    assert no.value.details["left"] == {jar.id: 2}
    assert str(no.value) == "Someone was quicker: only 2 left. We changed your bag."
    assert stock.left([mug.id, jar.id]) == {mug.id: 7, jar.id: 2}


def test_the_same_variant_on_two_lines_is_counted_together(world):
    jar = world.mei.jar
    with pytest.raises(Refused):
        stock.reserve(world.mei.shop, "order:1", [(jar.id, 1), (jar.id, 2)])


def test_what_is_not_counted_sells_without_limit(world):
    bowl = world.mei.bowl
    stock.reserve(world.mei.shop, "order:1", [(bowl.id, 500)])
    stock.commit("order:1")
    assert stock.left([bowl.id]) == {bowl.id: None}


def test_commit_sells_once_however_often_it_is_called(world):
    jar = world.mei.jar
    stock.reserve(world.mei.shop, "order:1", [(jar.id, 1)])
    stock.commit("order:1")
    stock.commit("order:1")
    assert (level(jar).on_hand, level(jar).held) == (1, 0)
    assert [move.quantity for move in Move.across_shops().where(Move.variant == jar.id).order_by(Move.id)] == [2, -1]


def test_release_frees_once_and_a_sold_hold_is_not_released(world):
    jar = world.mei.jar
    stock.reserve(world.mei.shop, "order:1", [(jar.id, 1)])
    stock.release("order:1")
    stock.release("order:1")
    assert (level(jar).on_hand, level(jar).held) == (2, 0)
    stock.reserve(world.mei.shop, "order:2", [(jar.id, 1)])
    stock.commit("order:2")
    stock.release("order:2")
    assert (level(jar).on_hand, level(jar).held) == (1, 0)


def test_give_back_returns_once(world):
    jar = world.mei.jar
    stock.reserve(world.mei.shop, "order:1", [(jar.id, 2)])
    stock.commit("order:1")
    stock.give_back("order:1")
    stock.give_back("order:1")
    assert stock.left([jar.id]) == {jar.id: 2}


def test_a_revived_order_holds_again_or_nothing_at_all(world):
    jar, mug = world.mei.jar, world.mei.mug
    stock.reserve(world.mei.shop, "order:1", [(jar.id, 2), (mug.id, 1)])
    stock.release("order:1")
    stock.reserve(world.mei.shop, "order:2", [(jar.id, 1)])
    with pytest.raises(Refused):
        stock.revive(world.mei.shop, "order:1")
    assert stock.left([jar.id, mug.id]) == {jar.id: 1, mug.id: 7}
    stock.release("order:2")
    stock.revive(world.mei.shop, "order:1")
    assert stock.left([jar.id, mug.id]) == {jar.id: 0, mug.id: 6}


def test_an_order_is_revived_by_what_is_counted_now(world):
    """Between the end of its hold and its money the seller stopped counting one thing and began to count another."""
    jar, bowl = world.mei.jar, world.mei.bowl
    stock.reserve(world.mei.shop, "order:1", [(jar.id, 2), (bowl.id, 3)])
    stock.release("order:1")
    stock.set_count(jar, None)
    stock.set_count(bowl, 4)
    stock.revive(world.mei.shop, "order:1")
    assert stock.left([jar.id, bowl.id]) == {jar.id: None, bowl.id: 1}
    stock.commit("order:1")
    assert (level(bowl).on_hand, level(bowl).held) == (1, 0)
    stock.give_back("order:1")
    assert stock.left([jar.id, bowl.id]) == {jar.id: None, bowl.id: 4}


def test_an_order_is_not_revived_where_what_is_counted_now_is_too_little(world):
    bowl = world.mei.bowl
    stock.reserve(world.mei.shop, "order:1", [(bowl.id, 3)])
    stock.release("order:1")
    stock.set_count(bowl, 2)
    with pytest.raises(Refused):
        stock.revive(world.mei.shop, "order:1")
    assert stock.left([bowl.id]) == {bowl.id: 2}


def test_the_count_cannot_fall_below_what_is_held(world):
    jar = world.mei.jar
    stock.reserve(world.mei.shop, "order:1", [(jar.id, 2)])
    with pytest.raises(Refused):
        stock.set_count(jar, 1)
    with pytest.raises(Refused):
        stock.set_count(jar, None)
    assert level(jar).on_hand == 2


def test_a_count_during_a_sale_is_a_step_so_that_the_sale_is_not_undone(world):
    mug = world.mei.mug
    stock.set_count(mug, 10)
    stock.reserve(world.mei.shop, "order:1", [(mug.id, 4)])
    stock.commit("order:1")
    stock.set_count(mug, 8)
    assert stock.left([mug.id]) == {mug.id: 8}


def test_counting_stops_and_begins_again(world):
    mug = world.mei.mug
    stock.set_count(mug, None)
    stock.reserve(world.mei.shop, "order:1", [(mug.id, 100)])
    stock.set_count(mug, 5)
    stock.commit("order:1")  # placed while it was not counted: takes nothing from the new count
    assert stock.left([mug.id]) == {mug.id: 5}
