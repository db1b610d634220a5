"""Soft things: shadows, window light and grain, painted small with Pillow and enlarged.

Blurring in SVG costs seconds; blurring a picture of 400 x 500 costs a millisecond and looks
the same once enlarged, because nothing in it is sharp. Coordinates are those of the drawing.
"""

from __future__ import annotations

import base64
import io
import math
import random
from collections.abc import Iterable, Sequence

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from .colour import Colour, rgb
from .paths import Point

BICUBIC = Image.Resampling.BICUBIC


class Ground:
    """What lies behind and below the things: wall, table, light and shadow."""

    def __init__(self, image: Image.Image, width: int, height: int) -> None:
        self.image = image.convert("RGB").copy()
        self.width, self.height = width, height
        self.scale = image.width / width

    def mask(
        self, shapes: Iterable[Sequence[Point]], blur: float, opacity: float
    ) -> tuple[Image.Image, tuple[int, int, int, int]] | None:
        """The shapes as a soft mask and the box it covers, or None if that is outside.

        What is very soft is painted even smaller: it has no detail to lose.
        """
        k = self.scale
        outlines = [[(x * k, y * k) for x, y in shape] for shape in shapes]
        reach = 3 * blur * k + 2
        xs = [x for shape in outlines for x, _y in shape]
        ys = [y for shape in outlines for _x, y in shape]
        if not xs:
            return None
        box = (
            max(0, int(min(xs) - reach)),
            max(0, int(min(ys) - reach)),
            min(self.image.width, int(max(xs) + reach) + 1),
            min(self.image.height, int(max(ys) + reach) + 1),
        )
        wide, high = box[2] - box[0], box[3] - box[1]
        if wide <= 0 or high <= 0:
            return None
        shrink = max(1.0, blur * k / 2.5)
        small = (max(1, math.ceil(wide / shrink)), max(1, math.ceil(high / shrink)))
        mask = Image.new("L", small, 0)
        draw = ImageDraw.Draw(mask)
        for shape in outlines:
            draw.polygon([((x - box[0]) * small[0] / wide, (y - box[1]) * small[1] / high) for x, y in shape], fill=255)
        if blur:
            mask = mask.filter(ImageFilter.GaussianBlur(blur * k / shrink))
        if small != (wide, high):
            mask = mask.resize((wide, high), Image.Resampling.BILINEAR)
        return (mask.point(lambda v: v * opacity) if opacity < 1 else mask), box

    def paint(self, shapes: Iterable[Sequence[Point]], colour: Colour, blur: float, opacity: float) -> None:
        """Lay a colour over the shapes."""
        found = self.mask(shapes, blur, opacity)
        if found:
            self.image.paste(rgb(colour), found[1], found[0])

    def shade(self, shapes: Iterable[Sequence[Point]], tint: Colour, blur: float, opacity: float) -> None:
        """Darken what lies under the shapes, keeping its texture (multiply)."""
        found = self.mask(shapes, blur, opacity)
        if found:
            part = self.image.crop(found[1])
            dark = ImageChops.multiply(part, Image.new("RGB", part.size, rgb(tint)))
            self.image.paste(dark, found[1], found[0])

    def brighten(self, shapes: Iterable[Sequence[Point]], light: Colour, blur: float, opacity: float) -> None:
        """Let light fall on the shapes, keeping their texture (screen)."""
        found = self.mask(shapes, blur, opacity)
        if found:
            part = self.image.crop(found[1])
            bright = ImageChops.screen(part, Image.new("RGB", part.size, rgb(light)))
            self.image.paste(bright, found[1], found[0])

    def place(self, image: Image.Image, x: float, y: float, width: float, height: float) -> None:
        """Put a picture with transparency on the ground, where shadows can still fall on it."""
        k = self.scale
        part = image.resize((max(1, round(width * k)), max(1, round(height * k))), BICUBIC)
        self.image.paste(part.convert("RGB"), (round(x * k), round(y * k)), part.getchannel("A"))

    def crop(self, left: float, top: float, width: float, height: float) -> None:
        """Keep a part of it, enlarged to the whole (a close-up is a little out of focus)."""
        k = self.scale
        box = (left * k, top * k, (left + width) * k, (top + height) * k)
        self.image = self.image.resize(self.image.size, BICUBIC, box=box)


def noise(width: int, height: int, cells: tuple[int, int], seed: int, octaves: int = 3) -> Image.Image:
    """Cloudy noise, mode L, mean about 128; `cells` is how many grains lie across and down."""
    source = random.Random(seed)
    total: Image.Image | None = None
    weight = 1.0
    for octave in range(octaves):
        across, down = cells[0] << octave, cells[1] << octave
        across, down = min(across, width), min(down, height)
        layer = Image.frombytes("L", (across, down), source.randbytes(across * down))
        layer = layer.resize((width, height), BICUBIC)
        if total is None:
            total = layer
        else:
            weight *= 0.5
            total = Image.blend(total, layer, weight / (1 + weight))
    assert total is not None
    return total


def level(image: Image.Image, low: int, high: int) -> Image.Image:
    """Stretch the tones between low and high to the whole range."""
    span = max(1, high - low)
    return image.point([max(0, min(255, (v - low) * 255 // span)) for v in range(256)])


def toned(image: Image.Image, stops: Sequence[tuple[float, Colour]]) -> Image.Image:
    """A grey picture coloured: tone 0..1 to a colour, straight between the stops."""
    tables: list[list[int]] = [[], [], []]
    for value in range(256):
        channels = _between(value / 255, stops)
        for table, channel in zip(tables, channels, strict=True):
            table.append(channel)
    return Image.merge("RGB", [image.point(table) for table in tables])


def _between(tone: float, stops: Sequence[tuple[float, Colour]]) -> tuple[int, int, int]:
    low = stops[0]
    for high in stops:
        if tone <= high[0]:
            break
        low = high
    else:
        return rgb(stops[-1][1])
    span = high[0] - low[0]
    share = (tone - low[0]) / span if span else 0.0
    one, two = rgb(low[1]), rgb(high[1])
    red, green, blue = (round(one[i] + (two[i] - one[i]) * share) for i in range(3))
    return red, green, blue


def relief(height: Image.Image, strength: float, dx: int = 2, dy: int = 2) -> Image.Image:
    """Light from the top left over a height map: 128 is level, brighter faces the window."""
    away = ImageChops.offset(height, -dx, -dy)
    near = ImageChops.offset(height, dx, dy)
    return ImageChops.subtract(away, near, scale=1 / strength, offset=128)


def data_uri(image: Image.Image) -> str:
    """The picture inside an address: PNG where it is transparent, JPEG where it is not."""
    store = io.BytesIO()
    if image.mode == "RGB":
        image.save(store, "JPEG", quality=94, subsampling=0)
        kind = "jpeg"
    else:
        image.save(store, "PNG", compress_level=1)
        kind = "png"
    return f"data:image/{kind};base64," + base64.b64encode(store.getvalue()).decode("ascii")
