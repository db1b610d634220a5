"""Nonsense is answered in a sentence, on both engines; never with a 500."""

import pytest

NONSENSE = [
    "",
    "\x00",
    "é.é",
    "a" * 5000,
    "%00",
    "\ud7ff\ufffe",
    "' OR 1=1 --",
    "<script>",
    "-1",
    "9" * 40,
    "0x10",
    "１２３",
    "𝟙𝟚𝟛",
    "../..",
    "\r\nSet-Cookie: x=1",
    "{{7*7}}",
]
PUBLIC = [
    ("/signin", ("contact", "next", "can_passkey", "way")),
    ("/signin/code", ("code",)),
    ("/signin/code/again", ()),
    ("/open", ("name", "contact", "began", "once", "pick", "way")),
    ("/open/code", ("code",)),
]
MINE = [
    ("/me/settings", ("name", "language", "notices_by")),
    ("/me/contact", ("contact", "way")),
    ("/me/contact/code", ("code",)),
    ("/signin/again", ("to", "next")),
    ("/signin/again/code", ("code",)),
    ("/me/passkey/later", ("next",)),
    ("/me/devices/99999999999999999999/signout", ()),
    ("/me/passkey/99999999999999999999/remove", ()),
]


@pytest.mark.parametrize("nonsense", NONSENSE, ids=range(len(NONSENSE)))
def test_forms_answer_nonsense(client, database, sign_in, mei, nonsense):
    hers = sign_in(mei)
    for browser, forms in ((client, PUBLIC), (hers, MINE)):
        for path, fields in forms:
            answer = browser.post(path, data=dict.fromkeys(fields, nonsense))
            assert answer.status_code in (303, 400, 404, 422, 429), (path, answer.status_code)
            assert "x" not in [cookie.partition("=")[0] for cookie in answer.headers.getlist("Set-Cookie")]


@pytest.mark.parametrize("nonsense", NONSENSE, ids=range(len(NONSENSE)))
@pytest.mark.parametrize("cookie", ["session", "step", "challenge", "no-passkey"])
def test_cookies_with_nonsense_are_none(client, database, cookie, nonsense):
    clean = "".join(c for c in nonsense if c.isprintable() and c not in "\r\n;") or "x"
    for path in ("/signin", "/signin/code", "/open", "/me"):
        answer = client.get(path, headers={"Cookie": f"{cookie}={clean}".encode("utf-8", "replace").decode("latin-1")})
        assert answer.status_code in (200, 303), (path, answer.status_code)
    answer = client.post("/signin/passkey", json={"credential": {"id": nonsense}}, headers={"Cookie": f"{cookie}=x.y"})
    assert answer.status_code == 422


@pytest.mark.parametrize("nonsense", NONSENSE, ids=range(len(NONSENSE)))
def test_questions_with_nonsense_are_answered(client, database, nonsense):
    for path, name in (("/signin", "next"), ("/signin", "with"), ("/open", "from"), ("/open", "with"), ("/open/name", "name")):
        assert client.get(path, query_string={name: nonsense}).status_code == (400 if "\x00" in nonsense else 200)


@pytest.mark.parametrize("nonsense", [n for n in NONSENSE if n])
def test_a_passkey_of_nonsense_is_refused(client, database, nonsense):
    client.post("/signin/passkey/options", json={})
    body = {
        "credential": {
            "id": nonsense,
            "rawId": nonsense,
            "type": "public-key",
            "response": {"clientDataJSON": nonsense, "authenticatorData": nonsense, "signature": nonsense},
        }
    }
    assert client.post("/signin/passkey", json=body).status_code == 422


def test_a_body_that_is_no_json_is_refused(client, database):
    client.post("/signin/passkey/options", json={})
    answer = client.post("/signin/passkey", data=b"\xff\xfe{", content_type="application/json")
    assert answer.status_code == 422
