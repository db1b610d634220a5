"""Placing an order: once per key, at the agreed total, within every limit."""

import threading
from datetime import timedelta

import pytest

from storefront import cart, catalog, checkout, orders, shops, stock
from storefront.kit import db
from storefront.kit.errors import Refused, TooMany
from tests.support.factories import LIN, ZHOU


def test_the_same_key_places_one_order(world):
    first = world.placed(key="k" * 20)
    again = world.placed(key="k" * 20)
    assert first.id == again.id
    assert stock.left([world.mei.mug.id]) == {world.mei.mug.id: 6}


def test_the_same_key_with_other_content_is_refused(world):
    world.placed(key="k" * 20)
    with pytest.raises(Refused) as no:
        world.placed(key="k" * 20, items=[(world.mei.mug, 2)])
    assert "sent before with other content" in str(no.value)


def test_a_key_of_another_buyer_or_shop_never_replays(world):
    first = world.placed(key="k" * 20)
    other = world.placed(key="k" * 20, buyer=LIN)
    elsewhere = world.placed(world.lotte, key="k" * 20)
    assert len({first.id, other.id, elsewhere.id}) == 3


def test_another_total_than_the_agreed_one_is_said_before_paying(world):
    with pytest.raises(Refused) as no:
        world.placed(agreed_minor=1)
    assert str(no.value) == "The total changed to ¥128.00. Look at it, then pay."
    assert orders.Order.across_shops().count() == 0
    assert stock.left([world.mei.mug.id]) == {world.mei.mug.id: 7}


def test_the_order_keeps_what_was_agreed_whatever_changes_later(world):
    order = world.placed()
    catalog.save(world.mei.mug.product, name="Monday mug", price_minor=99900)
    line = orders.lines_of(world.again(order))[0]
    assert (line.name, line.price_minor, order.total_minor) == ("Sunday mug, celadon, 320 ml", 12800, 12800)


def test_a_shop_on_holiday_takes_no_orders(world):
    shops.close_for_holiday(world.mei.shop)
    with pytest.raises(Refused) as no:
        world.placed()
    assert "on holiday" in str(no.value)


def test_a_shop_whose_holiday_is_over_takes_orders_before_the_sweep_has_come_by(world, clock):
    shop = world.mei.shop
    shops.close_for_holiday(shop, shop.today + timedelta(days=1))
    with pytest.raises(Refused, match="on holiday"):
        world.placed()
    clock.advance(timedelta(days=1))
    assert world.mei.fresh().state == "holiday" and world.placed().state == "pending"


def test_a_suspended_shop_takes_no_orders_but_its_orders_live_on(world):
    order = world.placed()
    shops.suspend(world.mei.shop, "Counterfeits")
    with pytest.raises(Refused):
        world.placed()
    assert world.pay(order) == "applied"


def test_what_is_off_sale_cannot_be_ordered(world):
    catalog.take_off_sale(world.mei.mug.product)
    with pytest.raises(Refused):
        world.placed()


def test_an_item_of_another_shop_cannot_be_slipped_in(world):
    jam = world.lotte.jam
    with pytest.raises(Refused):
        world.placed(items=[(jam, 1)])


def test_a_way_to_pay_that_the_shop_does_not_offer_is_refused(world):
    with pytest.raises(Refused) as no:
        world.placed(method="cash")
    assert no.value.field == "pay"


def test_nobody_freezes_a_shop_by_not_paying(world):
    limits = checkout.Limits(open_orders=2, open_orders_network=3)
    for _ in range(2):
        world.placed(limits=limits)
    with pytest.raises(TooMany):
        world.placed(limits=limits)
    world.placed(limits=limits, buyer=LIN)


