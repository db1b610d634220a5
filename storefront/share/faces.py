"""The shipped font files: what each draws, and how wide it is."""

import json
import struct
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from threading import Lock

from PIL import ImageFont

FONTS = Path(__file__).parent / "fonts"
JOINERS = "\u200c\u200d"
_EM = 1000  # size at which lines are measured; fine enough that rounding to pixels does not show
_measuring = Lock()  # a FreeType face is not to be used by two threads at once


def invisible(char: str) -> bool:
    """Whether a character leaves no mark of its own: controls, joiners, variation selectors, what Unicode has not assigned."""
    return char in JOINERS or unicodedata.category(char) in ("Cc", "Cf", "Cn", "Co", "Cs") or "\ufe00" <= char <= "\ufe0f"


@dataclass(frozen=True)
class Face:
    """One font file: how resvg is asked for it, and what it can draw."""

    file: str
    family: str
    weight: int

    @property
    def path(self) -> str:
        """Where the file is, for resvg and FreeType."""
        return str(FONTS / self.file)

    @cached_property
    def _ranges(self) -> tuple[list[int], list[int]]:
        return _covered(Path(self.path).read_bytes())

    @cached_property
    def _font(self):
        return ImageFont.truetype(self.path, _EM)

    def draws(self, text: str) -> bool:
        """Whether every visible character of `text` has a glyph here."""
        starts, ends = self._ranges
        for char in text:
            code = ord(char)
            i = bisect_right(starts, code) - 1
            if (i < 0 or code > ends[i]) and not invisible(char):
                return False
        return True

    def length(self, text: str) -> float:
        """Advance width of `text` in units of the font size."""
        with _measuring:
            return self._font.getlength(text) / _EM

    def box(self, text: str) -> tuple[float, float, float, float]:
        """(left, top, right, bottom) of the ink, in units of the font size, from the start of the baseline; up is negative."""
        with _measuring:
            return tuple(edge / _EM for edge in self._font.getbbox(text, anchor="ls"))


def _covered(data: bytes) -> tuple[list[int], list[int]]:
    """First and last code points of the runs a font file covers, read from its character map (formats 4 and 12)."""
    count = struct.unpack(">H", data[4:6])[0]
    tables = {data[o : o + 4]: struct.unpack(">L", data[o + 8 : o + 12])[0] for o in range(12, 12 + 16 * count, 16)}
    at = tables[b"cmap"]
    maps = [
        at + struct.unpack(">HHL", data[o : o + 8])[2]
        for o in range(at + 4, at + 4 + 8 * struct.unpack_from(">H", data, at + 2)[0], 8)
    ]
    ranges = []
    for at in maps:
        form = struct.unpack_from(">H", data, at)[0]
        if form == 12:
            groups = struct.unpack_from(">L", data, at + 12)[0]
            ranges += [struct.unpack_from(">LL", data, at + 16 + 12 * i) for i in range(groups)]
        elif form == 4:
            n = struct.unpack_from(">H", data, at + 6)[0] // 2
            ends = struct.unpack_from(f">{n}H", data, at + 14)
            starts = struct.unpack_from(f">{n}H", data, at + 16 + 2 * n)
            ranges += [(start, end) for start, end in zip(starts, ends, strict=True) if end != 0xFFFF]
    merged: list[list[int]] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1] + 1:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    return [start for start, _ in merged], [end for _, end in merged]


@lru_cache
def faces(style: str) -> tuple[Face, ...]:
    """The faces of a style, the first that draws a character is taken. A script shipped in one weight serves all styles."""
    known = [Face(f["file"], f["family"], f["weight"]) for f in json.loads((FONTS / "manifest.json").read_bytes())["fonts"]]
    named = {face.file.rsplit(".", 1)[0]: face for face in known}
    light = style == "regular"
    first = {
        "regular": ["inter-regular"],
        "semibold": ["inter-semibold"],
        "display": ["inter-display-bold", "inter-semibold"],
        "seal": ["noto-serif-cjk-sc-bold", "inter-display-bold", "inter-semibold"],
    }[style]
    rest: dict[str, Face] = {}
    for face in known:
        if face.family.startswith("Noto Sans") and (face.family not in rest or (face.weight == 400) == light):
            rest[face.family] = face
    return (*(named[name] for name in first), *rest.values())
