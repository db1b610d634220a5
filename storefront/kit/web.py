"""Around every request: connection, language, who acts, and what a "no" or a bug looks like on a page."""

import uuid
from io import BytesIO
from urllib.parse import parse_qsl

import peewee
from flask import Flask, Request, current_app, g, redirect, request, url_for
from markupsafe import Markup
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import BadRequest, HTTPException
from werkzeug.formparser import FormDataParser
from werkzeug.routing import IntegerConverter

from storefront.kit import (
    assets,
    clock,
    dates,
    db,
    events,
    forms,
    hypermedia,
    i18n,
    log,
    pagecache,
    regions,
    registry,
    security,
    turns,
)
from storefront.kit.config import Config
from storefront.kit.errors import Gone, NotFound, Refused, TooMany
from storefront.kit.i18n import gettext as _
from storefront.kit.money import Money


def config() -> Config:
    """The running application's settings."""
    return current_app.config["MICROSTORE"]


class RowId(IntegerConverter):
    """`<int:…>` in addresses: never more than a column can hold, so that a huge number is simply not found."""

    def __init__(self, map, *args, **kwargs):
        kwargs.setdefault("max", 2**31 - 1)
        super().__init__(map, *args, **kwargs)


class FormParser(FormDataParser):
    """Forms without NUL: no keyboard makes one, and PostgreSQL keeps none. 400 wherever a view first reads the form."""

    def parse(self, *args, **kwargs):
        stream, form, files = super().parse(*args, **kwargs)
        if any("\0" in text for name, values in form.lists() for text in (name, *values)):
            raise BadRequest
        return stream, form, files


PLAIN_FORM = "application/x-www-form-urlencoded"


class CleanForms(Request):
    """Requests whose forms are clean. A small plain form that is here already (kit.turns) is taken apart at once: what guards against
    large ones and long waits takes four times as long as the form."""

    form_data_parser_class = FormParser

    def _load_form_data(self) -> None:
        given, length = self.environ, self.environ.get("CONTENT_LENGTH") or ""
        here = type(given["wsgi.input"]) is BytesIO and given.get("CONTENT_TYPE") == PLAIN_FORM and length.isdecimal()
        if not here or int(length) > turns.SMALL or "form" in self.__dict__:
            super()._load_form_data()
            return
        body = given["wsgi.input"].read(int(length))
        if b"\0" in body or b"%00" in body:
            raise BadRequest
        try:
            pairs = parse_qsl(body.decode(), keep_blank_values=True, errors="werkzeug.url_quote")
        except ValueError:  # as Werkzeug has it: what cannot be read is empty
            pairs = []
        self.__dict__.update(stream=given["wsgi.input"], form=ImmutableMultiDict(pairs), files=ImmutableMultiDict())


def _refuse_nul(environ: dict) -> None:
    """No address has a NUL: 404. In the query or in a cookie (where it may be written as an octal escape): 400."""
    cookies = environ.get("HTTP_COOKIE", "")
    if "\0" in environ["PATH_INFO"]:
        raise NotFound
    if "%00" in environ.get("QUERY_STRING", "") or "\0" in cookies or "\\000" in cookies:
        raise BadRequest


def init_app(app: Flask, settings: Config, files: assets.Assets) -> None:
    """Hook the request cycle and the error pages into `app`."""
    app.assets = files
    app.url_map.converters["int"] = RowId
    app.request_class = type("CleanRequest", (CleanForms, app.request_class), {})

    @app.before_request
    def arrive():
        environ = request.environ
        language, theme = pagecache.reader_of(environ)
        i18n.speak(language)
        _refuse_nul(environ)
        db.open_connection()
        network = security.network_address(settings.trusted_proxies)
        g.theme, g.network = theme, network
        events.act_as(events.Actor("visitor", "", security.network_class(network)))

    @app.after_request
    def pack(response):
        return pagecache.pack(response, request.environ)

    @app.teardown_request
    def depart(_error):
        db.close_connection()

    @app.errorhandler(Refused)
    def refused(refusal: Refused):
        return error_page(refusal)

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException):
        if error.response is not None:  # an abort() with an answer of its own, such as a redirect
            return error.response
        if error.code == 404:
            return error_page(NotFound())
        if error.code == 405 and request.method == "GET" and request.accept_mimetypes.best == "text/html":
            above = _page_above(request.path)
            if above is not None:
                return redirect(above, 303)
        sentences = {
            400: _("This request could not be read."),
            403: _("This form was sent from another site, so nothing was done. Open the page here and try again."),
            405: _("This address is for another kind of request."),
            413: _("This is too large. Pictures may have up to %(size)s MB.", size=settings.upload_mb),
        }
        refusal = Refused(sentences.get(error.code) or error.description or "")
        refusal.status = error.code or 400
        answer = error_page(refusal)
        if error.code == 405 and error.valid_methods:
            answer.headers["Allow"] = ", ".join(error.valid_methods)
        return answer

    @app.errorhandler(peewee.OperationalError)
    @app.errorhandler(peewee.InterfaceError)
    @app.errorhandler(peewee.InternalError)
    @app.errorhandler(OSError)
    def away(error: Exception):
        """The disk is full, or the database restarts: nothing was done, nothing is lost, and it may work again in a moment."""
        return away_page(error) if db.is_away(error) else bug(error)

    @app.errorhandler(Exception)
    def bug(error: Exception):
        if app.testing or app.config.get("PROPAGATE_EXCEPTIONS"):
            raise error
        reference = uuid.uuid4().hex[:8]
        g.fault = reference, log.plain(error)  # for whoever keeps a list of them
        log.error("bug", reference=reference, path=str(request.url_rule or ""), error=repr(error), exc_info=error)
        refusal = Refused(_("This did not work, and it is our fault. Your input is still here. Try again."), reference=reference)
        refusal.status = 500
        return error_page(refusal)


