"""Looking at a page with the eyes of axe, and of somebody with a small phone or large letters."""

import hashlib
import json
from base64 import b64encode
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, Page

from tests.support.pages import Example, LivedIn, examples

AXE = Path(__file__).with_name("axe")
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

_RUN = """async (tags) => {
  if (!window.axe) {
    window.__axe()
    axe.configure({ noHtml: true })  // where something is wrong is said by selectors
  }
  const options = { runOnly: { type: "tag", values: tags }, rules: { "target-size": { enabled: true } }, resultTypes: ["violations"], preload: false }
  const { violations } = await axe.run(document, options)
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) =>
    `${id} at ${target.flat().join(" ")}: ${failureSummary.split("\\n").slice(1).join(" ").trim()}`))
}"""
_STILL = """async (scheme) => {
  scrollTo(0, 0)  // a field with a mistake has the focus and was scrolled to: what lies under the bar then is not small
  const frame = () => new Promise((done) => requestAnimationFrame(done))
  while (!matchMedia(`(prefers-color-scheme: ${scheme})`).matches) await frame()
  await frame()
  await frame()
  const ending = () => document.getAnimations().filter((one) => Number.isFinite(one.effect?.getComputedTiming().endTime))
  for (let left = ending(); left.length; left = ending()) {  // what ends in a parent can begin in its children
    left.forEach((one) => one.finish())
    await frame()  // what was finished is painted
  }
}"""
_SAYS = """() => ({
  title: document.title.trim(),
  lang: document.documentElement.lang,
  headings: [...document.querySelectorAll("h1")].map((h1) => h1.innerText),
  ids: [...document.querySelectorAll("[id]")].map((one) => one.id).filter((id, n, all) => all.indexOf(id) !== n),
})"""
_TOO_WIDE = """() => {
  const room = document.documentElement.clientWidth
  const name = (one) => `${one.tagName.toLowerCase()}.${[...one.classList].join(".")}#${one.id}`
  const clipped = (one, panel) => one !== panel && (getComputedStyle(one).overflowX !== "visible" || clipped(one.parentElement, panel))
  const out = [...document.querySelectorAll(".panel *")].filter((one) => {
    const panel = one.parentElement.closest(".panel")
    if (!panel) return false
    const [edge, box] = [panel.getBoundingClientRect(), one.getBoundingClientRect()]
    const sticks = box.width > 1 && (box.right > edge.right + 1 || box.left < edge.left - 1) && one.checkVisibility()
    return sticks && getComputedStyle(one).position !== "absolute" && !clipped(one.parentElement, panel)
  })
  const found = out.length ? [`out of its panel: ${out.slice(0, 4).map(name).join(", ")}`] : []
  if (document.documentElement.scrollWidth <= room) return found
  const far = [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > room + 1 && one.checkVisibility())
  return [...found, `${document.documentElement.scrollWidth} px wide: ${far.slice(0, 4).map(name).join(", ")}`]
}"""


def axe_source() -> str:
    """axe-core, as the manifest beside it says."""
    (entry,) = json.loads((AXE / "manifest.json").read_text())
    body = (AXE / entry["file"]).read_bytes()
    assert entry["sha384"] == "sha384-" + b64encode(hashlib.sha384(body).digest()).decode(), "axe-core is not the vendored one"
    return body.decode()


