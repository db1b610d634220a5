"""Lids: gingham tied with twine, and turned metal."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence

from .colour import Colour, css, lit
from .lathe import Vessel
from .light import Material
from .paths import Point, number, oval, polygon, ribbon, smooth
from .scene import Scene
from .tubes import bar


def cloth_cap(jar: Vessel, colour: Colour, drop: float, flare: float, seed: int = 3, dome: float = 16.0) -> None:
    """A square of gingham over the lid, tied with twine: folds all round, check following them."""
    scene, k = jar.scene, jar.tilt
    source = random.Random(seed)
    phase = source.uniform(0, 6)
    rim, x, top = jar.rings[-1].radius + 9, jar.x, jar.y - jar.height - dome
    tie = top + drop * 0.36 + dome

    def wall(angle: float, share: float) -> Point:
        """share 0 at the edge of the lid, .4 at the twine, 1 at the hem."""
        a = math.radians(angle)
        fold = math.sin(a * 11 + phase) + 0.5 * math.sin(a * 17 + 2 * phase)
        if share < 0.4:
            s = share / 0.4
            radius = rim - 3 * s + 5 * math.sin(math.pi * s)
            y = top + dome + (tie - top - dome) * s
        else:
            s = (share - 0.4) / 0.6
            radius = rim - 3 + flare * s**0.8 + fold * 6.5 * s
            y = tie + (drop * 0.64 + 7 * fold * 0.6) * s
        return x + radius * math.sin(a), y + radius * k * math.cos(a)

    base: Colour = (0.945, 0.012, 85)
    hem = [wall(a, 1.0) for a in range(-84, 85, 4)]
    scene.path(polygon([*[(px, py + 12) for px, py in hem], *[(px, py - 8) for px, py in reversed(hem)]]), "#000", opacity=".22")
    step = 6
    for angle in range(-96, 96, step):
        a = math.radians(angle + step / 2)
        fold = math.cos(a * 11 + phase) + 0.5 * math.cos(a * 17 + 2 * phase)
        lamp = 0.60 + 0.16 * math.sin(-a * 0.9 + 0.4) * 1.0 - 0.10 * max(0.0, math.sin(a))
        for s0, s1, depth in ((0.0, 0.4, 0.05), (0.4, 0.7, 0.13), (0.7, 1.0, 0.17)):
            light = lamp - depth * fold * 0.62 + (0.05 if s0 == 0 else 0)
            quad = [wall(angle, s0), wall(angle + step + 0.6, s0), wall(angle + step + 0.6, s1 + 0.02), wall(angle, s1 + 0.02)]
            scene.path(polygon(quad), css(lit(base, light)))
    _check(scene, wall, colour)
    cap = scene.linear(
        x - rim,
        top - rim * k,
        x + rim,
        top + rim * k + dome,
        [(0, css(lit(base, 0.92))), (0.6, css(lit(base, 0.76))), (1, css(lit(base, 0.6)))],
    )
    lid = f"M{number(x - rim)} {number(top + dome)}C{number(x - rim)} {number(top - rim * k * 1.1)} {number(x + rim)} {number(top - rim * k * 1.1)} {number(x + rim)} {number(top + dome)}A{number(rim)} {number(rim * k)} 0 0 1 {number(x - rim)} {number(top + dome)}Z"
    scene.path(lid, cap)
    with scene.group(scene.clip(lid)):
        _top_check(scene, x, top + 4, rim, k, colour)
    _twine(scene, [wall(a, 0.41) for a in range(-92, 93, 4)], seed)


def _check(scene: Scene, wall: Callable[[float, float], Point], colour: Colour) -> None:
    """Gingham on the skirt: stripes both ways, half opaque, so that crossings are full."""
    ink = css(lit(colour, 0.6))
    data = []
    for angle in range(-92, 92, 15):
        left = [wall(angle, s / 10) for s in range(11)]
        right = [wall(angle + 7.5, s / 10) for s in range(11)]
        data.append(polygon(left + right[::-1]))
    scene.path("".join(data), ink, opacity=".52")
    data = []
    for s0, s1 in ((0.02, 0.20), (0.42, 0.57), (0.72, 0.87)):
        upper = [wall(a, s0) for a in range(-96, 97, 3)]
        lower = [wall(a, s1) for a in range(-96, 97, 3)]
        data.append(polygon(upper + lower[::-1]))
    scene.path("".join(data), ink, opacity=".52")


def _top_check(scene: Scene, x: float, y: float, rim: float, k: float, colour: Colour) -> None:
    ink = css(lit(colour, 0.66))
    gap = rim * 0.27
    for turn in (28, 118):
        c, s = math.cos(math.radians(turn)), math.sin(math.radians(turn))
        data = []
        for i in range(-4, 5):
            points = []
            for u, v in (
                (i * gap, -1.6 * rim),
                (i * gap + gap / 2, -1.6 * rim),
                (i * gap + gap / 2, 1.6 * rim),
                (i * gap, 1.6 * rim),
            ):
                points.append((x + u * c - v * s, y + (u * s + v * c) * k))
            data.append(polygon(points))
        scene.path("".join(data), ink, opacity=".5")


def _twine(scene: Scene, points: Sequence[Point], seed: int) -> None:
    """Two turns of twine and a bow in front."""
    hemp = Material((0.70, 0.055, 78), gloss=0.05)
    for dy in (-4, 4):
        bar(scene, [(x, y + dy) for x, y in points], 4.6, hemp)
    x, y = points[len(points) // 2 + 3]
    for side in (-1, 1):
        loop = smooth([(x, y), (x + side * 34, y - 22), (x + side * 58, y + 4), (x + side * 30, y + 16)])
        scene.path(loop, stroke=hemp.ramp(0.25), stroke_width=8.5)
        scene.path(loop, stroke=hemp.ramp(0.66), stroke_width=6)
        end = smooth([(x, y), (x + side * 16, y + 30), (x + side * 34, y + 66)], False)
        scene.path(end, stroke=hemp.ramp(0.25), stroke_width=7.5, stroke_linecap="round")
        scene.path(end, stroke=hemp.ramp(0.66), stroke_width=5.2, stroke_linecap="round")
    scene.path(polygon(ribbon([(x - 9, y - 3), (x + 9, y + 4)], lambda t: 9)), hemp.ramp(0.6))


def metal_lid(jar: Vessel, material: Material, high: float = 46.0) -> None:
    """A screw lid, with its rolled edge and a faint circle pressed into the top."""
    scene, k = jar.scene, jar.tilt
    r = jar.rings[-1].radius + 12
    lid = Vessel(
        scene,
        jar.x,
        jar.y - jar.height + 10,
        [(0, r + 1), (5, r + 3), (high - 10, r), (high - 2, r - 4), (high, r - 10)],
        fineness=2.5,
    )
    lid.paint(material, contact=0.15)
    with lid.inside():
        data = []
        for angle in range(-88, 90, 4):
            (x0, y0), (x1, y1) = lid.at(angle, 4), lid.at(angle, high - 14)
            data.append(f"M{x0:.1f} {y0:.1f}L{x1:.1f} {y1:.1f}")
        scene.path("".join(data), stroke="#000", stroke_width=1.6, opacity=".16")
    x, y = lid.centre(high)
    r -= 10
    top = scene.linear(
        x - r,
        y - r * k,
        x + r,
        y + r * k,
        [
            (0, material.ramp(0.98, 0.3)),
            (0.35, material.ramp(0.8, 0.1)),
            (0.55, material.ramp(0.66)),
            (0.75, material.ramp(0.86, 0.15)),
            (1, material.ramp(0.6)),
        ],
    )
    scene.path(oval(x, y, r, r * k), top)
    for share, tone, dy in ((0.86, "#000", 0), (0.86, "#fff", 2)):
        scene.path(oval(x, y + dy, r * share, r * k * share), stroke=tone, stroke_width=1.8, opacity=".22")
