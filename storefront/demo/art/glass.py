"""Glass: jars and bottles, what shines through them, and their labels."""

from __future__ import annotations

import math
import random

from .colour import Colour, css, lit, shift
from .lathe import Vessel
from .lettering import line
from .light import Material
from .paths import Point, oval, polygon, smooth
from .scene import Scene
from .staging import stand

CREAM = Material((0.93, 0.022, 88), gloss=0.0, soft=0.5)


class Jar(Vessel):
    """A glass body; what is in it is painted first, the glass and its mirrors after."""

    def fill(
        self,
        colour: Colour,
        level: float,
        wall: float = 8.0,
        glow: float = 0.8,
        grain: int = 0,
        seed: int = 1,
        clear: float = 0.0,
    ) -> None:
        """Jam, honey or syrup up to `level`; light comes through on the side away from the window."""
        scene, k = self.scene, self.tilt
        inner = Vessel(
            scene, self.x, self.y - 10, [(r.height, max(4, r.radius - wall)) for r in self.rings if r.height <= level][::4]
        )
        dense = Material(colour, gloss=0.0, soft=0.55)
        top_h = inner.rings[-1].height
        with scene.group(f'opacity="{1 - 0.5 * clear:.2f}"' if clear else ""), inner.inside():
            inner.paint(dense, contact=0.1, open_edge=True)
            # the glow: window light gathered by the round jar, low on the far side
            wide = inner.widest
            warm = css(lit(shift(colour, 0.10 * glow, 1.2, 5), 0.74))
            fill = scene.radial(
                self.x + wide * 0.42,
                self.y - level * 0.30,
                wide * 1.15,
                [(0, warm, 0.95 * glow), (0.5, warm, 0.45 * glow), (1, warm, 0)],
                1.1,
            )
            scene.path(oval(self.x + wide * 0.42, self.y - level * 0.30, wide * 1.15, wide * 1.27), fill)
            edge = css(lit(shift(colour, -0.1), 0.2))
            sides = scene.linear(
                self.x - wide, 0, self.x + wide, 0, [(0, edge, 0.7), (0.07, edge, 0.1), (0.93, edge, 0), (1, edge, 0.55)]
            )
            scene.path(polygon(inner.outline()), sides)
            if grain:
                self._pieces(inner, colour, grain, seed, level)
        x, y = inner.centre(top_h)
        r = inner.rings[-1].radius
        surface = scene.linear(
            x - r,
            y,
            x + r,
            y,
            [(0, css(lit(colour, 0.5))), (0.4, css(lit(shift(colour, 0.04), 0.85))), (1, css(lit(shift(colour, 0.03), 0.6)))],
        )
        scene.path(oval(x, y, r, r * k), surface)

    def _pieces(self, inner: Vessel, colour: Colour, count: int, seed: int, level: float) -> None:
        """Fruit in the jam: darker and lighter lumps, softly pressed to the glass."""
        source = random.Random(seed)
        for _ in range(count):
            x, y = inner.at(source.uniform(-78, 78), level * source.uniform(0.04, 0.94))
            size = inner.widest * source.uniform(0.10, 0.26)
            tone = lit(shift(colour, source.uniform(-0.09, 0.11), 1.1), 0.6)
            points = [
                (x + size * source.uniform(0.7, 1.2) * math.cos(a), y + 0.8 * size * source.uniform(0.7, 1.2) * math.sin(a))
                for a in (2 * math.pi * i / 7 for i in range(7))
            ]
            fill = self.scene.radial(x, y, size * 1.1, [(0, css(tone), 0.75), (0.6, css(tone), 0.45), (1, css(tone), 0)])
            self.scene.path(smooth(points), fill)

    def seeds(self, colour: Colour, count: int, seed: int, level: float) -> None:
        """Small pips just behind the glass."""
        source = random.Random(seed)
        data = []
        for _ in range(count):
            x, y = self.at(source.uniform(-76, 76), level * source.uniform(0.05, 0.95), -10)
            turn = source.uniform(0, 3.14)
            data.append(
                f"M{x - 4 * math.cos(turn):.1f} {y - 4 * math.sin(turn):.1f}l{8 * math.cos(turn):.1f} {8 * math.sin(turn):.1f}"
            )
        self.scene.path("".join(data), stroke=css(colour), stroke_width=3.4, stroke_linecap="round", opacity=".6")

    def glass(self, tint: Colour = (0.92, 0.012, 180), strength: float = 1.0, low: float = 14) -> None:
        """The wall itself: dark and bright edges, the thick bottom, the window on the left."""
        scene = self.scene
        outline = polygon(self.outline())
        wide = self.widest
        edge = css(lit(tint, 0.15))
        sides = scene.linear(
            self.x - wide,
            0,
            self.x + wide,
            0,
            [
                (0, edge, 0.42),
                (0.022, "#fff", 0.50),
                (0.06, "#fff", 0.10),
                (0.16, "#fff", 0.03),
                (0.86, "#fff", 0.02),
                (0.94, "#fff", 0.20),
                (0.975, "#fff", 0.36),
                (1, edge, 0.42),
            ],
        )
        scene.path(outline, sides)
        x, y = self.centre(low)
        r = self.ring(low).radius * 0.97
        bottom = scene.linear(
            0,
            y,
            0,
            y + r * self.tilt + low,
            [(0, "#fff", 0.0), (0.55, "#fff", 0.10), (0.8, "#fff", 0.55 * strength), (0.92, edge, 0.28), (1, "#fff", 0.35)],
        )
        with self.inside():
            scene.path(oval(x, y + low * 0.6, r * 1.02, r * self.tilt * 1.02), bottom)
        self.mirror(-64, -44, 0.06, 0.93, 0.62 * strength)
        self.mirror(-40, -35, 0.06, 0.93, 0.34 * strength)
        self.mirror(62, 67, 0.10, 0.90, 0.30 * strength)

    def mirror(self, left: float, right: float, low: float, high: float, opacity: float) -> None:
        """A strip of window between two angles, following the wall."""
        heights = [self.height * (low + (high - low) * i / 24) for i in range(25)]
        shape = [self.at(left, h) for h in heights] + [self.at(right, h) for h in reversed(heights)]
        top, bottom = self.y - heights[-1], self.y - heights[0]
        fill = self.scene.linear(
            0,
            top,
            0,
            bottom,
            [(0, "#fff", opacity * 0.4), (0.12, "#fff", opacity), (0.55, "#fff", opacity * 0.55), (1, "#fff", opacity * 0.12)],
        )
        self.scene.path(polygon(shape), fill)

    def rim_ring(self) -> None:
        """The open mouth of the glass."""
        ring = self.rings[-1]
        x, y, r, k = self.x, self.y - ring.height, ring.radius, self.tilt
        self.scene.path(oval(x, y, r, r * k), "#fff", fill_opacity=".14", stroke="#fff", stroke_width=4, stroke_opacity=".7")
        self.scene.path(oval(x, y + 2, r - 6, (r - 6) * k), stroke="#5b6a66", stroke_width=1.6, stroke_opacity=".5")


