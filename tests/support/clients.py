"""Browsers without a window: made, asked as htmx asks, and read."""

import re

from tests.support.factories import sign_in

OURS = {"HTTP_ORIGIN": "http://localhost", "HTTP_ACCEPT_LANGUAGE": "en"}  # it posts from our own pages and speaks English


def browser(app, person=None, **environment):
    """A new browser, in which somebody is signed in where `person` is given."""
    client = app.test_client()
    client.environ_base |= OURS | environment
    if person is not None:
        sign_in(client, person)
    return client


def htmx(target: str) -> dict[str, str]:
    """The headers with which htmx asks for one region of a page."""
    return {"HX-Request": "true", "HX-Target": target}


def shown_code(page: str) -> str:
    """The code that a page shows while nothing is really sent."""
    return re.search(r"data-code>(\d{6})<", page)[1]
