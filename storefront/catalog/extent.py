"""A list that was read on is shown anew after a change: from where the page began, as far as its reader has come."""

from urllib.parse import parse_qs, urlsplit

from flask import request

from storefront.catalog import rules
from storefront.kit import ids

MOST = 1000


def begin(place: int) -> str | None:
    """The key after which the page began that somebody looks at; further up where the row at `place` has moved over its edge."""
    after = parse_qs(urlsplit(request.htmx.current_url or "").query).get("after", [None])[0]
    key = rules.cursor(after)
    return str(max(key[0], place + 1)) if key else None


def shown(name: str, page: int) -> int:
    """How many rows stood there, which the page says page by page in the field `name`; a page of them at least."""
    return min(max(page, sum(ids.number(each) or 0 for each in request.values.getlist(name))), MOST)
