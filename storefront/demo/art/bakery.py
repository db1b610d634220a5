"""The bakery: loaves, pretzels, plaited bread."""

from __future__ import annotations

import math
from collections.abc import Callable

from PIL import Image

from . import studio
from .colour import Colour, css, lit, shift
from .crust import Bake, board, crumb, loaf, rounded_outline, shade_of, turned_image
from .light import Material
from .paths import Point, bezier, oval, polygon, ribbon, smooth, spline, turned
from .registry import drawing
from .scene import Scene
from .soft import Ground
from .staging import drop
from .tubes import bar

WARM: Colour = (0.34, 0.045, 50)
LINEN: Colour = (0.86, 0.022, 82)
OAK: Colour = (0.58, 0.075, 60)
SURFACES: dict[str, Callable[[Colour], Ground]] = {
    "linen": studio.linen, "timber": studio.timber, "desk": studio.desk,
}
SLICE: list[Point] = [
    (0.02, 0.62), (0.04, 0.34), (0.18, 0.14), (0.36, 0.05), (0.60, 0.04), (0.84, 0.15),
    (0.97, 0.36), (0.98, 0.64), (0.90, 0.90), (0.70, 0.96), (0.30, 0.96), (0.10, 0.90),
]
TIN: list[Point] = [
    (0.03, 0.90), (0.02, 0.55), (0.0, 0.28), (0.07, 0.10), (0.26, 0.02), (0.5, 0.0), (0.74, 0.02),
    (0.93, 0.10), (1.0, 0.28), (0.98, 0.55), (0.97, 0.90), (0.93, 0.985), (0.5, 1.0), (0.07, 0.985),
]


def above(surface: str, colour: Colour, sun: float = 0.5, shade: tuple[float, float, float] | None = None, seed: int = 3) -> Scene:
    """A surface seen from straight above: linen, timber or desk."""
    ground = SURFACES[surface](colour)
    studio.window(ground, sun)
    if shade:
        studio.leaves(ground, *shade, opacity=0.2)
    return Scene(ground, tilt=0.9, seed=seed)


def put(scene: Scene, image: Image.Image, x: float, y: float, size: tuple[float, float], degrees: float = 0.0) -> None:
    """Lay a textured picture with its middle at (x, y)."""
    wide, high = size
    if degrees:
        scale = image.width / wide
        image = turned_image(image, degrees)
        wide, high = image.width / scale, image.height / scale
    scene.sprite(image, x - wide / 2, y - high / 2, wide, high)


def volume(scene: Scene, outline: list[Point], strength: float = 1.0, warm: Colour = (0.24, 0.06, 48)) -> None:
    """Roundness over a texture: sun on the shoulder, dusk on the far side."""
    xs, ys = [p[0] for p in outline], [p[1] for p in outline]
    cx, cy = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    r = max(max(xs) - min(xs), max(ys) - min(ys)) / 2
    dark = css(warm)
    shade = scene.radial(cx - 0.30 * r, cy - 0.34 * r, 1.5 * r, [(0, dark, 0), (0.42, dark, 0.02), (0.68, dark, 0.26 * strength), (0.88, dark, 0.60 * strength), (1, dark, 0.74 * strength)])
    scene.path(polygon(outline), shade)
    sun = scene.radial(cx - 0.36 * r, cy - 0.40 * r, 0.62 * r, [(0, "#fff6e0", 0.26 * strength), (0.5, "#fff6e0", 0.10 * strength), (1, "#fff6e0", 0)])
    scene.path(polygon(outline), sun)


def plank(scene: Scene, cx: float, cy: float, rx: float, ry: float, wood: Colour = OAK, square: float = 7.0, degrees: float = 0.0, seed: int = 4) -> None:
    """A cutting board lying on the table."""
    outline = rounded_outline(rx, ry, rx - 2, ry - 2, seed, 0.004, square)
    placed = turned([(px + cx - rx, py + cy - ry) for px, py in outline], degrees, cx, cy)
    drop(scene, placed, 15, 1.0, WARM)
    image = board(outline, (2 * rx, 2 * ry), seed, wood)
    for part, dx, dy in ((shade_of(image, shift(wood, -0.22)), 4, 7), (image, 0, 0)):
        wide, high = 2 * rx, 2 * ry
        if degrees:
            scale = part.width / wide
            part = turned_image(part, degrees)
            wide, high = part.width / scale, part.height / scale
        scene.ground.place(part, cx + dx - wide / 2, cy + dy - high / 2, wide, high)


