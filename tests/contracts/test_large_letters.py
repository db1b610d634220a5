"""Letters twice as large, as somebody sets them in the browser: every page still fits a phone, nothing is scrolled sideways."""

import pytest

from tests.support.looking import Eyes, walk

pytestmark = [pytest.mark.looks, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def browser(browser_type, browser_type_launch_args):
    """In the place of everybody's browser: one whose reader has set letters of 32 instead of 16 px."""
    arguments = [*browser_type_launch_args["args"], "--blink-settings=defaultFontSize=32"]
    browser = browser_type.launch(**(browser_type_launch_args | {"args": arguments}))
    yield browser
    browser.close()


def test_letters_twice_as_large_fit_on_every_page(world, eyes):
    def look_at(each: Eyes, example) -> None:
        each.visit(example)
        each.look(390, "light")
        assert each.page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
        each.check_width()

    walk(eyes, world, lambda who: True, "en", look_at)
