"""Picture files by address. They never change under their name, run nothing and are never guessed to be something else."""

from flask import Blueprint, Response, redirect, request

from storefront.kit import ids, security
from storefront.kit.errors import NotFound
from storefront.media import names
from storefront.media.store import PRIVATE, store

bp = Blueprint("media", __name__, url_prefix="/pictures")
bp.policy = "public"

CSP = "default-src 'none'; style-src 'none'; sandbox; frame-ancestors 'none'"


@bp.get("/<name>")
def picture(name: str):
    """A public picture: kept by browsers and caches for a year."""
    if names.parse(name) is None:
        raise NotFound
    etag = f'"{name}"'
    if etag in request.headers.get("If-None-Match", ""):
        return _fixed(Response(status=304), name, etag)
    elsewhere = store.url(name)
    if elsewhere:
        return redirect(elsewhere, 302)
    return _fixed(Response(_bytes(name)), name, etag)


def _fixed(response: Response, name: str, etag: str) -> Response:
    _inert(response, name)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["ETag"] = etag
    return response


@bp.get("/private/<token>")
@security.policy("link")
def private(token: str):
    """A picture for the eyes of whoever was given this path by a page that had checked them; it ends after ten minutes."""
    name = ids.unsign("picture", token)
    if name is None or names.parse(name) is None:
        raise NotFound
    return security.private(_inert(Response(_bytes(PRIVATE + name)), name))


def _bytes(name: str) -> bytes:
    try:
        return store.open(name)
    except KeyError:
        raise NotFound from None


def _inert(response: Response, name: str) -> Response:
    response.headers["Content-Type"] = names.TYPES[name.rpartition(".")[2]]
    response.headers["Content-Disposition"] = "inline"
    response.headers["Content-Security-Policy"] = CSP
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
