"""Flat materials: book cloth, handmade paper, stone, felt. RGBA pictures for `Scene.sprite`."""

from __future__ import annotations

import random
from collections.abc import Sequence

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from .colour import Colour, rgb, shift
from .paths import Point
from .soft import BICUBIC, level, noise, relief, toned


def masked(size: tuple[int, int], outline: Sequence[Point], scale: float) -> Image.Image:
    """The outline as a mask with soft edges."""
    mask = Image.new("L", (size[0] * 2, size[1] * 2), 0)
    ImageDraw.Draw(mask).polygon([(x * 2 * scale, y * 2 * scale) for x, y in outline], fill=255)
    return mask.resize(size, Image.Resampling.BOX)


def cut(
    outline: Sequence[Point], size: tuple[float, float], colour: Image.Image, near: Image.Image | None, scale: float
) -> Image.Image:
    """A coloured texture cut to shape, lit from the top left."""
    slope = Image.linear_gradient("L")
    lamp = Image.blend(slope, slope.rotate(90), 0.5).resize(colour.size, BICUBIC).point(lambda v: 146 - v * 0.24)
    light = Image.blend(lamp, near, 0.4) if near else lamp
    made = ImageChops.hard_light(colour, Image.merge("RGB", (light, light, light)))
    made.putalpha(masked(colour.size, outline, scale))
    return made


def cloth(
    outline: Sequence[Point], size: tuple[float, float], colour: Colour, seed: int, scale: float = 0.8, coarse: int = 3
) -> Image.Image:
    """Book cloth: threads over and under."""
    w, h = round(size[0] * scale), round(size[1] * scale)
    weave = Image.blend(noise(w, h, (w // coarse, h // 22), seed, 1), noise(w, h, (w // 22, h // coarse), seed + 1, 1), 0.5)
    tone = Image.blend(weave, noise(w, h, (4, 5), seed + 2, 2), 0.3)
    image = toned(tone, [(0.1, shift(colour, -0.09)), (0.5, colour), (0.9, shift(colour, 0.07, 0.9))])
    return cut(outline, size, image, relief(weave, 0.5, 1, 1), scale)


def paper(
    outline: Sequence[Point],
    size: tuple[float, float],
    colour: Colour,
    seed: int,
    scale: float = 0.8,
    fibres: int = 90,
    rough: float = 0.5,
) -> Image.Image:
    """Handmade paper: clouds in the pulp, a few long fibres."""
    w, h = round(size[0] * scale), round(size[1] * scale)
    fine = noise(w, h, (w // 3, h // 3), seed, 2)
    tone = Image.blend(noise(w, h, (7, 8), seed + 1, 3), fine, 0.4)
    image = toned(tone, [(0.15, shift(colour, -0.05 * rough)), (0.5, colour), (0.85, shift(colour, 0.04 * rough))])
    source = random.Random(seed)
    draw = ImageDraw.Draw(image)
    for _ in range(fibres):
        x, y = source.uniform(0, w), source.uniform(0, h)
        points = [(x, y)]
        for _ in range(4):
            x, y = x + source.uniform(-9, 9), y + source.uniform(-9, 9)
            points.append((x, y))
        draw.line(points, fill=rgb(shift(colour, source.choice((-0.07, -0.05, 0.05)))), width=1)
    image = image.filter(ImageFilter.GaussianBlur(0.6))
    return cut(outline, size, image, relief(fine, 0.4 * rough, 1, 1), scale)


def stone(
    outline: Sequence[Point],
    size: tuple[float, float],
    colour: Colour,
    seed: int,
    scale: float = 0.8,
    veins: float = 0.5,
    vein: Colour | None = None,
) -> Image.Image:
    """Polished or sawn stone: clouds, and veins where two clouds meet."""
    w, h = round(size[0] * scale), round(size[1] * scale)
    clouds = noise(w, h, (4, 5), seed, 4)
    fine = noise(w, h, (w // 2, h // 2), seed + 1, 1)
    image = toned(
        level(Image.blend(clouds, fine, 0.16), 60, 196),
        [(0.0, shift(colour, -0.09)), (0.5, colour), (1.0, shift(colour, 0.07, 0.9))],
    )
    ridge = noise(w, h, (3, 4), seed + 2, 4).point([max(0, 255 - abs(v - 128) * 22) for v in range(256)])
    tint = Image.new("RGB", image.size, rgb(vein or shift(colour, 0.16, 0.6)))
    image.paste(tint, (0, 0), ridge.point(lambda v: v * veins))
    return cut(outline, size, image, None, scale)


def fringe(image: Image.Image, reach: int, strength: float = 0.55, tint: tuple[int, int, int] = (20, 18, 22)) -> Image.Image:
    """A soft shadow in the shape of a picture, on a sheet larger by `reach` pixels all round."""
    sheet = Image.new("L", (image.width + 2 * reach, image.height + 2 * reach), 0)
    sheet.paste(image.getchannel("A"), (reach, reach))
    soft = sheet.filter(ImageFilter.GaussianBlur(reach / 3)).point(lambda v: v * strength)
    made = Image.new("RGBA", sheet.size, (*tint, 0))
    made.putalpha(soft)
    return made
