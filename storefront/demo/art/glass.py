"""Glass: jars and bottles, what shines through them, their lids and labels."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence

from .colour import Colour, css, lit, shift
from .lathe import Vessel
from .lettering import line
from .light import Material
from .paths import Point, number, oval, polygon, ribbon, smooth
from .scene import Scene
from .staging import stand
from .tubes import bar

CREAM = Material((0.93, 0.022, 88), gloss=0.0, soft=0.5)


class Jar(Vessel):
    """A glass body; what is in it is painted first, the glass and its mirrors after."""

    def fill(self, colour: Colour, level: float, wall: float = 8.0, glow: float = 0.8, grain: int = 0, seed: int = 1, clear: float = 0.0) -> None:
        """Jam, honey or syrup up to `level`; light comes through on the side away from the window."""
        scene, k = self.scene, self.tilt
        inner = Vessel(scene, self.x, self.y - 10, [(r.height, max(4, r.radius - wall)) for r in self.rings if r.height <= level][::4])
        dense = Material(colour, gloss=0.0, soft=0.55)
        top_h = inner.rings[-1].height
        with scene.group(f'opacity="{1 - 0.5 * clear:.2f}"' if clear else ""), inner.inside():
            inner.paint(dense, contact=0.1, open_edge=True)
            # the glow: window light gathered by the round jar, low on the far side
            wide = inner.widest
            warm = css(lit(shift(colour, 0.10 * glow, 1.2, 5), 0.74))
            fill = scene.radial(self.x + wide * 0.42, self.y - level * 0.30, wide * 1.15, [(0, warm, 0.95 * glow), (0.5, warm, 0.45 * glow), (1, warm, 0)], 1.1)
            scene.path(oval(self.x + wide * 0.42, self.y - level * 0.30, wide * 1.15, wide * 1.27), fill)
            edge = css(lit(shift(colour, -0.1), 0.2))
            sides = scene.linear(self.x - wide, 0, self.x + wide, 0, [(0, edge, 0.7), (0.07, edge, 0.1), (0.93, edge, 0), (1, edge, 0.55)])
            scene.path(polygon(inner.outline()), sides)
            if grain:
                self._pieces(inner, colour, grain, seed, level)
        x, y = inner.centre(top_h)
        r = inner.rings[-1].radius
        surface = scene.linear(x - r, y, x + r, y, [(0, css(lit(colour, 0.5))), (0.4, css(lit(shift(colour, 0.04), 0.85))), (1, css(lit(shift(colour, 0.03), 0.6)))])
        scene.path(oval(x, y, r, r * k), surface)

    def _pieces(self, inner: Vessel, colour: Colour, count: int, seed: int, level: float) -> None:
        """Fruit in the jam: darker and lighter lumps, softly pressed to the glass."""
        source = random.Random(seed)
        for _ in range(count):
            x, y = inner.at(source.uniform(-78, 78), level * source.uniform(0.04, 0.94))
            size = inner.widest * source.uniform(0.10, 0.26)
            tone = lit(shift(colour, source.uniform(-0.09, 0.11), 1.1), 0.6)
            points = [(x + size * source.uniform(0.7, 1.2) * math.cos(a), y + 0.8 * size * source.uniform(0.7, 1.2) * math.sin(a)) for a in (2 * math.pi * i / 7 for i in range(7))]
            fill = self.scene.radial(x, y, size * 1.1, [(0, css(tone), 0.75), (0.6, css(tone), 0.45), (1, css(tone), 0)])
            self.scene.path(smooth(points), fill)

    def seeds(self, colour: Colour, count: int, seed: int, level: float) -> None:
        """Small pips just behind the glass."""
        source = random.Random(seed)
        data = []
        for _ in range(count):
            x, y = self.at(source.uniform(-76, 76), level * source.uniform(0.05, 0.95), -10)
            turn = source.uniform(0, 3.14)
            data.append(f"M{x - 4 * math.cos(turn):.1f} {y - 4 * math.sin(turn):.1f}l{8 * math.cos(turn):.1f} {8 * math.sin(turn):.1f}")
        self.scene.path("".join(data), stroke=css(colour), stroke_width=3.4, stroke_linecap="round", opacity=".6")

    def glass(self, tint: Colour = (0.92, 0.012, 180), strength: float = 1.0, low: float = 14) -> None:
        """The wall itself: dark and bright edges, the thick bottom, the window on the left."""
        scene = self.scene
        outline = polygon(self.outline())
        wide = self.widest
        edge = css(lit(tint, 0.15))
        sides = scene.linear(
            self.x - wide, 0, self.x + wide, 0,
            [(0, edge, 0.42), (0.022, "#fff", 0.50), (0.06, "#fff", 0.10), (0.16, "#fff", 0.03), (0.86, "#fff", 0.02), (0.94, "#fff", 0.20), (0.975, "#fff", 0.36), (1, edge, 0.42)],
        )
        scene.path(outline, sides)
        x, y = self.centre(low)
        r = self.ring(low).radius * 0.97
        bottom = scene.linear(0, y, 0, y + r * self.tilt + low, [(0, "#fff", 0.0), (0.55, "#fff", 0.10), (0.8, "#fff", 0.55 * strength), (0.92, edge, 0.28), (1, "#fff", 0.35)])
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
        fill = self.scene.linear(0, top, 0, bottom, [(0, "#fff", opacity * 0.4), (0.12, "#fff", opacity), (0.55, "#fff", opacity * 0.55), (1, "#fff", opacity * 0.12)])
        self.scene.path(polygon(shape), fill)

    def rim_ring(self) -> None:
        """The open mouth of the glass."""
        ring = self.rings[-1]
        x, y, r, k = self.x, self.y - ring.height, ring.radius, self.tilt
        self.scene.path(oval(x, y, r, r * k), "#fff", fill_opacity=".14", stroke="#fff", stroke_width=4, stroke_opacity=".7")
        self.scene.path(oval(x, y + 2, r - 6, (r - 6) * k), stroke="#5b6a66", stroke_width=1.6, stroke_opacity=".5")


class Label:
    """Paper glued round a jar between two heights and two angles."""

    def __init__(self, vessel: Vessel, low: float, high: float, half: float = 50.0, paper: Material = CREAM, turn: float = -6.0) -> None:
        self.vessel, self.low, self.high, self.half, self.turn = vessel, low, high, half, turn
        self.scene = vessel.scene
        self.middle = (low + high) / 2
        self.radius = vessel.ring(self.middle).radius
        heights = [low + (high - low) * i / 10 for i in range(11)]
        angles = [turn - half + 2 * half * i / 20 for i in range(21)]
        edge = (
            [vessel.at(a, high, 1) for a in angles] + [vessel.at(angles[-1], h, 1) for h in reversed(heights)]
            + [vessel.at(a, low, 1) for a in reversed(angles)] + [vessel.at(angles[0], h, 1) for h in heights]
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
        self.scene.path(smooth([self.place(-half + half * i / 6, y) for i in range(13)], False), stroke=css(ink), stroke_width=thick, opacity=".8")

    def frame(self, ink: Colour, inset: float = 12.0, thick: float = 2.4) -> None:
        """A printed border."""
        w, h = self.width / 2 - inset, (self.high - self.low) / 2 - inset
        points = [(-w + w * i / 8, -h) for i in range(17)] + [(w, -h + h * i / 4) for i in range(9)] + [(w - w * i / 8, h) for i in range(17)] + [(-w, h - h * i / 4) for i in range(9)]
        self.scene.path(polygon([self.place(*p) for p in points]), stroke=css(ink), stroke_width=thick, opacity=".75")


def cloth_cap(jar: Vessel, colour: Colour, drop: float, flare: float, seed: int = 3, dome: float = 16.0) -> None:
    """A square of gingham over the lid, tied with twine: folds all round, check following them."""
    scene, k = jar.scene, jar.tilt
    source = random.Random(seed)
    phase = source.uniform(0, 6)
    rim, x, top = jar.rings[-1].radius + 9, jar.x, jar.y - jar.height - dome
    tie = top + drop * 0.36 + dome

    def wall(angle: float, share: float) -> Point:
        """share 0 at the edge of the lid, .4 at the twine, 1 at the hem."""
        a = math.radians(angle)
        fold = math.sin(a * 11 + phase) + 0.5 * math.sin(a * 17 + 2 * phase)
        if share < 0.4:
            s = share / 0.4
            radius = rim - 3 * s + 5 * math.sin(math.pi * s)
            y = top + dome + (tie - top - dome) * s
        else:
            s = (share - 0.4) / 0.6
            radius = rim - 3 + flare * s**0.8 + fold * 6.5 * s
            y = tie + (drop * 0.64 + 7 * fold * 0.6) * s
        return x + radius * math.sin(a), y + radius * k * math.cos(a)

    base: Colour = (0.945, 0.012, 85)
    hem = [wall(a, 1.0) for a in range(-84, 85, 4)]
    scene.path(polygon([*[(px, py + 12) for px, py in hem], *[(px, py - 8) for px, py in reversed(hem)]]), "#000", opacity=".22")
    step = 6
    for angle in range(-96, 96, step):
        a = math.radians(angle + step / 2)
        fold = math.cos(a * 11 + phase) + 0.5 * math.cos(a * 17 + 2 * phase)
        lamp = 0.60 + 0.16 * math.sin(-a * 0.9 + 0.4) * 1.0 - 0.10 * max(0.0, math.sin(a))
        for s0, s1, depth in ((0.0, 0.4, 0.05), (0.4, 0.7, 0.13), (0.7, 1.0, 0.17)):
            light = lamp - depth * fold * 0.62 + (0.05 if s0 == 0 else 0)
            quad = [wall(angle, s0), wall(angle + step + 0.6, s0), wall(angle + step + 0.6, s1 + 0.02), wall(angle, s1 + 0.02)]
            scene.path(polygon(quad), css(lit(base, light)))
    _check(scene, wall, colour)
    cap = scene.linear(x - rim, top - rim * k, x + rim, top + rim * k + dome, [(0, css(lit(base, 0.92))), (0.6, css(lit(base, 0.76))), (1, css(lit(base, 0.6)))])
    lid = f"M{number(x - rim)} {number(top + dome)}C{number(x - rim)} {number(top - rim * k * 1.1)} {number(x + rim)} {number(top - rim * k * 1.1)} {number(x + rim)} {number(top + dome)}A{number(rim)} {number(rim * k)} 0 0 1 {number(x - rim)} {number(top + dome)}Z"
    scene.path(lid, cap)
    with scene.group(scene.clip(lid)):
        _top_check(scene, x, top + 4, rim, k, colour)
    _twine(scene, [wall(a, 0.41) for a in range(-92, 93, 4)], seed)


def _check(scene: Scene, wall: Callable[[float, float], Point], colour: Colour) -> None:
    """Gingham on the skirt: stripes both ways, half opaque, so that crossings are full."""
    ink = css(lit(colour, 0.6))
    data = []
    for angle in range(-92, 92, 15):
        left = [wall(angle, s / 10) for s in range(11)]
        right = [wall(angle + 7.5, s / 10) for s in range(11)]
        data.append(polygon(left + right[::-1]))
    scene.path("".join(data), ink, opacity=".52")
    data = []
    for s0, s1 in ((0.02, 0.20), (0.42, 0.57), (0.72, 0.87)):
        upper = [wall(a, s0) for a in range(-96, 97, 3)]
        lower = [wall(a, s1) for a in range(-96, 97, 3)]
        data.append(polygon(upper + lower[::-1]))
    scene.path("".join(data), ink, opacity=".52")


def _top_check(scene: Scene, x: float, y: float, rim: float, k: float, colour: Colour) -> None:
    ink = css(lit(colour, 0.66))
    gap = rim * 0.27
    for turn in (28, 118):
        c, s = math.cos(math.radians(turn)), math.sin(math.radians(turn))
        data = []
        for i in range(-4, 5):
            points = []
            for u, v in ((i * gap, -1.6 * rim), (i * gap + gap / 2, -1.6 * rim), (i * gap + gap / 2, 1.6 * rim), (i * gap, 1.6 * rim)):
                points.append((x + u * c - v * s, y + (u * s + v * c) * k))
            data.append(polygon(points))
        scene.path("".join(data), ink, opacity=".5")


def _twine(scene: Scene, points: Sequence[Point], seed: int) -> None:
    """Two turns of twine and a bow in front."""
    hemp = Material((0.70, 0.055, 78), gloss=0.05)
    for dy in (-4, 4):
        bar(scene, [(x, y + dy) for x, y in points], 4.6, hemp)
    x, y = points[len(points) // 2 + 3]
    for side in (-1, 1):
        loop = smooth([(x, y), (x + side * 34, y - 22), (x + side * 58, y + 4), (x + side * 30, y + 16)])
        scene.path(loop, stroke=hemp.ramp(0.25), stroke_width=8.5)
        scene.path(loop, stroke=hemp.ramp(0.66), stroke_width=6)
        end = smooth([(x, y), (x + side * 16, y + 30), (x + side * 34, y + 66)], False)
        scene.path(end, stroke=hemp.ramp(0.25), stroke_width=7.5, stroke_linecap="round")
        scene.path(end, stroke=hemp.ramp(0.66), stroke_width=5.2, stroke_linecap="round")
    scene.path(polygon(ribbon([(x - 9, y - 3), (x + 9, y + 4)], lambda t: 9)), hemp.ramp(0.6))


def metal_lid(jar: Vessel, material: Material, high: float = 46.0) -> None:
    """A screw lid, with its rolled edge and a faint circle pressed into the top."""
    scene, k = jar.scene, jar.tilt
    r = jar.rings[-1].radius + 12
    lid = Vessel(scene, jar.x, jar.y - jar.height + 10, [(0, r + 1), (5, r + 3), (high - 10, r), (high - 2, r - 4), (high, r - 10)], fineness=2.5)
    lid.paint(material, contact=0.15)
    with lid.inside():
        data = []
        for angle in range(-88, 90, 4):
            (x0, y0), (x1, y1) = lid.at(angle, 4), lid.at(angle, high - 14)
            data.append(f"M{x0:.1f} {y0:.1f}L{x1:.1f} {y1:.1f}")
        scene.path("".join(data), stroke="#000", stroke_width=1.6, opacity=".16")
    x, y = lid.centre(high)
    r -= 10
    top = scene.linear(x - r, y - r * k, x + r, y + r * k, [(0, material.ramp(0.98, 0.3)), (0.35, material.ramp(0.8, 0.1)), (0.55, material.ramp(0.66)), (0.75, material.ramp(0.86, 0.15)), (1, material.ramp(0.6))])
    scene.path(oval(x, y, r, r * k), top)
    for share, tone, dy in ((0.86, "#000", 0), (0.86, "#fff", 2)):
        scene.path(oval(x, y + dy, r * share, r * k * share), stroke=tone, stroke_width=1.8, opacity=".22")


def standing(scene: Scene, jar: Jar, glow: Colour | None = None) -> None:
    """Shadow of a glass: thinner than clay, with a patch of coloured light in it."""
    stand(scene, jar, strength=1.1, tint=(0.34, 0.045, 50))
    if glow:
        x, y, r = jar.x, jar.y, jar.widest
        spot = [(x + r * (1.05 + 0.75 * math.cos(a)), y - r * 0.12 + r * 0.20 * math.sin(a)) for a in (2 * math.pi * i / 24 for i in range(24))]
        scene.glow([spot], 22, 0.55, glow)
