"""Colour: OKLCH in and out of sRGB, the limits of a screen, contrast, and the hue of a photo.

The looks of a shop are OKLCH values at fixed lightness (lightness 0 to 1, chroma 0 to about 0.32, hue in degrees). Browsers
convert them by themselves; pictures that the server draws need plain sRGB, and so does every check of contrast.
"""

import io
import math
from functools import lru_cache
from typing import NamedTuple

RGB = tuple[int, int, int]

FILL, BRIGHT_FILL = 0.47, 0.80  # lightness of a deep and of a bright glaze; the stylesheet's --fl
_CLOSE = 1e-4  # how far outside 0 to 1 a channel may fall and still count as on the screen


class Glaze(NamedTuple):
    """The colour of a shop as it keeps it: hue in degrees, chroma in thousandths, deep or bright, tinted neutrals or grey."""

    hue: int
    chroma: int
    bright: bool
    tint: bool


def _linear(l: float, c: float, h: float) -> tuple[float, float, float]:
    a, b = c * math.cos(math.radians(h)), c * math.sin(math.radians(h))
    long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (l - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _fits(l: float, c: float, h: float) -> bool:
    return all(-_CLOSE <= channel <= 1 + _CLOSE for channel in _linear(l, c, h))


@lru_cache(2048)
def max_chroma(l: float, h: float) -> float:
    """The chroma up to which sRGB shows every colour of lightness `l` (0 to 1) and hue `h` (degrees); 0 for black and white."""
    if not 0 < l < 1:
        return 0.0
    low, high = 0.0, 0.4
    for _ in range(20):
        middle = (low + high) / 2
        low, high = (middle, high) if _fits(l, middle, h) else (low, middle)
    return low


@lru_cache(2048)
def oklch_to_srgb(l: float, c: float, h: float) -> RGB:
    """Three bytes 0 to 255. Lightness and hue are kept and chroma is lowered where the screen cannot show the colour."""
    l = min(1.0, max(0.0, l))
    c = max(0.0, c)
    if not _fits(l, c, h):
        c = min(c, max_chroma(l, h))
    return tuple(round(255 * _encode(min(1.0, max(0.0, channel)))) for channel in _linear(l, c, h))


def srgb_to_oklch(rgb: RGB) -> tuple[float, float, float]:
    """(lightness, chroma, hue in degrees) of three bytes; the hue of a grey means nothing."""
    r, g, b = (_decode(channel / 255) for channel in rgb)
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    medium = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    bb = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    l = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    return l, math.hypot(a, bb), math.degrees(math.atan2(bb, a)) % 360


def _encode(value: float) -> float:
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def _decode(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def luminance(rgb: RGB) -> float:
    """Relative luminance as WCAG 2 defines it: 0 black, 1 white."""
    r, g, b = (_decode(channel / 255) for channel in rgb)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: RGB, other: RGB) -> float:
    """The WCAG 2 contrast ratio of two colours, 1 to 21; the order does not matter."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mix(one: RGB, other: RGB, share: float) -> RGB:
    """`one` with a share (0 to 1) of `other` laid over it."""
    return tuple(round(a + (b - a) * share) for a, b in zip(one, other, strict=True))


def hexa(rgb: RGB) -> str:
    """#rrggbb."""
    return "#{:02x}{:02x}{:02x}".format(*rgb)


def hue_of(image: bytes) -> Glaze:
    """The glaze that suits a photo ("take it from my photo"): its strongest hue, with chroma that the screen can show.

    Pale and dark places count little, the middle of the picture more than its edges. A photo without colour gives grey. Raises
    whatever Pillow raises for bytes that are no picture.
    """
    weights, chromas, lights = [0.0] * 72, [0.0] * 72, [0.0] * 72
    total = 0.0
    for rgb, near in _samples(image):
        l, c, h = srgb_to_oklch(rgb)
        weight = near * min(c, 0.2) if c > 0.025 and 0.15 < l < 0.96 else 0.0
        total += near
        bin_ = int(h / 5) % 72
        weights[bin_] += weight
        chromas[bin_] += weight * c
        lights[bin_] += weight * l
    # a window of 45 degrees: the hue of one glaze in light and shade
    score, best = max((sum(weights[(i + d) % 72] for d in range(-4, 5)), i) for i in range(72))
    if score < 0.006 * total:
        return Glaze(0, 0, False, False)
    around = [(d, weights[(best + d) % 72], (best + d) % 72) for d in range(-4, 5)]
    hue = round(best * 5 + 2.5 + sum(5 * d * w for d, w, _ in around) / score) % 360
    lightness = sum(lights[i] for _, _, i in around) / score
    chroma = sum(chromas[i] for _, _, i in around) / score
    bright = 40 <= hue <= 115 and lightness > 0.66  # deep yellow is mud: sunny things get the bright pair
    limit = max_chroma(BRIGHT_FILL if bright else FILL, hue)
    return Glaze(hue, int(1000 * min(max(chroma * 1.25, 0.075), 0.17, limit)), bright, True)


def _samples(image: bytes):
    """Colours of a small copy of the picture, each with its weight: 1 in the middle, a third at the rim."""
    from PIL import Image

    with Image.open(io.BytesIO(image), formats=("JPEG", "PNG", "WEBP", "AVIF")) as opened:
        opened.draft("RGB", (256, 256))
        opened.thumbnail((64, 64))
        small = opened.convert("RGB")
    width, height = small.size
    data = small.tobytes()
    for i in range(width * height):
        y, x = divmod(i, width)
        off = math.hypot(x / width - 0.5, y / height - 0.5) / 0.7071
        yield (data[3 * i], data[3 * i + 1], data[3 * i + 2]), 1 - 0.67 * min(1.0, off)
