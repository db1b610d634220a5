"""What the jam was made of: strawberries, apricots, plums, elderflower."""

from __future__ import annotations

import math
import random

from .colour import Colour, css, lit, shift
from .light import Material
from .paths import Point, bezier, ellipse, oval, polygon, ribbon, smooth, spline, turned
from .plants import ball, leaf
from .scene import Scene
from .tubes import bar

LEAF: Colour = (0.55, 0.10, 138)


def _sit(scene: Scene, x: float, y: float, rx: float, ry: float) -> None:
    """The shadow of something small and round."""
    scene.shadow([ellipse(x + rx * 0.5, y + ry * 0.78, rx * 1.15, ry * 0.34)], 18, 0.45)
    scene.shadow([ellipse(x + rx * 0.08, y + ry * 0.92, rx * 0.72, ry * 0.18)], 6, 0.7, (0.25, 0.02, 60))


def shaded(scene: Scene, outline: list[Point], colour: Colour, shine: float = 0.5, turn: float = 0.0) -> None:
    """A smooth round body of any outline: light from the top left, dark to the lower right."""
    cx = sum(p[0] for p in outline) / len(outline)
    cy = sum(p[1] for p in outline) / len(outline)
    size = max(math.dist((cx, cy), p) for p in outline)
    path = smooth(outline)
    fill = scene.radial(
        cx - size * 0.34,
        cy - size * 0.38,
        size * 1.62,
        [
            (0, css(lit(colour, 0.92))),
            (0.30, css(lit(colour, 0.72))),
            (0.62, css(lit(colour, 0.48))),
            (0.85, css(lit(colour, 0.28))),
            (1, css(lit(colour, 0.20))),
        ],
    )
    scene.path(path, fill)
    bounce = scene.radial(
        cx + size * 0.3, cy + size * 0.75, size * 0.8, [(0, css(lit(shift(colour, 0.12), 0.8)), 0.4), (1, css(colour), 0)]
    )
    with scene.group(scene.clip(path)):
        scene.path(oval(cx + size * 0.3, cy + size * 0.75, size * 0.8, size * 0.8), bounce)
    if shine:
        glint = turned([(-0.20, 0.02), (-0.02, -0.10), (0.20, -0.02), (0.02, 0.10)], -38 + turn)
        spot = scene.radial(
            cx - size * 0.38, cy - size * 0.42, size * 0.24, [(0, "#fff", shine), (0.6, "#fff", shine * 0.55), (1, "#fff", 0)]
        )
        scene.path(smooth([(cx - size * 0.38 + px * size, cy - size * 0.42 + py * size) for px, py in glint]), spot)


def strawberry(scene: Scene, x: float, y: float, size: float, degrees: float, seed: int) -> None:
    """Seeds sit in small dents, each with its own light."""
    source = random.Random(seed)
    _sit(scene, x, y, size * 0.9, size * 0.9)
    raw = [
        (0, -0.86),
        (0.62, -0.78),
        (0.90, -0.30),
        (0.74, 0.30),
        (0.34, 0.82),
        (0, 1.0),
        (-0.34, 0.82),
        (-0.74, 0.30),
        (-0.90, -0.30),
        (-0.62, -0.78),
    ]
    outline = [(x + px * size, y + py * size) for px, py in turned(raw, degrees)]
    shaded(scene, outline, (0.53, 0.20, 26), 0.65)
    dents, pips = [], []
    for row in range(8):
        v = -0.66 + row * 0.205
        reach = 0.88 * math.sqrt(max(0.05, 1 - (v + 0.1) ** 2)) * (1 - 0.22 * max(0, v))
        for i in range(6):
            u = (-1 + 2 * (i + 0.5 * (row % 2)) / 5.5) * reach
            if abs(u) > reach * 0.93:
                continue
            ((px, py),) = turned([(u + source.uniform(-0.03, 0.03), v)], degrees)
            flat = math.sqrt(max(0.12, 1 - (u / max(0.1, reach)) ** 2))
            sx, sy, r = x + px * size, y + py * size, size * 0.048
            dents.append(oval(sx, sy, r * 1.5 * flat, r * 2.0))
            pips.append(oval(sx, sy, r * 0.62 * flat, r * 1.1))
    scene.path("".join(dents), css((0.38, 0.15, 22)), opacity=".42")
    scene.path("".join(pips), css((0.84, 0.11, 86)))
    ((tx, ty),) = turned([(0, -0.86)], degrees)
    for i in range(7):
        leaf(
            scene,
            x + tx * size,
            y + ty * size,
            size * source.uniform(0.5, 0.68),
            size * 0.13,
            degrees + 18 + i * 24 + (0 if i < 4 else 6),
            shift(LEAF, source.uniform(-0.04, 0.05)),
            0.1,
        )
    stem = bezier(
        (x + tx * size, y + ty * size),
        *[(x + (tx + d[0]) * size, y + (ty + d[1]) * size) for d in turned([(0.02, -0.2), (0.1, -0.34), (0.22, -0.42)], degrees)],
    )
    bar(scene, stem, size * 0.035, Material(LEAF, gloss=0.1))


