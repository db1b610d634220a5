"""Other sites: their posts do nothing here, and no redirect of ours leads to them."""

import re
from urllib.parse import urlsplit

import pytest

from storefront.kit import hypermedia
from tests.support.addresses import FILES, address, routes

# --- where posts may come from -----------------------------------------------------------------------------------------------

FROM_ELSEWHERE = [
    {"Origin": "https://evil.example"},
    {"Origin": "http://localhost.evil.example"},
    {"Origin": "null"},
    {"Origin": None},
    {"Origin": None, "Referer": "https://evil.example/http://localhost/"},
    {"Origin": "http://localhost", "Sec-Fetch-Site": "cross-site"},
    {"Origin": "http://localhost", "Sec-Fetch-Site": "same-site"},
    {"Origin": "http://["},
]


def test_posts_from_other_sites_do_nothing(app, everything, callers):
    providers = 0
    for policy, caller in callers.items():
        for rule in routes(app, "POST", policy):
            path = address(rule, everything.values(rule, everything.mei))
            for headers in FROM_ELSEWHERE:
                answer = caller("POST", path, headers=headers)
                if policy == "provider":  # these carry a signature instead
                    providers += 1
                    assert answer.status_code in (400, 401, 404, 422), path
                else:
                    assert answer.status_code == 403 and not answer.wrote, (path, headers, answer.status_code)
    assert providers


def test_posts_of_other_verbs_and_kinds_do_nothing(app, everything, callers):
    """GET to what is for POST; and a page cannot send JSON as text from elsewhere."""
    only_post = {rule.rule for rule in routes(app, "POST")} - {rule.rule for rule in routes(app, "GET")}
    for policy, caller in callers.items():
        for rule in routes(app, "POST", policy):
            path = address(rule, everything.values(rule, everything.mei))
            if rule.rule in only_post:
                assert caller("GET", path).status_code in (404, 405), path
            if policy != "provider":
                answer = caller(
                    "POST", path, headers={"Origin": "https://evil.example"}, data='{"a": "b"}', content_type="text/plain"
                )
                assert answer.status_code == 403, path


# --- where redirects lead ----------------------------------------------------------------------------------------------------

ELSEWHERE = [
    "//evil.example", "https://evil.example", "https:evil.example", "/\\evil.example", "\\\\evil.example", "http:///evil.example", "/\t/evil.example",
    "//localhost@evil.example", "%2f%2fevil.example", "/%2f/evil.example\r\nX: y", "javascript:alert(1)", " //evil.example", "/\n/evil.example", "///evil.example",
]  # fmt: skip


@pytest.mark.parametrize("target", ELSEWHERE)
def test_next_leads_nowhere_else(app, everything, callers, target):
    assert hypermedia.safe_next(target, "/home") == "/home" or target.startswith("/%2f")
    for policy in ("public", "person"):
        for method in ("GET", "POST"):
            for rule in routes(app, method, policy):
                if rule.endpoint.startswith(FILES):
                    continue
                path = address(rule, everything.values(rule, everything.mei))
                more = {"data": {"next": target, "to": target, "back": target}} if method == "POST" else {}
                answer = callers[policy](method, path, query_string={"next": target, "from": target}, **more)
                for header in ("Location", "HX-Redirect", "HX-Location"):
                    there = urlsplit(answer.headers.get(header, ""))
                    assert there.scheme in ("", "http") and there.netloc in ("", "localhost"), (method, path, answer.headers)
                    assert not re.match(
                        r"[/\\]{2}", answer.headers.get(header, "").removeprefix("http:/")[0:2] if not there.netloc else ""
                    ), path
