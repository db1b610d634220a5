"""Telling the market about a shop, an item, a review: one short form, open to anybody."""

from flask import Blueprint, request

from storefront import accounts, policies
from storefront.kit import events, hypermedia, security, web
from storefront.kit.errors import Refused
from storefront.moderation import reporting, rules, things, words
from storefront.moderation.forms import ReportForm

bp = Blueprint("moderation", __name__)
bp.policy = "public"


def _form(thing: things.Thing, data=None) -> ReportForm:
    reasons = things.kinds.get(thing.kind).reasons
    return ReportForm(data, reasons=reasons, country=thing.shop.country)


def _page(about: str, thing: things.Thing, form: ReportForm | None, status: int = 200):
    page = hypermedia.page(
        "moderation/new.html",
        status,
        about=about,
        thing=thing,
        form=form,
        noun=words.noun(thing.kind),
        market=web.config().market_name,
        named={"forbidden": ", ".join(policies.current().banned_categories)},
    )
    return security.private(page)


@bp.get("/report")
def new():
    """The form; after it was sent (`sent`), the thanks."""
    about = request.args.get("about", "")
    thing = things.find(about)
    return _page(about, thing, None if request.args.get("sent") else _form(thing))


@bp.post("/report")
def create():
    """Send it. Nothing that anybody else sees changes by it."""
    about = request.form.get("about", "")
    thing = things.find(about)
    form = _form(thing, request.form)
    try:
        if not form.validate():
            return _page(about, thing, form, 422)
        _limit(thing)
        reporting.report(thing, form.reason.data, form.words.data or "", form.reached, accounts.current())
    except Refused as refusal:
        form.refuse_or_raise(refusal)
        return _page(about, thing, form, 422)
    if hypermedia.wants_fragment():
        return _page(about, thing, None)
    return hypermedia.leave(f"/report?about={about}&sent=1")


def _limit(thing: things.Thing) -> None:
    """Nobody floods the queue: from one network, about one thing from one network, about one thing from everywhere."""
    network, about = events.actor().network, f"{thing.kind}:{thing.id}"
    security.hit(f"report:{network}:{about}", *rules.FROM_NETWORK_ABOUT)
    security.hit(f"report:{network}", *rules.FROM_NETWORK)
    security.hit(f"report:{about}", *rules.ABOUT_THING)
