"""What a version changes for orders: new ones alone."""

import json
import re
from datetime import timedelta

import pytest

from storefront import aftersales, checkout, ledger, orders, policies, shipping, shops
from storefront.kit.errors import Refused
from storefront.policies import Cap, Fee
from tests.support.factories import sign_in


def stop(clock):
    """The clock stands still; returns where."""
    clock.freeze(clock.now())
    return clock.now()


def settled(world, order):
    """The order after its money was released."""
    orders.complete(order)
    orders.Order.update(settle_at=orders.Order.placed_at).where(orders.Order.id == order.id).execute()
    return orders.settle(world.again(order))


def fees(currency="CNY"):
    return ledger.balance("fees", "", currency)


def test_no_fee_is_said_in_so_many_words(world, app, set):
    client = app.test_client()
    client.environ_base |= {"HTTP_ACCEPT_LANGUAGE": "en"}
    sign_in(client, world.mei.owner)
    assert "no fee on new orders" in client.get("/sell/meis-kiln/money").text and "No fee." in client.get("/help/money").text
    set(fee=Fee(250, {"CNY": 30}))
    assert "2.5% + ¥0.30" in client.get("/sell/meis-kiln/money").text
    assert "pays 2.5% + ¥0.30 to the market" in client.get("/help/money").text
    set(shop_fees={world.mei.shop.id: Fee(0)})
    assert "no fee on new orders" in client.get("/sell/meis-kiln/money").text


def test_a_fee_is_for_new_orders_only_and_goes_back_with_the_money(world, set):
    before = world.shipped()
    set(fee=Fee(250, {"CNY": 30}))
    after = world.shipped(number="SF1357924680124")
    settled(world, before)
    assert fees().minor == 0
    order = settled(world, after)
    fee = orders.money.fee_of(order, order.released_minor)
    assert fees() == fee and fee.minor == round(order.released_minor * 0.025) + 30
    set(fee=Fee(1000))
    orders.refund(order, order.released_minor // 2, "half", "half")
    assert fees().minor in (fee.minor // 2, fee.minor - fee.minor // 2)
    orders.refund(order, order.released_minor - order.released_minor // 2, "the rest", "rest")
    assert fees().minor == 0


def test_a_shop_has_a_fee_of_its_own_and_a_currency_its_own_fixed_sum(world, set):
    set(fee=Fee(250, {"CNY": 30}), shop_fees={world.mei.shop.id: Fee(100)})
    assert json.loads(world.placed().terms)["fee"] == {"share_bp": 100, "fixed_minor": 0}
    assert json.loads(world.placed(world.lotte).terms)["fee"] == {"share_bp": 250, "fixed_minor": 0}


def test_receipt_confirms_itself_after_the_days_of_when_it_was_ordered(world, set, clock):
    stop(clock)
    before = world.paid()
    set(confirm_days=20)
    after = world.paid()
    shipping.ship(before, "SF1357924680123")
    shipping.ship(after, "SF1357924680124")
    days = [world.again(order).release_at - world.again(order).shipped_at for order in (before, after)]
    assert days[1] - days[0] == timedelta(days=13)


def test_an_unpaid_order_waits_as_long_as_was_published(world, set, clock, client):
    set(hold_minutes=15)
    assert checkout.Limits.of(client.application.config["MICROSTORE"]).hold_minutes == 15


def test_the_periods_of_a_question_are_those_of_when_it_was_ordered(world, set, clock, operator):
    now = stop(clock)
    before, set_after = world.shipped(), {"answer_hours": 24, "decide_hours": 36, "appeal_days": 5}
    set(**set_after)
    after = world.shipped(number="SF1357924680124")
    for order, answer, decide, appeal in ((before, 48, 72, 3), (after, 24, 36, 5)):
        case = aftersales.open_case(order, "broken", "money", None, "It broke")
        assert case.answer_by == now + timedelta(hours=answer)
        aftersales.decline(case, "No")
        case = aftersales.escalate(case, "buyer")
        assert case.decide_by == now + timedelta(hours=decide)
        case = aftersales.decide(case, operator, "nothing", words="It was whole")
        assert case.appeal_by == now + timedelta(days=appeal)


def test_caps_are_what_the_operator_says(world, set):
    caps = {"none": Cap(2, 500_000), "individual": Cap(10, 2_000_000), "trader": Cap(20, 3_000_000), "company": None}
    set(caps=caps)
    shop = world.mei.fresh()
    assert shops.cap_left(shop) == (2, 500_000)
    world.placed(), world.placed()
    with pytest.raises(Refused, match="as many orders as it may"):
        world.placed()
    shops.verify(shop, "trader")
    assert shops.cap_left(shop)[0] == 18
    shops.verify(shop, "company")
    assert shops.cap_of(shop) is None
    assert (shops.cap_of(world.lotte.fresh()).orders, shops.cap_of(world.lotte.fresh()).minor) == (2, 64_000)


def test_the_page_about_money_has_the_figures_that_hold(client, set):
    set(confirm_days=9, hold_minutes=15, answer_hours=24, decide_hours=36, appeal_days=5)
    page = re.sub(r"<[^>]+>", "", client.get("/help/money").text)
    for words in (
        "or 9 days after the promised delivery", "keeps its goods for 15 minutes", "answers within 24 hours", "says where to within 24 hours", "decides within 36 hours",
        "once within 120 hours",
    ):  # fmt: skip
        assert words in page
    assert policies.current().confirm_days == 9
