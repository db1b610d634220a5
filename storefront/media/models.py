"""Pictures: re-encoded uploads in up to four widths, never the file that came in."""

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import peewee

from storefront.kit import colour, db, ids
from storefront.media import names

WIDTHS = names.WIDTHS
FORMATS = ("avif", "webp", "jpeg")  # best first
SIGNED_SECONDS = 600


class Drawable:
    """What a page needs of a picture to show it: addresses in every width, and the two classes that stand in for style."""

    @property
    def widths(self) -> tuple[int, ...]:
        """The widths that exist. None is larger than the photo was."""
        return names.widths_of(self.width)

    def url(self, width: int = 1080, fmt: str = "jpeg") -> str:
        """Where the file is: the smallest that is at least `width` pixels wide, else the largest there is.

        A private picture gets a signed path that ends after ten minutes: whoever prints it has checked who is looking.
        """
        name = names.file_name(self.code, names.pick(self.width, width), fmt)
        if self.public:
            return f"/pictures/{name}"
        return f"/pictures/private/{ids.sign('picture', name, SIGNED_SECONDS)}"

    @property
    def tint_class(self) -> str:
        """The classes that colour its place while it loads: "tint hue-0" to "tint hue-11", "" for greys."""
        return _tint_class(self.tint)

    @property
    def css_class(self) -> str:
        """The tint, and where its subject is when it is cut: "tint hue-5 fx-0 fy-4" (fifths; the middle needs no word)."""
        return _css_class(self.tint, self.focus_x, self.focus_y)


@lru_cache(4096)
def _tint_class(tint: str) -> str:
    _lightness, chroma, hue = colour.srgb_to_oklch(tuple(int(tint[i : i + 2], 16) for i in (1, 3, 5)))
    return f"tint hue-{int(hue / 30) % 12}" if chroma >= 0.02 else ""


@lru_cache(4096)
def _css_class(tint: str, x: int, y: int) -> str:
    spots = (f"fx-{round(x / 20)}" if x != 50 else "", f"fy-{round(y / 20)}" if y != 50 else "")
    return " ".join(part for part in (_tint_class(tint), *spots) if part)


@dataclass(slots=True)
class Shown(Drawable):
    """A picture as lists read it, without a row object of its own."""

    code: str
    width: int
    height: int
    formats: str = "jpeg"
    tint: str = "#e9f0ed"
    focus_x: int = 50
    focus_y: int = 50
    alt: str = ""
    public: bool = True


class Picture(db.ShopOwned, Drawable):
    """One picture. Files are `<code>-<width>.<format>` in the store; `formats` grows when the worker has made AVIF and WebP."""

    id = peewee.AutoField()
    shop = peewee.IntegerField(column_name="shop_id")  # media knows no shops: they stand to its right
    code = peewee.CharField(22, unique=True)  # unguessable
    kind = peewee.CharField(10, default="item")  # item, logo, cover, proof, evidence, document, review
    public = peewee.BooleanField(default=True)
    width = peewee.IntegerField()  # of its largest file
    height = peewee.IntegerField()
    formats = peewee.CharField(30, default="jpeg")  # comma separated, best first
    tint = peewee.CharField(7, default="#e9f0ed")  # its average colour
    focus_x = peewee.IntegerField(default=50)  # per cent
    focus_y = peewee.IntegerField(default=50)
    alt = peewee.CharField(300, default="")
    size = peewee.IntegerField(default=0)  # bytes of all files
    fingerprint = peewee.CharField(64)  # SHA-256 of the pixels: the same proof twice is found by it
    created_at = db.UTCDateTimeField()

    class Meta:
        table_name = "picture"
        indexes = ((("shop", "kind", "id"), False), (("shop", "fingerprint"), False))


class PictureSpace(db.ShopOwned):
    """How many bytes a shop keeps: what its own people put there, and apart from it what buyers sent (proofs, evidence).

    A guard on this row is the quota; a buyer can never fill the seller's part.
    """

    shop = peewee.IntegerField(column_name="shop_id")
    side = peewee.CharField(7, constraints=[peewee.Check("side IN ('own','visitor')")])
    bytes = peewee.BigIntegerField(default=0, constraints=[peewee.Check("bytes >= 0")])
    pictures_count = peewee.IntegerField(default=0)

    class Meta:
        table_name = "picture_space"
        primary_key = peewee.CompositeKey("shop", "side")


class Encoded(NamedTuple):
    """AVIF and WebP of a picture are ready, so the pages that show it can offer them."""

    picture: int
    shop: int
