"""T26: nothing that people type is ever fetched. The addresses of a canary stand in every field of every form, in the question of every
page, in the headers and in every column of words; jobs run; and the canary hears nothing, nor does this process try to reach anything.
"""

import re
import socket
import urllib.error
import urllib.request
from contextlib import suppress
from itertools import cycle

import pytest

from storefront import payments
from storefront.kit import jobs
from storefront.payments.carrier import Unreachable
from storefront.payments.sandbox import mounting
from tests.support import crawl, hostile
from tests.support.addresses import address, pages_of, routes
from tests.support.callers import Caller, undone
from tests.support.canary import Canary, spellings

LEADS_ON = re.compile(r'INTO "(delivery|job_task|job_schedule|message)"')  # what makes work for later
HEADERS = ("Host", "Referer", "X-Forwarded-Host", "X-Forwarded-For", "X-Original-URL", "Forwarded", "User-Agent", "HX-Current-URL", "Accept-Language", "Cookie", "X-Wap-Profile", "From", "Via")  # fmt: skip
QUESTIONS = ("url", "next", "from", "to", "back", "q", "about", "size", "link", "paste", "return", "callback", "image", "src", "text", "address", "said", "number")  # fmt: skip


class Asked:
    """Where the payment gateway is asked: a carrier that writes the addresses down and brings no answer."""

    def __init__(self):
        self.urls: list[str] = []

    def send(self, _method, url, _headers, _body=b""):
        self.urls.append(url)
        raise Unreachable("nobody is there")


@pytest.fixture
def canary(tmp_path, everything, config):
    """It listens once the world is there. What the settings name, the gateway, is asked at its own address all along."""
    asked = Asked()
    payments.configure(config, asked)
    with Canary(tmp_path) as bird:
        yield bird
    payments.configure(config)
    assert not [url for url in asked.urls if not url.startswith(f"{mounting.inside(config)}/sandbox/")]


@pytest.fixture
def people(everything, ask):
    """Who sends the forms of a path."""
    own = {place.shop.slug: ask(place.people["owner"], bag=True) for place in (everything.mei, everything.lotte)}
    operator, owner, visitor = ask(everything.staff["operator"]), own[everything.mei.shop.slug], ask(bag=True)
    finance = ask(everything.staff["finance"])

    def who(path: str) -> Caller:
        parts = [*path.split("/"), ""]
        if parts[1] == "sell":
            return own.get(parts[2], owner)
        if parts[1] == "admin":
            return finance if parts[2:3] in (["payouts"], ["statements"], ["suspense"], ["money"]) else operator
        return owner if parts[1] in ("me", "notices") else visitor

    return who


def send(caller: Caller, method: str, path: str, **more) -> int:
    """One request and all the work that follows from it; then the world is as it was. Returns its status."""
    caller.undo = False
    with undone():
        answer = caller(method, path, **more)
        if any("INSERT" in sql and LEADS_ON.search(sql) for sql in answer.wrote):
            jobs.run_pending(1000)
    caller.undo = True
    assert answer.status_code < 500, (method, path, more)
    return answer.status_code


def type_everywhere(forms, people, names: list[str], count: int) -> tuple[int, int]:
    """Each field of each form with an address; then `count` times all those that took one, each with another. (requests, taken)"""
    turning, sent, taken = cycle(names), 0, 0
    for path, fields in forms.values():
        took = [name for name in fields if send(people(path), "POST", path, data={**fields, name: next(turning)}) < 400]
        sent, taken = sent + len(fields), taken + len(took)
        for first in range(count if took else 1):
            typed = {name: names[(first + number) % len(names)] for number, name in enumerate(took or fields)}
            send(people(path), "POST", path, data={**fields, **typed})
            sent += 1
    return sent, taken


def ask_everywhere(app, everything, people, names: list[str], every: int) -> int:
    """Each page with addresses in its question and in the headers of the request."""
    turning, sent = cycle(names), 0
    for number, rule in enumerate(routes(app, "GET")):
        if number % every:
            continue
        path = address(rule, everything.values(rule, everything.mei))
        question = dict(zip(QUESTIONS, turning, strict=False))
        send(people(path), "GET", path, query_string=question)
        headers = {
            name: text.strip().replace("\r\n", " ").encode().decode("latin-1")
            for name, text in zip(HEADERS, turning, strict=False)
        }
        send(people(path), "GET", path, headers=headers)
        sent += 2
    return sent


def keep_everywhere(app, everything, people, names: list[str], every: int) -> int:
    """Every column of words holds addresses; every page is opened, cards, papers and pictures too, and all that is due is done."""
    looked = 0
    for first in range(0, len(names), 12):
        with undone():
            hostile.fill(names[first : first + 12], first)
            app.pages.clear()
            for number, rule in enumerate(routes(app, "GET")):
                if (number + first) % every == 0:
                    caller = people(path := address(rule, everything.values(rule, everything.mei)))
                    caller.undo = False
                    assert caller("GET", path).status_code < 500, path
                    caller.undo = True
                    looked += 1
            jobs.sweep()
            jobs.run_pending(1000)
    app.pages.clear()
    return looked


def unheard(canary: Canary) -> None:
    assert canary.heard == []
    assert canary.noticed == []


def test_nothing_that_is_typed_is_fetched(app, everything, people, canary):
    """The forms of some pages; the drill has those of all."""
    names, shown = spellings(canary), [path for _who, path in pages_of(everything.mei)]
    shown += [f"/sell/{everything.mei.shop.slug}{path}" for path in ("/settings", "/shop", "/delivery", "/tax", "/collections")]
    some = crawl.forms_on(app, [people(path)("GET", path).text for path in shown])
    _sent, taken = type_everywhere(some, people, names, 1)
    ask_everywhere(app, everything, people, names, 9)
    keep_everywhere(app, everything, people, names[::15], 9)
    assert taken > 20  # addresses are taken as words in many fields
    unheard(canary)


@pytest.mark.drill
@pytest.mark.timeout(7200)
def test_no_spelling_of_an_address_is_fetched_from_any_field(app, everything, forms, people, canary, tell):
    """T26."""
    names = spellings(canary)
    sent, taken = type_everywhere(forms, people, names, len(names))
    asked = ask_everywhere(app, everything, people, names, 1)
    looked = keep_everywhere(app, everything, people, names, 3)
    tell(
        f"{len(names)} addresses, {len(forms)} forms: {sent} posts ({taken} fields take them), {asked} questions, {looked} pages of words: nothing was fetched"
    )
    unheard(canary)


def test_control_the_canary_hears_who_comes(tmp_path):
    """A fetch of each spelling that is a plain address: most of those of this machine get there, and every try is noticed."""
    with Canary(tmp_path) as canary:
        names = spellings(canary)
        assert len(set(names)) == len(names) >= 150
        open_url = urllib.request.build_opener(urllib.request.ProxyHandler({})).open
        for name in names[::3][:24]:  # http:// and a host that needs no name server
            with suppress(OSError, ValueError, urllib.error.URLError):
                open_url(name, timeout=10).read()
        assert len(canary.heard) >= 12, canary.heard
        assert len([what for what in canary.noticed if what.startswith("socket.connect")]) >= 12
        canary.noticed.clear()
        canary.file.read_text()
        with suppress(OSError):
            socket.create_connection(("192.0.2.1", 80), 0.01)
        assert [what.split()[0] for what in canary.noticed] == ["open", "socket.getaddrinfo", "socket.connect"]
