"""The sandbox's own pages and its interface for merchants."""

import base64
import binascii
import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from werkzeug import Request, Response
from werkzeug.exceptions import BadRequest, HTTPException, NotFound, UnprocessableEntity
from werkzeug.routing import Map, Rule
from werkzeug.utils import redirect

from storefront.kit import clock, i18n, pagecache
from storefront.kit.money import Money
from storefront.payments.carrier import Carrier
from storefront.payments.sandbox import signing
from storefront.payments.sandbox.courier import Courier
from storefront.payments.sandbox.store import Declined, Store

TEMPLATES = Path(__file__).parents[3] / "templates"
AFTER_THE_DEADLINE = 60  # seconds: "pay late" pays so long after the merchant's time is up
CSP = "default-src 'none'; style-src 'self'; form-action 'self'{back}; frame-ancestors 'none'; base-uri 'none'"


def _rules() -> Map:
    return Map(
        [
            Rule("/", endpoint="about"),
            Rule("/pay", endpoint="handover", methods=["GET"]),
            Rule("/pay/<session>", endpoint="show", methods=["GET"]),
            Rule("/pay/<session>", endpoint="act", methods=["POST"]),
            Rule("/style.css", endpoint="style", methods=["GET"]),
            Rule("/api/payments/<payee>/<code>", endpoint="query", methods=["GET"]),
            Rule("/api/refunds", endpoint="refund", methods=["POST"]),
            Rule("/api/settlements/<payee>/<int:start>-<int:end>.csv", endpoint="settlement", methods=["GET"]),
        ]
    )


def handover_query(secret: bytes, asked: dict) -> str:
    """The query of a hand-over link: what should be paid, signed by the merchant."""
    data = base64.urlsafe_b64encode(json.dumps(asked, ensure_ascii=False).encode()).decode().rstrip("=")
    return f"asked={data}&by={signing.sign(secret, data.encode()).replace(',', '.').replace('=', '-')}"


