"""The larder: jam, plum butter, honey, elderflower syrup."""

from __future__ import annotations

import math

from . import studio
from .colour import Colour, css, lit, shift
from .bakery import SLICE
from .crust import board, crumb, laid_back, rounded_outline, shade_of
from .fruit import apricot, elderflower, half_plum, lemon_slice, plum, strawberry
from .glass import CREAM, Jar, Label, cloth_cap, metal_lid, standing
from .lathe import Vessel
from .light import Material
from .paths import Point, bezier, oval, polygon, ribbon, smooth, spline
from .registry import drawing
from .scene import Scene
from .staging import drop, stand
from .tubes import bar

WALL: Colour = (0.905, 0.026, 82)
WOOD: Colour = (0.64, 0.072, 64)
INK: Colour = (0.36, 0.05, 40)
GOLD = Material((0.74, 0.105, 84), gloss=0.9, soft=0.2)


def kitchen(wall: Colour = WALL, wood: Colour = WOOD, shade: tuple[float, float, float] | None = (1240, -130, 121), sun: float = 0.55, horizon: float = 0.53, tilt: float = 0.2) -> Scene:
    """A wooden table against a plastered wall."""
    ground = studio.table(wall, wood, horizon)
    studio.window(ground, sun)
    if shade:
        studio.leaves(ground, *shade, opacity=0.18)
    return Scene(ground, tilt=tilt)


def jam_at(scene: Scene, x: float, y: float, k: float, kind: str, word: str, weight: str = "250 g", seed: int = 1) -> Jar:
    """A round jar under gingham; `k` 1 is about 480 high with its cap."""
    fills: dict[str, tuple[Colour, Colour, int]] = {
        "strawberry": ((0.42, 0.165, 24), (0.55, 0.19, 24), 26),
        "apricot": ((0.70, 0.155, 62), (0.66, 0.14, 60), 22),
        "plum": ((0.27, 0.075, 350), (0.40, 0.10, 320), 18),
    }
    jam, cloth, lumps = fills[kind]
    profile = [(0, 128), (6, 144), (24, 158), (60, 164), (250, 164), (300, 158), (334, 138), (350, 128), (374, 128)]
    jar = Jar(scene, x, y, [(h * k, r * k) for h, r in profile])
    glow = shift(jam, 0.22, 1.1)
    standing(scene, jar, glow)
    jar.fill(jam, 338 * k, wall=8 * k, grain=lumps, seed=seed, glow=0.9 if kind != "plum" else 0.45)
    if kind == "strawberry":
        jar.seeds((0.78, 0.13, 78), 70, seed, 320 * k)
    jar.glass(low=14 * k)
    label = Label(jar, 66 * k, 232 * k, 52)
    label.frame(cloth, 10 * k, 2.2 * k)
    label.words("serif", "OMA LOTTE", -42 * k, 24 * k, INK, 4 * k)
    label.words("hand", word, 22 * k, 68 * k * min(1.0, 9 / len(word)), cloth)
    label.rule(42 * k, 0.34, cloth, 1.6 * k)
    label.words("serif", weight, 66 * k, 20 * k, INK, 1.5 * k)
    cloth_cap(jar, cloth, 92 * k, 30 * k, seed, 14 * k)
    return jar


@drawing("jam-strawberry", views=3)
def jam_strawberry(variant: str, view: int) -> Scene:
    scene = kitchen()
    if view == 2:
        jam_at(scene, 780, 985, 1.0, "strawberry", "Erdbeere", seed=5)
        _bread_with(scene, 420, 1190, (0.46, 0.185, 25))
        strawberry(scene, 850, 1190, 74, 120, 9)
        return scene
    jam_at(scene, 560, 1120, 1.45, "strawberry", "Erdbeere", seed=2)
    strawberry(scene, 935, 1090, 92, 24, 3)
    strawberry(scene, 850, 1200, 100, 112, 8)
    strawberry(scene, 270, 1210, 82, -64, 5)
    if view == 1:
        scene.look(590, 980, 1.6)
    return scene


