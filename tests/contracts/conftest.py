"""Eyes for the contracts about what pages look like, and everybody who may call a route for those about what answers say."""

import pytest

from storefront import accounts
from tests.support.addresses import address, pages_of, routes
from tests.support.looking import Eyes


@pytest.fixture
def eyes(phone, live_server):
    """Make eyes in a browser of their own: `eyes(person or None, "zh-CN")`."""

    def make(person, language: str) -> Eyes:
        page = phone(locale=language, is_mobile=False)
        if person is not None:
            token = accounts.open_session(person, "Chrome on Android", "")
            page.context.add_cookies([{"name": "session", "value": token, "url": live_server.url}])
        return Eyes(page, live_server.url, language)

    return make


@pytest.fixture
def callers(ask, everything):
    """Who may call a route, by its policy."""
    owner = ask(everything.mei.people["owner"])
    return {
        "public": ask(),
        "link": ask(),
        "person": owner,
        "seller": owner,
        "operator": ask(everything.staff["operator"]),
        "provider": ask(),
    }


@pytest.fixture
def visits(app, everything, callers):
    """[(policy, endpoint, path, caller)] of every page there is to look at."""
    found = []
    for policy, caller in callers.items():
        for rule in routes(app, "GET", policy):
            found.append((policy, rule.endpoint, address(rule, everything.values(rule, everything.mei)), caller))
    for who, path in pages_of(everything.mei):
        policy = {"owner": "seller", "visitor": "link" if path.startswith("/o/") else "public", "operator": "operator"}[who]
        found.append((policy, "", path, callers[policy]))
    return found
