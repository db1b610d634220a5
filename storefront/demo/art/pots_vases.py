"""For flowers and for quiet: moon jar, bud vases, incense dish, chopstick rests."""

from __future__ import annotations

import math

from .brew import steam
from .glaze import CLAY, GLAZES, crackle, dip, foot, pool, speckle, wave
from .lathe import Hollow, Vessel
from .light import Material
from .paths import bezier, oval, polygon, ribbon, smooth, spline
from .plants import plum, spray
from .pots import room
from .registry import drawing
from .scene import Scene
from .staging import stand
from .tubes import bar


@drawing("moon-jar", ("matte", "celadon"), views=3)
def moon_jar(variant: str, view: int) -> Scene:
    scene = room("white" if variant == "matte" else "sand", shade=(1230, -150, 120) if view != 2 else (-150, 10, 14), tilt=0.22)
    x, y = 600, 1190
    branch = None
    if view != 1:
        end = (x - 40, y - 1150) if view == 0 else (x + 250, y - 1130)
        branch = bezier((x + 8, y - 735), (x + 40, y - 900), (x - 130, y - 1010), end, 30)
        _flowers(scene, branch, view)
    moon_at(scene, x, y, 1.0, variant)
    if branch:
        with scene.group(scene.clip(f"M0 0H1200V{y - 756}H{x + 148}A148 {148 * scene.tilt:.0f} 0 0 1 {x - 148} {y - 756}H0Z")):
            _flowers(scene, branch, view)
    if view == 1:
        scene.look(520, 700, 1.75)
    return scene


def moon_at(scene: Scene, x: float, y: float, k: float, glaze: str) -> None:
    """A jar as round as a hand can make it."""
    material = GLAZES[glaze]
    profile = [
        (0, 150),
        (10, 160),
        (60, 222),
        (170, 320),
        (300, 372),
        (400, 374),
        (520, 332),
        (630, 236),
        (690, 158),
        (706, 142),
        (746, 146),
        (756, 148),
    ]
    vessel = Vessel(scene, x, y, [(h * k, r * k) for h, r in profile])
    stand(scene, vessel)
    foot(vessel, material, 10 * k, darken=pool(vessel, material, 0, 700 * k, 0.16))
    speckle(vessel, 50, 6, colour=(0.45, 0.05, 60), size=3.4 * k, opacity=0.5)
    if glaze == "celadon":
        crackle(vessel, 3, 90, opacity=0.22)
    # two bowls joined at the belly: the seam can be felt
    seam = [vessel.at(a, (352 + 3 * math.sin(a / 9)) * k) for a in range(-88, 89, 4)]
    scene.path(smooth(seam, False), stroke=material.ramp(0.36), stroke_width=2.4 * k, opacity=".30")
    scene.path(smooth([(px, py - 3 * k) for px, py in seam], False), stroke="#fff", stroke_width=2.4 * k, opacity=".35")
    vessel.rim(material, 13 * k)
    Hollow(vessel, 13 * k, depth=120 * k).paint(material, deep=0.85)


def _flowers(scene: Scene, branch: list[tuple[float, float]], view: int) -> None:
    if view == 0:
        plum(scene, branch, 5, size=27, thick=8)
    else:
        spray(scene, branch, (0.62, 0.05, 165), 92, 8, pairs=8, round_=0.5)


def vase_at(scene: Scene, x: float, y: float, k: float, glaze: str, seed: int, tall: bool) -> Vessel:
    """A bottle: the tall one has a long neck, the small one is all belly."""
    if tall:
        profile = [(0, 96), (8, 106), (50, 138), (120, 152), (200, 132), (290, 78), (360, 52), (450, 46), (486, 52), (494, 56)]
    else:
        profile = [(0, 84), (8, 94), (50, 128), (110, 134), (170, 104), (220, 58), (260, 40), (292, 44), (300, 48)]
    vessel = Vessel(scene, x, y, [(h * k, r * k) for h, r in profile], fineness=4)
    stand(scene, vessel)
    material = GLAZES[glaze]
    if tall:
        dip(vessel, material, wave(seed, 150 * k, 60 * k), darken=pool(vessel, material, 100 * k, 490 * k, 0.25))
    else:
        foot(vessel, material, 10 * k)
    speckle(vessel, 60, seed, size=2.6 * k)
    vessel.rim(material, 8 * k)
    Hollow(vessel, 8 * k, depth=60 * k).paint(material, deep=0.85)
    return vessel


