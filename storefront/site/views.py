"""Pages that belong to no shop."""

from flask import Blueprint, Response, current_app, request

from storefront import aftersales, catalog, ledger, orders, payouts, policies, share, shops, verification
from storefront.kit import hypermedia, i18n, ids, pagecache, post, security, web
from storefront.kit.errors import NotFound
from storefront.shops.models import Shop
from storefront.site import examples
from storefront.site.topics import LEGAL, TOPICS

bp = Blueprint("site", __name__)
bp.policy = "public"

YEAR = 60 * 60 * 24 * 365
SHOWN, WINDOWS = 24, 4


@bp.get("/")
def home():
    """Shops that are open, a page at a time, and the newest pieces; on an empty database the way to the first shop."""
    before = ids.number(request.args.get("before"))
    found = shops.newest(SHOWN + 1, before)
    if not found and not Shop.select(Shop.id).exists():
        return hypermedia.page("site/welcome.html", tab="home")
    pagecache.keep(request.environ, "market", 1, 30)
    newest, more = found[:SHOWN], found[SHOWN - 1].id if len(found) > SHOWN else None
    windows = [] if before else [(shop, catalog.cards(shop, limit=4).items) for shop in newest[:WINDOWS]]
    return hypermedia.page("site/home.html", shops=newest, more=more, windows=windows, tab="home")


@bp.post("/language/<tag>")
def language(tag: str):
    """Speak another language from here on, on this browser."""
    if tag not in i18n.LANGUAGES:
        raise NotFound
    return _remember("lang", tag)


@bp.post("/theme/<value>")
def theme(value: str):
    """Light, dark, or as the phone has it."""
    if value not in (*pagecache.THEMES, "auto"):
        raise NotFound
    return _remember("theme", value)


def _remember(cookie: str, value: str) -> Response:
    answer = hypermedia.leave(hypermedia.safe_next(request.form.get("next"), "/"))
    secure = web.config().base_url.startswith("https:")
    if value == "auto":
        answer.delete_cookie(cookie)
    else:
        answer.set_cookie(cookie, value, max_age=YEAR, samesite="Lax", secure=secure)
    return answer


@bp.get("/help")
def help_index():
    return hypermedia.page("site/help.html", topics=TOPICS, tab="")


@bp.get("/help/<topic>")
def help_topic(topic: str):
    if topic not in TOPICS:
        raise NotFound
    rules = policies.current()
    figures = {
        "config": web.config(), "rules": rules, "fee": ledger.FeeRule.from_dict(rules.fee.in_currency(rules.currency)).words(rules.currency),
        "periods": aftersales.periods_today(), "checks": verification.PERIODS, "payouts": payouts.figures(policies.current().currency), "withdraw_days": orders.WITHDRAW_DAYS, "link_days": share.REMEMBERED_DAYS, "sent_days": post.KEPT.days, "hours": lambda period: int(period.total_seconds()) // 3600,
    }  # fmt: skip
    return hypermedia.page(f"site/help_{topic}.html", title=TOPICS[topic], tab="", **figures)


@bp.get("/legal/<doc>")
def legal(doc: str):
    if doc not in LEGAL:
        raise NotFound
    return hypermedia.page(
        f"site/legal_{doc}.html", title=LEGAL[doc], config=web.config(), particulars=policies.current().particulars,
        link_days=share.REMEMBERED_DAYS, sent_days=post.KEPT.days, tab="",
    )  # fmt: skip


@bp.get("/offline")
def offline():
    return hypermedia.page("site/offline.html", tab="")


@bp.get("/health")
def health():
    """Says only that it is alive."""
    return Response("ok\n", mimetype="text/plain")


@bp.get("/robots.txt")
def robots():
    """Orders and the checkout are not listed: a search engine that may not look never learns that it may not keep them (the pages
    themselves say so, see kit.security.private)."""
    lines = [
        "User-agent: *",
        "Disallow: /sell",
        "Disallow: /admin",
        "Disallow: /cart",
        "Disallow: /me",
        "Disallow: /q/",
    ]
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


@bp.get("/favicon.ico")
def favicon():
    return hypermedia.leave(current_app.assets.url("icon.svg"))


@bp.get("/patterns")
@security.policy("public")
def patterns():
    """Every component in every state; in development only."""
    if web.config().production:
        raise NotFound
    return hypermedia.page("site/patterns.html", **examples.context())
