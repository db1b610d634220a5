"""Washi tape in rolls, and folding fans."""

from __future__ import annotations

import math

from . import studio
from .colour import Colour, css, lit, shift
from .desk_paper import GREY, INK, RICE, Lying, top
from .lathe import Vessel
from .lettering import column
from .light import Material
from .paths import Point, bezier, oval, polygon, ribbon, smooth, spline
from .registry import drawing
from .scene import Scene
from .scenery import Place, blades, disc
from .staging import drop, stand
from .tubes import bar

TAPES: dict[str, tuple[Colour, Colour]] = {
    "hills": ((0.93, 0.020, 150), (0.55, 0.075, 175)),
    "waves": ((0.93, 0.015, 230), (0.42, 0.095, 252)),
    "persimmon": ((0.94, 0.025, 85), (0.68, 0.165, 48)),
    "bamboo": ((0.92, 0.035, 130), (0.50, 0.085, 142)),
    "plum": ((0.93, 0.030, 15), (0.62, 0.150, 14)),
}


@drawing("washi-tape", ("five", "hills", "waves", "plum"), views=2)
def washi_tape(variant: str, view: int) -> Scene:
    tones: dict[str, Colour] = {
        "five": (0.88, 0.022, 85),
        "hills": (0.86, 0.022, 165),
        "waves": (0.86, 0.022, 240),
        "plum": (0.89, 0.022, 15),
    }
    ground = studio.sweep(tones[variant], 0.12)
    studio.window(ground, 0.5)
    studio.leaves(ground, -120, 40, 12, opacity=0.22, kind="bamboo")
    scene = Scene(ground, tilt=0.5)
    if variant == "five":
        spots = [("hills", 370, 560), ("waves", 770, 520), ("persimmon", 300, 930), ("bamboo", 880, 900), ("plum", 590, 1130)]
        for name, x, y in spots:
            _roll(scene, x, y, 172, 96, name)
        if view == 1:
            scene.look(560, 1030, 1.7)
        return scene
    _strip(scene, 640, 1130, variant)
    _roll(scene, 560, 850, 300, 170, variant)
    if view == 1:
        scene.look(520, 820, 1.7)
    return scene


def _roll(scene: Scene, x: float, y: float, r: float, tall: float, name: str) -> None:
    """A roll lying on its side: printed wall, wound edge, cardboard core."""
    base, ink = TAPES[name]
    k = scene.tilt
    roll = Vessel(scene, x, y, [(0, r - 1), (3, r), (tall - 3, r), (tall, r - 1)])
    stand(scene, roll, length=0.8)
    roll.paint(Material(base, gloss=0.08, soft=0.4), contact=0.3)
    with roll.inside():
        pattern(scene, lambda px, py: roll.at(-92 + math.degrees(px / r), tall - py, 0.3), r * 3.2, tall, name, ink)
        shadow = scene.linear(
            x - r, 0, x + r, 0, [(0, "#000", 0.10), (0.3, "#fff", 0.10), (0.55, "#000", 0.02), (1, "#000", 0.30)]
        )
        scene.path(polygon(roll.outline()), shadow)
    cx, cy = roll.centre(tall)
    face = scene.linear(
        cx - r,
        cy - r * k,
        cx + r,
        cy + r * k,
        [(0, css(lit(base, 0.92))), (0.5, css(lit(shift(base, -0.03), 0.74))), (1, css(lit(base, 0.52)))],
    )
    scene.path(oval(cx, cy, r, r * k), face)
    core = 0.56
    for i in range(15):
        rr = r * (core + 0.07 + (1 - core - 0.07) * i / 15)
        scene.path(
            oval(cx, cy, rr, rr * k),
            stroke=css(lit(_between(base, ink), 0.42)),
            stroke_width=1.3,
            opacity=f"{0.16 + 0.12 * (i % 3):.2f}",
        )
    card: Colour = (0.72, 0.055, 72)
    scene.path(
        oval(cx, cy, r * (core + 0.06), r * (core + 0.06) * k),
        scene.linear(cx - r, cy, cx + r, cy, [(0, css(lit(card, 0.9))), (1, css(lit(card, 0.55)))]),
    )
    rc = r * core
    scene.path(oval(cx, cy, rc, rc * k), css(lit(card, 0.3)))
    mouth = oval(cx, cy, rc, rc * k)
    with scene.group(scene.clip(mouth)):
        wall = scene.linear(
            cx - rc,
            0,
            cx + rc,
            0,
            [(0, css(lit(card, 0.22))), (0.5, css(lit(card, 0.50))), (0.85, css(lit(card, 0.82))), (1, css(lit(card, 0.66)))],
        )
        scene.path(oval(cx, cy, rc, rc * k), wall)
        scene.path(oval(cx, cy + tall, rc, rc * k), css(lit((0.80, 0.02, 80), 0.36)))
        scene.path(
            oval(cx + rc * 0.3, cy + tall + rc * 0.1, rc * 0.85, rc * k * 0.85), css(lit((0.86, 0.02, 80), 0.56)), opacity=".7"
        )


