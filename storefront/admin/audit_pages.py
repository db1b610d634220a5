"""Who did what: every event, newest first, by thing, by person, by kind, by shop and by day; and how far the chain over them holds."""

from datetime import date, datetime
from urllib.parse import urlencode

from flask import request

from storefront import accounts
from storefront.admin import finding, frame, particulars, words
from storefront.kit import audit, dates, events, happenings, hypermedia, ids, security, web
from storefront.kit.i18n import gettext as _
from storefront.shops.models import Shop

bp = accounts.admin_blueprint("audit_admin", __name__)
bp.after_request(security.private)


@bp.get("/audit")
@accounts.needs("operator")
def index():
    """Events. What is written beside one leads to more of the same."""
    asked = {name: request.args.get(name, "").strip()[:80] for name in ("subject", "actor", "kind", "shop", "since", "until")}
    asked |= {"subject": happenings.subject(asked["subject"]), "actor": words.actor(asked["actor"])}
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
        machinery="machinery" in request.args,
    )
    rows, before = (
        ([], None) if problem or unread else finding.find_events(wanted, ids.number(request.args.get("before"), 2**63 - 1))
    )
    _dress(rows)
    kept = urlencode({name: value for name, value in asked.items() if value} | ({"machinery": "y"} if wanted.machinery else {}))
    return hypermedia.page(
        "admin/audit.html", 422 if problem or unread else 200, unread=unread, chain=audit.state(), rows=rows, before=before, asked=asked, kept=f"&{kept}" if kept else "", problem=problem,
        names=finding.names_of([row.actor for row in rows]), nav=frame.nav("audit"), moment=frame.moment, link=_link,
        called=happenings.called, stood=happenings.state, thing=happenings.thing, numbered=words.numbered, kinds=_kinds(asked["kind"]), who=words.who, wanted=wanted,
        without=[happenings.called(kind) for kind in wanted.leaves_out],
    )  # fmt: skip


def _day(text: str) -> tuple[datetime, datetime] | None:
    """The first moment of a day on the market's calendar, and of the next; None for what is no day."""
    try:
        return dates.day_bounds(date.fromisoformat(text), web.config().time_zone)
    except (ValueError, OverflowError):
        return None


def _dress(rows: list) -> None:
    """Put beside each event the words of its particulars. What stands beside it already is not said twice."""
    events.read_words(rows)
    told = {number for row in rows for number in particulars.shops_in(row)}
    found = {shop.id: shop for shop in Shop.select(Shop.id, Shop.slug, Shop.currency).where(Shop.id.in_(told))} if told else {}
    slugs = {number: shop.slug for number, shop in found.items()}
    batches = finding.currencies_of([row.subject for row in rows])
    for row in rows:
        shop = found.get(row.shop_id)
        row.slug, row.currency, row.slugs = shop and shop.slug, shop.currency if shop else batches.get(row.subject), slugs
        known = {row.subject, f"shop:{row.shop_id}"}
        said = [
            particulars.said(row, name, value) for name, value in events.payload(row).items() if f"{name}:{value}" not in known
        ]
        row.facts = [fact for fact in said if fact is not None]


def _kinds(asked: str) -> list[tuple[str, str]]:
    """Kinds of events by name, with what is asked for where that is of a version before."""
    named = {kind: str(name) for kind, name in happenings.kinds().items()} | ({asked: happenings.called(asked)} if asked else {})
    return sorted(named.items(), key=lambda pair: pair[1])


def _link(**one) -> str:
    """The address of all events with one thing in common."""
    return f"/admin/audit?{urlencode(one)}"
