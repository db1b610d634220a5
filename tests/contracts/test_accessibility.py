"""WCAG 2.2 AA on every page that anybody can open, in light and dark, English and Chinese, at 320 and 1280 px.

Each page is looked at in four ways, which hold every pair of width, theme and language. Large letters: test_large_letters.py.
"""

import pytest

from storefront.kit import web
from storefront.kit.errors import Gone, Refused, TooMany
from tests.support.looking import Eyes, walk

pytestmark = [pytest.mark.looks, pytest.mark.timeout(600)]

everybody = pytest.mark.parametrize(
    "who", [("",), ("mei",), ("lotte", "kim", "zhou", "operator")], ids=["anybody", "mei", "others"]
)
LOOKS = {"en": ((320, "light"), (1280, "dark")), "zh-CN": ((320, "dark"), (1280, "light"))}


@everybody
@pytest.mark.parametrize("language", LOOKS)
def test_everybody_can_use_every_page(world, eyes, language, who):
    def look_at(each: Eyes, example) -> None:
        each.look(*LOOKS[language][0])
        each.visit(example)
        look_closely(each, language)

    walk(eyes, world, who, language, look_at)


@pytest.mark.parametrize("language", LOOKS)
def test_everybody_can_use_the_pages_of_a_no_and_of_a_bug(app, database, eyes, language):
    bug = Refused("It is our fault.", reference="4f2a91c0")
    bug.status = 500
    changed = Refused("This changed meanwhile.")
    changed.status = 409
    each = eyes(None, language)
    for refusal in (bug, changed, Gone("This has ended."), TooMany("That was too often.", retry_after=30)):
        with app.test_request_context("/", headers={"Accept-Language": language}):
            app.preprocess_request()
            text = web.error_page(refusal).get_data(as_text=True)
        each.look(*LOOKS[language][0])
        each.show(f"{refusal.status}", text)
        look_closely(each, language)
    assert not each.findings, "\n".join(each.findings)


def look_closely(each: Eyes, language: str) -> None:
    """In the first way of the language, in which the page was opened, and in the second."""
    each.check_words()
    each.check_width()
    each.check_axe()
    each.look(*LOOKS[language][1])
    each.check_width()
    each.check_axe()