@drawing("country-loaf", views=3)
def country_loaf(variant: str, view: int) -> Scene:
    scene = above("linen", LINEN, shade=(1240, -120, 120))
    plank(scene, 600, 780, 530, 530, square=2.0)
    if view == 2:
        for i, (x, y, turn) in enumerate(((400, 590, -26), (690, 690, -6), (560, 960, 14))):
            slice_at(scene, x, y, (500, 420), turn, 40 + i, SLICE)
        return scene
    r, c = 405.0, 415.0
    size = (2 * c, 2 * c)
    outline = rounded_outline(c, c, r, r * 0.97, 8, 0.022)
    rings = [
        ([(c + rr * math.cos(a), c + rr * 0.97 * math.sin(a)) for a in (2 * math.pi * j / 70 for j in range(71))], 24.0)
        for rr in range(52, 392, 56)
    ]
    image = loaf(outline, size, 5, Bake(dome=0.34, rough=0.75), scores=_cuts(c), dusted=rings, dust=0.62)
    placed = [(px + 600 - c, py + 770 - c) for px, py in outline]
    drop(scene, placed, 34, 1.0, WARM)
    put(scene, image, 600, 770, size)
    volume(scene, placed)
    _flour(scene)
    if view == 1:
        scene.look(520, 690, 1.9)
    return scene


def _cuts(c: float) -> list[list[Point]]:
    """Four strokes of the blade, crossing: each opened widest in its middle."""
    found = []
    for start, bend, end, wide in (
        ((-255, -150), (-10, -215), (250, -120), 27), ((-250, 135), (0, 200), (262, 150), 30),
        ((-150, -262), (-215, 0), (-140, 268), 28), ((148, -258), (212, 0), (136, 262), 25),
    ):
        curve = bezier((c + start[0], c + start[1]), (c + bend[0], c + bend[1]), (c + bend[0], c + bend[1]), (c + end[0], c + end[1]), 26)
        found.append(ribbon(curve, lambda t, w=wide: w * math.sin(math.pi * t) ** 0.6 * (1 + 0.16 * math.sin(31 * t))))
    return found


def _flour(scene: Scene) -> None:
    """What fell beside the loaf."""
    data = []
    for _ in range(170):
        a, r = scene.random.uniform(0, 6.28), 430 + 150 * scene.random.uniform(0, 1) ** 2
        s = scene.random.uniform(0.8, 2.6)
        data.append(oval(600 + r * math.cos(a), 780 + r * math.sin(a), s, s))
    scene.path("".join(data), "#fffaf0", opacity=".75")


def slice_at(scene: Scene, x: float, y: float, size: tuple[float, float], degrees: float, seed: int, shape: list[Point], rye: bool = False, lift: float = 15) -> list[Point]:
    """One slice lying flat, its thickness showing on the lower right; returns its outline."""
    pad = 8.0
    outline = spline([(px * (size[0] - 2 * pad) + pad, py * (size[1] - 2 * pad) + pad) for px, py in shape], 8, closed=True)
    image = crumb(outline, size, seed, rye=rye)
    placed = turned([(px + x - size[0] / 2, py + y - size[1] / 2) for px, py in outline], degrees, x, y)
    drop(scene, placed, lift, 1.0, WARM)
    side = shade_of(image, (0.27, 0.045, 48) if rye else (0.44, 0.085, 54))
    # sprites cannot cast shadows on one another, so a slice carries a soft dark edge of its own
    put(scene, _fringe(image, 26), x + 13, y + 17, (size[0] + 65, size[1] + 65), degrees)
    put(scene, side, x + 5, y + 8, size, degrees)
    put(scene, image, x, y, size, degrees)
    return placed


