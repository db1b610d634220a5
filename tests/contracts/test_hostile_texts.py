"""T24: what people type stays text in a real browser. Every column of words holds attacks, and every page that anybody can open is
opened: nothing runs, nothing is asked for, the content policy has nothing to refuse, and the page is built like one with harmless words.

test_text_stays_text.py reads the same off the bytes of every page; here Chromium says what it made of them.
"""

import random
import time
from contextlib import suppress
from dataclasses import replace
from functools import partial

import pytest
from playwright.sync_api import Error

from storefront import policies
from tests.support import crawl, hostile
from tests.support.hostile import MARK, TEXTS
from tests.support.looking import Eyes
from tests.support.pages import Example, LivedIn, examples
from tests.support.screen import Faults
from tests.support.visiting import Visitors

pytestmark = [pytest.mark.tampers, pytest.mark.looks]

SAMPLE, PAGES = 40, 10  # with every commit
ROUNDS, SHARE = 40, 10  # of the drill, after its first: so many more, each over a tenth of the pages

# What a page made of the words besides text: names of elements and attributes, what is active, where links lead. And how it is built.
ALIVE = """(mark) => {
  const found = [...(window.ran ?? [])].map((what) => `ran ${what}`), links = ["href", "src", "action", "formaction", "srcset", "data", "poster", "xlink:href"]
  for (const one of document.querySelectorAll("*")) {
    if (one.localName.includes(mark) || (["script", "style"].includes(one.localName) && one.type !== "application/ld+json" && one.textContent.includes(mark))) found.push(one.outerHTML.slice(0, 200))
    for (const { name, value } of one.attributes) {
      const active = /^(on|style$|srcdoc$|hx-(?!vals|confirm|headers)|data-hx)/.test(name)
      let leads = ""
      if (links.includes(name) && value.includes(mark)) try { leads = new URL(value, document.baseURI) } catch { leads = "" }
      if (name.includes(mark) || (active && value.includes(mark)) || (leads && (/^(java|vb)script:|^data:/.test(leads.protocol) || leads.hostname.includes(mark)))) found.push(`<${one.localName} ${name}=${value.slice(0, 200)}>`)
      if (name.startsWith("hx-vals") && /^\\s*(js|javascript):/.test(value)) found.push(`<${one.localName} ${name}=${value.slice(0, 200)}>`)
    }
  }
  return found
}"""
BUILT = """() => { const count = {}
  for (const one of document.querySelectorAll("*")) count[one.localName] = (count[one.localName] ?? 0) + 1
  return count }"""


class Hunted:
    """The pages of a market, opened by their people in a browser that remembers what must not happen."""

    def __init__(self, place: LivedIn, eyes, pictures: bool):
        self.place, self.make, self.pictures = place, eyes, pictures
        self.findings, self.seen, self.opened, self.round = [], 0, {}, 0

    def eyes(self, example: Example) -> Eyes:
        """The browser of a person; visitors whose page needs posts before it have one of their own."""
        own = example.name if example.before else example.who
        if own not in self.opened:
            each = self.opened[own] = self.make(self.place.people.get(example.who), "en")
            self._watch(each)
        return self.opened[own]

    def _watch(self, each: Eyes) -> None:
        context = each.page.context
        context.add_init_script(f"window.{MARK} = () => {{ (window.ran ??= []).push(location.pathname) }}")
        each.page.on("dialog", lambda dialog: (self.findings.append(f"a dialog: {dialog.message[:100]}"), dialog.dismiss()))
        context.on("request", lambda request: f"/{MARK}" in request.url and self.findings.append(f"asked for {request.url}"))
        if not self.pictures:  # what is drawn with words of any length has tests of its own
            context.route(
                lambda url: True, lambda route: route.abort() if route.request.resource_type == "image" else route.fallback()
            )

    def open(self, example: Example) -> dict[str, int]:
        """Open a page and look at what became of the words; how the page is built."""
        each = self.eyes(example)
        each.example, each.how = example, f"round {self.round}"
        more = "&" if "?" in example.url else "?"  # no page that was kept in an earlier round
        url = example.url if example.sends is not None else f"{example.url}{more}round={self.round}"
        try:
            each.visit(
                Example(
                    example.endpoint,
                    url,
                    example.who,
                    example.what,
                    example.status,
                    example.before if self.round == 0 else (),
                    example.sends,
                    example.file,
                )
            )
        except Exception as error:
            self.findings.append(f"{example.name} {url}: {error}")
            return {}
        return self.look(each, f"{example.name} {example.url}")

    def look(self, each: Eyes, name: str) -> dict[str, int]:
        self.seen += MARK in each.page.content()
        self.findings += [f"{name} [round {self.round}]: {what}" for what in each.page.evaluate(ALIVE, MARK)]
        return each.page.evaluate(BUILT)

    def built_alike(self, example: Example, *seen: dict) -> None:
        """With harmless words, with attacks, and with harmless words again: a page that grows with each look grows by the same."""
        counts = {tag: [one.get(tag, 0) for one in seen] for tag in {tag for one in seen for tag in one}}
        differs = {tag: (was, now, again) for tag, (was, now, again) in counts.items() if now - was != again - now}
        if differs:
            self.findings.append(f"{example.name} {example.url} is built differently: {differs}")

    def proved(self) -> None:
        """Nothing was found by now."""
        found = self.findings + [finding for each in self.opened.values() for finding in each.findings]
        assert not found, f"{len(found)} findings\n" + "\n".join(found[:40])


