"""Sweet baking: a ring cake, gingerbread, a gift box."""

from __future__ import annotations

import math
from collections.abc import Callable

from .bakery import WARM, above, put
from .biscuits import heart
from .colour import Colour, css, lit
from .crust import dough, shade_of
from .glaze import GLAZES, foot
from .larder import jam_at, kitchen
from .lathe import Hollow, Vessel
from .lettering import line
from .light import Material, shade, unit
from .paths import Point, bezier, hull, oval, polygon, ribbon, rounded, smooth, spline
from .plants import spray
from .registry import drawing
from .scene import Scene
from .staging import drop, stand

SPICE: list[tuple[float, Colour]] = [
    (0.0, (0.28, 0.060, 45)),
    (0.4, (0.38, 0.078, 48)),
    (0.75, (0.46, 0.085, 52)),
    (1.0, (0.56, 0.080, 58)),
]


@drawing("ring-cake", views=2)
def ring_cake(variant: str, view: int) -> Scene:
    scene = kitchen((0.87, 0.030, 20), (0.60, 0.065, 62), tilt=0.30, shade=(-140, 20, 10), horizon=0.47)
    x, y = 600.0, 1080.0
    cake_plate(scene, x, y + 40)
    gugelhupf(scene, x, y)
    scene.look(*((560, 880, 1.8) if view else (600, 900, 1.3)))
    return scene


def cake_plate(scene: Scene, x: float, y: float) -> None:
    """A plain china plate."""
    china = GLAZES["white"]
    plate = Vessel(scene, x, y, [(0, 260), (12, 266), (22, 360), (40, 432), (50, 440)], fineness=3, convex=True)
    stand(scene, plate, strength=1.2, tint=WARM)
    foot(plate, china, 10)
    plate.rim(china, 8)
    Hollow(plate, 8, depth=36).paint(china, deep=0.15)


def gugelhupf(scene: Scene, x: float, y: float) -> None:
    """A fluted ring: every facet takes the light of its own direction."""
    k = scene.tilt
    profile = spline([(0, 322), (60, 334), (150, 326), (240, 296), (310, 240), (348, 176), (352, 116), (330, 78)], 6)
    flutes = 16
    crust = Material((0.47, 0.105, 52), gloss=0.22, soft=0.3)
    ramp = crust.ramp

    def at(angle: float, i: int) -> Point:
        height, radius = profile[i]
        a = math.radians(angle)
        share = min(1.0, radius / 300)
        r = radius * (1 + 0.055 * share * abs(math.sin(flutes * a / 2)) ** 0.8 - 0.03)
        return x + r * math.sin(a), y - height + r * k * math.cos(a)

    scene.path(oval(x, y + 6, 330, 330 * k), css((0.20, 0.05, 45)), opacity=".65")
    with scene.group('shape-rendering="crispEdges"'):
        for i in range(len(profile) - 1):
            (h0, r0), (h1, r1) = profile[i], profile[i + 1]
            up, out = -(r1 - r0), h1 - h0
            reach = 64 if up > abs(out) * 0.4 else 38
            order = sorted((n * 360 / 128 for n in range(-reach, reach)), key=lambda a: -abs(a))
            for angle in order:
                a = math.radians(angle + 1.4)
                swell = flutes * a / 2
                bend = 0.62 * math.cos(swell) * math.copysign(1, math.sin(swell)) * min(1, r0 / 200)
                normal = unit(out * math.sin(a + bend), up, out * math.cos(a + bend))
                light, shine = shade(normal, k, 0.2, 0.3)
                groove = 1 - abs(math.sin(swell)) ** 0.5
                light = light * (1 - 0.42 * groove) + 0.02
                quad = [at(angle - 0.3, i), at(angle + 3.1, i), at(angle + 3.1, i + 1), at(angle - 0.3, i + 1)]
                quad = [(px, py - (1.2 if n > 1 else 0)) for n, (px, py) in enumerate(quad)]
                scene.path(polygon(quad), ramp(light, shine * 0.5))
    hx, hy = x, y - 330
    hole = scene.linear(
        hx - 74, hy, hx + 74, hy, [(0, css((0.13, 0.03, 45))), (0.6, css((0.24, 0.06, 48))), (1, css((0.40, 0.09, 52)))]
    )
    scene.path(oval(hx, hy, 76, 76 * k), hole)
    _icing_sugar(scene, x, y, at, len(profile))


def _icing_sugar(scene: Scene, x: float, y: float, at: Callable[[float, int], Point], count: int) -> None:
    """Sieved from above: it stays where the cake looks up."""
    grains: dict[float, list[str]] = {0.35: [], 0.6: [], 0.85: []}
    for _ in range(12000):
        i = round((count - 1) * (0.34 + 0.66 * scene.random.random() ** 0.8))
        angle = scene.random.uniform(-180, 180)
        if i < count * 0.62 and abs(angle) > 95:
            continue
        px, py = at(angle, i)
        fall = (i / count - 0.30) / 0.7
        if scene.random.random() > fall**0.8:
            continue
        size = scene.random.uniform(0.8, 2.6)
        opacity = scene.random.choice((0.35, 0.6, 0.85))
        py += scene.random.uniform(-6, 6)
        grains[opacity].append(
            f"M{px - size:.1f} {py:.1f}l{size:.1f} {-size * 0.7:.1f} {size:.1f} {size * 0.7:.1f} {-size:.1f} {size * 0.7:.1f}Z"
        )
    for opacity, data in grains.items():
        scene.path("".join(data), "#fffdf8", opacity=f"{opacity}")