@drawing("jam-apricot", views=2)
def jam_apricot(variant: str, view: int) -> Scene:
    scene = kitchen((0.88, 0.030, 130), shade=(-140, 30, 8))
    jam_at(scene, 600, 1120, 1.45, "apricot", "Aprikose", seed=12)
    apricot(scene, 270, 1130, 112, -20)
    apricot(scene, 925, 1140, 118, 26, leafy=False)
    apricot(scene, 400, 1260, 104, 40, leafy=False)
    if view == 1:
        scene.look(640, 940, 1.55)
    return scene


@drawing("plum-butter", views=2)
def plum_butter(variant: str, view: int) -> Scene:
    scene = kitchen((0.86, 0.022, 300), (0.50, 0.060, 52))
    jam_at(scene, 590, 1110, 1.45, "plum", "Zwetschgenmus", seed=21)
    plum(scene, 280, 1120, 84, -30)
    plum(scene, 925, 1100, 88, 24, leafy=True)
    plum(scene, 1010, 1190, 82, 74)
    half_plum(scene, 800, 1235, 82, 62)
    half_plum(scene, 360, 1240, 78, -50)
    if view == 1:
        scene.look(720, 1010, 1.6)
    return scene


def _bread_with(scene: Scene, x: float, y: float, jam: Colour) -> None:
    """A slice of white bread lying on a board, spread with jam."""
    wide, high, lean = 560.0, 470.0, 0.52
    plate = rounded_outline(340, 210, 336, 206, 5, 0.01, 4.0)
    placed = [(px + x - 340, py + y - 200) for px, py in plate]
    drop(scene, placed, 12, 1.0, (0.34, 0.045, 50))
    wood = board(plate, (680, 420), 6, (0.50, 0.07, 55))
    scene.ground.place(shade_of(wood, (0.30, 0.05, 48)), x - 337, y - 188, 680, 420)
    scene.ground.place(wood, x - 340, y - 200, 680, 420)
    outline = spline([(px * (wide - 16) + 8, py * (high - 16) + 8) for px, py in SLICE], 8, closed=True)
    face = laid_back(crumb(outline, (wide, high), 12), lean)
    flat = [(px - wide / 2 + x, (py - high / 2) * lean + y) for px, py in outline]
    drop(scene, [(px, py + 22) for px, py in flat], 12, 1.0, (0.34, 0.045, 50))
    tall = high * lean
    for dy in range(24, 0, -3):
        scene.sprite(shade_of(face, (0.46 + 0.006 * dy, 0.085, 56)), x - wide / 2, y - tall / 2 + dy, wide, tall)
    scene.sprite(face, x - wide / 2, y - tall / 2, wide, tall)
    spread = [(x + (px - x) * 0.78 + 9 * math.sin(i * 0.55), y - 3 + (py - y) * 0.74 + 5 * math.cos(i * 0.8)) for i, (px, py) in enumerate(flat[::3])]
    path = smooth(spread)
    scene.path(smooth([(px + 3, py + 6) for px, py in spread]), "#3a0608", opacity=".45")
    scene.path(path, scene.radial(x - 50, y - 20, 300, [(0, css(lit(shift(jam, 0.08, 1.1), 0.8))), (0.6, css(lit(jam, 0.6))), (1, css(lit(shift(jam, -0.06), 0.42)))], 0.5))
    with scene.group(scene.clip(path)):
        for _ in range(16):
            px, py = x + scene.random.uniform(-190, 190), y + scene.random.uniform(-80, 80)
            size = scene.random.uniform(22, 54)
            lump = scene.radial(px - size * 0.3, py - size * 0.2, size, [(0, css(lit(shift(jam, 0.12, 1.15), 0.9)), 0.8), (0.55, css(lit(jam, 0.6)), 0.5), (1, css(lit(shift(jam, -0.1), 0.4)), 0)], 0.55)
            scene.path(oval(px, py, size, size * 0.55), lump)
            glint = [(px - size * 0.5, py - size * 0.16), (px - size * 0.1, py - size * 0.3), (px + size * 0.2, py - size * 0.22), (px - size * 0.15, py - size * 0.12)]
            scene.path(smooth(glint), "#fff", opacity=".55")