def _between(one: Colour, two: Colour) -> Colour:
    """Half way, for the edge of a printed roll."""
    return ((one[0] + two[0]) / 2, (one[1] + two[1]) / 2, two[2])


def _strip(scene: Scene, x: float, y: float, name: str) -> None:
    """A length pulled off the roll, stuck down, its end torn."""
    base, ink = TAPES[name]
    at = Lying(x, y + 70, 900, 150, -9)
    zig = [(at.w + (7 if i % 2 else -7), at.h * i / 14) for i in range(15)]
    outline = at.points((0, 0), *zig, (0, at.h))
    scene.shadow([[(px + 4, py + 6) for px, py in outline]], 5, 0.35)
    scene.path(polygon(outline), css(lit(base, 0.74)), opacity=".93")
    with scene.group(scene.clip(polygon(outline))):
        pattern(scene, at.place, at.w, at.h, name, ink)
        scene.path(
            polygon(outline),
            scene.linear(
                *at.place(0, 0), *at.place(at.w, 0), [(0, "#000", 0.18), (0.2, "#000", 0.0), (0.7, "#fff", 0.12), (1, "#fff", 0)]
            ),
        )


def pattern(scene: Scene, place: object, w: float, h: float, name: str, ink: Colour) -> None:
    """What is printed on the tape, on a flat w x h bent by `place`."""
    if name == "waves":
        for row in range(4):
            for i in range(int(w / (h * 0.42)) + 2):
                cx, cy = (i + 0.5 * (row % 2)) * h * 0.42, h * (0.22 + 0.30 * row)
                for share in (0.21, 0.145, 0.08):
                    arc = [
                        place(cx + h * share * math.cos(a), cy - h * share * math.sin(a))
                        for a in (math.pi * j / 12 for j in range(13))
                    ]
                    scene.path(smooth(arc, False), stroke=css(ink), stroke_width=h * 0.026, opacity=".85")
    elif name == "hills":
        for row, (base, tall, opacity) in enumerate(((0.72, 0.40, 0.35), (0.86, 0.36, 0.6), (1.0, 0.30, 0.95))):
            points = [
                (w * i / 90, h * (base - tall * (0.5 + 0.5 * math.sin(i * 0.46 + row * 2) * math.sin(i * 0.17 + row))))
                for i in range(91)
            ]
            scene.path(
                polygon([place(px, py) for px, py in points] + [place(w, h), place(0, h)]),
                css(shift(ink, 0.08 - 0.05 * row)),
                opacity=f"{opacity}",
            )
        for i in range(6):
            disc(scene, place, w * (0.1 + 0.17 * i), h * 0.24, h * 0.085, (0.66, 0.17, 32))
    elif name == "bamboo":
        for i in range(int(w / (h * 0.34)) + 1):
            blades(
                scene, place, i * h * 0.34, h * (0.12 + 0.26 * (i % 3)), h * 0.5, css(shift(ink, 0.05 * (i % 3))), scene.random
            )
    else:
        _fruits(scene, place, w, h, name, ink)


