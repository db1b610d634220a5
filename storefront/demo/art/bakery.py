"""The bakery: loaves and slices, boards, and how to lay them down."""

from __future__ import annotations

import math
from collections.abc import Callable

from PIL import Image

from . import studio
from .colour import Colour, css, lit, shift
from .crust import Bake, board, crumb, loaf, rounded_outline, shade_of, turned_image
from .paths import Point, bezier, oval, polygon, ribbon, smooth, spline, turned
from .registry import drawing
from .scene import Scene
from .soft import Ground
from .staging import drop

WARM: Colour = (0.34, 0.045, 50)
LINEN: Colour = (0.86, 0.022, 82)
OAK: Colour = (0.58, 0.075, 60)
SURFACES: dict[str, Callable[[Colour], Ground]] = {
    "linen": studio.linen,
    "timber": studio.timber,
    "desk": studio.desk,
}
SLICE: list[Point] = [
    (0.02, 0.62),
    (0.04, 0.34),
    (0.18, 0.14),
    (0.36, 0.05),
    (0.60, 0.04),
    (0.84, 0.15),
    (0.97, 0.36),
    (0.98, 0.64),
    (0.90, 0.90),
    (0.70, 0.96),
    (0.30, 0.96),
    (0.10, 0.90),
]
TIN: list[Point] = [
    (0.03, 0.90),
    (0.02, 0.55),
    (0.0, 0.28),
    (0.07, 0.10),
    (0.26, 0.02),
    (0.5, 0.0),
    (0.74, 0.02),
    (0.93, 0.10),
    (1.0, 0.28),
    (0.98, 0.55),
    (0.97, 0.90),
    (0.93, 0.985),
    (0.5, 1.0),
    (0.07, 0.985),
]


def above(
    surface: str, colour: Colour, sun: float = 0.5, shade: tuple[float, float, float] | None = None, seed: int = 3
) -> Scene:
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
    shade = scene.radial(
        cx - 0.30 * r,
        cy - 0.34 * r,
        1.5 * r,
        [
            (0, dark, 0),
            (0.42, dark, 0.02),
            (0.68, dark, 0.26 * strength),
            (0.88, dark, 0.60 * strength),
            (1, dark, 0.74 * strength),
        ],
    )
    scene.path(polygon(outline), shade)
    sun = scene.radial(
        cx - 0.36 * r,
        cy - 0.40 * r,
        0.62 * r,
        [(0, "#fff6e0", 0.26 * strength), (0.5, "#fff6e0", 0.10 * strength), (1, "#fff6e0", 0)],
    )
    scene.path(polygon(outline), sun)


def plank(
    scene: Scene,
    cx: float,
    cy: float,
    rx: float,
    ry: float,
    wood: Colour = OAK,
    square: float = 7.0,
    degrees: float = 0.0,
    seed: int = 4,
) -> None:
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
        ((-255, -150), (-10, -215), (250, -120), 27),
        ((-250, 135), (0, 200), (262, 150), 30),
        ((-150, -262), (-215, 0), (-140, 268), 28),
        ((148, -258), (212, 0), (136, 262), 25),
    ):
        curve = bezier(
            (c + start[0], c + start[1]), (c + bend[0], c + bend[1]), (c + bend[0], c + bend[1]), (c + end[0], c + end[1]), 26
        )
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


def slice_at(
    scene: Scene,
    x: float,
    y: float,
    size: tuple[float, float],
    degrees: float,
    seed: int,
    shape: list[Point],
    rye: bool = False,
    lift: float = 15,
) -> list[Point]:
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
    cut = [
        ribbon(
            bezier((w * 0.5, 40), (w * 0.46, 200), (w * 0.54, 380), (w * 0.5, h - 40), 20),
            lambda t: 17 * math.sin(math.pi * t) ** 0.5,
        )
    ]
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
    (0.0, (0.24, 0.042, 45)),
    (0.35, (0.36, 0.065, 50)),
    (0.6, (0.46, 0.080, 56)),
    (1.0, (0.64, 0.070, 68)),
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
        scene.path(
            polygon([(px + x, py + y) for px, py in spine], False), stroke=css(lit(tone, 0.4)), stroke_width=1.1, opacity=".6"
        )
