"""Pages for people who read them otherwise: in colours of their own, at 400 %, with motion switched off, on paper."""

import pytest

from tests.journeys import shopping

pytestmark = pytest.mark.looks

_SHADOWS_ONLY = """() => [...document.querySelectorAll(".input, .btn, .chip, .option input, .check input")].filter((one) => {
  const style = getComputedStyle(one)
  const drawn = parseFloat(style.borderTopWidth) > 0 && style.borderTopStyle !== "none"
  return one.checkVisibility() && !drawn && style.appearance === "none"
}).map((one) => `${one.tagName} ${one.className} ${one.name}`)"""
_FIXED = """() => [...document.querySelectorAll("body *")]
  .filter((one) => one.checkVisibility() && ["fixed", "sticky"].includes(getComputedStyle(one).position))
  .map((one) => [...one.classList].join("."))"""


def test_in_colours_of_the_reader_every_field_and_button_has_an_edge_and_the_focus_is_seen(world, phone):
    page = phone()
    page.emulate_media(forced_colors="active")
    shopping.buy_now(page, world.mei.mug)
    assert page.evaluate(_SHADOWS_ONLY) == []
    name = page.get_by_role("textbox", name="Full name")
    name.focus()
    assert name.evaluate("(field) => getComputedStyle(field).outlineStyle") == "solid"


def test_at_400_per_cent_no_bar_stands_before_the_page(world, phone):
    page = phone(viewport={"width": 320, "height": 256})
    shopping.open_item(page, world.mei.mug)
    assert page.evaluate(_FIXED) == []
    page.get_by_role("button", name="Buy now").click()
    page.wait_for_url("**/checkout?**")
    assert page.evaluate(_FIXED) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert "actionbar" in " ".join(page.evaluate(_FIXED))


def test_a_ring_that_turns_stands_still_where_motion_is_switched_off(world, phone):
    page = phone(reduced_motion="reduce")
    shopping.open_item(page, world.mei.mug)
    turning = """(button) => {
      button.setAttribute("aria-busy", "true")
      const style = getComputedStyle(button, "::before")
      return [style.animationName, style.animationIterationCount]
    }"""
    assert page.get_by_role("button", name="Buy now").evaluate(turning) == ["spin", "1"]


def test_a_long_order_begins_on_the_first_sheet(world, phone):
    goods = [(world.mei.sells(f"thing{number}", f"Thing number {number}", 1000), 1) for number in range(20)]
    order = world.paid(items=goods)
    page = phone(is_mobile=False)
    page.goto(f"/o/{order.token}")
    page.emulate_media(media="print")
    avoids = "(one) => getComputedStyle(one).breakInside"
    assert page.get_by_role("region", name=f"Order {order.number}").evaluate(avoids) == "auto"
    assert page.locator(".line-item").first.evaluate(avoids) == "avoid"
