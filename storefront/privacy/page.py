"""What the page "My data" shows, for somebody with an account and for a guest."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import request

from storefront import privacy
from storefront.kit import dates, hypermedia, security
from storefront.kit.about import About
from storefront.kit.errors import Refused
from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import language
from storefront.privacy import whom
from storefront.privacy.forms import ErasureForm
from storefront.privacy.rules import PERIODS


@dataclass(frozen=True)
class Door:
    """How somebody came in: where their pages are, who they are, and how a fresh proof is asked for."""

    base: str
    back: str
    about: About
    require_fresh: Callable[[], None]


def stamp(export) -> str:
    """Changes whenever the part that is polled does."""
    return f"{export.id}-{export.state}-{export.steps_done}" if export is not None else ""


def context(door: Door, form: ErasureForm | None = None) -> dict:
    """Everything the page shows."""
    export, erasure = privacy.latest_export(door.about), privacy.latest_erasure(door.about)
    waiting = erasure is not None and erasure.state == "waiting"
    return {
        "base": door.base, "back": door.back, "contacts": [contact.masked for contact in whom.contacts_of(door.about)], "guest": not door.about.person,
        "orders_count": len(door.about.orders), "export": export, "stamp": stamp(export), "keep_days": PERIODS.keep.days, "wait_days": PERIODS.wait.days,
        "until": dates.day(export.ends_at, PERIODS.zone) if export is not None and export.ends_at else "",
        "erasure": erasure, "waiting": waiting, "due": dates.day(erasure.due_at, PERIODS.zone) if waiting else "",
        "why": erasure.why.split("\n") if erasure is not None and erasure.state == "refused" else [],
        "obstacles": [] if waiting else privacy.obstacles(door.about), "form": form or ErasureForm(), "tab": "me",
    }  # fmt: skip


def show(door: Door, status: int = 200, **more):
    """The page, or the part of it that htmx asks for."""
    return security.private(hypermedia.page("privacy/show.html", status, **context(door, **more)))


def now(door: Door):
    """The part that changes while an export is made: 204 while it has not."""
    if request.args.get("seen") == stamp(privacy.latest_export(door.about)):
        return hypermedia.nothing()
    if hypermedia.wants_fragment():
        return security.private(hypermedia.reply("privacy/show.html#export_now", **context(door)))
    return hypermedia.leave(door.base)


def ask_export(door: Door):
    """Have an export made."""
    door.require_fresh()
    privacy.ask_export(door.about)
    return security.private(hypermedia.reply("privacy/show.html#export_now", otherwise=door.base, **context(door)))


def take(door: Door, code: str):
    """The file itself."""
    door.require_fresh()
    export = privacy.export_named(door.about, code)
    response = hypermedia.nothing()
    response.status_code = 200
    response.set_data(privacy.take(export))
    response.headers["Content-Type"] = "application/json; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="my-data-{export.made_at:%Y-%m-%d}.json"'
    return security.private(response)


def ask_erasure(door: Door):
    """Ask to be forgotten."""
    door.require_fresh()
    form = ErasureForm(request.form)
    try:
        if not form.validate():
            raise Refused("")
        privacy.ask_erasure(door.about, language(), door.base)
    except Refused as refusal:
        if refusal.sentence:
            form.refuse(refusal)
        return show(door, 422 if hypermedia.wants_fragment() else refusal.status, form=form)
    sentence = _("It waits until its day. Until then you can call it off.")
    return _done(door, sentence)


def call_off(door: Door):
    """Stay after all."""
    privacy.call_off(door.about)
    return _done(door, _("Called off. Everything stays."))


def _done(door: Door, sentence: str):
    also = ("toast.html#toast",)
    answer = hypermedia.reply("privacy/show.html#erasure", also, door.base, sentence=sentence, undo_url=None, **context(door))
    return security.private(answer)
