"""What buyers see of the goods of a shop on holiday."""

import re
from datetime import timedelta

from storefront import shops


def page_of(product) -> str:
    return f"/@{product.shop.slug}/p/{product.code}"


def test_an_item_of_a_shop_on_holiday_says_until_when_and_promises_no_day(client, shop, product):
    url = page_of(product("mug"))
    assert "Arrives " in client.get(url).text
    shops.close_for_holiday(shop, shop.today + timedelta(days=9))
    shop = shops.Shop.get_by_id(shop.id)
    page = client.get(url).text
    assert f"On holiday until {shop.reopens_words}." in page and "Arrives " not in page


def test_a_shop_on_holiday_shows_its_goods_and_takes_no_orders(client, shop, product):
    shops.close_for_holiday(shop)
    html = client.get(page_of(product("mug"))).text
    assert "takes no orders now" in html and re.search(r"<button[^>]*disabled[^>]*><span>Buy now", html)
    assert 'name="variant"' not in client.get(f"/@{shop.slug}").text