def _fringe(image: Image.Image, reach: int) -> Image.Image:
    """A soft shadow in the shape of a picture, on a sheet larger by `reach` pixels all round."""
    from PIL import ImageFilter

    sheet = Image.new("L", (image.width + 2 * reach, image.height + 2 * reach), 0)
    sheet.paste(image.getchannel("A"), (reach, reach))
    soft = sheet.filter(ImageFilter.GaussianBlur(reach / 3)).point(lambda v: v * 0.55)
    made = Image.new("RGBA", sheet.size, (38, 24, 12, 0))
    made.putalpha(soft)
    return made


@drawing("rye-loaf", views=2)
def rye_loaf(variant: str, view: int) -> Scene:
    scene = above("timber", (0.66, 0.06, 72), sun=0.45)
    plank(scene, 600, 770, 500, 610, (0.44, 0.060, 48), degrees=8)
    w, h = 560.0, 560.0
    outline = rounded_outline(w / 2, h / 2, w / 2 - 10, h / 2 - 8, 3, 0.012, 7.0)
    cut = [ribbon(bezier((w * 0.5, 40), (w * 0.46, 200), (w * 0.54, 380), (w * 0.5, h - 40), 20), lambda t: 17 * math.sin(math.pi * t) ** 0.5)]
    image = loaf(outline, (w, h), 61, Bake(stops=RYE_STOPS, dome=0.26, rough=0.8), scores=cut)
    placed = turned([(px + 640 - w / 2, py + 480 - h / 2) for px, py in outline], 8, 640, 480)
    drop(scene, placed, 34, 1.0, WARM)
    put(scene, image, 640, 480, (w, h), 8)
    _oats(scene, 640, 480, 215, 235)
    for i, (x, y, turn) in enumerate(((600, 860, 6), (545, 985, -3), (500, 1120, -12))):
        slice_at(scene, x, y, (500, 400), turn, 70 + i, TIN, rye=True, lift=18)
    if view == 1:
        scene.look(540, 1010, 1.75)
    return scene


RYE_STOPS: list[tuple[float, Colour]] = [
    (0.0, (0.24, 0.042, 45)), (0.35, (0.36, 0.065, 50)), (0.6, (0.46, 0.080, 56)), (1.0, (0.64, 0.070, 68)),
]


def _oats(scene: Scene, cx: float, cy: float, rx: float, ry: float) -> None:
    """Oat flakes and sunflower seeds on the crust."""
    for i in range(130):
        x, y = cx + scene.random.uniform(-rx, rx), cy + scene.random.uniform(-ry, ry)
        turn, size = scene.random.uniform(0, 180), scene.random.uniform(7, 13)
        shape = turned([(-size, 0), (0, -size * 0.52), (size, 0), (0, size * 0.52)], turn)
        tone: Colour = (0.86, 0.035, 82) if i % 3 else (0.58, 0.03, 70)
        scene.path(smooth([(px + x + 3, py + y + 4) for px, py in shape]), "#1c1108", opacity=".4")
        scene.path(smooth([(px + x, py + y) for px, py in shape]), css(lit(tone, scene.random.uniform(0.55, 0.8))))
        spine = turned([(-size * 0.7, 0), (size * 0.7, 0)], turn)
        scene.path(polygon([(px + x, py + y) for px, py in spine], False), stroke=css(lit(tone, 0.4)), stroke_width=1.1, opacity=".6")


LYE = Material((0.44, 0.105, 48), gloss=0.55, soft=0.3)


