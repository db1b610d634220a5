"""Public pages as ready bytes.

A public page is the same for everybody, so it is rendered once per (address, language, theme) and version of its shop, kept
compressed with an ETag, and answered here, before the application is entered. A view says `keep(tag, version)`; whatever
changes what the public sees bumps that tag's version in its transaction; what stands on every page has the tag `EVERY`. In one
process the version is known in memory; with many it is read at most once a second (`versions.reader`).
"""

import hashlib
import threading
import zlib
from collections import OrderedDict
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial

import brotli

from storefront.kit import db, i18n, ids, log

LARGEST_PAGE = 512 * 1024
SMALLEST = 1400  # bytes: less fits into one packet as it is
MOST_BYTES = 24 * 1024 * 1024  # some two thousand pages
OVERHEAD = 2000  # bytes that a page takes besides its bodies: its key, its headers, the objects themselves
RECHECK_SECONDS = 1.0
THEMES = ("light", "dark")
VARY = "Accept-Encoding, Accept-Language, Cookie, HX-Request, HX-Target"

EVERY = "every"  # the tag of what stands on every page

_ENVIRON_KEY = "microstore.keep"


class Versions:
    """The newest known version per tag."""

    def __init__(self):
        self.known: dict[str, int] = {}
        self._raising = threading.Lock()
        self.checked: dict[str, float] = {}
        self.reader: Callable[[str], int] | None = None  # set where several processes write
        self.horizon: Callable[[], float] | None = None  # seconds until something that stands on every page changes by itself

    def bump(self, tag: str, version: int) -> None:
        """A committed change: pages of this tag older than `version` are stale from now on."""
        if version > self.known.get(tag, 0):
            with self._raising:  # two changes in a row: the older one must not come last
                self.known[tag] = max(version, self.known.get(tag, 0))

    def current(self, tag: str, seen: int) -> int:
        """The newest version of `tag`, given that a page with version `seen` exists."""
        if self.reader is not None:
            now = ids.monotonic()
            if now - self.checked.get(tag, 0.0) >= RECHECK_SECONDS:
                self.checked[tag] = now
                try:
                    self.bump(tag, self.reader(tag))
                except db.UNREACHABLE as error:
                    if not db.is_away(error):
                        raise
                    log.error("database.away", tag=tag, error=repr(error))  # kept pages are shown on while it restarts
        return self.known.get(tag, seen)


versions = Versions()


def keep(environ: dict, tag: str, version: int, seconds: int = 300) -> None:
    """Called by a view with `request.environ`: this answer may be kept while `tag` has `version`, at most `seconds`."""
    if versions.horizon is not None:
        seconds = min(seconds, versions.horizon())
    environ[_ENVIRON_KEY] = (tag, version, seconds)
    versions.bump(tag, version)


class Kept:
    """One page, packed as the first browser asked for it; in another encoding once somebody asks for that.

    The ETag is a weak one: the same for every encoding of the same page.
    """

    __slots__ = ("etag", "every", "headers", "packed", "size", "tag", "until", "version")

    def __init__(self, tag, version, until, headers, body: bytes, accepts: str = "", every: int = 0):
        self.tag, self.version, self.until, self.every = tag, version, until, every
        self.etag = 'W/"' + hashlib.blake2b(body, digest_size=12).hexdigest() + '"'
        first = _chosen(accepts) or "gzip"  # never plain: that would keep five times as much
        self.packed = {first: PACKERS[first][0](body)}
        self.size = len(self.packed[first]) * len(PACKERS) + OVERHEAD
        self.headers = [*headers, ("ETag", self.etag), ("Cache-Control", "public, max-age=0, must-revalidate"), ("Vary", VARY)]

    def body(self, accepts: str) -> tuple[bytes, str]:
        """(bytes, encoding) for an Accept-Encoding header; the encoding is "" for plain text."""
        encoding = _chosen(accepts)
        if encoding in self.packed:
            return self.packed[encoding], encoding
        known, bytes_ = list(self.packed.items())[0]  # noqa: RUF015 - in one step: another thread may be adding one
        plain = PACKERS[known][1](bytes_)
        if not encoding:
            return plain, ""
        self.packed[encoding] = PACKERS[encoding][0](plain)
        return self.packed[encoding], encoding


def _chosen(accepts: str) -> str:
    return "br" if "br" in accepts else "gzip" if "gzip" in accepts else ""


def _gzip(body: bytes, level: int = 6) -> bytes:
    squeeze = zlib.compressobj(level, zlib.DEFLATED, 31)
    return squeeze.compress(body) + squeeze.flush()


# Brotli's quality 5 is what fits between rendering a page and sending it: half a millisecond, and twelve per cent larger than the best.
# A window of 256 KB sees the whole page and costs less to set up than one for files.
_brotli = partial(brotli.compress, lgwin=18)
PACKERS = {
    "br": (partial(_brotli, quality=5), brotli.decompress),
    "gzip": (_gzip, partial(zlib.decompress, wbits=31)),
}