def apricot(scene: Scene, x: float, y: float, size: float, degrees: float, leafy: bool = True) -> None:
    """Velvety, with a seam and a red cheek."""
    _sit(scene, x, y, size, size)
    outline = [
        (x + px * size, y + py * size)
        for px, py in turned(
            [(0, -0.95), (0.7, -0.72), (1.0, 0), (0.72, 0.74), (0, 0.98), (-0.72, 0.74), (-1.0, 0), (-0.7, -0.72)], degrees
        )
    ]
    shaded(scene, outline, (0.77, 0.135, 66), 0.18)
    path = smooth(outline)
    with scene.group(scene.clip(path)):
        blush = scene.radial(
            x + size * 0.5, y - size * 0.15, size * 0.95, [(0, css((0.60, 0.18, 36)), 0.62), (1, css((0.60, 0.18, 36)), 0)]
        )
        scene.path(oval(x + size * 0.5, y - size * 0.15, size, size), blush)
        seam = turned([(0.02, -0.98), (-0.30, -0.4), (-0.34, 0.2), (-0.1, 0.98)], degrees)
        curve = bezier(*[(x + px * size, y + py * size) for px, py in seam])
        scene.path(polygon(ribbon(curve, lambda t: size * 0.045 * math.sin(math.pi * t))), css((0.52, 0.14, 48)), opacity=".5")
        scene.path(
            polygon([(px + size * 0.05, py) for px, py in curve], False),
            stroke="#fff2d8",
            stroke_width=size * 0.03,
            opacity=".35",
        )
    if leafy:
        ((tx, ty),) = turned([(0, -0.9)], degrees)
        leaf(scene, x + tx * size, y + ty * size, size * 1.25, size * 0.30, degrees - 28, LEAF, 0.14)


def plum(scene: Scene, x: float, y: float, size: float, degrees: float, leafy: bool = False) -> None:
    """A damson: oval, dark blue, with the pale bloom rubbed off in one place."""
    _sit(scene, x, y, size * 0.8, size)
    outline = [
        (x + px * size, y + py * size)
        for px, py in turned(
            [(0, -1.1), (0.56, -0.82), (0.82, 0), (0.58, 0.84), (0, 1.1), (-0.58, 0.84), (-0.82, 0), (-0.56, -0.82)], degrees
        )
    ]
    shaded(scene, outline, (0.36, 0.085, 300), 0.45)
    with scene.group(scene.clip(smooth(outline))):
        bloom = scene.radial(
            x - size * 0.1,
            y - size * 0.2,
            size * 0.95,
            [(0, css((0.72, 0.05, 275)), 0.5), (0.7, css((0.66, 0.06, 275)), 0.28), (1, css((0.6, 0.05, 275)), 0)],
        )
        scene.path(oval(x - size * 0.1, y - size * 0.2, size, size), bloom)
        seam = bezier(
            *[(x + px * size, y + py * size) for px, py in turned([(0, -1.1), (0.34, -0.5), (0.36, 0.5), (0.05, 1.1)], degrees)]
        )
        scene.path(polygon(ribbon(seam, lambda t: size * 0.035 * math.sin(math.pi * t))), css((0.24, 0.06, 310)), opacity=".6")
    ((tx, ty),) = turned([(0, -1.08)], degrees)
    end = turned([(0.1, -1.5)], degrees)[0]
    bar(scene, [(x + tx * size, y + ty * size), (x + end[0] * size, y + end[1] * size)], size * 0.045, Material((0.42, 0.06, 80)))
    if leafy:
        leaf(scene, x + tx * size, y + ty * size, size * 1.3, size * 0.28, degrees - 40, LEAF, 0.12)