def test_one_network_has_so_many_unpaid_orders_and_no_more(world):
    limits = checkout.Limits(open_orders=10, open_orders_network=2)
    world.placed(limits=limits, network="198.51.100.7")
    world.placed(limits=limits, network="198.51.100.7", buyer=LIN)
    with pytest.raises(TooMany):
        world.placed(limits=limits, network="198.51.100.7")
    world.placed(limits=limits, network="198.51.100.8")


def test_an_unchecked_shop_sells_up_to_its_cap_and_a_checked_one_beyond(world):
    world.mei.sells("vase", "Vase", 9_900_00, 5)
    world.placed(items=[(world.mei.vase, 1)])
    with pytest.raises(Refused) as no:
        world.placed(items=[(world.mei.vase, 1)])
    assert "as many orders as it may in one day" in str(no.value)
    shops.verify(world.mei.shop, "company")
    world.placed(items=[(world.mei.mug, 1)])


def test_nobody_keeps_an_unchecked_shop_from_selling_by_not_paying(world, clock):
    world.mei.sells("vase", "Vase", 9_900_00, 5)
    unpaid = world.placed(items=[(world.mei.vase, 1)], buyer=LIN)
    with pytest.raises(Refused, match="as many orders as it may"):
        world.placed(items=[(world.mei.vase, 1)])
    clock.advance(timedelta(minutes=31))
    orders.sweep()
    assert shops.cap_left(world.mei.fresh()) == (50, 1_000_000)
    called_off = world.placed(items=[(world.mei.vase, 1)])
    orders.cancel(called_off)
    assert shops.cap_left(world.mei.fresh()) == (50, 1_000_000)
    paid = world.paid(items=[(world.mei.mug, 1)])
    orders.cancel(paid)  # the money was there: it was a sale of this day
    assert shops.cap_left(world.mei.fresh()) == (49, 1_000_000 - 12800)
    assert world.pay(unpaid) == "applied"  # late, and it stands: there is no more room for today
    assert shops.cap_left(world.mei.fresh()) == (48, 0)


def test_the_currency_of_a_shop_stays_also_where_all_its_orders_ended_unpaid(world):
    orders.cancel(world.placed())
    assert shops.day_of(world.mei.fresh()).orders_count == 0
    with pytest.raises(Refused, match="stays as it is after the first order"):
        shops.change_terms(world.mei.fresh(), currency="HKD")


def test_what_costs_more_than_a_shop_may_sell_in_a_day_is_not_put_off_until_tomorrow(world):
    world.mei.sells("gate", "Iron gate", 99_999_999_00)
    with pytest.raises(Refused) as no:
        world.placed(items=[(world.mei.gate, 1)])
    assert str(no.value) == "Mei's Kiln sells up to ¥10,000.00 a day as yet, and this is more. Order less."
    shops.verify(world.mei.shop, "company")
    world.placed(items=[(world.mei.gate, 1)])


def test_the_bag_of_the_shop_is_empty_afterwards_and_other_shops_stay(world):
    bag, _token = cart.open_bag()
    cart.add(bag, world.mei.mug.code, world.mei.shop.id, 1)
    cart.add(bag, world.lotte.jam.code, world.lotte.shop.id, 2)
    world.placed(bag=bag)
    assert [group.shop.slug for group in cart.groups(bag)] == [world.lotte.shop.slug]


def test_two_buyers_for_the_last_one(world, database):
    stock.set_count(world.mei.jar, 1)
    shop, jar = world.mei.fresh(), world.mei.jar
    start, outcomes = threading.Barrier(2), []

    def buy(buyer):
        try:
            start.wait()
            outcomes.append(world.placed(items=[(jar, 1)], buyer=buyer))
        except Refused as refusal:
            outcomes.append(refusal)
        finally:
            db.database.close()

    threads = [threading.Thread(target=buy, args=(buyer,)) for buyer in (ZHOU, LIN)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert shop.id and sorted(type(outcome).__name__ for outcome in outcomes) == ["Order", "Refused"]
    assert stock.left([jar.id]) == {jar.id: 0}
