"""What can happen to an order, and what that does to stock, money and clocks."""

from datetime import timedelta

import pytest

from storefront import ledger, orders, payments, shipping, stock
from storefront.kit import jobs
from storefront.kit.errors import Changed, Refused
from storefront.kit.money import Money
from storefront.orders import page


def test_placing_holds_stock_and_waits_thirty_minutes(world, clock):
    order = world.placed(items=[(world.mei.mug, 2)])
    assert order.state == "pending"
    assert order.expires_at - order.placed_at == timedelta(minutes=30)
    assert stock.left([world.mei.mug.id]) == {world.mei.mug.id: 5}
    assert payments.payment_of("order", str(order.id)).amount == Money(25600, "CNY")


def test_protected_money_is_held_until_the_buyer_confirms(world, clock):
    order = world.shipped()
    assert ledger.balance("escrow", order.id, "CNY").minor == 12800
    orders.complete(order)
    orders.settle_due()
    assert ledger.wallet(world.mei.shop).available.minor == 0  # ten seconds of undo
    clock.advance(timedelta(seconds=10))
    assert orders.settle_due() == 1
    assert orders.settle_due() == 0
    assert ledger.wallet(world.mei.shop).available.minor == 12800
    assert ledger.balance("escrow", order.id, "CNY").minor == 0


def test_a_confirmation_can_be_taken_back_for_ten_seconds(world, clock):
    order = world.completed()
    clock.advance(timedelta(seconds=9))
    orders.undo_complete(order)
    assert world.again(order).state == "shipped"
    orders.complete(order)
    clock.advance(timedelta(seconds=10))
    with pytest.raises(Changed):
        orders.undo_complete(order)


def test_a_confirmation_taken_back_moves_no_date(world, clock):
    order = world.shipped()
    orders.extend(order, 7)
    promised = world.again(order).release_at
    assert promised is not None
    for _time in range(3):  # neither is the time lost that the buyer took, nor can the seller be kept waiting by it
        clock.advance(timedelta(days=2))
        orders.complete(order)
        orders.undo_complete(order)
        assert (world.again(order).state, world.again(order).release_at) == ("shipped", promised)
    clock.advance(promised - clock.now())
    orders.sweep()
    assert world.again(order).state == "completed"


def test_unpaid_orders_expire_and_free_their_goods(world, clock):
    order = world.placed(items=[(world.mei.jar, 2)])
    clock.advance(timedelta(minutes=29, seconds=59))
    orders.sweep()
    assert world.again(order).state == "pending"
    clock.advance(timedelta(seconds=1))
    orders.sweep()
    assert world.again(order).state == "cancelled"
    assert stock.left([world.mei.jar.id]) == {world.mei.jar.id: 2}


def test_late_money_revives_an_order_whose_goods_are_still_there(world, clock):
    order = world.placed(items=[(world.mei.jar, 2)])
    clock.advance(timedelta(minutes=31))
    orders.sweep()
    assert world.pay(order) == "applied"
    order = world.again(order)
    assert (order.state, order.paid_minor) == ("confirmed", 136000)
    assert stock.left([world.mei.jar.id]) == {world.mei.jar.id: 0}


def test_late_money_goes_back_by_itself_when_the_goods_are_gone(world, clock):
    late = world.placed(items=[(world.mei.jar, 2)])
    clock.advance(timedelta(minutes=31))
    orders.sweep()
    world.paid(items=[(world.mei.jar, 1)])
    assert world.pay(late) == "late"
    assert world.again(late).state == "cancelled"
    refunds = list(payments.Refund.across_shops())
    assert [(row.amount_minor, row.counts) for row in refunds] == [(136000, False)]
    assert stock.left([world.mei.jar.id]) == {world.mei.jar.id: 1}


def test_money_for_an_order_that_was_cancelled_on_purpose_goes_back(world):
    order = world.placed()
    orders.cancel(order, "changed my mind")
    assert world.pay(order) == "late"
    assert world.again(order).state == "cancelled"


def test_a_word_that_somebody_typed_does_not_make_a_cancelled_order_an_expired_one(world):
    order = world.placed()
    orders.cancel(order, "expired")
    order = world.again(order)
    assert page.headline(order) == ("Cancelled", "Nothing was taken.")
    assert world.pay(order) == "late"
    assert world.again(order).state == "cancelled"
    with pytest.raises(Refused):
        orders.revive(world.again(order), order.total_minor)


def test_late_money_revives_nothing_of_whoever_was_forgotten(world, clock):
    order = world.placed()
    clock.advance(timedelta(minutes=31))
    orders.sweep()
    orders.Order.update(cancel_reason="").where(orders.Order.id == order.id).execute()  # as erasing leaves it
    assert world.pay(order) == "late"
    assert world.again(order).state == "cancelled"


