"""Ready words are in the language of whoever reads them."""

import pytest

from storefront.kit import drafting
from storefront.kit.i18n import gettext, language, speaking


def sold_out() -> str:
    return gettext("Sold out")


def test_one_reader_of_another_language():
    draft = drafting.draft([("zh-CN", "Mei's Kiln")], sold_out)
    assert (draft.text, draft.aid, draft.language) == ("已售罄", "Sold out", "zh-CN")
    assert draft.note == "Written for Mei's Kiln in Chinese."
    assert draft.hint("They read it.") == "They read it. Written for Mei's Kiln in Chinese."
    assert language() == "en"


def test_one_reader_of_the_writers_own_language():
    draft = drafting.draft([("en", "Mei's Kiln")], sold_out)
    assert draft == ("Sold out", "Written for Mei's Kiln in English.", "", "en")


def test_two_readers():
    both = drafting.draft([("zh-CN", "Mei's Kiln"), ("en", "Zhou Y.")], sold_out)
    assert (both.text, both.aid, both.language) == ("已售罄\n\nSold out", "", None)
    assert both.note == "Written for Mei's Kiln in Chinese and Zhou Y. in English."
    same = drafting.draft([("zh-CN", "Mei's Kiln"), ("zh-CN", "the buyer")], sold_out)
    assert same.text == "已售罄" and same.note == "Written for Mei's Kiln and the buyer in Chinese."
    with speaking("zh-CN"):
        here = drafting.draft([("en", "Oma Lotte")], sold_out)
    assert (here.text, here.aid) == ("Sold out", "已售罄")


@pytest.mark.parametrize("tag", ["en", "zh-CN"])
def test_nobody_is_known_to_read_it(tag):
    with speaking(tag):
        draft = drafting.draft([], sold_out)
        assert draft == (sold_out(), "", "", tag) and draft.hint("They read it.") == "They read it."
