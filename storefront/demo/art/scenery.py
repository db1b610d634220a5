"""Little landscapes for cards, fans and covers: layered hills in mist, water, bamboo, a moon."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import dataclass

from .colour import Colour, css, mix, shift
from .paths import Point, bezier, oval, polygon, ribbon, smooth
from .scene import Scene

Place = Callable[[float, float], Point]


@dataclass(frozen=True)
class Season:
    """The colours of one card: sky above and below, far and near hills, sun, and its detail."""

    sky: Colour
    haze: Colour
    far: Colour
    near: Colour
    sun: Colour
    detail: str


SEASONS: dict[str, Season] = {
    "spring": Season(
        (0.90, 0.035, 160), (0.96, 0.020, 110), (0.76, 0.045, 165), (0.44, 0.060, 165), (0.86, 0.085, 25), "blossom"
    ),
    "summer": Season((0.80, 0.060, 215), (0.95, 0.025, 150), (0.68, 0.065, 200), (0.36, 0.070, 185), (0.97, 0.030, 95), "bamboo"),
    "autumn": Season((0.88, 0.065, 70), (0.95, 0.040, 75), (0.74, 0.085, 48), (0.42, 0.095, 38), (0.66, 0.185, 32), "boat"),
    "winter": Season((0.78, 0.022, 250), (0.94, 0.008, 240), (0.76, 0.020, 245), (0.40, 0.030, 255), (0.97, 0.010, 90), "snow"),
    "night": Season((0.30, 0.065, 265), (0.52, 0.060, 255), (0.36, 0.055, 260), (0.18, 0.035, 262), (0.95, 0.045, 95), "moon"),
    "dawn": Season((0.84, 0.065, 20), (0.95, 0.040, 60), (0.72, 0.060, 330), (0.40, 0.060, 300), (0.78, 0.150, 40), "cranes"),
}


def landscape(scene: Scene, place: Place, w: float, h: float, season: str, seed: int) -> None:
    """Paint one on a flat (0..w, 0..h), bent by `place`; keep it inside with a clip."""
    mood = SEASONS[season]
    source = random.Random(seed)
    (x0, y0), (x1, y1) = place(w / 2, 0), place(w / 2, h * 0.78)
    sky = scene.linear(x0, y0, x1, y1, [(0, css(mood.sky)), (0.75, css(mood.haze)), (1, css(mix(mood.haze, mood.far, 0.25)))])
    scene.path(polygon([place(0, 0), place(w, 0), place(w, h), place(0, h)]), sky)
    disc(scene, place, w * 0.68, h * 0.24, w * 0.085, mood.sun)
    if season == "night":
        for _ in range(40):
            px, py = place(source.uniform(0, w), source.uniform(0, h * 0.5))
            scene.path(oval(px, py, 1.3, 1.3), "#fff", opacity=f"{source.uniform(0.3, 0.9):.2f}")
    layers = 4
    for i in range(layers):
        share = i / (layers - 1)
        tone = mix(mood.far, mood.near, share**1.2)
        base = h * (0.46 + 0.15 * i)
        _hill(scene, place, w, h, base, h * (0.22 - 0.03 * i), tone, mood.haze, source, season == "winter")
    water = scene.linear(
        *place(0, h * 0.86), *place(0, h), [(0, css(mix(mood.haze, mood.near, 0.25))), (1, css(mix(mood.haze, mood.near, 0.6)))]
    )
    scene.path(polygon([place(0, h * 0.86), place(w, h * 0.86), place(w, h), place(0, h)]), water)
    for _ in range(12):
        y, x, reach = source.uniform(h * 0.875, h * 0.99), source.uniform(0, w * 0.9), source.uniform(w * 0.06, w * 0.22)
        scene.path(
            polygon([place(x, y), place(x + reach, y)], False),
            stroke=css(shift(mood.haze, 0.02)),
            stroke_width=1.6,
            opacity=".55",
        )
    _detail(scene, place, w, h, mood, source)


def disc(scene: Scene, place: Place, x: float, y: float, r: float, colour: Colour) -> None:
    """Sun or moon with a faint ring of light."""
    for grow, opacity in ((1.9, 0.10), (1.45, 0.16), (1.0, 1.0)):
        scene.path(
            polygon(
                [place(x + r * grow * math.cos(a), y + r * grow * math.sin(a)) for a in (2 * math.pi * i / 40 for i in range(40))]
            ),
            css(colour),
            opacity=f"{opacity}",
        )


def _hill(
    scene: Scene,
    place: Place,
    w: float,
    h: float,
    base: float,
    tall: float,
    tone: Colour,
    haze: Colour,
    source: random.Random,
    snowy: bool,
) -> None:
    peaks = [(source.uniform(0, w), source.uniform(0.45, 1.0) * tall, source.uniform(0.14, 0.30) * w) for _ in range(4)]
    phase = source.uniform(0, 6)

    def ridge(x: float) -> float:
        height = max(p * math.exp(-(((x - c) / s) ** 2)) for c, p, s in peaks)
        return base - height - tall * 0.045 * math.sin(x / w * 31 + phase) - tall * 0.02 * math.sin(x / w * 83)

    top = [(w * i / 60, ridge(w * i / 60)) for i in range(61)]
    shape = [place(x, y) for x, y in top] + [place(w, h), place(0, h)]
    peak = min(y for _x, y in top)
    fill = scene.linear(
        *place(w / 2, peak),
        *place(w / 2, base + tall * 0.35),
        [(0, css(tone)), (0.45, css(mix(tone, haze, 0.22))), (1, css(mix(tone, haze, 0.86)))],
    )
    scene.path(polygon(shape), fill)
    if snowy:
        cap = [place(x, y) for x, y in top] + [
            place(x, y + tall * (0.10 + 0.07 * math.sin(x / w * 47))) for x, y in reversed(top)
        ]
        scene.path(polygon(cap), "#fff", opacity=".7")


def _detail(scene: Scene, place: Place, w: float, h: float, mood: Season, source: random.Random) -> None:
    ink = css(shift(mood.near, -0.12))
    if mood.detail in ("boat", "moon", "dawn"):
        x, y = w * 0.30, h * 0.91
        hull = [
            place(x + px * w, y + py * w)
            for px, py in ((-0.09, -0.01), (-0.05, 0.018), (0.06, 0.018), (0.11, -0.014), (0.02, 0.004))
        ]
        scene.path(smooth(hull), ink)
        cabin = [place(x + px * w, y + py * w) for px, py in ((-0.035, 0.0), (-0.02, -0.035), (0.03, -0.035), (0.045, 0.0))]
        scene.path(smooth(cabin), ink, opacity=".85")
        scene.path(polygon([place(x + 0.085 * w, y), place(x + 0.10 * w, y - 0.10 * w)], False), stroke=ink, stroke_width=1.8)
    elif mood.detail == "blossom":
        _branch(scene, place, w, h, source, (0.84, 0.105, 8))
    elif mood.detail == "bamboo":
        for n in range(3):
            x = w * (0.08 + 0.07 * n)
            stalk = [(x + 5 * math.sin(i), h * (1.0 - 0.1 * i)) for i in range(9)]
            scene.path(polygon([place(px, py) for px, py in ribbon(stalk, lambda t: w * 0.009)]), css(shift(mood.near, 0.02 * n)))
            for i in range(2, 9):
                blades(scene, place, x, h * (1.0 - 0.1 * i), w * 0.16, css(shift(mood.near, -0.05 + 0.03 * n)), source)
    elif mood.detail == "snow":
        for _ in range(70):
            px, py = place(source.uniform(0, w), source.uniform(0, h))
            size = source.uniform(1.0, 3.2)
            scene.path(oval(px, py, size, size), "#fff", opacity=".85")
    elif mood.detail == "cranes":
        for i in range(5):
            x, y, s = w * (0.20 + 0.075 * i), h * (0.20 + 0.035 * abs(i - 2)), w * 0.028
            wing = [
                place(x - s, y - s * 0.35),
                place(x - s * 0.4, y - s * 0.5),
                place(x, y),
                place(x + s * 0.4, y - s * 0.55),
                place(x + s, y - s * 0.4),
            ]
            scene.path(smooth(wing, False), stroke=ink, stroke_width=2.4, stroke_linecap="round")


def blades(scene: Scene, place: Place, x: float, y: float, size: float, colour: str, source: random.Random) -> None:
    """Three bamboo leaves from a knot."""
    for turn in (20, 62, 118):
        a = math.radians(turn + source.uniform(-14, 14))
        length = size * source.uniform(0.6, 1.0)
        spine = bezier(
            (x, y),
            (x + length * 0.4 * math.cos(a), y + length * 0.3 * math.sin(a)),
            (x + length * 0.8 * math.cos(a), y + length * 0.8 * math.sin(a)),
            (x + length * math.cos(a), y + length * math.sin(a) * 1.1),
            8,
        )
        shape = ribbon(spine, lambda t, s=length: s * 0.075 * math.sin(math.pi * min(1, t + 0.04)))
        scene.path(polygon([place(px, py) for px, py in shape]), colour, opacity=".9")


def _branch(scene: Scene, place: Place, w: float, h: float, source: random.Random, petal: Colour) -> None:
    stem = bezier((-0.02 * w, h * 0.10), (w * 0.2, h * 0.12), (w * 0.3, h * 0.30), (w * 0.56, h * 0.34), 24)
    scene.path(polygon([place(px, py) for px, py in ribbon(stem, lambda t: w * 0.012 * (1.1 - t))]), css((0.34, 0.04, 45)))
    for _ in range(26):
        px, py = stem[source.randint(3, 24)]
        x, y, r = px + source.uniform(-0.05, 0.05) * w, py + source.uniform(-0.05, 0.05) * w, w * source.uniform(0.010, 0.021)
        for i in range(5):
            a = 2 * math.pi * i / 5 + source.uniform(0, 1)
            bx, by = place(x + r * 0.8 * math.cos(a), y + r * 0.8 * math.sin(a))
            scene.path(oval(bx, by, r * 0.62, r * 0.62), css(shift(petal, source.uniform(-0.04, 0.07))), opacity=".92")
        cx, cy = place(x, y)
        scene.path(oval(cx, cy, r * 0.25, r * 0.25), css((0.62, 0.13, 50)))
