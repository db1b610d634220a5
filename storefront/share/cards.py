"""The picture that a chat shows with a link."""

import io

from PIL import Image, ImageOps

from storefront.share import photos, wrapping
from storefront.share.photos import CENTRE, Focus
from storefront.share.seals import Brand
from storefront.share.sheet import Price, Sheet, one_at_a_time, price_pieces, price_size, price_width

WIDTH, HEIGHT = 1200, 630
LEFT, RIGHT = 313, 887  # the middle square, which is all that some chats show, with a little air
EDGE = 448  # where the photo ends and the paper begins
NARROWEST = 700  # the sharp part of a photo fills the middle square at least


@one_at_a_time
def link_card(
    brand: Brand, photo: bytes | None, name: str, price: Price | str | None, *, focus: Focus = CENTRE, largest: int = 300_000
) -> bytes:
    """A JPEG of 1200 × 630 pixels under `largest` bytes: photo, name, shop and price. Whatever matters stands in the middle square."""
    sheet = Sheet(brand, WIDTH, HEIGHT)
    price = price if price and price_pieces(price) else None
    size = price_size(price, (68, 60, 52, 44, 36, 28), 300) if price else 0
    name_size, lines = wrapping.fit(name, "semibold", (36, 33, 30), RIGHT - LEFT, 1)
    beside = price_width(price, size) + 24 if price else 0
    shop_size, shop = wrapping.fit(brand.name, "regular", (30, 28, 26), RIGHT - LEFT - 74 - beside, 1)
    backdrop = _backdrop(photo, focus)
    context = {
        "edge": EDGE, "empty": backdrop is None, "left": LEFT, "right": RIGHT, "row": 594 if lines else 568,
        "name": lines, "name_size": name_size, "shop": shop, "shop_size": shop_size, "price": price, "price_size": size,
    }  # fmt: skip
    drawing = sheet.drawing("link_card.svg", EDGE if backdrop else 0, **context)
    picture = Image.new("RGB", (WIDTH, HEIGHT), "white")
    if backdrop:
        picture.paste(backdrop)
    picture.paste(drawing, (0, HEIGHT - drawing.height), drawing)
    return _jpeg(picture, largest)


def _jpeg(picture: Image.Image, largest: int) -> bytes:
    for quality in (90, 84, 76, 66, 54, 40, 25):
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
        if out.tell() < largest:
            break
    return out.getvalue()


def _backdrop(photo: bytes | None, focus: Focus) -> Image.Image | None:
    """The upper part of the card. A tall photo keeps its subject in the middle; its own edges, softened, fill the sides."""
    full = photos.opened(photo)
    if full is None:
        return None
    wide = round(min(WIDTH, max(NARROWEST, EDGE * full.width / full.height / 0.8)))  # at least four fifths of its height are seen
    sharp = photos.fill(full, wide, EDGE, focus)
    if wide == WIDTH:
        return sharp
    side, band, feather = (WIDTH - wide + 1) // 2, wide // 20, 48
    backdrop = Image.new("RGB", (WIDTH, EDGE))
    for start, left in ((0, 0), (WIDTH - side - feather, wide - band)):
        # a narrow band of the photo, mirrored and stretched: light and shade go on, and no shape is seen twice
        edge = ImageOps.mirror(sharp.crop((left, 0, left + band, EDGE))).resize((5, 18), Image.Resampling.BOX)
        backdrop.paste(edge.resize((side + feather, EDGE), Image.Resampling.BICUBIC), (start, 0))
    backdrop.paste(sharp, ((WIDTH - wide) // 2, 0), _feathered(wide, feather))
    return backdrop


def _feathered(wide: int, feather: int) -> Image.Image:
    """A mask that fades in and out at its left and right edge."""
    mask = Image.new("L", (wide, 1), 255)
    for i in range(feather):
        share = (i + 1) / (feather + 1)
        for x in (i, wide - 1 - i):
            mask.putpixel((x, 0), round(255 * share * share * (3 - 2 * share)))
    return mask.resize((wide, EDGE))
