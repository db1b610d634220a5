"""An address is shown while there is something to send, then put away; looking again needs a reason and is on record."""

from datetime import timedelta

import pytest

from storefront import accounts, orders, shops
from storefront.kit import clock, events
from storefront.orders import rules
from tests.support.factories import ZHOU, sign_in

HTMX = {"HX-Request": "true", "HX-Target": "order", "HX-Current-URL": "http://localhost/"}
LATER = timedelta(days=15)


def url(order) -> str:
    return f"/sell/{order.shop.slug}/orders/{order.number}"


@pytest.fixture
def mei(world, client):
    sign_in(client, world.mei.owner)
    return client


def test_it_is_open_while_to_be_sent_and_some_days_after():
    now = clock.now()
    for state in ("pending", "waiting", "confirmed"):
        assert rules.address_open(state, None, None, now, 14)
    assert rules.address_open("shipped", now - timedelta(days=13), None, now, 14)
    assert rules.address_open("completed", now - timedelta(days=13), now, now, 14)
    assert not rules.address_open("completed", now - timedelta(days=14), now, now, 14)
    assert not rules.address_open("cancelled", None, None, now, 14)


def test_it_is_put_away_after_its_days(world, mei):
    order = world.shipped(note="Ring twice at 302")
    assert ZHOU.address in mei.get(url(order)).text
    clock.advance(LATER)
    page = mei.get(url(order)).text
    for hidden in (ZHOU.address, ZHOU.phone, "138 0013 8000", ZHOU.name, "Ring twice"):
        assert hidden not in page
    assert "Zhou Y." in page and "138····8000" in page and "Show the address" in page


def test_looking_again_needs_a_reason_and_is_seen_by_both_sides(world, mei):
    order = world.shipped()
    clock.advance(LATER)
    refused = mei.post(f"{url(order)}/address", data={"reason": " "})
    assert refused.status_code == 422 and "Write what you need it for." in refused.text and ZHOU.address not in refused.text
    page = mei.post(f"{url(order)}/address", data={"reason": "It came back to me"})
    assert page.status_code == 200 and ZHOU.address in page.text and page.headers["Cache-Control"] == "no-store"
    fragment = mei.post(f"{url(order)}/address", data={"reason": "Once more"}, headers=HTMX)
    assert fragment.text.lstrip().startswith('<div id="order"') and ZHOU.address in fragment.text
    assert ZHOU.address not in mei.get(url(order)).text
    looks = [row for row in events.timeline(f"order:{order.id}") if row.kind == "order.address_shown"]
    assert [events.payload(row)["reason"] for row in looks] == ["It came back to me", "Once more"]
    assert {row.actor for row in looks} == {f"person:{world.mei.owner.id}"}
    assert "It came back" not in looks[0].data
    assert "The shop looked at the address again" in mei.get(f"/o/{order.token}").text


def test_there_is_an_end_to_it(world, mei):
    order = world.shipped()
    clock.advance(LATER)
    answers = [mei.post(f"{url(order)}/address", data={"reason": "Returns"}).status_code for _ in range(31)]
    assert answers == [200] * 30 + [429]


def test_whoever_only_packs_cannot_look_again(world, client):
    order = world.shipped()
    packer = accounts.find_or_make(accounts.Contact("phone", "+8613700137077"))
    shops.Member.create(shop=order.shop, person=packer, role="packer", created_at=clock.now())
    sign_in(client, packer)
    clock.advance(LATER)
    page = client.get(url(order)).text
    assert ZHOU.address not in page and "Show the address" not in page
    assert client.post(f"{url(order)}/address", data={"reason": "x"}).status_code == 404


def test_slips_are_printed_for_what_is_to_be_sent_only(world, mei):
    sent, waiting = world.shipped(), world.paid()
    gone = world.paid()
    orders.cancel(gone, "Out of clay")
    page = mei.get(f"/sell/{waiting.shop.slug}/ship/print").text
    assert f"slip-{waiting.number}" in page and f"slip-{sent.number}" not in page and f"slip-{gone.number}" not in page


def test_no_list_has_an_address_or_a_number(world, mei):
    world.paid(), world.shipped(), world.placed()
    slug = world.mei.shop.slug
    lists = ["/orders", "/orders?state=pay", "/orders?state=shipped", "/customers", "", "/refunds", "/ship", "/money"]
    operator = accounts.make_operator("+8613500135001", "operator")
    for path in lists:
        text = mei.get(f"/sell/{slug}{path}").text
        for hidden in (ZHOU.address, ZHOU.phone, "13800138000", "138 0013 8000"):
            assert hidden not in text, path
    sign_in(mei, operator)
    for path in ("/admin", "/admin/orders", "/admin/shops", "/admin/cases"):
        text = mei.get(path).text
        for hidden in (ZHOU.address, ZHOU.phone, "13800138000", "138 0013 8000", ZHOU.name):
            assert hidden not in text, path
