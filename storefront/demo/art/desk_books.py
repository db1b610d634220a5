"""Brass bookmarks in an open book."""

from __future__ import annotations

import math

from .bakery import put
from .colour import css
from .desk_paper import GREY, INK, Lying, flat, top
from .lettering import column
from .light import Material
from .paths import Point, bezier, oval, polygon, ribbon, turned
from .registry import drawing
from .scene import Scene
from .staging import drop
from .stuff import paper
from .tubes import bar


@drawing("bookmarks", ("ginkgo", "bamboo"), views=2)
def bookmarks(variant: str, view: int) -> Scene:
    scene = top((0.55, 0.05, 55), sun=0.4, shade=(-140, 30, 12), wood=True)
    at = Lying(590, 800, 1080, 900, -5)
    _open_book(scene, at)
    gold = [(0, "#fbeebb"), (0.25, "#d9ad55"), (0.45, "#f3d98d"), (0.7, "#b58432"), (1, "#7a5318")]
    brass(scene, at.place(270, 500), variant, gold, -10)
    brass(scene, at.place(800, 420), "bamboo" if variant == "ginkgo" else "ginkgo", gold, 12)
    if view == 1:
        scene.look(*at.place(290, 440), 2.1)
    return scene


# Liu Yuxi, "In praise of a humble room", about 824
POEM = (
    "山不在高有仙则名水不在深有龙则灵斯是陋室惟吾德馨苔痕上阶绿草色入帘青"
    "谈笑有鸿儒往来无白丁可以调素琴阅金经无丝竹之乱耳无案牍之劳形"
) * 3


def _open_book(scene: Scene, at: Lying) -> None:
    size = (at.w, at.h)
    drop(scene, at.outline, 30, 1.0, GREY)
    sheet = paper(flat(*size), size, (0.94, 0.020, 85), 71, 0.6, fibres=30, rough=0.15)
    for i in range(5, 0, -1):
        put(scene, sheet, at.x + 2.2 * i, at.y + 3 * i, size, at.degrees)
    put(scene, sheet, at.x, at.y, size, at.degrees)
    middle = at.w / 2
    fold = scene.linear(
        *at.place(middle - 170, 0),
        *at.place(middle + 170, 0),
        [(0, "#000", 0), (0.35, "#000", 0.07), (0.5, "#000", 0.38), (0.53, "#fff", 0.2), (0.75, "#fff", 0.12), (1, "#fff", 0)],
    )
    scene.path(polygon(at.points((middle - 170, 0), (middle + 170, 0), (middle + 170, at.h), (middle - 170, at.h))), fold)
    red = css((0.60, 0.12, 28))
    data, ink = [], []
    for left, right in ((60, middle - 66), (middle + 66, at.w - 60)):
        scene.path(
            polygon(at.points((left, 60), (right, 60), (right, at.h - 60), (left, at.h - 60))),
            stroke=red,
            stroke_width=2.4,
            opacity=".7",
        )
        columns = 8
        for i in range(columns):
            x = left + (right - left) * (i + 0.5) / columns
            if i:
                data.append(
                    polygon(
                        at.points((x - (right - left) / columns / 2, 60), (x - (right - left) / columns / 2, at.h - 60)), False
                    )
                )
            # printed books are read from the right page to the left, each from its right edge
            start = ((0 if left > middle else columns) + columns - 1 - i) * 12
            ink.append(column("song", POEM[start : start + 12], x, 88, 42, 0.40, place=at.place))
    scene.path("".join(data), stroke=red, stroke_width=1.2, opacity=".55")
    scene.path("".join(ink), css(INK), opacity=".72")


def brass(scene: Scene, where: Point, kind: str, gold: list[tuple[float, str]], degrees: float) -> None:
    """A cut sheet of brass, a hole, a silk tassel."""
    x, y = where
    k = 1.25

    def place(pairs: list[Point]) -> list[Point]:
        return [(px * k + x, py * k + y) for px, py in turned(pairs, degrees)]

    if kind == "ginkgo":
        blade = [(0, 150)] + [
            (r * math.sin(a), -r * math.cos(a) + 40)
            for a, r in (
                (
                    math.radians(-96 + 192 * i / 48),
                    168 * (1 + 0.035 * math.sin(i * 1.9)) * (0.72 if i == 24 else 0.90 if i in (23, 25) else 1),
                )
                for i in range(49)
            )
        ]
        outline = place(blade + [(10, 150), (12, 215), (-2, 215)])
        veins = [
            place([(0, 140), (150 * math.sin(math.radians(a)), 40 - 150 * math.cos(math.radians(a)))]) for a in range(-84, 85, 7)
        ]
    else:
        outline = place(
            ribbon(
                bezier((0, 250), (-60, 90), (-40, -120), (30, -270), 30),
                lambda t: 54 * math.sin(math.pi * min(1, 0.02 + 0.98 * t)) ** 0.8,
            )
        )
        veins = [
            place(bezier((0 + d * 0.2, 240), (-60 + d, 90), (-40 + d, -120), (30 + d * 0.1, -260), 14))
            for d in (-30, -18, -6, 6, 18, 30)
        ]
    drop(scene, outline, 9, 1.0, GREY)
    scene.path(polygon([(px + 3, py + 5) for px, py in outline]), "#3c2606", opacity=".8")
    box_ = [p[0] for p in outline], [p[1] for p in outline]
    fill = scene.linear(min(box_[0]), min(box_[1]), max(box_[0]), max(box_[1]), gold)
    scene.path(polygon(outline), fill)
    scene.path("".join(polygon(vein, False) for vein in veins), stroke="#6d4a14", stroke_width=2.6, opacity=".5")
    scene.path(
        "".join(polygon([(px + 1.8, py + 1.8) for px, py in vein], False) for vein in veins),
        stroke="#fff6d5",
        stroke_width=1.6,
        opacity=".6",
    )
    scene.path(polygon(outline), stroke="#fff3c9", stroke_width=1.8, opacity=".65")
    hole = place([(0, 196 if kind == "ginkgo" else 210)])[0]
    _tassel(scene, hole, degrees)


def _tassel(scene: Scene, hole: Point, degrees: float) -> None:
    silk = Material((0.50, 0.175, 25), gloss=0.3)
    x, y = hole
    cord = bezier((x, y), (x + 30, y + 60), (x - 40, y + 90), (x + 6, y + 150), 20)
    scene.shadow([ribbon([(px + 10, py + 12) for px, py in cord], lambda t: 6)], 5, 0.5, GREY)
    bar(scene, cord, 4.2, silk)
    scene.path(oval(x, y, 7, 7), "#3c2606")
    kx, ky = cord[-1]
    scene.shadow([[(kx - 18, ky), (kx + 46, ky + 150), (kx + 4, ky + 156)]], 9, 0.5, GREY)
    for i in range(26):
        end = (kx - 30 + 60 * i / 25 + 8, ky + 132 + scene.random.uniform(-6, 6))
        strand = bezier((kx + (i - 12.5) * 0.5, ky + 14), (kx + (i - 12.5) * 1.3, ky + 50), (end[0], end[1] - 40), end, 8)
        scene.path(polygon(ribbon(strand, lambda t: 1.9)), silk.ramp(0.28 + 0.5 * scene.random.random()))
    bar(scene, [(kx, ky - 6), (kx, ky + 8), (kx, ky + 24)], lambda t: 10 + 4 * math.sin(math.pi * t), silk)
    scene.path(f"M{kx - 13:.1f} {ky + 16:.1f}H{kx + 13:.1f}", stroke="#e2b65a", stroke_width=5)
