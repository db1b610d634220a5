"""What a file really is, from its bytes alone: never from its name or from the type a browser claims.

`examine()` reads the header of the four formats that we accept, and their size, without decoding anything, so that a bomb is
refused before it unfolds. Everything else gets a sentence of its own. A picture that is also something else (a web page, a
program, an archive) is refused too, although nothing of it but its pixels would survive.
"""

import re
import struct

from storefront.kit.errors import Refused
from storefront.kit.i18n import gettext as _

MOST_PIXELS = 40_000_000
MOST_OF_TALL = 12_000_000  # of one that is more than twice as high as wide: that is kept in nearly all its height
LONGEST_RATIO = 10  # a strip longer than this cannot be shown and breaks the size limits of the formats
LEAST_SIDE = 16

_MARKUP = re.compile(rb"<(?:script|svg|html|body|iframe|object|embed|!doctype|!entity|\?php)[\s>/]", re.I)
_TEXT_START = re.compile(rb"\s*<(?:\?xml|!doctype|!--|svg|html|head|body|script|\w+[\s>])", re.I)
_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # the JPEG segments that carry the size
_STANDALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_AVIF_BRANDS = (b"avif", b"avis")
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")


class NotAPicture(Refused):
    """The upload cannot be taken; the sentence says what it is and what to send instead."""

    def __init__(self, sentence: str):
        super().__init__(sentence, field="photo")


def examine(data: bytes) -> tuple[str, int, int]:
    """(format as Pillow calls it, width, height) of an upload, or NotAPicture with a sentence. Nothing is decoded."""
    if not data:
        raise NotAPicture(_("This file is empty. Choose the picture again."))
    fmt = _format(data)
    try:
        width, height = _SIZES[fmt](data)
    except (struct.error, IndexError):
        raise NotAPicture(incomplete()) from None
    _check_size(width, height, _most_pixels(data, fmt))
    _check_single(data, fmt)
    return fmt, width, height


def incomplete() -> str:
    """The sentence for a file that ends too early or is damaged."""
    return _("This picture is damaged or did not arrive completely. Send it again.")


def _format(data: bytes) -> str:
    head = data[:512]
    if head.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    if head[4:8] == b"ftyp":
        return _iso_format(head)
    raise NotAPicture(_what_else(head))


def _iso_format(head: bytes) -> str:
    size = struct.unpack(">I", head[:4])[0]
    brands = [head[8:12], *(head[i : i + 4] for i in range(16, min(size, len(head)) - 3, 4))]
    if any(brand in _AVIF_BRANDS for brand in brands):
        return "AVIF"
    if any(brand in _HEIC_BRANDS for brand in brands):
        raise NotAPicture(
            _(
                "This is a HEIC photo, which browsers cannot show. Send it as JPEG: on an iPhone under Settings, Camera, Formats, Most Compatible."
            )
        )
    raise NotAPicture(_("This is a video. Choose a picture instead."))


