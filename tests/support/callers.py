"""Who sends a request into a furnished market, what came back and what it wrote; `undone()` leaves the market as it was."""

import contextlib
from urllib.parse import unquote_to_bytes

from werkzeug.test import EnvironBuilder, run_wsgi_app
from werkzeug.wrappers import Response

from storefront.kit import db


class Answer(Response):
    """What came back. `text` reads pictures too: what must not be in an answer must not be in a file either."""

    @property
    def text(self) -> str:
        return self.get_data().decode(errors="replace")


class Caller:
    """Sends requests with the cookies it was given, whatever the answers want it to keep."""

    def __init__(self, app, *cookies: str, undo: bool = True):
        self.app, self.cookies, self.undo = app, "; ".join(cookies), undo

    def __call__(self, method: str, path: str, headers: dict | None = None, look=None, **more):
        """The answer; `.wrote` are the SQL texts of what it wrote. That is undone, unless the caller was made with `undo=False`;
        `look()` sees it before (`.looked`), where anything was written at all.
        """
        sent = {"Origin": "http://localhost", "Accept-Language": "en", **(headers or {})}
        if self.cookies:
            sent["Cookie"] = self.cookies
        with undone() if self.undo else contextlib.nullcontext():
            with writes() as wrote:
                answer = self._send(method, path, {name: value for name, value in sent.items() if value is not None}, more)
            answer.wrote, answer.looked = wrote, look() if look and wrote else None
            return answer

    def _send(self, method: str, path: str, headers: dict, more: dict):
        """Through the whole application, with the path and the headers exactly as they are given: a client would mend them."""
        path, _, query = path.partition("?")
        environ = EnvironBuilder("/", "http://localhost", method=method, headers=headers, **more).get_environ()
        environ["PATH_INFO"] = unquote_to_bytes(path).decode("latin-1")
        environ["QUERY_STRING"] = query or environ["QUERY_STRING"]
        environ["REQUEST_URI"] = environ["RAW_URI"] = path + ("?" + query if query else "")
        return Answer(*run_wsgi_app(self.app, environ, buffered=True))


@contextlib.contextmanager
def writes():
    """The SQL texts of what is written inside."""
    found = []

    def hook(event):
        if event.sql.lstrip()[:6].upper() in ("INSERT", "UPDATE", "DELETE"):
            found.append(event.sql)

    db.database.obj.query_hooks.append(hook)
    try:
        yield found
    finally:
        db.database.obj.query_hooks.remove(hook)


@contextlib.contextmanager
def undone():
    """Whatever is written inside is not there afterwards: one request leaves the world as it was for the next."""
    real = db.close_connection
    db.close_connection = lambda: None  # a request gives its connection back; the transaction around it keeps it
    try:
        with db.database.atomic() as around:
            yield
            around.rollback()
    finally:
        db.close_connection = real