@drawing("gingerbread-heart", ("red", "white"), views=2)
def gingerbread(variant: str, view: int) -> Scene:
    scene = above("timber", (0.60, 0.06, 62) if variant == "red" else (0.44, 0.055, 48), sun=0.5, shade=(1250, -120, 122))
    x, y, r = 600.0, 760.0, 430.0
    c = r + 12
    size = (2 * c, 2 * c)
    outline = heart(c, c, r)
    placed = [(px + x - c, py + y - c) for px, py in outline]
    drop(scene, placed, 26, 1.0, WARM)
    image = dough(outline, size, 31, SPICE, dome=0.14, rough=0.9, light=1.2, browned=0.6)
    put(scene, shade_of(image, (0.24, 0.05, 45)), x + 6, y + 10, size)
    put(scene, image, x, y, size)
    ribbon_: Colour = (0.50, 0.19, 25) if variant == "red" else (0.52, 0.11, 245)
    for side in (-1, 1):
        band = bezier(
            (x + side * 190, y - 320), (x + side * 230, y - 520), (x + side * 90, y - 640), (x + side * 20, y - 820), 24
        )
        scene.shadow([ribbon([(px + 14, py + 16) for px, py in band], lambda t: 15)], 8, 0.5, WARM)
        strip = ribbon(band, lambda t: 15)
        scene.path(
            polygon(strip),
            scene.linear(
                x - 200,
                y - 800,
                x + 200,
                y - 320,
                [(0, css(lit(ribbon_, 0.5))), (0.5, css(lit(ribbon_, 0.78))), (1, css(lit(ribbon_, 0.55)))],
            ),
        )
        scene.path(oval(x + side * 190, y - 318, 20, 20), css((0.2, 0.05, 45)))
    _piping(scene, x, y, r, ribbon_)
    if view == 1:
        scene.look(560, 700, 1.7)
    return scene


