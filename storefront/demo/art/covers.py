"""The wide picture at the top of each shop."""

from __future__ import annotations

from collections.abc import Callable

from . import studio
from .bottles import honey_at, syrup_at
from .desk_books import brass
from .desk_paper import Lying, card, letter, notebook
from .desk_tools import stick, writing_brush
from .fruit import apricot, elderflower, plum, strawberry
from .larder import WALL, WOOD, jam_at
from .paths import bezier
from .plants import plum as plum_branch
from .pots import TONES, bowl_at, mug_at
from .pots_tea import cup_at, teapot_at
from .pots_vases import moon_at, vase_at
from .scene import Scene
from .sweets import cake_plate, gugelhupf

SIZE = (2000, 1250)


def kiln() -> Scene:
    """A table of pots, back row first."""
    ground = studio.sweep(TONES["celadon"], 0.52, SIZE)
    studio.window(ground, 0.55, quad=((60, -20), (760, -260), (2350, 900), (1500, 1300)))
    studio.leaves(ground, -90, 160, 6, size=1.25, opacity=0.2)
    studio.leaves(ground, 2040, -120, 122, size=1.2, opacity=0.16)
    scene = Scene(ground, tilt=0.22)
    vase = vase_at(scene, 470, 900, 1.35, "rust", 21, tall=True)
    x, y = vase.centre(vase.height)
    plum_branch(scene, bezier((x, y + 8), (x + 6, y - 90), (x - 120, y - 130), (x - 170, y - 215), 24), 5, size=21, thick=7)
    moon_at(scene, 900, 950, 0.86, "matte")
    teapot_at(scene, 1480, 920, 1.0, "celadon")
    cup_at(scene, 640, 1075, 0.78, "ink", 8, drink=(0.66, 0.125, 68))
    mug_at(scene, 1150, 1110, 0.66, "blush", 23)
    bowl_at(scene, 1800, 1110, 0.5, "tenmoku")
    cup_at(scene, 330, 1120, 0.66, "honey", 5)
    return scene


def larder() -> Scene:
    """The kitchen table on a baking day."""
    ground = studio.table(WALL, WOOD, 0.50, size=SIZE)
    studio.window(ground, 0.6, quad=((60, -20), (760, -260), (2350, 900), (1500, 1300)))
    studio.leaves(ground, 2060, -120, 122, size=1.2, opacity=0.18)
    scene = Scene(ground, tilt=0.2)
    cake_plate(scene, 1010, 985)
    gugelhupf(scene, 1010, 950)
    syrup_at(scene, 1560, 935, 0.95)
    honey_at(scene, 1790, 1020, 0.98, "blossom")
    jam_at(scene, 360, 930, 1.0, "apricot", "Aprikose", seed=12)
    jam_at(scene, 590, 1040, 1.05, "strawberry", "Erdbeere", seed=2)
    strawberry(scene, 810, 1120, 66, 112, 8)
    strawberry(scene, 900, 1165, 60, 30, 3)
    apricot(scene, 250, 1080, 84, -20)
    apricot(scene, 380, 1150, 80, 40, leafy=False)
    plum(scene, 1330, 1090, 62, 60)
    plum(scene, 1420, 1140, 64, -24, leafy=True)
    elderflower(scene, 1640, 1150, 92, 4, -35)
    return scene


def stationer() -> Scene:
    """A desk from above, in the shade of bamboo."""
    ground = studio.desk((0.83, 0.018, 120), SIZE)
    studio.window(ground, 0.55, quad=((60, -20), (760, -260), (2350, 900), (1500, 1300)))
    studio.leaves(ground, -120, 60, 10, size=1.4, opacity=0.24, kind="bamboo")
    scene = Scene(ground, tilt=0.9)
    right = Lying(900, 640, 500, 690, 6)
    left = Lying(640, 590, 500, 700, -10)
    notebook(scene, left, "vermilion", 12, under=[right])
    notebook(scene, right, "indigo", 14, over=True)
    sheet = Lying(1560, 620, 560, 860, 8)
    cards = [Lying(1470, 890, 330, 460, -13), Lying(1740, 800, 330, 460, 9)]
    letter(scene, sheet, 51, written=True, under=cards)
    for at, season, seed in zip(cards, ("autumn", "spring"), (32, 30), strict=True):
        card(scene, at, season, seed)
    stick(scene, Lying(260, 800, 116, 430, -16))
    writing_brush(scene, (1270, 180), (1110, 1170), 1.1, (0.92, 0.02, 84))
    gold = [(0.0, "#fbeebb"), (0.25, "#d9ad55"), (0.45, "#f3d98d"), (0.7, "#b58432"), (1.0, "#7a5318")]
    brass(scene, (330, 380), "ginkgo", gold, -16)
    return scene


COVERS: dict[str, Callable[[], Scene]] = {"meikiln": kiln, "oma-lotte": larder, "xiaozhu": stationer}