class Sandbox:
    """A WSGI application. `path` is its store, `notify_url` where notices go; `background=False` leaves sending to `courier.deliver()`."""

    def __init__(self, path: Path | str, secret: bytes, notify_url: str, carrier: Carrier, background: bool = True):
        self.secret = secret
        self._rules = _rules()
        self.store = Store(path)
        self.courier = Courier(self.store, secret, notify_url, carrier, background)
        env = Environment(
            loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        env.add_extension("jinja2.ext.i18n")
        env.install_gettext_callables(i18n.gettext, i18n.ngettext, newstyle=False)
        env.globals.update(_=i18n.gettext, language=i18n.language)
        self._env = env

    def __call__(self, environ, start_response):
        self.courier.wake()  # after a restart, what was still to be told
        with i18n.speaking(pagecache.reader_of(environ)[0]):
            return self._answer(Request(environ))(environ, start_response)

    def _answer(self, request: Request) -> Response:
        request.max_content_length = 64 * 1024
        try:
            endpoint, values = self._rules.bind_to_environ(request.environ).match()
            return getattr(self, f"_{endpoint}")(request, **values)
        except HTTPException as error:
            return error.get_response(request.environ)

    def _page(self, name: str, status: int = 200, back: str = "", **context) -> Response:
        text = self._env.get_template(f"payments/sandbox/{name}.html").render(**context)
        response = Response(text, status, mimetype="text/html")
        # A form that answers with a redirect to the merchant needs the merchant's address here, or browsers refuse to follow.
        origin = "/".join(back.split("/")[:3]) if back.startswith("http") else ""
        response.headers["Content-Security-Policy"] = CSP.format(back=f" {origin}" if origin else "")
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response

    # --- pages for payers -----------------------------------------------------------------------------------------------
    def _about(self, request: Request) -> Response:
        return self._page("about", root=request.script_root)

    def _style(self, _request: Request) -> Response:
        return Response((Path(__file__).parent / "style.css").read_text(), mimetype="text/css")

    def _handover(self, request: Request) -> Response:
        """A merchant's link: its signature is checked, then the payer has a session of their own."""
        session = self._opened(request.args)
        return redirect(f"{request.script_root}/pay/{session['id']}", 303)

    def _opened(self, query):
        data, by = query.get("asked", ""), query.get("by", "")
        try:
            signing.verify(self.secret, by.replace(".", ",").replace("-", "="), data.encode())
            return self.store.open(json.loads(base64.urlsafe_b64decode(data + "=" * (-len(data) % 4))))
        except (signing.BadSignature, binascii.Error, ValueError, KeyError) as error:
            raise BadRequest("This link was not made by the shop, or it is too old.") from error

    def _session(self, session_id: str):
        session = self.store.session(session_id)
        if session is None:
            raise NotFound
        return session

    def _show(self, request: Request, session: str) -> Response:
        row = self._session(session)
        amount = Money(row["amount"], row["currency"])
        short = Money(_short(row["amount"]), row["currency"])
        return self._page("show", back=row["back"], session=row, amount=amount, short=short, root=request.script_root)

    def _act(self, request: Request, session: str) -> Response:
        row, act = self._session(session), request.form.get("act", "")
        self._do(row, act)
        self.courier.wake()  # the notice leaves from its own thread: nobody waits for it
        return redirect(row["back"], 303)

    def _do(self, row, act: str) -> None:
        """What one button does."""
        if act == "pay":
            self.store.pay(row)
        elif act == "twice":
            self.store.pay(row)
            self.store.pay(row)
        elif act == "late":
            self.store.pay(row, delay=max(0.0, row["expires"] - clock.now().timestamp()) + AFTER_THE_DEADLINE)
        elif act == "silent":
            self.store.pay(row, tell=False)
        elif act == "short":
            self.store.pay(row, amount=_short(row["amount"]))
        elif act == "closed":
            self.store.pay(row)
            self.store.close(row)
        elif act == "decline":
            self.store.decline(row)
        else:
            raise BadRequest("Nothing of that name can be done here.")

    def play(self, url: str, act: str = "pay") -> None:
        """Follow a hand-over link and press a button, without a browser (the demo world). Notices wait for `courier.deliver()`."""
        query = dict(parse_qsl(urlsplit(url).query))
        self._do(self._opened(query), act)

    # --- for merchants --------------------------------------------------------------------------------------------------
    def _verified(self, request: Request, signed: bytes) -> None:
        try:
            signing.verify(self.secret, request.headers.get(signing.HEADER, ""), signed)
        except signing.BadSignature as bad:
            raise BadRequest(str(bad)) from None

    def _query(self, request: Request, payee: str, code: str) -> Response:
        self._verified(request, f"GET {payee}/{code}".encode())
        return _json(self.store.about(payee, code))

    def _refund(self, request: Request) -> Response:
        body = request.get_data()
        self._verified(request, body)
        try:
            asked = json.loads(body)
            done = self.store.refund(
                asked["payee"], request.headers["Idempotency-Key"], asked["capture"], int(asked["amount"]), asked["currency"]
            )
        except Declined as no:
            return _json({"error": str(no)}, 422)
        except (ValueError, KeyError, TypeError) as error:
            raise UnprocessableEntity("not a refund") from error
        self.courier.wake()
        return _json(done)

    def _settlement(self, request: Request, payee: str, start: int, end: int) -> Response:
        """What moved in a period, as a table: every provider has such a file. This one takes no fee."""
        self._verified(request, f"GET settlement {payee} {start} {end}".encode())
        out = io.StringIO(newline="")
        rows = csv.writer(out)
        rows.writerow(["type", "id", "merchant_reference", "gross", "fee", "net", "currency", "created_utc"])
        for kind, number, reference, amount, currency, at in self.store.movements(payee, start, end):
            plain = Money(amount, currency).plain()
            moment = datetime.fromtimestamp(at, UTC).isoformat(sep=" ", timespec="milliseconds")
            rows.writerow([kind, number, reference, plain, Money(0, currency).plain(), plain, currency, moment])
        return Response(out.getvalue(), mimetype="text/csv")


def _short(amount: int) -> int:
    """A wrong amount close to the right one."""
    return amount - 1 if amount > 1 else amount + 1


def _json(answer: dict, status: int = 200) -> Response:
    return Response(json.dumps(answer), status, mimetype="application/json")
