"""How we talk to a payment service: over HTTP, or straight into a WSGI application in the same process (tests)."""

import io
from http.client import HTTPException
from typing import Protocol
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from storefront.kit import turns

LARGEST_ANSWER = 1024 * 1024


class Unreachable(Exception):
    """No answer: refused, cut off, or too slow."""


class Carrier(Protocol):
    """Sends one request and brings the answer."""

    def send(self, method: str, url: str, headers: dict[str, str], body: bytes = b"") -> tuple[int, bytes]:
        """(status, body). Raises Unreachable."""


class _NoRedirects(HTTPRedirectHandler):
    def redirect_request(self, *args, **kwargs):
        return None


class Http:
    """Plain HTTP to an address from the settings, with a time limit; redirects and proxies from the environment are not followed."""

    def __init__(self, seconds: float = 5.0):
        self._seconds = seconds
        self._opener = build_opener(ProxyHandler({}), _NoRedirects())

    def send(self, method, url, headers, body=b""):
        try:
            request = Request(url, data=body if method == "POST" else None, headers=headers, method=method)
            with turns.lent(), self._opener.open(request, timeout=self._seconds) as answer:
                return answer.status, answer.read(LARGEST_ANSWER)
        except HTTPError as answer:
            with answer:
                return answer.code, answer.read(LARGEST_ANSWER)
        except (URLError, OSError, HTTPException, ValueError) as error:
            raise Unreachable(type(error).__name__) from None


class Direct:
    """Into a WSGI application, without a network. `prefix` is where it is mounted in the addresses."""

    def __init__(self, app, prefix: str = ""):
        self.app, self.prefix = app, prefix

    def send(self, method, url, headers, body=b""):
        parts = urlsplit(url)
        environ = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": self.prefix,
            "PATH_INFO": parts.path.removeprefix(self.prefix),
            "QUERY_STRING": parts.query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        for name, value in {"Host": "localhost", **headers}.items():
            name = name.upper().replace("-", "_")
            environ[name if name == "CONTENT_TYPE" else f"HTTP_{name}"] = value
        status: list[str] = []
        answer = self.app(environ, lambda line, _headers, _error=None: status.append(line))
        try:
            content = b"".join(answer)
        finally:
            if hasattr(answer, "close"):
                answer.close()
        return int(status[-1].split()[0]), content
