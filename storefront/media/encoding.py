"""From an upload to clean pictures: upright, in sRGB, at most 1600 pixels wide, with nothing left of the file that came in.

Memory is the scarce thing (a 40 megapixel picture is 160 MB while it is open), so few are open at a time: two that people wait
for, one in the background.
"""

import hashlib
import io
import threading
import warnings
from dataclasses import dataclass

from PIL import Image, ImageCms, ImageFile

from storefront.kit import log, turns
from storefront.media import names, sniffing
from storefront.media.sniffing import MOST_OF_TALL, MOST_PIXELS, NotAPicture

ACCEPTED = ("JPEG", "PNG", "WEBP", "AVIF")
_SAVING = {
    "jpeg": {"format": "JPEG", "quality": 84, "optimize": True, "progressive": True},
    "webp": {"format": "WEBP", "quality": 78, "method": 4},
    "avif": {"format": "AVIF", "quality": 60, "speed": 8, "max_threads": 1},
}
_LARGEST_PROFILE = 1_000_000
_LARGE = 16_000_000  # pixels from which on memory is worth more than the last bit of sharpness
_SRGB = ImageCms.createProfile("sRGB")

Image.MAX_IMAGE_PIXELS = MOST_PIXELS
ImageFile.LOAD_TRUNCATED_IMAGES = False
warnings.simplefilter("error", Image.DecompressionBombWarning)
warnings.filterwarnings("ignore", module="PIL.TiffImagePlugin")  # broken metadata is thrown away anyway

_Turn = Image.Transpose
_TURNS = {  # EXIF's orientation → what makes it upright
    2: _Turn.FLIP_LEFT_RIGHT, 3: _Turn.ROTATE_180, 4: _Turn.FLIP_TOP_BOTTOM, 5: _Turn.TRANSPOSE,
    6: _Turn.ROTATE_270, 7: _Turn.TRANSVERSE, 8: _Turn.ROTATE_90,
}  # fmt: skip
_SIDEWAYS = (_Turn.TRANSPOSE, _Turn.ROTATE_270, _Turn.TRANSVERSE, _Turn.ROTATE_90)

_open_at_once = threading.BoundedSemaphore(2)


@dataclass(frozen=True)
class Clean:
    """A picture as we keep it: pixels and what is worked out from them."""

    image: Image.Image
    tint: str  # "#aabbcc", its average colour
    fingerprint: str  # SHA-256 of its pixels

    @property
    def widths(self) -> tuple[int, ...]:
        return names.widths_of(self.image.width)


def read(data: bytes) -> Clean:
    """Decode an upload. Raises NotAPicture with a sentence for everything that is not one whole picture of an accepted format."""
    fmt, width, height = sniffing.examine(data)
    with turns.lent(computing=True), _open_at_once:
        try:
            image = _decode(data, fmt, (width, height))
        except NotAPicture:
            raise
        except Exception as error:  # decoders raise whatever they like at damaged files; each of them is a no with a reason
            log.info("picture.refused", format=fmt, error=repr(error)[:200])
            raise NotAPicture(sniffing.incomplete()) from None
    pixels = image.tobytes()
    return Clean(image, _average(image), hashlib.sha256(b"%dx%d" % image.size + pixels).hexdigest())


def _decode(data: bytes, fmt: str, size: tuple[int, int]) -> Image.Image:
    largest = names.WIDTHS[-1]
    with Image.open(io.BytesIO(data), formats=(fmt,)) as source:
        if source.width * source.height > MOST_PIXELS:  # the header said less than the decoder found
            raise NotAPicture(sniffing.incomplete())
        turn = _TURNS.get(_orientation(source))
        width, height = reversed(source.size) if turn in _SIDEWAYS else source.size
        if height > 2 * width and width * height > MOST_OF_TALL:
            raise NotAPicture(sniffing.too_many(MOST_OF_TALL))
        profile = source.info.get("icc_profile")
        if fmt == "JPEG":
            # a JPEG unfolds at half or quarter size for a fraction of the work; twice what is kept leaves room to sharpen
            wanted = largest * 2 if source.width * source.height < _LARGE else largest
            source.draft(None, (1, wanted) if turn in _SIDEWAYS else (wanted, 1))
        source.load()
        image = _shrink(_plain_mode(source), largest, sideways=turn in _SIDEWAYS)
    if turn is not None:
        image = image.transpose(turn)
    image = _to_srgb(image, profile)
    return _without_anything_else(image)


def _orientation(source: Image.Image) -> int:
    try:
        return source.getexif().get(0x0112, 1)
    except Exception:  # metadata that cannot be read decides nothing
        return 1


def _plain_mode(image: Image.Image) -> Image.Image:
    """A mode that can be scaled: palettes and odd depths become what they show."""
    if image.mode in ("RGB", "RGBA", "L", "CMYK"):
        return image
    if image.mode == "1":
        return image.convert("L")
    if image.mode in ("LA", "La", "PA", "RGBa") or (image.mode == "P" and "transparency" in image.info):
        return image.convert("RGBA")
    if image.mode.startswith("I;16"):
        return image.point(lambda value: value / 256).convert("L")
    return image.convert("RGB")


def _shrink(image: Image.Image, largest: int, sideways: bool) -> Image.Image:
    width = image.height if sideways else image.width
    if width <= largest:
        return image.copy()
    scale = largest / width
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Colours as the profile meant them: the profile itself goes with the rest of the metadata."""
    if profile and len(profile) <= _LARGEST_PROFILE and image.mode in ("RGB", "CMYK", "RGBA"):
        try:
            output = "RGBA" if image.mode == "RGBA" else "RGB"
            converted = ImageCms.profileToProfile(image, ImageCms.ImageCmsProfile(io.BytesIO(profile)), _SRGB, outputMode=output)
            image = converted if converted is not None else image
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a broken profile: the numbers as they are look right enough
    if image.mode == "RGBA":
        flat = Image.new("RGB", image.size, "white")
        flat.paste(image, mask=image.getchannel("A"))
        return flat
    return image if image.mode == "RGB" else image.convert("RGB")


def _without_anything_else(image: Image.Image) -> Image.Image:
    """The same pixels in an object that has never seen the metadata."""
    clean = Image.new("RGB", image.size)
    clean.paste(image)
    return clean


def _average(image: Image.Image) -> str:
    return "#{:02x}{:02x}{:02x}".format(*image.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0)))


def encode(image: Image.Image, fmt: str) -> dict[int, bytes]:
    """The picture in every width it is kept in: width → bytes of `fmt`. Each is made from the next larger one."""
    made = {}
    with turns.lent(computing=True):
        for width in reversed(names.widths_of(image.width)):
            if width != image.width:
                height = max(1, round(image.height * width / image.width))
                image = image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
            out = io.BytesIO()
            image.save(out, **_SAVING[fmt])
            made[width] = out.getvalue()
    return made


def reopen(data: bytes) -> Image.Image:
    """A picture of our own, from the store."""
    with Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
        image.load()
        return _without_anything_else(image)