def half_plum(scene: Scene, x: float, y: float, size: float, degrees: float) -> None:
    """Cut open, with the stone."""
    _sit(scene, x, y, size * 0.9, size * 0.7)
    ring = spline(
        [
            (x + px * size, y + py * size)
            for px, py in turned(
                [(0, -1), (0.62, -0.7), (0.8, 0), (0.62, 0.7), (0, 1), (-0.62, 0.7), (-0.8, 0), (-0.62, -0.7)], degrees
            )
        ],
        6,
        closed=True,
    )
    scene.path(polygon([(px + 3, py + size * 0.16) for px, py in ring]), css((0.30, 0.08, 305)))
    scene.path(polygon(ring), css((0.46, 0.10, 330)))
    inner = [(x + (px - x) * 0.90, y + (py - y) * 0.90) for px, py in ring]
    scene.path(
        polygon(inner),
        scene.radial(x - size * 0.2, y - size * 0.2, size * 1.1, [(0, "#f0c15c"), (0.6, "#dc9a3a"), (1, "#b86a2c")]),
    )
    stone = [
        (x + px * size * 0.42, y + py * size * 0.46)
        for px, py in turned([(0, -1.1), (0.66, -0.5), (0.66, 0.5), (0, 1.1), (-0.66, 0.5), (-0.66, -0.5)], degrees)
    ]
    scene.path(smooth([(px + 3, py + 5) for px, py in stone]), "#7a4a1c", opacity=".6")
    shaded(scene, stone, (0.52, 0.08, 58), 0.25)


def elderflower(scene: Scene, x: float, y: float, size: float, seed: int, degrees: float = -90) -> None:
    """An umbel: many five-petalled stars on fine stalks."""
    source = random.Random(seed)
    heads = []
    for _ in range(74):
        a, r = source.uniform(0, 2 * math.pi), source.uniform(0, 1) ** 0.55
        heads.append((x + size * r * math.cos(a), y + size * 0.60 * r * math.sin(a) - size * 0.12 * (1 - r)))
    heads.sort(key=lambda p: p[1])
    root = (x - size * 1.3 * math.cos(math.radians(degrees)), y - size * 1.3 * math.sin(math.radians(degrees)))
    fork = (x + (root[0] - x) * 0.45, y + (root[1] - y) * 0.45)
    green = Material((0.66, 0.09, 128))
    bar(scene, bezier(root, ((root[0] + fork[0]) / 2 + 8, (root[1] + fork[1]) / 2), fork, fork, 8), size * 0.035, green)
    stalks = "".join(f"M{fork[0]:.1f} {fork[1]:.1f}L{hx:.1f} {hy + 4:.1f}" for hx, hy in heads[::2])
    scene.path(stalks, stroke=css((0.70, 0.08, 125)), stroke_width=2.2, opacity=".8")
    for hx, hy in heads:
        light = 0.62 + 0.26 * (0.5 - (hx - x) / size * 0.35 - (hy - y) / size * 0.3)
        flower = size * source.uniform(0.085, 0.115)
        turn = source.uniform(0, 72)
        petals = []
        for i in range(5):
            a = math.radians(turn + 72 * i)
            petals.append(oval(hx + flower * 0.62 * math.cos(a), hy + flower * 0.52 * math.sin(a), flower * 0.48, flower * 0.42))
        scene.path("".join(petals), css(lit((0.95, 0.025, 100), light - 0.2)), transform="translate(1.5 2.5)")
        scene.path("".join(petals), css(lit((0.965, 0.022, 100), light)))
        scene.path(oval(hx, hy, flower * 0.20, flower * 0.18), css((0.82, 0.12, 100)))


def lemon_slice(scene: Scene, x: float, y: float, size: float, squash: float = 0.5) -> None:
    """A round of lemon lying on the table."""
    scene.shadow([ellipse(x + 12, y + 10, size * 1.02, size * squash * 1.02)], 8, 0.55)
    scene.path(oval(x, y + size * 0.09, size, size * squash), css((0.74, 0.15, 92)))
    scene.path(oval(x, y, size, size * squash), css((0.88, 0.15, 98)))
    scene.path(oval(x, y, size * 0.90, size * squash * 0.90), css((0.97, 0.035, 100)))
    for i in range(9):
        a0, a1 = 40 * i + 4, 40 * i + 36
        wedge: list[Point] = [(0.08, 0)] + [
            (0.82 * math.cos(math.radians(a - a0 - 16)), 0.82 * math.sin(math.radians(a - a0 - 16))) for a in range(a0, a1 + 1, 8)
        ]
        placed = [(x + px * size, y + py * size * squash) for px, py in turned(wedge, a0 + 16)]
        scene.path(smooth(placed), css((0.93, 0.125, 102 - (i % 3) * 3)), opacity=".92")
    ball(scene, x, y, size * 0.04, (0.95, 0.03, 100), 0)
