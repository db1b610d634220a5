"""What every page of the desk shows around its own content."""

from datetime import datetime

from storefront import accounts
from storefront.accounts import rules
from storefront.admin import queue
from storefront.kit import dates, web


def nav(here: str, rows: list[queue.Waiting] | None = None) -> dict:
    """Context `nav` of layout_admin.html; `here` is the place that is marked: queue shops orders health audit."""
    rows = queue.waiting() if rows is None else rows
    health = [row for row in rows if row.url.startswith("/admin/health")]
    return {"here": here, "counts": {"queue": queue.total(rows), "health": queue.total(health)}}


def may(role: str) -> bool:
    """Whether whoever is here may do what needs `role`."""
    return rules.may(accounts.current().role, role)


def moment(at: datetime) -> str:
    """A moment on the market's own clock."""
    return dates.moment(at, web.config().time_zone)