@drawing("bud-vases", ("rust", "ink"), views=3)
def bud_vases(variant: str, view: int) -> Scene:
    scene = room("blush" if variant == "rust" else "white", shade=None if view == 0 else (-140, 20, 12))
    small = "matte" if variant == "rust" else "honey"
    x, y, k = 430, 1085, 1.22
    vase_at(scene, x, y, k, variant, 21, tall=True)
    vessel = vase_at(scene, 800, 1170, 1.2, small, 32, tall=False)
    fx, fy = vessel.centre(vessel.height)
    stem = bezier((fx, fy + 8), (fx + 8, fy - 130), (fx + 90, fy - 250), (fx + 70, fy - 420), 24)
    if view == 2:
        grass = bezier((x, y - 494 * k + 6), (x + 10, y - 760), (x - 60, y - 900), (x - 190, y - 960), 24)
        spray(scene, grass, (0.66, 0.07, 120), 70, 4, pairs=9, round_=0.24)
    plum(scene, stem, 14, size=22, thick=6, count=8)
    if view == 1:
        scene.look(770, 860, 1.7)
    return scene


@drawing("incense-dish", ("celadon", "slate"), views=2)
def incense_dish(variant: str, view: int) -> Scene:
    scene = room("night" if variant == "slate" else "moss", shade=(1240, -130, 120), tilt=0.34, sun=0.6)
    x, y = 600, 1040
    material = GLAZES[variant]
    dark = variant == "slate"
    vessel = Vessel(scene, x, y, [(0, 210), (14, 216), (30, 270), (62, 318), (84, 328), (90, 326)], fineness=3, convex=True)
    stand(scene, vessel, tint=(0.22, 0.02, 240) if dark else (0.4, 0.025, 250))
    foot(vessel, material, 13)
    vessel.rim(material, 12)
    hollow = Hollow(vessel, 12, depth=70)
    hollow.paint(material, deep=0.25)
    k = scene.tilt
    hollow.fill(
        30,
        lambda cx, cy, rx, ry: scene.radial(
            cx - 80, cy - 20, rx * 1.3, [(0, "#efece6"), (0.6, "#d8d3ca"), (1, "#a9a297")], ry / rx
        ),
    )
    cx, cy = vessel.centre(60)
    for r in (250, 205, 160, 115, 70):
        scene.path(
            f"M{cx - r} {cy}a{r} {r * k:.1f} 0 1 0 {2 * r} 0a{r} {r * k:.1f} 0 1 0 {-2 * r} 0",
            stroke="#8d867b",
            stroke_width=2.6,
            opacity=".42",
        )
        scene.path(f"M{cx - r} {cy + 3}a{r} {r * k:.1f} 0 1 0 {2 * r} 0", stroke="#fff", stroke_width=2.4, opacity=".55")
    stick = [(cx + 10, cy - 4), (cx + 78, cy - 380)]
    scene.path(polygon(ribbon([(cx + 12, cy), (cx + 190, cy - 30)], lambda t: 5)), "#5c564d", opacity=".35")
    bar(scene, spline(stick, 12), 5, Material((0.42, 0.06, 50), gloss=0.05))
    ember = scene.radial(cx + 79, cy - 384, 26, [(0, "#ffd9a0"), (0.25, "#ff8a3c", 0.9), (1, "#ff6a20", 0)])
    scene.path(oval(cx + 79, cy - 384, 26, 26), ember)
    steam(scene, cx + 80, cy - 400, 430, 1.0 if dark else 0.9)
    scene.look(*((600, 930, 1.5) if view else (600, 830, 1.22)))
    return scene


