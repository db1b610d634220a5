"""WCAG 2.2 AA on every page that anybody can open, in light and dark, English and Chinese, at 320 and 1280 px.

Each page is looked at in four ways, which hold every pair of width, theme and language; it is opened in the way in which the page
before it was left, so that every screen is set up once. In English each is also looked at with letters twice as large, as somebody sets
them in the browser: it still fits a phone, nothing is scrolled sideways.
"""

import pytest

from storefront.kit import web
from storefront.kit.errors import Gone, Refused, TooMany
from tests.support.looking import Eyes, walk

pytestmark = [pytest.mark.looks, pytest.mark.timeout(600)]

PEOPLE = {"anybody": lambda who: not who, "mei": lambda who: who == "mei", "others": lambda who: who not in ("", "mei")}
LOOKS = {"en": ((320, "light"), (1280, "dark")), "zh-CN": ((320, "dark"), (1280, "light"))}


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("language", LOOKS)
def test_everybody_can_use_every_page(world, eyes, language, who):
    def look_at(each: Eyes, example) -> None:
        each.visit(example)
        look_closely(each, language)

    walk(eyes, world, PEOPLE[who], language, look_at)


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
        each.show(f"{refusal.status}", text)
        look_closely(each, language)
    assert not each.findings, "\n".join(each.findings)


PLANTED = """<!doctype html><html lang="%s"><title>Planted</title><meta name="viewport" content="width=device-width"><style>
  body { margin: 0 }
  p { color: #222; background: #fff }
  button { display: none }
  .out { width: 100px }
  .far { width: 18rem }
  @media (prefers-color-scheme: light) { .light { color: #777; background: #888 } }
  @media (prefers-color-scheme: dark) { .dark { color: #777; background: #888 } }
  @media (max-width: 400px) { .wide { width: 500px } .panel { width: 90px } #narrow { display: block } }
  @media (min-width: 1000px) { .wide { width: 1300px } .panel { width: 90px } #broad { display: block } }
</style><main><h1>Planted</h1><p class="light">Day</p><p class="dark">Night</p><p class="wide">Far</p><p class="far">Large</p><div class="panel"><p class="out">Out</p></div>
<button id="narrow"></button><button id="broad"></button></main>"""


@pytest.mark.parametrize("language", LOOKS)
def test_what_is_wrong_in_one_way_alone_is_found_in_this_way(eyes, language):
    """The control: a colour of one theme, a width and a button without a name of one screen, whichever the page is opened on; a width
    with large letters."""
    each = eyes(None, language)
    planted = [
        f"[{language}, {width} px, {scheme}]: {what}"
        for width, scheme in LOOKS[language]
        for what in (
            f"{500 if width == 320 else 1300} px wide: p.wide#",
            "out of its panel: p.out#",
            f"button-name at #{'narrow' if width == 320 else 'broad'}",
            f"color-contrast at .{scheme}",
        )
    ]
    if language == "en":
        planted += [
            f"[en, 390 px, light, large letters]: {what}" for what in ("out of its panel: p.out#", "576 px wide: p.wide#")
        ]
    planted.sort()
    for opened in LOOKS[language]:
        each.look(*opened)
        each.findings.clear()
        each.show("planted", PLANTED % language)
        look_closely(each, language)
        found = sorted(one.removeprefix("planted /shown ") for one in each.findings)
        assert len(found) == len(planted) and all(map(str.startswith, found, planted)), "\n".join(found)


def look_closely(each: Eyes, language: str) -> None:
    """In both ways of the language, first in the one in which the page was opened; between the two with large letters."""
    first, second = sorted(LOOKS[language], key=lambda way: way != each.way)
    look_in_one_way(each, *first)
    if language == "en":
        each.look(390, "light")
        with each.large_letters():
            each.check_width()
    look_in_one_way(each, *second)


def look_in_one_way(each: Eyes, width: int, scheme: str) -> None:
    each.look(width, scheme)
    each.check_words()
    each.check_width()
    each.check_axe()
