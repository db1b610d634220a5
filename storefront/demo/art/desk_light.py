"""A paper lantern at dusk."""

from __future__ import annotations

import math

from . import studio
from .colour import Colour, css, lit, mix, shift
from .lathe import Vessel
from .lettering import column
from .light import Material
from .paths import Point, bezier, ellipse, oval, polygon, ribbon, smooth, spline
from .registry import drawing
from .scene import Scene
from .tubes import bar

DUSK: Colour = (0.30, 0.030, 262)
NIGHT: Colour = (0.20, 0.025, 262)
LANTERNS: dict[str, tuple[Colour, Colour, Colour]] = {
    # edge of the paper, its heart, the writing
    "warm": ((0.70, 0.135, 62), (0.965, 0.070, 88), (0.40, 0.150, 30)),
    "crimson": ((0.46, 0.185, 27), (0.74, 0.190, 42), (0.90, 0.125, 88)),
}


@drawing("paper-lantern", ("warm", "crimson"), views=2)
def paper_lantern(variant: str, view: int) -> Scene:
    scene = Scene(studio.sweep(DUSK, 1.5), tilt=0.16)
    edge, heart, _ink = LANTERNS[variant]
    if view == 0:
        scene.glow([ellipse(600, 700, 560, 600)], 170, 0.62, mix(edge, heart, 0.3))
        _far(scene, 190, 430, 96, variant)
        _far(scene, 1050, 560, 74, variant)
        _lantern(scene, 600, 1000, 1.0, variant, "福")
        return scene
    scene.glow([ellipse(420, 640, 420, 420), ellipse(830, 860, 380, 380)], 150, 0.6, mix(edge, heart, 0.3))
    _far(scene, 980, 260, 90, variant)
    _lantern(scene, 830, 1180, 0.72, "warm" if variant == "crimson" else "crimson", "安")
    _lantern(scene, 400, 960, 0.80, variant, "平")
    return scene


def _far(scene: Scene, x: float, y: float, r: float, variant: str) -> None:
    """Another one, far off and out of focus."""
    edge, heart, _ink = LANTERNS[variant]
    scene.ground.paint([ellipse(x, y, r, r * 1.15)], mix(edge, heart, 0.35), 16, 0.8)
    scene.ground.paint([ellipse(x, y, r * 0.6, r * 0.7)], heart, 20, 0.8)


def _lantern(scene: Scene, x: float, y: float, k: float, variant: str, word: str) -> None:
    """Paper over bamboo hoops with a candle's light inside; y is its lower end."""
    edge, heart, ink = LANTERNS[variant]
    profile = [(0, 112), (30, 168), (110, 262), (230, 318), (310, 326), (390, 318), (510, 262), (590, 168), (620, 112)]
    body = Vessel(scene, x, y, [(h * k, r * k) for h, r in profile], fineness=6)
    wood = Material((0.26, 0.035, 45), gloss=0.5)
    cord = [(x, -10.0), (x, y - 690 * k)]
    bar(scene, spline(cord, 4), 5 * k, Material((0.40, 0.11, 28)))
    outline = polygon(body.outline())
    middle = y - 300 * k
    fill = scene.radial(
        x,
        middle + 20 * k,
        350 * k,
        [(0, css(shift(heart, 0.02))), (0.35, css(heart)), (0.72, css(mix(heart, edge, 0.6))), (1, css(edge))],
        1.0,
    )
    scene.path(outline, fill)
    with scene.group(scene.clip(outline)):
        _hoops(scene, body, k, edge, heart)
        size = 300 * k

        def place(px: float, py: float) -> Point:
            return body.at(math.degrees(px / (326 * k)), 310 * k - py)

        scene.path(column("brush", word, 0, -size * 0.53, size, place=place), css(ink), opacity=".88")
        rim = scene.radial(
            x, middle, 345 * k, [(0.6, "#000", 0), (0.88, css(lit(edge, 0.2)), 0.20), (1, css(lit(edge, 0.1)), 0.55)]
        )
        scene.path(outline, rim)
    for base, flip in ((y + 4 * k, False), (y - 612 * k, True)):
        cap = [(0, 104), (4, 112), (26, 118), (46, 116), (52, 106)]
        Vessel(scene, x, base + (26 * k if not flip else 0), [(h * k, r * k) for h, r in cap], fineness=2.5, convex=True).paint(
            wood, contact=0.1
        )
    gold = Vessel(scene, x, y + 22 * k, [(0, 119 * k), (6 * k, 119 * k)], fineness=2)
    gold.paint(Material((0.74, 0.115, 84), gloss=0.8), contact=0)
    scene.path(oval(x, y - 664 * k, 60 * k, 60 * k * scene.tilt), css(shift(heart, 0, 0.8)), opacity=".85")
    bar(
        scene,
        bezier((x - 100 * k, y - 655 * k), (x - 60 * k, y - 740 * k), (x + 60 * k, y - 740 * k), (x + 100 * k, y - 655 * k), 20),
        4 * k,
        wood,
    )
    _fringe(scene, x, y + 30 * k, k)


def _hoops(scene: Scene, body: Vessel, k: float, edge: Colour, heart: Colour) -> None:
    """The hoops show through; paper sags a little between them."""
    for i in range(1, 24):
        height = body.height * i / 24
        points = [body.at(a, height) for a in range(-90, 91, 6)]
        below = [(px, py + 4 * k) for px, py in points]
        scene.path(smooth(points, False), stroke=css(lit(edge, 0.42)), stroke_width=3.0 * k, opacity=".40")
        scene.path(smooth(below, False), stroke=css(shift(heart, 0.03)), stroke_width=4 * k, opacity=".28")
    for angle in (-60, -30, 0, 30, 60):
        seam = [body.at(angle, body.height * j / 20) for j in range(21)]
        scene.path(smooth(seam, False), stroke=css(lit(edge, 0.4)), stroke_width=1.6 * k, opacity=".22")


def _fringe(scene: Scene, x: float, y: float, k: float) -> None:
    silk = Material((0.50, 0.175, 26), gloss=0.25)
    bar(scene, spline([(x, y + 10 * k), (x, y + 70 * k)], 4), 4 * k, silk)
    scene.path(
        oval(x, y + 76 * k, 17 * k, 17 * k),
        scene.radial(x - 5 * k, y + 70 * k, 24 * k, [(0, "#f6d98c"), (0.6, "#b9822f"), (1, "#6a4514")]),
    )
    for i in range(34):
        share = -1 + 2 * i / 33
        strand = bezier(
            (x + share * 12 * k, y + 88 * k),
            (x + share * 26 * k, y + 130 * k),
            (x + share * 22 * k, y + 180 * k),
            (x + share * 30 * k, y + (235 + 6 * math.sin(i * 2.1)) * k),
            8,
        )
        scene.path(
            polygon(ribbon(strand, lambda t: 2.2 * k)), silk.ramp(0.34 + 0.4 * (0.5 - 0.5 * share) + 0.12 * math.sin(i * 1.7))
        )