def test_a_second_payment_goes_back_by_itself(world):
    order = world.paid()
    assert world.pay(order) == "duplicate"
    assert world.again(order).paid_minor == 12800
    assert [row.amount_minor for row in payments.Refund.across_shops()] == [12800]


def test_a_wrong_amount_goes_to_suspense_and_the_order_stays_unpaid(world):
    order = world.placed()
    assert world.pay(order, minor=12799) == "suspense"
    assert world.again(order).state == "pending"


def test_cancelling_a_paid_order_gives_stock_and_money_back(world):
    order = world.paid(items=[(world.mei.jar, 2)])
    orders.cancel(order, "found another one")
    order = world.again(order)
    assert (order.state, order.refunded_minor) == ("cancelled", 136000)
    assert stock.left([world.mei.jar.id]) == {world.mei.jar.id: 2}
    assert ledger.balance("escrow", order.id, "CNY").minor == 0


def test_what_is_on_its_way_cannot_be_cancelled(world):
    order = world.paid(items=[(world.mei.mug, 2)])
    line = orders.lines_of(order)[0]
    shipping.ship(order, "SF1357924680123", pieces={line.id: 1})
    with pytest.raises(Changed):
        orders.cancel(world.again(order))


def test_refunds_never_pass_what_was_paid_and_work_once_per_key(world):
    order = world.paid()
    first = orders.refund(order, 5000, "a scratch", "seller:1")
    assert orders.refund(order, 5000, "a scratch", "seller:1").id == first.id
    assert world.again(order).refunded_minor == 5000
    with pytest.raises(Refused) as no:
        orders.refund(order, 7801, "more", "seller:2")
    assert str(no.value) == "At most ¥78.00 can go back."
    orders.refund(order, 7800, "the rest", "seller:3")
    assert ledger.balance("escrow", order.id, "CNY").minor == 0


def test_a_refund_after_the_money_was_released_comes_from_the_shop(world, clock):
    order = world.completed()
    clock.advance(timedelta(seconds=11))
    orders.settle_due()
    orders.refund(world.again(order), 2800, "a crack", "seller:1")
    assert ledger.wallet(world.mei.shop).available.minor == 10000


def test_a_part_refunded_before_completion_is_not_released(world, clock):
    order = world.shipped()
    orders.refund(order, 2800, "a crack", "seller:1")
    orders.complete(world.again(order))
    clock.advance(timedelta(seconds=11))
    orders.settle_due()
    assert ledger.wallet(world.mei.shop).available.minor == 10000


def test_the_clock_confirms_receipt_days_after_the_promised_delivery(world, clock):
    order = world.shipped()
    assert order.release_at - order.shipped_at == timedelta(days=4 + 7)
    clock.advance(timedelta(days=11) - timedelta(seconds=1))
    jobs.sweep()
    assert world.again(order).state == "shipped"
    clock.advance(timedelta(seconds=2))
    jobs.sweep()
    orders.settle_due()
    assert world.again(order).state == "completed"
    assert ledger.wallet(world.mei.shop).available.minor == 12800


def test_more_time_is_given_once(world, clock):
    order = world.shipped()
    before = order.release_at
    orders.extend(order, 7)
    assert world.again(order).release_at - before == timedelta(days=7)
    with pytest.raises(Changed):
        orders.extend(world.again(order), 7)


def test_a_sweep_that_read_an_order_before_more_time_was_taken_leaves_it_alone(world, clock):
    """The sweep reads many rows and comes to each of them later: what was promised meanwhile holds."""
    order = world.shipped()
    clock.advance(order.release_at - clock.now())
    read_by_the_sweep = world.again(order)
    orders.extend(world.again(order), 7)
    with pytest.raises(Changed):
        orders.complete(read_by_the_sweep, by_clock=True)
    assert world.again(order).state == "shipped"


def test_a_sweep_that_read_an_order_before_the_buyer_said_paid_does_not_end_it(world, clock):
    order = world.placed(world.lotte)
    clock.advance(timedelta(minutes=30))
    read_by_the_sweep = world.again(order)
    payments.claim(payments.payment_of("order", str(order.id)))
    with pytest.raises(Changed):
        orders.expire(read_by_the_sweep)
    assert world.again(order).state == "pending"
    assert world.pay(order) == "applied"


def test_cash_that_was_noted_a_moment_before_a_cancellation_goes_back(world):
    """Whoever cancels looks at a page that was made before the seller wrote down that the cash is there."""
    page = world.placed(world.lotte, method="cash")
    world.pay(world.again(page))
    orders.cancel(page)
    (back,) = payments.refunds_for("order", str(page.id))
    assert (back.amount_minor, world.again(page).refunded_minor) == (550, 550)


def test_a_cancellation_gives_back_what_a_refund_has_left(world):
    page = world.paid()
    orders.refund(world.again(page), 2800, "a scratch", "seller:1")
    orders.cancel(page)
    assert sorted(row.amount_minor for row in payments.refunds_for("order", str(page.id))) == [2800, 10000]


