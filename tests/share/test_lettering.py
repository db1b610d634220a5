"""Letters: what the shipped fonts draw, what stands for what they do not, and where lines break."""

import base64
import hashlib
import io
import json

import pytest
import resvg_py
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from storefront.share import faces, lettering, wrapping
from storefront.share.lettering import NO_TYPE, drawable, missing

SCRIPTS = {
    "latin": "Sunday mug ÄÖß çñø Łódź",
    "vietnamese": "Ly cà phê sữa đá đặc biệt",
    "greek": "Ποτήρι",
    "cyrillic": "Кружка Їжак",
    "simplified": "周日马克杯，青瓷釉：手工拉坯、柴烧。",
    "names": "珺祎喆堃瑄玥",
    "traditional": "手工柴燒茶壺、鶯歌陶器",
    "japanese": "茶碗と湯のみ、器セット、駅",
    "korean": "김치 항아리",
    "thai": "กาแฟดริปน้ำผึ้งป่า",
    "hindi": "हस्तनिर्मित मिट्टी का प्याला",
    "bengali": "মাটির কাপ",
    "tamil": "தமிழ் குவளை",
    "arabic": "فنجان قهوة",
    "hebrew": "ספל קרמיקה",
    "georgian": "ფინჯანი",
    "khmer": "កាហ្វេ",
    "money": "¥ € $ £ ₹ ฿ ₫ ₩ ₱ ₽ ₺ ₦ ₪ R$ zł Kč",
}


def ink(face: faces.Face, text: str) -> bytes:
    """The pixels of a text set in one face; resvg sees no other."""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="160" height="160">'
        f'<text x="30" y="110" font-size="80" font-family="{face.family}" font-weight="{face.weight}">{text}</text></svg>'
    )
    drawn = resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=[face.path])
    return Image.open(io.BytesIO(bytes(drawn))).getchannel("A").tobytes()


def test_the_manifest_lists_every_font_as_it_is():
    listed = {line["file"]: line for line in json.loads((faces.FONTS / "manifest.json").read_text(encoding="utf-8"))["fonts"]}
    files = {path.name: path for path in faces.FONTS.glob("*.?tf")}
    assert listed.keys() == files.keys()
    for name, path in files.items():
        digest = base64.b64encode(hashlib.sha384(path.read_bytes()).digest()).decode()
        assert listed[name]["sha384"] == f"sha384-{digest}" and listed[name]["version"] and listed[name]["licence"] == "OFL-1.1"
    assert "SIL OPEN FONT LICENSE" in (faces.FONTS / "OFL.txt").read_text(encoding="utf-8")
    chinese = sum(line["bytes"] for name, line in listed.items() if "cjk" in name)
    assert chinese <= 8_000_000


@pytest.mark.parametrize("style", lettering.STYLES)
@pytest.mark.parametrize("script", SCRIPTS)
def test_every_shipped_script_is_drawn_in_every_style(script, style):
    text = SCRIPTS[script]
    assert missing(text) == set() and drawable(text) == text
    assert "".join(part for _, part in lettering.runs(text, style)) == text


@pytest.mark.parametrize("style", lettering.STYLES)
def test_no_letter_is_an_empty_box(style):
    """Boxes would all look alike, and gaps would be empty: every letter has ink of its own."""
    seen = {}
    for text in "窑碗梅壺駅と한ก茶क亿ЖΩشשA¥₫":
        (face, part), *_ = lettering.runs(text, style)
        pixels = ink(face, part)
        assert sum(value > 128 for value in pixels) > 100, text
        assert pixels != ink(face, "\ue000")
        assert seen.setdefault(pixels, text) == text
    assert len(seen) == 18


def test_the_control_of_the_above_letters_without_type_look_alike():
    (face, _), *_ = lettering.runs("窑", "regular")
    assert ink(face, "\ue000") == ink(face, "\U0001f338") == ink(face, "\u2d63")


def test_what_cannot_be_drawn_is_named():
    assert missing("Mei’s 🌸 Kiln ☕") == {"🌸", "☕"}
    assert missing("ⵣ") == {"ⵣ"}
    assert missing("Mei 梅") == missing("") == set()


@pytest.mark.parametrize(
    "text, shown",
    [
        ("☕ Mei’s 🌸 Kiln 👩‍👩‍👧 🇨🇳 👍🏽", "Mei’s Kiln"),  # emoji go, and leave no gap
        ("𝓜𝓮𝓲 𝕂𝕚𝕝𝕟", "Mei Kiln"),  # styled letters become plain
        ("ⵣⵣ Tea house", f"{NO_TYPE}{NO_TYPE} Tea house"),  # a letter without type leaves the printer's mark
        ("ⵣⵣⵣ", ""),  # nothing but marks says nothing
        ("ማር", ""),
        ("Z\u0335\u0321\u0322\u0339\u0353\u0347o", "Z\u0335\u0321\u0322o"),  # no towers of accents
        ("pay\u202egnp.exe\u202c", "paygnp.exe"),  # nobody turns the reading around
        ("a\x00b\x07\u200bc\ufeff\ud83d", "abc"),
        ("  two\n\tlines\u00a0 here ", "two lines here"),
        ("", ""),
        (None, ""),
    ],
)
def test_what_cannot_be_drawn_is_replaced_by_rule(text, shown):
    assert drawable(text) == shown


