"""The adapter to the sandbox: links signed by us, notices signed by it, questions and refunds over HTTP."""

import json
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlsplit

from storefront.kit.i18n import lazy_gettext as _l
from storefront.payments.carrier import LARGEST_ANSWER, Carrier, Unreachable
from storefront.payments.providers import Answer, BadNotice, Captured, Handover, ProviderDown, ProviderRefused, Told
from storefront.payments.sandbox import signing
from storefront.payments.sandbox.app import handover_query

_KINDS = {
    "payment.captured": "paid",
    "payment.declined": "declined",
    "refund.succeeded": "refunded",
    "refund.failed": "refund_failed",
}


class SandboxGateway:
    """`api_url` is where this server reaches it, `pages_url` where buyers do: a path where it is part of this site."""

    key = "sandbox"
    name = _l("Test payment")
    text = _l("No real money moves")
    icon = "credit-card"
    mode = "protected"

    def __init__(self, secret: bytes, api_url: str, pages_url: str, carrier: Carrier, payee: str = "microstore"):
        self.secret, self.api_url, self.pages_url, self.carrier, self.payee = secret, api_url, pages_url, carrier, payee
        parts = urlsplit(pages_url)
        self.origin = f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""

    def start(self, payment, return_url: str) -> Handover:
        """A link signed by us: the sandbox need not be asked before the buyer gets there."""
        if not self.origin:  # part of this site, which has many names: localhost here, an address for the phone beside it
            return_url = urlsplit(return_url).path
        asked = {
            "code": payment.code,
            "payee": self.payee,
            "amount": payment.amount_minor,
            "currency": payment.currency,
            "label": payment.label,
            "back": return_url,
            "expires": payment.expires_at.timestamp() if payment.expires_at else 0.0,
        }
        return Handover("redirect", f"{self.pages_url}/pay?{handover_query(self.secret, asked)}")

    def refund(self, refund) -> str:
        """Ask for one refund; the key of the attempt makes a repetition harmless."""
        asked = {
            "payee": self.payee,
            "capture": refund.capture.provider_reference,
            "amount": refund.amount_minor,
            "currency": refund.currency,
        }
        body = json.dumps(asked).encode()
        # The key carries the row's id too: two installations that share a sandbox never share a key.
        headers = {"Content-Type": "application/json", "Idempotency-Key": f"{refund.id}:{refund.sending_key}"}
        answer = self._call("POST", "/api/refunds", body, headers, body)
        return "done" if answer.get("state") == "done" else "pending"

    def query(self, payment) -> Answer:
        """What arrived for this payment."""
        signed = f"GET {self.payee}/{payment.code}".encode()
        answer = self._call("GET", f"/api/payments/{self.payee}/{payment.code}", b"", {}, signed)
        try:
            return Answer(tuple(_captured(one) for one in answer["captures"]), bool(answer["declined"]))
        except (KeyError, TypeError, ValueError):
            raise ProviderDown("an answer that makes no sense") from None

    def settlement(self, start: datetime, end: datetime) -> bytes:
        """Its table of everything that moved in [start, end), as CSV. Raises ProviderDown."""
        first, last = int(start.timestamp()), int(end.timestamp())
        headers = {signing.HEADER: signing.sign(self.secret, f"GET settlement {self.payee} {first} {last}".encode())}
        try:
            path = f"/api/settlements/{self.payee}/{first}-{last}.csv"
            status, table = self.carrier.send("GET", self.api_url + path, headers, b"")
        except Unreachable as error:
            raise ProviderDown(str(error)) from None
        if status != 200:
            raise ProviderDown(f"status {status}")
        if len(table) >= LARGEST_ANSWER:  # the rest was cut off
            raise ProviderDown("more than one answer holds")
        return table

    def _call(self, method: str, path: str, body: bytes, headers: dict, signed: bytes) -> dict:
        headers = {**headers, signing.HEADER: signing.sign(self.secret, signed)}
        try:
            status, text = self.carrier.send(method, self.api_url + path, headers, body)
            answer = json.loads(text) if status in (200, 422) else {}
        except (Unreachable, ValueError) as error:
            raise ProviderDown(str(error)) from None
        if status == 422:
            raise ProviderRefused(str(answer.get("error", "refused"))[:300])
        if status != 200:
            raise ProviderDown(f"status {status}")
        return answer

    def read_notice(self, headers: Mapping[str, str], body: bytes) -> Told:
        """Signature first, then what it says."""
        try:
            signing.verify(self.secret, headers.get(signing.HEADER, ""), body)
        except signing.BadSignature as bad:
            raise BadNotice(str(bad)) from None
        try:
            told = json.loads(body)
            kind = _KINDS[told["type"]]
            event = told["id"]
            if not (isinstance(event, str) and 0 < len(event) <= 100):
                raise ValueError("id")
            return Told(
                event_id=event,
                kind=kind,
                code=str(told.get("payment", ""))[:40],
                captured=_captured(told) if kind == "paid" else None,
                refund_key=str(told.get("key", "")).partition(":")[2],
                problem=str(told.get("problem", ""))[:300],
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadNotice(f"signed, but it makes no sense: {type(error).__name__}") from None


def _captured(told: dict) -> Captured:
    return Captured(told["capture"], told["amount"], told["currency"], told["payee"])
