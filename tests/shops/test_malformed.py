"""Nonsense is answered in a sentence, on both engines; never with a 500."""

import pytest

NONSENSE = [
    "\x00",
    "é",
    "a" * 5000,
    "' OR 1=1 --",
    "<script>",
    "-1",
    "9" * 40,
    "１２",
    "..",
    "\r\nX: y",
    "{{7*7}}",
    "0001-01-01",
    "9999-12-31",
]
FORMS = [
    ("shop", ("name", "slug", "seal", "words", "about", "sent_from", "glaze", "hue", "bright")),
    ("shop/preview", ("name", "slug", "seal", "words", "about", "sent_from", "glaze", "hue", "bright")),
    ("shop/from-photo", ("glaze", "hue")),
    ("shop/holiday", ("reopens_on",)),
    ("shop/picture", ("place", "photo")),
    ("settings", ("mode", "returns_days", "return_postage", "pack_days", "currency", "country", "time_zone", "language")),
    ("settings/close", ("name",)),
]


@pytest.mark.parametrize("nonsense", NONSENSE, ids=range(len(NONSENSE)))
def test_forms_answer_nonsense(signed_in, mei, kiln, fresh, nonsense):
    desk = signed_in(mei)
    for path, fields in FORMS:
        for field in fields:
            answer = desk.post(f"/sell/{fresh(kiln).slug}/{path}", data={field: nonsense})
            assert answer.status_code in (200, 303, 400, 404, 409, 422), (path, field, answer.status_code)
        answer = desk.post(f"/sell/{fresh(kiln).slug}/{path}", data=dict.fromkeys(fields, nonsense))
        assert answer.status_code in (200, 303, 400, 404, 409, 422), (path, answer.status_code)


@pytest.mark.parametrize("slug", ["%00", "%C3%A9", "a%0Ab", "-", "a" * 500, "%F0%9F%8D%B5", "..%2F..", "meis-kiln%00"])
@pytest.mark.parametrize("path", ["about", "theme.css", "theme.x.css", "icon.svg", "icon.png", "manifest.webmanifest"])
def test_addresses_of_nonsense_are_not_found(client, kiln, signed_in, mei, slug, path):
    assert client.get(f"/@{slug}/{path}").status_code == 404
    assert signed_in(mei).get(f"/sell/{slug}/shop").status_code == 404


def test_a_preview_of_any_numbers_is_a_stylesheet(signed_in, mei, kiln):
    desk = signed_in(mei)
    for numbers in ("0-0-0-0", "999999999-99999999-7-9", "359-400-1-1"):
        answer = desk.get(f"/sell/meis-kiln/shop/glaze/{numbers}.css")
        assert answer.mimetype == "text/css", (numbers, answer.status_code)
    for numbers in ("x-1-1-1", "1-1-1", "-1-1-1-1"):
        assert desk.get(f"/sell/meis-kiln/shop/glaze/{numbers}.css").status_code == 404
