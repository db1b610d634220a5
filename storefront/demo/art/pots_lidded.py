"""Lidded and lipped: gaiwan, tea caddy, pitcher."""

from __future__ import annotations

import math

from .brew import liquid, steam
from .colour import Colour, css, lit, shift
from .glaze import GLAZES, band, brush, dip, foot, grooves, pool, speckle, wave
from .lathe import Hollow, Vessel
from .light import Material
from .paths import Point, bezier, polygon, ribbon, spline
from .pots import handle, room
from .pots_tea import GREEN, cup_at
from .registry import drawing
from .scene import Scene
from .staging import stand
from .tubes import bar


@drawing("gaiwan", ("white", "celadon"), views=2)
def gaiwan(variant: str, view: int) -> Scene:
    scene = room("ink" if variant == "white" else "honey", shade=(-150, 10, 12), tilt=0.27)
    x, y = 600, 1110
    material = GLAZES[variant]
    saucer = Vessel(scene, x, y, [(0, 120), (12, 124), (20, 190), (44, 268), (60, 288), (66, 290)], fineness=3.0, convex=True)
    stand(scene, saucer)
    foot(saucer, material, 12)
    saucer.rim(material, 8)
    Hollow(saucer, 8, depth=50).paint(material, deep=0.25)
    cup = Vessel(scene, x, y - 24, [(0, 96), (26, 100), (40, 122), (100, 176), (190, 214), (262, 236), (300, 256), (306, 258)])
    stand(scene, cup, strength=0.6)
    foot(cup, material, 26, darken=pool(cup, material, 26, 300, 0.25))
    colour = (0.38, 0.115, 258) if variant == "white" else (0.42, 0.06, 160)
    with cup.inside():
        _orchid(cup, colour)
        band(cup, 44, 5, colour, 0.7)
    cup.rim(material, 8)
    Hollow(cup, 8).paint(material)
    if view == 0:
        _lid(scene, x, y - 24 - 284, material, colour)
        scene.look(600, 900, 1.3)
    else:
        hollow = Hollow(cup, 8)
        liquid(hollow, 44, GREEN, clear=0.9)
        _lid(scene, x + 360, y + 84, material, colour)
        steam(scene, x - 10, 720, 400, 0.8)
        scene.look(690, 900, 1.16)
    return scene


def _lid(scene: Scene, x: float, y: float, material: Material, colour: Colour) -> None:
    lid = Vessel(
        scene,
        x,
        y,
        [(0, 216), (5, 219), (40, 176), (76, 116), (96, 62), (102, 50), (122, 50), (130, 58), (134, 56)],
        fineness=3.0,
    )
    if x > 700:
        stand(scene, lid, strength=0.7)
    lid.paint(material, contact=0.2)
    with lid.inside():
        for low, high in ((24, 66),):
            for angle in (-62, -50, -38, 6, 18, 30):
                brush(lid, [(angle, low), (angle + 3, (low + high) / 2), (angle + 9, high)], 7, colour, 0.75)
    lid.rim(material, 9)
    Hollow(lid, 9, depth=20).paint(material, deep=0.5)


def _orchid(vessel: Vessel, colour: Colour) -> None:
    """A few brushed orchid leaves and flowers, the oldest ornament on a cup."""
    for points, thick in (
        ([(-30, 70), (-22, 140), (-6, 210), (22, 244)], 10),
        ([(-30, 70), (-36, 140), (-52, 200), (-70, 216)], 9),
        ([(-28, 70), (-8, 110), (24, 150), (48, 156)], 8),
        ([(-31, 70), (-32, 160), (-28, 236)], 7),
        ([(-29, 70), (-50, 100), (-74, 108)], 7),
    ):
        brush(vessel, points, thick, colour, 0.85)
    for angle, height in ((8, 196), (-46, 232), (34, 196)):
        for da, dh in ((-7, 12), (0, 18), (7, 10), (-4, -6), (5, -6)):
            brush(vessel, [(angle, height), (angle + da, height + dh)], 8, colour, 0.7)


@drawing("tea-caddy", ("moss", "celadon", "rust"), views=2)
def tea_caddy(variant: str, view: int) -> Scene:
    scene = room({"moss": "honey", "celadon": "sand", "rust": "celadon"}[variant], shade=(1230, -120, 120))
    x, y = 560, 1120
    material = GLAZES[variant]
    body = Vessel(scene, x, y, [(0, 176), (8, 188), (40, 226), (130, 254), (240, 252), (330, 222), (376, 176), (392, 150)])
    stand(scene, body)
    dip(body, material, wave(12, 96, 30), darken=pool(body, material, 80, 390, 0.3))
    grooves(body, [320, 340], 0.7)
    speckle(body, 90, 5, size=2.6)
    body.rim(material, 12)
    Hollow(body, 12).paint(material)
    if view == 0:
        _cork(scene, x, y - 384, 152)
        scene.look(590, 900, 1.3)
    else:
        _cork(scene, x + 330, y + 120, 152)
        hollow = Hollow(body, 12)
        hollow.fill(
            54, lambda cx, cy, rx, ry: scene.radial(cx, cy, rx, [(0, "#5b5a36"), (0.8, "#3d4125"), (1, "#23270f")], ry / rx)
        )
        _leaves(scene, hollow, x, y - 392 + 54)
        scene.look(680, 900, 1.24)
    return scene


