"""What every page of the desk shows around its own content, and which places there are for whom."""

from dataclasses import dataclass
from datetime import datetime

from flask import current_app, g

from storefront import accounts
from storefront.accounts import rules
from storefront.admin import queue
from storefront.kit import dates, web
from storefront.kit.i18n import lazy_gettext as _l


@dataclass(frozen=True)
class Place:
    """A place of the desk: `role` is who works there ("staff": everybody)."""

    key: str
    label: object
    icon: str
    url: str
    role: str


PLACES = (
    Place("queue", _l("Queue"), "list", "/admin", "staff"),
    Place("shops", _l("Shops"), "store", "/admin/shops", "support"),
    Place("orders", _l("Orders"), "package", "/admin/orders", "support"),
    Place("cases", _l("Cases"), "scale", "/admin/cases", "support"),
    Place("reports", _l("Reports"), "flag", "/admin/reports", "support"),
    Place("verify", _l("Identity"), "badge-check", "/admin/verify", "support"),
    Place("money", _l("Money"), "wallet", "/admin/money", "finance"),
    Place("payments", _l("Payments"), "banknote", "/admin/payments", "finance"),
    Place("people", _l("People"), "users", "/admin/people", "operator"),
    Place("rules", _l("Rules"), "percent", "/admin/rules", "operator"),
    Place("health", _l("Health"), "activity", "/admin/health", "operator"),
    Place("audit", _l("History"), "history", "/admin/audit", "operator"),
)


def nav(here: str) -> dict:
    """Context `nav` of layout_admin.html; `here` is the key of the place that is marked."""
    return {"here": here}


def waiting() -> list[queue.Waiting]:
    """What waits for whoever is here, looked up once for a page."""
    if "desk_waiting" not in g:
        g.desk_waiting = mine(queue.waiting())
    return g.desk_waiting


def counts() -> dict[str, int]:
    """{place: how much waits there}: the badges beside the places. layout_admin.html asks, so that rooms left of this one have them too."""
    rows = waiting()
    return {"queue": queue.total(rows), "health": queue.total([row for row in rows if row.url.startswith("/admin/health")])}


def may(role: str) -> bool:
    """Whether whoever is here may do what needs `role`."""
    return rules.may(accounts.current().role, role)


def places() -> list[Place]:
    """The places that there are for whoever is here."""
    there = _addresses()
    return [place for place in PLACES if place.url in there and may(place.role)]


def _addresses() -> set[str]:
    """Every address of the desk, gathered once."""
    found = current_app.extensions.get("desk")
    if found is None:
        found = {rule.rule.rstrip("/") for rule in current_app.url_map.iter_rules() if rule.rule.startswith("/admin")}
        current_app.extensions["desk"] = found
    return found


def mine(rows: list[queue.Waiting]) -> list[queue.Waiting]:
    """What waits for whoever is here: everything that is done on a page of theirs."""
    return [row for row in rows if may(role_of(row.url))]


def role_of(path: str) -> str:
    """Who works at an address of the desk; the operator where no place has it."""
    path = path.partition("?")[0].partition("#")[0]
    for place in PLACES:
        if path == place.url or place.url != "/admin" and path.startswith(f"{place.url}/"):
            return place.role
    return "operator"


def moment(at: datetime) -> str:
    """A moment on the market's own clock."""
    return dates.moment(at, web.config().time_zone)
