"""Posters, link cards and icons as bytes: what they show is gathered here, drawn by `posters`, `cards` and `icons`, and kept.

A `Drawing` knows its key without being drawn: it names everything on the picture and the design itself. The drawing code and its
libraries are loaded when the first picture is drawn.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from storefront import media
from storefront.kit import i18n
from storefront.media import names
from storefront.share import addresses
from storefront.share.kept import Kept
from storefront.share.things import Thing

SIZES = ("screen", "a4", "a6", "roll")
_TYPES = {"png": "image/png", "jpg": "image/jpeg"}

_kept: Kept | None = None


def configure(config) -> None:
    """Where drawn pictures are kept: beside the photos. Called when the app is made."""
    global _kept
    _kept = Kept(config.pictures / "drawn")


@dataclass(frozen=True)
class Drawing:
    """One picture that can be drawn. `key` is a hash of all that it shows."""

    key: str
    form: str
    draw: Callable[[], bytes]

    @property
    def type(self) -> str:
        """Its media type."""
        return _TYPES[self.form]

    @property
    def version(self) -> str:
        """The end of an address that never changes its content."""
        return self.key[:12]

    def bytes(self, before: Callable[[], object] = lambda: None) -> bytes:
        """The picture. `before()` is called where it has to be drawn, and may refuse."""

        def drawn() -> bytes:
            before()
            return self.draw()

        return _kept.fetch(self.key, drawn)


def _drawing(form: str, values: tuple, draw: Callable[[], bytes]) -> Drawing:
    said = repr((_design(), form, values)).encode()
    return Drawing(hashlib.blake2b(said, digest_size=16).hexdigest(), form, draw)


@lru_cache
def _design() -> str:
    """Changes whenever a picture would be drawn differently from the same values."""
    here = Path(__file__).parent
    files = sorted(
        [*here.glob("*.py"), *(here.parent.parent / "templates" / "share").glob("*.svg"), here / "fonts" / "manifest.json"]
    )
    return hashlib.blake2b(b"".join(path.read_bytes() for path in files), digest_size=8).hexdigest()


def _face(shop) -> tuple:
    """What a picture shows of a shop, in plain values."""
    logo = shop.logo.code if shop.logo_id else ""
    return (shop.name, shop.seal, shop.hue, shop.chroma, shop.bright, shop.tint, logo)


def _brand(shop):
    from storefront.share.seals import Brand

    logo = photo(shop.logo, 640) if shop.logo_id else None
    return Brand(shop.name, shop.seal, shop.hue, shop.chroma, shop.bright, shop.tint, logo)


def photo(picture, wanted: int) -> bytes | None:
    """The JPEG of a picture, at least `wanted` pixels wide where there is one; None where its file is not there."""
    try:
        return media.store.open(names.file_name(picture.code, names.pick(picture.width, wanted), "jpeg"))
    except KeyError:
        return None


def _seen(pictures: list) -> tuple:
    return tuple((picture.code, picture.focus_x, picture.focus_y) for picture in pictures)


def _first(thing: Thing, wanted: int) -> tuple[bytes | None, tuple[int, int]]:
    if not thing.pictures:
        return None, (50, 50)
    return photo(thing.pictures[0], wanted), (thing.pictures[0].focus_x, thing.pictures[0].focus_y)


def _price(thing: Thing):
    """As pictures take it: pieces of a price, or words where it is "from"."""
    if thing.price is None:
        return None
    return thing.price_words if thing.price_varies else thing.price.parts()


def _said(thing: Thing) -> tuple:
    """The words and numbers of a thing in its shop's language: a picture is the same for everybody."""
    with i18n.speaking(thing.shop.language):
        return thing.name, thing.words_line, _price(thing), thing.was.parts() if thing.was else None


def poster(thing: Thing, link, size: str = "screen") -> Drawing:
    """The poster of a thing with the code of `link`; `size` screen (1080 × 1440), a4, a6, or roll (58 mm, black on white)."""
    name, words, price, was = _said(thing)
    link_url = addresses.url(link)
    values = ("poster", thing.kind, size, _face(thing.shop), _seen(thing.pictures), name, words, price, was, link_url)
    return _drawing("png", values, lambda: _poster(thing, size, name, words, price, was, link_url))


def _poster(thing: Thing, size, name, words, price, was, link_url) -> bytes:
    from storefront.share import posters, slips

    brand = _brand(thing.shop)
    if size == "roll":
        image, focus = _first(thing, 640)
        said = words if thing.kind == "shop" else name
        return slips.receipt(brand, image, said, price, link_url, words=words if thing.kind == "collection" else "", focus=focus)
    wanted = 1600 if size == "a4" else 1080
    if thing.kind == "collection":
        shown = [
            each for each in (photo(picture, wanted if len(thing.pictures) < 2 else 640) for picture in thing.pictures) if each
        ]
        return posters.collection_poster(brand, shown, name, link_url, words=words, size=size)
    image, focus = _first(thing, wanted)
    if thing.kind == "shop":
        return posters.shop_poster(brand, image, words, link_url, focus=focus, size=size)
    return posters.poster(brand, image, name, price, link_url, was=was, focus=focus, size=size)


def card(thing: Thing) -> Drawing:
    """What a chat shows with the link: a JPEG of 1200 × 630 pixels."""
    name, words, price, _was = _said(thing)
    said = words if thing.kind == "shop" else name
    values = ("card", _face(thing.shop), _seen(thing.pictures[:1]), said, price)

    def draw() -> bytes:
        from storefront.share import cards

        image, focus = _first(thing, 1080)
        return cards.link_card(_brand(thing.shop), image, said, price, focus=focus)

    return _drawing("jpg", values, draw)


def icon(shop, size: int, maskable: bool = False) -> Drawing:
    """The seal or logo as a square PNG."""

    def draw() -> bytes:
        from storefront.share import icons

        return icons.seal_png(_brand(shop), size, maskable)

    return _drawing("png", ("icon", _face(shop), size, maskable), draw)
