"""Pages, fragments and out-of-band pieces from one template. The only importer of htmx_flask.

A region is a Jinja block whose single root element has the block's name, with hyphens, as its id: block `cart_lines` is
`<div id="cart-lines">`. `page()` answers with that block alone when htmx asks for it by HX-Target; otherwise, and for boosted
and history-restore requests, with the whole page. Templates never contain `hx-swap-oob`: `reply()` adds it on the way out.
"""

import re
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

from flask import Response, current_app, redirect, request
from htmx_flask import Htmx
from jinja2_fragments import render_block

from storefront.kit import clock, i18n

VARY = "HX-Request, HX-Target"
_ROOT = re.compile(r"<([a-zA-Z][\w-]*)(?=[\s>/])")


def init_app(app) -> None:
    """Teach the application's requests about htmx."""
    Htmx(app)
    app.after_request(_lead_on)


def _lead_on(response: Response) -> Response:
    """A plain form that a script sent in place (static/js/app/again.js) is answered like one that the browser sent, with a whole page;
    but a script cannot follow a redirect to another page, so it is told where to go. To a part of the very page it is on the browser
    would only jump: that page is fetched anew."""
    if not in_place() or response.status_code not in (302, 303):
        return response
    url = response.headers.pop("Location")
    response.status_code, response.data = 200, b""
    response.headers["HX-Redirect"] = url
    here, there = (urlsplit(each) for each in (request.htmx.current_url or "", urljoin(request.url, url)))
    if there.fragment and here[2:4] == there[2:4]:
        response.headers["HX-Refresh"] = "true"
    return response


def in_place() -> bool:
    """True for a plain form that a script sent: its page stays, whatever the answer is, until it is told to lead on."""
    return request.method == "POST" and request.htmx.boosted


def wants_fragment() -> bool:
    """True for an htmx request that swaps a part of the page it is on."""
    htmx = request.htmx
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def _block_for(template, target: str | None) -> str | None:
    name = (target or "").replace("-", "_")
    return name if name and name in template.blocks else None


def render(name: str, **context) -> str:
    """The text of `folder/page.html`, or of one block of it: `folder/page.html#block`."""
    path, _, block = name.partition("#")
    env = current_app.jinja_env
    current_app.update_template_context(context)
    if block:
        return render_block(env, path, block, context)
    return env.get_template(path).render(context)


def drawn(name: str, **values) -> str:
    """`render`, for a template that depends on values which can be compared, on the language and on the year of its days alone: drawn
    once of each."""
    if current_app.jinja_env.auto_reload:
        return render(name, **values)
    return _drawn(name, i18n.language(), clock.now().year, tuple(values.items()))


@lru_cache(2000)
def _drawn(name: str, _language: str, _year: int, values: tuple) -> str:
    return render(name, **dict(values))


def page(name: str, status: int = 200, **context) -> Response:
    """Answer a GET (or a 422 form) with the page, or with the region that HX-Target names."""
    target = None
    if wants_fragment():
        target = _block_for(current_app.jinja_env.get_template(name), request.htmx.target)
    response = Response(render(f"{name}#{target}" if target else name, **context), status, mimetype="text/html")
    response.headers["Vary"] = VARY
    return response


def reply(name: str, also: tuple[str, ...] | list[str] = (), otherwise: str = "", status: int = 200, **context) -> Response:
    """Answer a POST: with htmx the fragment `name` ("page.html#block") and the `also` fragments out of band; without, a 303
    redirect to `otherwise`, or the whole page with `status` where the form was refused (422)."""
    if not wants_fragment():
        if status >= 400:
            return page(name.partition("#")[0], status, **context)
        return redirect(otherwise or request.path, 303)
    pieces = [render(name, **context)] if name else []
    pieces += [out_of_band(render(piece, **context)) for piece in also]
    response = Response("\n".join(pieces), status, mimetype="text/html")
    response.headers["Vary"] = VARY
    return response


def out_of_band(markup: str) -> str:
    """Mark the root element of a fragment so that htmx swaps it by its id."""
    return _ROOT.sub(r'<\1 hx-swap-oob="true"', markup.lstrip(), count=1)


def leave(url: str) -> Response:
    """Go to another page: a 303 redirect, or with htmx a real navigation (fragments have no history of their own)."""
    if wants_fragment():
        response = Response("", 200)
        response.headers["HX-Redirect"] = url
        response.headers["Vary"] = VARY
        return response
    return redirect(url, 303)


def nothing() -> Response:
    """204: a polled region has not changed."""
    return Response("", 204)


def safe_next(target: str | None, fallback: str) -> str:
    """`target` if it is a path on this site, else `fallback`. Guards every `next=` against open redirects."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")) or re.search(r"[\\\x00-\x20]", target):
        return fallback
    return target
