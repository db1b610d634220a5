"""EMVCo merchant-presented QR codes: tag, length and value, closed by a checksum.

A code is a row of objects: two digits of tag, two digits of length, then the value. Lengths count characters while the
checksum runs over UTF-8 bytes; the specification's own sample, which carries Chinese, needs both. Templates (tags 26 to 51,
62, 64 …) hold a row of their own as value. Tag 63 comes last: CRC-16/CCITT-FALSE over everything before its own four digits.
"""

import re
from binascii import crc_hqx
from collections.abc import Iterable

from storefront.kit.i18n import gettext as _
from storefront.payments.rails.contract import RailError

Objects = list[tuple[str, str]]

_HEAD = re.compile(r"[0-9]{4}", re.ASCII)
_TAG = re.compile(r"[0-9]{2}", re.ASCII)
_LONGEST_VALUE = 99
_CRC_HEAD = "6304"
_CUT = re.compile(r"[0-9]{1,3}", re.ASCII)


class BadCode(RailError):
    """The text is not an EMVCo code, or cannot be made into one."""


def _not_one() -> str:
    return _("This is not a payment code. Copy the whole text that your bank app shows.")


def _cut_off() -> str:
    return _("The payment code is cut off. Copy the whole text that your bank app shows.")


def write(objects: Iterable[tuple[str, str]]) -> str:
    """A row of (tag, value) as text. Raises BadCode for a tag that is not two digits or a value over 99 characters."""
    parts = []
    for tag, value in objects:
        if not _TAG.fullmatch(tag):
            raise BadCode(_("This payment code has a part we cannot write."))
        if len(value) > _LONGEST_VALUE:
            raise BadCode(_("One of the values is too long for a payment code."))
        parts.append(f"{tag}{len(value):02d}{value}")
    return "".join(parts)


def parse(text: str) -> Objects:
    """Text as a row of (tag, value), in order. Raises BadCode when a length does not add up or a tag comes twice."""
    objects: Objects = []
    place = 0
    while place < len(text):
        head = _HEAD.match(text, place)
        if not head:
            raise BadCode(_not_one() if not _CUT.fullmatch(text, place) else _cut_off())
        tag, length = head[0][:2], int(head[0][2:])
        value = text[place + 4 : place + 4 + length]
        if len(value) < length:
            raise BadCode(_cut_off())
        objects.append((tag, value))
        place += 4 + length
    if len({tag for tag, _value in objects}) < len(objects):
        raise BadCode(_not_one())
    return objects


def checksum(text: str) -> str:
    """CRC-16/CCITT-FALSE of the text's UTF-8 bytes, four capital hexadecimal digits: "123456789" gives 29B1."""
    try:
        return f"{crc_hqx(text.encode(), 0xFFFF):04X}"
    except UnicodeEncodeError:
        raise BadCode(_("This payment code has characters that cannot be written.")) from None


def seal(objects: Iterable[tuple[str, str]]) -> str:
    """A complete code: the objects (without tag 63) and their checksum."""
    body = write(objects) + _CRC_HEAD
    return body + checksum(body)


def unseal(text: str) -> Objects:
    """The objects of a complete code, without tag 63. Raises BadCode when it is not one or its checksum is wrong."""
    if not text.startswith("0002"):
        raise BadCode(_not_one())
    objects = parse(text)
    tag, value = objects[-1]
    if tag != "63" or len(value) != 4:
        raise BadCode(_cut_off())
    if value.upper() != checksum(text[:-4]):
        raise BadCode(_("A character of the payment code is wrong or missing. Copy it again from your bank app."))
    return objects[:-1]


def value_of(objects: Objects, tag: str) -> str | None:
    """The value of a tag, or None."""
    return next((value for found, value in objects if found == tag), None)


def replaced(objects: Objects, tag: str, value: str | None) -> Objects:
    """The objects with one tag set (in tag order where it is new) or, with None, left out."""
    rest = [pair for pair in objects if pair[0] != tag]
    if value is None:
        return rest
    if len(rest) < len(objects):
        return [(found, value if found == tag else old) for found, old in objects]
    place = next((i for i, (found, _old) in enumerate(rest) if found > tag), len(rest))
    return rest[:place] + [(tag, value)] + rest[place:]
