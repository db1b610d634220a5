"""Growing things: plum branches, leaves, grasses, berries and fruit."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from .colour import Colour, css, lit, mix, shift
from .light import Material
from .paths import Point, bezier, number, polygon, ribbon, smooth, turned
from .scene import Scene
from .tubes import bar

BARK = Material((0.40, 0.045, 48), gloss=0.05)


def along(points: Sequence[Point], share: float) -> tuple[Point, float]:
    """A place on a curve and the direction there, degrees."""
    i = min(len(points) - 2, int(share * (len(points) - 1)))
    (x0, y0), (x1, y1) = points[i], points[i + 1]
    part = share * (len(points) - 1) - i
    return (x0 + (x1 - x0) * part, y0 + (y1 - y0) * part), math.degrees(math.atan2(y1 - y0, x1 - x0))


def twig(scene: Scene, points: Sequence[Point], thick: float = 7.0, bark: Material = BARK) -> None:
    """A branch that tapers and is a little knotty."""
    source = random.Random(len(points) + int(points[0][0]))
    phase = source.uniform(0, 6)
    bar(scene, points, lambda t: thick * (1 - 0.68 * t) * (1 + 0.10 * math.sin(19 * t + phase)), bark)


def blossom(
    scene: Scene,
    x: float,
    y: float,
    size: float,
    seed: int,
    petal: Colour = (0.86, 0.085, 8),
    facing: float | None = None,
) -> None:
    """A plum blossom: five round petals, a paler heart, and stamens."""
    source = random.Random(seed)
    start = source.uniform(0, 72)
    squash = facing if facing is not None else source.uniform(0.72, 1.0)
    lean = source.uniform(-40, 40)
    for i in range(5):
        angle = start + 72 * i + source.uniform(-6, 6)
        length = size * source.uniform(0.92, 1.06)
        raw = [
            (0, 0),
            (length * 0.34, -length * 0.40),
            (length * 0.80, -length * 0.42),
            (length * 1.02, 0),
            (length * 0.80, length * 0.42),
            (length * 0.34, length * 0.40),
        ]
        placed = turned([(px, py * 1.0) for px, py in turned(raw, angle)], 0)
        placed = turned([(px, py * squash) for px, py in placed], lean)
        placed = [(px + x, py + y) for px, py in placed]
        light = 0.66 - 0.22 * math.cos(math.radians(angle + lean - 225 + 180))
        tip = css(lit(petal, min(1, light + 0.12)))
        heart = css(lit(shift(petal, -0.09, 1.5, -4), light))
        fill = scene.radial(x, y, size * 1.05, [(0.05, heart), (0.45, css(lit(petal, light))), (1, tip)])
        scene.path(smooth(placed), fill, stroke=css(lit(petal, 0.36)), stroke_width=0.8, stroke_opacity=".5")
    stamens = []
    for _ in range(11):
        angle, reach = source.uniform(0, 2 * math.pi), size * source.uniform(0.24, 0.46)
        sx, sy = x + reach * math.cos(angle), y + reach * math.sin(angle) * squash
        stamens.append(f"M{number(x)} {number(y)}L{number(sx)} {number(sy)}")
        scene.path(_disc(sx, sy, size * 0.045), css((0.80, 0.13, 82)))
    scene.path("".join(stamens), stroke=css((0.93, 0.05, 60)), stroke_width=max(0.8, size * 0.03), opacity=".9")
    scene.path(_disc(x, y, size * 0.10), css((0.72, 0.13, 120)))


def bud(scene: Scene, x: float, y: float, size: float, petal: Colour = (0.80, 0.115, 8)) -> None:
    """A closed flower: a small lit ball in a dark cup."""
    ball(scene, x, y, size, petal)
    cup = [(x - size * 0.7, y + size * 0.5), (x, y + size * 0.2), (x + size * 0.7, y + size * 0.5), (x, y + size * 1.15)]
    scene.path(smooth(cup), css((0.42, 0.07, 25)), opacity=".8")


def ball(scene: Scene, x: float, y: float, size: float, colour: Colour, shine: float = 0.5) -> None:
    """A small round thing in the light of the window."""
    fill = scene.radial(
        x - size * 0.36,
        y - size * 0.38,
        size * 1.6,
        [(0, css(lit(colour, 0.95))), (0.35, css(lit(colour, 0.72))), (0.7, css(lit(colour, 0.42))), (1, css(lit(colour, 0.22)))],
    )
    scene.path(_disc(x, y, size), fill)
    if shine:
        glint = turned([(px, py) for px, py in ((-0.22, 0), (0, -0.13), (0.22, 0), (0, 0.13))], -42)
        scene.path(
            smooth([(x - size * 0.38 + px * size, y - size * 0.42 + py * size) for px, py in glint]),
            "#fff",
            opacity=f"{shine:.2f}",
        )


def plum(
    scene: Scene,
    points: Sequence[Point],
    seed: int,
    size: float = 24.0,
    thick: float = 7.0,
    petal: Colour = (0.86, 0.085, 8),
    count: int = 9,
) -> None:
    """A plum branch in flower, with side twigs."""
    source = random.Random(seed)
    sites: list[tuple[Point, float]] = []
    for share, side, length in ((0.36, -1, 0.34), (0.52, 1, 0.40), (0.70, -1, 0.26)):
        (x, y), heading = along(points, share)
        reach = length * math.dist(points[0], points[-1])
        angle = math.radians(heading + side * source.uniform(30, 46))
        end = (x + reach * math.cos(angle), y + reach * math.sin(angle))
        bend = (x + reach * 0.5 * math.cos(angle) - side * 10, y + reach * 0.5 * math.sin(angle) - 10)
        side_twig = bezier((x, y), bend, bend, end, 12)
        twig(scene, side_twig, thick * 0.52)
        sites += [along(side_twig, s) for s in (0.55, 0.78, 1.0)]
    twig(scene, points, thick)
    sites += [along(points, s) for s in (0.46, 0.62, 0.74, 0.86, 0.95, 1.0)]
    source.shuffle(sites)
    for i, ((x, y), _heading) in enumerate(sites):
        dx, dy = source.uniform(-9, 9), source.uniform(-9, 9)
        if i < count:
            blossom(scene, x + dx, y + dy, size * source.uniform(0.8, 1.12), seed * 31 + i, petal)
        else:
            bud(scene, x + dx * 0.5, y + dy * 0.5, size * 0.34, shift(petal, -0.05, 1.3))


def leaf(
    scene: Scene,
    x: float,
    y: float,
    length: float,
    broad: float,
    degrees: float,
    colour: Colour,
    bend: float = 0.15,
    vein: bool = True,
    point: float = 0.8,
) -> None:
    """A leaf from its stalk: two halves in different light, and a midrib."""
    spine = bezier((0, 0), (length * 0.33, -length * bend), (length * 0.7, -length * bend), (length, 0), 16)
    shape = ribbon(spine, lambda t: broad * math.sin(math.pi * min(1.0, 0.02 + 0.98 * t)) ** point)
    half = len(spine)

    def place(pts: Sequence[Point]) -> list[Point]:
        return [(px + x, py + y) for px, py in turned(pts, degrees)]

    upper = [*shape[:half], *spine[::-1]]
    lower = [*shape[half:][::-1], *spine[::-1]]
    facing = math.cos(math.radians(degrees - 225 + 90))
    one, two = 0.66 + 0.20 * facing, 0.56 - 0.12 * facing
    tip = place(spine)[-1]
    for part, light in ((upper, one), (lower, two)):
        fill = scene.linear(
            x,
            y,
            tip[0],
            tip[1],
            [
                (0, css(lit(colour, light - 0.14))),
                (0.55, css(lit(colour, light))),
                (1, css(lit(shift(colour, 0.03, 1, -8), light + 0.06))),
            ],
        )
        scene.path(polygon(place(part)), fill)
    if vein:
        scene.path(
            polygon(place(spine), False),
            stroke=css(lit(shift(colour, 0.10, 0.7), 0.8)),
            stroke_width=max(0.8, broad * 0.07),
            opacity=".6",
        )


def spray(
    scene: Scene,
    points: Sequence[Point],
    colour: Colour,
    size: float,
    seed: int,
    pairs: int = 8,
    round_: float = 0.42,
    thick: float = 4.0,
) -> None:
    """A stalk with pairs of leaves: eucalyptus when round, olive when long."""
    source = random.Random(seed)
    bar(scene, points, lambda t: thick * (1 - 0.7 * t), Material(mix(colour, BARK.colour, 0.5), gloss=0.05))
    for i in range(pairs):
        share = 0.16 + 0.82 * i / max(1, pairs - 1)
        (x, y), heading = along(points, min(0.999, share))
        length = size * (1 - 0.45 * share) * source.uniform(0.88, 1.12)
        for side in (-1, 1):
            turn = heading + side * source.uniform(38, 66)
            tint = shift(colour, source.uniform(-0.05, 0.04), 1, source.uniform(-6, 6))
            leaf(
                scene,
                x,
                y,
                length,
                length * round_ * source.uniform(0.5, 1),
                turn,
                tint,
                0.08 * side,
                point=0.62 if round_ > 0.3 else 0.9,
            )
    (x, y), heading = along(points, 0.999)
    leaf(scene, x, y, size * 0.5, size * 0.5 * round_ * 0.7, heading, colour, 0.03)


def bamboo(scene: Scene, x: float, y: float, degrees: float, size: float, colour: Colour, seed: int, count: int = 5) -> None:
    """A tuft of bamboo leaves, hanging from one knot."""
    source = random.Random(seed)
    for i in range(count):
        turn = degrees + (i - (count - 1) / 2) * 30 + source.uniform(-9, 9)
        length = size * source.uniform(0.75, 1.15)
        leaf(scene, x, y, length, length * 0.085, turn, shift(colour, source.uniform(-0.06, 0.05)), 0.06, point=1.0)


def _disc(x: float, y: float, r: float) -> str:
    return f"M{x - r:.1f} {y:.1f}a{r:.2f} {r:.2f} 0 1 1 {2 * r:.2f} 0a{r:.2f} {r:.2f} 0 1 1 {-2 * r:.2f} 0Z"
