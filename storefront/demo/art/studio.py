"""Rooms to photograph in: a paper sweep, a wooden table, linen, a desk seen from above."""

from __future__ import annotations

import math
import random
from functools import lru_cache

from PIL import Image

from .colour import Colour, mix, rgb, shift
from .paths import Point, bezier, ribbon, turned
from .soft import BICUBIC, Ground, noise, toned

WIDE, HIGH = 1200, 1500


def sweep(colour: Colour, horizon: float = 0.60, size: tuple[int, int] = (WIDE, HIGH), scale: float = 1 / 3) -> Ground:
    """Seamless paper: a wall that bends into a table without an edge."""
    width, height = round(size[0] * scale), round(size[1] * scale)
    high = colour[0] > 0.6
    stops = [
        (0.0, shift(colour, -0.015)),
        (horizon - 0.10, shift(colour, -0.035)),
        (horizon + 0.02, shift(colour, 0.012 if high else 0.05, 0.8)),
        (horizon + 0.12, shift(colour, 0.024 if high else 0.07, 0.75)),
        (1.0, shift(colour, -0.055, 1.05)),
    ]
    column = Image.new("L", (1, 256))
    column.putdata(range(256))
    tones = column.resize((1, height), BICUBIC).resize((width, height), BICUBIC)
    image = toned(tones, stops)
    # the room is brighter towards the window
    side = Image.linear_gradient("L").rotate(90).resize((width, height), BICUBIC)
    dark = Image.new("RGB", image.size, rgb(shift(colour, -0.09)))
    image.paste(dark, (0, 0), side.point(lambda v: (255 - v) * 0.42))
    return Ground(image, *size)


def window(
    ground: Ground,
    strength: float = 0.5,
    quad: tuple[Point, Point, Point, Point] | None = None,
    panes: tuple[int, int] = (2, 4),
    blur: float = 13.0,
    warm: Colour = (0.93, 0.035, 88),
) -> None:
    """Sun through a window with bars, lying across wall and table, weaker and softer farther off."""
    w, h = ground.width, ground.height
    a, b, c, d = quad or (
        (-0.06 * w, 0.06 * h),
        (0.36 * w, -0.15 * h),
        (1.24 * w, 0.84 * h),
        (0.70 * w, 1.12 * h),
    )
    columns, rows = panes
    gap_u, gap_v = 0.075, 0.030

    def place(u: float, v: float) -> Point:
        left = (a[0] + (d[0] - a[0]) * v, a[1] + (d[1] - a[1]) * v)
        right = (b[0] + (c[0] - b[0]) * v, b[1] + (c[1] - b[1]) * v)
        return left[0] + (right[0] - left[0]) * u, left[1] + (right[1] - left[1]) * u

    for j in range(rows):
        v0, v1 = j / rows + gap_v / 2, (j + 1) / rows - gap_v / 2
        shapes = []
        for i in range(columns):
            u0, u1 = i / columns + gap_u / 2, (i + 1) / columns - gap_u / 2
            shapes.append([place(u0, v0), place(u1, v0), place(u1, v1), place(u0, v1)])
        fade = 1 - 0.62 * j / max(1, rows - 1)
        ground.brighten(shapes, warm, blur * (0.8 + 0.5 * j), strength * 0.62 * fade)
    ground.brighten([[place(0, 0), place(1, 0), place(1, 0.8), place(0, 0.8)]], warm, 70, strength * 0.3)


def leaves(
    ground: Ground,
    x: float,
    y: float,
    degrees: float,
    size: float = 1.0,
    opacity: float = 0.16,
    kind: str = "olive",
    blur: float = 9.0,
) -> None:
    """The shadow of a branch outside the window."""
    shapes = []
    source = random.Random(int(x * 7 + y * 3 + degrees))
    stem = bezier((0, 0), (150, -30), (320, -10), (520, 60), 14)
    shapes.append(ribbon(stem, lambda t: 4.5 - 3 * t))
    for i, (sx, sy) in enumerate(stem[1:]):
        for side in (-1, 1):
            length = (150 if kind == "bamboo" else 105) * (1 - 0.4 * i / 14) * source.uniform(0.8, 1.15)
            broad = length * (0.085 if kind == "bamboo" else 0.15)
            angle = side * source.uniform(28, 58) + 8
            blade = bezier((0, 0), (length * 0.3, -8), (length * 0.7, -6), (length, 6), 10)
            leaf = ribbon(blade, lambda t, b=broad: b * math.sin(math.pi * min(1, t * 1.02)) ** 0.8)
            shapes.append([(px + sx, py + sy) for px, py in turned(leaf, angle)])
    placed = [[(px * size * 1.5 + x, py * size * 1.5 + y) for px, py in turned(shape, degrees)] for shape in shapes]
    ground.shade(placed, (0.45, 0.03, 230), blur, opacity)


