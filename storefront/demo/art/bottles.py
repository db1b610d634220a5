"""Honey in its jar and elderflower syrup in its bottle."""

from __future__ import annotations

import math

from .caps import metal_lid
from .colour import Colour, css, lit, shift
from .fruit import elderflower, lemon_slice
from .glass import CREAM, Jar, Label, standing
from .larder import GOLD, HONEYS, INK, kitchen
from .lathe import Vessel
from .light import Material
from .paths import Point, bezier, oval, polygon, ribbon, smooth, spline
from .registry import drawing
from .scene import Scene
from .staging import stand
from .tubes import bar


@drawing("honey", ("blossom", "forest"), views=3)
def honey(variant: str, view: int) -> Scene:
    scene = kitchen((0.90, 0.035, 88) if variant == "blossom" else (0.84, 0.03, 140), shade=(-150, 10, 12))
    honey_at(scene, 560, 1120, 1.42, variant)
    if view != 1:
        _dipper(scene, 880, 1235, HONEYS[variant])
    if view == 1:
        scene.look(560, 900, 1.55)
    if view == 2:
        scene.look(800, 1120, 1.75)
    return scene


def honey_at(scene: Scene, x: float, y: float, k: float, kind: str) -> None:
    """A belly of honey under a gold lid."""
    colour = HONEYS[kind]
    profile = [(0, 128), (6, 146), (30, 164), (120, 176), (210, 176), (280, 160), (318, 132), (332, 124), (360, 124)]
    jar = Jar(scene, x, y, [(h * k, r * k) for h, r in profile])
    standing(scene, jar, shift(colour, 0.15))
    jar.fill(colour, 322 * k, wall=7 * k, glow=1.0)
    jar.glass(low=14 * k)
    label = Label(jar, 84 * k, 236 * k, 44)
    label.words("serif", "OMA LOTTE", -40 * k, 21 * k, INK, 3.5 * k)
    label.words("hand", "Blütenhonig" if kind == "blossom" else "Waldhonig", 18 * k, 56 * k, (0.48, 0.11, 62))
    label.rule(34 * k, 0.5, (0.6, 0.12, 75), 1.8 * k)
    label.words("serif", "500 g", 62 * k, 20 * k, INK, 1.5 * k)
    _comb(label, k)
    metal_lid(jar, GOLD, 48 * k)


def _comb(label: Label, k: float) -> None:
    """Three cells in the corners of the label."""
    for cx, cy in ((-112, 52), (-132, 40), (-112, 28), (112, -42), (132, -54), (132, -30)):
        cell = [
            label.place((cx + 11 * math.cos(a)) * k, (cy + 11 * math.sin(a)) * k)
            for a in (math.pi / 3 * i + math.pi / 6 for i in range(6))
        ]
        label.scene.path(polygon(cell), css((0.80, 0.13, 80)), opacity=".75", stroke=css((0.6, 0.12, 70)), stroke_width=1.6)


def _dipper(scene: Scene, x: float, y: float, colour: Colour) -> None:
    """A honey dipper lying on the table, with a pool under it."""
    wood = Material((0.70, 0.075, 68), gloss=0.2)
    pool: list[Point] = [
        (x - 150, y + 30),
        (x - 60, y - 26),
        (x + 40, y - 18),
        (x + 60, y + 34),
        (x - 20, y + 66),
        (x - 110, y + 62),
    ]
    scene.shadow([[(px + 8, py + 10) for px, py in pool]], 8, 0.4)
    scene.path(
        smooth(pool),
        scene.radial(
            x - 60,
            y + 16,
            130,
            [(0, css(lit(shift(colour, 0.06), 0.85))), (0.7, css(lit(colour, 0.62))), (1, css(lit(shift(colour, -0.1), 0.4)))],
            0.5,
        ),
    )
    scene.path(smooth([(x - 118, y + 20), (x - 60, y - 8), (x - 20, y - 6), (x - 66, y + 10)]), "#fff", opacity=".6")
    stick = [(x - 10, y - 10), (x + 290, y - 148)]
    scene.shadow([ribbon([(px + 22, py + 26) for px, py in stick], lambda t: 11)], 9, 0.5)
    bar(scene, spline(stick, 16), lambda t: 9.5 + 4 * t, wood)
    for i in range(6):
        cx, cy = x - 92 + i * 20, y + 24 - i * 9.2
        tall = 46 - abs(i - 2.5) * 5
        disc = [(cx - 7, cy - tall), (cx + 9, cy - tall - 4), (cx + 26, cy + tall - 14), (cx + 10, cy + tall - 8)]
        scene.path(
            smooth(disc),
            scene.linear(
                cx - 10, cy - tall, cx + 22, cy + tall, [(0, wood.ramp(0.92)), (0.45, wood.ramp(0.62)), (1, wood.ramp(0.26))]
            ),
        )
    drip = [
        (x - 110, y + 8),
        (x - 96, y - 22),
        (x - 70, y - 34),
        (x - 40, y - 36),
        (x - 30, y - 8),
        (x - 52, y + 18),
        (x - 80, y + 34),
    ]
    scene.path(smooth(drip), css(lit(colour, 0.7)), opacity=".62")
    scene.path(smooth([(x - 96, y - 8), (x - 76, y - 26), (x - 52, y - 28), (x - 74, y - 14)]), "#fff", opacity=".7")


