"""Colour: OKLCH and sRGB agree with CSS, nothing leaves the screen, shop colours can be read, and a photo gives its hue."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from storefront.kit import colour
from storefront.kit.colour import BRIGHT_FILL, FILL


@pytest.mark.parametrize(
    "oklch, rgb",
    [
        ((0.62796, 0.25768, 29.23), (255, 0, 0)),
        ((0.86644, 0.29483, 142.5), (0, 255, 0)),
        ((0.45201, 0.31321, 264.05), (0, 0, 255)),
        ((1, 0, 0), (255, 255, 255)),
        ((0, 0, 0), (0, 0, 0)),
        ((0.47, 0.075, 172), (0x24, 0x68, 0x56)),  # celadon, as a browser paints it
    ],
)
def test_oklch_becomes_the_bytes_that_css_defines(oklch, rgb):
    assert all(abs(a - b) <= 1 for a, b in zip(colour.oklch_to_srgb(*oklch), rgb, strict=True))


@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_a_colour_comes_back_from_oklch_as_it_went(rgb):
    back = colour.oklch_to_srgb(*colour.srgb_to_oklch(rgb))
    assert all(abs(a - b) <= 1 for a, b in zip(back, rgb, strict=True))


@given(st.floats(-0.5, 1.5), st.floats(0, 0.6), st.floats(-720, 720))
def test_any_oklch_is_a_colour_of_the_screen(l, c, h):
    assert all(type(channel) is int and 0 <= channel <= 255 for channel in colour.oklch_to_srgb(l, c, h))


@pytest.mark.parametrize("l", [FILL, BRIGHT_FILL])
@pytest.mark.parametrize("h", range(0, 360, 15))
def test_the_cap_is_the_edge_of_the_screen(l, h):
    cap = colour.max_chroma(l, h)
    lightness, chroma, hue = colour.srgb_to_oklch(colour.oklch_to_srgb(l, cap, h))
    assert abs(lightness - l) < 0.006 and abs(chroma - cap) < 0.006 and abs((hue - h + 180) % 360 - 180) < 3
    assert colour.oklch_to_srgb(l, cap + 0.1, h) == colour.oklch_to_srgb(l, cap, h)


def test_black_and_white_have_no_chroma():
    assert colour.max_chroma(0, 40) == colour.max_chroma(1, 40) == 0


def test_contrast_is_that_of_wcag():
    assert colour.contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert colour.contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)
    assert colour.contrast((200, 30, 30), (240, 240, 240)) == colour.contrast((240, 240, 240), (200, 30, 30))


@pytest.mark.parametrize("h", range(0, 360, 10))
def test_a_shop_of_any_hue_can_be_read(h):
    deep = colour.oklch_to_srgb(FILL, 0.18, h)
    bright = colour.oklch_to_srgb(BRIGHT_FILL, 0.18, h)
    assert colour.contrast(deep, (255, 255, 255)) >= 4.5
    assert colour.contrast(bright, colour.oklch_to_srgb(0.24, 0.038, h)) >= 4.5


def photo(ground, thing=None, form="JPEG") -> bytes:
    image = Image.new("RGB", (320, 240), ground)
    if thing:
        ImageDraw.Draw(image).ellipse((100, 60, 220, 180), fill=thing)
    out = io.BytesIO()
    image.save(out, form)
    return out.getvalue()


@pytest.mark.parametrize("hue", [10, 60, 110, 150, 172, 230, 255, 300, 350])
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_photo_gives_the_hue_of_its_subject(hue, form):
    subject = colour.oklch_to_srgb(0.6, 0.12, hue)
    glaze = colour.hue_of(photo((235, 233, 230), subject, form))
    assert abs((glaze.hue - hue + 180) % 360 - 180) <= 12
    assert glaze.tint and 75 <= glaze.chroma <= 170


def test_the_glaze_of_a_photo_fits_the_screen():
    for hue in range(0, 360, 20):
        glaze = colour.hue_of(photo(colour.oklch_to_srgb(0.7, 0.3, hue)))
        limit = colour.max_chroma(BRIGHT_FILL if glaze.bright else FILL, glaze.hue)
        assert glaze.chroma <= 1000 * limit


def test_sunny_photos_give_a_bright_glaze_and_grey_ones_no_colour():
    assert colour.hue_of(photo((250, 200, 30))).bright
    assert not colour.hue_of(photo((30, 60, 160))).bright
    assert colour.hue_of(photo((128, 128, 128))) == (0, 0, False, False)


def test_what_is_no_picture_is_refused():
    with pytest.raises(OSError):
        colour.hue_of(b"<svg xmlns='http://www.w3.org/2000/svg'/>")
