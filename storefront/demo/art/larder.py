"""The larder: jam and plum butter under gingham."""

from __future__ import annotations

import math

from . import studio
from .bakery import SLICE
from .caps import cloth_cap
from .colour import Colour, css, lit, shift
from .crust import board, crumb, laid_back, rounded_outline, shade_of
from .fruit import apricot, half_plum, plum, strawberry
from .glass import Jar, Label, standing
from .light import Material
from .paths import oval, smooth, spline
from .registry import drawing
from .scene import Scene
from .staging import drop

WALL: Colour = (0.905, 0.026, 82)
WOOD: Colour = (0.64, 0.072, 64)
INK: Colour = (0.36, 0.05, 40)
HONEYS: dict[str, Colour] = {"blossom": (0.76, 0.155, 76), "forest": (0.46, 0.115, 58)}
GOLD = Material((0.74, 0.105, 84), gloss=0.9, soft=0.2)


def kitchen(
    wall: Colour = WALL,
    wood: Colour = WOOD,
    shade: tuple[float, float, float] | None = (1240, -130, 121),
    sun: float = 0.55,
    horizon: float = 0.53,
    tilt: float = 0.2,
) -> Scene:
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
    spread = [
        (x + (px - x) * 0.78 + 9 * math.sin(i * 0.55), y - 3 + (py - y) * 0.74 + 5 * math.cos(i * 0.8))
        for i, (px, py) in enumerate(flat[::3])
    ]
    path = smooth(spread)
    scene.path(smooth([(px + 3, py + 6) for px, py in spread]), "#3a0608", opacity=".45")
    scene.path(
        path,
        scene.radial(
            x - 50,
            y - 20,
            300,
            [(0, css(lit(shift(jam, 0.08, 1.1), 0.8))), (0.6, css(lit(jam, 0.6))), (1, css(lit(shift(jam, -0.06), 0.42)))],
            0.5,
        ),
    )
    with scene.group(scene.clip(path)):
        for _ in range(16):
            px, py = x + scene.random.uniform(-190, 190), y + scene.random.uniform(-80, 80)
            size = scene.random.uniform(22, 54)
            lump = scene.radial(
                px - size * 0.3,
                py - size * 0.2,
                size,
                [
                    (0, css(lit(shift(jam, 0.12, 1.15), 0.9)), 0.8),
                    (0.55, css(lit(jam, 0.6)), 0.5),
                    (1, css(lit(shift(jam, -0.1), 0.4)), 0),
                ],
                0.55,
            )
            scene.path(oval(px, py, size, size * 0.55), lump)
            glint = [
                (px - size * 0.5, py - size * 0.16),
                (px - size * 0.1, py - size * 0.3),
                (px + size * 0.2, py - size * 0.22),
                (px - size * 0.15, py - size * 0.12),
            ]
            scene.path(smooth(glint), "#fff", opacity=".55")
