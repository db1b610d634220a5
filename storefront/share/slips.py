"""Slips for thermal printers: one column, one bit, as long as they need to be."""

import io

from PIL import Image

from storefront.share import photos, qr, wrapping
from storefront.share.foot import bare
from storefront.share.photos import CENTRE, Focus
from storefront.share.seals import Brand, Palette
from storefront.share.sheet import Price, Sheet, one_at_a_time, price_pieces, price_size

WIDTH = 384  # dots across a 58 mm roll at 203 dots per inch
PAD = 12
PHOTO = 270  # dots high
BLACK = Palette(*["#fff"] * 3, *["#000"] * 4, *["#fff"] * 3, *["#000"] * 2)


class _Column:
    """What stands on the slip, from top to bottom; `y` is where the next thing begins."""

    def __init__(self, y: float):
        self.y = y
        self.blocks: list[dict] = []

    def add(self, text: str, style: str, sizes: tuple[int, ...], lines: int, gap: float) -> None:
        size, found = wrapping.fit(text, style, sizes, WIDTH - 2 * PAD, lines)
        if found:
            self.blocks.append(
                {"lines": found, "style": style, "size": size, "leading": size * 1.28, "y": self.y + gap + size * 0.9}
            )
            self.y += gap + size * 1.28 * len(found)


@one_at_a_time
def receipt(
    brand: Brand, photo: bytes | None, name: str, price: Price | str | None, link: str, *, words: str = "", focus: Focus = CENTRE
) -> bytes:
    """A slip for a 58 mm printer as PNG, 384 dots wide: seal, shop, photo in dots, name, price, code, `words`, link."""
    sheet = Sheet(brand, WIDTH, 1)
    sheet.tones = BLACK
    column = _Column(16 + 88)
    column.add(brand.name, "semibold", (32, 28, 24), 2, 12)
    dots = _dots(photo, focus)
    photo_y = int(column.y) + 16
    column.y = photo_y + PHOTO if dots else column.y
    column.add(name, "semibold", (30, 28, 26), 3, 18)
    price = price if price and price_pieces(price) else None
    size = price_size(price, (76, 68, 60, 52, 44, 36, 28), WIDTH - 2 * PAD) if price else 0
    price_y = column.y + 14 + size * 0.78
    column.y = price_y + 8 if price else column.y
    count = len(qr.modules(link))
    unit = max(2, min(9, (WIDTH - 8) // (count + 2 * qr.QUIET)))
    code_y = int(column.y) + qr.QUIET * unit
    column.y = code_y + (count + qr.QUIET) * unit - 12
    column.add(words, "regular", (24, 22), 3, 4)
    column.add(bare(link), "regular", (24, 22, 20, 18), 3, 4)
    sheet.height = int(column.y) + 20
    drawn = sheet.draw(
        "receipt.svg",
        blocks=column.blocks,
        price=price,
        price_size=size,
        price_y=price_y,
        link=link,
        code=count * unit,
        code_y=code_y,
    )
    slip = drawn.convert("L").point(lambda grey: 255 if grey > 140 else 0).convert("1")
    if dots:
        slip.paste(dots, (PAD, photo_y))
    out = io.BytesIO()
    slip.save(out, "PNG", optimize=True)
    return out.getvalue()


def _dots(photo: bytes | None, focus: Focus) -> Image.Image | None:
    """The photo in black dots, a little lighter than it is, because paper drinks."""
    cut = photos.cover(photo, WIDTH - 2 * PAD, PHOTO, focus)
    return cut and cut.convert("L").point(lambda grey: round(255 * (grey / 255) ** 0.75)).convert("1")
