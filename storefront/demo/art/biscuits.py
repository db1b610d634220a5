"""Biscuits: jam between two sheets of dough, vanilla crescents."""

from __future__ import annotations

import math

from PIL import ImageChops

from .bakery import WARM, above, put
from .colour import Colour, css, lit, shift
from .crust import dough, rounded_outline, shade_of, sugar, turned_image
from .light import Material
from .paths import Point, ellipse, polygon, ribbon, smooth, spline, turned
from .registry import drawing
from .scene import Scene
from .staging import drop

BUTTER: list[tuple[float, Colour]] = [
    (0.0, (0.58, 0.100, 62)),
    (0.4, (0.73, 0.095, 72)),
    (0.75, (0.83, 0.080, 80)),
    (1.0, (0.90, 0.055, 86)),
]


def heart(cx: float, cy: float, r: float) -> list[Point]:
    """A round heart, 2r wide."""
    raw = [(0, -0.50), (0.24, -0.80), (0.58, -0.90), (0.88, -0.72), (0.98, -0.34), (0.84, 0.08), (0.48, 0.50), (0.0, 0.95)]
    half = [(x, y) for x, y in raw]
    whole = half + [(-x, y) for x, y in reversed(half[1:-1])]
    smooth_ = (
        spline([(x, y) for x, y in whole[:8]], 6)
        + spline([(0.0, 0.95), *[(-x, y) for x, y in reversed(half[1:-1])], (0, -0.50)], 6)[1:-1]
    )
    return [(cx + x * r, cy + y * r) for x, y in smooth_]


def scalloped(c: float, r: float, teeth: int, deep: float) -> list[Point]:
    """A biscuit cutter with a wavy edge."""
    return [
        (
            c + r * (1 - deep * (1 - abs(math.cos(teeth * a / 2)))) * math.cos(a),
            c + r * (1 - deep * (1 - abs(math.cos(teeth * a / 2)))) * math.sin(a),
        )
        for a in (2 * math.pi * i / 160 for i in range(160))
    ]


JAMS: tuple[Colour, ...] = ((0.44, 0.185, 24), (0.72, 0.165, 60), (0.34, 0.10, 345))


@drawing("linzer-biscuits", views=2)
def linzer(variant: str, view: int) -> Scene:
    scene = above("linen", (0.84, 0.030, 28), shade=(-140, 30, 12))
    places = [(330, 430), (660, 360), (960, 540), (470, 740), (800, 850), (300, 1060), (620, 1150), (960, 1180)]
    for i, (x, y) in enumerate(places):
        _linzer(scene, x, y, 164, i)
    if view == 1:
        scene.look(620, 760, 2.0)
    return scene


def _linzer(scene: Scene, x: float, y: float, r: float, seed: int) -> None:
    c = r + 6
    size = (2 * c, 2 * c)
    outline = scalloped(c, r, 14, 0.14)
    hole = (
        heart(c, c + 4, r * 0.44)
        if seed % 2 == 0
        else [
            (c + r * 0.36 * (1 + 0.20 * math.cos(5 * a)) * math.cos(a), c + r * 0.36 * (1 + 0.20 * math.cos(5 * a)) * math.sin(a))
            for a in (2 * math.pi * i / 60 for i in range(60))
        ]
    )
    placed = [(px + x - c, py + y - c) for px, py in outline]
    drop(scene, placed, 20, 1.0, WARM)
    base = dough(outline, size, seed, BUTTER, browned=0.2, scale=0.5)
    for part, dx, dy in ((shade_of(base, (0.52, 0.10, 58)), 6, 10), (base, 4, 6)):
        wide = turned_image(part, seed * 23)
        side = 2 * c * wide.width / part.width
        scene.ground.place(wide, x + dx - side / 2, y + dy - side / 2, side, side)
    turn = seed * 9 - 20
    top = dough(outline, size, seed + 20, BUTTER, holes=[hole], browned=0.25)
    veil = sugar(outline, size, seed + 40, 0.42)
    veil.putalpha(ImageChops.multiply(veil.getchannel("A"), top.getchannel("A")))
    top.alpha_composite(veil)
    jam = JAMS[seed % 3]
    # the jam lies between two sheets of dough: painted on the lower one, before the upper
    scene.ground.paint([ellipse(x, y, r * 0.6, r * 0.6)], jam, 0, 1)
    put(scene, top, x, y, size, turn)
    window_ = turned([(px - c + x, py - c + y) for px, py in hole], turn, x, y)
    with scene.group(scene.clip(polygon(window_))):
        glow = scene.radial(
            x + r * 0.16,
            y + r * 0.2,
            r * 0.6,
            [(0, css(lit(shift(jam, 0.12, 1.15, 4), 0.8))), (0.6, css(lit(jam, 0.62))), (1, css(lit(shift(jam, -0.1), 0.4)))],
        )
        scene.path(polygon(window_), glow)
        scene.path(polygon(window_), stroke=css(lit(shift(jam, -0.2), 0.3)), stroke_width=9, opacity=".5")
        glint = [
            (x - r * 0.24, y - r * 0.12),
            (x - r * 0.08, y - r * 0.24),
            (x + r * 0.10, y - r * 0.20),
            (x - r * 0.06, y - r * 0.10),
        ]
        scene.path(smooth(glint), "#fff", opacity=".75")


