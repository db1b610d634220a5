"""Shops: find one, see how it stands, pause and reinstate it, note which identity was checked, write notes."""

from flask import request

from storefront import accounts, ledger, moderation, shops, verification
from storefront.admin import actions, finding, frame, words
from storefront.admin.forms import LEVELS, NoteForm, VerifyForm
from storefront.kit import dates, events, hypermedia, ids, security, web
from storefront.kit.errors import NotFound, Refused
from storefront.kit.i18n import gettext as _
from storefront.kit.money import Money

bp = accounts.admin_blueprint("shops_admin", __name__)
bp.after_request(security.private)
TOLD = 12  # events on a shop's page


@bp.get("/shops")
@accounts.needs("support")
def index():
    """All shops, newest first, or those that a name, handle, number or address leads to."""
    state = request.args.get("state") if request.args.get("state") in finding.STATES else "all"
    text = request.args.get("q", "").strip()[:80]
    rows, more = finding.find_shops(text, state, ids.number(request.args.get("before")), web.config().country)
    for shop in rows:
        shop.words_of_state, shop.kind_of_state = words.state(shop)
        shop.words_of_level = LEVELS[shop.level] if shop.verified else ""
    chips = [(_("All"), "all"), (_("Unchecked"), "unchecked"), (_("Paused"), "paused"), (_("Closed"), "closed")]
    return hypermedia.page(
        "admin/shops.html", rows=rows, more=more, state=state, q=text, nav=frame.nav("shops"),
        chips=[(label, f"/admin/shops?state={key}", key == state) for label, key in chips],
    )  # fmt: skip


def _shop(handle: str) -> shops.Shop:
    shop = finding.shop_by_handle(handle)
    if shop is None:
        raise NotFound
    return shop


def _show(shop, status: int = 200, problem: str = "", **forms):
    state, kind = words.state(shop)
    wallet = ledger.wallet(shop)
    owner, ready = shop.owner, moderation.ready_words(shop, "suspend", "other", shop.name)
    cap, left, today = shops.cap_of(shop), shops.cap_left(shop), shops.day_of(shop)
    about = events.Event.select().where(events.Event.subject == f"shop:{shop.id}").order_by(events.Event.id.desc()).limit(TOLD)
    told = list(about.where(events.Event.kind != actions.NOTE))
    notes = list(about.where(events.Event.kind == actions.NOTE))
    events.read_words([*told, *notes])
    for row in told:
        row.words = words.of(row)
    for row in notes:
        row.words = events.payload(row).get("words", "")
    return hypermedia.page(
        "admin/shop.html", status, shop=shop, state=state, kind=kind, wallet=wallet, problem=problem, nav=frame.nav("shops"),
        owner=owner.name or "", contacts=[contact.masked for contact in accounts.contacts_of(owner)],
        cap=cap, cap_sum=Money(cap.minor, shop.currency) if cap else None, left=left, left_sum=Money(left[1], shop.currency) if left else None,
        today=today, taken=Money(today.sum_minor, shop.currency), level=LEVELS[shop.level] if shop.verified else _("not checked"),
        level_when=dates.day(shop.level_at, shop.time_zone) if shop.level_at else "", told=told, notes=notes,
        names=finding.names_of([row.actor for row in [*told, *notes]]), who=words.who, moment=frame.moment, decides=frame.may("operator"),
        measure=moderation.in_force("shop", shop.id) if shop.state == "suspended" else None,
        suspend_form=forms.get("suspend") or moderation.MeasureForm.worded("other", ready), drafts=ready,
        verify_form=forms.get("verify") or VerifyForm(level=shop.level),
        note_form=forms.get("note") or NoteForm(), check=verification.of_shop(shop).last,
    )  # fmt: skip


@bp.get("/shops/<handle>")
@accounts.needs("support")
def show(handle):
    """One shop: numbers, cap, owner, what happened, and what can be done."""
    return _show(_shop(handle))


def _done(shop):
    return hypermedia.leave(f"/admin/shops/{shop.slug}")


def _try(shop, name: str, form, verb):
    """Do `verb()`, or show the shop again with what is wrong beside the field."""
    try:
        if form is not None and not form.validate():
            return _show(shop, 422, **{name: form})
        verb()
    except Refused as refusal:
        shop = shops.Shop.get_by_id(shop.id)
        if form is None or refusal.status != 422:
            return _show(shop, refusal.status, refusal.sentence, **({name: form} if form is not None else {}))
        form.refuse(refusal)
        return _show(shop, 422, **{name: form})
    return _done(shop)


@bp.post("/shops/<handle>/suspension")
@accounts.needs("operator")
def suspend(handle):
    """Pause: nothing more is sold, orders and refunds go on, the seller reads rule and reason and can appeal."""
    shop, form = _shop(handle), moderation.MeasureForm(request.form)
    return _try(shop, "suspend", form, lambda: moderation.suspend(shop, accounts.current(), **form.values()))


@bp.post("/shops/<handle>/reinstatement")
@accounts.needs("operator")
def reinstate(handle):
    """A paused shop may sell again."""
    shop = _shop(handle)
    return _try(shop, "", None, lambda: moderation.reinstate(shop, accounts.current()))


@bp.post("/shops/<handle>/level")
@accounts.needs("operator")
def verify(handle):
    """Note which identity was checked."""
    shop, form = _shop(handle), VerifyForm(request.form)
    return _try(shop, "verify", form, lambda: actions.verify(shop, accounts.current(), form.level.data, form.seen.data or ""))


@bp.post("/shops/<handle>/notes")
@accounts.needs("support")
def note(handle):
    """A note for other staff."""
    shop, form = _shop(handle), NoteForm(request.form)
    return _try(shop, "note", form, lambda: actions.note(shop, form.words.data))
