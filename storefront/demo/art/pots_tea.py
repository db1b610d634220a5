"""Tea things for the kiln: teapot, cups, tea bowl."""

from __future__ import annotations

import math

from .brew import liquid, steam
from .colour import Colour, css
from .glaze import CLAY, GLAZES, crackle, dip, foot, pool, speckle, wave
from .lathe import Hollow, Vessel
from .light import Material
from .paths import bezier, polygon, ribbon, smooth
from .pots import handle, room
from .registry import drawing
from .scene import Scene
from .staging import stand
from .tubes import bar

TEA: Colour = (0.66, 0.125, 68)
GREEN: Colour = (0.78, 0.095, 112)


def teapot_at(scene: Scene, x: float, y: float, k: float, glaze: str) -> None:
    """A round pot: spout to the left, handle to the right, lid with a knob."""
    material = GLAZES[glaze]
    body = Vessel(
        scene,
        x,
        y,
        [
            (0, 150 * k),
            (12 * k, 170 * k),
            (60 * k, 232 * k),
            (140 * k, 272 * k),
            (215 * k, 268 * k),
            (290 * k, 222 * k),
            (338 * k, 158 * k),
            (352 * k, 134 * k),
        ],
    )
    stand(scene, body)
    curve = bezier(
        (x + 218 * k, y - 285 * k), (x + 430 * k, y - 395 * k), (x + 455 * k, y - 80 * k), (x + 240 * k, y - 118 * k), 34
    )
    handle(scene, curve, 25 * k, material)
    _spout(scene, x, y, k, material)
    foot(body, material, 14 * k, darken=pool(body, material, 10 * k, 350 * k, 0.3))
    if glaze == "celadon":
        crackle(body, 4, 46, opacity=0.20)
    speckle(body, 60, 12, size=2.6 * k)
    seat = material.ramp(0.24)
    cx, cy = body.centre(350 * k)
    scene.path(
        f"M{cx - 136 * k:.1f} {cy:.1f}a{136 * k:.1f} {136 * k * scene.tilt:.1f} 0 1 0 {272 * k:.1f} 0",
        stroke=seat,
        stroke_width=7 * k,
        opacity=".6",
    )
    lid = Vessel(
        scene,
        x,
        y - 352 * k,
        [
            (0, 132 * k),
            (7 * k, 134 * k),
            (26 * k, 108 * k),
            (46 * k, 62 * k),
            (58 * k, 22 * k),
            (66 * k, 17 * k),
            (78 * k, 28 * k),
            (96 * k, 35 * k),
            (114 * k, 29 * k),
            (122 * k, 12 * k),
            (124 * k, 2 * k),
        ],
        fineness=2.5,
    )
    lid.paint(material, contact=0.25)


def _spout(scene: Scene, x: float, y: float, k: float, material: Material) -> None:
    """It leaves the body wide and low, and ends narrow, level with the rim."""
    curve = bezier(
        (x - 190 * k, y - 120 * k), (x - 330 * k, y - 130 * k), (x - 310 * k, y - 300 * k), (x - 405 * k, y - 340 * k), 30
    )
    scene.shadow([ribbon(curve, lambda t: 50 * k * (1 - 0.5 * t))], 30, 0.16)
    bar(scene, curve, lambda t: (62 - 36 * t**0.7) * k, material)
    (ax, ay), (bx, by) = curve[-2], curve[-1]
    angle = math.degrees(math.atan2(by - ay, bx - ax))
    mouth = [(0, -26 * k), (9 * k, -14 * k), (10 * k, 12 * k), (0, 26 * k), (-9 * k, 12 * k), (-9 * k, -14 * k)]
    c, s = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    placed = [(bx + px * c - py * s, by + px * s + py * c) for px, py in mouth]
    scene.path(smooth(placed), material.ramp(0.86, 0.1))
    hole = [(bx + px * c * 0.62 - py * s * 0.66, by + px * s * 0.62 + py * c * 0.66) for px, py in mouth]
    scene.path(smooth(hole), material.ramp(0.12))


@drawing("teapot", ("celadon", "tenmoku"), views=3)
def teapot(variant: str, view: int) -> Scene:
    scene = room("celadon" if variant == "celadon" else "sand", shade=None if view == 0 else (1240, -140, 122))
    if view == 2:
        teapot_at(scene, 700, 1010, 0.92, variant)
        cup_at(scene, 360, 1170, 0.72, "white", 3, drink=TEA)
        cup_at(scene, 600, 1265, 0.74, "white", 8, drink=TEA)
        return scene
    teapot_at(scene, 610, 1075, 1.12, variant)
    if view == 1:
        scene.look(420, 760, 1.8)
    return scene