def _fruits(scene: Scene, place: object, w: float, h: float, name: str, ink: Colour) -> None:
    for i in range(int(w / (h * 0.5)) + 2):
        cx, cy = i * h * 0.5, h * (0.30 + 0.42 * (i % 2))
        if name == "persimmon":
            body = [
                place(cx + h * 0.17 * px, cy + h * 0.15 * py)
                for px, py in ((-1, 0), (-0.7, -0.8), (0, -0.9), (0.7, -0.8), (1, 0), (0.7, 0.85), (0, 1), (-0.7, 0.85))
            ]
            scene.path(smooth(body), css(ink))
            leaf = [
                place(cx + h * px, cy + h * py)
                for px, py in ((-0.09, -0.14), (0, -0.19), (0.09, -0.14), (0.03, -0.10), (-0.03, -0.10))
            ]
            scene.path(smooth(leaf), css((0.46, 0.07, 140)))
        else:
            for j in range(5):
                a = 2 * math.pi * j / 5 + i
                petal = [
                    place(
                        cx + h * (0.105 * math.cos(a) + 0.085 * math.cos(b)), cy + h * (0.105 * math.sin(a) + 0.085 * math.sin(b))
                    )
                    for b in (2 * math.pi * n / 12 for n in range(12))
                ]
                scene.path(smooth(petal), css(shift(ink, 0.04 * (j % 2))))
            heart = [
                place(cx + h * 0.05 * math.cos(b), cy + h * 0.05 * math.sin(b)) for b in (2 * math.pi * n / 10 for n in range(10))
            ]
            scene.path(smooth(heart), css((0.86, 0.12, 85)))


@drawing("folding-fan", ("hills", "plum"), views=2)
def folding_fan(variant: str, view: int) -> Scene:
    scene = top((0.50, 0.035, 150) if variant == "hills" else (0.40, 0.040, 25), sun=0.4, shade=(1240, -120, 122), rough=0.8)
    _fan(scene, 600, 1010, 590, variant)
    if view == 1:
        scene.look(470, 660, 1.9)
    return scene


def _fan(scene: Scene, x: float, y: float, r: float, variant: str) -> None:
    """Open: bamboo ribs to a pin, pleated paper between two radii, a picture and four words."""
    first, last, folds = -162.0, -18.0, 22
    inner = r * 0.42

    def at(angle: float, radius: float) -> Point:
        return x + radius * math.cos(math.radians(angle)), y + radius * math.sin(math.radians(angle))

    angles = [first + (last - first) * i / folds for i in range(folds + 1)]
    sheet = [at(a, r) for a in angles] + [at(a, inner) for a in reversed(angles)]
    drop(scene, [at(first, r), *[at(a, r) for a in angles], at(last, r), at(0, 30), at(180, 30)], 16, 1.0, GREY)
    wood = Material((0.44, 0.065, 52), gloss=0.4)
    for a in angles:
        bar(scene, spline([at(a + 180, 46), at(a, inner * 0.6), at(a, inner + 10)], 5), lambda t: 6 + 5 * t, wood)
    for i in range(folds):
        a0, a1 = angles[i], angles[i + 1]
        facing = 0.70 - 0.16 * math.cos(math.radians((a0 + a1) / 2 + 40)) + (0.06 if i % 2 else -0.05)
        scene.path(polygon([at(a0, r), at(a1, r), at(a1, inner), at(a0, inner)]), css(lit(RICE, facing)))
    long, deep = math.radians(last - first) * r * 0.72, r - inner

    def place(px: float, py: float) -> Point:
        return at(first + (last - first) * px / long, r - py)

    with scene.group(scene.clip(polygon(sheet))):
        (_fan_hills if variant == "hills" else _fan_plum)(scene, place, long, deep)
        for i in range(folds):
            dark = [at(angles[i], r), at(angles[i + 1], r), at(angles[i + 1], inner), at(angles[i], inner)]
            scene.path(polygon(dark), "#000" if i % 2 else "#fff", opacity=".075")
    for i, word in enumerate("清风徐来"):
        scene.path(
            column("brush", word, long * 0.30 - i * deep * 0.24, deep * 0.10, deep * 0.20, place=place), css(INK), opacity=".88"
        )
    scene.path(polygon([at(a, r) for a in angles], False), stroke="#fff", stroke_width=3, opacity=".5")
    for a in (first, last):
        bar(scene, spline([at(a + 180, 50), at(a, r * 0.5), at(a, r + 14)], 6), lambda t: 9 + 9 * t, wood)
    scene.path(oval(x, y, 16, 16), scene.radial(x - 5, y - 6, 24, [(0, "#f6e3b0"), (0.5, "#c89a45"), (1, "#6d4a16")]))


