"""T21: requests that nobody should send, over all routes: none of them is our fault (no 500), none takes long, none leaves anything behind.

Each begins as something that makes sense (a route with its parameters, the form that the page offers) and is then spoilt in one to
three ways. With every commit 2,000, the same on every run; the drill sends 50,000 others each time. What they write is undone.
"""

import gc
import io
import json
import random
import resource
import time
import traceback
from collections import Counter
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from storefront.kit import memory
from tests.support.addresses import address, routes
from tests.support.everything import photo

REQUESTS, PARTS = 2000, 4
MANY = 50_000
WARM = 2500  # requests until caches and pools have what they keep
LONGEST_SECONDS = 5.0
MOST_GROWTH = 0.10

NUMBERS = (
    "-1", "0", "1", "-0", "1.5", "1e3", "1e400", "NaN", "Infinity", str(2**31 - 1), str(2**31), str(2**63 - 1), str(2**63), "9" * 40,
    "9" * 5000, "１２３", "²", "٣", "1\u0000", " 1 ", "+1", "0x10", "1_000", "1,5", "--1", "",
)  # fmt: skip
TEXTS = (
    "", " ", "\u0000", "a\u0000b", "é.é", "a" * 300, "长" * 5000, "\ud7ff\ufffe", "' OR 1=1 --", "<script>x</script>", "../../etc/passwd",
    "\r\nSet-Cookie: x=1", "{{7*7}}", "%s%n", "%(name)s", "\u202e\u200b\ufeff", "😀" * 200, "[]", "{}", "null", "true", "//evil.example",
    "\\\\evil.example", "javascript:alert(1)", "=HYPERLINK(1)", "product:", ":", ",", "-", "@", ".", "\u2028", "K7Q2",
)  # fmt: skip
RAW = ("%FF%FE", "%C0%80", "%ED%A0%80", "%00", "%", "%zz", "%u0041", "+", "%F0%9F%98", "%2e%2e%2f", "%0d%0a", "a%00b")
KINDS = (
    "application/json", "text/plain", "application/xml", "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=x",
    "application/x-www-form-urlencoded; charset=utf-16", "application/x-www-form-urlencoded; charset=nonsense", "", "x", "image/jpeg", "text/html; charset=%00",
)  # fmt: skip
BODIES = (
    b"",
    b"\xff\xfe",
    b"{",
    b"[]",
    b'{"credential": {"id": "\\u0000\\ud800"}}',
    b"null",
    b"[" * 5000,
    b"--x\r\n\r\n",
    b"--x--",
    b"=&=&=",
    b"a=1;b=2",
    b"\x00" * 50,
)
HOSTS = (
    "evil.example",
    "localhost:99999",
    "localhost:abc",
    "[::1]",
    "a b",
    "",
    "localhost\u00e9",
    "xn--",
    "..",
    "localhost, evil.example",
    "x" * 300,
)
FORWARDED = (
    ("X-Forwarded-For", "1.2.3.4, \u00ff"), ("X-Forwarded-For", "," * 500), ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Proto", "javascript"),
    ("X-Forwarded-Prefix", "//evil.example"), ("Forwarded", "for=_x;host=evil.example"), ("X-Original-URL", "/admin"), ("X-HTTP-Method-Override", "DELETE"),
)  # fmt: skip
ODD_HEADERS = (
    ("Accept-Language", "x" * 4000), ("Accept-Language", "zh;q=nan,*;q=-1"), ("If-None-Match", '"' * 99), ("If-Modified-Since", "yesterday"), ("Range", "bytes=9-1,-"),
    ("HX-Request", "true"), ("HX-Target", "\u00e9" * 50), ("HX-Target", "order-now"), ("HX-Boosted", "x"), ("HX-Current-URL", "::::"), ("User-Agent", "\u00ff" * 3000), ("User-Agent", ""),
    ("Accept-Encoding", "br;q=x"), ("Sec-Fetch-Site", "nonsense"), ("Referer", "http://["), ("Origin", "http://["), ("Authorization", "Basic \u00ff"), ("Content-Encoding", "gzip"),
    ("Content-Length", "-1"), ("Content-Length", "x"), ("Content-Length", "99999999999999"), ("Transfer-Encoding", "nonsense"), ("Expect", "x"),
    ("Cookie", "session=\u00ff; bag_key=; via=\"\\000\"; lang=xx; theme=;;;=;"), ("Cookie", "via=\"a\\000b\"; known=x; step=a.b; placed=x"), ("Cookie", ";" * 500),
)  # fmt: skip
QUERY = ("before", "after", "n", "q", "sort", "stock", "state", "number", "month", "order", "edit", "link", "size", "next", "seen", "v", "shop", "w", "said", "code", "reason", "outcome", "item", "o0", "paste")  # fmt: skip


