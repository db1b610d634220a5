"""Stoneware for the kiln: mugs, bowls, plates, a planter."""

from __future__ import annotations

from . import studio
from .brew import liquid, steam
from .colour import Colour
from .glaze import CLAY, GLAZES, band, brush, dip, foot, grooves, pool, speckle, wave
from .lathe import Hollow, Vessel
from .light import Material
from .paths import Point, bezier, ribbon
from .plants import leaf, spray
from .registry import drawing
from .scene import Scene
from .staging import stand
from .tubes import bar

TONES: dict[str, Colour] = {
    "celadon": (0.878, 0.020, 168),
    "ink": (0.860, 0.024, 245),
    "blush": (0.900, 0.024, 28),
    "honey": (0.900, 0.028, 80),
    "white": (0.850, 0.022, 232),
    "sand": (0.885, 0.022, 72),
    "night": (0.385, 0.022, 222),
    "moss": (0.865, 0.022, 130),
}


def room(
    tone: str,
    sun: float = 0.5,
    shade: tuple[float, float, float] | None = (-120, 20, 14),
    horizon: float = 0.58,
    tilt: float = 0.24,
    seed: int = 7,
) -> Scene:
    """A paper sweep in the light of the window; `shade` places a branch before the window."""
    colour = TONES[tone]
    ground = studio.sweep(colour, horizon)
    studio.window(ground, sun * (0.42 if colour[0] < 0.5 else 1.0))
    if shade:
        studio.leaves(ground, *shade, opacity=0.20 if colour[0] > 0.5 else 0.3)
    return Scene(ground, tilt=tilt, seed=seed)


def handle(scene: Scene, points: list[Point], thick: float, material: Material) -> None:
    """A pulled handle: thicker where it grows out of the wall."""
    scene.shadow([ribbon([(x + 120, y + 20) for x, y in points], lambda t: thick)], 30, 0.18)
    bar(scene, points, lambda t: thick * (1 + 0.45 * (2 * abs(t - 0.5)) ** 5), material)


def mug_at(
    scene: Scene, x: float, y: float, size: float, glaze: str, seed: int, drink: Colour | None = None, turned: int = 1
) -> Vessel:
    """One Sunday mug; `size` 1 is 520 units high."""
    k = size
    material = GLAZES[glaze]
    vessel = Vessel(
        scene,
        x,
        y,
        [(0, 178 * k), (8 * k, 192 * k), (40 * k, 208 * k), (150 * k, 222 * k), (330 * k, 226 * k), (520 * k, 221 * k)],
    )
    stand(scene, vessel)
    r = 205 * k * turned
    curve = bezier(
        (x + r, y - 405 * k),
        (x + r + turned * 238 * k, y - 455 * k),
        (x + r + turned * 232 * k, y - 70 * k),
        (x + r * 0.93, y - 112 * k),
        30,
    )
    handle(scene, curve, 31 * k, material)
    dip(vessel, material, wave(seed, 118 * k, 18 * k), darken=pool(vessel, material, 110 * k, 520 * k, 0.28))
    speckle(vessel, 74, seed + 1, size=3.0 * k)
    vessel.rim(material, 13 * k)
    hollow = Hollow(vessel, 13 * k)
    hollow.paint(material)
    if drink:
        liquid(hollow, 70 * k, drink)
    return vessel


@drawing("mug", ("celadon", "ink", "blush"), views=4)
def mug(variant: str, view: int) -> Scene:
    other = {"celadon": "blush", "ink": "celadon", "blush": "ink"}[variant]
    if view == 2:
        scene = room(variant, shade=(1180, -120, 120))
        mug_at(scene, 395, 985, 0.86, variant, 11)
        mug_at(scene, 735, 1150, 0.92, other, 23)
        return scene
    if view == 3:
        scene = room(variant, shade=(-60, -40, 22))
        mug_at(scene, 560, 1110, 1.12, variant, 4, drink=(0.36, 0.07, 52))
        steam(scene, 560, 560, 420)
        return scene
    scene = room(variant)
    mug_at(scene, 545, 1090, 1.0, variant, 4)
    scene.look(*((470, 840, 1.75) if view == 1 else (610, 850, 1.16)))
    return scene


