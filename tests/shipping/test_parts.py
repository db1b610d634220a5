"""An order that leaves in parts: both sides see each parcel, what is in it and what is still to come; money and clocks wait for the last."""

from datetime import timedelta

import pytest

from storefront import accounts, orders, shipping
from storefront.kit import dates, phones
from tests.support import clients
from tests.support.factories import ZHOU, make_person

FIRST, SECOND = "SF1357924680123", "YT1234567890123"
MUG, JAR = "Sunday mug, celadon, 320 ml", "Moon jar, matte white, 28 cm"


@pytest.fixture
def mei(app, world):
    """Mei's browser."""
    return clients.browser(app, world.mei.owner)


@pytest.fixture
def part(world):
    """Two mugs and a jar, of which a mug has left."""
    order = world.paid(items=[(world.mei.mug, 2), (world.mei.jar, 1)])
    shipping.ship(order, FIRST, pieces={orders.lines_of(order)[0].id: 1})
    return world.again(order)


def now_at(rail) -> str:
    return next(text for text, place in rail if place == "current")


def test_the_buyer_sees_the_parcel_what_is_in_it_and_what_is_to_come(client, part):
    page = client.get(f"/o/{part.token}").text
    assert "Part of it is on its way" in page and FIRST in page
    assert f"In it: {MUG} × 1." in page and f"Still to come: {MUG} × 1, {JAR} × 1." in page
    assert f"ships the rest by {dates.moment(part.ship_by, part.shop.time_zone)}" in page
    assert "The days until we confirm for you count from the last parcel." in page
    assert "I have it, all good" not in page and "I need more time" not in page


def test_every_parcel_is_there_with_its_own_number_and_things(client, world, part):
    shipping.ship(part, SECOND)
    page = client.get(f"/o/{part.token}").text
    first, second = page.index(FIRST), page.index(SECOND)
    assert first < page.index(f"In it: {MUG} × 1.") < second < page.index(f"In it: {MUG} × 1, {JAR} × 1.")
    assert "Still to come" not in page and "I have it, all good" in page


def test_one_parcel_with_everything_needs_no_list(client, world):
    order = world.shipped(items=[(world.mei.mug, 2), (world.mei.jar, 1)])
    assert "In it" not in client.get(f"/o/{order.token}").text


def test_the_rail_stays_where_the_money_is_until_all_has_left(world, part):
    assert now_at(orders.rail_of(part)) == "We hold it"
    shipping.ship(part, SECOND)
    assert now_at(orders.rail_of(world.again(part))) == "You confirm"
    jam = world.paid(world.lotte, items=[(world.lotte.jam, 2)])
    shipping.ship(jam, "", pieces={orders.lines_of(jam)[0].id: 1})
    assert now_at(orders.rail_of(world.again(jam))) == "It ships"


def test_receipt_confirms_itself_so_many_days_after_the_last_parcel(world, part, clock):
    assert part.release_at is None and part.shipped_at is None
    clock.advance(timedelta(days=30))
    orders.sweep()
    assert world.again(part).state == "confirmed"
    shipping.ship(world.again(part), SECOND)
    order = world.again(part)
    assert order.release_at - clock.now() > timedelta(days=7) and order.release_at > order.shipped_at + timedelta(days=7)


def test_who_waits_too_long_for_the_rest_reads_that_it_is_late(client, part, clock):
    clock.advance(timedelta(days=3))
    page = client.get(f"/o/{part.token}").text
    assert "Mei&#39;s Kiln should have shipped the rest by" in page


def test_a_parcel_taken_back_leaves_the_page_that_stands_open_and_both_timelines(client, mei, world, part):
    seen = orders_stamp(client, part)
    (parcel,) = shipping.parcels_of(part)
    assert mei.post(f"/sell/meis-kiln/orders/{part.number}/shipment/{parcel.id}/undo").status_code == 303
    answer = client.get(f"/o/{part.token}/now?seen={seen}", headers={"HX-Request": "true", "HX-Target": "order-now"})
    assert answer.status_code == 200 and FIRST not in answer.text and "Still to come" not in answer.text
    for page in (client.get(f"/o/{part.token}").text, mei.get(f"/sell/meis-kiln/orders/{part.number}").text):
        assert f"A parcel left: {FIRST} · 2 pieces are still to ship" in page and f"A parcel was taken back: {FIRST}" in page


def orders_stamp(client, order) -> str:
    return client.get(f"/o/{order.token}").text.split("/now?seen=")[1].split('"')[0]


def test_the_seller_sees_how_far_it_is_on_the_page_the_board_and_the_slip(mei, part):
    page = mei.get(f"/sell/meis-kiln/orders/{part.number}").text
    assert (
        "2 pieces are still to ship" in page
        and "1 of 2 sent" in page
        and "part on its way" in page
        and f"In it: {MUG} × 1." in page
    )
    for board in ("/sell/meis-kiln/orders", "/sell/meis-kiln"):
        assert "1 of 3 sent" in mei.get(board).text
    slip = mei.get("/sell/meis-kiln/ship/print").text
    assert (
        '<b class="num">1 ×</b> Sunday mug' in slip and '<b class="num">1 ×</b> Moon jar' in slip
    )  # what has left is not packed again


def test_the_buyers_list_says_that_a_part_is_on_its_way(app, part):
    zhou = make_person("Zhou Yining", phones.parse(ZHOU.phone, "CN"))
    assert accounts.phone_of(zhou) == ZHOU.phone
    assert "part on its way" in clients.browser(app, zhou).get("/me").text


def test_another_one_for_what_went_wrong_says_so(client, world):
    order = world.shipped()
    shipping.ship_again(order, SECOND)
    assert "Another one, for what went wrong" in client.get(f"/o/{order.token}").text