@drawing("honey", ("blossom", "forest"), views=3)
def honey(variant: str, view: int) -> Scene:
    scene = kitchen((0.90, 0.035, 88) if variant == "blossom" else (0.84, 0.03, 140), shade=(-150, 10, 12))
    colour: Colour = (0.76, 0.155, 76) if variant == "blossom" else (0.46, 0.115, 58)
    x, y, k = 560, 1120, 1.42
    profile = [(0, 128), (6, 146), (30, 164), (120, 176), (210, 176), (280, 160), (318, 132), (332, 124), (360, 124)]
    jar = Jar(scene, x, y, [(h * k, r * k) for h, r in profile])
    standing(scene, jar, shift(colour, 0.15))
    jar.fill(colour, 322 * k, wall=7 * k, glow=1.0)
    jar.glass(low=14 * k)
    label = Label(jar, 84 * k, 236 * k, 44)
    label.words("serif", "OMA LOTTE", -40 * k, 21 * k, INK, 3.5 * k)
    label.words("hand", "Blütenhonig" if variant == "blossom" else "Waldhonig", 18 * k, 56 * k, (0.48, 0.11, 62))
    label.rule(34 * k, 0.5, (0.6, 0.12, 75), 1.8 * k)
    label.words("serif", "500 g", 62 * k, 20 * k, INK, 1.5 * k)
    _comb(label, k)
    metal_lid(jar, GOLD, 48 * k)
    if view != 1:
        _dipper(scene, 880, 1235, colour)
    if view == 1:
        scene.look(560, 900, 1.55)
    if view == 2:
        scene.look(800, 1120, 1.75)
    return scene


def _comb(label: Label, k: float) -> None:
    """Three cells in the corners of the label."""
    for cx, cy in ((-112, 52), (-132, 40), (-112, 28), (112, -42), (132, -54), (132, -30)):
        cell = [label.place((cx + 11 * math.cos(a)) * k, (cy + 11 * math.sin(a)) * k) for a in (math.pi / 3 * i + math.pi / 6 for i in range(6))]
        label.scene.path(polygon(cell), css((0.80, 0.13, 80)), opacity=".75", stroke=css((0.6, 0.12, 70)), stroke_width=1.6)


def _dipper(scene: Scene, x: float, y: float, colour: Colour) -> None:
    """A honey dipper lying on the table, with a pool under it."""
    wood = Material((0.70, 0.075, 68), gloss=0.2)
    pool: list[Point] = [(x - 150, y + 30), (x - 60, y - 26), (x + 40, y - 18), (x + 60, y + 34), (x - 20, y + 66), (x - 110, y + 62)]
    scene.shadow([[(px + 8, py + 10) for px, py in pool]], 8, 0.4)
    scene.path(smooth(pool), scene.radial(x - 60, y + 16, 130, [(0, css(lit(shift(colour, 0.06), 0.85))), (0.7, css(lit(colour, 0.62))), (1, css(lit(shift(colour, -0.1), 0.4)))], 0.5))
    scene.path(smooth([(x - 118, y + 20), (x - 60, y - 8), (x - 20, y - 6), (x - 66, y + 10)]), "#fff", opacity=".6")
    stick = [(x - 10, y - 10), (x + 290, y - 148)]
    scene.shadow([ribbon([(px + 22, py + 26) for px, py in stick], lambda t: 11)], 9, 0.5)
    bar(scene, spline(stick, 16), lambda t: 9.5 + 4 * t, wood)
    for i in range(6):
        cx, cy = x - 92 + i * 20, y + 24 - i * 9.2
        tall = 46 - abs(i - 2.5) * 5
        disc = [(cx - 7, cy - tall), (cx + 9, cy - tall - 4), (cx + 26, cy + tall - 14), (cx + 10, cy + tall - 8)]
        scene.path(smooth(disc), scene.linear(cx - 10, cy - tall, cx + 22, cy + tall, [(0, wood.ramp(0.92)), (0.45, wood.ramp(0.62)), (1, wood.ramp(0.26))]))
    drip = [(x - 110, y + 8), (x - 96, y - 22), (x - 70, y - 34), (x - 40, y - 36), (x - 30, y - 8), (x - 52, y + 18), (x - 80, y + 34)]
    scene.path(smooth(drip), css(lit(colour, 0.7)), opacity=".62")
    scene.path(smooth([(x - 96, y - 8), (x - 76, y - 26), (x - 52, y - 28), (x - 74, y - 14)]), "#fff", opacity=".7")


