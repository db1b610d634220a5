"""The bag: grouped by shop, with undo, and never more than there is."""

import pytest

from storefront import cart, stock
from storefront.cart.models import BagLine
from storefront.kit import ids
from tests.support.clients import browser, htmx

HTMX = htmx("bag")


def put(client, keeper, variant, quantity=1, **headers):
    return client.post(
        "/cart/items", data={"shop": keeper.shop.slug, "variant": variant.code, "quantity": quantity}, headers=headers
    )


def line_of(variant) -> BagLine:
    return BagLine.get(BagLine.variant == variant.id)


def test_the_first_thing_sets_the_cookies_and_nothing_before_it(client, world):
    for path in ("/", world.mei.shop.path, f"{world.mei.shop.path}/p/{world.mei.mug.product.code}", "/cart"):
        assert "Set-Cookie" not in client.get(path).headers, path
    answer = put(client, world.mei, world.mei.mug, 2)
    assert answer.status_code == 303 and answer.headers["Location"] == "/cart"
    cookies = {cookie.split("=")[0]: cookie for cookie in answer.headers.getlist("Set-Cookie")}
    assert cookies["bag"].startswith("bag=2;") and "HttpOnly" in cookies["bag_key"] and "SameSite=Lax" in cookies["bag_key"]


def test_two_shops_are_two_bags_with_two_totals(client, world):
    """F37."""
    put(client, world.mei, world.mei.mug, 2)
    put(client, world.lotte, world.lotte.jam)
    page = client.get("/cart").text
    assert page.count("Check out") == 2
    assert "¥256.00" in page and "€5.50" in page
    assert "Each shop is its own order" in page


def test_a_line_is_changed_removed_and_put_back(client, world):
    put(client, world.mei, world.mei.mug)
    line = line_of(world.mei.mug)
    client.post(f"/cart/lines/{line.id}", data={"quantity": "3"})
    assert line_of(world.mei.mug).quantity == 3
    answer = client.post(f"/cart/lines/{line.id}", data={"quantity": "0"}, headers=HTMX)
    assert "Removed." in answer.text and "hx-swap-oob" in answer.text
    token = answer.text.split('name="token" value="')[1].split('"')[0]
    client.post("/cart/undo", data={"token": token})
    assert line_of(world.mei.mug).quantity == 3


def test_without_script_a_removed_line_can_be_put_back_too(client, world):
    put(client, world.mei, world.mei.mug)
    page = client.post(f"/cart/lines/{line_of(world.mei.mug).id}", data={"quantity": "0"}).text
    assert "Removed." in page and 'action="/cart/undo"' in page


def test_more_than_there_is_is_refused_in_a_sentence(client, world):
    answer = put(client, world.mei, world.mei.jar, 3, **HTMX)
    assert answer.status_code == 422 and "Only 2 left." in answer.text
    put(client, world.mei, world.mei.jar, 2)
    stock.set_count(world.mei.jar, 1)
    page = client.get("/cart").text
    assert "Only 1 left." in page


@pytest.mark.parametrize("quantity", ["-1", "0", "1.5", "1e3", "2147483648", "9223372036854775808", "１", " 1 x", "NaN", "1000"])
def test_quantities_that_are_none_are_refused(client, world, quantity):
    """A2."""
    assert put(client, world.mei, world.mei.mug, quantity).status_code in (400, 422)
    assert BagLine.select().count() == 0


def test_a_price_in_the_post_is_ignored(client, world):
    """A1."""
    data = {
        "shop": world.mei.shop.slug,
        "variant": world.mei.mug.code,
        "quantity": 1,
        "price": 1,
        "price_minor": 1,
        "total": "0.01",
    }
    client.post("/cart/items", data=data)
    assert "¥128.00" in client.get("/cart").text


def test_somebody_elses_line_is_not_there(client, app, world):
    """A9."""
    put(client, world.mei, world.mei.mug)
    other = browser(app)
    assert other.post(f"/cart/lines/{line_of(world.mei.mug).id}", data={"quantity": "9"}).status_code == 404
    put(other, world.mei, world.mei.jar)
    assert other.post(f"/cart/lines/{line_of(world.mei.mug).id}", data={"quantity": "9"}).status_code == 404
    assert line_of(world.mei.mug).quantity == 1


def test_an_undo_is_good_for_this_purpose_only(client, world):
    put(client, world.mei, world.mei.mug)
    assert client.post("/cart/undo", data={"token": "nonsense"}).status_code == 404
    assert client.post("/cart/undo", data={"token": ids.sign("something-else", f"{world.mei.jar.id}:1", 60)}).status_code == 404


def test_what_is_no_longer_sold_leaves_the_bag_and_is_said(client, world):
    from storefront import catalog

    put(client, world.mei, world.mei.mug)
    catalog.take_off_sale(world.mei.mug.product)
    assert put(client, world.mei, world.mei.mug).status_code == 404
    bag = cart.bag_of(client.get_cookie("bag_key").value)
    assert cart.accept_changes(bag, world.mei.shop) == ["Something in your bag is no longer sold, so we took it out."]
    assert cart.groups(bag) == []


def test_a_changed_price_is_said_in_the_bag_and_at_checkout(client, world):
    from storefront import catalog

    put(client, world.mei, world.mei.mug)
    catalog.save(world.mei.mug.product, price_minor=13800)
    said = "The price changed from ¥128 to ¥138 while this was in your bag."
    assert said in client.get("/cart").text
    assert said in client.get(f"/checkout?shop={world.mei.shop.slug}").text
