"""From SVG to pixels: resvg draws what is sharp, Pillow enlarges what is soft."""

from __future__ import annotations

import base64
import io
import math
import re

import resvg_py
from PIL import Image

_SOFT = re.compile(
    r'<image class="(?:ground|soft)" x="([^"]*)" y="([^"]*)" width="([^"]*)" height="([^"]*)"'
    r' preserveAspectRatio="none" href="data:image/(?:png|jpeg);base64,([^"]*)"/>'
)
_BOX = re.compile(r'viewBox="0 0 (\d+) (\d+)"')


def picture(svg: str, width: int) -> Image.Image:
    """The drawing as RGB pixels, `width` across.

    resvg would enlarge the soft pictures below too, but takes a second for it; Pillow takes
    20 ms.
    """
    box = _BOX.search(svg)
    if box is None:
        raise ValueError("not one of our drawings: no viewBox")
    scale = width / int(box[1])
    below = Image.new("RGB", (width, round(scale * int(box[2]))))
    for found in _SOFT.finditer(svg):
        x, y, wide, high = (float(value) * scale for value in found.groups()[:4])
        _lay(below, Image.open(io.BytesIO(base64.b64decode(found[5]))), x, y, wide, high)
    drawn = sharp_pixels(_SOFT.sub("", svg), width)
    if drawn.size != below.size:
        drawn = drawn.resize(below.size)
    below.paste(drawn, (0, 0), drawn)
    return below


def _lay(below: Image.Image, image: Image.Image, x: float, y: float, wide: float, high: float) -> None:
    """Paste a picture, enlarged to wide x high, with its top left corner at (x, y)."""
    left, top = math.floor(x), math.floor(y)
    right, bottom = math.ceil(x + wide), math.ceil(y + high)
    left, top = max(0, left), max(0, top)
    right, bottom = min(below.width, right), min(below.height, bottom)
    if right <= left or bottom <= top:
        return
    across, down = image.width / wide, image.height / high
    box = (
        max(0.0, (left - x) * across),
        max(0.0, (top - y) * down),
        min(float(image.width), (right - x) * across),
        min(float(image.height), (bottom - y) * down),
    )
    part = image.resize((right - left, bottom - top), Image.Resampling.BICUBIC, box=box)
    below.paste(part.convert("RGB"), (left, top), part.getchannel("A") if part.mode == "RGBA" else None)


def sharp_pixels(svg: str, width: int) -> Image.Image:
    """What resvg makes of it: RGBA pixels. No text is drawn anywhere, so no fonts are read."""
    made = resvg_py.svg_to_bytes(svg_string=svg, width=width, skip_system_fonts=True)
    return Image.open(io.BytesIO(bytes(made))).convert("RGBA")


def render(svg: str, width: int = 1080) -> bytes:
    """The drawing as a PNG file, `width` pixels across."""
    store = io.BytesIO()
    picture(svg, width).save(store, "PNG", compress_level=2)
    return store.getvalue()


def jpeg(svg: str, width: int = 1080, quality: int = 88) -> bytes:
    """The drawing as a JPEG file, `width` pixels across."""
    store = io.BytesIO()
    picture(svg, width).save(store, "JPEG", quality=quality, subsampling=0, optimize=False)
    return store.getvalue()