def bowl_at(scene: Scene, x: float, y: float, size: float, glaze: str, tall: float = 1.0) -> tuple[Vessel, Hollow]:
    """An open bowl on a foot ring."""
    k, t = size, size * tall
    material = GLAZES[glaze]
    vessel = Vessel(
        scene,
        x,
        y,
        [
            (0, 150 * k),
            (34 * t, 152 * k),
            (46 * t, 176 * k),
            (90 * t, 268 * k),
            (170 * t, 362 * k),
            (250 * t, 412 * k),
            (330 * t, 432 * k),
        ],
    )
    stand(scene, vessel)
    foot(vessel, material, 44 * t, darken=pool(vessel, material, 40 * t, 330 * t, 0.35))
    vessel.rim(material, 15 * k)
    hollow = Hollow(vessel, 15 * k, bottom=130 * k)
    hollow.paint(material, deep=0.5)
    return vessel, hollow


@drawing("noodle-bowl", ("tenmoku", "celadon"), views=3)
def noodle_bowl(variant: str, view: int) -> Scene:
    scene = room("sand" if variant == "tenmoku" else "celadon", shade=None if view else (1230, -140, 118), tilt=0.30)
    vessel, hollow = bowl_at(scene, 600, 1085, 1.08, variant)
    grooves(vessel, [232, 262], 0.8)
    speckle(vessel, 60, 3, size=3)
    if view == 2:
        _noodles(scene, hollow)
        steam(scene, 620, 680, 420, 0.8)
    if view == 1:
        scene.look(430, 900, 1.7)
    return scene


def _noodles(scene: Scene, hollow: Hollow) -> None:
    """Broth, a nest of noodles, greens and half an egg."""
    liquid(hollow, 62, (0.55, 0.09, 68), mirror=0.35)
    vessel = hollow.vessel
    x, y = vessel.centre(vessel.height - 62)
    rx, ry = 385.0, 385.0 * scene.tilt
    wheat = Material((0.86, 0.07, 85), gloss=0.3, soft=0.5)
    with scene.group(scene.clip(hollow.mouth)):
        for _ in range(44):
            reach = scene.random.uniform(0.35, 0.82)
            start = (x - rx * reach, y + ry * scene.random.uniform(-0.2, 0.62))
            end = (x + rx * scene.random.uniform(0.0, 0.55), y + ry * scene.random.uniform(0.0, 0.72))
            lift = scene.random.uniform(4, 58)
            curve = bezier(start, (x - rx * 0.35, y - lift), (x + rx * 0.1, y + ry * 0.9 - lift), end, 22)
            bar(scene, curve, 6.6, wheat, dim=scene.random.uniform(0, 0.16))
        for _i, (dx, dy, turn) in enumerate(((0.30, -0.34, -30), (0.40, -0.12, -8), (0.26, 0.02, 14))):
            leaf(scene, x + dx * rx - 40, y + dy * ry, 190, 34, turn, (0.55, 0.12, 138), 0.2)
        egg_x, egg_y = x - 0.36 * rx, y - 0.05 * ry
        egg = scene.radial(egg_x - 20, egg_y - 12, 120, [(0, "#fffdf6"), (0.8, "#f3eadb"), (1, "#d9c9b0")], 0.55)
        scene.path(f"M{egg_x - 96} {egg_y}a96 52 0 1 1 192 0a96 52 0 1 1 -192 0Z", egg)
        yolk = scene.radial(egg_x - 14, egg_y - 8, 62, [(0, "#f9b23c"), (0.7, "#ea8f1d"), (1, "#c96f10")], 0.56)
        scene.path(f"M{egg_x - 52} {egg_y + 2}a56 31 0 1 1 112 0a56 31 0 1 1 -112 0Z", yolk)
        for _ in range(15):
            px, py = x + scene.random.uniform(-0.1, 0.5) * rx, y + scene.random.uniform(0.1, 0.6) * ry
            scene.path(f"M{px - 9:.1f} {py:.1f}a9 5 0 1 1 18 0a9 5 0 1 1 -18 0Z", "none", stroke="#7fae54", stroke_width=4)


