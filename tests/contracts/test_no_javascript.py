"""Everything works with links and forms alone: scripts only make it quicker. Read off every page, as everybody sees it."""

from urllib.parse import urljoin, urlsplit

import pytest
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect

from tests.support.markup import Tree
from tests.support.pages import LivedIn, examples
from tests.support.visiting import Visitors

ELSEWHERE = ("http://", "https://", "mailto:", "tel:", "sms:", "upi:", "data:", "blob:")
MOUNTED = ("/static/", "/sandbox/")  # answered before the application is entered
COMES_LATER = {"": None, "this": None, "body": None}  # targets that need no id on the page


class Page:
    """An example as a tree, and the addresses on it."""

    def __init__(self, app, example, text: str):
        self.example, self.tree = example, Tree(text)
        self._addresses = app.url_map.bind("localhost")

    def leads(self, url: str, method: str = "GET") -> bool:
        """Whether an address on this page is one that answers to `method`."""
        path = urlsplit(urljoin(self.example.url, url)).path
        if url.startswith((*ELSEWHERE, "#")) or path.startswith(MOUNTED):
            return True
        try:
            self._addresses.match(path, method)
        except RequestRedirect:
            return True
        except (NotFound, MethodNotAllowed):
            return False
        return True


@pytest.fixture
def visitors(app, world):
    return Visitors(app, LivedIn(world))


@pytest.fixture
def pages(app, visitors) -> list[Page]:
    """Every page but the one that only shows components."""
    shown = [example for example in examples(visitors.place) if example.endpoint != "site.patterns"]
    return [Page(app, example, visitors.get(example).text) for example in shown]


def test_pages_work_with_links_and_forms_alone(pages):
    """One walk over all pages: reading them is what takes long."""
    rules = (nothing_inline, buttons_submit, forms_lead_somewhere, links_lead_somewhere, htmx_sits_on_what_works, targets_exist)
    wrong = [
        f"{page.example.name} {page.example.url}: {rule.__name__}: {said}"
        for page in pages
        for rule in rules
        for said in rule(page)
    ]
    assert not wrong, f"{len(wrong)} times\n" + "\n".join(sorted(set(wrong)))


def nothing_inline(page: Page):
    """No script, style or handler in the page itself: the content policy would refuse it."""
    for element in page.tree.elements:
        if any(name.startswith("on") for name in element.attributes) or "style" in element or element.tag == "style":
            yield element
        if element.tag == "script" and "src" not in element and element["type"] != "application/ld+json":
            yield element
        if (element["href"] or "").startswith("javascript:"):
            yield element


def buttons_submit(page: Page):
    """A button sends a form, closes a dialog, or is not there before a script shows it."""
    for button in page.tree.all("button"):
        if button["type"] == "button":
            waits = "hidden" in button or "disabled" in button or button.inside("passkey-button")
            if not waits and "needs-js" not in (button["class"] or ""):
                yield button
        elif page.tree.form_of(button) is None:
            yield button


def forms_lead_somewhere(page: Page):
    """Every form goes to an address that takes it; so does every button with an address of its own."""
    for form in page.tree.all("form"):
        method = (form["method"] or "get").upper()
        if method != "DIALOG" and not page.leads(form["action"] or page.example.url, method):
            yield form
    for button in page.tree.having("formaction"):
        form = page.tree.form_of(button)
        if form is None or not page.leads(button["formaction"], (button["formmethod"] or form["method"] or "get").upper()):
            yield button


def links_lead_somewhere(page: Page):
    """Every link has an address that answers; a place on the same page is there."""
    for link in page.tree.all("a"):
        target = link["href"]
        missing = target is not None and target.startswith("#") and target != "#" and target[1:] not in page.tree.by_id
        if target is None or missing or not page.leads(target):
            yield link


def htmx_sits_on_what_works(page: Page):
    """hx-get and hx-post stand on a link or a form, inside a form that can be sent, or on a region that asks by itself."""
    for element in page.tree.having("hx-get", "hx-post", "hx-put", "hx-delete", "hx-patch"):
        url, method = (element["hx-get"], "GET") if "hx-get" in element else (element["hx-post"], "POST")
        if url is None or not page.leads(url, method):
            yield element
        elif element.tag == "a":
            same = (
                urlsplit(urljoin(page.example.url, element["href"] or "")).path == urlsplit(urljoin(page.example.url, url)).path
            )
            if method != "GET" or not same:
                yield element
        elif element.tag == "form" or asks_by_itself(element):
            continue
        elif page.tree.form_of(element) is None:
            yield element


def asks_by_itself(element) -> bool:
    return any(word in (element["hx-trigger"] or "") for word in ("every ", "load", "revealed", "from:body"))


def targets_exist(page: Page):
    """What a script would swap is on the page."""
    for element in page.tree.having("hx-target"):
        target = element["hx-target"]
        if target in COMES_LATER or target.startswith(("closest ", "find ", "next")):
            continue
        if not target.startswith("#") or target[1:] not in page.tree.by_id:
            yield element


def test_every_link_leads_to_a_page(visitors):
    """Followed, as the person who sees it: nothing ends in an error."""
    seen, wrong = set(), []
    for example in examples(visitors.place):
        if example.endpoint == "site.patterns" or example.before:
            continue
        for link in Tree(visitors.get(example).text).all("a", "img", "link"):
            url = (link["href"] or link["src"] or "").partition("#")[0]
            path = urlsplit(urljoin(example.url, url)).path
            if not url or url.startswith(ELSEWHERE) or path.startswith(MOUNTED) or (example.who, url) in seen:
                continue
            seen.add((example.who, url))
            status = visitors.browser(example.who).get(urljoin(example.url, url)).status_code
            if status >= 400 and status != 410:  # 410 is the page of something that ended, with the way on
                wrong.append(f"{example.name} {example.url}: {link} answers {status}")
    assert not wrong, f"{len(wrong)} times\n" + "\n".join(wrong)
