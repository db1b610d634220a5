"""What is sent of the style sheets: less of the same."""

import re
from pathlib import Path

from storefront.kit.assets import slim_css

SHEETS = Path(__file__).parents[2] / "static" / "css"


def test_only_comments_and_white_space_that_says_nothing_are_left_out():
    assert slim_css("/* a */ .a , .b > i {\n  color : red ;\n  width: calc(1px + 2px);\n}\n\n/*! kept */") == (
        ".a,.b>i{color : red;width: calc(1px + 2px)}/*! kept */"
    )


def test_every_sheet_keeps_all_that_is_no_white_space():
    for sheet in SHEETS.rglob("*.css"):
        text = re.sub(r"/\*(?!!).*?\*/", "", sheet.read_text(), flags=re.S)
        slim = slim_css(sheet.read_text())
        bare = "".join(text.split())
        while ";}" in bare:
            bare = bare.replace(";}", "}")
        assert "".join(slim.split()) == bare, sheet.name
        assert not re.search(r"\s[{};,>]|[{};,>]\s|\s\s", slim), sheet.name
