"""WCAG 2.2 AA on every page that anybody can open, in light and dark, English and Chinese, at 320 and 1280 px.

Each page is looked at in four ways, which hold every pair of width, theme and language. Large letters: test_large_letters.py.
"""

import pytest

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
        first, second = LOOKS[language]
        each.look(*first)
        each.visit(example)
        each.check_words()
        each.check_width()
        each.check_axe()
        each.look(*second)
        each.check_width()
        each.check_axe()

    walk(eyes, world, who, language, look_at)