def _cork(scene: Scene, x: float, y: float, r: float) -> None:
    """A turned wooden lid."""
    wood = Material((0.66, 0.075, 66), gloss=0.18, soft=0.35)
    lid = Vessel(
        scene, x, y, [(0, r - 4), (6, r + 8), (44, r + 10), (56, r + 2), (60, r - 40), (62, 40)], fineness=2.6, convex=True
    )
    if x > 700:
        stand(scene, lid, strength=0.8)
    lid.paint(wood, contact=0.2)
    ring = css(lit(shift(wood.colour, -0.1), 0.5))
    cx, cy = lid.centre(60)
    top = scene.linear(cx - r, cy - 40, cx + r, cy + 40, [(0, wood.ramp(0.9)), (1, wood.ramp(0.68))])
    scene.path(f"M{cx - r} {cy}a{r} {r * scene.tilt:.1f} 0 1 1 {2 * r} 0a{r} {r * scene.tilt:.1f} 0 1 1 {-2 * r} 0Z", top)
    with lid.inside():
        for i, share in enumerate((0.2, 0.36, 0.5, 0.62, 0.75, 0.88)):
            rr = r * share
            scene.path(
                f"M{cx - rr + i:.1f} {cy:.1f}a{rr:.1f} {rr * scene.tilt:.1f} 0 1 1 {2 * rr:.1f} 0a{rr:.1f} {rr * scene.tilt:.1f} 0 1 1 {-2 * rr:.1f} 0Z",
                stroke=ring,
                stroke_width=2.2 - 0.2 * i,
                opacity=".32",
            )


def _leaves(scene: Scene, hollow: Hollow, x: float, y: float) -> None:
    """Rolled tea leaves, level with a spoon's worth to go."""
    with scene.group(scene.clip(hollow.mouth)):
        for i in range(150):
            a, r = scene.random.uniform(0, 2 * math.pi), scene.random.uniform(0, 1) ** 0.5 * 130
            px, py = x + r * math.cos(a), y + r * math.sin(a) * scene.tilt - scene.random.uniform(0, 6)
            turn = scene.random.uniform(0, 3.1)
            length = scene.random.uniform(8, 16)
            ends: list[Point] = [
                (px, py),
                (px + length * 0.5 * math.cos(turn) + 2, py + length * 0.2 * math.sin(turn) - 2),
                (px + length * math.cos(turn), py + length * 0.5 * math.sin(turn)),
            ]
            tone = (scene.random.uniform(0.28, 0.50), 0.055, scene.random.uniform(95, 130))
            bar(scene, ends, 2.6, Material(tone, gloss=0.1)) if i % 3 == 0 else scene.path(
                polygon(ribbon(ends, lambda t: 2.6)), css(tone)
            )


@drawing("pitcher", ("white", "ink"), views=2)
def pitcher(variant: str, view: int) -> Scene:
    scene = room("blush" if variant == "white" else "ink", shade=(-140, 30, 10) if view == 0 else (1240, -130, 122))
    x, y = 590, 1130
    material = GLAZES[variant]
    body = Vessel(
        scene, x, y, [(0, 140), (8, 152), (50, 186), (150, 206), (260, 186), (370, 142), (450, 126), (520, 136), (560, 150)]
    )
    stand(scene, body)
    curve = bezier((x + 118, y - 500), (x + 330, y - 560), (x + 330, y - 190), (x + 170, y - 176), 34)
    handle(scene, curve, 23, material)
    dip(body, material, wave(77, 84, 20), darken=pool(body, material, 70, 560, 0.25))
    lip = spline([(x - 124, y - 470), (x - 140, y - 520), (x - 180, y - 566), (x - 216, y - 590)], 8)
    lip += spline([(x - 216, y - 590), (x - 190, y - 592), (x - 150, y - 578), (x - 120, y - 540)], 8)
    scene.path(
        polygon(lip),
        scene.linear(
            x - 216,
            y - 590,
            x - 118,
            y - 490,
            [(0, material.ramp(0.80, 0.1)), (0.5, material.ramp(0.72)), (1, material.ramp(0.62))],
        ),
    )
    speckle(body, 70, 4, size=2.6)
    body.rim(material, 10)
    hollow = Hollow(body, 10)
    hollow.paint(material)
    run = spline(
        [(x - 210, y - 588), (x - 176, y - 585), (x - 140, y - 574), (x - 128, y - 556), (x - 142, y - 544), (x - 172, y - 566)],
        6,
        closed=True,
    )
    scene.path(
        polygon(run),
        scene.linear(x - 210, 0, x - 126, 0, [(0, material.ramp(0.6)), (0.6, material.ramp(0.42)), (1, material.ramp(0.3))]),
    )
    if view == 1:
        liquid(hollow, 60, (0.955, 0.012, 90), clear=0.0, mirror=0.0)
        cup_at(scene, 260, 1255, 0.6, "rust", 9, drink=(0.42, 0.075, 55))
        scene.look(520, 880, 1.16)
    else:
        scene.look(600, 850, 1.25)
    return scene
