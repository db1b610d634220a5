"""How long pages take in this process, and which of them failed, since it was started. Kept in memory: a few numbers per page.

Pages that are answered from the page cache never come here; they take no time worth noting.
"""

import threading
from dataclasses import dataclass
from datetime import datetime

from storefront.kit import clock

_lock = threading.Lock()
_pages: dict[str, "Page"] = {}


@dataclass
class Page:
    """One page by its endpoint: how often it was asked, seconds in all, the longest, and how often it failed, last at."""

    endpoint: str
    count: int = 0
    seconds: float = 0.0
    longest: float = 0.0
    failed: int = 0
    failed_at: datetime | None = None

    @property
    def average(self) -> float:
        """Seconds per answer."""
        return self.seconds / self.count if self.count else 0.0


def note(endpoint: str, seconds: float, status: int) -> None:
    """A page was answered."""
    with _lock:
        page = _pages.setdefault(endpoint, Page(endpoint))
        page.count += 1
        page.seconds += seconds
        page.longest = max(page.longest, seconds)
        if status >= 500:
            page.failed, page.failed_at = page.failed + 1, clock.now()


def slowest(most: int = 10) -> list[Page]:
    """The pages that take longest on average."""
    with _lock:
        pages = list(_pages.values())
    return sorted(pages, key=lambda page: -page.average)[:most]


def failed(most: int = 10) -> list[Page]:
    """The pages that failed, the latest first."""
    with _lock:
        pages = [page for page in _pages.values() if page.failed]
    return sorted(pages, key=lambda page: page.failed_at, reverse=True)[:most]
