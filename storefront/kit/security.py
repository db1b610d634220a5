"""The guards of every request: cross-origin check, headers, limits in the database, declared policies.

Forms carry no token, so that public pages are the same for everybody: a cross-site post is refused by `Sec-Fetch-Site`, else
by `Origin`, else by `Referer`; a browser that sends none of them on a post is refused too.
"""

from datetime import datetime, timedelta
from functools import wraps
from urllib.parse import urlsplit

import peewee
from flask import Flask, Response, request

from storefront.kit import clock, db, robots
from storefront.kit.errors import TooMany
from storefront.kit.i18n import gettext as _

SAFE = ("GET", "HEAD", "OPTIONS")
POLICIES = ("public", "link", "person", "seller", "operator", "provider")

CSP = (
    "default-src 'none'; script-src 'self'{scripts}; style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'{forms}; "
    "frame-ancestors 'none'; base-uri 'none'"
)
_CLOSED = CSP.format(scripts="", forms="")


KEPT = timedelta(days=2)  # how long a window is known after it began


class Limit(db.Base):
    """How often something happened in a window: one row per key and window."""

    key = peewee.CharField(160)
    window = db.UTCDateTimeField()
    count = peewee.IntegerField()

    class Meta:
        table_name = "rate_limit"
        primary_key = peewee.CompositeKey("key", "window")


def hit(key: str, most: int, within: timedelta, sentence: str | None = None) -> int:
    """Count one more `key`; raises TooMany past `most` within the current window. Returns the count. Works across processes.

    ValueError for a window that would be forgotten before it ends: whatever is counted for longer is counted by its own rows.
    """
    if within > KEPT:
        raise ValueError(f"{key}: counted for {within}, forgotten after {KEPT}")
    start = _window(within)
    row = (
        Limit.insert(key=key[:160], window=start, count=1)
        .on_conflict(conflict_target=[Limit.key, Limit.window], update={Limit.count: Limit.count + 1})
        .returning(Limit.count)
        .execute()
    )
    count = next(iter(row)).count
    if count > most:
        wait = int((start + within - clock.now()).total_seconds())
        raise TooMany(sentence or "", retry_after=wait)
    return count


def used(key: str, within: timedelta) -> int:
    """How often `key` was counted in the current window."""
    row = Limit.get_or_none(Limit.key == key[:160], Limit.window == _window(within))
    return row.count if row else 0


def _window(within: timedelta) -> datetime:
    now = clock.now()
    seconds = int(within.total_seconds())
    return now.fromtimestamp(int(now.timestamp()) // seconds * seconds, now.tzinfo)


def forget_old_limits() -> None:
    """Sweep: drop windows that began more than two days ago."""
    Limit.delete().where(Limit.window < clock.now() - KEPT).execute()


# --- policies ---------------------------------------------------------------------------------------------------------


def policy(name: str):
    """Declare who may call a view; a view without a policy fails the build (tests/contracts). Blueprints may declare one for all."""
    if name not in POLICIES:
        raise ValueError(name)

    def declare(view):
        @wraps(view)
        def guarded(*args, **kwargs):
            return view(*args, **kwargs)

        guarded.policy = name
        return guarded

    return declare


# --- every request ----------------------------------------------------------------------------------------------------


def is_cross_site() -> bool:
    """Whether the browser says that this post comes from another site, or does not say where it comes from."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin") or request.headers.get("Referer")
    if not origin or origin == "null":
        return True
    try:
        return urlsplit(origin).netloc.lower() != request.host.lower()
    except ValueError:  # no address at all
        return True


def network_address(trusted_proxies: int) -> str:
    """The client's address: the peer's, or what the trusted proxies in front report."""
    if trusted_proxies > 0:
        hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
        if len(hops) >= trusted_proxies:
            return hops[-trusted_proxies][:64]
    return (request.remote_addr or "")[:64]


def network_class(address: str) -> str:
    """The network an address belongs to (/24 or /48): enough to see a pattern, too little to find a person."""
    if ":" in address:
        return ":".join(address.split(":")[:3]) + "::/48"
    return ".".join(address.split(".")[:3]) + ".0/24" if address else ""


def init_app(app: Flask, config) -> None:
    """Add the headers and refuse cross-site posts, except to endpoints with the policy "provider" (they verify signatures).

    In production a request for another host than the public address (or this machine, for health checks) is a 400.
    """
    if config.production:
        app.config["TRUSTED_HOSTS"] = [urlsplit(config.base_url).hostname, "localhost", "127.0.0.1"]

    @app.before_request
    def refuse_cross_site():
        if request.method in SAFE:
            return None
        view = app.view_functions.get(request.endpoint or "")
        if policy_of(app, request.endpoint, view) == "provider":
            return None
        if is_cross_site():
            return Response(
                _("This form was sent from another site, so nothing was done. Open the page here and try again."),
                403,
                mimetype="text/plain",
            )
        return None

    @app.after_request
    def add_headers(response: Response) -> Response:
        headers = response.headers
        if "Content-Security-Policy" not in headers:
            headers["Content-Security-Policy"] = _CLOSED
        headers["X-Content-Type-Options"] = "nosniff"
        headers.setdefault("Referrer-Policy", "same-origin")
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Permissions-Policy"] = "camera=(self), geolocation=(), microphone=(), payment=()"
        if config.production:
            headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        return response


def policy_of(app: Flask, endpoint: str | None, view=None) -> str | None:
    """The declared policy of an endpoint: the view's own, else its blueprint's."""
    view = view or app.view_functions.get(endpoint or "")
    own = getattr(view, "policy", None)
    if own:
        return own
    blueprint = app.blueprints.get((endpoint or "").rpartition(".")[0])
    return getattr(blueprint, "policy", None)


def private(response: Response) -> Response:
    """A page for one person only: not stored, address not passed on."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    if robots.is_robot(request.user_agent.string):  # who found the link in a public place is told not to pass it on either
        response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


def open_csp(response: Response, *, scripts: str = "", forms: str = "") -> Response:
    """The page's CSP with more sources: the scan page needs 'wasm-unsafe-eval', a gateway hand-over its form target."""
    response.headers["Content-Security-Policy"] = CSP.format(
        scripts=f" {scripts}" if scripts else "", forms=f" {forms}" if forms else ""
    )
    return response
