"""Who did what: every event, newest first, by thing, by person, by kind and by shop."""

import json
from urllib.parse import urlencode

from flask import request

from storefront import accounts
from storefront.admin import finding, frame
from storefront.kit import events, hypermedia, ids, security
from storefront.kit.i18n import gettext as _
from storefront.shops.models import Shop

bp = accounts.admin_blueprint("audit_admin", __name__)
bp.after_request(security.private)
LONGEST = 300  # characters of one value


@bp.get("/audit")
@accounts.needs("operator")
def index():
    """Events. What is written beside one leads to more of the same."""
    asked = {name: request.args.get(name, "").strip()[:80] for name in ("subject", "actor", "kind", "shop")}
    shop = finding.shop_by_handle(asked["shop"]) if asked["shop"] else None
    problem = _("There is no shop with this handle.") if asked["shop"] and shop is None else ""
    wanted = finding.Filter(asked["subject"], asked["actor"], asked["kind"], shop)
    rows, before = ([], None) if problem else finding.find_events(wanted, ids.number(request.args.get("before"), 2**63 - 1))
    slugs = (
        dict(Shop.select(Shop.id, Shop.slug).where(Shop.id.in_({row.shop_id for row in rows if row.shop_id})).tuples())
        if rows
        else {}
    )
    events.read_words(rows)
    for row in rows:
        row.slug = slugs.get(row.shop_id)
        row.facts = [(name, _short(value)) for name, value in events.payload(row).items()]
    kept = urlencode({name: value for name, value in asked.items() if value})
    return hypermedia.page(
        "admin/audit.html", 422 if problem else 200, rows=rows, before=before, asked=asked, kept=f"&{kept}" if kept else "", problem=problem,
        names=finding.names_of([row.actor for row in rows]), nav=frame.nav("audit"), moment=frame.moment, link=_link,
    )  # fmt: skip


def _short(value) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _link(**one) -> str:
    """The address of all events with one thing in common."""
    return f"/admin/audit?{urlencode(one)}"
