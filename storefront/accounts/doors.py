"""Who is here: the session cookie, and the blueprints that only people, or only staff, pass."""

from functools import wraps
from urllib.parse import quote

from flask import Blueprint, Response, abort, g, request

from storefront.accounts import rules, sessions
from storefront.accounts.models import Person, Session
from storefront.kit import events, hypermedia, log, web
from storefront.kit.errors import NotFound


def cookie_name(plain: str) -> str:
    """`__Host-session` where the market is on https, so that no neighbour can plant one; "session" on plain http."""
    return f"__Host-{plain}" if _secure() else plain


def _secure() -> bool:
    return web.config().base_url.startswith("https://")


def set_cookie(response: Response, plain: str, value: str, seconds: int | None) -> None:
    """A cookie that scripts cannot read, for this host alone."""
    response.set_cookie(cookie_name(plain), value, max_age=seconds, path="/", secure=_secure(), httponly=True, samesite="Lax")


def drop_cookie(response: Response, plain: str) -> None:
    """Forget a cookie."""
    response.delete_cookie(cookie_name(plain), path="/", secure=_secure(), httponly=True, samesite="Lax")


def token() -> str | None:
    """The secret in the session cookie."""
    return request.cookies.get(cookie_name("session"))


def session() -> Session | None:
    """The living session of this request, or None. Asked once per request."""
    if "session" not in g:
        g.session = sessions.find(token())
        if g.session is not None:
            events.act_as(events.Actor("person", str(g.session.person_id), events.actor().network))
            log.bind(person=g.session.person_id)
    return g.session


def current() -> Person | None:
    """Who is signed in, or None."""
    found = session()
    return found.person if found else None


def sign_in(response: Response, person: Person) -> Response:
    """Open a session for `person` on this device and set its cookie; whatever was signed in here before is signed out."""
    device = rules.device_name(request.headers.get("User-Agent", ""))
    secret = sessions.open_session(person, device, events.actor().network, replaces=token())
    set_cookie(response, "session", secret, int(rules.limits(person.role)[1].total_seconds()))
    return response


def sign_out(response: Response) -> Response:
    """The session of this browser is over: it forgets the cookie, and whatever it kept of private pages."""
    drop_cookie(response, "session")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def leading(path: str, next: str) -> str:
    """`path` with the address to go on to afterwards."""
    return f"{path}?next={quote(next, safe='/@')}" if next else path


def signin_url(next: str = "") -> str:
    """The address of the sign-in page that leads back to `next`, a path on this site."""
    return leading("/signin", next)


def here() -> str:
    """The path and query of this request, to come back to."""
    return request.full_path.rstrip("?")


def _go_to(url: str):
    abort(hypermedia.leave(url))


def enter_person() -> None:
    """Let signed-in people pass; others go to the sign-in page."""
    if current() is None:
        _go_to(signin_url(here() if request.method in ("GET", "HEAD") else ""))


def require_fresh(back: str = "") -> None:
    """For sensitive acts: leave for a new proof (passkey or code) where the last one is older than ten minutes.

    `back` is where the person continues afterwards; default this page (for a post: its form's page should be named).
    """
    found = session()
    if found is None:
        _go_to(signin_url(back or here()))
    if not sessions.is_fresh(found):
        _go_to(leading("/signin/again", back or (here() if request.method == "GET" else "/me")))


def unkept(response: Response) -> Response:
    """A page of one person: other people's caches must not keep it."""
    response.headers.setdefault("Cache-Control", "private, no-cache")
    return response


def person_blueprint(name: str, import_name: str, url_prefix: str | None = None) -> Blueprint:
    """A blueprint for people who are signed in, whoever they are."""
    bp = Blueprint(name, import_name, url_prefix=url_prefix)
    bp.policy = "person"
    bp.before_request(enter_person)
    bp.after_request(unkept)
    return bp


def admin_blueprint(name: str, import_name: str, url_prefix: str = "/admin") -> Blueprint:
    """A blueprint for staff. For everybody else these pages do not exist."""
    bp = Blueprint(name, import_name, url_prefix=url_prefix)
    bp.policy = "operator"

    @bp.before_request
    def enter():
        enter_person()
        if not current().role:
            raise NotFound
        events.act_as(events.Actor("operator", str(current().id), events.actor().network))

    bp.after_request(unkept)
    return bp


def needs(role: str):
    """Decorator of a staff view: only people with this role, or the operator; "staff" for all of them. For others it does not exist."""

    def declare(view):
        @wraps(view)
        def guarded(*args, **kwargs):
            if current() is None or not rules.may(current().role, role):
                raise NotFound
            return view(*args, **kwargs)

        guarded.policy, guarded.role = "operator", role
        return guarded

    return declare