class Spoiler:
    """Makes one request after the other from a seed, out of routes, their examples and the forms that pages offer."""

    def __init__(self, seed, app, everything, forms, ask):
        self.chance, self.app, self.everything, self.forms = random.Random(seed), app, everything, forms
        owner, operator = everything.mei.people["owner"], everything.staff["operator"]
        self.callers = {
            "public": ask(),
            "link": ask(),
            "provider": ask(),
            "seller": ask(owner),
            "person": ask(owner),
            "operator": ask(operator),
        }
        self.rules = [
            (method, rule, policy)
            for policy in self.callers
            for method in ("GET", "POST")
            for rule in routes(app, method, policy)
        ]

    def request(self) -> tuple:
        """(caller, method, path, options) of the next one."""
        method, rule, policy = self.chance.choice(self.rules)
        caller = self.callers[policy if self.chance.random() < 0.9 else self.chance.choice(list(self.callers))]
        self.values = dict(self.everything.values(rule, self.everything.mei))
        self.path, self.query, self.headers, self.options = None, [], {}, {}
        self.fields = []
        if method == "POST" and rule.endpoint in self.forms and self.chance.random() < 0.9:
            self.path, fields = self.forms[rule.endpoint]
            self.fields = [(name, value) for name, values in fields.items() for value in values]
        self.method, self.files, self.body = method, [], None
        for _ in range(self.chance.randint(1, 3)):
            self.chance.choice(self.WAYS)(self)
        path = self.path or quote(address(rule, self.values), safe="/%@,:!$&'()*+;=~.")
        if self.query:
            path += ("&" if "?" in path else "?") + "&".join(self.query)
        return caller, self.method, path, {"headers": self.headers, **self._body()}

    def _body(self) -> dict:
        if self.body is not None:
            kind, content = self.body
            return {"data": content, "content_type": kind}
        if self.method in ("GET", "HEAD", "OPTIONS"):
            return {}
        if self.files:
            data = {}
            for name, value in self.fields:
                data.setdefault(name, []).append(value)
            return {
                "data": {**data, **{name: (io.BytesIO(content), label) for name, content, label in self.files}},
                "content_type": "multipart/form-data",
            }
        return {
            "data": urlencode([(name, value) for name, value in self.fields], errors="replace"),
            "content_type": "application/x-www-form-urlencoded",
        }

    # --- ways to spoil it ------------------------------------------------------------------------------------------------------

    def _text(self) -> str:
        return self.chance.choice(self.chance.choice((NUMBERS, TEXTS)))

    def another_verb(self):
        self.method = self.chance.choice(("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "x"))

    def parameter(self):
        if self.values:
            self.path = None
            self.values[self.chance.choice(list(self.values))] = self._text() or "-"

    def raw_path(self):
        path = self.path or "/" + "/".join(str(value) for value in self.values.values())
        where = self.chance.randint(0, len(path))
        self.path = self.chance.choice(
            (
                path[:where] + self.chance.choice(RAW) + path[where:],
                "/" + path,
                path + "/",
                path + "/..",
                path + "//x",
                path.upper(),
                path + "%00",
                path + ";x",
                "/%2e%2e" + path,
            )
        )

    def question(self):
        value = self.chance.choice((quote(self._text(), errors="replace"), self.chance.choice(RAW)))
        self.query += [f"{self.chance.choice(QUERY)}={value}" for _ in range(self.chance.choice((1, 1, 2, 40)))]

    def change_field(self):
        if self.fields:
            place = self.chance.randrange(len(self.fields))
            self.fields[place] = (self.fields[place][0], self._text())

    def change_all_fields(self):
        text = self._text()
        self.fields = [(name, text) for name, _value in self.fields]

    def leave_out(self):
        if self.fields:
            self.fields.pop(self.chance.randrange(len(self.fields)))

    def twice(self):
        self.fields += [(name, self._text()) for name, _value in self.fields[:20]]

    def extra(self):
        names = (
            "price",
            "total",
            "shop_id",
            "discount",
            "status",
            "role",
            "is_verified",
            "balance",
            "id",
            "state",
            "level",
            "owner",
            "mode",
            "agreed",
            "once",
            "quantity",
            "a\u0000",
            "",
        )
        self.fields += [(self.chance.choice(names), self._text()) for _ in range(self.chance.choice((1, 3, 600)))]

    def huge(self):
        name = self.fields[0][0] if self.fields else "name"
        self.fields.append((name, "x" * self.chance.choice((20_000, 1_200_000))))

    def file(self):
        content = self.chance.choice(
            (b"", b"\x00" * 100, photo(3), photo(3)[:200], b"GIF89a", b"<svg onload=x>", b"\x89PNG\r\n\x1a\n" + b"\xff" * 50)
        )
        label = self.chance.choice(("photo.jpg", "", "../../x", "a\u0000.png", "x" * 500, "\r\nx: y", "照片.jpg"))
        self.files.append((self.chance.choice(("photo", "photos", "logo", "file", "name")), content, label))

    def other_body(self):
        content = self.chance.choice(
            (*BODIES, json.dumps(dict(self.fields)).encode(), urlencode(self.fields, errors="replace").encode("utf-16"))
        )
        self.body = (self.chance.choice(KINDS), content)

    def raw_form(self):
        self.body = (
            "application/x-www-form-urlencoded",
            "&".join(f"{name}={self.chance.choice(RAW)}" for name, _value in self.fields or [("x", "")]),
        )

    def odd_header(self):
        name, value = self.chance.choice(ODD_HEADERS + FORWARDED)
        self.headers[name] = value.encode("utf-8", "replace").decode("latin-1")

    def odd_host(self):
        self.headers["Host"] = self.chance.choice(HOSTS).encode("utf-8").decode("latin-1")

    def htmx(self):
        self.headers |= {
            "HX-Request": "true",
            "HX-Target": self.chance.choice(("bag", "order-now", "items", "toast", "page", "content", "step", self._text())),
        }
        self.headers["HX-Target"] = "".join(sign for sign in self.headers["HX-Target"][:99] if " " <= sign < "\x7f")

    WAYS = (another_verb, parameter, parameter, raw_path, question, question, change_field, change_field, change_field, change_all_fields, leave_out, twice, extra, huge, file, other_body, raw_form, odd_header, odd_host, htmx)  # fmt: skip


def test_most_that_can_be_posted_is_offered_on_a_page(app, forms):
    """The rest needs a state that this world does not have, or is sent by scripts."""
    posts = {rule.endpoint for rule in routes(app, "POST")}
    assert len(forms) > 0.6 * len(posts), sorted(posts - set(forms))


def _why(app, caller, method: str, path: str, options: dict) -> str:
    """The end of the traceback of a request that ended in a 500: it is sent once more."""
    app.testing = True
    try:
        return f"status {caller(method, path, **options).status_code}"
    except Exception:
        return "".join(traceback.format_exc(limit=-4))
    finally:
        app.testing = False


@pytest.fixture
def in_production(app):
    """As in production: a bug makes a page, and memory is kept as a server keeps it."""
    memory.settle()
    app.testing = False
    yield
    app.testing = True


def hurl(app, spoiler: Spoiler, count: int) -> tuple[Counter, float]:
    """Send so many; how they were answered, and the seconds of the slowest."""
    statuses, slowest, faults = Counter(), (0.0, ""), {}
    for number in range(count):
        caller, method, path, options = spoiler.request()
        began = time.perf_counter()
        answer = caller(method, path, **options)
        slowest = max(slowest, (time.perf_counter() - began, f"{method} {path}"))
        statuses[answer.status_code] += 1
        if answer.status_code >= 500:
            faults.setdefault(_why(app, caller, method, path, options), (number, method, path, str(options)[:300]))
    assert not faults, "\n\n".join(f"{where}\n{why}" for why, where in faults.items())
    assert slowest[0] <= LONGEST_SECONDS, slowest
    return statuses, slowest[0]


REACHED = {200, 303, 400, 404, 405, 422}  # it reaches more than the door


@pytest.mark.parametrize("part", range(PARTS))
def test_nonsense_is_never_our_fault(app, everything, forms, ask, in_production, part):
    statuses, _slowest = hurl(app, Spoiler(f"malformed {part}", app, everything, forms, ask), REQUESTS // PARTS)
    assert set(statuses) >= REACHED, statuses


def resident_bytes() -> int:
    """The memory of this process."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


@pytest.mark.drill
@pytest.mark.timeout(7200)
def test_fifty_thousand_times_nonsense_is_never_our_fault(app, everything, forms, ask, in_production, pytestconfig, tell):
    """T21."""
    spoiler = Spoiler(f"malformed {pytestconfig.seed}", app, everything, forms, ask)
    statuses, slowest = hurl(app, spoiler, WARM)
    before = resident_bytes()
    more, slower = hurl(app, spoiler, MANY - WARM)
    growth = resident_bytes() / before - 1
    tell(f"{MANY:,} requests: {dict(statuses + more)}, the slowest {max(slowest, slower):.1f} s, memory grew by {growth:.1%}")
    assert growth < MOST_GROWTH
    assert set(more) >= REACHED
