"""Round bars along a curve: handles, spouts, twigs, dough, cord.

A bar is its own outline drawn several times, each time narrower, lighter and moved towards
the window: those are the lines of equal light on a rope of spheres.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .light import Material
from .paths import Point, polygon, ribbon
from .scene import Scene

LEVELS = [
    # share of the width, move towards the window (in half widths), light
    (1.00, 0.00, 0.20),
    (0.95, 0.03, 0.28),
    (0.88, 0.07, 0.36),
    (0.80, 0.11, 0.44),
    (0.71, 0.155, 0.51),
    (0.61, 0.20, 0.58),
    (0.51, 0.25, 0.65),
    (0.41, 0.29, 0.71),
    (0.31, 0.33, 0.77),
    (0.20, 0.36, 0.82),
]


def bar(
    scene: Scene,
    points: Sequence[Point],
    width: Callable[[float], float] | float,
    material: Material,
    shine: float = 1.0,
    dim: float = 0.0,
) -> list[Point]:
    """Draw a bar; `width(share of the length)` is its half width. Returns its outline."""
    half = width if callable(width) else (lambda _t, w=width: w)
    ramp = material.ramp
    middle = half(0.5)
    outline = ribbon(points, half)
    for share, move, light in LEVELS:
        dx, dy = -move * middle * 0.72, -move * middle * 0.62
        band = ribbon(points, lambda t, s=share: half(t) * s)
        scene.path(
            polygon([(x + dx, y + dy) for x, y in band]), ramp(light * (1 - dim)),
        )
    if material.gloss > 0.25:
        _gleam(scene, points, half, material, shine)
    return outline


def _gleam(
    scene: Scene, points: Sequence[Point], half: Callable[[float], float], material: Material, shine: float
) -> None:
    """The window along the bar, in the stretches that face it."""
    count = len(points) - 1
    strength = 0.5 * material.gloss * shine
    for grow, opacity in ((1.0, 0.35), (0.55, 0.6)):
        run: list[Point] = []
        for i, (x, y) in enumerate(points):
            t = i / count
            before, after = points[max(0, i - 1)], points[min(count, i + 1)]
            dx, dy = after[0] - before[0], after[1] - before[1]
            length = (dx * dx + dy * dy) ** 0.5 or 1.0
            # how much the side of the bar looks up and to the left
            facing = max((-dy * -0.72 + dx * -0.62) / length, (dy * -0.72 - dx * -0.62) / length)
            if facing > 0.45:
                run.append((x - 0.40 * half(t) * 0.72, y - 0.40 * half(t) * 0.62))
            elif len(run) > 3:
                _streak(scene, run, half(t) * 0.16 * grow, strength * opacity)
                run = []
            else:
                run = []
        if len(run) > 3:
            _streak(scene, run, half(1.0) * 0.16 * grow, strength * opacity)


def _streak(scene: Scene, run: Sequence[Point], width: float, opacity: float) -> None:
    band = ribbon(run, lambda t: width * min(1.0, 5 * t, 5 * (1 - t)) + 0.3)
    scene.path(polygon(band), "#fff", opacity=f"{opacity:.2f}")
