"""The seller's own pages of a shop: how it looks, its terms, holidays, and the list of all places."""

from functools import lru_cache

from flask import Response, current_app, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from storefront import accounts, media
from storefront.kit import colour, dates, hypermedia
from storefront.kit.errors import Invalid, Refused
from storefront.kit.i18n import gettext as _
from storefront.shops import actions, looks, opening, rail, terms
from storefront.shops.doors import owners_only, seller_blueprint
from storefront.shops.forms import GLAZE_NAMES, HolidayForm, LookForm, TermsForm
from storefront.shops.models import Shop

bp = seller_blueprint("shops_seller", __name__)
mine = accounts.person_blueprint("sell", __name__, "/sell")


@mine.get("")
def last():
    """To the shop used last."""
    shops = [shop for shop in actions.of_person(accounts.current()) if shop.state != "closed"]
    return hypermedia.leave(f"/sell/{shops[0].slug}" if shops else "/open")


@mine.get("/shops")
def switch():
    """All shops of this person, to change between them."""
    return hypermedia.page("shops/seller_switch.html", shops=actions.of_person(accounts.current()), tab="me")


@bp.get("/more")
def more(shop):
    """Every place of the dashboard, one tap away."""
    app = current_app._get_current_object()
    groups = [
        (title, [row for row in rows if _resolves(app, row[1].replace(f"/sell/{shop.slug}", "/sell/x"))])
        for title, rows in _places(shop)
    ]
    own = sum(each.state != "closed" for each in actions.of_person(accounts.current()))
    return hypermedia.page("shops/seller_more.html", groups=[group for group in groups if group[1]], many=own > 1)


def _places(shop) -> list:
    sell = f"/sell/{shop.slug}"
    return [
        (_("Selling"), [
            (_("Orders"), f"{sell}/orders", "package"), (_("Scan labels"), f"{sell}/ship", "scan-barcode"),
            (_("Products"), f"{sell}/items", "layout-grid"), (_("Collections"), f"{sell}/collections", "list"),
            (_("Share"), f"{sell}/share", "share"), (_("Customers"), f"{sell}/customers", "users"),
            (_("Questions and refunds"), f"{sell}/refunds", "circle-alert"), (_("Reviews"), f"{sell}/reviews", "star"),
        ]),
        (_("Money"), [
            (_("Money"), f"{sell}/money", "wallet"), (_("How buyers pay"), f"{sell}/payments", "credit-card"),
        ]),
        (_("The shop"), [
            (_("My shop"), f"{sell}/shop", "store"), (_("Delivery"), f"{sell}/delivery", "truck"),
            (_("Check your ID"), f"{sell}/verify", "badge-check"), (_("Team"), f"{sell}/team", "user-plus"),
            (_("Tax and receipts"), f"{sell}/tax", "receipt"), (_("Settings"), f"{sell}/settings", "settings"), (_("Notices"), "/notices", "bell"),
            (_("Decisions of the market"), f"{sell}/measures", "scale"),
        ]),
    ]  # fmt: skip


@lru_cache(200)
def _resolves(app, path: str) -> bool:
    """Whether a page answers at this address: rooms that are not built are not offered."""
    try:
        app.url_map.bind("").match(path, "GET")
    except RequestRedirect:
        return True
    except HTTPException:
        return False
    return True


# --- how it looks ----------------------------------------------------------------------------------------------------------


def _saved() -> list[dict]:
    """What is said once after a save that led back here."""
    return [{"text": _("Saved.")}] if request.args.get("saved") else []


def _look_page(shop, form: LookForm, status: int = 200, **context):
    glaze = form.chosen()
    shown = {name: form[name].data or "" for name in ("name", "seal", "words", "sent_from")}
    context |= {
        "shop": shop,
        "toasts": _saved(),
        "form": form,
        "glaze": glaze,
        "shown": shown,
        "ratio": looks.contrast(glaze),
        "glaze_names": GLAZE_NAMES,
        "handle": form.slug.data,
    }
    context |= {
        "glazes": looks.GLAZES,
        "holiday": HolidayForm(reopens_on=shop.reopens_on.isoformat() if shop.reopens_on else ""),
        "day": dates.day,
    }
    return hypermedia.page("shops/seller_look.html", status, **context)


@bp.get("/shop")
@owners_only
def look(shop):
    """How the shop looks, with a preview that follows every change."""
    return _look_page(shop, LookForm.of(shop))


@bp.post("/shop/preview")
@owners_only
def preview(shop):
    """The region `preview` for what is in the form now; nothing is saved."""
    return _look_page(shop, LookForm.of(shop, request.form))


@bp.post("/shop")
@owners_only
def save_look(shop):
    """Save how the shop looks; visitors see it at once."""
    form = LookForm.of(shop, request.form)
    try:
        if not form.validate():
            raise Refused("")
        looks.change_look(shop, glaze=form.chosen(), **form.values())
    except Refused as refusal:
        if refusal.sentence:
            form.refuse(refusal)
        shop = Shop.get_by_id(shop.id)
        return _look_page(shop, form, 422)
    return hypermedia.leave(f"/sell/{shop.slug}/shop?saved=1")


