"""Things turned on a wheel or a lathe: a profile spun round an upright axis.

The body is painted ring by ring, as the potter builds it: each ring is an ellipse filled with
a gradient that holds the light for every angle round it. Outside walls go up from the foot,
inside walls go down from the rim, so what is nearer always covers what is farther.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .colour import RGB, hexa
from .light import Material, shade, unit
from .paths import Point, hull, number, oval, polygon, spline
from .scene import Group, Scene

ANGLES = [math.radians(a) for a in range(-90, 91, 6)]


@dataclass(frozen=True)
class Ring:
    """One level: height above the foot, radius, and the upward lean of the wall there."""

    height: float
    radius: float
    out: float
    up: float


class Vessel:
    """A turned body standing at (x, y): y is where the middle of its foot touches the table.

    `profile` lists (height, radius) from the foot up to the rim.
    """

    def __init__(
        self,
        scene: Scene,
        x: float,
        y: float,
        profile: Sequence[Point],
        fineness: float = 5.0,
        convex: bool = False,
    ) -> None:
        self.scene, self.x, self.y = scene, x, y
        self.tilt = scene.tilt
        self.convex = convex
        self.rings = _rings(_spaced(spline(profile, 24), fineness))
        self.height = profile[-1][0]
        self.widest = max(ring.radius for ring in self.rings)

    # -- where things are --------------------------------------------------------------

    def ring(self, height: float) -> Ring:
        """The ring at a height, between its neighbours."""
        rings = self.rings
        for one, two in itertools.pairwise(rings):
            if one.height <= height <= two.height and two.height > one.height:
                share = (height - one.height) / (two.height - one.height)
                return Ring(
                    height,
                    one.radius + (two.radius - one.radius) * share,
                    one.out + (two.out - one.out) * share,
                    one.up + (two.up - one.up) * share,
                )
        return rings[0] if height < rings[0].height else rings[-1]

    def at(self, degrees: float, height: float, proud: float = 0.0) -> Point:
        """Where a point of the wall is on the picture; 0 degrees faces the eye."""
        angle = math.radians(degrees)
        radius = self.ring(height).radius + proud
        return (
            self.x + radius * math.sin(angle),
            self.y - height + radius * self.tilt * math.cos(angle),
        )

    def centre(self, height: float) -> Point:
        """The axis at a height."""
        return self.x, self.y - height

    def outline(self, low: float = -1.0, high: float = 1e9, grow: float = 0.0) -> list[Point]:
        """The silhouette between two heights, seen from above, clockwise from the top left."""
        part = [r for r in self.rings if low <= r.height <= high]
        if self.convex:  # flat things: plates and lids hide their own underside
            circle = [math.pi * i / 36 for i in range(72)]
            return hull([self._on(ring, a, grow) for ring in part[::3] + part[-1:] for a in circle])
        right = [p for p in (self._edge(r, grow) for r in part) if p]
        left = [(2 * self.x - x, y) for x, y in reversed(right)]
        foot, rim = part[0], part[-1]
        below = [self._on(foot, 1.5 * math.pi + math.pi * i / 28, grow) for i in range(1, 28)]
        above = [self._on(rim, 0.5 * math.pi + math.pi * i / 28, grow) for i in range(1, 28)]
        return left + below + right + above

    def inside(self) -> Group:
        """A group that shows only what lies on this body."""
        return self.scene.group(self.scene.clip(polygon(self.outline())))

    def _on(self, ring: Ring, angle: float, grow: float) -> Point:
        radius = ring.radius + grow
        return (
            self.x + radius * math.sin(angle),
            self.y - ring.height + radius * self.tilt * math.cos(angle),
        )

    def _edge(self, ring: Ring, grow: float) -> Point | None:
        """Where the wall of a ring turns away from the eye, on the right; None if nowhere."""
        slope = self.tilt / math.sqrt(1 - self.tilt**2)
        cosine = -ring.up * slope / max(1e-6, ring.out)
        if abs(cosine) >= 1:
            return None
        return self._on(ring, math.acos(cosine), grow)

    # -- painting ----------------------------------------------------------------------

    def paint(
        self,
        material: Material,
        low: float = -1.0,
        high: float = 1e9,
        darken: Callable[[float], float] | None = None,
        contact: float = 0.34,
        open_edge: bool = False,
    ) -> None:
        """The outside wall between two heights.

        `darken(height)` takes light away (0..1); `contact` does so next to the table.
        `open_edge` leaves the outline ragged, for use inside `with vessel.inside():`.
        """
        rings = [r for r in self.rings if low <= r.height <= high]
        reach = 0.16 * self.height
        # Neighbouring rings nearly share a colour: only the outline needs soft edges, and
        # leaving them out inside halves the time resvg takes.
        outline = "" if open_edge else self.scene.clip(polygon(self.outline(low, high)))
        with self.scene.group(f'{outline} shape-rendering="crispEdges"'):
            for one, two in itertools.pairwise(rings):
                loss = contact * math.exp(-max(0.0, one.height) / reach)
                if darken:
                    loss += darken(one.height)
                self._band(one, two, material, loss)

    def _band(self, one: Ring, two: Ring, material: Material, loss: float) -> None:
        flat = two.height - one.height
        # where the ring above is smaller by more than the tilt hides, the back shows as well
        front = self.gradient(one, material, loss, front=True)
        shrinks = one.radius - two.radius
        if shrinks * self.tilt > flat:
            self.scene.path(self._half(one), self.gradient(one, material, loss, front=False))
        elif shrinks > 0:
            self.scene.path(self._half(one), front)
        self.scene.path(self._sliver(one, two), front)

    def gradient(self, ring: Ring, material: Material, loss: float, front: bool, inside: bool = False) -> str:
        stops: list[tuple[float, RGB]] = []
        ramp = material.ramp
        sign = 1.0 if front else -1.0
        for angle in ANGLES:
            sine, cosine = math.sin(angle), math.cos(angle) * sign
            if inside:
                normal = unit(-ring.out * sine, ring.up, -ring.out * cosine)
            else:
                normal = unit(ring.out * sine, ring.up, ring.out * cosine)
            light, shine = shade(normal, self.tilt, material.gloss, material.soft)
            stops.append((0.5 + 0.5 * sine, ramp.at(light * (1 - loss), shine * (1 - loss * 0.6))))
        return self.scene.linear(self.x - ring.radius, 0, self.x + ring.radius, 0, thin(stops))

    def _half(self, ring: Ring) -> str:
        """The half of a level that is away from the eye."""
        x, y, r = self.x, self.y - ring.height, ring.radius + 2
        return f"M{number(x - r)} {number(y)}A{number(r)} {number(r * self.tilt)} 0 0 1 {number(x + r)} {number(y)}Z"

    def _sliver(self, one: Ring, two: Ring) -> str:
        """Front of the wall between two rings, a little larger so that no seam shows."""
        x, k = self.x, self.tilt
        y1, y2 = self.y - one.height, self.y - two.height - 2
        a, b = one.radius + 2, two.radius + 2
        return (
            f"M{number(x - a)} {number(y1)}A{number(a)} {number(a * k)} 0 0 0 {number(x + a)} {number(y1)}"
            f"L{number(x + b)} {number(y2)}A{number(b)} {number(b * k)} 0 0 1 {number(x - b)} {number(y2)}Z"
        )

    def rim(self, material: Material, thick: float, light: float = 0.06) -> None:
        """The lip: a bright ring of clay seen from above, round the opening."""
        ring = self.rings[-1]
        x, y, r, k = self.x, self.y - ring.height, ring.radius, self.tilt
        ramp = material.ramp
        fill = self.scene.linear(
            x - r,
            y - r * k,
            x + r,
            y + r * k,
            [
                (0, ramp(0.86 + light, 0.25 * material.gloss)),
                (0.3, ramp(0.80 + light, 0.1 * material.gloss)),
                (0.62, ramp(0.64 + light)),
                (1, ramp(0.52 + light)),
            ],
        )
        self.scene.path(oval(x, y, r, r * k), fill)
        inner = r - thick
        edge = self.scene.linear(x - r, 0, x + r, 0, [(0, ramp(0.42)), (1, ramp(0.62))])
        self.scene.path(oval(x, y + thick * 0.12, inner, inner * k), edge)


class Hollow:
    """The inside of a vessel, seen through its mouth: painted from the rim down."""

    def __init__(self, vessel: Vessel, thick: float, depth: float | None = None, bottom: float | None = None) -> None:
        self.vessel, self.thick = vessel, thick
        top = vessel.height
        depth = depth if depth is not None else top * 0.92
        rings = [r for r in vessel.rings if r.height >= top - depth][::-2][::-1]
        self.rings = [Ring(r.height, max(2.0, r.radius - thick), r.out, r.up) for r in reversed(rings)]
        if bottom:
            self.rings = [r for r in self.rings if r.radius >= bottom or r.height > top * 0.5]
        mouth = self.rings[0]
        self.mouth = oval(vessel.x, vessel.y - mouth.height + thick * 0.12, mouth.radius, mouth.radius * vessel.tilt)

    def paint(self, material: Material, deep: float = 0.55) -> None:
        """Walls and bottom; `deep` is how much light is lost at the bottom."""
        vessel, scene = self.vessel, self.vessel.scene
        top, low = self.rings[0].height, self.rings[-1].height
        with scene.group(scene.clip(self.mouth) + ' shape-rendering="crispEdges"'):
            for one, two in zip(self.rings, [*self.rings[1:], None], strict=True):
                share = (top - one.height) / max(1.0, top - low)
                loss = deep * (1 - (1 - share) ** 2)
                tipped = Ring(one.height, one.radius, one.out, abs(one.up) + 0.25 * share)
                for front in (False, True):
                    fill = vessel.gradient(tipped, material, loss, front=front, inside=True)
                    scene.path(self._crescent(one, two, upper=not front), fill)

    def _crescent(self, one: Ring, two: Ring | None, upper: bool) -> str:
        """Half of the wall between a ring and the next one down, a little taller."""
        x, k, turn = self.vessel.x, self.vessel.tilt, 1 if upper else 0
        y, r = self.vessel.y - one.height, one.radius
        start = f"M{number(x - r)} {number(y)}A{number(r)} {number(r * k)} 0 0 {turn} {number(x + r)} {number(y)}"
        if two is None or two.radius < 12:
            return start + "Z"
        below, b = self.vessel.y - two.height, two.radius
        bulge = max(1.0, b * k + (2.5 if upper else -2.5) * -1)
        return (
            f"{start}L{number(x + b)} {number(below)}A{number(b)} {number(bulge)} 0 0 {1 - turn} {number(x - b)} {number(below)}Z"
        )

    def fill(self, below_rim: float, stops: Callable[[float, float, float, float], str]) -> tuple[float, float, float, float]:
        """A level surface of tea, ink or earth; returns (x, y, rx, ry). `stops` makes its fill."""
        vessel, scene = self.vessel, self.vessel.scene
        height = vessel.height - below_rim
        radius = max(4.0, vessel.ring(height).radius - self.thick)
        x, y = vessel.centre(height)
        box = (x, y, radius, radius * vessel.tilt)
        with scene.group(scene.clip(self.mouth)):
            scene.path(oval(*box), stops(*box))
        return box


def _spaced(points: Sequence[Point], gap: float) -> list[Point]:
    """The same curve with points about `gap` apart."""
    found = [points[0]]
    for point in points[1:-1]:
        if math.dist(point, found[-1]) >= gap:
            found.append(point)
    return [*found, points[-1]]


def _rings(points: Sequence[Point]) -> list[Ring]:
    found = []
    for i, (height, radius) in enumerate(points):
        before, after = points[max(0, i - 1)], points[min(len(points) - 1, i + 1)]
        rise, grow = after[0] - before[0], after[1] - before[1]
        length = math.hypot(rise, grow) or 1.0
        found.append(Ring(height, max(0.5, radius), rise / length, -grow / length))
    return found


def thin(stops: list[tuple[float, RGB]], tolerance: float = 2.2) -> list[tuple[float, str]]:
    """Only the stops that matter: the rest lie on a straight line between their neighbours.

    resvg looks through all stops for every pixel, so a shorter list is a faster picture.
    """
    keep = {0, len(stops) - 1}
    pending = [(0, len(stops) - 1)]
    while pending:
        first, last = pending.pop()
        (x0, (r0, g0, b0)), (x1, (r1, g1, b1)) = stops[first], stops[last]
        worst, where = tolerance, -1
        for i in range(first + 1, last):
            x, (red, green, blue) = stops[i]
            share = (x - x0) / (x1 - x0)
            miss = abs(r0 + (r1 - r0) * share - red)
            miss_green = abs(g0 + (g1 - g0) * share - green)
            miss_blue = abs(b0 + (b1 - b0) * share - blue)
            if miss_green > miss:
                miss = miss_green
            if miss_blue > miss:
                miss = miss_blue
            if miss > worst:
                worst, where = miss, i
        if where > 0:
            keep.add(where)
            pending += [(first, where), (where, last)]
    return [(stops[i][0], hexa(stops[i][1])) for i in sorted(keep)]