@lru_cache(maxsize=8)
def _grain(width: int, height: int, seed: int, planks: int, vertical: bool) -> Image.Image:
    """Wood, mode L: long fibres, a few dark lines, boards that differ a little."""
    w, h = (height, width) if vertical else (width, height)
    long = noise(w, h, (3, h // 5), seed, 3)
    fine = noise(w, h, (8, h // 2), seed + 1, 2)
    wave = noise(w, h, (2, max(3, h // 60)), seed + 2, 2)
    wood = Image.blend(Image.blend(long, fine, 0.35), wave, 0.35)
    source = random.Random(seed)
    if planks:
        pixels = wood.load()
        boards = Image.new("L", (1, h), 128)
        for i in range(planks):
            boards.paste(128 + source.randint(-26, 26), (0, i * h // planks, 1, (i + 1) * h // planks))
        for i in range(1, planks):
            boards.paste(8, (0, i * h // planks, 1, i * h // planks + max(2, h // 400)))
        assert pixels is not None
        wood = Image.blend(wood, boards.resize((w, h)), 0.42)
    return wood.transpose(Image.Transpose.ROTATE_90) if vertical else wood


@lru_cache(maxsize=6)
def _boards(colour: Colour, size: tuple[int, int], planks: int, seed: int, vertical: bool, contrast: float) -> Image.Image:
    width, height = size[0] * 3 // 4, size[1] * 3 // 4
    return toned(
        _grain(width, height, seed, planks, vertical),
        [
            (0.0, shift(colour, -0.30 * contrast)),
            (0.36, shift(colour, -0.07 * contrast)),
            (0.52, colour),
            (0.68, shift(colour, 0.045 * contrast, 0.92)),
            (1.0, shift(colour, 0.10 * contrast, 0.8)),
        ],
    )


def timber(
    colour: Colour,
    size: tuple[int, int] = (WIDE, HIGH),
    planks: int = 5,
    seed: int = 3,
    vertical: bool = True,
    contrast: float = 1.0,
) -> Ground:
    """A table top of boards, seen from above."""
    return Ground(_boards(colour, size, planks, seed, vertical, contrast), *size)


@lru_cache(maxsize=6)
def _table(wall: Colour, wood: Colour, horizon: float, seed: int, size: tuple[int, int]) -> Image.Image:
    width, height = size[0] * 3 // 4, size[1] * 3 // 4
    image = sweep(wall, 0.9, size).image.resize((width, height), BICUBIC)
    edge = round(height * horizon)
    top = _boards(wood, size, 0, seed, False, 0.75)
    # the far part of the table is narrower, paler and out of focus
    strip = top.resize((width * 2, height - edge), BICUBIC).crop((width // 2, 0, width // 2 + width, height - edge))
    haze = Image.linear_gradient("L").resize((width, height - edge), BICUBIC)
    pale = Image.new("RGB", strip.size, rgb(mix(wood, shift(wall, 0.04), 0.5)))
    image.paste(Image.composite(strip, pale, haze.point(lambda v: min(255, 95 + v))), (0, edge))
    softened = image.crop((0, edge - 14, width, edge + 14)).resize((width, 7), BICUBIC)
    image.paste(softened.resize((width, 28), BICUBIC), (0, edge - 14))
    made = Ground(image, *size)
    y = size[1] * horizon
    made.shade([[(0, y - 5), (size[0], y - 5), (size[0], y + 10), (0, y + 10)]], (0.5, 0.04, 50), 12, 0.5)
    return made.image


def table(wall: Colour, wood: Colour, horizon: float = 0.56, seed: int = 5, size: tuple[int, int] = (WIDE, HIGH)) -> Ground:
    """A plastered wall, out of focus, and a wooden table in front of it."""
    return Ground(_table(wall, wood, horizon, seed, size), *size)


@lru_cache(maxsize=6)
def _cloth(colour: Colour, size: tuple[int, int], seed: int) -> Image.Image:
    width, height = size[0] * 3 // 4, size[1] * 3 // 4
    weave = Image.blend(
        noise(width, height, (width // 2, height // 26), seed, 1),
        noise(width, height, (width // 26, height // 2), seed + 1, 1),
        0.5,
    )
    clouds = noise(width, height, (4, 5), seed + 2, 2)
    folds = noise(width, height, (3, 2), seed + 3, 1)
    tone = Image.blend(Image.blend(weave, clouds, 0.3), folds, 0.2)
    return toned(tone, [(0.2, shift(colour, -0.09)), (0.5, colour), (0.8, shift(colour, 0.04, 0.9))])


def linen(colour: Colour, size: tuple[int, int] = (WIDE, HIGH), seed: int = 11) -> Ground:
    """Woven cloth from above, with a few soft folds."""
    return Ground(_cloth(colour, size, seed), *size)


@lru_cache(maxsize=6)
def _plaster(colour: Colour, size: tuple[int, int], seed: int, rough: float) -> Image.Image:
    width, height = size[0] // 2, size[1] // 2
    fine = noise(width, height, (width // 2, height // 2), seed + 1, 1)
    tone = Image.blend(noise(width, height, (5, 6), seed, 3), fine, 0.3)
    image = toned(
        tone,
        [(0.15, shift(colour, -0.06 * rough)), (0.5, colour), (0.85, shift(colour, 0.035 * rough))],
    )
    slope = Image.linear_gradient("L")
    side = Image.blend(slope, slope.rotate(90), 0.5).resize((width, height), BICUBIC)
    dark = Image.new("RGB", image.size, rgb(shift(colour, -0.09)))
    image.paste(dark, (0, 0), side.point(lambda v: v * 0.4))
    return image


def desk(colour: Colour, size: tuple[int, int] = (WIDE, HIGH), seed: int = 21, rough: float = 0.5) -> Ground:
    """A plain top seen from above: plaster, felt or stone, by how rough it is."""
    return Ground(_plaster(colour, size, seed, rough), *size)
