"""A bag that is filled from two sides at once: a double tap, two tabs."""

import pytest

from storefront import cart
from tests.support.storm import refused, storm

pytestmark = pytest.mark.race


def test_the_same_thing_added_many_times_at_once_is_there_so_many_times(market):
    bowl, (bag, _token) = market.mei.bowl, cart.open_bag()
    outcomes = storm([lambda: cart.add(bag, bowl.code, market.mei.shop.id)] * 24)
    assert refused(outcomes) == []
    assert sorted(outcomes) == list(range(1, 25))
    assert cart.count(bag) == 24


def test_an_undo_that_is_tapped_twice_puts_the_line_back_once(market):
    bowl, (bag, _token) = market.mei.bowl, cart.open_bag()
    outcomes = storm([lambda: cart.put_back(bag, bowl.id, 2)] * 8)
    assert refused(outcomes) == []
    assert cart.count(bag) == 2
