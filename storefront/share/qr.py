"""QR codes: level M, four modules of quiet around, black on white in every theme.

The same text always gives the same code, so codes are kept by their text.
"""

import io
from functools import lru_cache

import qrcode
from markupsafe import Markup, escape
from PIL import Image

QUIET = 4  # modules of white that a reader needs on every side


@lru_cache(512)
def modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """Rows of the code without its quiet zone, True is black. Raises ValueError for more text than a code holds (about 2,300 bytes)."""
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=0)
    code.add_data(text.encode())
    try:
        code.make(fit=True)
    except (qrcode.exceptions.DataOverflowError, ValueError) as error:
        raise ValueError("too much text for one code") from error
    return tuple(tuple(map(bool, row)) for row in code.get_matrix())


@lru_cache(512)
def path(text: str) -> str:
    """The black modules as the `d` of one SVG path, one unit per module, from 0 0 without the quiet zone."""
    steps = []
    for y, row in enumerate(modules(text)):
        x = 0
        while x < len(row):
            if not row[x]:
                x += 1
                continue
            start = x
            while x < len(row) and row[x]:
                x += 1
            steps.append(f"M{start} {y}h{x - start}v1h-{x - start}z")
    return "".join(steps)


@lru_cache(512)
def svg(text: str, label: str) -> Markup:
    """An inline SVG as large as its place, with `label` for those who do not see it. Never takes the colours around it."""
    side = len(modules(text)) + 2 * QUIET
    return Markup(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" role="img" shape-rendering="crispEdges">'
        f'<title>{escape(label)}</title><path fill="#fff" d="M0 0h{side}v{side}H0z"/>'
        f'<path fill="#000" transform="translate({QUIET} {QUIET})" d="{path(text)}"/></svg>'
    )


@lru_cache(128)
def png(text: str, scale: int = 10) -> bytes:
    """A black and white PNG with `scale` pixels per module, quiet zone included."""
    rows = modules(text)
    side = len(rows) + 2 * QUIET
    image = Image.new("1", (side, side), 1)
    for y, row in enumerate(rows):
        for x, black in enumerate(row):
            if black:
                image.putpixel((x + QUIET, y + QUIET), 0)
    out = io.BytesIO()
    image.resize((side * scale, side * scale), Image.Resampling.NEAREST).save(out, "PNG", optimize=True)
    return out.getvalue()


@lru_cache(32)
def terminal(text: str, colour: bool = True) -> str:
    """Lines to print in a terminal, two rows of modules to a line of half blocks.

    With `colour` the code is black on white on every background (ANSI); without, white is drawn, for light letters on dark.
    """
    rows = modules(text)
    side = len(rows) + 2 * QUIET
    blank = (False,) * side
    padded = [blank] * QUIET + [(False,) * QUIET + row + (False,) * QUIET for row in rows] + [blank] * (QUIET + side % 2)
    before, after = ("\x1b[38;5;16;48;5;231m", "\x1b[0m") if colour else ("", "")
    marks = {(False, False): " ", (True, True): "█", (True, False): "▀", (False, True): "▄"}
    lines = []
    for upper, lower in zip(padded[::2], padded[1::2], strict=True):
        pairs = zip(upper, lower, strict=True) if colour else ((not a, not b) for a, b in zip(upper, lower, strict=True))
        lines.append(before + "".join(marks[pair] for pair in pairs) + after)
    return "\n".join(lines) + "\n"
