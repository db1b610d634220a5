"""Addresses in messages carry the public address of the market."""

_base = "http://localhost"


def configure(base_url: str) -> None:
    """Take the market's public address (once, by app.py)."""
    global _base
    _base = base_url.rstrip("/")


def absolute(path: str) -> str:
    """The full address of a path on this market."""
    return path if path.startswith("http") else _base + path
