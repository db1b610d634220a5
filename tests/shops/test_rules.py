import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront.kit import colour
from storefront.policies import Cap
from storefront.shops import looks, rules

NAMES = st.text(min_size=1, max_size=60)


@pytest.mark.parametrize(
    "one, other",
    [
        ("Mei's Kiln", "MEIS KILN"),
        ("Mei’s Kiln", "mei's  kiln"),
        ("Café Ole", "cafe olé"),
        ("小梅窑", " 小梅窑 "),
        ("Ｍｅｉ", "mei"),
    ],
)
def test_names_that_look_the_same_have_one_key(one, other):
    assert rules.name_key(one) == rules.name_key(other)


def test_different_names_have_different_keys():
    assert len({rules.name_key(name) for name in ("Mei", "Mei 2", "小梅窑", "小梅", "🍵", "🍰")}) == 6


@pytest.mark.parametrize(
    "name, slug",
    [
        ("Mei's Kiln", "meis-kiln"),
        ("Café Olé!", "cafe-ole"),
        ("Straße & Söhne", "strasse-and-sohne"),
        ("小梅窑", ""),
        ("梅 Tea 茶", "tea"),
        ("A", ""),
    ],
)
def test_a_handle_is_made_of_the_latin_letters_of_a_name(name, slug):
    assert rules.slugify(name) == slug


@given(NAMES)
def test_every_name_has_handles_a_seal_and_a_hue(name):
    ideas = rules.slug_ideas(name)
    assert all(rules.slug_is_well_formed(idea) and idea not in rules.RESERVED for idea in ideas) and len(ideas) >= 6
    assert 1 <= len(rules.seal_of(name)) <= 2
    assert 0 <= rules.hue_of(name) < 360 and rules.hue_of(name) == rules.hue_of(name)


def test_a_chinese_name_gets_a_short_code_that_can_be_said():
    assert rules.slug_ideas("小梅窑")[0].startswith("shop-") and len(rules.slug_ideas("小梅窑")[0]) == 9


@pytest.mark.parametrize("name, seal", [("Mei's Kiln", "M"), ("小梅窑", "小"), ("“quoted”", "Q"), ("7 Sins", "7"), ("🍵", "🍵")])
def test_the_seal_is_the_first_character(name, seal):
    assert rules.seal_of(name) == seal


@pytest.mark.parametrize("slug", ["a", "-ab", "ab-", "a--b", "Ab", "ä", "a b", "a" * 41, "", "a_b", "a/b", "a.b"])
def test_handles_that_do_not_fit_an_address(slug):
    assert not rules.slug_is_well_formed(slug)


@given(NAMES)
def test_ideas_for_a_taken_name_fit(name):
    assert all(len(idea) <= rules.NAME_LONGEST for idea in rules.free_name_ideas(name))


def test_ideas_follow_the_script_of_the_name():
    assert rules.free_name_ideas("小梅窑")[0] == "小梅窑小店"
    assert rules.free_name_ideas("Mei's Kiln")[0] == "Mei's Kiln Shop"


def test_a_cap_of_the_market_in_the_money_of_the_shop():
    cap = Cap(50, 1_000_000)
    assert rules.cap(cap, "CNY", "CNY") == rules.Cap(50, 1_000_000)
    assert rules.cap(cap, "EUR", "CNY") == rules.Cap(50, 130_000)
    assert rules.cap(None, "CNY", "CNY") is None


@pytest.mark.parametrize(
    "into, least, most",
    [("EUR", 100_000, 150_000), ("JPY", 150_000, 250_000), ("KWD", 300_000, 600_000), ("CNY", 1_000_000, 1_000_000)],
)
def test_the_cap_is_about_the_same_in_every_currency(into, least, most):
    assert least <= rules.roughly(1_000_000, "CNY", into) <= most


# --- looks -----------------------------------------------------------------------------------------------------------------------


@given(st.integers(0, 720), st.integers(0, 400), st.booleans(), st.booleans())
def test_nobody_can_make_a_shop_unreadable(hue, chroma, bright, tint):
    glaze = looks.capped(colour.Glaze(hue, chroma, bright, tint))
    assert looks.contrast(glaze) >= looks.LEAST_CONTRAST
    lightness = colour.BRIGHT_FILL if glaze.bright else colour.FILL
    assert glaze.chroma / 1000 <= colour.max_chroma(lightness, glaze.hue) + 0.001


def test_the_theme_is_a_line_of_css():
    assert looks.theme_css(looks.GLAZES["celadon"]) == ":root{--h:172;--c:.075;--tint:1}"
    assert looks.theme_css(looks.GLAZES["honey"]) == ":root{--h:80;--c:.15;--tint:1;--fl:.80;--ot:.24}"
    assert looks.theme_css(looks.GLAZES["stone"]) == ":root{--h:172;--c:0;--tint:0}"
