"""The pictures of the demo world: every drawing can be seen, is the same every time, and the catalogue asks for no other."""

import io
import re
from functools import cache

import pytest
from PIL import Image, ImageStat

from storefront.demo import art
from storefront.demo.art import goods, lettering, registry
from storefront.demo.art.colour import css, lit, rgb
from storefront.shops.looks import GLAZES

EVERY = [(name, variant, view) for name in art.names() for variant in art.variants(name) for view in range(art.views(name))]
USED = sorted(
    {(p.drawing, p.variant or art.variants(p.drawing)[0], p.view) for s in goods.SHOPS for i in s.items for p in i.pictures}
)


@cache
def small(name: str, variant: str, view: int) -> Image.Image:
    return art.picture(art.draw(name, variant, view), 48)


def pictures_of(item):
    return [*item.pictures, *(value.picture for option in item.options for value in option.values if value.picture)]


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def test_there_are_at_least_forty_drawings_and_most_have_several_views():
    assert len(art.names()) >= 40
    assert sum(art.views(name) >= 2 for name in art.names()) >= 35


@pytest.mark.parametrize("name", art.names())
def test_a_drawing_shows_something_in_four_to_five_and_its_views_and_variants_differ(name):
    usual = art.variants(name)[0]
    asked = [(usual, view) for view in range(art.views(name))] + [(variant, 0) for variant in art.variants(name)[1:]]
    seen = [small(name, variant, view) for variant, view in asked]
    assert all(picture.size == (48, 60) for picture in seen)
    assert all(max(ImageStat.Stat(picture).stddev) > 12 for picture in seen), "an even sheet is no picture"
    assert len({picture.tobytes() for picture in seen}) == len(asked)


def test_a_png_has_the_width_that_was_asked_for():
    picture = opened(art.render(art.draw("tea-cups"), 320))
    assert (picture.format, picture.size) == ("PNG", (320, 400))


@pytest.mark.parametrize("name", ["mug", "country-loaf", "washi-tape"])
def test_the_same_call_gives_the_same_bytes(name):
    assert art.draw(name) == art.draw(name)
    assert art.jpeg(art.draw(name), 90) == art.jpeg(art.draw(name), 90)


def test_nothing_that_is_drawn_needs_a_font_or_the_network():
    svg = art.draw("jam-strawberry") + art.draw("postcards") + art.cover("xiaozhu")
    assert "<text" not in svg
    assert re.findall(r"https?://[^\"]+", svg.replace("http://www.w3.org/2000/svg", "")) == []
    assert "<filter" not in svg, "blurring belongs to the ground: in SVG it costs seconds"


@pytest.mark.parametrize("name", art.covers())
def test_a_cover_is_wide(name):
    picture = opened(art.jpeg(art.cover(name), 160))
    assert picture.size == (160, 100)
    assert picture.format == "JPEG"
    assert max(ImageStat.Stat(picture).stddev) > 12


def test_a_jpeg_of_the_usual_size_is_1080_by_1350():
    assert opened(art.jpeg(art.draw("tea-bowl"))).size == (1080, 1350)


def test_an_unknown_drawing_variant_or_view_is_refused():
    with pytest.raises(KeyError):
        art.draw("unicorn")
    with pytest.raises(ValueError, match="celadon"):
        art.draw("mug", "tartan")
    with pytest.raises(ValueError, match="views"):
        art.draw("mug", "ink", 99)
    with pytest.raises(ValueError, match="two drawings"):
        registry.drawing("mug")(lambda variant, view: None)


def test_colours_are_those_of_the_screen_and_light_never_turns_them_around():
    assert css((1.0, 0.0, 0.0)) == "#ffffff"
    assert css((0.0, 0.0, 0.0)) == "#000000"
    assert rgb((0.628, 0.2577, 29.23)) == (255, 0, 0)
    for colour in ((0.775, 0.06, 166), (0.31, 0.055, 42), (0.93, 0.02, 88)):
        steps = [lit(colour, light / 20)[0] for light in range(21)]
        assert steps == sorted(steps)


