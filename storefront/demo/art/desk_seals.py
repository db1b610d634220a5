"""Seal stones, seal paste and a brush pot."""

from __future__ import annotations

import math
from collections.abc import Callable

from .colour import Colour, css, lit, shift
from .desk_paper import RICE, SEAL
from .desk_tools import writing_brush
from .glaze import GLAZES, band, brush, foot, pool
from .lathe import Hollow, Vessel
from .lettering import column
from .light import Material
from .paths import Point, bezier, hull, number, oval, polygon, ribbon, smooth, spline
from .pots import room
from .registry import drawing
from .scene import Scene
from .staging import stand

STONES: dict[str, Colour] = {"amber": (0.74, 0.088, 80), "jade": (0.72, 0.055, 150), "blood": (0.66, 0.050, 50)}


@drawing("seal-stone", ("amber", "jade", "blood"), views=2)
def seal_stone(variant: str, view: int) -> Scene:
    tone = {"amber": "sand", "jade": "moss", "blood": "blush"}[variant]
    scene = room(tone, shade=(-140, 20, 12), tilt=0.42, horizon=0.40)

    def place(px: float, py: float) -> Point:
        u, v = px / 560, py / 560
        return 90 + 610 * u + 120 * (1 - v), 800 + 470 * v + 36 * u

    _paper_on_table(scene, place)
    letters = column("song", "小竹", 280, 122, 148, 0.02, place=place)
    frame = polygon([place(*p) for p in ((164, 104), (398, 108), (395, 446), (166, 441))])
    scene.path(frame + letters, css(SEAL), fill_rule="evenodd", opacity=".9")
    _stone(scene, 790, 1130, 270, 600, variant)
    if view == 1:
        scene.look(800, 840, 1.6)
    return scene


def _paper_on_table(scene: Scene, place: Callable[[float, float], Point]) -> None:
    outline = [place(0, 0), place(560, 0), place(560, 560), place(0, 560)]
    scene.shadow([[(x + 10, y + 12) for x, y in outline]], 8, 0.4)
    scene.path(polygon(outline), scene.linear(*outline[0], *outline[2], [(0, css(lit(RICE, 0.82))), (1, css(lit(RICE, 0.66)))]))


def _stone(scene: Scene, x: float, y: float, w: float, h: float, variant: str) -> None:
    """A square pillar of soapstone with a cushion top."""
    colour = STONES[variant]
    d, rise = 0.56 * w, 0.36 * w
    left, right = x - w / 2, x + w / 2
    ground = [(left, y), (right, y), (right + d, y - rise), (left + d, y - rise)]
    scene.shadow([hull([*ground, *[(px + h * 0.62, py - h * 0.16) for px, py in ground]])], 40, 0.46)
    scene.shadow([hull([*ground, *[(px + 60, py - 14) for px, py in ground]])], 16, 0.5)
    scene.shadow([[(px + 3, py + 4) for px, py in ground]], 5, 0.8, (0.25, 0.02, 60))
    # the top is a cushion: its edges rise in shallow arcs
    brow = bezier((right, y - h), (right - 0.2 * w, y - h - 44), (left + 0.2 * w, y - h - 44), (left, y - h), 20)
    far = bezier(
        (right + d, y - rise - h), (right + 0.8 * d, y - rise - h - 24), (right + 0.3 * d, y - h - 32), (right, y - h), 14
    )
    front = [(left, y - 2), (right, y), *brow]
    side = [(right, y), (right + d, y - rise), *far]
    lid = hull([(left, y - h), *brow, *far, *[(px + d, py - rise) for px, py in brow]])
    glow = css(lit(shift(colour, 0.10, 1.05, 6), 0.9))
    top = [(0, css(lit(colour, 1.05))), (0.5, css(lit(colour, 0.86))), (1, css(lit(colour, 0.60)))]
    scene.path(polygon(lid), scene.radial(left + 0.42 * w, y - h - 70, 1.1 * w, top, 0.5))
    deep = shift(colour, -0.02, 1.15)
    dusk = [(0, css(lit(deep, 0.46))), (0.6, css(lit(deep, 0.36))), (1, css(lit(shift(colour, 0.08, 1.2), 0.58)))]
    day = [(0, css(lit(colour, 0.92))), (0.45, css(lit(colour, 0.72))), (1, css(lit(shift(colour, 0.02, 1.2), 0.60)))]
    for face, fill in ((side, scene.linear(right, 0, right + d, 0, dusk)), (front, scene.linear(left, y - h, right, y, day))):
        scene.path(polygon(face), fill)
        with scene.group(scene.clip(polygon(face))):
            _veins(scene, x, y, w, h, d, variant, 0.55 if face is side else 1.0)
            # light that came in on the left leaves the stone low on the right
            spot = (right + 0.7 * d, y - rise - 0.2 * h) if face is side else (right - 0.24 * w, y - 0.22 * h)
            scene.path(polygon(face), scene.radial(*spot, 0.7 * w, [(0, glow, 0.75), (0.6, glow, 0.22), (1, glow, 0)], 1.3))
    for edge, opacity in (([(right, y), (right, y - h)], 0.55), (brow, 0.75), (far, 0.5), ([(left, y), (left, y - h)], 0.35)):
        scene.path(polygon(edge, False), stroke="#fff", stroke_width=3.4, stroke_linecap="round", opacity=f"{opacity}")
    window = [
        (left + 0.12 * w, y - 0.1 * h),
        (left + 0.12 * w, y - 0.92 * h),
        (left + 0.26 * w, y - 0.94 * h),
        (left + 0.26 * w, y - 0.1 * h),
    ]
    scene.path(polygon(window), scene.linear(0, y - h, 0, y, [(0, "#fff", 0.40), (1, "#fff", 0.04)]))
    size = 0.27 * w
    for dx, ink, opacity in ((0, css(lit(colour, 0.10)), 0.6), (2.2, "#fff", 0.3)):
        scene.path(column("brush", "知足", x + 0.18 * w + dx, y - h * 0.80 + dx, size, 0.14), ink, opacity=f"{opacity}")


