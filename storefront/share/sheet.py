"""One picture being made: an SVG template sets letters, seal and code; photos go underneath; PNG or JPEG comes out.

resvg keeps the interpreter to itself while it draws, so it gets the little that only it can do, the lettering. Photos are scaled,
placed and encoded by Pillow, which lets other threads run meanwhile.
"""

import base64
import io
import re
from concurrent.futures import ThreadPoolExecutor
from functools import wraps
from pathlib import Path

import resvg_py
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from PIL import Image

from storefront.kit import turns
from storefront.share import lettering, photos, qr, seals
from storefront.share.faces import Face
from storefront.share.frames import Frame

TEMPLATES = Path(__file__).parent.parent.parent / "templates" / "share"
_templates = Environment(
    loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
_SPACED = re.compile(r"[\u0020-\u052f\u1e00-\u2bff]*")  # scripts whose letters may move apart or together
_easel = ThreadPoolExecutor(1, "easel")


def one_at_a_time(draw):
    """Pictures are made one after the other by one thread of their own.

    Each needs some 30 MB while it is made, and a thread that has made one keeps its share of that: a crowd at the door waits
    a moment rather than fill the memory.
    """

    @wraps(draw)
    def drawn(*args, **kwargs):
        with turns.lent():
            return _easel.submit(draw, *args, **kwargs).result()

    return drawn


class Sheet:
    """A picture of `width` × `height` units for one shop; `zoom` pixels to the unit."""

    def __init__(self, brand: seals.Brand, width: int, height: int, zoom: float = 1):
        self.brand, self.tones = brand, brand.palette
        self.width, self.height, self.zoom = width, height, zoom
        self._files: set[str] = set()
        self._photos: list[tuple[Image.Image, tuple[int, int], Image.Image | None]] = []

    # --- what templates call ---------------------------------------------------------------------------------------------
    def text(self, x, y, text: str, style: str, size: float, fill: str, anchor: str = "start", spacing: float = 0.0) -> Markup:
        """One line with its baseline at `y`; `anchor` start, middle or end; `spacing` in ems."""
        if not text:
            return Markup("")
        spacing = spacing if _SPACED.fullmatch(text) else 0
        return self._line(x, y, [(text, size, spacing * size)], style, fill, anchor)

    def column(
        self, x, y, lines: list[str], leading: float, limit: float, style: str, size: float, fill: str, spacing: float = 0.0
    ) -> Markup:
        """Lines below one another, the first baseline at `y`; what reads leftwards stands at the right edge, `limit` from `x`."""
        leftwards = lettering.reads_leftwards("".join(lines))
        at, anchor = (x + limit, "end") if leftwards else (x, "start")
        return Markup("").join(
            self.text(at, y + i * leading, line, style, size, fill, anchor, spacing) for i, line in enumerate(lines)
        )

    def price(self, x, y, price: "Price | str", size: float, fill: str, anchor: str = "start", style: str = "display") -> Markup:
        """The number leads; currency mark and cents step back to 68 %."""
        pieces = [(text, size * share, spacing * size) for text, share, spacing in price_pieces(price)]
        return self._line(x, y, pieces, style, fill, anchor)

    def _line(self, x, y, pieces: list[tuple[str, float, float]], style: str, fill: str, anchor: str) -> Markup:
        """Pieces of (text, size, space between letters) in one line. Every run gets its own place.

        resvg shapes what hangs together with the first font that has all of its characters, so "¥59 起" would come out in the Chinese
        face altogether. Only lines with Arabic or Hebrew hang together, because their order is resvg's to find.
        """
        if any(lettering.turns(text) for text, _, _ in pieces):
            spans = [self._run(face, part, size, 0) for text, size, _ in pieces for face, part in lettering.runs(text, style)]
            return Markup(f'<text x="{x:g}" y="{y:g}" fill="{escape(fill)}" text-anchor="{anchor}">{"".join(spans)}</text>')
        whole = sum(lettering.width(text, style, size) + len(text) * space for text, size, space in pieces)
        x -= {"start": 0, "middle": whole / 2, "end": whole}[anchor]
        spans = []
        for text, size, space in pieces:
            for face, part in lettering.runs(text, style):
                spans.append(self._run(face, part, size, space, x))
                x += face.length(part) * size + len(part) * space
        return Markup(f'<text y="{y:g}" fill="{escape(fill)}">{"".join(spans)}</text>')

    def _run(self, face: Face, part: str, size: float, space: float, x: float | None = None) -> str:
        self._files.add(face.path)
        place = f' x="{x:.2f}"' if x is not None else ""
        apart = f' letter-spacing="{space:.2f}"' if space else ""
        return f'<tspan{place} font-family="{face.family}" font-weight="{face.weight}" font-size="{size:g}"{apart}>{escape(part)}</tspan>'

    def seal(self, x, y, size: float, maskable: bool = False) -> Markup:
        """The shop's seal, or its logo in the same shape, with its upper left corner at `x`, `y`."""
        logo = photos.cover(self.brand.logo, round(size * self.zoom), round(size * self.zoom))
        if logo is not None:
            body = self._image(logo, size, 0 if maskable else 0.27 * size)
        else:
            body = seals.ground(self.tones, size, maskable) + self._character(size * (0.84 if maskable else 1), size / 2)
        return Markup(f'<g transform="translate({x:g} {y:g})">{body}</g>')

    def _character(self, size: float, centre: float) -> Markup:
        shown = seals.seal_text(self.brand.seal, self.brand.name)
        if not shown:  # nothing of the name can be cut: a full moon
            return Markup(f'<circle cx="{centre:g}" cy="{centre:g}" r="{0.15 * size:g}" fill="{self.tones.on_fill}"/>')
        wide = lettering.width(shown, "seal", 1)
        height = size * min(0.5, 0.66 / max(wide, 0.1))
        (face, part), *_ = lettering.runs(shown, "seal")
        top, bottom = (
            (-0.88, 0.12) if "\u2e80" <= part <= "\u9fff" else face.box(part)[1::2]
        )  # hanzi stand in a square, others on a line
        return self.text(centre, centre - (top + bottom) / 2 * height, shown, "seal", height, self.tones.on_fill, "middle")

    def code(self, link: str, x, y, side: float) -> Markup:
        """The QR code of `link` without its quiet zone, which the template leaves white around it: four modules, `side` / count × 4."""
        scale = side / len(qr.modules(link))
        return Markup(
            f'<path transform="translate({x:g} {y:g}) scale({scale:g})" shape-rendering="crispEdges" fill="#000" d="{qr.path(link)}"/>'
        )

    def _image(self, image: Image.Image, size: float, radius: float) -> Markup:
        out = io.BytesIO()
        image.save(out, "PNG", compress_level=1)
        data = base64.b64encode(out.getvalue()).decode()
        return Markup(
            f'<clipPath id="logo"><rect width="{size:g}" height="{size:g}" rx="{radius:g}"/></clipPath>'
            f'<image width="{size:g}" height="{size:g}" clip-path="url(#logo)" href="data:image/png;base64,{data}"/>'
        )

    # --- photos and the finished picture -------------------------------------------------------------------------------------
    def photo(self, photo: bytes | None, frame: Frame, focus: photos.Focus = photos.CENTRE) -> None:
        """Lays a photo into a frame of the white paper; the frame stays `empty` where there is none to lay."""
        left, top = round(frame.x * self.zoom), round(frame.y * self.zoom)
        size = round((frame.x + frame.width) * self.zoom) - left, round((frame.y + frame.height) * self.zoom) - top
        cut = photos.cover(photo, *size, focus)
        frame.empty = cut is None
        if cut is not None:
            self._photos.append((cut, (left, top), photos.rounded(size, round(frame.radius * self.zoom))))

    def drawing(self, template: str, top: float = 0, **context) -> Image.Image:
        """What the template draws, on nothing (RGBA), from `top` to the lower edge: the less resvg paints, the sooner it is done."""
        inside = _templates.get_template(template).render(sheet=self, tones=self.tones, **context)
        high = self.height - top
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{round(self.width * self.zoom)}" height="{round(high * self.zoom)}" '
            f'viewBox="0 {top:g} {self.width:g} {high:g}">{inside}</svg>'
        )
        drawn = resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=sorted(self._files))
        return Image.open(io.BytesIO(bytes(drawn)))

    def draw(self, template: str, top: float = 0, **context) -> Image.Image:
        """The finished picture in RGB: white paper, the photos, and the drawing over them. Nothing may be drawn above `top`."""
        top = top // 1
        picture = Image.new("RGB", (round(self.width * self.zoom), round(self.height * self.zoom)), "white")
        for photo, corner, shape in self._photos:
            picture.paste(photo, corner, shape)
        drawing = self.drawing(template, top, **context)
        picture.paste(drawing, (0, picture.height - drawing.height), drawing)
        return picture


