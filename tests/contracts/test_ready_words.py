"""What a field at the desk begins with goes to somebody else: it is in the language of whoever reads it, whatever its writer reads."""

import html
import re

import pytest
from babel.messages.pofile import read_po

from storefront.accounts.models import Person
from storefront.kit import i18n
from storefront.moderation import rules
from storefront.moderation.models import Voice
from storefront.orders.models import Order
from tests.support.pages import LivedIn, examples
from tests.support.visiting import Visitors

AREA = re.compile(r"<textarea([^>]*)>\s*(.*?)</textarea>", re.DOTALL)
LINK = re.compile(r'href="(/admin/[^"]*\?[^"]*)"')
HOLE = re.compile(r"%\\\((\w+)\\\)s")


def sentences() -> list[re.Pattern]:
    """Everything of several words that the market says in English, as patterns."""
    with (i18n.FOLDER / "zh_Hans_CN" / "LC_MESSAGES" / "messages.po").open("rb") as handle:
        said = [entry.id for entry in read_po(handle) if isinstance(entry.id, str) and entry.id.count(" ") > 3]
    return [re.compile(HOLE.sub(".*?", re.escape(sentence)), re.DOTALL) for sentence in said]


@pytest.fixture
def desk(app, world):
    """The desk of an operator who reads English, in a market where everybody else reads Chinese."""
    visitors = Visitors(app, LivedIn(world))
    Person.update(language="zh-CN").where(Person.role == "").execute()
    Order.update(language="zh-CN").execute()
    Voice.update(language="zh-CN").execute()
    return visitors


def filled_areas(desk) -> dict[str, list[tuple[str, str]]]:
    """{address: what stands in the larger fields of a page of the desk, with the attributes of each}, and of every way it offers."""
    found, browser = {}, desk.browser("operator")
    waiting = [example.url for example in examples(desk.place) if example.url.startswith("/admin/") and example.sends is None]
    while waiting:
        url = waiting.pop()
        page = browser.get(url)
        if url in found or page.status_code != 200 or page.mimetype != "text/html":
            continue
        found[url] = [(given, html.unescape(text)) for given, text in AREA.findall(page.text) if text.strip()]
        links = {html.unescape(link) for link in LINK.findall(page.text)}
        waiting += [
            link for link in links if link.partition("?")[0] == url.partition("?")[0] and ("do=" in link or "outcome=" in link)
        ]
    return found


def test_no_field_begins_in_words_that_its_reader_does_not_read(desk):
    areas, english = filled_areas(desk), sentences()
    wrong = [
        (url, text) for url, fields in areas.items() for _given, text in fields for sentence in english if sentence.search(text)
    ]
    assert not wrong, wrong
    worded = [url for url, fields in areas.items() if any('lang="zh-CN"' in given for given, _text in fields)]
    for outcome in ("refund", "split", "back", "nothing"):
        assert any(f"outcome={outcome}" in url for url in worded), outcome
    for do in ("hide", "suspend"):
        for rule in rules.RULES:
            assert any(f"do={do}&rule={rule}" in url for url in worded), (do, rule)
    assert any("do=nothing" in url for url in worded) and "/admin/shops/meis-kiln" in worded


def test_a_sentence_of_ours_is_known_in_a_field():
    said = i18n.gettext("“%(name)s” promises what buyers do not get.", name="Mug")
    assert any(sentence.search(said) for sentence in sentences()) and not any(
        one.search("Kiln Road 1, Jingdezhen") for one in sentences()
    )
