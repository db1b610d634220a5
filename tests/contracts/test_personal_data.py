"""T23: where a buyer's number, name and address must never be. Not in an address, a log, an error page, a cache that others share, the
storage of a browser, or a file that anybody takes without it being written down.

Every route is asked by everybody who may see something there; `tests/privacy` looks at what lies in the database.
"""

import gzip
import json
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

import pytest
import structlog
from werkzeug.exceptions import NotFound

from storefront.kit import log
from tests.support.addresses import address, routes

LINKS = re.compile(r"""(?:href|src|action|formaction|srcset|hx-[a-z-]+|data-[a-z-]+)="([^"]*)\"""")
# Addresses that are meant for another application on the same phone, on pages for whoever may call or write.
ON_THE_PHONE = ("tel:", "sms:", "mailto:")
NOT_STORED = {"no-store", "private, no-cache", "private, no-store"}


def marks(place) -> tuple[str, ...]:
    """The buyer of a place, in every form in which they could be written."""
    digits = place.buyer.phone[-8:]
    return (place.buyer.phone, digits, f"{digits[:4]} {digits[4:]}", place.buyer.address[:12], place.buyer.name)


def callers(everything, place, ask) -> dict[str, object]:
    return {
        "anybody": ask(),
        "owner": ask(place.people["owner"]),
        "packer": ask(place.people["packer"]),
        "operator": ask(everything.staff["operator"]),
    }


def looked_at(app, everything, ask) -> Iterator[tuple]:
    """(who, path, answer, marks) of every page of both shops, as each kind of caller gets it."""
    for place in (everything.mei, everything.lotte):
        for who, caller in callers(everything, place, ask).items():
            policies = {"anybody": ("public", "link"), "operator": ("operator", "person"), "packer": ("seller",)}.get(who)
            for rule in routes(app, "GET", *(policies or ("seller", "person"))):
                path = address(rule, everything.values(rule, place))
                yield who, path, caller("GET", path), marks(place)


@pytest.fixture(scope="module")
def looks(app, everything):
    """All of it, once, and what was logged meanwhile."""
    from tests.support.callers import Caller

    def ask(person=None):
        return Caller(app, everything.session(person)) if person is not None else Caller(app)

    with structlog.testing.capture_logs() as lines:
        seen = list(looked_at(app, everything, ask))
    return seen, lines


def decompressed(page) -> str:
    """The bytes of a kept page."""
    body, _encoding = page.body("gzip")
    return gzip.decompress(body).decode()


def held(text: str, words) -> list[str]:
    return [word for word in words if word in text]


def test_somebody_is_on_some_pages_at_all(looks):
    seen, _lines = looks
    assert len([path for _who, path, answer, words in seen if held(answer.text, words)]) >= 4


def test_no_address_says_who_somebody_is(looks):
    for who, path, answer, words in looks[0]:
        links = [unquote(unescape(link)) for link in LINKS.findall(answer.text)] if "html" in (answer.mimetype or "") else []
        links += [
            unquote(value)
            for name, value in answer.headers
            if name in ("Location", "HX-Redirect", "HX-Push-Url", "HX-Replace-Url", "Link")
        ]
        wrong = [link for link in links if held(link, words) and not link.startswith(ON_THE_PHONE)]
        assert not [link for link in wrong if "/" in link or "?" in link], (who, path, wrong[:3])


def test_what_names_somebody_is_kept_by_no_cache_and_leads_nowhere_with_its_address(looks):
    for who, path, answer, words in looks[0]:
        if held(answer.text, words):
            assert answer.headers.get("Cache-Control") in NOT_STORED, (who, path, answer.headers.get("Cache-Control"))
            assert "Set-Cookie" not in answer.headers or "no-" in answer.headers["Cache-Control"], path
            assert answer.headers["Referrer-Policy"] in ("no-referrer", "same-origin"), (who, path)
        if path.startswith(("/o/", "/pay/", "/me/data")) and answer.status_code == 200:
            assert answer.headers["Referrer-Policy"] == "no-referrer" and answer.headers["Cache-Control"] == "no-store", (
                who,
                path,
            )


def test_pages_that_are_the_same_for_everybody_name_nobody(app, looks, everything):
    for who, path, answer, words in looks[0]:
        if "public" in answer.headers.get("Cache-Control", ""):
            assert not held(answer.text, words), (who, path)
    for place in (everything.mei, everything.lotte):
        for key, page in app.pages._pages.items():
            assert not held(str(key), marks(place)), key
            assert not held(decompressed(page), marks(place)), key
            assert not held(" ".join(f"{name}: {value}" for name, value in page.headers), marks(place)), key


