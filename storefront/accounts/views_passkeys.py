"""Passkeys in the browser: a page that offers one after signing in, and the small JSON conversations that WebAuthn needs."""

from datetime import timedelta

from flask import Blueprint, Response, jsonify, request

from storefront.accounts import doors, passkeys, rules, sessions
from storefront.kit import events, hypermedia, ids, security, web
from storefront.kit.errors import NotFound, Refused
from storefront.kit.i18n import gettext as _

bp = Blueprint("passkeys", __name__)
bp.policy = "public"
mine = doors.person_blueprint("my_passkeys", __name__, "/me/passkey")

COOKIE = "challenge"
MOST_TRIES = 60  # a network, in ten minutes


@bp.errorhandler(Refused)
@mine.errorhandler(Refused)
def refused(refusal: Refused):
    """A refusal as JSON, for the script that asked; pages get the page."""
    if not request.is_json:
        return web.error_page(refusal)
    return security.private(jsonify(sentence=refusal.sentence)), refusal.status


def _ask(purpose: str, options: str, challenge: str) -> Response:
    response = Response(options, mimetype="application/json")
    doors.set_cookie(
        response, COOKIE, ids.sign(f"passkey {purpose}", challenge, passkeys.CHALLENGE_SECONDS), passkeys.CHALLENGE_SECONDS
    )
    return security.private(response)


def _answer(purpose: str) -> tuple[dict, str]:
    """What the browser signed, and the challenge it was given."""
    if not passkeys.available():
        raise NotFound
    body = request.get_json(silent=True)
    credential = body.get("credential") if isinstance(body, dict) else None
    challenge = ids.unsign(f"passkey {purpose}", request.cookies.get(doors.cookie_name(COOKIE), ""))
    if not isinstance(credential, dict) or challenge is None:
        raise Refused(_("That took too long. Try again."))
    return credential, challenge


def _gently() -> None:
    security.hit(f"passkey:{events.actor().network}", MOST_TRIES, timedelta(minutes=10))


@bp.post("/signin/passkey/options")
def request_options():
    """What the browser asks its passkeys for. The same for everybody: it names no person."""
    _gently()
    return _ask("get", *passkeys.request_options())


@bp.post("/signin/passkey")
def sign_in():
    """Sign in with a passkey; or, for somebody who is signed in, prove it is still them."""
    _gently()
    credential, challenge = _answer("get")
    person = passkeys.recognise(credential, challenge)
    body = request.get_json()
    here = doors.current()
    if body.get("again"):
        if here is None or here.id != person.id:
            raise Refused(_("This passkey belongs to another account."))
        sessions.freshen(doors.session())
        fallback = "/me/settings"
    else:
        fallback = "/sell" if person.last_shop_id else "/me"
    response = jsonify(next=hypermedia.safe_next(str(body.get("next") or ""), fallback))
    if not body.get("again"):
        doors.sign_in(response, person)
    doors.drop_cookie(response, COOKIE)
    return security.private(response)


@mine.get("")
def offer():
    """Right after signing in with a code: next time without one?"""
    to = hypermedia.safe_next(request.args.get("next"), "/me")
    if not passkeys.available():
        return hypermedia.leave(to)
    return security.private(hypermedia.page("accounts/passkey.html", next=to))


@mine.post("/later")
def later():
    """Not now: not asked again on this device for three months."""
    response = hypermedia.leave(hypermedia.safe_next(request.form.get("next"), "/me"))
    response.set_cookie("no-passkey", "1", max_age=90 * 24 * 3600, httponly=True, samesite="Lax")
    return response


@mine.post("/options")
def creation_options():
    """What the browser needs to make a passkey."""
    if not sessions.is_fresh(doors.session()):
        raise Refused(_("Sign in once more before you add a passkey."))
    return _ask("create", *passkeys.creation_options(doors.current()))


@mine.post("")
def add():
    """Keep the passkey the browser made."""
    credential, challenge = _answer("create")
    passkeys.add(doors.current(), credential, challenge, rules.device_name(request.headers.get("User-Agent", "")))
    response = jsonify(next=hypermedia.safe_next(str(request.get_json().get("next") or ""), "/me/settings"))
    doors.drop_cookie(response, COOKIE)
    return security.private(response)


@mine.post("/<int(max=2147483647):passkey_id>/remove")
def remove(passkey_id: int):
    """Forget a passkey, after a fresh proof."""
    doors.require_fresh("/me/settings")
    passkeys.remove(doors.current(), passkey_id)
    return hypermedia.leave("/me/settings")
