"""Words in drawings, as outlines: no font is needed to show them.

`letters.json` holds the outlines of the letters that occur, baseline at 0, y downwards:
`{face: {"units": to the em, "letters": {letter: [advance, path data]}}}`. They come from Caveat (hand), Cormorant Garamond
(serif), Ma Shan Zheng (brush) and ZCOOL XiaoWei (song), all under the SIL Open Font License
1.1; `letters.txt` names their authors.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from .paths import Point, number

Place = Callable[[float, float], Point]
_PIECE = re.compile(r"([MLQCZ])([^MLQCZ]*)")


@cache
def _faces() -> dict[str, dict[str, tuple[float, list[tuple[str, list[Point]]]]]]:
    found = {}
    raw = json.loads(Path(__file__).with_name("letters.json").read_text(encoding="utf-8"))
    for face, kept in raw.items():
        em = 1000 / kept["units"]
        found[face] = {letter: (advance * em, _pieces(data, em)) for letter, (advance, data) in kept["letters"].items()}
    return found


def _pieces(data: str, em: float) -> list[tuple[str, list[Point]]]:
    pieces = []
    for command, rest in _PIECE.findall(data):
        values = [float(value) * em for value in rest.split()]
        pieces.append((command, list(zip(values[::2], values[1::2], strict=True))))
    return pieces


def width(face: str, text: str, size: float, spacing: float = 0.0) -> float:
    """How wide a line of text is."""
    letters = _faces()[face]
    return sum((300 if letter == " " else letters[letter][0]) * size / 1000 + spacing for letter in text) - (
        spacing if text else 0
    )


def line(
    face: str,
    text: str,
    x: float,
    y: float,
    size: float,
    anchor: str = "middle",
    spacing: float = 0.0,
    place: Place | None = None,
) -> str:
    """Path data of one line with its baseline at y; `place` bends it onto something."""
    letters = _faces()[face]
    at = x - {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor] * width(face, text, size, spacing)
    data = []
    for letter in text:
        if letter == " ":
            at += 0.3 * size + spacing
            continue
        advance, pieces = letters[letter]
        data.append(_draw(pieces, at, y, size, place))
        at += advance * size / 1000 + spacing
    return "".join(data)


def column(face: str, text: str, x: float, y: float, size: float, gap: float = 0.06, place: Place | None = None) -> str:
    """Path data of Chinese written downwards: x is the middle, y the top."""
    letters = _faces()[face]
    data = []
    for i, letter in enumerate(text):
        advance, pieces = letters[letter]
        data.append(_draw(pieces, x - advance * size / 2000, y + size * (0.87 + i * (1 + gap)), size, place))
    return "".join(data)


def _draw(pieces: list[tuple[str, list[Point]]], x: float, y: float, size: float, place: Place | None) -> str:
    k = size / 1000
    out = []
    for command, points in pieces:
        placed = [(x + px * k, y + py * k) for px, py in points]
        if place:
            placed = [place(px, py) for px, py in placed]
        out.append(command + " ".join(f"{number(px)} {number(py)}" for px, py in placed))
    return "".join(out)
