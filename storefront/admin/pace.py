"""How long pages take, and which of them failed.

Times are kept in memory, by this process since it was started: a few numbers per page, and the last hundred answers that took longer
than a second. Failures are rows (`models.PageFault`): whoever was told a reference can be helped from any process. A storm of
them does not fill the database: a process writes at most so many a minute, and the newest few hundred are kept.

Pages that are answered from the page cache never come here; they take no time worth noting.
"""

import threading
from collections import deque
from dataclasses import dataclass
from datetime import datetime

from storefront.admin.models import KEPT, PageFault
from storefront.kit import clock, db, ids, log

SLOW = 1.0  # seconds
WRITES = 30  # failures that one process writes down in a minute

_lock = threading.Lock()
_pages: dict[str, "Page"] = {}
_slow: deque = deque(maxlen=100)
_written: deque = deque(maxlen=WRITES)


@dataclass
class Page:
    """One page by its endpoint: how often it was asked, seconds in all, the longest."""

    endpoint: str
    count: int = 0
    seconds: float = 0.0
    longest: float = 0.0

    @property
    def average(self) -> float:
        """Seconds per answer."""
        return self.seconds / self.count if self.count else 0.0


@dataclass(frozen=True)
class SlowAnswer:
    """An answer that took longer than a second."""

    at: datetime
    endpoint: str
    seconds: float


def note(endpoint: str, seconds: float) -> None:
    """A page was answered."""
    with _lock:
        page = _pages.setdefault(endpoint, Page(endpoint))
        page.count += 1
        page.seconds += seconds
        page.longest = max(page.longest, seconds)
        if seconds >= SLOW:
            _slow.appendleft(SlowAnswer(clock.now(), endpoint, seconds))


def slowest(most: int = 10) -> list[Page]:
    """The pages that take longest on average."""
    with _lock:
        pages = list(_pages.values())
    return sorted(pages, key=lambda page: -page.average)[:most]


def slow() -> list[SlowAnswer]:
    """The last answers that took longer than a second, newest first."""
    with _lock:
        return list(_slow)


def failed(endpoint: str, reference: str, error: str) -> None:
    """A page failed: write it down, as far as that is possible at all."""
    with _lock:
        now = ids.monotonic()
        if len(_written) == WRITES and now - _written[0] < 60:
            return
        _written.append(now)
    try:
        _write(endpoint, reference, error)
    except Exception as also:  # the database may be what failed
        log.error("fault.unwritten", reference=reference, error=repr(also))


@db.verb
def _write(endpoint: str, reference: str, error: str) -> None:
    row = PageFault.create(at=clock.now(), endpoint=endpoint[:80], reference=reference, error=error[:500])
    PageFault.delete().where(PageFault.id <= row.id - KEPT).execute()


def forget() -> None:
    """Begin anew (tests)."""
    with _lock:
        _pages.clear()
        _slow.clear()
        _written.clear()
