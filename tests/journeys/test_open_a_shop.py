"""Opening a shop: from somebody else's shop, in four taps and two typed fields."""

import re

from playwright.sync_api import expect

from storefront.shops import Shop
from tests.journeys.conftest import Thumb


def test_a_visitor_opens_a_shop_in_four_taps_and_two_typed_fields(world, browser_page):
    page, thumb = browser_page, Thumb(browser_page)
    page.goto(f"/@{world.mei.shop.slug}")
    thumb.tap(page.get_by_role("link", name="Open my shop"))
    expect(page.get_by_label("Shop name")).to_be_focused()
    expect(page.get_by_text("You came from Mei's Kiln")).to_be_visible()
    thumb.type("Shop name", "Lin Tea House")
    thumb.next()
    expect(page.get_by_label("Mobile number")).to_be_focused()
    expect(page.get_by_text("This name is free.")).to_be_visible()
    expect(page.locator(".error")).to_have_count(0)
    thumb.type("Mobile number", "13900139000")
    thumb.tap(page.get_by_role("button", name="Text me a code"))
    code = page.locator("[data-code]").inner_text()
    expect(page.get_by_role("textbox", name="Code")).to_be_focused()
    thumb.suggestion("Code", code)
    expect(page).to_have_url(re.compile(r"/sell/lin-tea-house/items/new"))
    assert (thumb.taps, thumb.typed) == (4, 2)
    made = Shop.get(Shop.slug == "lin-tea-house")
    assert made.came_from_id == world.mei.shop.id
    assert page.context.new_page().goto("/@lin-tea-house").status == 200
