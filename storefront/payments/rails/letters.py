"""Which letters a scheme lets through: names and references made to fit, never refused for an accent."""

import re
import unicodedata

# Letters that Unicode does not take apart into a plain letter and a mark.
_PLAIN = str.maketrans(
    {
        "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d",
        "Ð": "D", "þ": "th", "Þ": "Th", "ł": "l", "Ł": "L", "ı": "i", "ħ": "h", "Ħ": "H", "ŋ": "n", "Ŋ": "N", "’": "'",
        "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "·": ".", "№": "No",
    }
)  # fmt: skip


def plain(text: str) -> str:
    """Printable ASCII: accents taken off, what has no Latin form left out, spaces single."""
    apart = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    kept = "".join(c for c in apart if " " <= c <= "~" or c in "\t\r\n\xa0")
    return " ".join(kept.split())


def fit(text: str, longest: int) -> str:
    """Plain letters, at most `longest` of them, without a space left hanging at the end."""
    return plain(text)[:longest].rstrip()


def only(text: str, allowed: str, longest: int) -> str:
    """Plain letters that a scheme allows (`allowed` is the inside of a character class), at most `longest`."""
    kept = re.sub(f"[^{allowed}]", "", plain(text), flags=re.ASCII)
    return " ".join(kept.split())[:longest].rstrip()


def digits(text: str) -> str:
    """The ASCII digits in a text."""
    return re.sub(r"[^0-9]", "", unicodedata.normalize("NFKC", text))


def one_line(text: str) -> str:
    """A text without line breaks, control characters or double spaces; its letters stay as they are."""
    visible = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp", "Zs") else c for c in text)
    return " ".join("".join(c for c in visible if unicodedata.category(c) not in ("Cf", "Cs", "Cn", "Co")).split())
