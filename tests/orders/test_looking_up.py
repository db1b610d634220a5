"""A seller with many orders: what waits longest comes first, nothing of the pile is left out, and any order is found by what is known of it."""

import re
from datetime import timedelta

import pytest

from storefront import accounts, orders, shops
from tests.support.factories import LIN, ZHOU


def numbers(html: str) -> list[str]:
    return re.findall(r'<li class="slip" id="order-(\w+)"', html)


def in_pile(html: str) -> list[str]:
    return re.findall(r'/ship\?order=(\w+)"', html)


@pytest.fixture
def waiting(market):
    """Seven paid orders, in the order in which they came."""
    return [market.paid(items=[(market.mei.bowl, 1)]) for _ in range(7)]


def test_what_waits_longest_is_shipped_next(mei, waiting):
    came = [order.number for order in waiting]
    assert numbers(mei.get("/sell/meis-kiln").text) == came[:5]
    assert numbers(mei.get("/sell/meis-kiln/orders").text) == came
    assert in_pile(mei.get("/sell/meis-kiln/ship").text) == came


def test_scan_all_says_how_many_labels_there_are(mei, waiting):
    assert "Scan all 7" in mei.get("/sell/meis-kiln").text


def test_no_parcel_is_left_out_of_a_long_pile(mei, waiting, monkeypatch):
    monkeypatch.setattr("storefront.shipping.seller.PILE", 3)
    came = [order.number for order in waiting]
    scan = mei.get("/sell/meis-kiln/ship").text
    assert in_pile(scan) == came[:3] and "More than 3 orders to ship" in scan
    rest = re.search(r'href="([^"]*orders\?state=ship[^"]*before=\d+)"', scan)[1].replace("&amp;", "&")
    assert numbers(mei.get(rest).text) == came[3:]
    slips, url = [], "/sell/meis-kiln/ship/print"
    while url:
        html = mei.get(url).text
        slips += re.findall(r'id="slip-(\w+)"', html)
        further = re.search(r'href="([^"]*print\?after=\d+)"', html)
        url = further and further[1]
    assert slips == came


def test_a_label_in_the_pile_can_be_taken_back(mei, waiting):
    first = waiting[0]
    answer = mei.post(f"/sell/meis-kiln/orders/{first.number}/shipment", data={"number": "SF1357924680123", "from": "scan"})
    page = mei.get(answer.location).text
    assert f"Order {first.number} is on its way." in page
    undo = re.search(rf'action="([^"]*/{first.number}/shipment/\d+/undo)"', page)[1]
    mei.post(undo)
    assert orders.by_number(first.shop, first.number).state == "confirmed"


def test_an_order_with_nothing_left_to_send_is_shown_instead_of_shipped_again(mei, market):
    """Its packing slip is scanned a second time, or it was called off meanwhile."""
    for order in (market.shipped(), market.placed()):
        assert mei.get(f"/sell/meis-kiln/ship?order={order.number}").location == f"/sell/meis-kiln/orders/{order.number}"
    assert mei.get(f"/sell/meis-kiln/ship?order={market.paid().number}").status_code == 200


def test_a_morning_without_a_sale_is_not_called_worse_than_last_week(mei, world, clock):
    world.paid()
    clock.advance(timedelta(days=7))
    assert "less than last" not in mei.get("/sell/meis-kiln").text


# --- looking for one order ---------------------------------------------------------------------------------------------------


@pytest.fixture
def look(mei):
    """`look("Lin")`: the numbers of what is found; one that is surely meant opens at once."""

    def ask(text: str) -> list[str]:
        answer = mei.get("/sell/meis-kiln/orders", query_string={"number": text})
        return [answer.location.rpartition("/")[2]] if answer.status_code == 303 else numbers(answer.text)

    return ask


@pytest.fixture
def two(market):
    """An order that Zhou Yining has received, and one of Lin Xia that waits; both of Mei."""
    sent = market.shipped(number="SF1357924680123", buyer=ZHOU)
    return sent, market.paid(buyer=LIN)


def test_an_order_is_found_by_its_number(look, two):
    assert look(two[1].number.lower()) == look(f" {two[1].number} ") == [two[1].number]


@pytest.mark.parametrize("text", ["SF1357924680123", "sf 1357 9246 80123"])
def test_an_order_is_found_by_its_courier_number(look, two, text):
    assert look(text) == [two[0].number]


@pytest.mark.parametrize("text", ["13900139000", "+86 139 0013 9000", "9000", "Lin Xia", "lin", "XIA"])
def test_orders_are_found_by_who_bought(look, two, text):
    assert look(text) == [two[1].number]


def test_every_order_of_one_buyer_is_found_the_last_one_first(look, two, market):
    again = market.paid(buyer=LIN)
    assert look("lin xia") == [again.number, two[1].number]


@pytest.mark.parametrize("text", ["NOPE", "14000140000", "0139", "SF0000000000000", "Lin Zhou", "  ", "%", "1"])
def test_what_is_nobodys_finds_nothing_and_says_what_can_be_looked_for(mei, look, two, text):
    found = mei.get("/sell/meis-kiln/orders", query_string={"number": text}).text
    if text.strip():
        assert numbers(found) == [] and "Nothing found" in found
    else:
        assert numbers(found) == [two[1].number]


def test_nothing_is_found_in_another_shop(look, two, world):
    world.shipped(world.lotte, number="00340434161094000001")
    for known in ("00340434161094000001", "Oberländer", "+49 1511 2345678", "5678"):
        assert look(known) == [], known


def test_who_only_packs_finds_orders_and_looks_for_nobody(app, mei, look, two, world):
    packer = world.lotte.owner
    shops.Member.create(shop=world.mei.shop, person=packer, role="packer", created_at=world.mei.shop.created_at)
    mei.set_cookie("session", accounts.open_session(packer, "x", ""))
    assert look(two[1].number) == [two[1].number] and look("SF1357924680123") == [two[0].number]
    assert look("Lin Xia") == look("9000") == []


def test_who_was_forgotten_is_not_found(look, two):
    orders.Recipient.across_shops().model.update(name="", phone="", short_name="", phone_index=None).where(
        orders.Recipient.order == two[1].id
    ).execute()
    assert look("Lin Xia") == look("9000") == []


# --- the buyer's own -----------------------------------------------------------------------------------------------------------


def test_whoever_ordered_often_reads_on_in_me(zhou, market, monkeypatch):
    monkeypatch.setattr("storefront.orders.panels.MINE", 2)
    mine = [market.paid(buyer=ZHOU).number for _ in range(5)]
    found, url = [], "/me"
    while url:
        html = zhou.get(url).text
        found += numbers(html)
        older = re.search(r'href="(/me\?before=\d+)"', html)
        url = older and older[1]
    assert found == mine[::-1]