def pretzel(scene: Scene, x: float, y: float, k: float, degrees: float, seed: int) -> None:
    """Thin crossed arms, a fat belly that split in the oven, coarse salt."""
    raw = [(-118, 168), (-150, 128), (-92, 66), (6, 4), (96, -58), (176, -104), (246, -68), (262, 20), (214, 116), (104, 182), (0, 200), (-104, 182), (-214, 116), (-262, 20), (-246, -68), (-176, -104), (-96, -58), (-6, 4), (92, 66), (150, 128), (118, 168)]
    curve = spline([(px * k + x, py * k + y) for px, py in turned(raw, degrees)], 8)

    def half(t: float) -> float:
        belly = math.exp(-((t - 0.5) / 0.16) ** 2)
        return k * (24 + 30 * belly)

    pieces = [curve[i : i + 14] for i in range(0, len(curve) - 1, 12)]
    shapes = [ribbon([(px + 20 * k, py + 24 * k) for px, py in piece], lambda t: 38 * k) for piece in pieces if len(piece) > 1]
    scene.shadow(shapes, 20, 0.55, WARM)
    scene.shadow([ribbon([(px + 7 * k, py + 9 * k) for px, py in piece], lambda t: 33 * k) for piece in pieces if len(piece) > 1], 8, 0.6, WARM)
    count = len(curve)
    cross = round(count * 0.16), round(count * 0.84)
    bar(scene, curve, half, LYE)
    # the arm that lies on top is drawn again over the crossing, with its own shadow
    top = curve[: cross[0] + 14]
    scene.path(polygon(ribbon([(px + 8 * k, py + 11 * k) for px, py in top[8:]], lambda t: 25 * k)), "#1d0d04", opacity=".30")
    bar(scene, top, lambda t: 24 * k, LYE)
    bar(scene, curve[cross[1] :], lambda t: 24 * k, LYE)
    _split(scene, curve, k)
    _salt(scene, curve, half, seed)


def _split(scene: Scene, curve: list[Point], k: float) -> None:
    """The pale tear along the belly."""
    middle = curve[round(len(curve) * 0.40) : round(len(curve) * 0.60)]
    outer = ribbon([(px, py + 10 * k) for px, py in middle], lambda t: k * (20 * math.sin(math.pi * t) ** 0.7 + 1))
    inner = ribbon([(px, py + 10 * k) for px, py in middle], lambda t: k * (15 * math.sin(math.pi * t) ** 0.7 + 0.5))
    scene.path(polygon(outer), css((0.34, 0.085, 46)))
    x0, y0 = middle[0][0], min(p[1] for p in middle)
    fill = scene.linear(x0, y0 - 10, x0, y0 + 60 * k, [(0, css((0.78, 0.085, 72))), (0.5, css((0.87, 0.060, 80))), (1, css((0.70, 0.095, 66)))])
    scene.path(polygon(inner), fill)


def _salt(scene: Scene, curve: list[Point], half: Callable[[float], float], seed: int) -> None:
    count = len(curve) - 1
    for i in range(64):
        at = scene.random.randint(6, count - 6)
        if 0.42 < at / count < 0.58 and i % 2:
            continue
        x, y = curve[at]
        reach = half(at / count) * 0.62
        x, y = x + scene.random.uniform(-reach, reach), y + scene.random.uniform(-reach, reach)
        size = scene.random.uniform(3.4, 6.2)
        crystal = turned([(-size, -size * 0.8), (size, -size * 0.7), (size * 0.9, size * 0.8), (-size * 0.9, size * 0.7)], scene.random.uniform(0, 90))
        scene.path(polygon([(px + x + 2.5, py + y + 3) for px, py in crystal]), "#1d0d04", opacity=".45")
        scene.path(polygon([(px + x, py + y) for px, py in crystal]), "#fbfaf6", opacity=".96")
        scene.path(polygon([(px * 0.5 + x + size * 0.25, py * 0.5 + y + size * 0.2) for px, py in crystal]), "#cfd3d6", opacity=".7")


@drawing("pretzels", views=2)
def pretzels(variant: str, view: int) -> Scene:
    scene = above("timber", (0.72, 0.045, 78), sun=0.5, shade=(-140, 40, 10))
    for i, (x, y, k, turn) in enumerate(((500, 470, 1.5, -10), (700, 1080, 1.55, 10))):
        pretzel(scene, x, y, k, turn, 90 + i)
    if view == 1:
        scene.look(520, 520, 1.7)
    return scene


