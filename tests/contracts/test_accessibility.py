"""WCAG 2.2 AA on every page that anybody can open, in light and dark, English and Chinese, at 320 and 1280 px.

Each page is looked at in four ways that hold every pair of width, theme and language; and with letters twice as large.
"""

import pytest

from storefront import accounts
from tests.support.looking import Eyes
from tests.support.pages import LivedIn

pytestmark = [pytest.mark.looks, pytest.mark.timeout(600)]

LOOKS = {"en": ((320, "light"), (1280, "dark")), "zh-CN": ((320, "dark"), (1280, "light"))}


@pytest.fixture
def eyes(phone, live_server):
    """Make eyes in a browser of their own: `eyes(person, language)`."""

    def make(person, language: str) -> Eyes:
        page = phone(locale=language, is_mobile=False)
        if person is not None:
            token = accounts.open_session(person, "Chrome on Android", "")
            page.context.add_cookies([{"name": "session", "value": token, "url": live_server.url}])
        return Eyes(page, live_server.url, language)

    return make


@pytest.mark.parametrize("who", [("",), ("mei",), ("lotte", "kim", "zhou", "operator")], ids=["anybody", "mei", "others"])
@pytest.mark.parametrize("language", LOOKS)
def test_everybody_can_use_every_page(world, eyes, language, who):
    place = LivedIn(world)
    kept, findings = {}, []
    for example in place.examples():
        if example.who not in who:
            continue
        own = example.who if not example.before else object()  # posts leave cookies: a browser of its own
        if own not in kept:
            kept[own] = eyes(place.people.get(example.who), language)
        look_at(kept[own], example, language)
    for each in kept.values():
        findings += each.findings
    assert not findings, f"{len(findings)} findings\n" + "\n".join(findings)


def look_at(eyes: Eyes, example, language: str) -> None:
    """One page, in the two ways of this language, and with large letters."""
    first, second = LOOKS[language]
    eyes.look(*first)
    eyes.visit(example)
    eyes.check_words()
    eyes.check_width()
    eyes.check_axe()
    eyes.look(*second)
    eyes.check_width()
    eyes.check_axe()
    eyes.look(390, "light", letters=32)
    eyes.check_width()