def test_no_line_of_a_log_names_anybody(looks, everything):
    text = json.dumps(looks[1], ensure_ascii=False, default=repr)
    for place in (everything.mei, everything.lotte):
        assert not held(text, marks(place))


def test_a_file_with_somebody_in_it_is_a_post_that_is_written_down(looks, app):
    for who, path, answer, words in looks[0]:
        if "attachment" in answer.headers.get("Content-Disposition", "") and "pdf" not in (answer.mimetype or ""):
            assert not held(answer.text, words), (who, path)
    exports = {"my_data.file", "guest_data.guest_file", "payouts_admin.file"}
    assert exports <= {rule.endpoint for rule in routes(app, "POST")}
    assert not exports & {rule.endpoint for rule in routes(app, "GET")}


def test_an_error_says_and_logs_nothing_of_what_broke(app, everything, monkeypatch, capsys):
    place = everything.mei

    def broken(*_args, **_kwargs):
        raise ValueError(f"could not reach {place.buyer.phone} or zhou@example.com")

    monkeypatch.setitem(app.view_functions, "orders.show", broken)
    app.testing = False
    try:
        log.configure(True)
        answer = app.test_client().get(f"/o/{place.paid.token}?note={place.buyer.phone[-8:]}")
    finally:
        app.testing = True
        log.configure(False)
    lines = capsys.readouterr().out
    assert answer.status_code == 500 and '"event": "bug"' in lines
    for text in (answer.text, lines):
        assert not held(text, (*marks(place), "zhou@example.com"))
    assert place.paid.token not in lines


@pytest.mark.parametrize(
    "path", ["/nowhere/{phone}", "/@nobody?q={phone}", "/o/{phone}", "/pay/{phone}", "/me/data/file/{phone}"]
)
def test_an_address_that_leads_nowhere_is_not_logged(app, everything, path, capsys):
    phone = everything.mei.buyer.phone
    try:
        answer = app.test_client().get(path.format(phone=phone))
        assert answer.status_code in (301, 303, 404, 405)
    except NotFound:
        pass
    assert phone not in capsys.readouterr().out


def test_contacts_and_private_links_are_taken_out_of_every_line():
    said = "550 no such user <zhou.yining@mail.example.com>; +86 138-0013 8000, 13800138000, http://x/o/AbCdEfGhIjKlMnOpQrStUv"
    plain = log.plain(said)
    for word in ("zhou", "8000", "13800138000", "AbCdEf"):
        assert word not in plain
    assert log.plain("order 17 at 2026-11-22T10:00:00 took 1234567 ns") == "order 17 at 2026-11-22T10:00:00 took 1234567 ns"


def test_what_broke_on_its_way_is_kept_without_the_contact(database):
    from storefront.kit import jobs, post

    class Down:
        def send(self, to, *_rest):
            raise OSError(f"{to} is not there")

    real = post.transports.get("text")
    post.transports.add("text", Down())
    try:
        post.put("text", "+8613800138000", "", "Hello", "a message that cannot leave")
        jobs.run_pending(5)
    finally:
        post.transports.add("text", real)
    (message,) = post.Message.select().where(post.Message.dedupe == "a message that cannot leave")
    assert "13800138000" not in message.error and "OSError" in message.error


# --- the browser ---------------------------------------------------------------------------------------------------------------


KEPT = """async () => {
  const found = {local: {...localStorage}, session: {...sessionStorage}, caches: [], databases: [], workers: 0};
  for (const name of await caches.keys()) for (const one of await (await caches.open(name)).keys()) found.caches.push(one.url);
  found.databases = (await indexedDB.databases()).map(one => one.name);
  found.workers = (await navigator.serviceWorker.getRegistrations()).length;
  return JSON.stringify(found);
}"""


def test_a_browser_keeps_nothing_of_a_purchase_and_forgets_a_session(world, browser_page):
    from tests.journeys import shopping

    page = browser_page
    shopping.bought(page, world.mei.mug)
    page.go_back()
    page.go_forward()
    kept = json.loads(page.evaluate(KEPT))
    assert not held(json.dumps(kept, ensure_ascii=False), ("13800138000", "138 0013", "Zhou", "南山路"))
    assert kept["databases"] == [] and kept["caches"] == []
    for cookie in page.context.cookies():
        value = unquote(cookie["value"])
        assert not held(value, ("13800138000", "Zhou", "南山路")), cookie["name"]