def shout(texts: list[str], operator) -> None:
    """Put them into the banner of every page."""
    words = hostile.packed(texts, policies.rules.LONGEST_BANNER)
    policies.publish(replace(policies.current(), banners=(policies.Banner({"en": words}),)), operator, note="A banner")


def hunt(request, world, texts: list[str], limits: bool, pick=lambda pages: pages, pictures: bool = True) -> Hunted:
    """Every page once with harmless words and once with `texts`: nothing lives, and both are built alike."""
    place = LivedIn(world)
    shout(texts, place.people["operator"])
    hunted = Hunted(place, request.getfixturevalue("eyes"), pictures)  # the server starts here, and reads what is published
    pages = pick([example for example in examples(place) if example.endpoint != "sandbox"])
    hostile.fill(hostile.harmless(texts), limits=limits)
    built = [hunted.open(example) for example in pages]
    hunted.round = 1
    hostile.fill(texts, limits=limits)
    for example, was in zip(pages, built, strict=True):
        now = hunted.open(example)
        if now != was:  # the first look at some pages makes what they show, and others write down each look: three times more
            seen = []
            for hunted.round, words in enumerate((hostile.harmless(texts), texts, hostile.harmless(texts)), 2):
                hostile.fill(words, limits=limits)
                seen.append(hunted.open(example))
            hunted.built_alike(example, *seen)
            hostile.fill(texts, limits=limits)
            hunted.round = 1
    return hunted


def test_every_column_of_words_is_attacked(database):
    assert hostile.unlisted() == []
    assert len(set(TEXTS)) == len(TEXTS) >= 500


def test_a_sample_of_attacks_stays_text_in_chromium(request, world):
    dice = random.Random("hostile")
    hunted = hunt(request, world, dice.sample(TEXTS, SAMPLE), True, lambda pages: dice.sample(pages, PAGES))
    hunted.proved()
    assert hunted.seen > PAGES


@pytest.mark.drill
@pytest.mark.timeout(7200)
def test_all_attacks_stay_text_on_every_page_in_chromium(request, app, world, tell):
    """T24. SQLite lets a column be longer than it is: there every column holds all texts at once."""
    hunted = hunt(request, world, TEXTS, limits=False, pictures=False)
    pages = [example for example in examples(hunted.place) if example.endpoint != "sandbox"]
    hunted.proved()
    for round_ in range(5, ROUNDS + 5):  # as long as a form would let them be, others each time
        hunted.round = round_
        hostile.fill(TEXTS, first=round_ * len(TEXTS) // ROUNDS)
        for example in pages[round_ % SHARE :: SHARE]:
            if not example.before:
                hunted.open(example)
    hunted.proved()
    answered = answer_forms(app, hunted, pages)
    hunted.proved()
    tell(
        f"{len(TEXTS)} texts, {len(pages)} pages, {hunted.seen} of them with attacks, {answered} forms said no and showed them: all of it text"
    )
    assert hunted.seen > 2 * len(pages) and answered > 20


def answer_forms(app, hunted: Hunted, pages: list[Example]) -> int:
    """Send every form of every page with attacks in every field; how many answered with a page that shows them."""
    visitors, shown, sent = Visitors(app, hunted.place), 0, set()
    for example in pages:
        if example.before or example.sends is not None:
            continue
        found = crawl.forms_on(app, [visitors.get(example).text])
        for endpoint, (path, fields) in found.items():
            if (example.who, endpoint) in sent or endpoint.startswith(("signin", "signout")) or "signout" in path:
                continue
            sent.add((example.who, endpoint))
            hunted.round += 1
            answer = visitors.browser(example.who).post(
                path, data={name: hostile.packed(TEXTS, 4000, hunted.round) for name in fields}
            )
            assert answer.status_code < 500, path
            if answer.mimetype == "text/html" and MARK in answer.text:
                each = hunted.eyes(Example("", "/", example.who))
                each.show(f"{endpoint} {path}", answer.text)
                hunted.look(each, f"answer of {path}")
                shown += 1
    return shown


def test_control_what_is_not_escaped_is_found(live_server, browser, browser_context_args, app, database):
    """Each way of harm, put as it is into a page that carries our headers, is noticed."""
    context = browser.new_context(**browser_context_args, base_url=live_server.url)
    context.add_init_script(f"window.{MARK} = () => {{ (window.ran ??= []).push(location.pathname) }}")
    faults, page = Faults(context, live_server.url), context.new_page()
    ours = dict(app.test_client().get("/help").headers)
    carried = {name: ours[name] for name in ("Content-Security-Policy", "Content-Type")}
    missed = []
    for number, harm in enumerate(hostile.HARM):
        faults.clear()
        bare = partial(_answered, f"<!doctype html><html><head></head><body><main>{harm}</main></body></html>", carried)
        context.route(f"**/bare/{number}", bare)
        with suppress(Error):  # it has led the page away
            page.goto(f"/bare/{number}", wait_until="domcontentloaded")
            if not _noticed(page, faults):
                missed.append(harm)
    context.close()
    assert missed == []


def _noticed(page, faults) -> bool:
    """Whether the harm showed: a page leads away only after it is there. Whatever has shown nothing after so long shows nothing."""
    until = time.monotonic() + 30
    while not (faults or page.evaluate(ALIVE, MARK)):
        if time.monotonic() > until:
            return False
        page.wait_for_timeout(20)
    return True


def _answered(body: str, headers: dict, route) -> None:
    route.fulfill(body=body, headers=headers)
