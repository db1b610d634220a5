"""A form with a mistake comes back where it is: the cursor in its first wrong field, and Back leads to where the form was opened."""

from playwright.sync_api import expect

from storefront import aftersales


def try_in_vain(page, start: str, form: str, button: str):
    """Open `start` and then `form`, and send it as it is; returns the entries in the history before."""
    page.goto(start)
    page.goto(form)
    entries = page.evaluate("history.length")
    page.get_by_role("button", name=button, exact=True).click()
    return entries


def it_came_back(page, start: str, form: str, entries: int) -> None:
    """In the first wrong field, without an entry of its own; and Back leads to `start` at once."""
    expect(page.locator("[aria-invalid=true], fieldset[aria-describedby$=-error] input").first).to_be_focused()
    assert page.url.endswith(form) and page.evaluate("history.length") == entries
    page.go_back()
    page.wait_for_url(f"**{start}")


def ask_for_part(page, amount: str) -> None:
    page.get_by_label("Part of the money back").check()
    page.get_by_label("Or an amount of your own").fill(amount)
    page.get_by_role("button", name="Send", exact=True).click()


def test_a_buyer_asks_and_goes_on_when_the_mistake_is_mended(world, browser_page):
    page, order = browser_page, world.shipped()
    form = f"/o/{order.token}/problem?reason=broken"
    page.goto(f"/o/{order.token}")
    page.goto(form)
    entries = page.evaluate("history.length")
    ask_for_part(page, "much")
    expect(page.get_by_label("Or an amount of your own")).to_be_focused()
    expect(page.get_by_label("Or an amount of your own")).to_have_attribute("aria-invalid", "true")
    assert page.url.endswith(form) and page.evaluate("history.length") == entries
    ask_for_part(page, "20")
    page.wait_for_url(f"**/o/{order.token}/case")
    assert aftersales.case_of(world.again(order)).asked.minor == 2000 and page.evaluate("history.length") == entries + 1


def test_a_buyer_reviews(world, browser_page):
    order = world.completed()
    start, form = f"/o/{order.token}", f"/o/{order.token}/review"
    it_came_back(browser_page, start, form, try_in_vain(browser_page, start, form, "Post"))


def test_a_seller_names_the_shop_and_closes_it(world, browser_page, sign_in):
    page = sign_in(browser_page, world.mei.owner)
    start, form = "/sell/meis-kiln/settings", "/sell/meis-kiln/settings/close"
    it_came_back(page, start, form, try_in_vain(page, start, form, "Close my shop"))
    page.goto("/sell/meis-kiln/shop")
    entries = page.evaluate("history.length")
    for name in ("", "Mei's Kiln and Garden"):
        page.get_by_label("Shop name").fill(name)
        page.get_by_role("button", name="Save", exact=True).first.click()
        if not name:
            expect(page.locator("[data-errors]")).to_be_focused()
            assert page.evaluate("history.length") == entries
    expect(page.locator("[data-errors]")).to_have_count(0)
    assert world.mei.fresh().name == "Mei's Kiln and Garden"


def test_the_desk_of_the_market_keeps_whole_pages(world, browser_page, sign_in):
    from storefront import accounts

    page = sign_in(browser_page, accounts.make_operator("+8613500135000"))
    assert world.mei.shop
    page.goto("/admin/shops/meis-kiln")
    entries = page.evaluate("history.length")
    page.get_by_role("button", name="Add a note").click()
    page.wait_for_url("**/notes")
    assert page.evaluate("history.length") == entries + 1
