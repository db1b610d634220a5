"""Public pages of a shop: who it is, and the small files that carry its face."""

import json

from flask import Response, request

from storefront.kit import hypermedia, pagecache, registry
from storefront.kit.errors import NotFound
from storefront.shops import actions, looks, opening, rail, views_open
from storefront.shops.doors import public_blueprint

bp = public_blueprint("shops", __name__)
bp.record_once(lambda state: opening.configure(state.app.config["MICROSTORE"]))

A_YEAR = "public, max-age=31536000, immutable"
FIVE_MINUTES = "public, max-age=300"
ICON_SIZES = (180, 192, 512)


@bp.get("/about")
def about(shop):
    """Who sells, from where, how the money travels, delivery and returns."""
    pagecache.keep(request.environ, actions.tag(shop), shop.version)
    paragraphs = [part.strip() for part in shop.about.split("\n\n") if part.strip()]
    return hypermedia.page("shops/about.html", shop=shop, paragraphs=paragraphs, steps=rail.rail_before(shop), tab="shop")


@bp.get("/theme.<hash>.css")
@bp.get("/theme.css", defaults={"hash": ""})
def theme(shop, hash: str):
    """The shop's colours. Under their hash they never change; under another they are today's."""
    exact = hash == looks.theme_hash(shop)
    return _file(looks.theme_css(looks.glaze_of(shop)), "text/css", exact)


def _file(body: str | bytes, kind: str, exact: bool = False) -> Response:
    response = Response(body, mimetype=kind)
    response.headers["Cache-Control"] = A_YEAR if exact else FIVE_MINUTES
    response.add_etag()
    return response.make_conditional(request)


@bp.get("/icon.svg")
def icon(shop):
    """The seal, for the browser's tab."""
    response = _file(looks.seal_svg(shop), "image/svg+xml")
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox; frame-ancestors 'none'"
    return response


@bp.get("/icon-<int:size>.png")
@bp.get("/icon.png", defaults={"size": 192})
def icon_png(shop, size: int):
    """The seal or logo as phones want it on their home screen; `?mask=1` fills the corners."""
    if size not in ICON_SIZES:
        raise NotFound
    drawn = registry.slots["shop.icon"].render(shop=shop, size=size, maskable=request.args.get("mask") == "1")
    if not drawn:
        raise NotFound
    return _file(drawn[0], "image/png")


@bp.get("/manifest.webmanifest")
def manifest(shop):
    """What a phone needs to put the shop on its home screen."""
    icons = [{"src": f"{shop.path}/icon.svg", "sizes": "any", "type": "image/svg+xml"}]
    icons += [{"src": f"{shop.path}/icon-{size}.png", "sizes": f"{size}x{size}", "type": "image/png"} for size in (192, 512)]
    icons.append({"src": f"{shop.path}/icon-512.png?mask=1", "sizes": "512x512", "type": "image/png", "purpose": "maskable"})
    content = {
        "id": shop.path,
        "name": shop.name,
        "short_name": shop.name[:12],
        "description": shop.words,
        "lang": shop.language,
        "start_url": shop.path,
        "scope": "/",
        "display": "standalone",
        "background_color": looks.paper(shop),
        "theme_color": looks.paper(shop),
        "icons": icons,
    }
    return _file(json.dumps(content, ensure_ascii=False), "application/manifest+json")


blueprints = [bp, views_open.bp]
