"""The share sheet on a phone: it opens over the page, its poster can be scanned off the screen, and Back closes it."""

import io

import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from storefront import accounts, share
from tests.journeys.conftest import soon


def item_path(world) -> str:
    return f"/@{world.mei.shop.slug}/p/{world.mei.mug.product.code}"


def on_the_screen(page: Page) -> list[str]:
    """What a camera reads off the screen."""
    picture = Image.open(io.BytesIO(page.screenshot())).convert("L")
    return [code.text for code in zxingcpp.read_barcodes(picture)]


def test_two_taps_share_and_the_poster_is_ready(browser_page, world, live_server):
    path, code = item_path(world), world.mei.mug.product.code
    browser_page.goto(path)
    browser_page.get_by_role("link", name="Share this item").tap()
    sheet = browser_page.get_by_role("dialog", name="Share Sunday mug, celadon, 320 ml")
    expect(sheet.get_by_role("link", name="Send…")).to_be_in_viewport()
    poster = sheet.get_by_role("img", name="Poster: Sunday mug")
    browser_page.wait_for_function("image => image.complete && image.naturalWidth === 1080", arg=poster.element_handle())
    link = share.link_for(world.mei.shop, "product", code, share.PASSED_ON)
    expect(sheet.get_by_role("textbox", name="Link")).to_have_value(f"{live_server.url}/q/{link.code}")
    poster.scroll_into_view_if_needed()
    soon(lambda: on_the_screen(browser_page) == [f"{live_server.url}/q/{link.code}"])  # once the sheet has risen
    browser_page.go_back()
    expect(sheet).to_be_hidden()
    expect(browser_page).to_have_url(f"{live_server.url}{path}")
    browser_page.get_by_role("link", name="Share this item").tap()
    sheet.get_by_role("button", name="Close").tap()
    expect(sheet).to_be_hidden()
    expect(browser_page).to_have_url(f"{live_server.url}{path}")


def test_without_script_it_is_a_page(plain_page, world, live_server):
    plain_page.goto(item_path(world))
    plain_page.get_by_role("link", name="Share this item").tap()
    expect(plain_page.get_by_role("heading", level=1)).to_have_text("Share Sunday mug, celadon, 320 ml")
    link = share.link_for(world.mei.shop, "product", world.mei.mug.product.code, share.PASSED_ON)
    plain_page.get_by_role("img", name="Poster: Sunday mug").scroll_into_view_if_needed()
    expect(plain_page.get_by_role("textbox", name="Link")).to_have_value(f"{live_server.url}/q/{link.code}")
    plain_page.goto(f"/q/{link.code}")
    expect(plain_page).to_have_url(f"{live_server.url}{item_path(world)}")
    assert share.of_shop(world.mei.shop, link.code).visits_count == 1


def test_after_putting_on_sale_the_sheet_is_open(browser_page, world, live_server):
    token = accounts.open_session(world.mei.owner, "test", "")
    browser_page.context.add_cookies([{"name": "session", "value": token, "url": live_server.url}])
    browser_page.goto(f"/sell/{world.mei.shop.slug}/share/product/{world.mei.mug.product.code}?new=1")
    sheet = browser_page.get_by_role("dialog", name="It is on sale. Send it to three people.")
    expect(sheet.get_by_role("link", name="Send…")).to_be_visible()
    sheet.get_by_role("button", name="Close").tap()
    expect(sheet).to_be_hidden()
    expect(browser_page.get_by_role("heading", name="Send the link")).to_be_visible()