@given(st.text(max_size=80))
def test_whatever_people_write_can_be_set(text):
    shown = drawable(text)
    for style in lettering.STYLES:
        assert all(face.draws(part) for face, part in lettering.runs(shown, style))
    lines = wrapping.wrap(text, "regular", 40, 300, 2)
    assert len(lines) <= 2 and all(lettering.width(line, "regular", 40) <= 320 for line in lines)


def test_a_mixed_line_keeps_each_letter_in_its_face():
    families = [(face.family, part) for face, part in lettering.runs("¥59 起", "display")]
    assert families == [("Inter Display", "¥59 "), ("Noto Sans CJK SC", "起")]
    assert {face.weight for face, _ in lettering.runs("Tea 茶 ชา चाय", "semibold")} == {600, 700}
    assert {face.weight for face, _ in lettering.runs("Tea 茶 ชา चाय", "regular")} == {400}


def test_quotation_marks_are_wide_in_chinese_alone():
    assert len(lettering.runs("爱“你”", "regular")) == 1
    assert len(lettering.runs("“Mei’s”", "regular")) == 1
    assert [part for _, part in lettering.runs("Mei’s 窑", "regular")] == ["Mei’s ", "窑"]


def test_widths_grow_with_the_size_and_with_the_letters():
    assert lettering.width("窑", "regular", 50) == pytest.approx(50, abs=0.5)
    assert lettering.width("mug", "display", 80) == pytest.approx(2 * lettering.width("mug", "display", 40))
    assert lettering.width("mug", "display", 80, 0.1) == pytest.approx(lettering.width("mug", "display", 80) + 24)


def test_a_name_is_balanced_over_its_lines():
    assert wrapping.wrap("Sunday mug, celadon glaze", "regular", 46, 400) == ["Sunday mug,", "celadon glaze"]
    assert wrapping.wrap("Sunday mug", "regular", 46, 400) == ["Sunday mug"]


def test_an_amount_stays_with_its_unit():
    assert wrapping.wrap("Sunday mug, celadon, 320 ml", "regular", 46, 480)[-1].endswith("320 ml")


def test_chinese_breaks_between_characters_but_not_before_a_comma_nor_after_a_bracket():
    for limit in range(200, 700, 10):
        for line in wrapping.wrap("手工柴烧斗笠碗，德化白泥（直径十四厘米）、每一只都不一样。", "regular", 46, limit, 9):
            assert line[0] not in "，）、。" and line[-1] != "（"
            assert lettering.width(line, "regular", 46) <= limit + 46


def test_korean_breaks_at_spaces_and_thai_never_inside_a_syllable():
    assert wrapping.wrap("김치 항아리 도자기", "regular", 46, 180, 3) == ["김치", "항아리", "도자기"]
    for line in wrapping.wrap("กาแฟดริปน้ำผึ้งป่าเดือนห้า", "regular", 46, 150, 9):
        assert line[0] not in "ำ้่ึี" and line[-1] not in "เแโใไ"


def test_too_long_is_cut_with_an_ellipsis_at_a_word():
    lines = wrapping.wrap("A very long name of a very small mug that nobody could ever say in one breath", "regular", 46, 500)
    assert len(lines) == 2 and lines[1].endswith("…")
    assert f"{lines[0]} {lines[1][:-1]} " in "A very long name of a very small mug that nobody could ever say in one breath"
    lines = wrapping.wrap("手工柴烧斗笠碗德化白泥" * 18, "regular", 46, 500)
    assert len(lines) == 2 and lines[1].endswith("…") and lettering.width(lines[1], "regular", 46) <= 500
    assert wrapping.wrap("W" * 200, "regular", 46, 500)[1].endswith("…")


def test_type_shrinks_before_it_is_cut():
    size, lines = wrapping.fit("Sunday mug, celadon", "regular", (60, 50, 40), 420)
    assert size == 40 and lines == ["Sunday mug, celadon"]
    size, lines = wrapping.fit("Sunday mug, celadon, 320 ml", "regular", (60, 50, 40), 200)
    assert size == 40 and lines[0].endswith("…")


def test_arabic_and_hebrew_stand_at_the_right():
    assert lettering.reads_leftwards("320 فنجان") and lettering.reads_leftwards("ספל")
    assert not lettering.reads_leftwards("Mug فنجان") and not lettering.reads_leftwards("320")
