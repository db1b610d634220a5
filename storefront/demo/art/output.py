"""From SVG to pixels: resvg draws what is sharp, Pillow enlarges what is soft."""

from __future__ import annotations

import base64
import io
import re

import resvg_py
from PIL import Image

_GROUND = re.compile(r'<image id="ground"[^>]*href="data:image/png;base64,([^"]*)"/>')
_BOX = re.compile(r'viewBox="0 0 (\d+) (\d+)"')


def picture(svg: str, width: int) -> Image.Image:
    """The drawing as RGB pixels, `width` across.

    resvg would enlarge the ground too, but takes a second for it; Pillow takes 20 ms.
    """
    box = _BOX.search(svg)
    if box is None:
        raise ValueError("not one of our drawings: no viewBox")
    height = round(width * int(box[2]) / int(box[1]))
    ground = _GROUND.search(svg)
    sharp = svg[: ground.start()] + svg[ground.end() :] if ground else svg
    drawn = sharp_pixels(sharp, width)
    if ground is None:
        return drawn.convert("RGB")
    below = Image.open(io.BytesIO(base64.b64decode(ground[1]))).convert("RGB")
    below = below.resize((width, height), Image.Resampling.BICUBIC)
    if drawn.size != below.size:
        drawn = drawn.resize(below.size)
    below.paste(drawn, (0, 0), drawn)
    return below


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