def test_more_time_comes_on_top_of_what_a_settled_question_has_added(world, clock):
    order = world.shipped()
    page = world.again(order)
    orders.pause(order)
    later = orders.resume(order, not_before=order.release_at + timedelta(days=20)).release_at
    orders.extend(page, 7)
    assert world.again(order).release_at == later + timedelta(days=7)


def test_a_confirmation_is_not_taken_back_once_the_money_has_moved_whatever_the_clock_says(world, clock):
    page = world.completed()
    clock.advance(timedelta(seconds=10))
    assert orders.settle_due() == 1
    clock.advance(timedelta(seconds=-30))
    with pytest.raises(Changed):
        orders.undo_complete(page)
    assert world.again(page).state == "completed"


def test_a_clock_that_jumps_back_reopens_nothing(world, clock):
    order = world.placed()
    clock.advance(timedelta(minutes=31))
    orders.sweep()
    clock.advance(timedelta(hours=-2))
    orders.sweep()
    assert world.again(order).state == "cancelled"


def test_a_partial_shipment_leaves_the_rest_open(world):
    order = world.paid(items=[(world.mei.mug, 2), (world.mei.bowl, 1)])
    mug = next(line for line in orders.lines_of(order) if line.quantity == 2)
    shipping.ship(order, "SF1357924680123", pieces={mug.id: 1})
    order = world.again(order)
    assert order.state == "confirmed"
    assert sorted((line.quantity, line.shipped_count) for line in orders.lines_of(order)) == [(1, 0), (2, 1)]
    shipping.ship(order, "SF1357924680124")
    assert world.again(order).state == "shipped"
    assert [parcel.carrier for parcel in shipping.parcels_of(order)] == ["sf", "sf"]


def test_more_than_is_left_cannot_be_shipped(world):
    order = world.paid(items=[(world.mei.mug, 2)])
    line = orders.lines_of(order)[0]
    with pytest.raises(Refused):
        shipping.ship(order, pieces={line.id: 3})
    with pytest.raises(Refused):
        shipping.ship(order, pieces={line.id + 1000: 1})
    with pytest.raises(Refused):
        shipping.ship(order, pieces={line.id: 0})


def test_an_item_barcode_is_not_a_courier_label(world):
    order = world.paid()
    with pytest.raises(Refused) as no:
        shipping.ship(order, "6901234567892")
    assert str(no.value) == "This is not a courier label. It looks like an item barcode."
    assert world.again(order).state == "confirmed"


def test_shipping_can_be_taken_back_for_ten_seconds(world, clock):
    order = world.shipped()
    parcel = shipping.parcels_of(order)[0]
    shipping.take_back(order, parcel.id)
    assert world.again(order).state == "confirmed"
    assert shipping.parcels_of(order) == []
    parcel = shipping.ship(world.again(order), "SF1357924680123")
    clock.advance(timedelta(seconds=11))
    with pytest.raises(Changed):
        shipping.take_back(world.again(order), parcel.id)


def test_the_pickup_code_works_once(world):
    choice = next(c for c in [*_pickup(world)])
    order = world.placed(world.lotte, method="pickup_cash", choice=choice)
    assert order.state == "confirmed"
    with pytest.raises(Refused):
        shipping.hand_over(order, "ZZZZ")
    shipping.hand_over(world.again(order), order.pickup_code)
    assert world.again(order).state == "completed"
    with pytest.raises(Changed):
        shipping.hand_over(world.again(order), order.pickup_code)


def _pickup(world):
    shop = world.lotte.shop
    shipping.Option.create(shop=shop, kind="pickup", place="Saturdays on the market square")
    return [choice for choice in shipping.quote(shop, "DE", "DE", 550) if choice.kind == "pickup"]


def test_cash_counts_without_money_and_is_noted_when_it_comes(world):
    order = world.placed(world.lotte, method="cash")
    assert (order.state, order.paid_minor) == ("confirmed", 0)
    assert world.pay(order) == "applied"
    assert world.again(order).paid_minor == 550


def test_direct_money_never_touches_the_ledger(world):
    order = world.paid(world.lotte)
    shipping.ship(order)
    orders.complete(world.again(order))
    assert ledger.wallet(world.lotte.shop).available.minor == 0
    assert ledger.Transaction.select().count() == 0


def test_numbers_are_short_and_unlike_and_tokens_are_secret(world):
    placed = [world.placed(items=[(world.mei.bowl, 1)]) for _ in range(20)]
    assert len({order.number for order in placed}) == 20
    assert all(len(order.number) == 4 for order in placed)
    assert len({order.token for order in placed}) == 20 and all(len(order.token) == 22 for order in placed)
    assert all(order.token not in str(order.token_hash) for order in placed)