@drawing("rice-bowls", ("ink", "moss"), views=2)
def rice_bowls(variant: str, view: int) -> Scene:
    scene = room("white" if variant == "ink" else "moss", shade=(-140, 40, 8), tilt=0.27)
    colour = (0.36, 0.105, 258) if variant == "ink" else (0.46, 0.07, 140)
    places = [(690, 925, 0.62), (395, 1040, 0.66), (790, 1195, 0.70)] if view == 0 else [(600, 1110, 1.2)]
    for i, (x, y, k) in enumerate(places):
        vessel, hollow = bowl_at(scene, x, y, k, "white", tall=1.12)
        with vessel.inside():
            _stripes(vessel, k, colour, i)
        vessel.rim(GLAZES["white"], 15 * k)
        hollow.paint(GLAZES["white"], deep=0.42)
    if view:
        scene.look(600, 900, 1.3)
    return scene


def _stripes(vessel: Vessel, k: float, colour: Colour, kind: int) -> None:
    """Three ways to hold a brush."""
    top = vessel.height
    if kind == 0:
        for n in range(4):
            band(vessel, top * (0.90 - 0.13 * n), 13 * k, colour, 0.82, seed=n)
    elif kind == 1:
        band(vessel, top * 0.92, 10 * k, colour, 0.85)
        for angle in range(-84, 90, 14):
            brush(vessel, [(angle, top * 0.80), (angle + 2, top * 0.6), (angle + 5, top * 0.34)], 11 * k, colour, 0.8)
    else:
        band(vessel, top * 0.92, 22 * k, colour, 0.8)
        band(vessel, top * 0.84, 6 * k, colour, 0.8)
        band(vessel, top * 0.30, 9 * k, colour, 0.8)


@drawing("plates", ("celadon", "white", "slate"), views=2)
def plates(variant: str, view: int) -> Scene:
    tone = {"celadon": "celadon", "white": "sand", "slate": "honey"}[variant]
    scene = room(tone, shade=(1260, -120, 122), tilt=0.40, horizon=0.5)
    count = 4 if view == 0 else 1
    for i in range(count):
        y = 1120 - i * 52 if view == 0 else 1010
        _plate(scene, 600 + (7, -6, 9, 0)[i], y, GLAZES[variant], last=i == count - 1)
    if view == 1:
        scene.tilt = 0.40
        _breakfast(scene, 600, 940)
    return scene


def _plate(scene: Scene, x: float, y: float, glaze: Material, last: bool) -> None:
    vessel = Vessel(scene, x, y, [(0, 250), (14, 256), (22, 330), (40, 408), (66, 446), (74, 450)], fineness=3.5, convex=True)
    stand(scene, vessel, strength=0.8)
    foot(vessel, glaze, 14)
    vessel.rim(glaze, 9)
    hollow = Hollow(vessel, 9, depth=60)
    hollow.paint(glaze, deep=0.16)
    if last:
        cx, cy = vessel.centre(20)
        k = scene.tilt
        centre = scene.linear(
            cx - 330,
            cy - 330 * k,
            cx + 330,
            cy + 330 * k,
            [(0, glaze.ramp(0.62)), (0.5, glaze.ramp(0.76, 0.05)), (1, glaze.ramp(0.86, 0.12))],
        )
        scene.path(f"M{cx - 322} {cy}a322 {322 * k:.1f} 0 1 1 644 0a322 {322 * k:.1f} 0 1 1 -644 0Z", centre, opacity=".75")
        for i, r in enumerate((322, 250, 170)):
            scene.path(
                f"M{cx - r} {cy}a{r} {r * k:.1f} 0 1 0 {2 * r} 0",
                stroke="#000",
                stroke_width=1.6,
                opacity=f"{0.10 - 0.02 * i:.2f}",
            )
            scene.path(
                f"M{cx - r} {cy + 2}a{r} {r * k:.1f} 0 1 0 {2 * r} 0",
                stroke="#fff",
                stroke_width=1.6,
                opacity=f"{0.22 - 0.05 * i:.2f}",
            )


