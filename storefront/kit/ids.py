"""Names for things outside: public codes, secrets, and signed tokens that serve one purpose."""

import hashlib
import hmac
import secrets
import time as _time
from base64 import urlsafe_b64decode, urlsafe_b64encode

from storefront.kit import clock

# No 0/O, 1/I/L, U/V: people read these codes over the phone and type them from paper.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ"

_key: bytes | None = None


def configure(secret: bytes) -> None:
    """Set the key that signs tokens. Called once by `create_app`."""
    global _key
    _key = _signing(secret)


def _signing(secret: bytes) -> bytes:
    return hmac.digest(secret, b"microstore signed tokens", "sha256")


def code(length: int = 6) -> str:
    """A random public code of `length` characters without look-alikes (about 4.86 bits each)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def digits(length: int = 6) -> str:
    """A random code of decimal digits, leading zeros kept."""
    return "".join(secrets.choice("0123456789") for _ in range(length))


def number(text: str | None, most: int = 2**31 - 1) -> int | None:
    """A whole number in an address or a hidden field: plain digits, no more than a column holds. None for anything else."""
    if not text or len(text) > 19 or not (text.isascii() and text.isdigit()):
        return None
    return int(text) if int(text) <= most else None


def secret() -> str:
    """128 bits as 22 URL-safe characters: the key of an order link or a session."""
    return secrets.token_urlsafe(16)


def digest(token: str) -> str:
    """What is stored in place of a secret: its SHA-256 in hex (64 characters)."""
    return hashlib.sha256(token.encode()).hexdigest()


def _mac(purpose: str, payload: str) -> str:
    if _key is None:
        raise RuntimeError("ids.configure() has not been called")
    return (
        urlsafe_b64encode(hmac.digest(_key, f"{purpose}\0{payload}".encode(errors="replace"), "sha256")[:16])
        .rstrip(b"=")
        .decode()
    )


def sign(purpose: str, value: str, seconds: int | None = None) -> str:
    """A token that carries `value`, is good for one `purpose` only, and ends after `seconds` where given."""
    expires = str(int(clock.now().timestamp()) + seconds) if seconds else "0"
    payload = urlsafe_b64encode(f"{expires}\0{value}".encode()).rstrip(b"=").decode()
    return f"{payload}.{_mac(purpose, payload)}"


def unsign(purpose: str, token: str) -> str | None:
    """The value of a token made by `sign` for the same purpose, or None if it was altered, is old, or is for something else."""
    payload, _, mac = token.partition(".")
    if not mac or not hmac.compare_digest(mac.encode(errors="replace"), _mac(purpose, payload).encode()):
        return None
    try:
        expires, _, value = urlsafe_b64decode(payload + "=" * (-len(payload) % 4)).decode().partition("\0")
    except (ValueError, UnicodeDecodeError):
        return None
    if expires != "0" and int(expires) < clock.now().timestamp():
        return None
    return value


def key_for(purpose: str, secret: bytes | None = None) -> bytes:
    """32 bytes of key for one purpose, derived from the installation's secret, or from an older one."""
    if _key is None:
        raise RuntimeError("ids.configure() has not been called")
    return hmac.digest(_signing(secret) if secret else _key, b"derived\0" + purpose.encode(), "sha256")


def monotonic() -> float:
    """Seconds of a clock that never jumps, for measuring durations only."""
    return _time.monotonic()
