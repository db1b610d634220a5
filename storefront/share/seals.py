"""The face of a shop: its colours as sRGB, and its seal as SVG for pages and PNG for icons.

A seal is what a shop without a logo has: the first character of its name, cut like a chop, in the shop's glaze. The figures are
those of the stylesheet (`seal.css`, and the light half of `tokens.css`), so that a poster looks like the shop.
"""

from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup, escape

from storefront.kit import colour
from storefront.share import lettering

WHITE = (255, 255, 255)
SONG = "'Songti SC','Noto Serif SC','Noto Serif CJK SC','SimSun',serif"


@dataclass(frozen=True)
class Brand:
    """What a picture shows of a shop. Values as the shop keeps them: hue in degrees, chroma in thousandths; logo is picture bytes."""

    name: str
    seal: str
    hue: int
    chroma: int
    bright: bool = False
    tint: bool = True
    logo: bytes | None = None

    def __post_init__(self):
        if not isinstance(self.chroma, int):
            raise TypeError("chroma is in whole thousandths, as the shop keeps it")

    @property
    def palette(self) -> "Palette":
        """The shop's colours on paper."""
        return palette(self.hue, self.chroma, self.bright, self.tint)


@dataclass(frozen=True)
class Palette:
    """Colours of the light theme as #rrggbb, with the names of the stylesheet's tokens; `ring` is the line inside a
    seal, `ghost` a character on `soft` that is more felt than read."""

    canvas: str
    sunk: str
    line: str
    ink: str
    ink_2: str
    ink_3: str
    fill: str
    on_fill: str
    ring: str
    soft: str
    on_soft: str
    ghost: str


@lru_cache(512)
def palette(hue: int, chroma: int, bright: bool = False, tint: bool = True) -> Palette:
    """The colours that follow from a shop's glaze (chroma in thousandths)."""
    c, t = chroma / 1000, 1 if tint else 0

    def tone(l: float, strength: float) -> colour.RGB:
        return colour.oklch_to_srgb(l, strength, hue)

    fill = tone(colour.BRIGHT_FILL if bright else colour.FILL, c)
    on_fill = tone(0.24, 0.038) if bright else WHITE
    soft, on_soft = tone(0.94, min(c * 0.4, 0.032)), tone(0.37, min(c, 0.085))
    tones = {
        "canvas": tone(0.972, 0.006 * t),
        "sunk": tone(0.948, 0.009 * t),
        "line": tone(0.905, 0.010 * t),
        "ink": tone(0.235, 0.022 * t),
        "ink_2": tone(0.44, 0.022 * t),
        "ink_3": tone(0.52, 0.020 * t),
        "fill": fill,
        "on_fill": on_fill,
        "ring": colour.mix(fill, on_fill, 0.55),
        "soft": soft,
        "on_soft": on_soft,
        "ghost": colour.mix(soft, on_soft, 0.07),
    }
    return Palette(**{name: colour.hexa(rgb) for name, rgb in tones.items()})


def seal_text(char: str, name: str = "") -> str:
    """What is cut into the seal: `char` as far as it can be drawn, else the first letter of `name` that can, else nothing."""
    shown = "".join(list(lettering.clusters(lettering.drawable(char)))[:2])
    if shown and lettering.NO_TYPE not in shown:
        return shown
    return next((part.upper() for part in lettering.clusters(lettering.drawable(name)) if part[0].isalnum()), "")


def seal_svg(char: str, hue: int, chroma: int, bright: bool = False, tint: bool = True, size: int | None = None) -> Markup:
    """A seal for browsers (a page, a favicon), lettered in the Song face of the reader's machine. Without `size` as large as its place."""
    tones = palette(hue, chroma, bright, tint)
    shown = "".join(list(lettering.clusters(" ".join((char or "").split())))[:2])
    fixed = f' width="{int(size)}" height="{int(size)}"' if size else ""
    height = 50 if len(shown) < 2 else 34
    return Markup(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"{fixed}>{ground(tones, 100)}'
        f'<text x="50" y="50" text-anchor="middle" dominant-baseline="central" font-family="{SONG}" font-weight="700" '
        f'font-size="{height}" fill="{tones.on_fill}">{escape(shown)}</text></svg>'
    )


def ground(tones: Palette, size: float, maskable: bool = False) -> Markup:
    """The body of a seal and the line inside it, without its character. `maskable` fills the corners: phones cut their own shape."""
    body = f'<rect width="{size:g}" height="{size:g}" rx="{0 if maskable else 0.27 * size:g}" fill="{tones.fill}"/>'
    if maskable:
        return Markup(body)
    inset, side = 0.0525 * size, 0.895 * size
    return Markup(
        f'{body}<rect x="{inset:g}" y="{inset:g}" width="{side:g}" height="{side:g}" rx="{0.2175 * size:g}" '
        f'fill="none" stroke="{tones.ring}" stroke-width="{0.035 * size:g}"/>'
    )
