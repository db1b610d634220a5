"""Photos on pictures: opened once, turned upright, cut to a frame around the point that matters."""

import io

from PIL import Image, ImageDraw, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
Focus = tuple[int, int]  # per cent from the left and from the top
CENTRE: Focus = (50, 50)


def opened(photo: bytes | None, near: tuple[int, int] = (1600, 1600)) -> Image.Image | None:
    """The photo, upright, in RGB. None without a photo, or if the bytes are not a whole picture.

    A JPEG much larger than `near` is decoded at a half, a quarter or an eighth of its size, never smaller than `near`.
    """
    if not photo:
        return None
    try:
        with Image.open(io.BytesIO(photo), formats=FORMATS) as image:
            image.draft("RGB", near)
            return _flat(ImageOps.exif_transpose(image))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def fill(image: Image.Image, width: int, height: int, focus: Focus = CENTRE) -> Image.Image:
    """`image` scaled and cut to `width` × `height` pixels around `focus`."""
    return ImageOps.fit(image, (width, height), Image.Resampling.BICUBIC, centering=(focus[0] / 100, focus[1] / 100))


def cover(photo: bytes | None, width: int, height: int, focus: Focus = CENTRE) -> Image.Image | None:
    """The photo filling a frame; None where there is none to show."""
    image = opened(photo, (max(width, height), max(width, height)))  # the longer side twice: the photo may lie on its side
    return image and fill(image, width, height, focus)


def rounded(size: tuple[int, int], radius: int) -> Image.Image | None:
    """A mask with round corners for a picture of `size` pixels; None for square ones."""
    if not radius:
        return None
    corner = Image.new("L", (8 * radius, 8 * radius))  # four times as large, for smooth edges
    ImageDraw.Draw(corner).ellipse((0, 0, 8 * radius - 1, 8 * radius - 1), fill=255)
    corner = corner.resize((2 * radius, 2 * radius), Image.Resampling.BOX)
    mask = Image.new("L", size, 255)
    for x, left in ((0, 0), (size[0] - radius, radius)):
        for y, top in ((0, 0), (size[1] - radius, radius)):
            mask.paste(corner.crop((left, top, left + radius, top + radius)), (x, y))
    return mask


def _flat(image: Image.Image) -> Image.Image:
    """RGB, with white behind what is transparent."""
    if image.mode == "RGB":
        return image
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        rgba = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", rgba.size, "white"), rgba).convert("RGB")
    return image.convert("RGB")