@drawing("chopstick-rests", ("mixed",), views=2)
def chopstick_rests(variant: str, view: int) -> Scene:
    scene = room("honey", shade=(-140, 30, 8), tilt=0.5, horizon=0.2)
    places = [
        (330, 560, "celadon", -14),
        (690, 480, "ink", 9),
        (470, 830, "blush", -5),
        (850, 770, "honey", 14),
        (640, 1090, "white", -9),
    ]
    for x, y, glaze, turn in places:
        _rest(scene, x, y, glaze, turn)
    if view == 1:
        for offset in (-14, 18):
            points = [(150, 1010 + offset), (1200, 610 + offset * 1.2)]
            scene.shadow([ribbon([(x + 26, y + 34) for x, y in points], lambda t: 10)], 10, 0.5)
            bar(scene, spline(points, 20), lambda t: 7.5 + 6 * t, Material((0.36, 0.055, 42), gloss=0.55), shine=1.4)
    return scene


def _rest(scene: Scene, x: float, y: float, glaze: str, turn: float) -> None:
    """A pressed pebble of clay with a saddle for the sticks."""
    material = GLAZES[glaze]
    c, s = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    w, h = 150.0, 62.0

    def place(px: float, py: float) -> tuple[float, float]:
        return x + px * c - py * s, y + px * s + py * c

    raw = [
        (-w, 4),
        (-w * 0.86, -h * 0.66),
        (-w * 0.4, -h * 0.62),
        (0, -h * 0.34),
        (w * 0.4, -h * 0.62),
        (w * 0.86, -h * 0.66),
        (w, 4),
        (w * 0.8, h * 0.72),
        (0, h * 0.86),
        (-w * 0.8, h * 0.72),
    ]
    outline = spline([place(*p) for p in raw], 8, closed=True)
    scene.shadow([[(px + 34, py + 26) for px, py in outline]], 26, 0.42)
    scene.shadow([[(px + 6, py + 9) for px, py in outline]], 7, 0.7, (0.25, 0.02, 250))
    side = [(px, py + 16) for px, py in outline]
    scene.path(polygon(side), CLAY.ramp(0.4))
    centre = place(-46, -34)
    for share, light, shine in (
        (1.0, 0.36, 0),
        (0.93, 0.46, 0),
        (0.85, 0.54, 0),
        (0.76, 0.61, 0),
        (0.66, 0.67, 0),
        (0.55, 0.73, 0.02),
        (0.43, 0.78, 0.05),
        (0.30, 0.83, 0.1),
    ):
        inner = [(centre[0] + (px - centre[0]) * share, centre[1] + (py - centre[1]) * share) for px, py in outline]
        scene.path(polygon(inner), material.ramp(light, shine * material.gloss), opacity=".9")
    saddle = [
        place(px, py)
        for px, py in ((-26, -h * 0.5), (0, -h * 0.30), (26, -h * 0.5), (20, h * 0.6), (0, h * 0.72), (-20, h * 0.6))
    ]
    a, b = place(-34, 0), place(34, 0)
    scene.path(
        smooth(saddle),
        scene.linear(
            *a,
            *b,
            [
                (0, material.ramp(0.3), 0),
                (0.35, material.ramp(0.30), 0.75),
                (0.7, material.ramp(0.8), 0.55),
                (1, material.ramp(0.9), 0),
            ],
        ),
    )
    glint = [
        place(px, py) for px, py in ((-w * 0.74, -h * 0.36), (-w * 0.5, -h * 0.5), (-w * 0.3, -h * 0.42), (-w * 0.5, -h * 0.36))
    ]
    scene.path(smooth(glint), "#fff", opacity=f"{0.65 * material.gloss:.2f}")
