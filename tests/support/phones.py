"""Buyers over HTTP, without a browser: one connection, cookies, and what a thumb does at the checkout of one item."""

import base64
import http.client
import json
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode, urlsplit

from storefront import shipping
from tests.support.factories import FAMILIE, ZHOU


class Lost(Exception):
    """No answer: the server was not there, or went away before it answered."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    location: str
    text: str


@dataclass(frozen=True)
class Ware:
    """One thing on sale, with what the checkout's form says about it."""

    slug: str
    variant: str
    option: int
    total_minor: int
    pay: str
    name: str
    address: str
    country: str
    phone: str  # a format with one number: every buyer has another one

    @classmethod
    def of(cls, keeper, variant, pay: str, pieces: int = 1) -> "Ware":
        """`variant` of a keeper of the test world, bought by `pay`."""
        shop, buyer = keeper.fresh(), ZHOU if keeper.shop.country == "CN" else FAMILIE
        minor = variant.price_minor * pieces
        kind = "pickup" if pay == "pickup_cash" else None
        choices = shipping.quote(shop, buyer.country, buyer.region, minor)
        choice = next(one for one in choices if kind is None or one.kind == kind)
        phone = "+8613{:09d}" if buyer is ZHOU else "+4915{:09d}"
        total = minor + choice.fee_minor
        return cls(shop.slug, variant.code, choice.option_id, total, pay, buyer.name, buyer.address, buyer.country, phone)

    def form(self, number: int, key: str, pieces: int = 1) -> dict[str, str]:
        """The checkout's form as buyer `number` fills it in; `key` makes it happen once."""
        return {
            "shop": self.slug, "v": self.variant, "n": str(pieces), "agreed": str(self.total_minor), "once": key, "name": self.name,
            "tel": self.phone.format(number), "address": self.address, "country": self.country, "option": str(self.option), "pay": self.pay,
        }  # fmt: skip


class Phone:
    """Somebody with a browser: keeps its connection and its cookies. Follows nothing by itself."""

    def __init__(self, port: int, seconds: float = 20.0):
        self.port, self.seconds = port, seconds
        self.cookies: dict[str, str] = {}
        self._connection: http.client.HTTPConnection | None = None

    def get(self, path: str) -> Answer:
        """Raises Lost."""
        return self._ask("GET", path, None)

    def post(self, path: str, form: dict[str, str] | bytes, **headers: str) -> Answer:
        """Raises Lost."""
        return self._ask("POST", path, urlencode(form).encode() if isinstance(form, dict) else form, **headers)

    def _ask(self, method: str, path: str, body: bytes | None, **headers: str) -> Answer:
        home = f"http://localhost:{self.port}"
        sent = {"Origin": home, "Host": f"localhost:{self.port}", "Accept-Language": "en"}
        if body is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            if self._connection is None:
                self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.seconds)
            self._connection.request(method, path, body, sent | headers)
            answer = self._connection.getresponse()
            text = answer.read().decode(errors="replace")
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise Lost(repr(error)) from None
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _equals, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Answer(answer.status, answer.headers.get("Location", "").removeprefix(home), text)

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def forget(self) -> None:
        """Somebody else takes it: no cookies."""
        self.cookies.clear()

    def pay_in_sandbox(self, handover: str, act: str = "pay") -> Answer:
        """Follow the link to the gateway and press one of its buttons. Raises Lost; pressing may have worked."""
        page = self.get(handover).location
        return self.post(page, {"act": act})


def code_of(handover: str) -> str:
    """The payment's code in the address that a checkout leads to: of our own page, or of the sandbox's."""
    parts = urlsplit(handover)
    if parts.path.startswith("/pay/"):
        return parts.path.removeprefix("/pay/")
    asked = parse_qs(parts.query)["asked"][0]
    return json.loads(base64.urlsafe_b64decode(asked + "=" * (-len(asked) % 4)))["code"]