def _page_above(path: str) -> str | None:
    """The nearest page above an address that only takes forms: somebody reloaded the answer to a form, or changed its language."""
    addresses = current_app.create_url_adapter(request)
    while path.count("/") > 1:
        path = path.rsplit("/", 1)[0]
        try:
            addresses.match(path, "GET")
        except HTTPException:
            continue
        return path
    return None


def away_page(error: Exception):
    """The page (or toast) while the database cannot be used: it asks it nothing."""
    log.error("database.away", path=str(request.url_rule or ""), error=repr(error))
    refusal = Refused(_("The market cannot write anything down at the moment. Nothing was done. Try again in a minute."))
    refusal.status = 503
    answer = _say(refusal)
    answer.headers["Retry-After"] = "30"
    return answer


def error_page(refusal: Refused):
    """A page (or, for htmx, a toast) that says what happened and the way on."""
    try:
        return _say(refusal)
    except db.UNREACHABLE as error:  # what stands on every page could not be read
        if not db.is_away(error):
            raise
        return away_page(error)


def _say(refusal: Refused):
    status = refusal.status
    context = {"refusal": refusal, "status": status, "sentence": refusal.sentence, "reference": refusal.details.get("reference")}
    context["typed"] = _typed() if status == 429 or status >= 500 else None
    if hypermedia.wants_fragment() or hypermedia.in_place():
        sentence = refusal.sentence or _("This page is not there any more.")
        response = current_app.response_class(hypermedia.render("toast.html#toast", sentence=sentence, undo_url=None), status)
        response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#toasts", "outerHTML"
    else:
        name = (
            "gone"
            if isinstance(refusal, Gone)
            else "not_found"
            if status == 404
            else "too_many"
            if status == 429
            else "fault"
            if status >= 500
            else "refused"
        )
        response = current_app.response_class(hypermedia.render(f"site/{name}.html", **context), status, mimetype="text/html")
    if isinstance(refusal, TooMany):
        response.headers["Retry-After"] = str(refusal.retry_after)
    response.headers["Cache-Control"] = "no-store"
    return response


def _typed() -> list[tuple[str, str]] | None:
    """What a form sent, so that the page which says "not now" can send it once more: nobody types an address twice.

    None where nothing was sent, where a file came with it (a page cannot hold one), and where it could not be read. Nor what another
    site sent, where this fails before that is asked: a tap here would send it as our own.
    """
    if request.method != "POST" or request.endpoint is None or security.is_cross_site():
        return None
    try:
        if any(file.filename for file in request.files.values()):
            return None
        return list(request.form.items(multi=True))
    except HTTPException:
        return None


def country_name(code: str) -> str:
    """The name of a country (ISO 3166) in the reader's language."""
    return i18n.babel_locale(i18n.language()).territories.get(code, code)


def _came_back() -> bool:
    """Whether this is a whole page that comes back with a mistake. Then the cursor is in the first wrong field: without script it would
    begin at its top, the sentence far below. A piece that htmx puts in is left alone: whoever went on to the next field stays there."""
    return bool(request) and request.method == "POST" and not hypermedia.wants_fragment()


def _field_attributes(field, hint, given: dict) -> dict:
    """The attributes of an input, and the cursor where it is the first wrong one of its page."""
    attributes = forms.field_attributes(field, hint, given)
    if field.errors and _came_back():
        attributes["autofocus"] = True
    return attributes


def template_globals(app: Flask, settings: Config) -> dict:
    """What every template, block and macro may use."""
    return {
        "_": i18n.gettext,
        "asset": app.assets.url,
        "language": i18n.language,
        "languages": i18n.LANGUAGES,
        "now": clock.now,
        "moment": dates.moment,
        "when": lambda at, zone=settings.time_zone: dates.moment(at, zone),
        "Money": Money,
        "market_name": settings.market_name,
        "base_url": settings.base_url,
        "development": not settings.production,
        "slot": lambda name, **context: Markup("").join(Markup(panel) for panel in registry.slots[name].render(**context)),
        "url_for": url_for,
        "country_name": country_name,
        "came_back": _came_back,
        "field_attributes": _field_attributes,
        "region_name": lambda code: regions.label(code) if code else "",
        "theme": lambda: g.get("theme", "") if g else "",
    }
