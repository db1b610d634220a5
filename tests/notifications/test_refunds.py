"""A refund that failed, at once or after it had gone, is told to the market, to the seller and to the buyer, once each."""

import pytest

from storefront import accounts, notifications, orders, payments
from storefront.kit import events, jobs
from storefront.kit.post import Message
from storefront.payments import elsewhere, refunding
from storefront.payments.providers import ProviderRefused, gateways
from tests.support import clients
from tests.support.factories import ZHOU

MARKET, SELLER = "+8613500135000", "+8613700137000"


@pytest.fixture
def finance(database):
    """Somebody who looks after the money, and somebody who does not."""
    accounts.make_operator("+8613600136000", "support")
    return accounts.make_operator(MARKET, "finance")


@pytest.fixture
def failing(app, monkeypatch):
    """The payment service refuses every refund."""

    def no(row):
        raise ProviderRefused("account closed")

    monkeypatch.setattr(gateways.get("sandbox"), "refund", no)


@pytest.fixture
def taking(app, monkeypatch):
    """The payment service takes every refund over."""
    monkeypatch.setattr(gateways.get("sandbox"), "refund", lambda row: "done")


def told() -> dict[str, list[str]]:
    """{to: what was sent since} of everything about a refund that failed."""
    found: dict[str, list[str]] = {}
    for row in Message.select().order_by(Message.id):
        if "could not" in row.body or "came back" in row.body or "failed" in row.body:
            found.setdefault(row.to, []).append(row.body)
    return found


def cancelled(world):
    order = world.paid()
    orders.cancel(order)
    jobs.run_pending(1000)
    return order


def test_a_refund_that_the_provider_refuses_is_told_to_everybody_whom_it_concerns(world, finance, failing, app):
    order = cancelled(world)
    said = told()
    assert said.keys() == {MARKET, SELLER, ZHOU.phone}
    assert f"A refund of ¥128.00 failed, order {order.number} at Mei's Kiln." in said[MARKET][0]
    assert said[MARKET][0].endswith("/admin/payments")
    assert f"¥128.00 for order {order.number} could not be sent back to the buyer." in said[SELLER][0]
    assert "the money is yours" in said[ZHOU.phone][0] and said[ZHOU.phone][0].endswith(f"/o/{order.token}")
    assert "new notices" in clients.browser(app, world.mei.owner).get("/sell/meis-kiln/more").text  # the bell says how many
    page = clients.browser(app, finance).get("/notices").text
    assert f"A refund of ¥128.00 failed, order {order.number}" in page
    assert "could not be sent back to the buyer" in clients.browser(app, world.mei.owner).get("/notices").text


def test_a_refund_that_came_back_is_told_in_words_of_its_own(world, finance, taking):
    order = cancelled(world)
    assert told() == {}
    (row,) = payments.refunds_for("order", str(order.id))
    refunding.bounce(row, 0, "the account is closed")
    jobs.run_pending(1000)
    said = told()
    assert said.keys() == {MARKET, SELLER, ZHOU.phone}
    assert "A refund of ¥128.00 came back" in said[MARKET][0]
    assert "the buyer's bank did not take it" in said[SELLER][0]
    assert "it could not be paid into your account" in said[ZHOU.phone][0]


def test_many_that_fail_together_are_one_message_to_the_market_and_a_notice_each(world, finance, failing):
    for _ in range(3):
        cancelled(world)
    assert len(told()[MARKET]) == 1 and len(told()[ZHOU.phone]) == 3
    notices, _more = notifications.notices_of(finance)
    assert [notice.kind for notice in notices] == ["market.refund_failed"] * 3


def test_an_event_told_twice_tells_nobody_twice(world, finance, failing):
    cancelled(world)
    before = Message.select().count()
    for row in list(events.Event.select().where(events.Event.kind == "payments.RefundFailed")):
        notifications.tell_about_refund(events.revive(row), row)
    assert Message.select().count() == before


def test_what_was_paid_another_way_is_told_to_the_buyer(world, finance, taking):
    order = cancelled(world)
    (row,) = payments.refunds_for("order", str(order.id))
    refunding.bounce(row, 0, "the account is closed")
    elsewhere.record(row, finance, "By bank transfer")
    jobs.run_pending(1000)
    said = [row.body for row in Message.select() if row.to == ZHOU.phone]
    assert any("We have paid ¥128.00 back to you another way. By bank transfer." in body for body in said)
    kinds = [notice.kind for notice in notifications.notices_of(world.mei.owner)[0]]
    assert "seller.paid_elsewhere" in kinds