def test_words_in_drawings_keep_to_the_letters_that_are_there():
    assert lettering.width("hand", "Erdbeere", 60) > lettering.width("hand", "Erd", 60) > 0
    assert lettering.line("serif", "OMA LOTTE", 0, 0, 20).startswith("M")
    assert lettering.column("brush", "福", 0, 0, 100).endswith("Z")


# --- the catalogue ------------------------------------------------------------------------------------------------------------


def test_the_three_shops_differ_in_hue_language_and_mode():
    assert [shop.key for shop in goods.SHOPS] == ["meikiln", "oma-lotte", "xiaozhu"] == art.covers()
    assert {(shop.hue, shop.chroma, shop.bright) for shop in goods.SHOPS} <= {
        (glaze.hue, glaze.chroma, glaze.bright) for glaze in GLAZES.values()
    }
    assert len({shop.hue for shop in goods.SHOPS}) == 3
    assert [(shop.language, shop.mode, shop.currency) for shop in goods.SHOPS] == [
        ("en", "protected", "CNY"),
        ("en", "direct", "EUR"),
        ("zh-CN", "protected", "CNY"),
    ]


def test_about_forty_items_with_two_or_more_pictures_each():
    items = [item for shop in goods.SHOPS for item in shop.items]
    assert 40 <= len(items) <= 45
    assert all(2 <= len(item.pictures) <= 4 for item in items)
    assert all(len({item.key for item in shop.items}) == len(shop.items) for shop in goods.SHOPS)
    assert all(sum(item.favourite for item in shop.items) == 1 for shop in goods.SHOPS)


def test_every_picture_of_the_catalogue_is_drawn_and_described():
    for shop in goods.SHOPS:
        for item in shop.items:
            for picture in pictures_of(item):
                assert (picture.drawing, picture.variant or art.variants(picture.drawing)[0], picture.view) in EVERY
                assert picture.words


def test_every_drawing_is_on_sale_somewhere():
    assert {name for name, _variant, _view in USED} == set(art.names())


@pytest.mark.parametrize("shop", goods.SHOPS, ids=lambda shop: shop.key)
def test_prices_choices_and_shelves_are_sound(shop):
    for item in shop.items:
        assert item.price_minor > 0
        assert item.was_minor is None or item.was_minor > item.price_minor
        assert set(item.collections) <= set(shop.collections)
        assert 20 <= len(item.words) <= 400
        assert len(item.name) <= 60
        assert not set("!！") & set(item.name + item.words + shop.words + shop.about)
        variants = item.variants()
        names = [names for names, _price, _left, _picture in variants]
        assert len(set(names)) == len(names) <= 100
        assert set(item.left) <= set(names)
        assert all(price > 0 and (left is None or left >= 0) for _names, price, left, _picture in variants)
    used = {name for item in shop.items for name in item.collections}
    assert used == set(shop.collections), "no empty shelf"


def test_xiaozhu_speaks_chinese_alone():
    shop = goods.shop("xiaozhu")
    texts = [shop.name, shop.words, shop.about, shop.sent_from, *shop.collections]
    for item in goods.items("xiaozhu"):
        texts += [item.name, item.words, *(p.words for p in pictures_of(item))]
        texts += [text for option in item.options for text in (option.name, *(value.name for value in option.values))]
    for text in texts:
        assert not re.search(r"[A-Za-z]{2,}", text.replace("LED", "")), text


def test_a_choice_says_its_price_its_stock_and_its_picture():
    mug = goods.items("meikiln")[0]
    found = {names: (price, left, picture.variant) for names, price, left, picture in mug.variants()}
    assert found[("Celadon", "320 ml")] == (12800, 7, "celadon")
    assert found[("Blush", "420 ml")] == (14800, 0, "blush")
    assert found[("Ink blue", "320 ml")] == (12800, 3, "ink")
