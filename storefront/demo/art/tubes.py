"""Round bars along a curve: handles, spouts, twigs, dough, cord.

A bar is its own outline drawn several times, each time narrower, lighter and moved towards
the window: those are the lines of equal light on a rope of spheres.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .colour import RGB
from .lathe import thin
from .light import Material, shade, unit
from .paths import Point, polygon, ribbon
from .scene import Scene

# share of the width, move towards the window (in half widths), light
LEVELS = [
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
    (0.08, 0.38, 0.85),
]


def levels(count: int) -> list[tuple[float, float, float]]:
    """The same ladder with `count` rungs: a thick bar needs more to look smooth."""
    found = []
    for i in range(count):
        at = i * (len(LEVELS) - 1) / (count - 1)
        low = min(len(LEVELS) - 2, int(at))
        part = at - low
        one, two = LEVELS[low], LEVELS[low + 1]
        found.append(
            (
                one[0] + (two[0] - one[0]) * part,
                one[1] + (two[1] - one[1]) * part,
                one[2] + (two[2] - one[2]) * part,
            )
        )
    return found


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
    count = len(points) - 1
    outline = ribbon(points, half)
    if _straight(points):
        _rod(scene, points, outline, half, material, dim)
        return outline
    thickest = max(half(i / 8) for i in range(9))
    for share, move, light in levels(max(6, min(30, round(thickest * 0.42)))):
        aside = [(x - move * 0.72 * half(i / count), y - move * 0.62 * half(i / count)) for i, (x, y) in enumerate(points)]
        band = ribbon(aside, lambda t, s=share: half(t) * s)
        scene.path(polygon(band), ramp(light * (1 - dim)))
    if material.gloss > 0.25:
        _gleam(scene, points, half, material, shine)
    return outline


def _straight(points: Sequence[Point]) -> bool:
    """Whether all points lie on one line."""
    (x0, y0), (x1, y1) = points[0], points[-1]
    length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5 or 1.0
    return all(abs((x - x0) * (y1 - y0) - (y - y0) * (x1 - x0)) / length < 0.4 for x, y in points)


def _rod(
    scene: Scene,
    points: Sequence[Point],
    outline: Sequence[Point],
    half: Callable[[float], float],
    material: Material,
    dim: float,
) -> None:
    """A straight bar needs one shape: the light only changes across it."""
    (x0, y0), (x1, y1) = points[0], points[-1]
    length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5 or 1.0
    nx, ny = (y1 - y0) / length, -(x1 - x0) / length
    middle, wide = ((x0 + x1) / 2, (y0 + y1) / 2), max(half(i / 6) for i in range(7))
    stops: list[tuple[float, RGB]] = []
    for i in range(17):
        across = -1 + i / 8
        normal = unit(nx * across, -ny * across, (1 - across * across) ** 0.5 + 0.02)
        light, shine = shade(normal, 0.3, material.gloss * 0.8, material.soft)
        stops.append((i / 16, material.ramp.at(light * (1 - dim), shine)))
    fill = scene.linear(middle[0] - nx * wide, middle[1] - ny * wide, middle[0] + nx * wide, middle[1] + ny * wide, thin(stops))
    scene.path(polygon(outline), fill)


def _gleam(scene: Scene, points: Sequence[Point], half: Callable[[float], float], material: Material, shine: float) -> None:
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
