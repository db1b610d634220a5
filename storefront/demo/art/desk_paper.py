"""Paper for the stationer: sewn notebooks, picture cards, letter paper."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from . import studio
from .bakery import put
from .colour import Colour, css, lit
from .crust import shade_of
from .lettering import column, line
from .light import Material
from .paths import Point, oval, polygon, smooth, spline
from .registry import drawing
from .scene import Scene
from .scenery import SEASONS, landscape
from .staging import drop
from .stuff import cloth, fringe, paper
from .tubes import bar

SEAL: Colour = (0.53, 0.19, 29)
INK: Colour = (0.22, 0.012, 260)
RICE: Colour = (0.945, 0.016, 88)
COVERS: dict[str, Colour] = {
    "indigo": (0.36, 0.075, 258),
    "vermilion": (0.52, 0.150, 30),
    "bamboo": (0.56, 0.065, 140),
}
GREY: Colour = (0.40, 0.025, 255)


def top(
    colour: Colour,
    sun: float = 0.5,
    shade: tuple[float, float, float] | None = (-120, 40, 14),
    kind: str = "bamboo",
    wood: bool = False,
    rough: float = 0.5,
) -> Scene:
    """A desk from above, with the shadow of bamboo on it."""
    ground = studio.timber(colour) if wood else studio.desk(colour, rough=rough)
    studio.window(ground, sun)
    if shade:
        studio.leaves(ground, *shade, size=1.1, opacity=0.24, kind=kind)
    return Scene(ground, tilt=0.9)


def flat(w: float, h: float) -> list[Point]:
    """A rectangle in its own coordinates, for textures."""
    return [(1, 1), (w - 1, 1), (w - 1, h - 1), (1, h - 1)]


class Lying:
    """A flat thing w x h lying turned at (x, y): `place` takes its own coordinates."""

    def __init__(self, x: float, y: float, w: float, h: float, degrees: float) -> None:
        self.x, self.y, self.w, self.h, self.degrees = x, y, w, h, degrees
        self.c, self.s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))

    def place(self, px: float, py: float) -> Point:
        """From own coordinates (0, 0 top left) to the picture."""
        px, py = px - self.w / 2, py - self.h / 2
        return self.x + px * self.c - py * self.s, self.y + px * self.s + py * self.c

    @property
    def outline(self) -> list[Point]:
        """Its four corners."""
        return [self.place(0, 0), self.place(self.w, 0), self.place(self.w, self.h), self.place(0, self.h)]

    def points(self, *pairs: Point) -> list[Point]:
        """Several points at once."""
        return [self.place(*pair) for pair in pairs]


@contextmanager
def uncovered(scene: Scene, by: Sequence[Lying]) -> Iterator[None]:
    """Show what follows only where none of the things `by` lies on top."""
    sheet = f"M0 0H{scene.width}V{scene.height}H0Z"
    for thing in by:
        scene.add(f"<g {scene.clip(sheet + polygon(thing.outline), 'evenodd')}>")
    yield
    scene.add("</g>" * len(by))


def seal_mark(scene: Scene, at: Lying, x: float, y: float, size: float, text: str = "小竹", opacity: float = 0.92) -> None:
    """A red seal: white characters in a square, with worn edges."""
    half = size / 2
    worn = []
    for i in range(40):
        a = i / 40 * 4
        side, share = int(a), a - int(a)
        px, py = [
            (-half + share * size, -half),
            (half, -half + share * size),
            (half - share * size, half),
            (-half, half - share * size),
        ][side]
        worn.append(
            at.place(x + px + scene.random.uniform(-0.02, 0.02) * size, y + py + scene.random.uniform(-0.02, 0.02) * size)
        )
    letters = column("song", text, x, y - half * 0.93, size * 0.44 if len(text) == 2 else size * 0.8, 0.02, place=at.place)
    scene.path(polygon(worn) + letters, css(SEAL), fill_rule="evenodd", opacity=f"{opacity}")


@drawing("sewn-notebook", ("indigo", "vermilion", "bamboo"), views=3)
def sewn_notebook(variant: str, view: int) -> Scene:
    scene = top((0.84, 0.014, 85))
    if view == 2:
        order = [name for name in COVERS if name != variant] + [variant]
        places = [Lying(480 + 120 * i, 640 + 120 * i, 560, 800, -16 + 13 * i) for i in range(3)]
        for i, name in enumerate(order):
            notebook(scene, places[i], name, 10 + i, over=i > 0, under=places[i + 1 :])
        return scene
    notebook(scene, Lying(600, 770, 680, 960, -7), variant, 3)
    if view == 1:
        scene.look(760, 560, 2.1)
    return scene


def notebook(scene: Scene, at: Lying, cover: str, seed: int, over: bool = False, under: Sequence[Lying] = ()) -> None:
    """Bound with thread along the right edge, as books were for a thousand years."""
    colour = COVERS[cover]
    size = (at.w, at.h)
    drop(scene, at.outline, 24, 1.0, GREY)
    pages = shade_of(paper(flat(*size), size, RICE, seed, 0.8, fibres=0), (0.90, 0.022, 86))
    if over:
        soft = fringe(paper(flat(*size), size, colour, seed, 0.3, 0), 16, 0.6)
        put(scene, soft, at.x + 12, at.y + 15, (size[0] + 107, size[1] + 107), at.degrees)
    for i in (5, 3, 1):
        put(scene, pages, at.x + 1.8 * i, at.y + 2.6 * i, size, at.degrees)
    put(scene, cloth(flat(*size), size, colour, seed, coarse=4), at.x, at.y, size, at.degrees)
    with uncovered(scene, under):
        _dress(scene, at, colour)


def _dress(scene: Scene, at: Lying, colour: Colour) -> None:
    """Bright edges, thread and title slip."""
    edge = [at.place(0, 0), at.place(at.w, 0)]
    scene.path(polygon(edge, False), stroke="#fff", stroke_width=2.2, opacity=".35")
    scene.path(polygon([at.place(0, at.h), at.place(0, 0)], False), stroke="#fff", stroke_width=2.2, opacity=".25")
    _thread(scene, at, colour)
    w, h = at.w * 0.17, at.h * 0.56
    x, y = at.w * 0.07, at.h * 0.055
    slip = at.points((x, y), (x + w, y), (x + w, y + h), (x, y + h))
    scene.path(polygon([(px + 3, py + 4) for px, py in slip]), "#000", opacity=".28")
    scene.path(polygon(slip), scene.linear(*slip[0], *slip[2], [(0, css(lit(RICE, 0.80))), (1, css(lit(RICE, 0.62)))]))
    inner = at.points((x + 9, y + 9), (x + w - 9, y + 9), (x + w - 9, y + h - 9), (x + 9, y + h - 9))
    scene.path(polygon(inner), stroke=css(INK), stroke_width=2, opacity=".7")
    scene.path(column("brush", "山月", x + w / 2, y + h * 0.10, w * 0.66, 0.14, place=at.place), css(INK), opacity=".92")
    seal_mark(scene, at, x + w / 2, y + h * 0.80, w * 0.46)


def _thread(scene: Scene, at: Lying, colour: Colour) -> None:
    """Four holes; the thread goes along the spine, round it, and round both ends."""
    spine = at.w - at.w * 0.085
    heights = [at.h * share for share in (0.055, 0.32, 0.68, 0.945)]
    silk = Material((0.93, 0.025, 88), gloss=0.2)
    crease = at.points((spine - 14, 0), (spine - 14, at.h))
    scene.path(polygon(crease, False), stroke="#000", stroke_width=7, opacity=".14")
    runs = [[(spine, heights[0]), (spine, heights[-1])]]
    runs += [[(spine, y), (at.w + 3, y)] for y in heights]
    runs += [[(spine, heights[0]), (spine, -3)], [(spine, heights[-1]), (spine, at.h + 3)]]
    for run in runs:
        points = at.points(*run)
        scene.path(polygon([(px + 3, py + 4) for px, py in points], False), stroke="#000", stroke_width=7, opacity=".32")
        for dx in (-2.6, 2.6):
            aside = [(px + dx * at.c if run[0][0] == run[1][0] else px, py + dx) for px, py in points]
            bar(scene, spline(aside, 6), 2.7, silk)
    for y in heights:
        px, py = at.place(spine, y)
        scene.path(oval(px, py, 5, 5), css(lit(colour, 0.15)), opacity=".8")


@drawing("postcards", views=3)
def postcards(variant: str, view: int) -> Scene:
    scene = top((0.80, 0.022, 150), shade=(1230, -110, 122))
    names = list(SEASONS)
    if view == 0:
        spots = [(300, 470, -9), (620, 420, 4), (930, 520, 12), (310, 1030, 6), (640, 1010, -4), (945, 1080, -10)]
        for i, (x, y, turn) in enumerate(spots):
            card(scene, Lying(x, y, 320, 450, turn), names[i], 30 + i)
        return scene
    if view == 1:
        card(scene, Lying(600, 750, 640, 900, -3), "summer", 31)
        return scene
    card(scene, Lying(430, 760, 560, 790, -10), "autumn", 32)
    card(scene, Lying(790, 800, 560, 790, 7), "night", 36)
    return scene


def card(scene: Scene, at: Lying, season: str, seed: int) -> None:
    drop(scene, at.outline, 9, 1.0, GREY)
    under = [(px + 5, py + 7) for px, py in at.outline]
    scene.path(polygon(under), "#000", opacity=".10")
    scene.path(polygon([(px + 1.5, py + 2.5) for px, py in at.outline]), css(lit(RICE, 0.4)))
    scene.path(
        polygon(at.outline), scene.linear(*at.outline[0], *at.outline[2], [(0, css(lit(RICE, 0.88))), (1, css(lit(RICE, 0.62)))])
    )
    edge = at.w * 0.05
    picture = at.points((edge, edge), (at.w - edge, edge), (at.w - edge, at.h - 2.6 * edge), (edge, at.h - 2.6 * edge))
    with scene.group(scene.clip(polygon(picture))):
        landscape(scene, lambda x, y: at.place(edge + x, edge + y), at.w - 2 * edge, at.h - 3.6 * edge, season, seed)
    seal_mark(scene, at, at.w - edge * 1.9, at.h - edge * 1.35, edge * 1.25)
    words = {"spring": "春", "summer": "夏", "autumn": "秋", "winter": "冬", "night": "月", "dawn": "江"}
    scene.path(column("brush", words[season], edge * 1.8, at.h - edge * 2.2, edge * 1.5, place=at.place), css(INK), opacity=".85")
    sheen = scene.linear(*at.outline[0], *at.outline[2], [(0, "#fff", 0.14), (0.35, "#fff", 0.0), (1, "#000", 0.08)])
    scene.path(polygon(at.outline), sheen)


@drawing("letter-paper", views=2)
def letter_paper(variant: str, view: int) -> Scene:
    scene = top((0.46, 0.045, 45), sun=0.4, shade=(1240, -130, 121), wood=True)
    at = Lying(800, 1130, 600, 290, 9)
    for i in range(3):
        letter(scene, Lying(480 + 26 * i, 700 - 22 * i, 600, 930, -8 + 4 * i), 50 + i, written=i == 2, under=[at])
    size = (at.w, at.h)
    drop(scene, at.outline, 9, 1.0, GREY)
    put(
        scene,
        fringe(paper(flat(*size), size, RICE, 61, 0.3, 0), 14, 0.5),
        at.x + 7,
        at.y + 9,
        (size[0] + 93, size[1] + 93),
        at.degrees,
    )
    put(scene, paper(flat(*size), size, (0.90, 0.030, 84), 61, rough=0.22), at.x, at.y, size, at.degrees)
    flap = at.points((0, 0), (at.w, 0), (at.w * 0.5, at.h * 0.52))
    scene.path(polygon([(px + 2, py + 5) for px, py in flap]), "#000", opacity=".14")
    scene.path(
        polygon(flap),
        scene.linear(
            *at.place(at.w / 2, 0), *at.place(at.w / 2, at.h * 0.5), [(0, css((0.90, 0.030, 84))), (1, css((0.93, 0.026, 86)))]
        ),
    )
    wax_x, wax_y = at.place(at.w / 2, at.h * 0.5)
    _wax(scene, wax_x, wax_y, 50)
    if view == 1:
        scene.look(760, 1040, 2.0)
    return scene


def letter(scene: Scene, at: Lying, seed: int, written: bool, under: Sequence[Lying]) -> None:
    size = (at.w, at.h)
    drop(scene, at.outline, 6, 0.9, GREY)
    put(
        scene,
        fringe(paper(flat(*size), size, RICE, seed, 0.3, 0), 10, 0.35),
        at.x + 4,
        at.y + 6,
        (size[0] + 66, size[1] + 66),
        at.degrees,
    )
    put(scene, paper(flat(*size), size, RICE, seed, fibres=140, rough=0.22), at.x, at.y, size, at.degrees)
    if written:
        with uncovered(scene, under):
            _lines(scene, at)


def _lines(scene: Scene, at: Lying) -> None:
    """Eight red columns, and two lines of a letter, from the right."""
    red = css((0.62, 0.13, 28))
    left, right, high, low = 52, at.w - 52, 76, at.h - 70
    scene.path(
        polygon(at.points((left, high), (right, high), (right, low), (left, low))), stroke=red, stroke_width=3.4, opacity=".8"
    )
    scene.path(
        polygon(at.points((left - 9, high - 9), (right + 9, high - 9), (right + 9, low + 9), (left - 9, low + 9))),
        stroke=red,
        stroke_width=1.4,
        opacity=".8",
    )
    columns = 7
    for i in range(1, columns):
        x = left + (right - left) * i / columns
        scene.path(polygon(at.points((x, high), (x, low)), False), stroke=red, stroke_width=1.6, opacity=".7")
    gap = (right - left) / columns
    for i, words in enumerate(("见字如面", "春山如月")):
        scene.path(
            column("brush", words, right - gap * (i + 0.5), high + 26 + 40 * i, gap * 0.80, 0.16, place=at.place),
            css(INK),
            opacity=".9",
        )
    seal_mark(scene, at, right - gap * 2.5, high + 150, gap * 0.62)


def _wax(scene: Scene, x: float, y: float, r: float) -> None:
    """Sealing wax, pressed."""
    outline = [
        (
            x + r * (1 + 0.10 * math.sin(3 * a + 1) + 0.05 * math.sin(7 * a)) * math.cos(a),
            y + r * (1 + 0.09 * math.cos(4 * a) + 0.05 * math.sin(5 * a)) * math.sin(a),
        )
        for a in (2 * math.pi * i / 48 for i in range(48))
    ]
    scene.path(smooth([(px + 5, py + 8) for px, py in outline[::2]]), "#000", opacity=".35")
    scene.path(
        smooth(outline[::2]),
        scene.radial(
            x - r * 0.3, y - r * 0.35, r * 1.5, [(0, css(lit(SEAL, 0.95))), (0.5, css(lit(SEAL, 0.6))), (1, css(lit(SEAL, 0.25)))]
        ),
    )
    scene.path(
        oval(x, y, r * 0.68, r * 0.68),
        scene.linear(
            x - r, y - r, x + r, y + r, [(0, css(lit(SEAL, 0.3))), (0.5, css(lit(SEAL, 0.56))), (1, css(lit(SEAL, 0.85)))]
        ),
    )
    scene.path(line("brush", "竹", x, y + r * 0.33, r * 0.95), css(lit(SEAL, 0.22)), opacity=".75")
    scene.path(line("brush", "竹", x + 1.6, y + r * 0.33 + 2, r * 0.95), css(lit(SEAL, 0.95)), opacity=".45")
