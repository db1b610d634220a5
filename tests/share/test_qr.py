"""QR codes say what was put in, in every form, with the quiet that readers need, and never break the page around them."""

import io
import re
import xml.etree.ElementTree as ElementTree

import pytest
import resvg_py
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from storefront.share import qr

LINK = "https://shop.example.org/q/7KQ2MPD"


def read(image: Image.Image) -> str:
    """The text of the one code in a picture."""
    found = zxingcpp.read_barcodes(image.convert("L"))
    assert len(found) == 1
    return found[0].text


def drawn(svg: str, side: int = 400) -> Image.Image:
    return Image.open(io.BytesIO(bytes(resvg_py.svg_to_bytes(svg_string=svg, width=side, skip_system_fonts=True))))


@pytest.mark.parametrize("text", [LINK, "梅窑 https://shop.example.org/q/梅", "WIFI:T:WPA;S:Mei & Co;P:\"a<b>'c'\";;", "x" * 900])
def test_every_form_says_what_was_put_in(text):
    assert read(Image.open(io.BytesIO(qr.png(text, 4)))) == text
    assert read(drawn(str(qr.svg(text, "label")), 900)) == text


@given(st.text(min_size=1, max_size=60).filter(lambda text: "\x00" not in text and text.isprintable()))
def test_whatever_is_printable_can_be_read_back(text):
    assert read(Image.open(io.BytesIO(qr.png(text, 4)))) == text


def test_a_code_has_level_m_and_four_quiet_modules_around():
    found = zxingcpp.read_barcodes(Image.open(io.BytesIO(qr.png(LINK, 6))).convert("L"))[0]
    assert found.ec_level == "M"
    image = Image.open(io.BytesIO(qr.png(LINK, 1)))
    side = len(qr.modules(LINK)) + 8
    assert image.size == (side, side) and image.mode == "1"
    assert image.point(lambda dot: 255 - dot).getbbox() == (4, 4, side - 4, side - 4)


def test_the_svg_takes_its_size_from_its_place_and_its_colours_from_nobody():
    root = ElementTree.fromstring(qr.svg(LINK, "Code of Mei's Kiln"))
    side = len(qr.modules(LINK)) + 8
    assert root.attrib["viewBox"] == f"0 0 {side} {side}" and root.attrib["role"] == "img"
    assert not {"width", "height", "style", "class"} & set(root.attrib)
    assert root[0].tag.endswith("title") and root[0].text == "Code of Mei's Kiln"
    assert "currentColor" not in qr.svg(LINK, "") and {p.attrib["fill"] for p in root[1:]} == {"#fff", "#000"}
    corner = drawn(str(qr.svg(LINK, "")), side * 4).convert("L").crop((0, 0, side * 4, 16))
    assert corner.getextrema() == (255, 255)


def test_a_hostile_label_stays_a_label():
    label = "</title><script>alert(1)</script>\"'&<!--]]>"
    svg = str(qr.svg(LINK, label))
    assert "<script" not in svg
    assert ElementTree.fromstring(svg)[0].text == label


def test_small_enough_to_be_part_of_a_page():
    assert len(qr.svg(LINK, "Scan")) < 4000
    assert len(qr.png(LINK, 10)) < 2000


def test_the_same_code_is_made_once():
    assert qr.modules(LINK) is qr.modules(LINK) and qr.png(LINK, 5) is qr.png(LINK, 5)


def test_too_much_text_is_refused_in_a_sentence():
    with pytest.raises(ValueError, match="too much text"):
        qr.modules("x" * 2400)


@pytest.mark.parametrize("colour", [True, False])
def test_a_code_printed_in_a_terminal_can_be_scanned(colour):
    text = qr.terminal(LINK, colour)
    assert text.count("\x1b[0m") == (text.count("\n") if colour else 0)
    lines = re.sub(r"\x1b\[[0-9;]*m", "", text).splitlines()
    assert len({len(line) for line in lines}) == 1
    image = Image.new("L", (len(lines[0]), 2 * len(lines)))
    for y, line in enumerate(lines):
        for x, block in enumerate(line):
            for half, marked in enumerate((block in "█▀", block in "█▄")):
                image.putpixel((x, 2 * y + half), 255 * (marked != colour))  # with colour the marks are black, else white
    assert read(image.resize((image.width * 6, image.height * 6), Image.Resampling.NEAREST)) == LINK
