"""What the files of a picture are called, and which of them stands for a wanted width."""

import re

WIDTHS = (320, 640, 1080, 1600)
TYPES = {"jpeg": "image/jpeg", "webp": "image/webp", "avif": "image/avif"}
_NAME = re.compile(r"([A-Za-z0-9_-]{22})-([1-9][0-9]{0,3})\.(jpeg|webp|avif)")


def widths_of(width: int) -> tuple[int, ...]:
    """The widths kept of a photo whose largest file is `width` wide: a photo is never blown up."""
    return (*(w for w in WIDTHS if w < width), width)


def pick(width: int, wanted: int) -> int:
    """The smallest kept width that is at least `wanted`, else the largest."""
    for each in WIDTHS:
        if each >= width:
            return width
        if each >= wanted:
            return each
    return width


def file_name(code: str, width: int, fmt: str) -> str:
    """ "<code>-640.avif"."""
    return f"{code}-{width}.{fmt}"


def parse(name: str) -> tuple[str, int, str] | None:
    """(code, width, format) of a file name, or None for anything else."""
    match = _NAME.fullmatch(name)
    return (match[1], int(match[2]), match[3]) if match else None
