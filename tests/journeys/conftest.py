"""People with phones. A `Thumb` counts what UX promises: taps on our pages and on the keyboard, and fields typed by hand."""

import time

import pytest
from playwright.sync_api import Locator, Page

from storefront import accounts


class Thumb:
    """One person's thumb on one page. System screens (camera, share sheet) are not counted, as in UX 3."""

    def __init__(self, page: Page):
        self.page, self.taps, self.typed = page, 0, 0

    def tap(self, thing: Locator) -> None:
        """A tap on our page."""
        thing.tap()
        self.taps += 1

    def type(self, label: str, text: str) -> None:
        """Fill a field by hand. The cursor must be there already, or it costs a tap of its own."""
        field = self.page.get_by_role("textbox", name=label)
        if not field.evaluate("field => field === document.activeElement"):
            self.tap(field)
        self.page.keyboard.type(text)
        self.typed += 1

    def next(self) -> None:
        """The keyboard's Next key."""
        self.page.keyboard.press("Enter")
        self.taps += 1

    def suggestion(self, label: str, text: str) -> None:
        """What the keyboard offers for this field (a code that came by text): one tap, nothing typed."""
        self.page.get_by_role("textbox", name=label).fill(text)
        self.taps += 1


@pytest.fixture
def sign_in(live_server):
    """Give a phone the session of a person: `sign_in(page, world.mei.owner)`; returns the page."""

    def enter(page: Page, person) -> Page:
        token = accounts.open_session(person, "test", "")
        page.context.add_cookies([{"name": "session", "value": token, "url": live_server.url}])
        return page

    return enter


def soon(happened) -> None:
    """Wait for what the server does after the commit: notices, refunds, deliveries."""
    until = time.monotonic() + 90
    while not happened():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.1)
