"""Signatures between the sandbox and its merchants: HMAC-SHA256 over the time and the raw bytes, checked in constant time."""

import hashlib
import hmac

from storefront.kit import clock

HEADER = "Sandbox-Signature"
TOLERANCE_SECONDS = 300


class BadSignature(Exception):
    """Missing, wrong or too old; the text says which."""


def _mac(secret: bytes, moment: str, body: bytes) -> str:
    return hmac.new(secret, moment.encode() + b"." + body, hashlib.sha256).hexdigest()


def sign(secret: bytes, body: bytes) -> str:
    """The value of the header for `body`: "t=1764000000,v1=5f2c…"."""
    moment = str(int(clock.now().timestamp()))
    return f"t={moment},v1={_mac(secret, moment, body)}"


def verify(secret: bytes, header: str, body: bytes) -> None:
    """Raise BadSignature unless `header` signs exactly these bytes and is at most five minutes old, or ahead."""
    parts = [part.partition("=") for part in (header or "").split(",")]
    moments = [value for name, _equals, value in parts if name.strip() == "t"]
    given = [value.strip() for name, _equals, value in parts if name.strip() == "v1"]
    if len(moments) != 1 or not given:
        raise BadSignature("no signature")
    moment = moments[0].strip()
    if not (moment.isascii() and moment.isdigit() and len(moment) <= 12):
        raise BadSignature("no time")
    right = _mac(secret, moment, body).encode()
    if sum(hmac.compare_digest(right, one.encode()) for one in given) == 0:  # all are compared, whichever fits
        raise BadSignature("wrong signature")
    if abs(clock.now().timestamp() - int(moment)) > TOLERANCE_SECONDS:
        raise BadSignature("too old")
