"""Posters, slips and link cards: their codes can be scanned off the picture, and nothing that people write breaks them."""

import io
from functools import cache

import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageDraw

from storefront.share import foot, frames, icons, seals
from storefront.share.cards import link_card
from storefront.share.posters import collection_poster, poster, shop_poster
from storefront.share.seals import Brand
from storefront.share.sheet import Sheet
from storefront.share.slips import receipt

LINK = "https://shop.example.org/q/7KQ2MPD"
MEI = Brand("Mei’s Kiln", "梅", 172, 75)
PRICE = ("¥", "1,359", ".50", "")
HOSTILE = [
    "<script>alert(1)</script>",
    "Tea & \"Co\" 'x' ]]> --> &amp; {{ 7 * 7 }} {% raw %}",
    "</text></svg><image href='file:///etc/passwd'/>",
    "W" * 200,
    "手工柴烧斗笠碗德化白泥" * 18,
    "☕🌸👩‍👩‍👧",
    "فنجان قهوة 320 مل من السيراميك",
    "pay\u202egnp.exe",
    "\x00\x08\x1b[31m\ud83d\ufffe",
    "ⵣⵣⵣ ⵣⵣ",
    " \n ",
    "",
]


def open_(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def scanned(image: Image.Image):
    """The one code on a picture."""
    found = zxingcpp.read_barcodes(image.convert("L"))
    assert len(found) == 1
    return found[0]


def photo(width=1600, height=1200, form="JPEG", noise=0, mode="RGB", **options) -> bytes:
    """A bowl on a table."""
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    ImageDraw.Draw(image).ellipse((width * 0.3, height * 0.3, width * 0.7, height * 0.7), fill=(36, 104, 86))
    if noise:
        image = Image.blend(image, Image.effect_noise((width, height), 90).convert("RGB"), noise)
    out = io.BytesIO()
    image.convert(mode).save(out, form, **options)
    return out.getvalue()


BOWL = photo()
MAKERS = {
    "item": lambda **k: poster(MEI, BOWL, "Sunday mug", PRICE, LINK, **k),
    "item without a photo": lambda **k: poster(MEI, None, "Sunday mug", PRICE, LINK, **k),
    "collection": lambda **k: collection_poster(MEI, [BOWL] * 3, "Sunday mugs", LINK, words="12 items", **k),
    "shop": lambda **k: shop_poster(MEI, BOWL, "Small-batch stoneware, fired every Sunday.", LINK, **k),
    "shop without a cover": lambda **k: shop_poster(MEI, None, "", LINK, **k),
}


@cache
def made(maker: str, size: str) -> bytes:
    """A poster that several tests look at."""
    return MAKERS[maker](size=size)


# --- the code ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size, pixels", [("screen", (1080, 1440)), ("a4", (1620, 2290)), ("a6", (1080, 1527))])
@pytest.mark.parametrize("maker", MAKERS)
def test_the_code_can_be_scanned_off_every_poster(maker, size, pixels):
    image = open_(made(maker, size))
    assert image.format == "PNG" and image.mode == "RGB" and image.size == pixels
    code = scanned(image)
    assert code.text == LINK and code.ec_level == "M"


@pytest.mark.parametrize("quality", [40, 75])
@pytest.mark.parametrize("width", [1080, 540, 360])
def test_the_code_survives_a_chat_that_packs_and_shrinks_the_picture(width, quality):
    image = open_(made("item", "screen"))
    out = io.BytesIO()
    image.resize((width, width * 4 // 3), Image.Resampling.BILINEAR).save(out, "JPEG", quality=quality)
    assert scanned(open_(out.getvalue())).text == LINK


@pytest.mark.parametrize("size", ["screen", "a4", "a6"])
@pytest.mark.parametrize("maker", MAKERS)
def test_four_modules_around_the_code_are_white(maker, size):
    image = open_(made(maker, size)).convert("L")
    place = scanned(image).position
    left, top, right, bottom = place.top_left.x, place.top_left.y, place.bottom_right.x, place.bottom_right.y
    quiet = round(4 * (right - left) / 29) - 3
    for box in (
        (left - quiet, top - quiet, left - 3, bottom + quiet),
        (left, top - quiet, right + quiet, top - 3),
        (right + 3, top - quiet, right + quiet, bottom + quiet),
        (left, bottom + 3, right, bottom + quiet),
    ):
        assert image.crop(box).getextrema() == (255, 255)


@pytest.mark.parametrize(
    "link",
    [
        "https://a.io/q/7",
        "http://192.168.178.24:8000/q/7KQ2MPD",
        "https://the-honey-and-sons-of-the-far-valley-market.example.com/q/7KQ2MPD",
        'https://x.example/q/7?a=<b>&c="d"\'',
        "https://" + "very-long-" * 12 + "name.example/q/7KQ2MPD",
    ],
)
def test_every_length_of_link_fits(link):
    for image in (poster(MEI, BOWL, "Sunday mug", PRICE, link), receipt(MEI, BOWL, "Sunday mug", PRICE, link)):
        assert scanned(open_(image)).text == link


def test_the_link_under_the_code_is_what_people_type():
    size, lines = foot.link_lines(LINK, 290)
    assert lines == ["shop.example.org/q/7KQ2MPD"] and size >= 19
    _, lines = foot.link_lines("https://honey-and-sons-market.example.com/q/7KQ2MPD", 290)
    assert lines == ["honey-and-sons-market.example.com", "/q/7KQ2MPD"]


# --- words ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_people_write_breaks_a_picture(text):
    brand = Brand(text, text[:4], 27, 170)
    for image in (
        poster(brand, BOWL, text, text, LINK, words=text, was=text),
        shop_poster(brand, None, text, LINK),
        collection_poster(brand, [], text, LINK, words=text, price=(text, text, text, text)),
        receipt(brand, None, text, text, LINK, words=text),
    ):
        assert scanned(open_(image)).text == LINK
    assert open_(link_card(brand, BOWL, text, text)).size == (1200, 630)
    assert open_(icons.seal_png(brand, 64)).size == (64, 64)


def test_templates_escape_what_they_are_given():
    drawn = str(Sheet(MEI, 100, 100).text(0, 0, '<b a="1">&\'', "regular", 20, '"><x'))
    assert "<b" not in drawn and "&lt;b" in drawn and "&amp;" in drawn and "<x" not in drawn


def column(image: Image.Image) -> Image.Image:
    """The part of a poster where name and price stand."""
    return image.crop((0, 1000, 660, 1440)).convert("L")


def test_what_a_poster_says_is_on_it():
    plain = open_(poster(MEI, BOWL, "Sunday mug", PRICE, LINK))
    for other in (
        poster(MEI, BOWL, "Monday mug", PRICE, LINK),
        poster(MEI, BOWL, "周日马克杯", PRICE, LINK),
        poster(MEI, BOWL, "Sunday mug", ("¥", "1,358", ".50", ""), LINK),
        poster(MEI, BOWL, "Sunday mug", ("€", "1,359", ".50", ""), LINK),
        poster(MEI, BOWL, "Sunday mug", PRICE, LINK, words="Sunday only"),
        poster(MEI, BOWL, "Sunday mug", PRICE, LINK, was=("¥", "1,580", "", "")),
        poster(Brand("竹里馆", "梅", 172, 75), BOWL, "Sunday mug", PRICE, LINK),
        poster(Brand("Mei’s Kiln", "竹", 172, 75), BOWL, "Sunday mug", PRICE, LINK),
        poster(Brand("Mei’s Kiln", "梅", 27, 170), BOWL, "Sunday mug", PRICE, LINK),
    ):
        assert ImageChops.difference(column(plain), column(open_(other))).getbbox()


def test_chinese_names_differ_by_their_characters_and_not_by_boxes():
    shown = {
        column(open_(poster(MEI, BOWL, name, PRICE, LINK))).tobytes()
        for name in ("斗笠碗", "马克杯", "茶壶盖", "壺蓋碗", "器セット", "ถ้วย", "प्याला")
    }
    assert len(shown) == 7
    gap = column(open_(poster(MEI, BOWL, "", PRICE, LINK))).tobytes()
    assert gap not in shown


def test_letters_of_a_mixed_price_keep_their_face():
    """resvg would set all of it in the Chinese face if it were asked for one line of text."""

    def number(text: str) -> Image.Image:
        return column(open_(poster(MEI, BOWL, "Mug", text, LINK))).crop((0, 320, 190, 440))

    assert ImageChops.difference(number("¥59 起"), number("¥59 ")).getbbox() is None


def test_a_price_of_any_length_stays_off_the_code():
    for price in (
        ("$", "9,999,999,999", ".99", ""),
        ("CHF\xa0", "1’250’000", ".00", ""),
        ("", "999 999 999 999", ",99", "\xa0€"),
        "9" * 60,
    ):
        assert scanned(open_(poster(MEI, BOWL, "Mug", price, LINK))).text == LINK


# --- photos --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_every_kind_of_photo_is_shown(form):
    image = open_(poster(MEI, photo(800, 1000, form), "Mug", PRICE, LINK))
    red, green, blue = image.getpixel((540, 480))
    assert green > red + 40 and green > blue


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "LA", "CMYK", "1"])
def test_every_colour_mode_is_shown(mode):
    form = "JPEG" if mode == "CMYK" else "PNG"
    assert scanned(open_(poster(MEI, photo(300, 400, form, mode=mode), "Mug", PRICE, LINK))).text == LINK


def test_a_photo_on_its_side_is_turned_upright():
    lying = Image.new("RGB", (400, 300), "white")
    ImageDraw.Draw(lying).rectangle((0, 0, 200, 300), fill=(200, 0, 0))  # left half red: on top once it is turned
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    lying.save(out, "JPEG", exif=exif)
    image = open_(poster(MEI, out.getvalue(), "Mug", PRICE, LINK))
    assert image.getpixel((540, 60))[1] < 60 and image.getpixel((540, 900))[1] > 200


def test_the_focus_stays_in_the_frame():
    tall = Image.new("RGB", (400, 1600), "white")
    ImageDraw.Draw(tall).rectangle((0, 1400, 400, 1600), fill=(0, 0, 200))
    out = io.BytesIO()
    tall.save(out, "PNG")
    low, high = (open_(poster(MEI, out.getvalue(), "Mug", PRICE, LINK, focus=(50, y))) for y in (100, 0))
    assert low.getpixel((540, 900))[0] < 60 and high.getpixel((540, 900))[0] > 200


@pytest.mark.parametrize("data", [b"", b"no picture", BOWL[:2000], b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a;"])
def test_a_photo_that_cannot_be_read_gives_way_to_the_seal(data):
    assert poster(MEI, data, "Mug", PRICE, LINK) == poster(MEI, None, "Mug", PRICE, LINK)
    assert link_card(MEI, data, "Mug", PRICE) == link_card(MEI, None, "Mug", PRICE)


def test_pictures_of_a_collection_fill_the_sheet_without_touching():
    for count in range(1, 5):
        places = frames.mosaic(count, 0, 0, 1080, 1000)
        assert len(places) == count and max(f.x + f.width for f in places) == 1080 and max(f.y + f.height for f in places) == 1000
        for i, one in enumerate(places):
            for other in places[i + 1 :]:
                apart = max(
                    other.x - one.x - one.width,
                    one.x - other.x - other.width,
                    other.y - one.y - one.height,
                    one.y - other.y - other.height,
                )
                assert apart == 8
    assert scanned(open_(collection_poster(MEI, [BOWL] * 9, "Mugs", LINK))).text == LINK


# --- slips and cards -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("picture", [BOWL, None])
def test_a_slip_fits_a_58_mm_roll_in_black_and_white(picture):
    image = open_(receipt(MEI, picture, "周日马克杯 320 ml", PRICE, LINK, words="Scan to see and buy"))
    assert image.mode == "1" and image.width == 384 and 500 < image.height < 1400
    code = scanned(image)
    assert code.text == LINK
    assert code.position.top_right.x - code.position.top_left.x > 200  # modules of 7 dots and more: thermal heads smear
    assert min(image.crop((0, image.height - 12, 384, image.height)).getextrema()) == 255


@pytest.mark.parametrize("picture", [BOWL, photo(900, 1600, noise=0.5), photo(3000, 1000), photo(500, 500, "PNG"), None])
def test_a_link_card_is_a_small_jpeg(picture):
    data = link_card(MEI, picture, "Sunday mug, celadon", PRICE)
    image = open_(data)
    assert image.format == "JPEG" and image.mode == "RGB" and image.size == (1200, 630) and len(data) < 300_000


def test_a_link_card_of_a_restless_photo_is_packed_until_it_is_small():
    assert len(link_card(MEI, photo(1600, 840, "PNG", noise=0.95), "Mug", PRICE)) < 300_000
    assert len(link_card(MEI, BOWL, "Mug", PRICE, largest=30_000)) < 30_000


def test_whatever_matters_on_a_link_card_stands_in_the_middle_square():
    def image(name, price, brand):
        return open_(link_card(brand, None, name, price))

    long = Brand("竹里馆手作陶瓷工作室与茶空间", "竹", 27, 170)
    blank = image("", None, Brand("", "", 172, 75))
    for shown in (
        image("Sunday mug " * 20, ("", "999,999,999", ".99", "\xa0USD"), long),
        image("M", "¥1", MEI),
        image("手工" * 60, PRICE, long),
    ):
        left, _, right, _ = (
            ImageChops.difference(shown.crop((0, 460, 1200, 630)), blank.crop((0, 460, 1200, 630)))
            .convert("L")
            .point(lambda value: 255 * (value > 24))
            .getbbox()
        )
        assert left >= 285 and right <= 915


# --- seals ---------------------------------------------------------------------------------------------------------------


def test_a_seal_as_an_icon_has_round_corners_unless_the_phone_cuts_them():
    icon, full = open_(icons.seal_png(MEI, 192)), open_(icons.seal_png(MEI, 192, maskable=True))
    assert icon.size == full.size == (192, 192)
    assert icon.mode == "RGBA" and icon.getpixel((0, 0))[3] == 0 and icon.getpixel((96, 30))[:3] == (0x24, 0x68, 0x56)
    assert full.mode == "RGB" and full.getpixel((0, 0)) == (0x24, 0x68, 0x56)
    assert open_(icons.seal_png(MEI, 512)).getchannel("A").getextrema() == (0, 255)


def test_a_logo_takes_the_place_of_the_seal():
    logo = io.BytesIO()
    Image.new("RGB", (50, 80), (250, 0, 250)).save(logo, "PNG")
    icon = open_(icons.seal_png(Brand("Mei", "梅", 172, 75, logo=logo.getvalue()), 100))
    assert icon.getpixel((50, 50)) == (250, 0, 250, 255) and icon.getpixel((0, 0))[3] == 0
    broken = Brand("Mei", "梅", 172, 75, logo=b"broken")
    assert icons.seal_png(broken, 100) == icons.seal_png(Brand("Mei", "梅", 172, 75), 100)


@pytest.mark.parametrize(
    "char, name, cut",
    [
        ("梅", "Mei", "梅"),
        ("🌸", "🌸 Mei’s", "M"),
        ("", "山の窯", "山"),
        ("ⵣ", "ⵣⵣ", ""),
        ("मि", "मिट्टी", "मि"),
        ("e\u0301", "", "é"),
    ],
)
def test_a_seal_shows_a_letter_that_can_be_cut(char, name, cut):
    assert seals.seal_text(char, name) == cut


def test_the_seal_of_a_page_is_svg_in_the_colours_of_the_shop():
    svg = str(seals.seal_svg("<梅&", 172, 75, size=48))
    assert 'width="48" height="48"' in svg and "#246856" in svg and "<梅" not in svg and "&lt;梅" in svg
    assert 'width="48"' not in seals.seal_svg("梅", 172, 75)
    assert seals.palette(80, 150, True).on_fill != "#ffffff" and seals.palette(0, 0, False, False).canvas == "#f6f6f6"


def test_chroma_is_in_thousandths_and_a_float_is_a_mistake():
    with pytest.raises(TypeError, match="thousandths"):
        Brand("Mei", "梅", 172, 0.075)
