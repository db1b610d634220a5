"""Somebody without a thumb: everything by keyboard, and after each answer the focus is where one goes on."""

from playwright.sync_api import Page, expect

from tests.journeys import shopping

HERE = "() => document.activeElement.closest('[id]:not(input, button, a, h1, h2, h3)')?.id"


def press(page: Page, role: str, name: str) -> None:
    """Enter on what has this name."""
    page.get_by_role(role, name=name).focus()
    page.keyboard.press("Enter")


def test_the_first_wrong_field_has_the_focus_and_shows_it(world, phone):
    page = phone(is_mobile=False)
    shopping.buy_now(page, world.mei.mug)
    press(page, "button", "Pay ¥")
    name = page.get_by_role("textbox", name="Full name")
    expect(name).to_be_focused()
    focused = name.evaluate("(field) => getComputedStyle(field).boxShadow")
    page.get_by_role("textbox", name="Mobile number").focus()
    page.wait_for_function("(was) => getComputedStyle(document.getElementById('name')).boxShadow !== was", arg=focused)


def test_after_shipping_the_focus_stays_with_the_order(world, phone, sign_in):
    order = world.paid()
    page = sign_in(phone(is_mobile=False), world.mei.owner)
    page.goto(f"/sell/meis-kiln/orders/{order.number}")
    page.get_by_role("textbox", name="Courier number").fill("SF1357924680123")
    press(page, "button", "Mark shipped")
    expect(page.get_by_text("Shipped. The buyer is told.")).to_be_visible()
    page.wait_for_function("() => document.activeElement !== document.body")
    assert page.evaluate(HERE) == "order"


def test_a_refused_number_takes_the_focus_and_an_item_that_moved_keeps_it(world, phone, sign_in):
    order = world.paid()
    page = sign_in(phone(is_mobile=False), world.mei.owner)
    page.goto(f"/sell/meis-kiln/orders/{order.number}")
    number = page.get_by_role("textbox", name="Courier number")
    number.fill("x")
    press(page, "button", "Mark shipped")
    expect(page.get_by_text("A courier number has 5 to 40 letters and digits.")).to_be_visible()
    expect(number).to_be_focused()
    page.goto("/sell/meis-kiln/items")
    press(page, "button", "Move down: Noodle bowl, tenmoku brown")
    first = page.locator(".ware__name").first
    expect(first).not_to_have_text("Noodle bowl, tenmoku brown")
    expect(page.get_by_role("button", name="Move down: Noodle bowl, tenmoku brown")).to_be_focused()


def test_one_more_can_be_pressed_again_and_again_in_the_bag(world, phone):
    page = phone(is_mobile=False)
    shopping.open_item(page, world.mei.mug)
    press(page, "button", "Add to bag")
    expect(page.get_by_text("is in your bag.")).to_be_visible()
    page.goto("/cart")
    more = page.get_by_role("button", name="One more")
    more.focus()
    for pieces in ("2", "3"):
        page.keyboard.press("Enter")
        expect(page.locator("output")).to_have_text(pieces)
        expect(more).to_be_focused()
