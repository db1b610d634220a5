"""Programs that read pages for somebody else: search engines, chats that draw a preview, scripts."""

import re

_ROBOT = re.compile(
    r"(?<!cu)bot(?:\b|[/;) _-])|crawl|spider|slurp|preview|facebookexternalhit|meta-external|^whatsapp/|embedly|monitor|archiver|"
    r"^(?:curl|wget|python|go-http|java|okhttp|libwww|node|axios|ruby|php|apache-http)",
    re.I,
)


def is_robot(agent: str) -> bool:
    """Whether a `User-Agent` says so of itself. One that pretends to be a browser is taken for one."""
    return bool(_ROBOT.search(agent))
