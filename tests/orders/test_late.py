"""A parcel that should have left by now: both sides read it as it is."""

from datetime import timedelta

from storefront import shipping
from tests.support.factories import sign_in


def test_a_parcel_that_should_have_left_is_called_late(world, client, app, clock):
    order = world.paid()
    seller = app.test_client()
    pages = (f"/sell/{order.shop.slug}", f"/sell/{order.shop.slug}/orders", f"/sell/{order.shop.slug}/orders/{order.number}")
    assert "has been told and ships by" in client.get(f"/o/{order.token}").text
    clock.advance(order.ship_by - order.placed_at + timedelta(minutes=1))
    sign_in(seller, world.mei.owner)
    assert world.again(order).is_late
    late = client.get(f"/o/{order.token}").text
    assert "and should have shipped by" in late and "ships by" not in late
    for path in pages:
        page = seller.get(path).text
        assert "late since" in page and "ship by" not in page, path
    shipping.ship(world.again(order), "SF1357924680123")
    assert not world.again(order).is_late
    assert "late since" not in seller.get(pages[0]).text + seller.get(pages[2]).text