@drawing("plaited-loaf", views=2)
def plaited_loaf(variant: str, view: int) -> Scene:
    scene = above("linen", (0.88, 0.024, 75), shade=(1250, -130, 122))
    plank(scene, 600, 770, 400, 660, (0.62, 0.070, 66), degrees=-14)
    _plait(scene, 600, 770, -14)
    if view == 1:
        scene.look(640, 640, 1.9)
    return scene


def _plait(scene: Scene, cx: float, cy: float, degrees: float) -> None:
    """Three strands; each visible lobe is a piece of a strand, laid from the far end."""
    glazed = Material((0.60, 0.128, 62), gloss=0.62, soft=0.35)
    n, length = 13, 1060.0
    body = [(cx + 175 * s * math.sin(math.pi * (0.08 + 0.84 * t)) ** 0.6, cy + length * (t - 0.5) * 1.1) for s, ts in ((1, range(21)), (-1, range(20, -1, -1))) for t in (i / 20 for i in ts)]
    body = turned(body, degrees, cx, cy)
    scene.shadow([[(x + 46, y + 56) for x, y in body]], 46, 0.5, WARM)
    scene.shadow([[(x + 14, y + 18) for x, y in body]], 16, 0.7, WARM)

    def lens(fat: float) -> Callable[[float], float]:
        return lambda t: fat * (math.sqrt(1 - (1 - t / 0.3) ** 2 * 0.985) if t < 0.3 else 1 - 0.55 * ((t - 0.3) / 0.7) ** 2)

    scene.path(polygon([(cx + (x - cx) * 0.60, cy + (y - cy) * 0.82) for x, y in body]), css((0.42, 0.10, 54)))
    for i in range(n):
        t = (i + 0.5) / n
        girth = 0.50 + 0.50 * math.sin(math.pi * t) ** 0.8
        y, side = cy - length / 2 + t * length, -1 if i % 2 else 1
        curve = bezier((cx + side * 190 * girth, y - 92), (cx + side * 176 * girth, y + 4), (cx + side * 70 * girth, y + 70), (cx - side * 104 * girth, y + 112), 22)
        curve = turned(curve, degrees, cx, cy)
        fat = 84 * girth
        scene.path(polygon(ribbon([(px + 9, py + 15) for px, py in curve], lens(fat))), css((0.26, 0.07, 46)), opacity=".55")
        bar(scene, curve, lens(fat), glazed, shine=0.8)
        crown = ribbon(curve[2:15], lambda t, f=fat: f * 0.52 * math.sin(math.pi * t) ** 0.8)
        middle = curve[8]
        scene.path(polygon(crown), scene.radial(*middle, fat * 1.3, [(0, css((0.36, 0.10, 46)), 0.42), (1, css((0.36, 0.10, 46)), 0)]))
    _almonds(scene, cx, cy, degrees, length)


def _almonds(scene: Scene, cx: float, cy: float, degrees: float, length: float) -> None:
    for i in range(120):
        t = scene.random.uniform(0.06, 0.94)
        wide = 150 * (0.62 + 0.38 * math.sin(math.pi * t))
        (x, y), = turned([(cx + scene.random.uniform(-wide, wide), cy - length / 2 + t * length)], degrees, cx, cy)
        turn = scene.random.uniform(0, 180)
        if i % 2:
            size = scene.random.uniform(11, 17)
            flake = turned([(-size, 0), (-size * 0.2, -size * 0.5), (size, -size * 0.1), (size * 0.1, size * 0.52)], turn)
            scene.path(smooth([(px + x + 3, py + y + 4) for px, py in flake]), "#2a1205", opacity=".4")
            scene.path(smooth([(px + x, py + y) for px, py in flake]), css(lit((0.90, 0.045, 80), scene.random.uniform(0.55, 0.82))), stroke=css((0.62, 0.09, 58)), stroke_width=1.4)
        else:
            size = scene.random.uniform(4, 7)
            scene.path(oval(x + 2, y + 3, size, size), "#2a1205", opacity=".4")
            scene.path(oval(x, y, size, size), "#fdfbf6")
            scene.path(oval(x + size * 0.2, y + size * 0.25, size * 0.6, size * 0.55), "#e3dccf", opacity=".7")
