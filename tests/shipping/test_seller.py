"""The seller's pages about parcels and the delivery table: what is wrong is said, and nothing of another shop is touched."""

import re
from datetime import timedelta

import pytest

from storefront import orders, shipping
from storefront.shipping import table
from tests.support import clients

NUMBER = "SF1357924680123"


@pytest.fixture
def mei(app, world):
    """Mei's browser."""
    return clients.browser(app, world.mei.owner)


def url(order, below: str = "/shipment") -> str:
    return f"/sell/meis-kiln/orders/{order.number}{below}"


# --- parcels -----------------------------------------------------------------------------------------------------------------


def test_a_number_ships_an_order_and_the_carrier_is_known_by_it(mei, world):
    order = world.paid()
    answer = mei.post(url(order), data={"number": " sf 1357 9246 80123 "})
    assert (answer.status_code, answer.location) == (303, url(order, ""))
    (parcel,) = shipping.parcels_of(world.again(order))
    assert (parcel.number, parcel.carrier, world.again(order).state) == (NUMBER, "sf", "shipped")
    assert NUMBER in mei.get(url(order, "")).text


def test_the_count_of_orders_to_ship_is_right_again_without_another_page(mei, world):
    htmx = {"HX-Request": "true", "HX-Target": "order"}
    first, _second = world.paid(), world.paid()
    page = mei.get(url(first, "")).text
    assert page.count('id="orders-count"') == page.count('id="orders-count-aside"') == 1
    shipped = mei.post(url(first), data={"number": NUMBER}, headers=htmx)
    assert shipped.text.count('hx-swap-oob="true"') == 3 and "1 to ship" in re.sub(r"<[^>]+>", "", shipped.text)
    (parcel,) = shipping.parcels_of(world.again(first))
    back = mei.post(url(first, f"/shipment/{parcel.id}/undo"), headers=htmx)
    assert "2 to ship" in re.sub(r"<[^>]+>", "", back.text)
    refused = mei.post(url(first), data={"number": "!!"}, headers=htmx)
    assert refused.status_code == 422 and "orders-count" not in refused.text


def test_a_parcel_that_left_nothing_behind_is_not_sent_twice(mei, world):
    order = world.shipped()
    assert mei.post(url(order), data={"number": "SF1357924680999"}).status_code == 409
    assert len(shipping.parcels_of(world.again(order))) == 1


def test_a_part_is_shipped_and_the_rest_later(mei, world):
    order = world.paid(items=[(world.mei.mug, 2), (world.mei.jar, 1)])
    mug, jar = orders.lines_of(order)
    sent = {"number": NUMBER, "part": "1", f"line-{mug.id}": "1", f"line-{jar.id}": "0"}
    assert mei.post(url(order), data=sent).status_code == 303
    assert world.again(order).state == "confirmed"
    assert [parcel.pieces for parcel in shipping.parcels_of(world.again(order))] == [{mug.id: 1}]
    assert mei.post(url(order), data={"number": "SF1357924680999"}).status_code == 303
    assert world.again(order).state == "shipped"


@pytest.mark.parametrize(("pieces", "words"), [
    ("3", "That is more than is left to ship."), ("0", "Choose what is in this parcel."), ("x", "Write a whole number"), ("-1", "Write a whole number"),
])  # fmt: skip
def test_pieces_that_are_not_there_are_not_sent(mei, world, pieces, words):
    order = world.paid(items=[(world.mei.mug, 2)])
    (line,) = orders.lines_of(order)
    answer = mei.post(url(order), data={"number": NUMBER, "part": "1", f"line-{line.id}": pieces})
    assert answer.status_code == 422 and words in answer.text
    assert re.search(rf'name="line-{line.id}"[^>]*value="{pieces}"[^>]*aria-describedby="pieces-error"', answer.text)
    assert 'name="part" value="1" checked' in answer.text and f'value="{NUMBER}"' in answer.text  # what was typed stays
    assert shipping.parcels_of(world.again(order)) == [] and orders.lines_of(order)[0].shipped_count == 0


def test_a_number_that_is_too_long_stays_in_its_field(mei, world):
    order = world.paid()
    answer = mei.post(url(order), data={"number": "A" * 61})
    assert answer.status_code == 422 and "there is room for 60" in answer.text and "A" * 61 in answer.text
    assert world.again(order).state == "confirmed"


def test_a_parcel_comes_back_for_ten_seconds(mei, world, clock):
    clock.freeze(clock.now())
    order = world.shipped()
    (parcel,) = shipping.parcels_of(order)
    assert mei.post(url(order, f"/shipment/{parcel.id}/undo")).status_code == 303
    assert world.again(order).state == "confirmed" and shipping.parcels_of(world.again(order)) == []
    again = shipping.ship(world.again(order), NUMBER)
    clock.advance(timedelta(seconds=11))
    answer = mei.post(url(order, f"/shipment/{again.id}/undo"))
    assert answer.status_code == 409 and "The ten seconds are over" in answer.text
    assert world.again(order).state == "shipped"


def test_a_mistyped_number_is_mended(mei, world):
    order = world.shipped()
    (parcel,) = shipping.parcels_of(order)
    assert mei.post(url(order, f"/shipment/{parcel.id}"), data={"number": "YT1234567890123"}).status_code == 303
    (parcel,) = shipping.parcels_of(order)
    assert (parcel.number, parcel.carrier) == ("YT1234567890123", "yto")
    other = world.shipped(number="SF1357924680777")
    assert mei.post(url(other, f"/shipment/{parcel.id}"), data={"number": "X"}).status_code == 404