@drawing("elderflower-syrup", views=3)
def elderflower_syrup(variant: str, view: int) -> Scene:
    scene = kitchen((0.87, 0.030, 150), (0.72, 0.045, 78), shade=(-150, -10, 16), tilt=0.17)
    colour: Colour = (0.87, 0.105, 102)
    x, y = 520, 1150
    profile = [(0, 118), (8, 132), (30, 140), (380, 140), (450, 128), (520, 82), (570, 52), (640, 44), (690, 44), (694, 50), (716, 50)]
    bottle = Jar(scene, x, y, profile)
    standing(scene, bottle, shift(colour, 0.08))
    bottle.fill(colour, 560, wall=9, glow=1.0, clear=0.75)
    bottle.glass(low=16)
    label = Label(bottle, 96, 330, 56)
    label.frame((0.55, 0.08, 130), 12)
    label.words("serif", "OMA LOTTE", -62, 24, INK, 4)
    label.words("hand", "Holunder-", -6, 62, (0.48, 0.09, 135))
    label.words("hand", "blüte", 50, 62, (0.48, 0.09, 135))
    label.words("serif", "500 ml", 92, 21, INK, 2)
    _stopper(scene, x, y - 716)
    elderflower(scene, 860, 1120, 150, 4, -35)
    elderflower(scene, 960, 1265, 130, 9, -20)
    if view == 1:
        lemon_slice(scene, 300, 1290, 82)
        _glass_of(scene, 260, 1200, colour)
    if view == 2:
        scene.look(800, 1080, 1.6)
    return scene


def _stopper(scene: Scene, x: float, y: float) -> None:
    """A china stopper held by wire."""
    wire = Material((0.62, 0.008, 240), gloss=0.8)
    for side in (-1, 1):
        bar(scene, bezier((x + side * 52, y + 84), (x + side * 74, y + 50), (x + side * 66, y - 30), (x + side * 20, y - 62), 20), 3.4, wire)
    china = Vessel(scene, x, y + 6, [(0, 46), (8, 52), (22, 52), (40, 42), (56, 26), (66, 22), (74, 8)], fineness=2.5)
    rubber = Vessel(scene, x, y + 8, [(0, 48), (10, 50)], fineness=2)
    rubber.paint(Material((0.55, 0.17, 28), gloss=0.1), contact=0)
    china.paint(Material((0.92, 0.008, 90), gloss=0.9), contact=0.1)
    bar(scene, bezier((x - 54, y + 88), (x - 20, y + 112), (x + 20, y + 112), (x + 54, y + 88), 16), 3.4, wire)


def _glass_of(scene: Scene, x: float, y: float, colour: Colour) -> None:
    """A tumbler of syrup and water, with a slice of lemon."""
    glass = Jar(scene, x, y, [(0, 88), (6, 94), (120, 104), (300, 118)])
    standing(scene, glass, colour)
    glass.fill((0.93, 0.045, 104), 236, wall=6, glow=0.7, clear=0.9)
    for i in range(26):
        px, py = glass.at(scene.random.uniform(-70, 70), scene.random.uniform(20, 226))
        scene.path(oval(px, py, 3.2, 3.2), "#fff", opacity=".5")
    cx, cy = glass.centre(236)
    lemon_slice(scene, cx + 20, cy - 4, 62, 0.3)
    glass.glass(low=14, strength=0.8)
    glass.rim_ring()
    stand(scene, glass, strength=0.0)
    scene.path(polygon(ribbon(bezier((cx + 40, cy + 10), (cx + 60, cy - 100), (cx + 80, cy - 160), (cx + 96, cy - 220), 16), lambda t: 6)), css(lit(CREAM.colour, 0.8)), opacity=".95")
