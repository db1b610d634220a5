"""Both sides of an order hear of every step once, in their language, and the seller within seconds."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from storefront import accounts, checkout, notifications, orders, payments, shipping
from storefront.kit import db, events, jobs
from storefront.kit.i18n import speaking
from storefront.kit.post import Message
from tests.support.factories import ZHOU, make_person
from tests.support.phones import Phone, Ware

BUYER, SELLER, LOTTE = ZHOU.phone, "+8613700137000", "+4915199999999"
AT_ONCE = 5.0  # seconds from the buyer's order to the seller's phone


@pytest.fixture
def sent(written):
    """`sent()`: [(to, words)] that went out since it was asked last."""
    return lambda: [(row.to, row.body) for row in written()]


def test_a_paid_order_is_told_to_both_with_the_link_that_leads_to_it(world, sent):
    world.paid()
    sent()  # the first order is told in words of its own
    order = world.paid()
    told = dict(sent())
    assert told.keys() == {BUYER, SELLER}
    assert "Paid. Mei's Kiln has been told" in told[BUYER] and told[BUYER].endswith(f"/o/{order.token}")
    assert (
        "Zhou Y." in told[SELLER]
        and "¥128.00" in told[SELLER]
        and told[SELLER].endswith(f"/sell/meis-kiln/orders/{order.number}")
    )
    assert ZHOU.address not in str(told) and ZHOU.name not in told[SELLER]


def test_each_step_is_told_once_to_whom_it_concerns(world, sent):
    order = world.paid()
    sent()
    shipping.ship(order, "SF1357924680123")
    ((to, words),) = sent()
    assert to == BUYER and "SF Express" in words and "SF1357924680123" in words
    orders.complete(world.again(order))
    sent_now = sent()
    jobs.sweep()
    orders.settle_due()
    told = dict([*sent_now, *sent()])
    assert "confirmed as received" in told[BUYER] and "is yours now" in told[SELLER]


def test_a_cancelled_order_is_told_and_so_is_the_money_on_its_way_back(world, sent):
    order = world.paid()
    sent()
    orders.cancel(world.again(order), "out_of_stock")
    told = [words for to, words in sent() if to == BUYER]
    assert any("¥128.00" in words for words in told) and all(f"/o/{order.token}" in words for words in told)


def test_an_order_that_nobody_paid_is_not_told_to_the_seller(world, sent, clock):
    world.placed()
    assert sent() == []
    clock.advance(timedelta(hours=1))
    jobs.sweep()
    assert [to for to, _words in sent()] == [BUYER]


def test_cash_is_told_at_once_and_a_claimed_transfer_asks_the_seller_to_look(world, sent):
    world.placed(world.lotte, method="cash")
    assert {to for to, _words in sent()} >= {LOTTE}
    order = world.placed(world.lotte, method="epc")
    payments.claim(payments.payment_of("order", str(order.id)))
    told = dict(sent())
    assert "says that order" in told[LOTTE] and BUYER not in told


def test_a_repeated_event_tells_nothing_twice(world, sent):
    world.paid()
    assert len(sent()) == 2
    again = list(events.Event.select().where(events.Event.kind == events.name_of(orders.Confirmed)))
    assert again
    for row in again:
        notifications.tell_about_order(events.revive(row), row)
    assert sent() == []


def test_a_shipment_taken_back_within_its_seconds_is_never_told(world, clock):
    order = world.paid()
    jobs.run_pending(1000)
    before = Message.select().count()
    parcel = shipping.ship(order, "SF1357924680123")
    shipping.take_back(world.again(order), parcel.id)
    clock.advance(orders.UNDO * 2)
    jobs.run_pending(1000)
    assert Message.select().count() == before


def test_a_buyer_is_spoken_to_in_the_language_they_bought_in(world, sent):
    with speaking("zh-CN"):
        order = world.placed()
    world.pay(order)
    told = dict(sent())
    assert "付款成功" in told[BUYER] and "Paid." not in told[BUYER]


def test_a_mail_address_gets_a_mail_and_no_text(world, sent):
    buyer = checkout.Buyer("Ann Smith", "", ZHOU.address, "CN", "CN-ZJ", email="ann@example.org")
    world.pay(world.placed(buyer=buyer))
    sent()
    rows = Message.select().where(Message.channel == "mail")
    assert [row.to for row in rows] == ["ann@example.org"] and all(row.subject for row in rows)


# --- the page ------------------------------------------------------------------------------------------------------------------


def test_the_page_shows_what_happened_newest_first_and_looking_marks_it_read(world, client, sent):
    from tests.support.factories import sign_in

    world.paid()
    world.paid()
    sent()
    owner = world.mei.owner
    assert notifications.unread_count(owner) == 2
    sign_in(client, owner)
    page = client.get("/notices").text
    first, second = (notice.url for notice in notifications.notices_of(owner)[0])
    assert page.index(first) < page.index(second)
    assert notifications.unread_count(owner) == 0


def test_when_it_happened_is_on_the_clock_of_the_shop(world, client, sent, clock):
    from tests.support.factories import sign_in

    clock.freeze(datetime(2026, 12, 1, 8, 40, tzinfo=UTC))
    world.paid(world.lotte)  # in Berlin
    notifications.tell_person(
        world.lotte.owner, "review.Written", {"buyer": "", "item": "Jam", "stars": 5}, "/sell", "w1", also_send=False
    )
    jobs.run_pending(1000)
    sign_in(client, world.lotte.owner)
    page = client.get("/notices").text
    assert "today 09:40" in page and "today 16:40" in page and "today 08:40" not in page  # the second one on the market's


def test_nobody_reads_the_notices_of_others(world, client, sent):
    from tests.support.factories import sign_in

    world.paid()
    sent()
    sign_in(client, make_person("Somebody", "+8613600136000"))
    assert "¥128.00" not in client.get("/notices").text
    assert accounts.person_by_contact(SELLER) is not None


def test_a_long_list_grows_by_its_last_row(world, client, sent):
    from tests.support.factories import sign_in

    owner = world.mei.owner
    for number in range(35):
        notifications.tell_person(owner, "seller.confirmed", _facts(number), "/sell/meis-kiln", f"n{number}", also_send=False)
    rows, more = notifications.notices_of(owner)
    assert len(rows) == 30 and more
    older, none = notifications.notices_of(owner, before=rows[-1].id)
    assert len(older) == 5 and not none
    sign_in(client, owner)
    assert f"before={rows[-1].id}" in client.get("/notices").text


def _facts(number: int) -> dict:
    return {
        "shop": "Mei's Kiln", "number": f"N{number}", "item": "Mug", "buyer": "Zhou Y.", "minor": 12800, "currency": "CNY",
        "zone": "Asia/Shanghai", "ship_by": "2026-12-01T12:00:00+00:00", "cash": False, "paid": True, "direct": False, "first": False,
    }  # fmt: skip


# --- on a real server -----------------------------------------------------------------------------------------------------------


def test_a_new_order_reaches_the_seller_within_five_seconds(world, live_server):
    """From the answer that the buyer got to the text that left, with the worker inside the server."""
    jam = Ware.of(world.lotte, world.lotte.jam, "cash")
    db.close_connection()
    buyer = Phone(live_server.port)
    assert buyer.post("/checkout", jam.form(100_000_001, "five-seconds-at-most")).status == 303
    placed, until = time.monotonic(), time.monotonic() + 3 * AT_ONCE
    while time.monotonic() < until and not _has_left(LOTTE):
        time.sleep(0.05)
    took = time.monotonic() - placed
    assert _has_left(LOTTE) and took <= AT_ONCE, f"{took:.1f} s"


def _has_left(to: str) -> bool:
    with db.connection():
        return any(row.to == to and row.state == "sent" for row in Message.select())