def _veins(scene: Scene, x: float, y: float, w: float, h: float, d: float, variant: str, dark: float) -> None:
    """Clouds and threads in the stone."""
    tint: Colour = {"amber": (0.50, 0.13, 45), "jade": (0.46, 0.06, 160), "blood": (0.46, 0.19, 26)}[variant]
    pale = shift(STONES[variant], 0.16, 0.6)
    for i in range(16):
        cx, cy = x - w / 2 + scene.random.uniform(0, w + d), y - scene.random.uniform(0, h)
        size = scene.random.uniform(40, 130)
        tone = tint if i % 2 == 0 else pale
        strength = (0.75 if variant == "blood" and i % 2 == 0 else 0.34) * dark
        scene.path(
            oval(cx, cy, size, size),
            scene.radial(cx, cy, size, [(0, css(tone), strength), (0.5, css(tone), strength * 0.5), (1, css(tone), 0)], 1.0),
        )
    for _ in range(7):
        cx, cy = x - w / 2 + scene.random.uniform(-20, w + d), y - scene.random.uniform(0, h)
        thread = spline([(cx, cy), (cx + 40, cy - 34), (cx + 96, cy - 40), (cx + 150, cy - 84)], 8)
        scene.path(polygon(ribbon(thread, lambda t: 2.4 * math.sin(math.pi * t) + 0.3)), css(tint), opacity=f"{0.35 * dark:.2f}")


@drawing("seal-paste", views=2)
def seal_paste(variant: str, view: int) -> Scene:
    scene = room("ink", shade=(1240, -130, 121), tilt=0.36, horizon=0.42)
    china, blue = GLAZES["white"], (0.38, 0.115, 258)
    x, y = 520.0, 960.0
    box = Vessel(scene, x, y, [(0, 200), (12, 208), (40, 264), (110, 290), (150, 288), (158, 276), (176, 274)], fineness=3.5)
    stand(scene, box)
    foot(box, china, 12, darken=pool(box, china, 0, 170, 0.2))
    with box.inside():
        band(box, 136, 9, blue, 0.8)
        band(box, 34, 7, blue, 0.7)
        for angle in range(-80, 90, 20):
            for da, dh in ((-4, 18), (0, 26), (4, 18), (-3, -8), (3, -8)):
                brush(box, [(angle, 78), (angle + da, 78 + dh)], 9, blue, 0.75)
    box.rim(china, 12)
    hollow = Hollow(box, 12)
    hollow.paint(china)
    _paste(scene, hollow)
    lid = Vessel(scene, 880, 1170, [(0, 284), (30, 290), (70, 276), (110, 216), (132, 120), (138, 2)], fineness=3.5, convex=True)
    stand(scene, lid)
    lid.paint(china, contact=0.2)
    with lid.inside():
        band(lid, 30, 8, blue, 0.8)
        _sprig(lid, blue)
    if view == 1:
        scene.look(500, 850, 1.8)
    else:
        scene.look(640, 940, 1.1)
    return scene


def _paste(scene: Scene, hollow: Hollow) -> None:
    """Cinnabar in silk and oil, with the marks of a spatula."""
    red: Colour = (0.53, 0.205, 29)
    x, y, rx, ry = hollow.fill(
        26,
        lambda cx, cy, rx, ry: scene.radial(
            cx - rx * 0.3,
            cy - ry * 0.5,
            rx * 1.4,
            [(0, css(lit(red, 0.92))), (0.5, css(lit(red, 0.66))), (1, css(lit(red, 0.34)))],
            ry / rx,
        ),
    )
    with scene.group(scene.clip(hollow.mouth)):
        for _i in range(90):
            a, r = scene.random.uniform(0, 2 * math.pi), scene.random.uniform(0, 0.86)
            px, py = x + rx * r * math.cos(a), y + ry * r * math.sin(a)
            reach = scene.random.uniform(14, 46)
            curve = bezier((px - reach, py), (px - reach * 0.3, py - 9), (px + reach * 0.3, py - 9), (px + reach, py + 3), 8)
            light = scene.random.uniform(0.34, 0.95)
            scene.path(polygon(ribbon(curve, lambda t: 5.2 * math.sin(math.pi * t) + 0.3)), css(lit(red, light)), opacity=".55")