def test_who_says_the_pickup_code_gets_the_goods(mei, world):
    shipping.Option.create(shop=world.mei.shop, kind="pickup", place="Studio 4", position=1)
    pickup = next(way for way in shipping.quote(world.mei.fresh(), "CN", "CN-ZJ", 12800) if way.kind == "pickup")
    order = world.paid(choice=pickup)
    wrong = mei.post(url(order, "/handover"), data={"code": "????"})
    assert wrong.status_code == 422 and "That is not the pickup code of this order." in wrong.text
    assert mei.post(url(order, "/handover"), data={"code": ""}).status_code == 422
    assert world.again(order).state == "confirmed"
    assert mei.post(url(order, "/handover"), data={"code": f" {order.pickup_code.lower()} "}).status_code == 303
    assert world.again(order).state == "completed"
    assert mei.post(url(order, "/handover"), data={"code": order.pickup_code}).status_code == 409


def test_a_pickup_code_cannot_be_found_by_trying(mei, world, clock):
    """Whoever gets past the code is paid: four signs stand between a seller and money for goods that nobody fetched."""
    shipping.Option.create(shop=world.mei.shop, kind="pickup", place="Studio 4", position=1)
    pickup = next(way for way in shipping.quote(world.mei.fresh(), "CN", "CN-ZJ", 12800) if way.kind == "pickup")
    order = world.paid(choice=pickup)
    tried = [mei.post(url(order, "/handover"), data={"code": f"?{n}??"}).status_code for n in range(12)]
    assert tried == [422] * 10 + [429] * 2
    assert mei.post(url(order, "/handover"), data={"code": order.pickup_code}).status_code == 429
    clock.advance(timedelta(hours=1))
    assert mei.post(url(order, "/handover"), data={"code": order.pickup_code}).status_code == 303


def test_the_pile_goes_on_with_the_next_order(mei, world):
    first, second = world.paid(), world.paid()
    page = mei.get("/sell/meis-kiln/ship").text
    assert first.number in page and second.number in page
    answer = mei.post(url(first), data={"number": NUMBER, "from": "scan"})
    (parcel,) = shipping.parcels_of(world.again(first))
    assert answer.location == f"/sell/meis-kiln/ship?done={first.number}&parcel={parcel.id}"
    left = mei.get(answer.location).text
    assert f'/orders/{second.number}/shipment"' in left and f'/orders/{first.number}/shipment"' not in left
    wrong = mei.post(url(second), data={"number": "A" * 61, "from": "scan"})
    assert wrong.status_code == 422 and 'name="number"' in wrong.text


# --- the delivery table --------------------------------------------------------------------------------------------------------

ROW = {"kind": "courier", "regions": ["CN"], "fee": "12", "free_over": "199", "days_least": "2", "days_most": "4", "active": "y"}
TABLE = "/sell/meis-kiln/delivery"


def test_a_line_is_added_changed_and_taken_out(mei, world):
    assert mei.post(TABLE, data=ROW | {"name": "Express"}).location == TABLE
    _first, added = shipping.options_of(world.mei.shop)
    assert (added.name, added.regions, added.fee_minor, added.free_over_minor) == ("Express", "CN", 1200, 19900)
    shown = mei.get(f"{TABLE}?edit={added.id}").text
    assert 'value="12.00"' in shown and 'value="Express"' in shown
    mei.post(TABLE, data=ROW | {"name": "Express", "fee": "15", "edit": str(added.id)})
    assert table.option(world.mei.shop, added.id).fee_minor == 1500
    assert mei.post(f"{TABLE}/{added.id}/removal").status_code == 303
    assert len(shipping.options_of(world.mei.shop, active_only=False)) == 1


@pytest.mark.parametrize(("change", "words"), [
    ({"fee": ""}, "Write 0 where it is free."), ({"fee": "-1"}, "cannot be negative"), ({"fee": "1.234"}, "Too many decimals"), ({"days_least": "soon"}, "Write a whole number"), ({"days_most": "1"}, "That is fewer than the days above."),
    ({"kind": "pickup", "place": ""}, "Say where and when it can be picked up."), ({"name": "x" * 81}, "there is room for 80"),
])  # fmt: skip
def test_a_line_that_makes_no_sense_is_refused_beside_its_field(mei, world, change, words):
    answer = mei.post(TABLE, data=ROW | {"name": "Express"} | change)
    assert answer.status_code == 422 and words in answer.text
    assert len(shipping.options_of(world.mei.shop, active_only=False)) == 1


def test_the_last_way_to_get_things_stays(mei, world):
    (only,) = shipping.options_of(world.mei.shop)
    answer = mei.post(f"{TABLE}/{only.id}/removal")
    assert answer.status_code == 422 and "This is the only way to get things from your shop." in answer.text
    assert shipping.options_of(world.mei.shop)


def test_places_that_nobody_offered_are_left_out(mei, world):
    mei.post(TABLE, data=ROW | {"regions": ["CN", "XX", "DE,FR"]})
    assert shipping.options_of(world.mei.shop)[-1].regions == "CN"
