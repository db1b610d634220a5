"""Short links and what leads to them: /q/<code>, QR codes, link cards, posters, and the page from which visitors pass things on."""

from datetime import timedelta

from flask import Blueprint, Response, g, redirect, request

from storefront import accounts, share, shops
from storefront.catalog import reading
from storefront.kit import db, hypermedia, security, web
from storefront.kit.errors import Gone, NotFound
from storefront.kit.i18n import gettext as _
from storefront.share import addresses, page, pictures, rules, things

links = Blueprint("links", __name__, url_prefix="/q")
links.policy = "public"
bp = shops.public_blueprint("share", __name__)
old = Blueprint("share_from", __name__, url_prefix="/share")
old.policy = "public"
blueprints = [links, bp, old]

COOKIE = "via"
A_YEAR, A_DAY, FIVE_MINUTES = "public, max-age=31536000, immutable", "public, max-age=86400", "public, max-age=300"
DRAWN_MOST, DRAWN_WITHIN = 150, timedelta(minutes=10)  # new pictures for one network


# --- the short link ----------------------------------------------------------------------------------------------------------


@links.get("/<code>")
def follow(code: str):
    """Count the visit and go to what the link is for. Whoever works in the shop is sent on without being counted."""
    try:
        link = _link(code)
    except Gone as gone:
        return _ended(gone.details["link"])
    mine = _works_in(link.shop)
    if link.kind == "order":
        if not mine:
            raise NotFound
        return _go(f"/sell/{link.shop.slug}/orders/{link.target}")
    response = _go(addresses.path_of(link.shop, link.kind, link.target))
    if not mine and rules.is_visit(request.method, request.headers):
        db.note(share.visited, link, link.shop.today)
        secure = web.config().base_url.startswith("https:")
        response.set_cookie(
            COOKIE, link.code, max_age=timedelta(days=rules.REMEMBERED_DAYS), httponly=True, samesite="Lax", secure=secure
        )
    return response


def _link(code: str):
    if not rules.is_code(code):
        raise NotFound
    return share.by_code(code)


def _works_in(shop) -> bool:
    person = accounts.current()
    return person is not None and shops.Member.of(shop).where(shops.Member.person == person.id).exists()


def _go(path: str) -> Response:
    response = redirect(path, 302)
    response.headers["Cache-Control"] = "no-store"  # the next visit is one more
    return response


def _ended(link) -> Response:
    """410: the link has ended, its shop has not. Where the market has paused it, its own page says so and shows nothing."""
    shop = link.shop
    if shop.state == "closed" or link.kind == "order":
        raise Gone(_("This link has ended."))
    if shop.state == "suspended":
        return _go(shop.path)
    g.shop = shop
    item = reading.item(shop, link.target) if link.kind == "product" else None
    cards = reading.similar(shop, item.id) if item else reading.cards(shop, limit=4).items
    still_there = item is not None and item.state == "on_sale"
    return hypermedia.page(
        "share/gone.html", 410, shop=shop, item=item if still_there else None, cards=cards, more=None, shown="", wide=False
    )


@links.get("/<code>.svg")
def svg(code: str):
    """The QR code of a link, for print of any size."""
    return _code_picture(code, "svg")


@links.get("/<code>.png")
def png(code: str):
    """The QR code of a link as a PNG of black and white pixels."""
    return _code_picture(code, "png")


def _code_picture(code: str, form: str) -> Response:
    link = _link(code)
    if link.kind == "order":  # only on packing slips
        raise NotFound
    return qr_of(link, form)


def qr_of(link, form: str = "svg") -> Response:
    """The QR code of a link as a file; also what the seller's pages send."""
    from storefront.share import qr  # its library takes a tenth of the start, and not every process draws a code

    text = share.url(link)
    body = str(qr.svg(text, text)) if form == "svg" else qr.png(text)
    name = rules.file_name(link.shop.slug, link.target, link.code, form)
    return _file(body, "image/svg+xml" if form == "svg" else "image/png", name, A_DAY)