def _piping(scene: Scene, x: float, y: float, r: float, tint: Colour) -> None:
    """Sugar icing: a wavy border, two words, small flowers."""
    icing = Material((0.95, 0.010, 90), gloss=0.35, soft=0.6)
    edge = heart(x, y, r * 0.90)
    count = len(edge)
    for i in range(0, count * 2, 2):
        px, py = edge[(i // 2) % count]
        nx, ny = edge[(i // 2 + 1) % count]
        for share in (0.0, 0.5):
            bx, by = px + (nx - px) * share, py + (ny - py) * share
            scene.path(oval(bx + 3, by + 5, 13, 13), "#1c0d05", opacity=".35")
            fill = scene.radial(bx - 4, by - 4, 18, [(0, icing.ramp(0.95)), (0.5, icing.ramp(0.72)), (1, icing.ramp(0.42))])
            scene.path(oval(bx, by, 13, 12), fill)
    for text, ty, size in (("Für", y - 90, 190), ("Dich", y + 110, 250)):
        data = line("hand", text, x, ty, size)
        scene.path(
            data, "#1c0d05", opacity=".45", transform="translate(5 8)", stroke="#1c0d05", stroke_width=13, stroke_linejoin="round"
        )
        scene.path(data, icing.ramp(0.46), stroke=icing.ramp(0.46), stroke_width=14, stroke_linejoin="round")
        scene.path(
            data, icing.ramp(0.66), stroke=icing.ramp(0.66), stroke_width=9, stroke_linejoin="round", transform="translate(-1 -2)"
        )
        scene.path(
            data, icing.ramp(0.92), stroke=icing.ramp(0.92), stroke_width=2, stroke_linejoin="round", transform="translate(-2 -4)"
        )
    for fx, fy, s in ((-262, -140, 1.0), (266, -130, 1.0), (0, 240, 0.9)):
        for i in range(5):
            a = math.radians(72 * i - 90)
            px, py = x + fx + 30 * s * math.cos(a), y + fy + 30 * s * math.sin(a)
            scene.path(oval(px + 3, py + 5, 21 * s, 21 * s), "#1c0d05", opacity=".35")
            scene.path(
                oval(px, py, 21 * s, 21 * s),
                scene.radial(
                    px - 6 * s,
                    py - 7 * s,
                    30 * s,
                    [(0, css(lit(tint, 0.95))), (0.5, css(lit(tint, 0.72))), (1, css(lit(tint, 0.42)))],
                ),
            )
        scene.path(
            oval(x + fx, y + fy, 15 * s, 15 * s), scene.radial(x + fx - 4, y + fy - 5, 20 * s, [(0, "#ffe9a8"), (1, "#d99a2b")])
        )


@drawing("gift-box", views=2)
def gift_box(variant: str, view: int) -> Scene:
    scene = kitchen((0.88, 0.030, 85), (0.58, 0.070, 58), shade=(-150, 0, 14), horizon=0.46)
    x, y, w, h = 600.0, 1200.0, 440.0, 300.0
    floor = [(x - w, y), (x + w, y), (x + w - 60, y - 190), (x - w + 60, y - 190)]
    scene.shadow([hull([*floor, *[(px + 170, py - 30) for px, py in floor]])], 46, 0.55, WARM)
    scene.shadow([[(x - w - 4, y - 30), (x + w + 14, y - 30), (x + w + 14, y + 16), (x - w - 4, y + 12)]], 12, 0.75, WARM)
    pine = Material((0.76, 0.070, 76), gloss=0.08, soft=0.4)
    # the inside, then what stands in it, then the front
    inside = [(x - w + 14, y - h + 10), (x + w - 14, y - h + 10), (x + w - 62, y - h - 130), (x - w + 62, y - h - 130)]
    scene.path(polygon(inside), scene.linear(0, y - h - 130, 0, y - h + 10, [(0, pine.ramp(0.42)), (1, pine.ramp(0.2))]))
    _wool(scene, x, y - h - 60, w - 60, 74, 160)
    jam_at(scene, x - 240, y - 228, 1.0, "strawberry", "Erdbeere", seed=2)
    jam_at(scene, x + 246, y - 228, 1.0, "apricot", "Aprikose", seed=5)
    jam_at(scene, x + 4, y - 196, 1.06, "plum", "Zwetschge", seed=9)
    _wool(scene, x, y - h - 4, w - 34, 40, 190)
    stalk = bezier((x - 130, y - h + 30), (x - 60, y - h - 60), (x - 150, y - h - 190), (x - 96, y - h - 330), 20)
    spray(scene, stalk, (0.60, 0.06, 150), 70, 3, pairs=8, round_=0.34)
    _front(scene, x, y, w, h, pine)
    scene.look(*((600, 840, 1.7) if view else (600, 860, 1.16)))
    return scene


def _wool(scene: Scene, cx: float, cy: float, rx: float, ry: float, count: int) -> None:
    """Wood wool: curls of shaving."""
    for _ in range(count):
        x, y = cx + scene.random.uniform(-rx, rx), cy + scene.random.uniform(-ry, ry)
        a, reach = scene.random.uniform(0, 6.28), scene.random.uniform(24, 66)
        bend = scene.random.uniform(-34, 34)
        end = (x + reach * math.cos(a), y + reach * 0.5 * math.sin(a))
        curve = bezier((x, y), (x + bend, y - 30), (end[0] - bend, end[1] - 22), end, 10)
        tone = (0.80, 0.075, scene.random.uniform(74, 86))
        light = scene.random.uniform(0.36, 0.86)
        scene.path(polygon(ribbon(curve, lambda t: 3.0)), css(lit(tone, light)))


def _front(scene: Scene, x: float, y: float, w: float, h: float, pine: Material) -> None:
    """Three slats, corner posts, a branded mark and a paper tag."""
    for i in range(3):
        top = y - h + 8 + i * (h - 4) / 3
        tall = (h - 4) / 3 - 12
        fill = scene.linear(x - w, top, x + w, top, [(0, pine.ramp(0.74)), (0.4, pine.ramp(0.80)), (1, pine.ramp(0.52))])
        scene.path(rounded(x - w, top + 5, 2 * w, tall, 5), pine.ramp(0.22))
        scene.path(rounded(x - w, top, 2 * w, tall, 5), fill)
        data = []
        for j in range(9):
            gy = top + tall * (j + 0.5) / 9 + scene.random.uniform(-3, 3)
            data.append(
                smooth(
                    [
                        (x - w + 6, gy),
                        (x - w * 0.4, gy + scene.random.uniform(-5, 5)),
                        (x + w * 0.3, gy + scene.random.uniform(-5, 5)),
                        (x + w - 6, gy),
                    ],
                    False,
                )
            )
        scene.path("".join(data), stroke=pine.ramp(0.36), stroke_width=1.6, opacity=".38")
        scene.path(f"M{x - w + 4} {top + 2}H{x + w - 4}", stroke="#fff", stroke_width=2.4, opacity=".4")
        for nx in (x - w + 30, x + w - 30):
            scene.path(oval(nx, top + tall / 2, 5, 5), css((0.40, 0.01, 240)))
    brand = css((0.30, 0.06, 45))
    scene.path(oval(x, y - h / 2 - 4, 118, 84), css(lit(pine.colour, 0.75)), stroke=brand, stroke_width=5, opacity=".92")
    scene.path(oval(x, y - h / 2 - 4, 106, 73), stroke=brand, stroke_width=2, opacity=".8")
    scene.path(line("hand", "Oma Lotte", x, y - h / 2 + 2, 52), brand, opacity=".92")
    scene.path(line("serif", "EINGEMACHTES", x, y - h / 2 + 36, 19, spacing=3), brand, opacity=".85")
