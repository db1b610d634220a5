"""Setting things down: what touches a table darkens it, what stands up shades it."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

from .colour import Colour
from .lathe import Vessel
from .paths import Point, ellipse, hull
from .scene import Scene

COOL: Colour = (0.40, 0.025, 250)


def stand(scene: Scene, vessel: Vessel, strength: float = 1.0, tint: Colour = COOL, length: float = 0.72) -> None:
    """The shadow of a turned body: dark at the foot, longer and softer away from the window."""
    foot = vessel.rings[0]
    x, y, k = vessel.x, vessel.y, scene.tilt
    flat = max(0.10, k)
    pieces: list[list[Point]] = []
    levels = vessel.rings[:: max(1, len(vessel.rings) // 14)]
    discs = [
        ellipse(x + ring.height * length, y - ring.height * length * flat * 0.9, ring.radius, ring.radius * flat, 20)
        for ring in levels
    ]
    for one, two in itertools.pairwise(discs):
        pieces.append(hull(one + two))
    third = max(1, len(pieces) // 3)
    scene.shadow(pieces, 34 + vessel.height * 0.045, 0.42 * strength, tint)
    scene.shadow(pieces[: 2 * third], 20, 0.30 * strength, tint)
    wide = vessel.ring(vessel.height * 0.12).radius
    r = max(foot.radius, min(wide, foot.radius * 1.25))
    scene.shadow([ellipse(x + r * 0.16, y + r * 0.02, r * 1.16, r * 1.2 * flat)], 20, 0.42 * strength, tint)
    scene.shadow(
        [ellipse(x + r * 0.03, y + foot.radius * 0.02, foot.radius * 1.03, foot.radius * 1.08 * flat)],
        5,
        0.75 * strength,
        (0.25, 0.02, 250),
    )


def drop(
    scene: Scene,
    outline: Sequence[Point],
    lift: float = 10.0,
    strength: float = 1.0,
    tint: Colour = COOL,
) -> None:
    """The shadow of a flat thing seen from above that lies `lift` units proud of the table."""
    far = [(px + lift * 1.5, py + lift * 1.7) for px, py in outline]
    near = [(px + lift * 0.5, py + lift * 0.6) for px, py in outline]
    scene.shadow([far], 6 + lift * 1.3, 0.42 * strength, tint)
    scene.shadow([near], 2 + lift * 0.35, 0.55 * strength, tint)


def lean(x: float, y: float, angle: float, length: float) -> Point:
    """The point `length` away in a direction, degrees clockwise from the right."""
    return x + length * math.cos(math.radians(angle)), y + length * math.sin(math.radians(angle))
