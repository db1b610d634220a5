"""Who did what: every event, newest first, by thing, by person, by kind, by shop and by day; and how far the chain over them holds."""

import json
from datetime import date, datetime
from urllib.parse import urlencode

from flask import request

from storefront import accounts
from storefront.admin import finding, frame, words
from storefront.kit import audit, dates, events, hypermedia, ids, security, web
from storefront.kit.i18n import gettext as _
from storefront.shops.models import Shop

bp = accounts.admin_blueprint("audit_admin", __name__)
bp.after_request(security.private)
LONGEST = 300  # characters of one value


@bp.get("/audit")
@accounts.needs("operator")
def index():
    """Events. What is written beside one leads to more of the same."""
    asked = {name: request.args.get(name, "").strip()[:80] for name in ("subject", "actor", "kind", "shop", "since", "until")}
    shop = finding.shop_by_handle(asked["shop"]) if asked["shop"] else None
    problem = _("There is no shop with this handle.") if asked["shop"] and shop is None else ""
    days = {name: _day(asked[name]) for name in ("since", "until")}
    unread = next((name for name in days if asked[name] and days[name] is None), "")
    wanted = finding.Filter(
        asked["subject"],
        asked["actor"],
        asked["kind"],
        shop,
        days["since"] and days["since"][0],
        days["until"] and days["until"][1],
    )
    rows, before = (
        ([], None) if problem or unread else finding.find_events(wanted, ids.number(request.args.get("before"), 2**63 - 1))
    )
    slugs = (
        dict(Shop.select(Shop.id, Shop.slug).where(Shop.id.in_({row.shop_id for row in rows if row.shop_id})).tuples())
        if rows
        else {}
    )
    events.read_words(rows)
    for row in rows:
        row.slug = slugs.get(row.shop_id)
        known = {row.subject, f"shop:{row.shop_id}"}  # stand beside it already
        row.facts = [(name, _short(value)) for name, value in events.payload(row).items() if f"{name}:{value}" not in known]
    kept = urlencode({name: value for name, value in asked.items() if value})
    return hypermedia.page(
        "admin/audit.html", 422 if problem or unread else 200, unread=unread, chain=audit.state(), rows=rows, before=before, asked=asked, kept=f"&{kept}" if kept else "", problem=problem,
        names=finding.names_of([row.actor for row in rows]), nav=frame.nav("audit"), moment=frame.moment, link=_link,
        called=events.called, kinds=events.happenings(), who=words.who,
    )  # fmt: skip


def _day(text: str) -> tuple[datetime, datetime] | None:
    """The first moment of a day on the market's calendar, and of the next; None for what is no day."""
    try:
        return dates.day_bounds(date.fromisoformat(text), web.config().time_zone)
    except (ValueError, OverflowError):
        return None


def _short(value) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _link(**one) -> str:
    """The address of all events with one thing in common."""
    return f"/admin/audit?{urlencode(one)}"
