"""Pretzels and plaited bread: dough rolled to a rope."""

from __future__ import annotations

import math
from collections.abc import Callable

from .bakery import WARM, above, plank
from .colour import css, lit
from .light import Material
from .paths import Point, bezier, oval, polygon, ribbon, smooth, spline, turned
from .registry import drawing
from .scene import Scene
from .tubes import bar

LYE = Material((0.44, 0.105, 48), gloss=0.55, soft=0.3)


def pretzel(scene: Scene, x: float, y: float, k: float, degrees: float, seed: int) -> None:
    """Thin crossed arms, a fat belly that split in the oven, coarse salt."""
    raw = [
        (-118, 168),
        (-150, 128),
        (-92, 66),
        (6, 4),
        (96, -58),
        (176, -104),
        (246, -68),
        (262, 20),
        (214, 116),
        (104, 182),
        (0, 200),
        (-104, 182),
        (-214, 116),
        (-262, 20),
        (-246, -68),
        (-176, -104),
        (-96, -58),
        (-6, 4),
        (92, 66),
        (150, 128),
        (118, 168),
    ]
    curve = spline([(px * k + x, py * k + y) for px, py in turned(raw, degrees)], 8)

    def half(t: float) -> float:
        belly = math.exp(-(((t - 0.5) / 0.16) ** 2))
        return k * (24 + 30 * belly)

    pieces = [curve[i : i + 14] for i in range(0, len(curve) - 1, 12)]
    shapes = [ribbon([(px + 20 * k, py + 24 * k) for px, py in piece], lambda t: 38 * k) for piece in pieces if len(piece) > 1]
    scene.shadow(shapes, 20, 0.55, WARM)
    scene.shadow(
        [ribbon([(px + 7 * k, py + 9 * k) for px, py in piece], lambda t: 33 * k) for piece in pieces if len(piece) > 1],
        8,
        0.6,
        WARM,
    )
    count = len(curve)
    cross = round(count * 0.16), round(count * 0.84)
    bar(scene, curve, half, LYE)
    # the arm that lies on top is drawn again over the crossing, with its own shadow
    top = curve[: cross[0] + 14]
    scene.path(polygon(ribbon([(px + 8 * k, py + 11 * k) for px, py in top[8:]], lambda t: 25 * k)), "#1d0d04", opacity=".30")
    bar(scene, top, lambda t: 24 * k, LYE)
    bar(scene, curve[cross[1] :], lambda t: 24 * k, LYE)
    _split(scene, curve, k)
    _salt(scene, curve, half, seed)


def _split(scene: Scene, curve: list[Point], k: float) -> None:
    """The pale tear along the belly."""
    middle = curve[round(len(curve) * 0.40) : round(len(curve) * 0.60)]
    outer = ribbon([(px, py + 10 * k) for px, py in middle], lambda t: k * (20 * math.sin(math.pi * t) ** 0.7 + 1))
    inner = ribbon([(px, py + 10 * k) for px, py in middle], lambda t: k * (15 * math.sin(math.pi * t) ** 0.7 + 0.5))
    scene.path(polygon(outer), css((0.34, 0.085, 46)))
    x0, y0 = middle[0][0], min(p[1] for p in middle)
    fill = scene.linear(
        x0, y0 - 10, x0, y0 + 60 * k, [(0, css((0.78, 0.085, 72))), (0.5, css((0.87, 0.060, 80))), (1, css((0.70, 0.095, 66)))]
    )
    scene.path(polygon(inner), fill)


def _salt(scene: Scene, curve: list[Point], half: Callable[[float], float], seed: int) -> None:
    count = len(curve) - 1
    for i in range(64):
        at = scene.random.randint(6, count - 6)
        if 0.42 < at / count < 0.58 and i % 2:
            continue
        x, y = curve[at]
        reach = half(at / count) * 0.62
        x, y = x + scene.random.uniform(-reach, reach), y + scene.random.uniform(-reach, reach)
        size = scene.random.uniform(3.4, 6.2)
        crystal = turned(
            [(-size, -size * 0.8), (size, -size * 0.7), (size * 0.9, size * 0.8), (-size * 0.9, size * 0.7)],
            scene.random.uniform(0, 90),
        )
        scene.path(polygon([(px + x + 2.5, py + y + 3) for px, py in crystal]), "#1d0d04", opacity=".45")
        scene.path(polygon([(px + x, py + y) for px, py in crystal]), "#fbfaf6", opacity=".96")
        scene.path(
            polygon([(px * 0.5 + x + size * 0.25, py * 0.5 + y + size * 0.2) for px, py in crystal]), "#cfd3d6", opacity=".7"
        )


