"""Who counts as a visitor, and what posters are called."""

import pytest
from werkzeug.datastructures import Headers

from storefront.share import rules

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Mobile/15E148 Safari/604.1"


def visit(method="GET", agent=PHONE, **more) -> bool:
    return rules.is_visit(method, Headers({"User-Agent": agent, **more}))


@pytest.mark.parametrize("agent", [
    PHONE,
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36 MicroMessenger/8.0.50",
    "Mozilla/5.0 (Linux; Android 9; CUBOT X19) AppleWebKit/537.36 Chrome/99.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36 [FBAN/FB4A;FBAV/440]",
])  # fmt: skip
def test_people_in_browsers_and_in_chat_apps_count(agent):
    assert visit(agent=agent)


@pytest.mark.parametrize("agent", [
    "",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "WhatsApp/2.23.20.0",
    "TelegramBot (like TwitterBot)",
    "facebookexternalhit/1.1",
    "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
    "Baiduspider+(+http://www.baidu.com/search/spider.htm)",
    "curl/8.5.0",
    "python-requests/2.32",
])  # fmt: skip
def test_machines_that_look_at_links_do_not_count(agent):
    assert not visit(agent=agent)


@pytest.mark.parametrize(
    "more", [{"Purpose": "prefetch"}, {"Sec-Purpose": "prefetch;prerender"}, {"X-Moz": "prefetch"}, {"X-Purpose": "preview"}]
)
def test_a_browser_that_looks_ahead_does_not_count(more):
    assert not visit(**more)


def test_asking_for_the_headers_alone_does_not_count():
    assert not visit("HEAD")


@pytest.mark.parametrize("typed, label", [
    ("market stall", "market stall"), ("market stall poster", "market stall"), ("Market stall Poster ", "Market stall"), ("市集海报", "市集"),
    ("poster", ""), ("imposter", "imposter"), ("x" * 70, "x" * 60), (None, ""),
])  # fmt: skip
def test_a_poster_is_called_by_its_place(typed, label):
    assert rules.label_of(typed) == label


def test_saved_pictures_have_names_in_plain_letters():
    assert rules.file_name("meis-kiln", "K7Q2XW", "7KQ2MPD", "png") == "meis-kiln-k7q2xw-7KQ2MPD.png"
    assert rules.file_name("meis-kiln", "杯子", "7KQ2MPD", "svg") == "meis-kiln-7KQ2MPD.svg"


@pytest.mark.parametrize("text", ["", "abc", "K7Q2XWK7Q2XW", "K7Q 2XW", "K7Q2\x00", "../../etc", "K7Q2XW%"])
def test_what_cannot_be_a_code_is_not_looked_up(text):
    assert not rules.is_code(text)
