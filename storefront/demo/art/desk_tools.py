"""Tools for the stationer: brushes, ink, inkstone, seals, bookmarks."""

from __future__ import annotations

import math
from collections.abc import Callable

from .bakery import put
from .colour import Colour, css, lit, shift
from .desk_paper import GREY, INK, Lying, flat, seal_mark, top
from .glass import CREAM, Jar, Label, standing
from .lathe import Vessel
from .lettering import column, line
from .light import Material
from .paths import Point, bezier, oval, polygon, ribbon, smooth, spline
from .pots import room
from .registry import drawing
from .scene import Scene
from .staging import drop
from .stuff import fringe, paper, stone
from .tubes import bar

BAMBOO = Material((0.72, 0.085, 82), gloss=0.35)
HORN = Material((0.22, 0.015, 60), gloss=0.8)


def writing_brush(
    scene: Scene, start: Point, end: Point, k: float, hair: Colour = (0.90, 0.022, 82), dipped: float = 0.0, lying: bool = True
) -> None:
    """A brush: cord, bamboo with two knots, horn collar, hair to a point at `end`."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = math.hypot(dx, dy)

    def at(share: float, side: float = 0.0) -> Point:
        return start[0] + dx * share - dy / length * side, start[1] + dy * share + dx / length * side

    whole = spline([at(0.0), at(0.5), at(1.0)], 24)
    if lying:
        for move, wide, blur, strength in ((28, 17, 12, 0.5), (9, 16, 5, 0.6)):
            shape = ribbon([(x + move, y + move) for x, y in whole], lambda t, w=wide: w * k if t < 0.8 else w * k * (1 - t) * 5)
            scene.shadow([shape], blur, strength, GREY)
    cord = bezier(at(0.0), at(-0.05, 34 * k), at(-0.09, -30 * k), at(0.0), 20)
    bar(scene, cord, 2.4 * k, Material((0.52, 0.15, 28), gloss=0.1))
    bar(scene, spline([at(0.0), at(0.36), at(0.72)], 16), lambda t: (12.5 + 2.2 * t) * k, BAMBOO)
    for share in (0.22, 0.50):
        ring = [at(share, -14.5 * k), at(share, 14.5 * k)]
        scene.path(polygon(ring, False), stroke=BAMBOO.ramp(0.22), stroke_width=3.4 * k, opacity=".65")
        scene.path(
            polygon([at(share + 0.007, -14 * k), at(share + 0.007, 12 * k)], False),
            stroke="#fff",
            stroke_width=2.2 * k,
            opacity=".35",
        )
    bar(scene, [at(0.0), at(0.012), at(0.025)], 15.5 * k, HORN)
    bar(scene, spline([at(0.715), at(0.74), at(0.775)], 6), lambda t: (16.5 - 1.5 * t) * k, HORN, shine=1.3)
    _hair(scene, at, k, hair, dipped)


def _hair(scene: Scene, at: Callable[[float, float], Point], k: float, hair: Colour, dipped: float) -> None:
    material = Material(hair, gloss=0.1, soft=0.5)
    points = [at(0.77 + 0.23 * i / 20, 1.4 * k * math.sin(i * 0.3)) for i in range(21)]

    def belly(t: float) -> float:
        return k * (15.5 + 6 * math.sin(math.pi * min(1, t * 1.5)) if t < 0.45 else 20.6 * (1 - (t - 0.45) / 0.55) ** 0.85 + 0.4)

    bar(scene, points, belly, material, shine=0)
    for i in range(26):
        side = -0.9 + 1.8 * i / 25
        strand = [at(0.775 + 0.215 * j / 10 * (1 - 0.16 * abs(side)), side * belly(min(1.0, j / 10)) * 0.94) for j in range(11)]
        tone = shift(hair, -0.20 if i % 3 else 0.05)
        scene.path(smooth(strand, False), stroke=css(tone), stroke_width=1.1 * k, opacity=".35")
    if dipped:
        tip = ribbon(points[round(20 * (1 - dipped)) :], lambda t: belly((1 - dipped) + dipped * t) * 0.99)
        scene.path(polygon(tip), css(INK), opacity=".88")


@drawing("writing-brush", ("goat", "weasel"), views=3)
def writing_brushes(variant: str, view: int) -> Scene:
    scene = top((0.88, 0.012, 88), shade=(1230, -110, 122))
    hair: Colour = (0.92, 0.020, 84) if variant == "goat" else (0.58, 0.095, 55)
    at = Lying(560, 720, 800, 1180, 4)
    size = (at.w, at.h)
    drop(scene, at.outline, 5, 0.8, GREY)
    put(scene, paper(flat(*size), size, (0.955, 0.012, 88), 5, 0.7, fibres=220, rough=0.3), at.x, at.y, size, at.degrees)
    _ink_bamboo(scene, at)
    writing_brush(scene, (1080, 300), (560, 1240), 1.35, hair, dipped=0.62 if view == 2 else 0.0)
    if view != 2:
        writing_brush(scene, (1150, 560), (790, 1330), 1.15, shift(hair, -0.25, 1.6) if variant == "goat" else (0.92, 0.02, 84))
    if view == 1:
        scene.look(640, 1100, 2.1)
    return scene


def _ink_bamboo(scene: Scene, at: Lying) -> None:
    """A practice sheet: bamboo in wet and dry ink."""
    for x, wet in ((230, 0.30), (330, 0.62), (450, 0.40)):
        y = at.h - 60.0
        while y > 300:
            tall = scene.random.uniform(150, 205)
            segment = [(x + 4 * math.sin(y / 90), y), (x + 3, y - tall * 0.5), (x + 5 * math.sin((y - tall) / 90), y - tall + 14)]
            shape = ribbon(spline(segment, 8), lambda t: 15 + 4 * (2 * abs(t - 0.5)) ** 3)
            scene.path(polygon([at.place(*p) for p in shape]), css(INK), opacity=f"{0.22 + wet * 0.45:.2f}")
            knot = [at.place(x - 20, y - tall + 8), at.place(x, y - tall + 2), at.place(x + 20, y - tall + 8)]
            scene.path(
                smooth(knot, False), stroke=css(INK), stroke_width=5, stroke_linecap="round", opacity=f"{0.35 + wet * 0.5:.2f}"
            )
            y -= tall
    for _ in range(26):
        x, y = scene.random.choice((250, 340, 460)) + scene.random.uniform(-20, 60), scene.random.uniform(110, 600)
        for turn in (14, 48, 82, 130):
            if scene.random.random() < 0.45:
                continue
            a = math.radians(turn + scene.random.uniform(-16, 16))
            length = scene.random.uniform(80, 170)
            spine = bezier(
                (x, y),
                (x + length * 0.4 * math.cos(a), y + length * 0.28 * math.sin(a)),
                (x + length * 0.8 * math.cos(a), y + length * 0.75 * math.sin(a)),
                (x + length * math.cos(a), y + length * 1.05 * math.sin(a)),
                10,
            )
            shape = ribbon(spine, lambda t, s=length: s * 0.072 * math.sin(math.pi * min(1.0, 0.05 + t * 0.95)) ** 1.1)
            scene.path(polygon([at.place(*p) for p in shape]), css(INK), opacity=f"{scene.random.choice((0.35, 0.6, 0.85))}")
    seal_mark(scene, at, at.w - 120, at.h - 150, 74)


@drawing("ink-stick", views=2)
def ink_stick(variant: str, view: int) -> Scene:
    scene = top((0.70, 0.060, 75), sun=0.45, shade=(-140, 30, 12), wood=True)
    at = Lying(560, 720, 620, 860, -6)
    size = (at.w, at.h)
    r = 90.0
    outline = [(x + at.w / 2, y + at.h / 2) for x, y in _cushion(at.w / 2 - 2, at.h / 2 - 2, r)]
    placed = [at.place(*p) for p in outline]
    drop(scene, placed, 46, 1.0, GREY)
    slab: Colour = (0.30, 0.018, 265)
    image = stone(outline, size, slab, 9, veins=0.14, vein=(0.48, 0.03, 250))
    dark = fringe(image, 4, 1.0, (16, 16, 20))
    put(scene, dark, at.x + 9, at.y + 14, (size[0] + 10, size[1] + 10), at.degrees)
    put(scene, image, at.x, at.y, size, at.degrees)
    _well(scene, at, slab)
    stick(scene, Lying(900, 800, 150, 560, 13))
    if view == 1:
        scene.look(760, 800, 1.9)
    return scene


def _cushion(w: float, h: float, r: float) -> list[Point]:
    points = []
    for cx, cy, start in ((w - r, h - r, 0), (-w + r, h - r, 90), (-w + r, -h + r, 180), (w - r, -h + r, 270)):
        points += [
            (cx + r * math.cos(math.radians(start + a)), cy + r * math.sin(math.radians(start + a))) for a in range(0, 91, 10)
        ]
    return points


def _well(scene: Scene, at: Lying, slab: Colour) -> None:
    """The grinding ground slopes into a pool where the ink gathers."""
    for inset, light in ((46, 0.86), (50, 0.2)):
        rim = [at.place(x + at.w / 2, y + at.h / 2) for x, y in _cushion(at.w / 2 - inset, at.h / 2 - inset, 60)]
        scene.path(polygon(rim), stroke=css(lit(slab, light)), stroke_width=5, opacity=".7")
    ground = [at.place(x + at.w / 2, y + at.h / 2 + 90) for x, y in _cushion(at.w / 2 - 74, at.h / 2 - 164, 190)]
    scene.path(
        polygon(ground),
        scene.linear(
            *at.place(0, 200),
            *at.place(at.w, at.h),
            [(0, css(lit(slab, 0.30))), (0.5, css(lit(slab, 0.52))), (1, css(lit(slab, 0.78)))],
        ),
    )
    pool = [
        at.place(*p)
        for p in spline(
            [(150, 190), (310, 120), (470, 190), (480, 270), (400, 330), (310, 300), (220, 330), (140, 270)], 8, closed=True
        )
    ]
    scene.path(polygon(pool), scene.radial(*at.place(300, 200), 260, [(0, "#1b1d24"), (0.7, "#0c0d11"), (1, "#050507")]))
    sky = [at.place(*p) for p in spline([(190, 200), (300, 150), (400, 180), (330, 215), (240, 250)], 6, closed=True)]
    scene.path(polygon(sky), scene.linear(*at.place(190, 160), *at.place(400, 250), [(0, "#dfe8f2", 0.75), (1, "#dfe8f2", 0.08)]))
    for i in range(7):
        arc = [
            at.place(310 + (150 - 17 * i) * math.cos(a), 560 + (170 - 19 * i) * math.sin(a))
            for a in (2 * math.pi * j / 40 for j in range(41))
        ]
        scene.path(polygon(arc), stroke="#07080b", stroke_width=5, opacity=f"{0.20 + 0.02 * i:.2f}")


def stick(scene: Scene, at: Lying) -> None:
    """Pressed soot and glue, with gilded characters."""
    drop(scene, at.outline, 40, 1.0, GREY)
    body: Colour = (0.21, 0.012, 265)
    thick = [(x + 12, y + 15) for x, y in at.outline]
    scene.path(polygon(thick), css(lit(body, 0.12)))
    side = [at.outline[1], at.outline[2], thick[2], thick[1]]
    scene.path(polygon(side), css(lit(body, 0.2)))
    scene.path(
        polygon(at.outline),
        scene.linear(
            *at.outline[0], *at.outline[2], [(0, css(lit(body, 0.95))), (0.4, css(lit(body, 0.6))), (1, css(lit(body, 0.4)))]
        ),
    )
    frame = at.points((13, 13), (at.w - 13, 13), (at.w - 13, at.h - 13), (13, at.h - 13))
    gold = scene.linear(
        *at.place(0, 0), *at.place(at.w, at.h), [(0, "#f7e3a1"), (0.35, "#c99a3f"), (0.6, "#f0d387"), (1, "#96681f")]
    )
    scene.path(polygon(frame), stroke=gold, stroke_width=3.2)
    size = at.w * 0.61
    scene.path(column("song", "金不换", at.w / 2, at.h * 0.107, size, 0.22, place=at.place), gold)
    low = at.h - at.w * 0.64
    scene.path(oval(*at.place(at.w / 2, low), at.w * 0.2, at.w * 0.2), stroke=gold, stroke_width=3)
    scene.path(line("song", "墨", at.w / 2, low + at.w * 0.093, at.w * 0.253, place=at.place), gold)
    scene.path(polygon([at.place(6, 4), at.place(at.w - 6, 4)], False), stroke="#fff", stroke_width=2.5, opacity=".35")


INKS: dict[str, tuple[str, Colour]] = {
    "pine": ("松烟", (0.24, 0.018, 262)),
    "indigo": ("青黛", (0.40, 0.095, 245)),
    "cinnabar": ("朱砂", (0.54, 0.185, 29)),
    "gamboge": ("藤黄", (0.80, 0.150, 82)),
}


@drawing("colour-ink", ("indigo", "pine", "cinnabar", "gamboge"), views=2)
def colour_ink(variant: str, view: int) -> Scene:
    scene = room({"indigo": "ink", "pine": "sand", "cinnabar": "blush", "gamboge": "honey"}[variant], shade=None, tilt=0.22)
    if view == 1:
        order = [name for name in INKS if name != variant] + [variant]
        for name, (x, y) in zip(order, ((330, 850), (640, 800), (900, 930), (520, 1110)), strict=True):
            _bottle(scene, x, y, 0.95, name)
        return scene
    _bottle(scene, 560, 1110, 1.35, variant)
    swatch = INKS[variant][1]
    for i in range(3):
        curve = spline([(830, 1190 + 46 * i), (930, 1176 + 46 * i), (1040, 1186 + 44 * i), (1120 - 30 * i, 1170 + 44 * i)], 10)
        for share, opacity in ((1.0, 0.5), (0.7, 0.4), (0.4, 0.35)):
            scene.path(
                polygon(ribbon(curve, lambda t, s=share: 17 * s * (1 - 0.6 * t) + 2 * math.sin(40 * t))),
                css(swatch),
                opacity=f"{opacity - 0.1 * i:.2f}",
            )
    return scene


def _bottle(scene: Scene, x: float, y: float, k: float, name: str) -> None:
    word, colour = INKS[name]
    jar = Jar(
        scene,
        x,
        y,
        [(h * k, r * k) for h, r in [(0, 128), (8, 142), (30, 152), (200, 152), (250, 140), (282, 96), (292, 78), (330, 78)]],
    )
    standing(scene, jar, shift(colour, 0.2))
    jar.fill(colour, 276 * k, wall=15 * k, glow=0.55)
    jar.glass(low=26 * k)
    label = Label(jar, 52 * k, 226 * k, 40, CREAM, turn=-8)
    label.frame(colour, 9 * k, 2 * k)
    size = 70 * k
    data = column("song", word, 0, -size * 1.06, size, 0.02, place=label.place)
    scene.path(data, css(INK), opacity=".9")
    cap = Vessel(
        scene,
        x,
        y - 318 * k,
        [(0, 92 * k), (5 * k, 95 * k), (70 * k, 92 * k), (84 * k, 84 * k), (88 * k, 70 * k), (89 * k, 2)],
        fineness=2.5,
        convex=True,
    )
    cap.paint(Material((0.24, 0.02, 50), gloss=0.6), contact=0.15)
