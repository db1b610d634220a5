"""The page of patterns in a browser."""

from playwright.sync_api import expect


def test_an_example_of_a_mistake_does_not_take_the_focus(browser_page):
    """A form that came back does; the page of patterns opens at its top, though a field on it is drawn as wrong."""
    browser_page.goto("/patterns")
    expect(browser_page.locator("[aria-invalid=true]").first).to_be_attached()
    assert browser_page.evaluate("[document.activeElement.tagName, scrollY]") == ["BODY", 0]
