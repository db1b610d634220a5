"""Personal data at rest: encrypted columns, and blind indexes to find a person by.

AES-256-GCM with the id of the key in front, so that keys rotate: the newest key writes, every listed key reads. A blind
index is a keyed hash of the normalised value; equal values are equal, and nothing else can be read from it. Its key is
the oldest one, so that rotation does not lose people.
"""

import hmac
import os
from base64 import b64decode, b64encode

import peewee
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_ciphers: dict[str, AESGCM] = {}
_newest = ""
_index: hmac.HMAC | None = None  # keyed once: making it ready takes several times as long as what it does


def configure(keys: tuple[tuple[str, bytes], ...]) -> None:
    """Take the installation's keys, newest first."""
    global _newest, _index
    _ciphers.clear()
    for name, secret in keys:
        _ciphers[name] = AESGCM(hmac.digest(secret, b"microstore personal data", "sha256"))
    _newest = keys[0][0]
    _index = hmac.new(hmac.digest(keys[-1][1], b"microstore blind index", "sha256"), digestmod="sha256")


def seal(text: str) -> str:
    """Encrypt text for a column."""
    nonce = os.urandom(12)
    return f"{_newest}:{b64encode(nonce + _ciphers[_newest].encrypt(nonce, text.encode(), None)).decode()}"


def unseal(stored: str) -> str:
    """Decrypt a column. Raises KeyError if its key is gone, ValueError if it was altered."""
    name, _, blob = stored.partition(":")
    raw = b64decode(blob)
    try:
        return _ciphers[name].decrypt(raw[:12], raw[12:], None).decode()
    except InvalidTag:
        raise ValueError("encrypted column does not verify") from None


_MARK = b"MSP1"  # a sealed file: this, the length and the id of its key, the nonce, and what was encrypted


def seal_bytes(data: bytes, about: str) -> bytes:
    """Encrypt a file with the newest key. `about` is what it is (its name): under another name it does not open."""
    nonce, name = os.urandom(12), _newest.encode()
    return _MARK + bytes([len(name)]) + name + nonce + _ciphers[_newest].encrypt(nonce, data, about.encode())


def unseal_bytes(sealed: bytes, about: str) -> bytes:
    """Decrypt a file. Raises KeyError if its key is gone, ValueError if it was altered or is the file of something else."""
    name, end = key_of(sealed), 5 + sealed[4]
    try:
        return _ciphers[name].decrypt(sealed[end : end + 12], sealed[end + 12 :], about.encode())
    except InvalidTag:
        raise ValueError("encrypted file does not verify") from None


def key_of(sealed: bytes) -> str:
    """The id of the key that a file was encrypted with. Raises ValueError for what is no such file."""
    if sealed[:4] != _MARK or len(sealed) < 33 or len(sealed) < 33 + sealed[4]:
        raise ValueError("not an encrypted file")
    return sealed[5 : 5 + sealed[4]].decode()


def newest_key() -> str:
    """The id of the key that writes now."""
    return _newest


def blind(kind: str, value: str | None) -> str | None:
    """A blind index of a normalised value, per kind ("phone", "email"): 32 hex characters, or None for nothing."""
    if not value:
        return None
    keyed = _index.copy()
    keyed.update(f"{kind}\0{value}".encode())
    return keyed.digest()[:16].hex()


class SealedField(peewee.TextField):
    """A text column that is encrypted at rest. Cannot be searched: keep a blind index beside it where needed."""

    def db_value(self, value):
        return None if value is None else seal(str(value))

    def python_value(self, value):
        return None if value is None else unseal(value)