@drawing("vanilla-crescents", views=2)
def crescents(variant: str, view: int) -> Scene:
    scene = above("timber", (0.50, 0.055, 50), sun=0.4)
    cx, cy, w, h = 600.0, 780.0, 430.0, 520.0
    _tin(scene, cx, cy, w, h)
    spots = []
    for row in range(5):
        for column in range(3):
            spots.append((cx - 255 + column * 250 + (35 if row % 2 else -10), cy - 370 + row * 185))
    for i, (x, y) in enumerate(spots):
        _crescent(scene, x, y, scene.random.uniform(-24, 24) + (180 if (i % 3 == 1) else 0), i)
    if view == 1:
        scene.look(540, 620, 2.1)
    return scene


def _tin(scene: Scene, cx: float, cy: float, w: float, h: float) -> None:
    """A biscuit tin with its paper."""
    rim = rounded_outline(cx, cy, w + 34, h + 34, 1, 0.0, 9.0)
    drop(scene, rim, 40, 1.0, WARM)
    tin = Material((0.50, 0.115, 26), gloss=0.6)
    scene.ground.paint([rim], lit(tin.colour, 0.62), 1, 1)
    scene.path(polygon(rim), stroke=tin.ramp(0.86, 0.2), stroke_width=9)
    inner = rounded_outline(cx, cy, w + 12, h + 12, 1, 0.0, 9.0)
    scene.path(polygon(inner), stroke=tin.ramp(0.25), stroke_width=8, opacity=".8")
    scene.ground.paint([inner], (0.93, 0.016, 84), 1, 1)
    scene.shadow(
        [
            [
                (x - 0, y)
                for x, y in [
                    (cx - w - 12, cy - h - 12),
                    (cx + w + 12, cy - h - 12),
                    (cx + w + 12, cy - h + 46),
                    (cx - w + 40, cy - h + 46),
                    (cx - w + 40, cy + h + 12),
                    (cx - w - 12, cy + h + 12),
                ]
            ]
        ],
        26,
        0.62,
        WARM,
    )


def _crescent(scene: Scene, x: float, y: float, degrees: float, seed: int) -> None:
    k = 108.0
    arc = [(k * math.cos(a) * 0.98, k * math.sin(a) * 0.86 - 40) for a in (math.radians(-14 + 208 * i / 30) for i in range(31))]
    body = ribbon(arc, lambda t: 12 + 34 * math.sin(math.pi * t) ** 0.75)
    pad = 170.0
    outline = [(px + pad, py + pad) for px, py in body]
    size = (2 * pad, 2 * pad)
    placed = [(px + x, py + y) for px, py in turned(body, degrees)]
    drop(scene, placed, 16, 1.0, WARM)
    image = dough(outline, size, 200 + seed % 4, BUTTER, dome=0.16, rough=0.8, light=1.6, browned=0.5, scale=0.65)
    image.alpha_composite(sugar(outline, size, 240 + seed % 4, 0.72, scale=0.65, soft=9))
    put(scene, image, x, y, size, degrees)