def _breakfast(scene: Scene, x: float, y: float) -> None:
    """A sprig, so that the size of the plate is told."""
    stem = bezier((x - 210, y + 40), (x - 80, y + 10), (x + 60, y - 40), (x + 210, y - 30), 24)
    scene.add('<g opacity=".22" transform="translate(14 16)">')
    spray(scene, stem, (0.2, 0.0, 150), 74, 5, pairs=8, round_=0.3)
    scene.add("</g>")
    spray(scene, stem, (0.60, 0.075, 135), 74, 5, pairs=8, round_=0.3)


@drawing("planter", ("clay", "moss", "white"), views=2)
def planter(variant: str, view: int) -> Scene:
    tone = {"clay": "moss", "moss": "honey", "white": "celadon"}[variant]
    scene = room(tone, shade=(-150, -10, 20), tilt=0.26)
    x, y = 600, 1190
    saucer = Vessel(scene, x, y, [(0, 190), (10, 226), (40, 250), (46, 250)], fineness=3.5, convex=True)
    stand(scene, saucer)
    saucer.paint(CLAY)
    saucer.rim(CLAY, 12)
    Hollow(saucer, 12, depth=26).paint(CLAY, deep=0.3)
    vessel = Vessel(
        scene, x, y - 22, [(0, 168), (6, 176), (120, 206), (260, 236), (352, 250), (356, 262), (424, 268), (430, 264)]
    )
    stand(scene, vessel, strength=0.8)
    glaze = GLAZES[variant]
    if variant == "clay":
        vessel.paint(CLAY)
        grooves(vessel, [300, 330], 1.0)
    else:
        dip(vessel, glaze, wave(60, 150, 30))
    speckle(vessel, 80, 8, size=2.8)
    material = CLAY if variant == "clay" else glaze
    vessel.rim(material, 20)
    hollow = Hollow(vessel, 20)
    hollow.paint(material)
    hollow.fill(34, lambda cx, cy, rx, ry: scene.radial(cx, cy, rx, [(0, "#4a3626"), (0.8, "#34251a"), (1, "#20160f")], ry / rx))
    _greenery(scene, x, y - 22 - 396)
    if view:
        scene.look(600, 980, 1.5)
    return scene


def _greenery(scene: Scene, x: float, y: float) -> None:
    """A rubber-leaved plant: back leaves dark, front leaves in the sun."""
    stems = [(-150, -330, -30), (120, -360, 24), (-60, -440, -8), (200, -230, 44), (-220, -190, -52), (40, -270, 8)]
    for i, (dx, dy, turn) in enumerate(stems):
        curve = bezier((x + dx * 0.12, y + 18), (x + dx * 0.2, y + dy * 0.4), (x + dx * 0.7, y + dy * 0.7), (x + dx, y + dy), 18)
        bar(scene, curve, lambda t: 6.5 - 3 * t, Material((0.52, 0.09, 135), gloss=0.1))
        green = (0.47 + 0.028 * i, 0.090, 148 - 2 * i)
        for share, side in ((0.45, -1), (0.62, 1), (0.80, -1)):
            px, py = curve[int(share * 18)]
            leaf(scene, px, py, 128 - 20 * share, 34, -90 + turn + side * 62, green, 0.12 * side)
        leaf(scene, x + dx, y + dy, 150, 40, -90 + turn * 1.1, green, 0.06)