def _fan_hills(scene: Scene, place: Place, long: float, deep: float) -> None:
    """Three ranges in mist, and the sun."""
    disc(scene, place, long * 0.80, deep * 0.24, deep * 0.085, (0.60, 0.19, 30))
    for row, (base, tall, tone) in enumerate(((0.74, 0.36, 0.72), (0.90, 0.40, 0.56), (1.02, 0.34, 0.38))):
        peaks = [
            (
                (0.34 + 0.13 * n + scene.random.uniform(-0.05, 0.05)) * long,
                scene.random.uniform(0.4, 1.0),
                scene.random.uniform(0.04, 0.10) * long,
            )
            for n in range(6)
        ]
        ridge = []
        for i in range(121):
            px = long * i / 120
            rise = max(p * math.exp(-(((px - c) / s) ** 2)) for c, p, s in peaks)
            ridge.append((px, deep * (base - tall * (0.18 + 0.82 * rise) - 0.012 * math.sin(i * 1.3 + row))))
        shape = polygon([place(*p) for p in ridge] + [place(long, deep), place(0, deep)])
        high, low = place(long / 2, deep * (base - tall)), place(long / 2, deep * base)
        scene.path(shape, scene.linear(*high, *low, [(0, css((tone, 0.055, 195)), 0.95), (1, css((0.93, 0.02, 120)), 0.25)]))


def _fan_plum(scene: Scene, place: Place, long: float, deep: float) -> None:
    """A branch from the right, in flower."""
    w = long / 1000
    stem = bezier((990 * w, deep * 0.95), (820 * w, deep * 0.5), (660 * w, deep * 0.75), (420 * w, deep * 0.34), 30)
    up = bezier((760 * w, deep * 0.62), (700 * w, deep * 0.3), (640 * w, deep * 0.3), (590 * w, deep * 0.12), 16)
    low = bezier((620 * w, deep * 0.6), (540 * w, deep * 0.8), (480 * w, deep * 0.84), (430 * w, deep * 0.78), 14)
    for points, thick in ((stem, 12), (up, 8), (low, 6)):
        shape = ribbon(points, lambda t, wide=thick: wide * (1.05 - t) * 0.8)
        scene.path(polygon([place(*p) for p in shape]), css((0.24, 0.02, 40)), opacity=".9")
        for _ in range(int(thick * 1.6)):
            px, py = points[scene.random.randint(4, len(points) - 1)]
            px, py, s = px + scene.random.uniform(-26, 26), py + scene.random.uniform(-30, 30), scene.random.uniform(9, 16)
            for j in range(5):
                a = 2 * math.pi * j / 5 + px
                cx, cy = place(px + s * 0.8 * math.cos(a), py + s * 0.8 * math.sin(a))
                scene.path(oval(cx, cy, s * 0.72, s * 0.72), css((0.58 + 0.05 * (j % 3), 0.17, 20)), opacity=".88")
            cx, cy = place(px, py)
            scene.path(oval(cx, cy, s * 0.26, s * 0.26), css((0.88, 0.12, 85)))
