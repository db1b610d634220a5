"""Letters for pictures: which shipped font draws which character, how wide a line is, and where it breaks.

resvg prints nothing, without an error, where it has no font, and takes a neighbour's weight where a font lacks a character. So
nothing is left to it: text is cleaned, split into runs of one face each, measured with the same files, and set run by run.

What no shipped font can draw never becomes an empty box (`drawable`): styled letters become plain ones, a letter loses an accent that
is missing, emoji and ornaments are left out, and a letter of a script that is not shipped becomes the printer's mark for "no such type",
〓. A text that would be mostly such marks is left out altogether. `missing` names the characters, so that a page can say so.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from storefront.share.faces import JOINERS, Face, faces, invisible

STYLES = ("regular", "semibold", "display", "seal")
NO_TYPE = "〓"
_MOST_MARKS = 3  # accents stacked on one letter; more is a prank that would write over the lines above


# --- what can be drawn -------------------------------------------------------------------------------------------------


def clusters(text: str) -> Iterator[str]:
    """What a reader takes for single characters: a letter with its marks, a conjunct, an emoji made of several."""
    held = ""
    for char in text:
        if held and not _stays(held, char):
            yield held
            held = ""
        held += char
    if held:
        yield held


def _stays(held: str, char: str) -> bool:
    last = held[-1]
    if (
        unicodedata.category(char) in ("Mn", "Mc", "Me")
        or char in JOINERS
        or char in "\u0e33\u0eb3"
        or "\U0001f3fb" <= char <= "\U0001f3ff"
    ):
        return True
    if "\u0e40" <= last <= "\u0e44" or "\u0ec0" <= last <= "\u0ec4":  # Thai and Lao vowels are written before their consonant
        return True
    if last == "\u200d" or (unicodedata.combining(last) == 9 and char.isalpha()):
        return True
    flags = "\U0001f1e6", "\U0001f1ff"
    return flags[0] <= char <= flags[1] and len(held) == 1 and flags[0] <= last <= flags[1]


@lru_cache(4096)
def _face(cluster: str, style: str) -> Face | None:
    return next((face for face in faces(style) if face.draws(cluster)), None)


def missing(text: str) -> set[str]:
    """The characters of `text` that no shipped font draws as they are (emoji among them); empty for most names."""
    flat = unicodedata.normalize("NFC", text or "")
    return {char for char in flat if not char.isspace() and not invisible(char) and _face(char, "regular") is None}


@lru_cache(4096)
def drawable(text: str) -> str:
    """`text` on one line, with nothing in it that the shipped fonts cannot draw; see the head of this module for the rules."""
    kept, letters, lost = [], 0, 0
    for cluster in clusters(unicodedata.normalize("NFC", " ".join((text or "").split()))):
        joined = any(
            unicodedata.combining(c) == 9 or "\u0600" <= c <= "\u06ff" for c in cluster
        )  # joiners mean something here alone
        plain = "".join(c for c in cluster if not invisible(c) or (joined and c in JOINERS))
        plain = _few_marks(plain)
        if not plain:
            continue
        letters += plain[0].isalnum()
        shown = next((form for form in _forms(plain) if form and _face(form, "regular")), None)
        if shown is None and any(c.isalnum() for c in plain):
            shown, lost = NO_TYPE, lost + 1
        kept.append(shown or "")
    if lost * 2 > letters:
        return ""
    return " ".join("".join(kept).split())


def _few_marks(cluster: str) -> str:
    marks, kept = 0, []
    for char in cluster:
        marks += unicodedata.category(char) in ("Mn", "Me")
        if marks <= _MOST_MARKS or not unicodedata.combining(char):
            kept.append(char)
    return "".join(kept)


def _forms(cluster: str) -> Iterator[str]:
    """A cluster and what may stand for it: itself, its compatibility form, its base letter."""
    yield cluster
    yield unicodedata.normalize("NFKC", cluster)
    yield "".join(c for c in unicodedata.normalize("NFKD", cluster) if unicodedata.category(c) not in ("Mn", "Me"))


# --- runs and widths ---------------------------------------------------------------------------------------------------

_SHARED = "“”‘’…—·"  # full width in Chinese, narrow elsewhere


def is_wide(char: str) -> bool:
    """Whether a character fills a whole square, as hanzi do."""
    return unicodedata.east_asian_width(char) in "WF"


@lru_cache(2048)
def runs(text: str, style: str) -> tuple[tuple[Face, str], ...]:
    """`text`, which must be `drawable`, as (face, part) in reading order; characters that still have no face are left out."""
    found: list[list] = []
    parts = list(clusters(text))
    chinese = is_chinese(text)
    for i, part in enumerate(parts):
        face = _face(part, style)
        if chinese and part in _SHARED:
            beside = "".join(parts[i - 1 : i] + parts[i + 1 : i + 2])
            if not (beside.isascii() and len(beside) > 1 and beside.isalnum()):  # not the ’ of "Mei’s"
                square = _face("中", style)
                face = square if square and square.draws(part) else face
        if face is None:
            continue
        if found and found[-1][0] == face:
            found[-1][1] += part
        else:
            found.append([face, part])
    return tuple((face, part) for face, part in found)


@lru_cache(8192)
def _length(text: str, style: str) -> float:
    return sum(face.length(part) for face, part in runs(text, style))


def width(text: str, style: str, size: float, spacing: float = 0.0) -> float:
    """Width of a line in the unit of `size`; `spacing` between letters is in units of the size, as CSS ems."""
    return (_length(text, style) + spacing * len(text)) * size


def turns(text: str) -> bool:
    """Whether anything in `text` is written from right to left."""
    return any(unicodedata.bidirectional(char) in ("R", "AL") for char in text)


def is_chinese(text: str) -> bool:
    """Whether `text` has full-width characters: its lines want more air between them."""
    return any(map(is_wide, text))


def reads_leftwards(text: str) -> bool:
    """Whether the first letter with a direction is Arabic, Hebrew or the like."""
    for char in text:
        direction = unicodedata.bidirectional(char)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False
