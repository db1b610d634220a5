"""Posters of an item, a collection or a shop, for screens and for paper.

Plain values and photo bytes in, PNG bytes out. Nothing here fails on what people wrote: too long is cut with an ellipsis, what
cannot be drawn is replaced (see `lettering`), a photo that cannot be read gives way to the seal. Links are drawn as they are given.
"""

from storefront.share import wrapping
from storefront.share.foot import Foot, leading
from storefront.share.frames import Frame, mosaic
from storefront.share.photos import CENTRE, Focus
from storefront.share.seals import Brand, seal_text
from storefront.share.sheet import Price, Sheet, one_at_a_time, png

# units wide and high, white margin, pixels per unit: A4 comes to 196 and A6 to 261 dots per inch
SIZES = {"screen": (1080, 1440, 0, 1), "a4": (1080, 1527, 48, 1.5), "a6": (1080, 1527, 48, 1)}


@one_at_a_time
def poster(
    brand: Brand,
    photo: bytes | None,
    name: str,
    price: Price | str | None,
    link: str,
    *,
    words: str = "",
    was: Price | str | None = None,
    focus: Focus = CENTRE,
    size: str = "screen",
) -> bytes:
    """The poster of an item as PNG: 1080 × 1440 pixels for screens, or `size` a4 (1620 × 2290) or a6 (1080 × 1527) for paper.

    `price` and `was` are `Money.parts()` or a text; `words` a line or two of the seller's below the name.
    """
    return _poster(brand, [(photo, focus)], name, price, link, words, was, size)


@one_at_a_time
def collection_poster(
    brand: Brand,
    pictures: list[bytes],
    name: str,
    link: str,
    *,
    words: str = "",
    price: Price | str | None = None,
    size: str = "screen",
) -> bytes:
    """The poster of a collection as PNG, sizes as `poster`: up to four pictures, its name, and `words` such as "12 items"."""
    shown = [(picture, CENTRE) for picture in pictures[:4]] or [(None, CENTRE)]
    return _poster(brand, shown, name, price, link, words, None, size, "display")


def _poster(brand, pictures, name, price, link, words, was, size, style="regular") -> bytes:
    width, height, margin, zoom = SIZES[size]
    sheet = Sheet(brand, width, height, zoom)
    foot = _foot(brand, link, name, style, price, was, words, margin or 56, width, height)
    frames = mosaic(len(pictures), margin, margin, width - 2 * margin, foot.top - margin, 28 if margin else 0)
    for frame, (picture, focus) in zip(frames, pictures, strict=True):
        sheet.photo(picture, frame, focus)
    upper = 0 if any(frame.empty for frame in frames) else foot.top
    return png(sheet.draw("poster.svg", upper, frames=frames, foot=foot))


def _foot(brand, link, name, style, price, was, words, pad, width, height) -> Foot:
    """The measured foot of a poster, standing on the lower edge and as high as it needs to be."""
    foot = Foot(x=pad, link=link, seal=76, name_style=style)
    foot.place_code(width - pad, 308)
    foot.shop_size, shop = wrapping.fit(brand.name, "semibold", (38, 35, 32), foot.limit - foot.seal - 22, 1, -0.01)
    foot.shop = "".join(shop)
    plain = style == "regular"
    foot.name_size, foot.name = wrapping.fit(name, style, (46, 43, 40) if plain else (60, 54, 48), foot.limit, 2)
    foot.name_leading = foot.name_size * (leading(foot.name, 1.24, 1.36) if plain else leading(foot.name, 1.16, 1.26))
    foot.words_size = 30
    foot.words = wrapping.wrap(words, "regular", foot.words_size, foot.limit, 2 if len(foot.name) < 2 or not price else 1)
    foot.words_leading = foot.words_size * leading(foot.words, 1.36, 1.48)
    foot.set_price(price, was, (116, 108, 100, 92, 84, 76, 68, 60, 52, 44))
    column = 54 + foot.seal + 58
    column += 20 + len(foot.name) * foot.name_leading if foot.name else 0
    column += 8 + len(foot.words) * foot.words_leading if foot.words else 0
    column += 34 + foot.price_size * 0.73 if foot.price else 0
    beside = 54 + foot.code + foot.quiet + len(foot.shown) * foot.link_size * 1.25 + 44
    foot.top = int(height - max(column, beside))
    foot.seal_y = foot.top + 54
    foot.shop_y = foot.seal_y + foot.seal / 2 + foot.shop_size * 0.36
    foot.name_y = foot.seal_y + foot.seal + 20 + foot.name_size * 0.98
    foot.words_y = foot.name_y + (len(foot.name) - 1) * foot.name_leading + 10 + foot.words_size * 1.3
    foot.price_y = height - 58
    foot.code_y = foot.top + 54
    foot.link_y = foot.code_y + foot.code + foot.quiet + foot.link_size * 0.9
    return foot


@one_at_a_time
def shop_poster(
    brand: Brand, cover: bytes | None, words: str, link: str, *, focus: Focus = CENTRE, size: str = "screen"
) -> bytes:
    """The poster of a shop as PNG, sizes as `poster`: cover, large seal, name, what it says of itself (`words`), code and link."""
    width, height, margin, zoom = SIZES[size]
    sheet = Sheet(brand, width, height, zoom)
    foot = Foot(x=margin or 56, link=link, seal=212)
    foot.place_code(width - foot.x, 340)
    foot.name_size, foot.name = wrapping.fit(brand.name, "display", (84, 76, 68, 60), foot.across, 2, -0.015)
    foot.name_leading = foot.name_size * leading(foot.name, 1.14, 1.24)
    foot.words_size, foot.words = wrapping.fit(words, "regular", (38, 36, 34), foot.limit, 6)
    foot.words_leading = foot.words_size * leading(foot.words, 1.42, 1.56)
    foot.code_y = height - 52 - len(foot.shown) * foot.link_size * 1.25 - foot.quiet - foot.code
    foot.link_y = foot.code_y + foot.code + foot.quiet + foot.link_size * 0.9
    foot.words_y = foot.code_y + foot.words_size * 0.82
    foot.name_y = foot.code_y - foot.quiet - 20 - (len(foot.name) - 1) * foot.name_leading
    foot.seal_y = foot.name_y - foot.name_size * 0.78 - 44 - foot.seal
    frame = Frame(margin, margin, width - 2 * margin, int(foot.seal_y + foot.seal * 0.56) - margin, 28 if margin else 0)
    sheet.photo(cover, frame, focus)
    upper = 0 if frame.empty else foot.seal_y - 10
    mark = seal_text(brand.seal, brand.name)
    return png(sheet.draw("poster_shop.svg", upper, cover=frame, foot=foot, mark=mark, big=frame.height * 1.25))