SYRUP: Colour = (0.87, 0.105, 102)


@drawing("elderflower-syrup", views=3)
def elderflower_syrup(variant: str, view: int) -> Scene:
    scene = kitchen((0.87, 0.030, 150), (0.72, 0.045, 78), shade=(-150, -10, 16), tilt=0.17)
    syrup_at(scene, 520, 1150)
    elderflower(scene, 860, 1120, 150, 4, -35)
    elderflower(scene, 960, 1265, 130, 9, -20)
    if view == 1:
        lemon_slice(scene, 300, 1290, 82)
        _glass_of(scene, 260, 1200, SYRUP)
    if view == 2:
        scene.look(800, 1080, 1.6)
    return scene


def syrup_at(scene: Scene, x: float, y: float, k: float = 1.0) -> None:
    """A swing-top bottle."""
    profile = [
        (0, 118),
        (8, 132),
        (30, 140),
        (380, 140),
        (450, 128),
        (520, 82),
        (570, 52),
        (640, 44),
        (690, 44),
        (694, 50),
        (716, 50),
    ]
    bottle = Jar(scene, x, y, [(h * k, r * k) for h, r in profile])
    standing(scene, bottle, shift(SYRUP, 0.08))
    bottle.fill(SYRUP, 560 * k, wall=9 * k, glow=1.0, clear=0.75)
    bottle.glass(low=16 * k)
    label = Label(bottle, 96 * k, 330 * k, 56)
    label.frame((0.55, 0.08, 130), 12 * k)
    label.words("serif", "OMA LOTTE", -62 * k, 24 * k, INK, 4 * k)
    label.words("hand", "Holunder-", -6 * k, 62 * k, (0.48, 0.09, 135))
    label.words("hand", "blüte", 50 * k, 62 * k, (0.48, 0.09, 135))
    label.words("serif", "500 ml", 92 * k, 21 * k, INK, 2 * k)
    _stopper(scene, x, y - 716 * k, k)


def _stopper(scene: Scene, x: float, y: float, k: float) -> None:
    """A china stopper held by wire."""
    wire = Material((0.62, 0.008, 240), gloss=0.8)
    for side in (-k, k):
        bar(
            scene,
            bezier(
                (x + side * 52, y + 84 * k),
                (x + side * 74, y + 50 * k),
                (x + side * 66, y - 30 * k),
                (x + side * 20, y - 62 * k),
                20,
            ),
            3.4 * k,
            wire,
        )
    china = Vessel(
        scene,
        x,
        y + 6 * k,
        [(h * k, r * k) for h, r in ((0, 46), (8, 52), (22, 52), (40, 42), (56, 26), (66, 22), (74, 8))],
        fineness=2.5,
    )
    rubber = Vessel(scene, x, y + 8 * k, [(0, 48 * k), (10 * k, 50 * k)], fineness=2)
    rubber.paint(Material((0.55, 0.17, 28), gloss=0.1), contact=0)
    china.paint(Material((0.92, 0.008, 90), gloss=0.9), contact=0.1)
    bar(
        scene,
        bezier((x - 54 * k, y + 88 * k), (x - 20 * k, y + 112 * k), (x + 20 * k, y + 112 * k), (x + 54 * k, y + 88 * k), 16),
        3.4 * k,
        wire,
    )


def _glass_of(scene: Scene, x: float, y: float, colour: Colour) -> None:
    """A tumbler of syrup and water, with a slice of lemon."""
    glass = Jar(scene, x, y, [(0, 88), (6, 94), (120, 104), (300, 118)])
    standing(scene, glass, colour)
    glass.fill((0.93, 0.045, 104), 236, wall=6, glow=0.7, clear=0.9)
    for _i in range(26):
        px, py = glass.at(scene.random.uniform(-70, 70), scene.random.uniform(20, 226))
        scene.path(oval(px, py, 3.2, 3.2), "#fff", opacity=".5")
    cx, cy = glass.centre(236)
    lemon_slice(scene, cx + 20, cy - 4, 62, 0.3)
    glass.glass(low=14, strength=0.8)
    glass.rim_ring()
    stand(scene, glass, strength=0.0)
    scene.path(
        polygon(
            ribbon(bezier((cx + 40, cy + 10), (cx + 60, cy - 100), (cx + 80, cy - 160), (cx + 96, cy - 220), 16), lambda t: 6)
        ),
        css(lit(CREAM.colour, 0.8)),
        opacity=".95",
    )
