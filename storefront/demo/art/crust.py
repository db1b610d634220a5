"""Things with a skin of their own: crust, crumb, dough, sugar, boards.

They are made as small height maps with Pillow and lit from the top left, because no gradient
looks like bread. Every function returns an RGBA picture; `Scene.sprite` lays it down.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from .colour import Colour, rgb, shift
from .paths import Point
from .soft import BICUBIC, level, noise, relief, toned

CRUST: list[tuple[float, Colour]] = [
    (0.0, (0.30, 0.060, 48)),
    (0.30, (0.42, 0.085, 52)),
    (0.52, (0.55, 0.105, 60)),
    (0.75, (0.68, 0.100, 68)),
    (1.0, (0.82, 0.070, 78)),
]
RYE: list[tuple[float, Colour]] = [
    (0.0, (0.20, 0.035, 45)),
    (0.35, (0.31, 0.055, 48)),
    (0.6, (0.42, 0.070, 54)),
    (1.0, (0.62, 0.065, 66)),
]
CRUMB: list[tuple[float, Colour]] = [
    (0.0, (0.60, 0.065, 70)),
    (0.35, (0.78, 0.050, 80)),
    (0.6, (0.86, 0.040, 84)),
    (1.0, (0.93, 0.026, 88)),
]
RYE_CRUMB: list[tuple[float, Colour]] = [
    (0.0, (0.30, 0.045, 55)),
    (0.35, (0.46, 0.064, 58)),
    (0.6, (0.56, 0.066, 62)),
    (1.0, (0.70, 0.055, 70)),
]
FLOUR: Colour = (0.95, 0.018, 85)


@dataclass
class Bake:
    """How a crust came out of the oven."""

    stops: list[tuple[float, Colour]] = field(default_factory=lambda: CRUST)
    dome: float = 0.28
    rough: float = 0.5
    blister: float = 0.35
    light: float = 1.0


def _mask(size: tuple[int, int], shapes: Sequence[Sequence[Point]], scale: float = 1.0) -> Image.Image:
    mask = Image.new("L", (size[0] * 2, size[1] * 2), 0)
    draw = ImageDraw.Draw(mask)
    for shape in shapes:
        draw.polygon([(x * 2 * scale, y * 2 * scale) for x, y in shape], fill=255)
    return mask.resize(size, Image.Resampling.BOX)


def _strokes(size: tuple[int, int], lines: Sequence[tuple[Sequence[Point], float]], scale: float) -> Image.Image:
    mask = Image.new("L", size, 0)
    draw = ImageDraw.Draw(mask)
    for points, wide in lines:
        draw.line([(x * scale, y * scale) for x, y in points], fill=255, width=max(1, round(wide * scale)), joint="curve")
    return mask


def loaf(
    outline: Sequence[Point],
    size: tuple[float, float],
    seed: int,
    bake: Bake | None = None,
    scores: Sequence[Sequence[Point]] = (),
    dusted: Sequence[tuple[Sequence[Point], float]] = (),
    dust: float = 0.8,
    scale: float = 0.8,
) -> Image.Image:
    """A loaf seen from above. `scores` are the outlines of cuts that opened, `dusted` lines of
    flour as (points, width), all in the units of `outline` within `size`."""
    bake = bake or Bake()
    wide, high = round(size[0] * scale), round(size[1] * scale)
    box = (wide, high)
    mask = _mask(box, [outline], scale)
    reach = bake.dome * min(box)
    dome = ImageChops.multiply(mask.filter(ImageFilter.GaussianBlur(reach * 0.55)), mask)
    dome = Image.blend(dome, ImageChops.multiply(mask.filter(ImageFilter.GaussianBlur(reach * 0.2)), mask), 0.35)
    lumps = noise(wide, high, (7, 7), seed, 3)
    grain = noise(wide, high, (wide // 5, high // 5), seed + 1, 2)
    skin = Image.blend(lumps, grain, bake.blister)
    height = Image.blend(dome, skin, 0.10 * bake.rough)
    if scores:
        cut = _mask(box, scores, scale).filter(ImageFilter.GaussianBlur(2.2 * scale))
        ears = cut.filter(ImageFilter.GaussianBlur(9 * scale))
        height = ImageChops.add(height, ears.point(lambda v: v * 0.20))
        height = ImageChops.subtract(height, cut.point(lambda v: v * 0.30))
    broad = relief(
        dome.filter(ImageFilter.GaussianBlur(reach * 0.10)),
        0.62 * bake.light,
        max(3, round(reach * 0.16)),
        max(3, round(reach * 0.16)),
    )
    near = relief(height, 3.4 * bake.rough, 2, 2)
    # well baked where it stands high, paler in the cuts and low on the sides
    tone = ImageChops.subtract(Image.blend(skin, ImageChops.invert(dome), 0.30), Image.new("L", box, 4))
    colour = toned(level(tone, 50, 190), bake.stops)
    if scores:
        pale = toned(
            level(noise(wide, high, (wide // 14, high // 14), seed + 2, 2), 40, 220),
            [(0, (0.62, 0.085, 66)), (0.6, (0.78, 0.075, 74)), (1, (0.88, 0.045, 82))],
        )
        colour.paste(pale, (0, 0), cut.point(lambda v: min(255, v * 1.1)))
    if dusted:
        flour = _strokes(box, dusted, scale).filter(ImageFilter.GaussianBlur(4.5 * scale))
        patchy = level(Image.blend(grain, lumps, 0.4), 84, 150)
        flour = ImageChops.multiply(flour, patchy).point(lambda v: v * dust)
        colour.paste(Image.new("RGB", box, rgb(FLOUR)), (0, 0), flour)
    slope = Image.linear_gradient("L")
    lamp = Image.blend(slope, slope.rotate(90), 0.5).resize(box, BICUBIC)
    broad = Image.blend(broad, lamp.point(lambda v: 168 - v * 0.50), 0.42)
    return _finish(colour, broad, near, mask)


def crumb(
    outline: Sequence[Point],
    size: tuple[float, float],
    seed: int,
    rye: bool = False,
    thick: float = 13.0,
    open_: float = 0.5,
    scale: float = 0.8,
) -> Image.Image:
    """The cut face of a slice: pores, and a rim of crust `thick` wide."""
    wide, high = round(size[0] * scale), round(size[1] * scale)
    box = (wide, high)
    mask = _mask(box, [outline], scale)
    fine = noise(wide, high, (wide // 5, high // 5), seed, 2)
    clouds = noise(wide, high, (5, 5), seed + 1, 2)
    holes = _pores(box, seed + 2, rye, open_)
    tone = ImageChops.subtract(Image.blend(fine, clouds, 0.45), holes.point(lambda v: v * (0.30 if rye else 0.24)))
    colour = toned(level(tone, -70, 190), RYE_CRUMB if rye else CRUMB)
    inner = mask.filter(ImageFilter.GaussianBlur(thick * scale)).point(lambda v: max(0, min(255, (v - 150) * 4)))
    skin = toned(level(fine, 30, 225), RYE if rye else CRUST)
    colour = Image.composite(colour, skin, inner)
    depth = ImageChops.multiply(ImageChops.invert(holes), inner)
    near = relief(Image.blend(depth, fine, 0.10), 0.7, 1, 1)
    edge = ImageChops.multiply(mask.filter(ImageFilter.GaussianBlur(5 * scale)), mask)
    return _finish(colour, relief(edge, 0.35, 3, 3), near, mask)


def _pores(box: tuple[int, int], seed: int, rye: bool, open_: float) -> Image.Image:
    """Bubbles in the crumb: many small ones, a few large ones, all a little stretched."""
    source = random.Random(seed)
    mask = Image.new("L", box, 0)
    draw = ImageDraw.Draw(mask)
    area = box[0] * box[1]
    for _ in range(round(area / (230 if rye else 150))):
        size = 1.1 + (3.2 if rye else 9.0 * (0.4 + open_)) * source.random() ** (6 if rye else 7)
        x, y, flat = source.uniform(0, box[0]), source.uniform(0, box[1]), source.uniform(0.5, 1.0)
        draw.ellipse((x - size, y - size * flat, x + size, y + size * flat), fill=source.randint(120, 255))
    return mask.filter(ImageFilter.GaussianBlur(0.9))


def dough(
    outline: Sequence[Point],
    size: tuple[float, float],
    seed: int,
    stops: list[tuple[float, Colour]],
    dome: float = 0.2,
    rough: float = 0.4,
    holes: Sequence[Sequence[Point]] = (),
    light: float = 1.0,
    scale: float = 0.8,
    browned: float = 0.5,
) -> Image.Image:
    """A biscuit: nearly flat, browned at the edge; `holes` are cut out."""
    wide, high = round(size[0] * scale), round(size[1] * scale)
    box = (wide, high)
    mask = _mask(box, [outline], scale)
    if holes:
        mask = ImageChops.subtract(mask, _mask(box, holes, scale))
    reach = dome * min(box)
    body = ImageChops.multiply(mask.filter(ImageFilter.GaussianBlur(reach * 0.5)), mask)
    grain = noise(wide, high, (max(2, wide // 4), max(2, high // 4)), seed, 2)
    soft = noise(wide, high, (6, 6), seed + 1, 2)
    tone = Image.blend(Image.blend(soft, grain, 0.5), body, browned)
    colour = toned(level(tone, 60, 235), stops)
    near = relief(Image.blend(body, grain, 0.2 * rough), 1.2 * light, 1, 1)
    broad = relief(body.filter(ImageFilter.GaussianBlur(2)), 0.30 * light, max(2, round(reach * 0.2)), max(2, round(reach * 0.2)))
    return _finish(colour, broad, near, mask)


def _finish(colour: Image.Image, broad: Image.Image, near: Image.Image, mask: Image.Image) -> Image.Image:
    light = Image.blend(broad, near, 0.42)
    # never burnt to black nor bleached to white, however steep an edge is
    light = light.point([max(58, min(182, v)) for v in range(256)])
    lit = ImageChops.hard_light(colour, Image.merge("RGB", (light, light, light)))
    lit.putalpha(mask)
    return lit


def sugar(
    outline: Sequence[Point], size: tuple[float, float], seed: int, amount: float = 0.6, scale: float = 0.8, soft: float = 14.0
) -> Image.Image:
    """Icing sugar through a sieve, thinner towards the edge of the outline."""
    wide, high = round(size[0] * scale), round(size[1] * scale)
    box = (wide, high)
    field_ = _mask(box, [outline], scale).filter(ImageFilter.GaussianBlur(soft * scale))
    grain = noise(wide, high, (wide // 2, high // 2), seed, 1)
    clouds = noise(wide, high, (9, 9), seed + 1, 3)
    low = round(150 - 110 * amount)
    veil = ImageChops.multiply(level(Image.blend(grain, clouds, 0.45), low, low + 90), field_)
    made = Image.new("RGBA", box, (*rgb((0.975, 0.008, 90)), 0))
    made.putalpha(veil.point(lambda v: v * 0.92))
    return made


def board(
    outline: Sequence[Point], size: tuple[float, float], seed: int, wood: Colour, scale: float = 0.7, vertical: bool = False
) -> Image.Image:
    """A wooden board with a worked edge."""
    wide, high = round(size[0] * scale), round(size[1] * scale)
    box = (wide, high)
    w, h = (high, wide) if vertical else (wide, high)
    grain = Image.blend(noise(w, h, (2, h // 7), seed, 3), noise(w, h, (6, h // 2), seed + 1, 1), 0.35)
    grain = Image.blend(grain, noise(w, h, (2, 5), seed + 2, 2), 0.4)
    if vertical:
        grain = grain.transpose(Image.Transpose.ROTATE_90)
    colour = toned(grain, [(0.15, shift(wood, -0.17)), (0.5, wood), (0.85, shift(wood, 0.06, 0.9))])
    mask = _mask(box, [outline], scale)
    edge = ImageChops.multiply(mask.filter(ImageFilter.GaussianBlur(6 * scale)), mask)
    return _finish(colour, relief(edge, 0.5, 2, 2), relief(grain, 0.25, 1, 1), mask)


def rounded_outline(
    cx: float, cy: float, rx: float, ry: float, seed: int, uneven: float = 0.03, square: float = 2.0, steps: int = 90
) -> list[Point]:
    """A hand-shaped circle (square 2) or cushion (square 4)."""
    source = random.Random(seed)
    parts = [(source.uniform(0, 6.28), n, source.uniform(-1, 1) / n) for n in (2, 3, 4, 5, 7)]
    points = []
    for i in range(steps):
        a = 2 * math.pi * i / steps
        c, s = math.cos(a), math.sin(a)
        r = (abs(c) ** square + abs(s) ** square) ** (-1 / square)
        r *= 1 + uneven * sum(w * math.sin(n * a + p) for p, n, w in parts)
        points.append((cx + rx * r * c, cy + ry * r * s))
    return points


def turned_image(image: Image.Image, degrees: float) -> Image.Image:
    """The picture turned clockwise, on a larger sheet."""
    return image.rotate(-degrees, resample=Image.Resampling.BILINEAR, expand=True)


def shade_of(image: Image.Image, colour: Colour) -> Image.Image:
    """The same outline in one dark colour: the side of a slice, a biscuit or a board."""
    dark = Image.new("RGBA", image.size, (*rgb(colour), 255))
    dark.putalpha(image.getchannel("A"))
    return dark


def laid_back(image: Image.Image, share: float) -> Image.Image:
    """A thing drawn from above as it looks lying on a table seen at an angle."""
    return image.resize((image.width, max(1, round(image.height * share))), BICUBIC)