def cup_at(scene: Scene, x: float, y: float, k: float, glaze: str, seed: int, drink: Colour | None = None) -> Vessel:
    """A handleless cup with a bare foot."""
    material = GLAZES[glaze]
    vessel = Vessel(
        scene,
        x,
        y,
        [(0, 92 * k), (30 * k, 96 * k), (52 * k, 128 * k), (110 * k, 172 * k), (190 * k, 198 * k), (262 * k, 206 * k)],
    )
    stand(scene, vessel)
    dip(vessel, material, wave(seed, 92 * k, 16 * k), darken=pool(vessel, material, 70 * k, 262 * k, 0.25))
    speckle(vessel, 46, seed, size=2.8 * k)
    vessel.rim(material, 10 * k)
    hollow = Hollow(vessel, 10 * k)
    hollow.paint(material)
    if drink:
        liquid(hollow, 40 * k, drink, clear=0.9)
    return vessel


@drawing("tea-cups", ("honey-ink", "blush-celadon"), views=3)
def tea_cups(variant: str, view: int) -> Scene:
    one, two = variant.split("-")
    scene = room("honey" if variant == "honey-ink" else "blush", shade=(-130, 60, 4))
    drink = None if view == 0 else GREEN
    cup_at(scene, 415, 945, 1.0, one, 5, drink)
    cup_at(scene, 745, 1090, 1.06, two, 16, drink)
    if view == 2:
        steam(scene, 420, 650, 330, 0.7)
    scene.look(*((740, 930, 1.9) if view == 1 else (590, 830, 1.22)))
    return scene


@drawing("tea-bowl", ("tenmoku", "white"), views=3)
def tea_bowl(variant: str, view: int) -> Scene:
    scene = room("night" if variant == "tenmoku" else "ink", shade=None if view == 0 else (1240, -130, 120), sun=0.55)
    x, y = 600, 1080
    material = GLAZES[variant]
    vessel = Vessel(scene, x, y, [(0, 148), (26, 152), (40, 172), (90, 236), (200, 282), (330, 300), (430, 304)])
    stand(scene, vessel, tint=(0.22, 0.02, 240) if variant == "tenmoku" else (0.4, 0.025, 250))
    dip(vessel, material, wave(31, 112, 34), darken=pool(vessel, material, 90, 430, 0.2))
    with vessel.inside():
        _streaks(vessel, variant)
    vessel.rim(Material((0.47, 0.09, 55), gloss=0.6) if variant == "tenmoku" else CLAY, 13)
    hollow = Hollow(vessel, 13)
    hollow.paint(material, deep=0.5)
    if view == 2:
        liquid(hollow, 96, (0.58, 0.125, 128), clear=0.3, mirror=0.3)
        _foam(scene, hollow)
    scene.look(*((480, 830, 1.95) if view == 1 else (600, 850, 1.2)))
    return scene


def _streaks(vessel: Vessel, variant: str) -> None:
    """Hare's fur: rust-coloured threads that ran down from the rim; or a crackled white."""
    scene = vessel.scene
    if variant == "white":
        crackle(vessel, 9, 90, colour=(0.45, 0.06, 60), opacity=0.4)
        return
    for share, tint, opacity in ((1.0, (0.62, 0.10, 62), 0.34), (0.55, (0.78, 0.07, 78), 0.38)):
        data = []
        for i in range(150):
            angle = -88 + 176 * i / 149 + scene.random.uniform(-1, 1)
            top = vessel.height - scene.random.uniform(4, 20)
            low = top - scene.random.uniform(40, 210) * share
            points = [vessel.at(angle + scene.random.uniform(-0.8, 0.8), top + (low - top) * j / 5) for j in range(6)]
            wide = scene.random.uniform(0.7, 2.0) * math.cos(math.radians(angle) * 0.9)
            data.append(polygon(ribbon(points, lambda t, w=wide: w * (1 - t) ** 0.8)))
        scene.path("".join(data), css(tint), opacity=f"{opacity}")


def _foam(scene: Scene, hollow: Hollow) -> None:
    """Whisked tea: fine bubbles."""
    x, y = hollow.vessel.centre(hollow.vessel.height - 96)
    with scene.group(scene.clip(hollow.mouth)):
        for size, opacity in ((7, 0.22), (4, 0.35), (2.4, 0.5)):
            data = []
            for _ in range(120):
                a, r = scene.random.uniform(0, 2 * math.pi), scene.random.uniform(0, 1) ** 0.6 * 262
                px, py = x + r * math.cos(a), y + r * math.sin(a) * scene.tilt
                s = size * scene.random.uniform(0.5, 1.2)
                data.append(
                    f"M{px - s:.1f} {py:.1f}a{s:.1f} {s * 0.5:.1f} 0 1 1 {2 * s:.1f} 0a{s:.1f} {s * 0.5:.1f} 0 1 1 {-2 * s:.1f} 0Z"
                )
            scene.path("".join(data), css((0.84, 0.09, 120)), opacity=f"{opacity}")
