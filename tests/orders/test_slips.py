"""What lists of orders and the pages of an ended one say: how much there is of what, and where money and address are."""

import html
import re
from pathlib import Path

import pytest

from storefront import orders, payments, shipping
from storefront.orders import page as pages
from storefront.orders import rules


def words(answer) -> str:
    """What the page says, without its marks."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", answer.text)).split())


def test_pieces_of_several_things_are_not_counted_as_many_of_the_first(mei, zhou, world):
    world.paid(items=[(world.mei.mug, 2), (world.mei.bowl, 1)])
    for page in ("/sell/meis-kiln", "/sell/meis-kiln/orders", "/sell/meis-kiln/ship"):
        shown = words(mei.get(page))
        assert "Sunday mug, celadon, 320 ml + 1" in shown and "3 pieces" in shown, page
        assert "× 3" not in shown, page
    mine = words(zhou.get("/me"))
    assert "3 pieces" in mine and "× 3" not in mine


def test_pieces_of_one_thing_are_counted_beside_its_name(mei, zhou, world):
    world.paid(items=[(world.mei.mug, 2)])
    for browser, page in (
        (mei, "/sell/meis-kiln"),
        (mei, "/sell/meis-kiln/orders"),
        (mei, "/sell/meis-kiln/ship"),
        (zhou, "/me"),
    ):
        assert "Sunday mug, celadon, 320 ml × 2" in words(browser.get(page)), page


def test_each_order_to_ship_leads_to_its_label_from_the_list(mei, world):
    order = world.paid()
    path = f'href="/sell/meis-kiln/ship?order={order.number}"'
    assert path in mei.get("/sell/meis-kiln/orders").text
    shipping.ship(order, "SF1357924680123")
    assert path not in mei.get("/sell/meis-kiln/orders?state=shipped").text


@pytest.mark.tampers
def test_a_refund_that_failed_is_not_said_to_be_on_its_way(zhou, world):
    order = world.paid()
    orders.cancel(order)
    assert "¥128.00 is on its way back to Test payment" in words(zhou.get(f"/o/{order.token}"))
    payments.Refund.update(state="failed").where(payments.Refund.shop == order.shop_id).execute()
    page = words(zhou.get(f"/o/{order.token}"))
    assert "¥128.00 could not be sent back yet" in page and "is on its way back" not in page
    assert "You may send it back" not in page


def test_the_address_of_a_cancelled_order_is_put_away_without_a_word_of_a_parcel(mei, world):
    order = world.paid()
    orders.cancel(order)
    page = words(mei.get(f"/sell/meis-kiln/orders/{order.number}"))
    assert "The order was cancelled, so the address is put away." in page and "parcel has gone" not in page


@pytest.mark.parametrize(("name", "short"), [
    ("Zhou Yining", "Zhou Y."), ("周女士", "周＊＊"), ("Mei", "Mei"), ("Mei 🏺", "Mei"), ("Anna Maria Lind ♥ 2", "Anna L."), ("", ""),
])  # fmt: skip
def test_a_short_name_is_a_name_and_an_initial(name, short):
    assert rules.short_name(name) == short


def test_everything_that_happens_to_an_order_has_its_mark():
    marks = (Path(__file__).parents[2] / "static/icons.svg").read_text()
    for kind in pages._HAPPENED:
        assert f'id="i-{pages._ICONS[kind]}"' in marks, kind
