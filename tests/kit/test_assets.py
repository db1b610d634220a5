"""What is sent of the style sheets: less of the same; and under which names files are found."""

import re
from pathlib import Path

from storefront.kit.assets import slim_css

STATIC = Path(__file__).parents[2] / "static"
SHEETS = STATIC / "css"
SCRIPT = min(path.name for path in (STATIC / "js" / "app").glob("*.js"))


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


def test_what_is_no_name_of_a_file_is_not_there(client):
    for name in ("%00.css", "a" * 300 + ".css", "b/" * 3000, "../app.py", "/etc/hostname", "css", "", "%ff.svg"):
        assert client.get(f"/static/{name}").status_code == 404, name[:40]


def test_a_file_has_one_name(client, app):
    """Whatever else leads there would be read, packed and kept beside it, as often as somebody thinks of another way to write it."""
    assert client.get("/static/icons.svg").status_code == 200
    kept = len(app.assets._files)
    for name in (
        "./icons.svg",
        "././icons.svg",
        "css/../icons.svg",
        "css/%2e%2e/icons.svg",
        "js//app/" + SCRIPT,
        "js/./app/" + SCRIPT,
    ):
        assert client.get(f"/static/{name}").status_code == 404, name
    assert len(app.assets._files) == kept
    assert client.get(f"/static/js/app/{SCRIPT}").status_code == 200
