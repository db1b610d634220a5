"""Pure decisions of sharing: who counts as a visitor, and what a poster's name is."""

import re

from storefront.kit import robots

_CODE = re.compile(r"[0-9A-Za-z]{4,10}")
_POSTER = re.compile(r"\s*(?:\bposter|海报)$", re.I)
LABEL_LONGEST = 60
REMEMBERED_DAYS = 30  # how long a phone remembers which link brought it


def leads(shop_state: str) -> bool:
    """Whether links to a shop in this state lead anywhere: not while the market has paused it, and no more once it has closed."""
    return shop_state in ("open", "holiday")


def is_code(text: str) -> bool:
    """Whether a text could be the code of a link at all."""
    return bool(_CODE.fullmatch(text))


def is_visit(method: str, headers) -> bool:
    """Whether a request is somebody opening a link: not a browser looking ahead, not a chat drawing its preview, not a search engine."""
    if method != "GET":
        return False
    ahead = " ".join(headers.get(name, "") for name in ("Purpose", "Sec-Purpose", "X-Purpose", "X-Moz")).lower()
    if "prefetch" in ahead or "preview" in ahead or "prerender" in ahead:
        return False
    agent = headers.get("User-Agent", "")
    return bool(agent) and not robots.is_robot(agent)


def label_of(text: str | None) -> str:
    """What a seller calls a poster, without the word itself: "market stall poster" and "market stall" are the same one."""
    return _POSTER.sub("", (text or "").strip())[:LABEL_LONGEST].strip()


def file_name(slug: str, target: str, label_code: str, form: str) -> str:
    """A name for a saved picture in plain letters: "meis-kiln-k7q2xw-7KQ2MPD.png"."""
    parts = [slug, re.sub(r"[^0-9A-Za-z-]+", "", target).lower(), label_code]
    return "-".join(part for part in parts if part) + f".{form}"