def pack(response, environ: dict):
    """Pack an answer that was made for one person, quickly: `web` passes every answer through here.

    Packing beside a secret can give it away byte by byte, where the same answer also repeats what a stranger made the browser send.
    Ours hold no token of the session or the form, and no other site's request brings the session along.
    """
    accepts = environ.get("HTTP_ACCEPT_ENCODING", "")
    if not accepts or _ENVIRON_KEY in environ or response.mimetype != "text/html" or not response.is_sequence:
        return response
    encoding, body = _chosen(accepts), response.get_data()
    if encoding and len(body) >= SMALLEST and "Content-Encoding" not in response.headers:
        response.set_data(_brotli(body, quality=2) if encoding == "br" else _gzip(body, 3))
        response.headers["Content-Encoding"] = encoding
        response.vary.add("Accept-Encoding")
    return response


def _holds(page: "Kept") -> bool:
    """Whether a kept page may still be answered."""
    if ids.monotonic() >= page.until or versions.current(EVERY, page.every) > page.every:
        return False
    return versions.current(page.tag, page.version) <= page.version


class PageCache:
    """WSGI middleware that answers kept pages and keeps those that a view allows to be kept."""

    def __init__(self, app, limit_bytes: int = MOST_BYTES):
        self.app, self.limit = app, limit_bytes
        self._pages: OrderedDict[tuple, Kept] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def clear(self) -> None:
        """Forget every page."""
        with self._lock:
            self._pages.clear()
            self._size = 0

    def __call__(self, environ, start_response) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or "HTTP_HX_REQUEST" in environ:
            return self.app(environ, start_response)
        path = environ["PATH_INFO"]
        if not (path.startswith("/@") or path == "/"):
            return self.app(environ, start_response)
        key = (path, environ.get("QUERY_STRING", ""), *_reader_of(environ))
        page = self._pages.get(key)
        if page is not None and _holds(page):
            with suppress(KeyError):  # another thread may have dropped it
                self._pages.move_to_end(key)
            return self._answer(page, environ, start_response)
        return self._render(key, environ, start_response)

    def _answer(self, page: Kept, environ, start_response):
        if page.etag[2:] in environ.get("HTTP_IF_NONE_MATCH", ""):
            start_response(
                "304 Not Modified",
                [("ETag", page.etag), ("Cache-Control", "public, max-age=0, must-revalidate"), ("Vary", VARY)],
            )
            return []
        body, encoding = page.body(environ.get("HTTP_ACCEPT_ENCODING", ""))
        headers = [*page.headers, ("Content-Length", str(len(body)))]
        if encoding:
            headers.append(("Content-Encoding", encoding))
        start_response("200 OK", headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]

    def _render(self, key, environ, start_response):
        caught, every = {}, versions.current(EVERY, 0)  # before the page is made: what it shows is at least that new

        def remember(status, headers, exc_info=None):
            caught["status"], caught["headers"] = status, headers
            return lambda data: None

        answer = self.app(environ, remember)
        try:
            keep_as = environ.get(_ENVIRON_KEY)
            headers = caught.get("headers", [])
            private = any(name.lower() == "set-cookie" for name, _ in headers)
            if keep_as is None or not caught["status"].startswith("200") or private or environ["REQUEST_METHOD"] == "HEAD":
                start_response(caught["status"], headers)
                return answer if not hasattr(answer, "close") else _Closing(answer)
            body = b"".join(answer)
        except BaseException:
            if hasattr(answer, "close"):
                answer.close()
            raise
        if hasattr(answer, "close"):
            answer.close()
        tag, version, seconds = keep_as
        dropped = ("content-length", "etag", "cache-control", "vary", "content-encoding")
        kept_headers = [(name, value) for name, value in headers if name.lower() not in dropped]
        page = Kept(tag, version, ids.monotonic() + seconds, kept_headers, body, environ.get("HTTP_ACCEPT_ENCODING", ""), every)
        if len(body) <= LARGEST_PAGE:
            self._store(key, page)
        return self._answer(page, environ, start_response)

    def _store(self, key, page: Kept) -> None:
        with self._lock:
            old = self._pages.pop(key, None)
            self._size += page.size - (old.size if old else 0)
            self._pages[key] = page
            while self._size > self.limit and self._pages:
                _, dropped = self._pages.popitem(last=False)
                self._size -= dropped.size


class _Closing:
    """An iterable that passes chunks on and closes what it came from."""

    def __init__(self, inner):
        self._inner = inner

    def __iter__(self):
        return iter(self._inner)

    def close(self):
        self._inner.close()


def _reader_of(environ) -> tuple[str, str]:
    """(language, theme) of whoever asks: the only things about a person that a public page may depend on."""
    cookies = environ.get("HTTP_COOKIE", "")
    chosen = theme = ""
    if cookies:
        for pair in cookies.split(";"):
            name, _, value = pair.strip().partition("=")
            if name == "lang":
                chosen = value
            elif name == "theme" and value in THEMES:
                theme = value
    if chosen not in i18n.LANGUAGES:
        chosen = i18n.best(environ.get("HTTP_ACCEPT_LANGUAGE"))
    return chosen, theme


def reader_of(environ) -> tuple[str, str]:
    """(language, theme) chosen by cookie, else by the browser."""
    return _reader_of(environ)
