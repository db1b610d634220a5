"""Chinese is written without spaces between its characters; one stands beside Latin letters and digits. What a sentence is made of may
begin and end with either, so pages are read as they are shown."""

import re

import pytest

from storefront.kit import dates, i18n
from tests.support.heard import Heard
from tests.support.pages import LivedIn, examples
from tests.support.visiting import Visitors

HAN = "\u4e00-\u9fff"
GAP = re.compile(rf"[{HAN}，。：；！？、（）“”《》]\s+(?=[{HAN}，。：；！？、（）“”《》])")


def gaps(html: str) -> list[str]:
    """Texts of a page in which a space stands between two Chinese characters."""
    return sorted({text for text in Heard(html).texts if GAP.search(text)})


def test_no_page_has_a_space_between_chinese_characters(app, world):
    visitors, found = Visitors(app, LivedIn(world), "zh-CN"), {}
    for example in examples(visitors.place):
        said = gaps(visitors.get(example).text)
        if said:
            found[f"{example.name} {example.url}"] = said
    assert found == {}, "\n".join(f"{page}: {texts}" for page, texts in found.items())


def test_a_gap_is_noticed_in_texts_and_in_what_is_only_heard(app):
    assert gaps("<p>应在 今天 11:53 前</p><p>应在今天 11:53 前 <b>发货</b></p>") == ["应在 今天 11:53 前"]
    assert gaps('<button aria-label="删除 图片">×</button><input value="删除 图片"><code>删除 图片</code>') == ["删除 图片"]


@pytest.mark.parametrize(
    ("value", "said"),
    [("今天 11:53", "今天 11:53 前"), ("11 月 24 日", " 11 月 24 日前"), ("Tue 11:53", " Tue 11:53 前"), ("", "前")],
)
def test_a_value_stands_apart_only_where_it_is_latin_however_the_translation_writes_it(monkeypatch, value, said):
    for text in ("应在 %(when)s 前", "应在%(when)s前", "应在 %(when)s前"):
        monkeypatch.setattr(i18n, "_translated", lambda _tag, _message, text=text: text)
        with i18n.speaking("zh-CN"):
            filled = i18n.gettext("by %(when)s", when=value)
        assert filled == f"应在{said}" or not value


def test_days_are_written_without_a_space_between_chinese_characters(clock):
    with i18n.speaking("zh-CN"):
        now = clock.now()
        for said in (dates.day(now, weekday=True), dates.between(now.date(), now.date().replace(day=28)), dates.moment(now)):
            assert not GAP.search(said), said