def _sprig(lid: Vessel, blue: Colour) -> None:
    """A bamboo sprig over the dome of the lid."""
    scene = lid.scene
    cx, cy = lid.centre(120)
    for dx, dy, turn, reach in (
        (-150, 30, -24, 120),
        (-120, 40, 14, 130),
        (-60, 0, -40, 120),
        (-20, 30, 4, 140),
        (40, -10, -30, 110),
        (70, 34, 20, 120),
        (-100, -14, -64, 90),
    ):
        a = math.radians(turn)
        spine = bezier(
            (cx + dx, cy + dy),
            (cx + dx + reach * 0.4 * math.cos(a), cy + dy + reach * 0.25 * math.sin(a)),
            (cx + dx + reach * 0.8 * math.cos(a), cy + dy + reach * 0.5 * math.sin(a)),
            (cx + dx + reach * math.cos(a), cy + dy + reach * 0.75 * math.sin(a)),
            10,
        )
        scene.path(
            polygon(ribbon(spine, lambda t, s=reach: s * 0.085 * math.sin(math.pi * min(1.0, t + 0.04)))),
            css(blue),
            opacity=".78",
        )
    stem = spline([(cx - 190, cy + 60), (cx - 60, cy + 20), (cx + 90, cy + 6)], 10)
    scene.path(polygon(ribbon(stem, lambda t: 3.4)), css(blue), opacity=".8")


@drawing("brush-pot", ("bamboo", "ebony"), views=2)
def brush_pot(variant: str, view: int) -> Scene:
    scene = room("moss" if variant == "bamboo" else "sand", shade=(-140, 20, 12), tilt=0.24)
    x, y = 580.0, 1180.0
    wood = Material((0.70, 0.090, 80), gloss=0.4) if variant == "bamboo" else Material((0.27, 0.025, 45), gloss=0.6)
    pot = Vessel(scene, x, y, [(0, 176), (8, 182), (60, 178), (380, 172), (396, 178), (410, 174), (450, 172)])
    stand(scene, pot)
    if view == 0:
        _brushes(scene, x, y - 440)
    pot.paint(wood)
    with pot.inside():
        data = []
        for _ in range(120):
            angle, low = scene.random.uniform(-86, 86), scene.random.uniform(0, 380)
            points = [pot.at(angle, low + 12 * j) for j in range(5)]
            data.append(polygon(points, False))
        scene.path("".join(data), stroke=wood.ramp(0.28), stroke_width=1.3, opacity=".28")
        node = [pot.at(a, 395) for a in range(-90, 91, 6)]
        scene.path(smooth(node, False), stroke=wood.ramp(0.2), stroke_width=5, opacity=".6")
        scene.path(smooth([(px, py + 5) for px, py in node], False), stroke="#fff", stroke_width=3, opacity=".3")

        def place(px: float, py: float) -> Point:
            return pot.at(math.degrees(px / 176) - 6, 210 - py)

        ink = (0.36, 0.09, 150) if variant == "bamboo" else (0.78, 0.10, 84)
        scene.path(
            column("brush", "静远", 0, -150, 120, 0.16, place=place),
            css(lit(ink, 0.3)),
            opacity=".6",
            transform="translate(-1.5 -1.5)",
        )
        scene.path(column("brush", "静远", 0, -150, 120, 0.16, place=place), css(ink), opacity=".92")
    rim = Material(shift(wood.colour, 0.06), gloss=0.2)
    pot.rim(rim, 18)
    hollow = Hollow(pot, 18, depth=230)
    hollow.paint(Material(shift(wood.colour, -0.06), gloss=0.1), deep=0.8)
    if view == 0:
        mouth = f"M0 0H1200V{number(y - 450)}H{number(x + 154)}A154 {number(154 * scene.tilt)} 0 0 1 {number(x - 154)} {number(y - 450)}H0Z"
        with scene.group(scene.clip(mouth)):
            _brushes(scene, x, y - 440)
        scene.look(600, 860, 1.14)
    else:
        scene.look(580, 940, 1.5)
    return scene


def _brushes(scene: Scene, x: float, y: float) -> None:
    """Standing hair upwards, as they should."""
    for foot_x, tip_x, tall, k, hair in (
        (-40, -210, 400, 1.0, (0.92, 0.02, 84)),
        (30, 190, 430, 0.95, (0.58, 0.095, 55)),
        (-70, -70, 520, 1.2, (0.90, 0.02, 84)),
        (70, 70, 470, 1.05, (0.30, 0.02, 60)),
    ):
        writing_brush(scene, (x + foot_x, y + 60), (x + tip_x, y - tall), k, hair, lying=False)