class Label:
    """Paper glued round a jar between two heights and two angles."""

    def __init__(
        self, vessel: Vessel, low: float, high: float, half: float = 50.0, paper: Material = CREAM, turn: float = -6.0
    ) -> None:
        self.vessel, self.low, self.high, self.half, self.turn = vessel, low, high, half, turn
        self.scene = vessel.scene
        self.middle = (low + high) / 2
        self.radius = vessel.ring(self.middle).radius
        heights = [low + (high - low) * i / 10 for i in range(11)]
        angles = [turn - half + 2 * half * i / 20 for i in range(21)]
        edge = (
            [vessel.at(a, high, 1) for a in angles]
            + [vessel.at(angles[-1], h, 1) for h in reversed(heights)]
            + [vessel.at(a, low, 1) for a in reversed(angles)]
            + [vessel.at(angles[0], h, 1) for h in heights]
        )
        scene = self.scene
        scene.path(polygon([(x + 3, y + 4) for x, y in edge]), "#000", opacity=".22")
        stops = []
        for a in angles:
            sine = math.sin(math.radians(a))
            light = 0.74 - 0.36 * max(0.0, sine) ** 1.4 - 0.12 * max(0.0, -sine - 0.5)
            stops.append((0.5 + 0.5 * sine, paper.ramp(light)))
        fill = scene.linear(vessel.x - self.radius, 0, vessel.x + self.radius, 0, stops)
        scene.path(polygon(edge), fill)

    @property
    def width(self) -> float:
        """Its width when it lies flat, in drawing units."""
        return 2 * math.radians(self.half) * self.radius

    def place(self, x: float, y: float) -> Point:
        """From flat label coordinates (0, 0 in the middle, y down) onto the jar."""
        angle = self.turn + math.degrees(x / self.radius)
        return self.vessel.at(angle, self.middle - y, 1.2)

    def words(self, face: str, text: str, y: float, size: float, ink: Colour, spacing: float = 0.0, opacity: float = 0.9) -> None:
        """One line, set in the middle, printed round the jar."""
        data = line(face, text, 0, y, size, spacing=spacing, place=self.place)
        self.scene.path(data, css(ink), opacity=f"{opacity}")

    def rule(self, y: float, share: float, ink: Colour, thick: float = 2.0) -> None:
        """A printed line."""
        half = self.width / 2 * share
        self.scene.path(
            smooth([self.place(-half + half * i / 6, y) for i in range(13)], False),
            stroke=css(ink),
            stroke_width=thick,
            opacity=".8",
        )

    def frame(self, ink: Colour, inset: float = 12.0, thick: float = 2.4) -> None:
        """A printed border."""
        w, h = self.width / 2 - inset, (self.high - self.low) / 2 - inset
        points = (
            [(-w + w * i / 8, -h) for i in range(17)]
            + [(w, -h + h * i / 4) for i in range(9)]
            + [(w - w * i / 8, h) for i in range(17)]
            + [(-w, h - h * i / 4) for i in range(9)]
        )
        self.scene.path(polygon([self.place(*p) for p in points]), stroke=css(ink), stroke_width=thick, opacity=".75")


def standing(scene: Scene, jar: Jar, glow: Colour | None = None) -> None:
    """Shadow of a glass: thinner than clay, with a patch of coloured light in it."""
    stand(scene, jar, strength=1.1, tint=(0.34, 0.045, 50), length=0.42)
    if glow:
        x, y, r = jar.x, jar.y, jar.widest
        spot = [
            (x + r * (1.05 + 0.75 * math.cos(a)), y - r * 0.12 + r * 0.20 * math.sin(a))
            for a in (2 * math.pi * i / 24 for i in range(24))
        ]
        scene.glow([spot], 22, 0.55, glow)