class Eyes:
    """`visit` an example in a browser; `check` what is seen there and collect the findings."""

    def __init__(self, page: Page, origin: str, language: str):
        self.page, self.origin, self.language = page, origin, language
        self.way: tuple[int, str] | None = None
        self._tools = None
        self.findings: list[str] = []
        # Sent to the browser once instead of with every page. A function, so that a page which is not asked does not run it, and
        # the same text each time, so that the browser knows it compiled.
        page.context.add_init_script(f"window.__axe = function () {{\n{axe_source()}\n}}")

    def visit(self, example: Example) -> None:
        """Open the page. The answer to a post is shown under its own address, as a browser does."""
        self.example = example
        context: BrowserContext = self.page.context
        headers = {"Origin": self.origin, "Accept-Language": self.language}
        for url, fields in example.before:
            context.request.post(url, form=fields, headers=headers)
        if example.sends is None:
            answer = self.page.goto(example.url)
        else:
            if example.file:
                name, filename, body = example.file
                fields = {"multipart": example.sends | {name: {"name": filename, "mimeType": "text/plain", "buffer": body}}}
            else:
                fields = {"form": example.sends}
            sent = context.request.post(example.url, headers=headers, **fields)
            context.route(example.url, lambda route: route.fulfill(response=sent), times=1)
            answer = self.page.goto(example.url)
        if answer.status != example.status:
            self._found(f"answered {answer.status}")

    def show(self, name: str, text: str) -> None:
        """A page that no address answers with at will, such as that of a bug."""
        self.example = Example(name, "/shown")
        self.page.context.route(
            "**/shown", lambda route: route.fulfill(body=text, content_type="text/html; charset=utf-8"), times=1
        )
        self.page.goto("/shown")

    def look(self, width: int, scheme: str) -> None:
        """Look with a screen of this width, in light or dark. The next page is opened on the same screen."""
        if self.way != (width, scheme):
            self.page.set_viewport_size({"width": width, "height": 844})
            self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            self.way = width, scheme
        self.page.evaluate(_STILL, scheme)  # no colour half-way between the two
        self.how = f"{self.language}, {width} px, {scheme}"

    @contextmanager
    def large_letters(self):
        """For the block, the reader has set letters of 32 instead of 16 px in the browser. Look anew after it."""
        self._letters(32)
        assert self.page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
        self.page.evaluate(_STILL, self.way[1])
        self.how += ", large letters"
        yield
        self._letters(16)

    def _letters(self, size: int) -> None:
        self._tools = self._tools or self.page.context.new_cdp_session(self.page)
        self._tools.send("Page.setFontSizes", {"fontSizes": {"standard": size}})

    def check_words(self) -> None:
        """One h1, a title, the language, every id once."""
        says = self.page.evaluate(_SAYS)
        if not says["title"]:
            self._found("no title")
        if says["lang"] != self.language:
            self._found(f"lang is {says['lang']}")
        if len(says["headings"]) != 1 or not says["headings"][0].strip():
            self._found(f"h1: {says['headings']}")
        if says["ids"]:
            self._found(f"ids that come twice: {says['ids']}")

    def check_width(self) -> None:
        """Nothing has to be scrolled sideways, and nothing sticks out of its panel."""
        for one in self.page.evaluate(_TOO_WIDE):
            self._found(one)

    def check_axe(self) -> None:
        """No finding of axe: WCAG 2.2 AA and best practice."""
        for one in self.page.evaluate(_RUN, list(RULES)):
            self._found(one)

    def _found(self, what: str) -> None:
        self.findings.append(f"{self.example.name} {self.example.url} [{getattr(self, 'how', '')}]: {what}")


def walk(eyes, world, whose, language: str, look_at) -> None:
    """Show `look_at(eyes, example)` every page of the people of whom `whose(name)` is true, each in a browser of their own.

    No finding may be left.
    """
    place, opened, findings = LivedIn(world), {}, []
    for example in examples(place):
        if not whose(example.who):
            continue
        person = place.people[example.who] if example.who else None
        if example.before:  # posts leave cookies: a browser for this page alone, closed before others are looked at
            each = eyes(person, language)
            look_at(each, example)
            each.page.context.close()
            findings += each.findings
            continue
        if example.who not in opened:
            opened[example.who] = eyes(person, language)
        look_at(opened[example.who], example)
    findings += [finding for each in opened.values() for finding in each.findings]
    assert not findings, f"{len(findings)} findings\n" + "\n".join(findings)