Price = tuple[str, str, str, str]  # mark before, whole units, decimals, mark after: Money.parts()


def price_pieces(price: Price | str) -> list[tuple[str, float, float]]:
    """The pieces of a price that are not empty, as (text, share of the size, spacing in ems of the size). A text is one piece."""
    before, whole, cents, after = ("", price, "", "") if isinstance(price, str) else price
    pieces = [(_mark(before), 0.68, 0.02), (_mark(whole), 1.0, -0.02), (_mark(cents + after), 0.68, 0.0)]
    return [piece for piece in pieces if piece[0]]


def _mark(text: str) -> str:
    """A piece of a price with the space that parts it from the number, which must not be lost."""
    drawn = lettering.drawable(text)
    lead, trail = text[:1].isspace(), text[-1:].isspace()
    return ("\xa0" if lead else "") + drawn + ("\xa0" if trail else "") if drawn else ""


def price_width(price: Price | str, size: float, style: str = "display") -> float:
    """Width of a price as `Sheet.price` sets it."""
    return sum(
        lettering.width(text, style, size * share) + len(text) * spacing * size for text, share, spacing in price_pieces(price)
    )


def price_size(price: Price | str, sizes: tuple[int, ...], limit: float) -> float:
    """The first of `sizes` (largest first) at which a price is no wider than `limit`; smaller than all of them if it must be."""
    fitting = (size for size in sizes if price_width(price, size) <= limit)
    return next(fitting, None) or sizes[-1] * limit / price_width(price, sizes[-1])


def png(picture: Image.Image) -> bytes:
    """PNG bytes. Packed lightly: a photo would take three times as long to come out three per cent smaller."""
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=2)
    return out.getvalue()