def _what_else(head: bytes) -> str:
    if head.startswith((b"GIF87a", b"GIF89a")):
        return _("GIF pictures are not accepted. Send a photo as JPEG, PNG, WebP or AVIF.")
    start = head.removeprefix(b"\xef\xbb\xbf")
    if re.match(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype svg[^>]*>\s*)?<svg[\s>/]", start, re.I | re.S):
        return _("SVG drawings can carry programs, so they are not accepted. Send it as PNG or JPEG.")
    if _TEXT_START.match(start):
        return _("This is a web page, not a picture. Choose a photo as JPEG, PNG, WebP or AVIF.")
    if head.startswith(b"%PDF"):
        return _("This is a PDF document. Take a photo or a screenshot of it and send that.")
    if head.startswith((b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        return _("This is an archive. Unpack it and choose the pictures inside.")
    return _("This is not a picture we can read. Send a photo as JPEG, PNG, WebP or AVIF.")


# --- sizes, read from the headers ---------------------------------------------------------------------------------------


def _png_size(data: bytes) -> tuple[int, int]:
    if data[12:16] != b"IHDR":
        raise IndexError
    return struct.unpack(">II", data[16:24])


def _jpeg_size(data: bytes) -> tuple[int, int]:
    at = _jpeg_frame(data)
    height, width = struct.unpack(">HH", data[at + 5 : at + 9])
    return width, height


def _jpeg_frame(data: bytes) -> int:
    """Where the segment begins that says how the picture is made."""
    at = 2
    while True:
        if data[at] != 0xFF:
            raise IndexError
        marker = data[at + 1]
        if marker == 0xFF:  # a fill byte
            at += 1
            continue
        if marker in _STANDALONE:
            at += 2
            continue
        if marker in (0xD9, 0xDA):  # the picture begins or ends before its size was said
            raise IndexError
        length = struct.unpack(">H", data[at + 2 : at + 4])[0]
        if marker in _FRAME:
            return at
        at += 2 + length


def _webp_size(data: bytes) -> tuple[int, int]:
    kind, body = data[12:16], data[20:30]
    if kind == b"VP8X":
        return 1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little")
    if kind == b"VP8L":
        bits = struct.unpack("<I", body[1:5])[0]
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 ":
        width, height = struct.unpack("<HH", body[6:10])
        return width & 0x3FFF, height & 0x3FFF
    raise IndexError


def _avif_size(data: bytes) -> tuple[int, int]:
    """The largest `ispe` property: a picture in tiles names the tiles first."""
    found, at = [], data.find(b"ispe", 0, 65536)
    while at >= 0:
        found.append(struct.unpack(">II", data[at + 8 : at + 16]))
        at = data.find(b"ispe", at + 4, 65536)
    if not found:
        raise IndexError
    return max(width for width, _height in found), max(height for _width, height in found)


_SIZES = {"PNG": _png_size, "JPEG": _jpeg_size, "WEBP": _webp_size, "AVIF": _avif_size}


def _most_pixels(data: bytes, fmt: str) -> int:
    """How many may be opened in 200 MB. Decoders keep more of some pictures than of others: both halves of a frame, every pass of a
    progressive one, a second copy where something is transparent."""
    try:
        return _MOST_PIXELS[fmt](data)
    except IndexError:
        raise NotAPicture(incomplete()) from None


def _jpeg_pixels(data: bytes) -> int:
    at = _jpeg_frame(data)
    if data[at + 1] in _ONE_PASS:
        return MOST_PIXELS
    sampled = [(each >> 4) * (each & 15) for each in data[at + 11 : at + 11 + 3 * data[at + 9] : 3]]
    kept = 2 * sum(sampled) / max([1, *sampled])  # bytes of each pixel until the last pass
    return min(MOST_PIXELS, int(_ROOM / (kept + 1.6)))


def _png_pixels(data: bytes) -> int:
    colour = data[25]
    see_through = colour == 3 and b"tRNS" in data[: data.find(b"IDAT")]
    return 17_000_000 if see_through else {0: MOST_PIXELS, 3: 30_000_000, 4: 13_000_000, 6: 20_000_000}.get(colour, 36_000_000)


def _webp_pixels(data: bytes) -> int:
    photo = data[12:16] == b"VP8 " or (data[12:16] == b"VP8X" and not data[20] & 0b10010)  # nothing transparent, nothing moves
    return 12_400_000 if photo else 10_500_000


def _avif_pixels(data: bytes) -> int:
    return 11_000_000 if b"auxiliary:alpha" in data[:65536] else 21_000_000


_ONE_PASS = (0xC0, 0xC1)
_ROOM = 190_000_000  # bytes
_MOST_PIXELS = {"JPEG": _jpeg_pixels, "PNG": _png_pixels, "WEBP": _webp_pixels, "AVIF": _avif_pixels}


def too_many(most: int) -> str:
    """The sentence for more pixels than may be opened."""
    most //= 1_000_000
    return _("This picture has more than %(most)s million pixels. Make it smaller and send it again.", most=most)


def _check_size(width: int, height: int, most: int) -> None:
    if width * height > most:
        raise NotAPicture(too_many(most))
    if min(width, height) < LEAST_SIDE:
        raise NotAPicture(_("This picture is too small to show anything. Choose a larger one."))
    if max(width, height) > LONGEST_RATIO * min(width, height):
        raise NotAPicture(_("This picture is too long and thin to be shown. Cut it and send it again."))


# --- two things at once -------------------------------------------------------------------------------------------------


def _check_single(data: bytes, fmt: str) -> None:
    if _is_two_things(data, fmt):
        raise NotAPicture(
            _("Something else is hidden in this picture, so it is not accepted. Take a screenshot of it and send that.")
        )


def _is_two_things(data: bytes, fmt: str) -> bool:
    if _MARKUP.search(data):  # six bytes or more: pixels do not spell them by chance
        return True
    if b"%PDF-" in data[:1024]:  # readers of PDF look that far
        return True
    if fmt == "JPEG" and data[3:6] == b"\xe0/*":  # a first segment whose length opens a JavaScript comment
        return True
    return data.rfind(b"PK\x05\x06", -66000) >= 0  # the directory at the end of a ZIP, JAR or APK
