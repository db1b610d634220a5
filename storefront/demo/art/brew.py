"""What is in the cup: tea, coffee, soup, and the steam over it."""

from __future__ import annotations

import math

from .colour import Colour, css, lit, shift
from .lathe import Hollow
from .paths import number, oval, polygon, ribbon, spline
from .scene import Scene


def liquid(hollow: Hollow, below: float, colour: Colour, clear: float = 0.6, mirror: float = 0.5) -> None:
    """A still drink: darker in the deep middle, a bright edge where it climbs the wall, a window."""
    scene = hollow.vessel.scene

    def fill(x: float, y: float, rx: float, ry: float) -> str:
        edge = shift(colour, 0.16 * clear, 1.05)
        return scene.radial(
            x - rx * 0.1,
            y,
            rx * 1.02,
            [
                (0, css(lit(shift(colour, -0.05), 0.56))),
                (0.62, css(lit(colour, 0.58))),
                (0.90, css(lit(edge, 0.64))),
                (1, css(lit(edge, 0.52))),
            ],
            ry / rx,
        )

    x, y, rx, ry = hollow.fill(below, fill)
    with scene.group(scene.clip(hollow.mouth)):
        # shade of the near wall, and the window lying in the surface
        shade = scene.linear(x - rx, y, x + rx, y, [(0, "#000", 0.30), (0.35, "#000", 0.05), (1, "#000", 0)])
        scene.path(oval(x, y, rx, ry), shade)
        glass = scene.linear(0, y - ry * 0.5, 0, y + ry * 0.5, [(0, "#fff", 0.42 * mirror), (1, "#fff", 0.10 * mirror)])
        for i in (0, 1):
            u0, u1 = -0.60 + 0.34 * i, -0.31 + 0.34 * i
            pane = [(u0, -0.30), (u1, -0.44), (u1 + 0.14, 0.34), (u0 + 0.14, 0.44)]
            scene.path(polygon([(x + u * rx, y + v * ry) for u, v in pane]), glass)
        line = f"M{number(x - rx)} {number(y)}A{number(rx)} {number(ry)} 0 0 0 {number(x + rx)} {number(y)}"
        scene.path(line, stroke=css(lit(shift(colour, 0.2, 0.8), 0.8)), stroke_width=2.2, opacity=".5")


def steam(scene: Scene, x: float, y: float, height: float, strength: float = 1.0) -> None:
    """A veil of steam, hardly there: painted with the soft things, so behind the cup's rim."""
    for dx, sway, tall, wide in ((-0.10, 1, 1.0, 0.075), (0.10, -1, 0.8, 0.06)):
        points = spline(
            [
                (x + dx * height, y + 40),
                (x + (dx + 0.09 * sway) * height, y - tall * height * 0.3),
                (x + (dx - 0.05 * sway) * height, y - tall * height * 0.62),
                (x + (dx + 0.10 * sway) * height, y - tall * height),
            ],
            12,
        )
        for share, blur in ((1.0, 26), (0.5, 12)):
            shape = ribbon(
                points, lambda t, s=share, w=wide: height * w * s * (0.35 + t) * math.sin(math.pi * min(1.0, 0.1 + t * 0.9))
            )
            scene.glow([shape], blur, 0.20 * strength, (0.97, 0.005, 90))