@drawing("pretzels", views=2)
def pretzels(variant: str, view: int) -> Scene:
    scene = above("timber", (0.72, 0.045, 78), sun=0.5, shade=(-140, 40, 10))
    for i, (x, y, k, turn) in enumerate(((500, 470, 1.5, -10), (700, 1080, 1.55, 10))):
        pretzel(scene, x, y, k, turn, 90 + i)
    if view == 1:
        scene.look(520, 520, 1.7)
    return scene


@drawing("plaited-loaf", views=2)
def plaited_loaf(variant: str, view: int) -> Scene:
    scene = above("linen", (0.88, 0.024, 75), shade=(1250, -130, 122))
    plank(scene, 600, 770, 400, 660, (0.62, 0.070, 66), degrees=-14)
    _plait(scene, 600, 770, -14)
    if view == 1:
        scene.look(640, 640, 1.9)
    return scene


def _plait(scene: Scene, cx: float, cy: float, degrees: float) -> None:
    """Three strands; each visible lobe is a piece of a strand, laid from the far end."""
    glazed = Material((0.60, 0.128, 62), gloss=0.62, soft=0.35)
    n, length = 13, 1060.0
    body = [
        (cx + 175 * s * math.sin(math.pi * (0.08 + 0.84 * t)) ** 0.6, cy + length * (t - 0.5) * 1.1)
        for s, ts in ((1, range(21)), (-1, range(20, -1, -1)))
        for t in (i / 20 for i in ts)
    ]
    body = turned(body, degrees, cx, cy)
    scene.shadow([[(x + 46, y + 56) for x, y in body]], 46, 0.5, WARM)
    scene.shadow([[(x + 14, y + 18) for x, y in body]], 16, 0.7, WARM)

    def lens(fat: float) -> Callable[[float], float]:
        return lambda t: fat * (math.sqrt(1 - (1 - t / 0.3) ** 2 * 0.985) if t < 0.3 else 1 - 0.55 * ((t - 0.3) / 0.7) ** 2)

    scene.path(polygon([(cx + (x - cx) * 0.60, cy + (y - cy) * 0.82) for x, y in body]), css((0.42, 0.10, 54)))
    for i in range(n):
        t = (i + 0.5) / n
        girth = 0.50 + 0.50 * math.sin(math.pi * t) ** 0.8
        y, side = cy - length / 2 + t * length, -1 if i % 2 else 1
        curve = bezier(
            (cx + side * 190 * girth, y - 92),
            (cx + side * 176 * girth, y + 4),
            (cx + side * 70 * girth, y + 70),
            (cx - side * 104 * girth, y + 112),
            22,
        )
        curve = turned(curve, degrees, cx, cy)
        fat = 84 * girth
        scene.path(polygon(ribbon([(px + 9, py + 15) for px, py in curve], lens(fat))), css((0.26, 0.07, 46)), opacity=".55")
        bar(scene, curve, lens(fat), glazed, shine=0.8)
        crown = ribbon(curve[2:15], lambda t, f=fat: f * 0.52 * math.sin(math.pi * t) ** 0.8)
        middle = curve[8]
        scene.path(
            polygon(crown), scene.radial(*middle, fat * 1.3, [(0, css((0.36, 0.10, 46)), 0.42), (1, css((0.36, 0.10, 46)), 0)])
        )
    _almonds(scene, cx, cy, degrees, length)


def _almonds(scene: Scene, cx: float, cy: float, degrees: float, length: float) -> None:
    for i in range(120):
        t = scene.random.uniform(0.06, 0.94)
        wide = 150 * (0.62 + 0.38 * math.sin(math.pi * t))
        ((x, y),) = turned([(cx + scene.random.uniform(-wide, wide), cy - length / 2 + t * length)], degrees, cx, cy)
        turn = scene.random.uniform(0, 180)
        if i % 2:
            size = scene.random.uniform(11, 17)
            flake = turned([(-size, 0), (-size * 0.2, -size * 0.5), (size, -size * 0.1), (size * 0.1, size * 0.52)], turn)
            scene.path(smooth([(px + x + 3, py + y + 4) for px, py in flake]), "#2a1205", opacity=".4")
            scene.path(
                smooth([(px + x, py + y) for px, py in flake]),
                css(lit((0.90, 0.045, 80), scene.random.uniform(0.55, 0.82))),
                stroke=css((0.62, 0.09, 58)),
                stroke_width=1.4,
            )
        else:
            size = scene.random.uniform(4, 7)
            scene.path(oval(x + 2, y + 3, size, size), "#2a1205", opacity=".4")
            scene.path(oval(x, y, size, size), "#fdfbf6")
            scene.path(oval(x + size * 0.2, y + size * 0.25, size * 0.6, size * 0.55), "#e3dccf", opacity=".7")