@bp.get("/shop/glaze/<int:hue>-<int:chroma>-<int:bright>-<int:tint>.css")
def glaze_css(shop, hue: int, chroma: int, bright: int, tint: int):
    """The colours of a preview: the same for the same address, for ever."""
    glaze = looks.capped(colour.Glaze(hue % 360, min(chroma, 400), bool(bright), bool(tint)))
    response = Response(looks.theme_css(glaze, f".glaze-{hue}-{chroma}-{bright}-{tint}"), mimetype="text/css")
    response.headers["Cache-Control"] = "private, max-age=31536000, immutable"
    return response


@bp.post("/shop/picture")
@owners_only
def save_picture(shop):
    """Put a new cover or logo, or take it away."""
    place = request.form.get("place")
    if place not in ("cover", "logo"):
        raise Invalid(_("Choose a picture first."))
    try:
        picture = None
        if "remove" not in request.form:
            upload = request.files.get("photo")
            if upload is None or not upload.filename:
                raise Refused(_("Choose a picture first."))
            picture = media.keep(upload.stream, shop.id, place, alt=shop.name if place == "cover" else "")
        looks.change_picture(shop, place, picture)
    except Refused as refusal:
        return _look_page(shop, LookForm.of(shop), 422, **{f"{place}_error": refusal.sentence})
    return hypermedia.leave(f"/sell/{shop.slug}/shop?saved=1")


@bp.post("/shop/from-photo")
@owners_only
def take_from_photo(shop):
    """Fill the colour in from the cover (else the logo); nothing is saved before Save."""
    form = LookForm.of(shop, request.form)
    picture = shop.cover or shop.logo
    if picture is None:
        form.glaze.errors = [_("Add a cover picture first, then its colour can be taken.")]
        return _look_page(shop, form, 422)
    file = picture.url(320, "jpeg").rpartition("/")[2]
    form.take(looks.capped(colour.hue_of(media.store.open(file))))
    return _look_page(shop, form)


# --- holidays --------------------------------------------------------------------------------------------------------------


@bp.post("/shop/holiday")
@owners_only
def holiday(shop):
    """Close for a while, change the day of return, or open again."""
    form = HolidayForm(request.form)
    try:
        if "reopen" in request.form:
            actions.reopen(shop)
        elif form.validate():
            actions.close_for_holiday(shop, form.reopens_on.day)
        else:
            raise Refused(str(form.reopens_on.errors[0]))
    except Refused as refusal:
        return _look_page(shop, LookForm.of(shop), refusal.status, holiday_error=refusal.sentence)
    return hypermedia.leave(f"/sell/{shop.slug}/shop?saved=1")


# --- terms -----------------------------------------------------------------------------------------------------------------


def _settings_page(shop, form: TermsForm, status: int = 200, **context):
    source = shop.came_from
    context |= {
        "toasts": _saved(),
        "form": form,
        "locked": terms.has_sold(shop),
        "opened_in": opening.opened_in(shop),
        "source": source,
        "day": dates.day,
    }
    context["rails"] = {mode: rail.rail_before(rail.Sample(shop.name, mode)) for mode in terms.MODES}
    return hypermedia.page("shops/seller_settings.html", status, **context)


@bp.get("/settings")
@owners_only
def settings(shop):
    """Terms, caps, where the shop came from, and closing it."""
    return _settings_page(shop, TermsForm.of(shop))


@bp.post("/settings")
@owners_only
def save_settings(shop):
    """Save the terms. Orders keep what was agreed when they were placed."""
    form = TermsForm.of(shop, request.form)
    try:
        if not form.validate():
            raise Refused("")
        terms.change_terms(shop, **form.values())
    except Refused as refusal:
        if refusal.sentence:
            form.refuse(refusal)
        return _settings_page(shop, form, 422)
    return hypermedia.leave(f"/sell/{shop.slug}/settings?saved=1")


@bp.get("/settings/close")
@owners_only
def confirm_close(shop):
    """Closing is for good, so it asks once, and wants a fresh proof of who it is."""
    accounts.require_fresh()
    return hypermedia.page("shops/seller_close.html", error=None)


@bp.post("/settings/close")
@owners_only
def close(shop):
    """Close the shop; the name is typed to be sure, and the proof of who it is is fresh."""
    accounts.require_fresh(f"/sell/{shop.slug}/settings/close")
    if " ".join(request.form.get("name", "").split()).casefold() != shop.name.casefold():
        return hypermedia.page("shops/seller_close.html", 422, error=_("Type the name of the shop to close it."))
    try:
        actions.close(shop)
    except Refused as refusal:
        return hypermedia.page("shops/seller_close.html", refusal.status, error=refusal.sentence)
    return hypermedia.leave("/sell/shops")


blueprints = [bp, mine]