def _file(body: bytes | str, kind: str, name: str, keep: str, etag: str | None = None) -> Response:
    response = Response(body, mimetype=kind)
    disposition = "attachment" if "download" in request.args else "inline"
    response.headers["Content-Disposition"] = f'{disposition}; filename="{name}"'
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox; frame-ancestors 'none'"
    response.headers["Cache-Control"] = keep
    if etag:
        response.set_etag(etag)
    else:
        response.add_etag()
    return response.make_conditional(request)


# --- pictures ------------------------------------------------------------------------------------------------------------------


def send(drawing: pictures.Drawing, name: str) -> Response:
    """A drawn picture. Under its own version it never changes; without one, ask again after five minutes."""
    exact = request.args.get("v") == drawing.version
    keep = A_YEAR if exact else FIVE_MINUTES
    if request.if_none_match.contains(drawing.key):
        return _file(b"", drawing.type, name, keep, drawing.key)
    return _file(drawing.bytes(_count_drawing), drawing.type, name, keep, drawing.key)


def _count_drawing() -> None:
    security.hit(
        f"draw:{g.network}",
        DRAWN_MOST,
        DRAWN_WITHIN,
        _("Many pictures are being drawn at the moment. Try again in a few seconds."),
    )


@bp.get("/card.jpg", defaults={"kind": "shop", "target": ""})
@bp.get("/p/<target>/card.jpg", defaults={"kind": "product"})
@bp.get("/c/<target>/card.jpg", defaults={"kind": "collection"})
def card(shop, kind: str, target: str):
    """What a chat shows with a link to the page above."""
    thing = things.find(shop, kind, target)
    return send(pictures.card(thing), rules.file_name(shop.slug, thing.target, "", "jpg"))


@bp.get("/poster.png", defaults={"kind": "shop", "target": ""})
@bp.get("/p/<target>/poster.png", defaults={"kind": "product"})
@bp.get("/c/<target>/poster.png", defaults={"kind": "collection"})
def poster(shop, kind: str, target: str):
    """The poster of a thing: `?link=` is the code on it (the sharer's own), `?size=` screen, a4, a6 or roll."""
    thing = things.find(shop, kind, target)
    size = request.args.get("size", "screen")
    if size not in pictures.SIZES:
        raise NotFound
    link = page.link_to(thing, request.args.get("link")) or share.link_for(shop, kind, thing.target, share.PASSED_ON)
    name = rules.file_name(shop.slug, thing.target, link.code if size == "screen" else f"{link.code}-{size}", "png")
    return send(pictures.poster(thing, link, size), name)


@bp.get("/qr.svg")
def shop_qr(shop):
    """The QR code of the shop's own link."""
    return qr_of(share.link_for(shop, "shop"))


# --- passing it on -------------------------------------------------------------------------------------------------------------


@bp.get("/share")
def show(shop):
    """The poster ready, and the ways to send it: `?item=` or `?collection=`, else the shop. As a sheet where a page asks for one."""
    if request.args.get("item"):
        thing = things.find(shop, "product", request.args["item"])
    elif request.args.get("collection"):
        thing = things.find(shop, "collection", request.args["collection"])
    else:
        thing = things.find(shop, "shop")
    link = share.link_for(shop, thing.kind, thing.target, share.PASSED_ON)
    context = {"shop": shop, **page.ways(thing, link)}
    if hypermedia.wants_fragment() and request.htmx.target == "share-sheet":
        return hypermedia.reply("share/sheet.html", **context)
    return hypermedia.page("share/show.html", tab="", **context)


@old.get("/<kind>/<slug>", defaults={"target": ""})
@old.get("/<kind>/<slug>/<target>")
def anything(kind: str, slug: str, target: str):
    """The same by the kind of thing: /share/product/mei/K7Q2XW."""
    query = {"shop": "", "product": f"?item={target}", "collection": f"?collection={target}"}.get(kind)
    if query is None or bool(target) != (kind != "shop") or not f"{slug}{target}".replace("-", "").isalnum():
        raise NotFound
    return redirect(f"/@{slug.lower()}/share{query}", 302)
