"""What happens to clay after throwing: dipping, speckles, painted bands, crackle."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence

from .colour import Colour, css, lit, shift
from .lathe import Vessel
from .light import Material
from .paths import Point, number, polygon, ribbon, smooth

CLAY = Material((0.56, 0.062, 52), gloss=0.06, soft=0.34)
GLAZES: dict[str, Material] = {
    "celadon": Material((0.775, 0.060, 166), gloss=0.78, soft=0.34),
    "ink": Material((0.40, 0.085, 252), gloss=0.86, soft=0.26),
    "blush": Material((0.80, 0.062, 32), gloss=0.70, soft=0.36),
    "white": Material((0.905, 0.012, 88), gloss=0.66, soft=0.40),
    "matte": Material((0.895, 0.014, 84), gloss=0.16, soft=0.42),
    "honey": Material((0.68, 0.125, 72), gloss=0.86, soft=0.30),
    "tenmoku": Material((0.31, 0.055, 42), gloss=0.96, soft=0.22),
    "rust": Material((0.50, 0.115, 42), gloss=0.42, soft=0.30),
    "moss": Material((0.56, 0.060, 128), gloss=0.5, soft=0.3),
    "slate": Material((0.47, 0.020, 240), gloss=0.35, soft=0.3),
    "clay": CLAY,
}


def wave(seed: int, height: float, swing: float) -> Callable[[float], float]:
    """A glaze line: the height at every angle, calm with a few runs."""
    source = random.Random(seed)
    parts = [(source.uniform(0, 6.28), n, source.uniform(0.4, 1) / n**0.7) for n in (1, 2, 3, 5, 8)]

    def line(degrees: float) -> float:
        a = math.radians(degrees)
        return height + swing * sum(w * math.sin(n * a + p) for p, n, w in parts) * 0.5

    return line


def above(vessel: Vessel, line: Callable[[float], float]) -> str:
    """The part of the picture above a line round the vessel, as path data."""
    points = [vessel.at(a, line(a), 3) for a in range(-90, 91, 4)]
    x, top = vessel.x, vessel.y - vessel.height * 1.4 - vessel.widest
    wide = vessel.widest + 30
    return polygon([*points, (x + wide, points[-1][1]), (x + wide, top), (x - wide, top), (x - wide, points[0][1])])


def dip(
    vessel: Vessel,
    glaze: Material,
    line: Callable[[float], float],
    clay: Material = CLAY,
    darken: Callable[[float], float] | None = None,
) -> None:
    """Bare clay below, glaze above, with the thick edge where the glaze stopped running."""
    scene = vessel.scene
    heights = [line(a) for a in range(-90, 91, 6)]
    points = [vessel.at(a, line(a)) for a in range(-90, 91, 3)]
    tan = css(shift(lit(clay.colour, 0.35), -0.02, 1.25))
    deep = css(lit(shift(glaze.colour, -0.06, 1.1), 0.4))
    with vessel.inside():
        vessel.paint(clay, high=max(heights) + 30, open_edge=True)
        # the clay just below is tanned by the flame
        scene.path(smooth([(x, y + 5) for x, y in points], False), stroke=tan, stroke_width=13, opacity=".45")
        with scene.group(scene.clip(above(vessel, line))):
            vessel.paint(glaze, low=max(-1.0, min(heights) - 24), darken=darken, contact=0.1, open_edge=True)
        scene.path(smooth(points, False), stroke=deep, stroke_width=4.5, opacity=".55")
        gleam = f"{0.10 + 0.18 * glaze.gloss:.2f}"
        scene.path(smooth([(x, y - 6) for x, y in points], False), stroke="#fff", stroke_width=2.6, opacity=gleam)


def foot(
    vessel: Vessel, glaze: Material, height: float, darken: Callable[[float], float] | None = None, clay: Material = CLAY
) -> None:
    """Glazed all over, but for a bare foot ring."""
    with vessel.inside():
        vessel.paint(clay, high=height + 4, open_edge=True)
        vessel.paint(glaze, low=height, darken=darken, contact=0.12, open_edge=True)
        line = smooth([vessel.at(a, height) for a in range(-90, 91, 6)], False)
        vessel.scene.path(line, stroke=css(lit(clay.colour, 0.2)), stroke_width=3, opacity=".6")


def speckle(
    vessel: Vessel,
    count: int,
    seed: int,
    colour: Colour = (0.33, 0.05, 50),
    low: float = 0.05,
    high: float = 0.97,
    size: float = 3.0,
    opacity: float = 0.55,
) -> None:
    """Iron in the clay, burnt through the glaze: small oval dots that follow the wall."""
    source = random.Random(seed)
    data = []
    for _ in range(count):
        angle = source.uniform(-84, 84)
        height = vessel.height * source.uniform(low, high)
        x, y = vessel.at(angle, height)
        tall = size * source.choice((0.35, 0.4, 0.5, 0.6, 0.8, 1.15))
        flat = max(0.3, tall * math.cos(math.radians(angle)))
        data.append(_dot(x, y, flat, tall))
    vessel.scene.path("".join(data), css(colour), opacity=f"{opacity:.2f}")


def _dot(x: float, y: float, rx: float, ry: float) -> str:
    return f"M{x - rx:.1f} {y:.1f}a{rx:.2f} {ry:.2f} 0 1 1 {2 * rx:.2f} 0a{rx:.2f} {ry:.2f} 0 1 1 {-2 * rx:.2f} 0Z"


def grooves(vessel: Vessel, heights: Sequence[float], depth: float = 1.0) -> None:
    """Lines left by the fingers: a dark edge and a bright one."""
    for height in heights:
        dark = [vessel.at(a, height) for a in range(-88, 89, 8)]
        bright = [(x, y + 2.6) for x, y in dark]
        vessel.scene.path(smooth(dark, False), stroke="#1b1410", stroke_width=2.4, opacity=f"{0.20 * depth:.2f}")
        vessel.scene.path(smooth(bright, False), stroke="#fff", stroke_width=2.0, opacity=f"{0.16 * depth:.2f}")


def band(vessel: Vessel, height: float, thick: float, colour: Colour, opacity: float = 0.85, seed: int = 1) -> None:
    """A brushed line round the pot, thicker where the brush was full."""
    source = random.Random(seed)
    phase = source.uniform(0, 6)
    points = [vessel.at(a, height) for a in range(-90, 91, 5)]
    shape = ribbon(points, lambda t: thick * (0.36 + 0.16 * math.sin(7 * t + phase) + 0.06 * math.sin(23 * t)))
    vessel.scene.path(polygon(shape), css(colour), opacity=f"{opacity:.2f}")


def brush(vessel: Vessel, points: Sequence[Point], thick: float, colour: Colour, opacity: float = 0.85) -> None:
    """A painted stroke; points are (degrees, height), thin at both ends."""
    placed = [vessel.at(a, h) for a, h in points]
    shape = ribbon(placed, lambda t: thick * (0.12 + 0.88 * math.sin(math.pi * min(1.0, 0.06 + t * 0.94)) ** 0.7))
    vessel.scene.path(polygon(shape), css(colour), opacity=f"{opacity:.2f}")


def crackle(vessel: Vessel, seed: int, count: int = 60, colour: Colour = (0.42, 0.04, 70), opacity: float = 0.32) -> None:
    """Fine lines in an old-fashioned glaze: short walks that meet."""
    source = random.Random(seed)
    data = []
    for _ in range(count):
        angle, height = source.uniform(-80, 80), vessel.height * source.uniform(0.1, 0.95)
        heading = source.choice((20, 75, 110, 160)) + source.uniform(-14, 14)
        walk = []
        for _ in range(source.randint(3, 7)):
            walk.append(vessel.at(angle, height))
            heading += source.uniform(-24, 24)
            angle += 5.2 * math.cos(math.radians(heading))
            height += 21 * math.sin(math.radians(heading))
            if not (-86 < angle < 86 and 0.04 < height / vessel.height < 0.98):
                break
        if len(walk) > 1:
            data.append("M" + "L".join(f"{number(x)} {number(y)}" for x, y in walk))
    vessel.scene.path("".join(data), stroke=css(colour), stroke_width=1.1, opacity=f"{opacity:.2f}")


def pool(vessel: Vessel, glaze: Material, low: float, high: float, strength: float = 0.5) -> Callable[[float], float]:
    """Glaze runs down and gathers: darker towards `low`, thinner at the rim."""

    def darken(height: float) -> float:
        share = (height - low) / max(1.0, high - low)
        return strength * max(0.0, 1 - share * 1.6) ** 1.5 - 0.06 * max(0.0, share - 0.93) / 0.07

    return darken
