"""Search that works for Chinese and for accents on both engines, without extensions.

Text is folded (compatibility forms, no marks, case folded) and every CJK, Hangul, Kana or Thai character becomes a word of its own. SQLite finds it by
FTS5, PostgreSQL by tsvector 'simple' with a GIN index; a query is a phrase per run of such characters and a prefix per
other word, all of which must match.
"""

import re
import unicodedata

# A text, which `re` compiles when it is first used: so large a class takes as long as a page.
_SINGLE = r"([\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff])"
_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """The searchable form of a text: words separated by single spaces."""
    flat = "".join(
        c for c in unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text or "")) if not unicodedata.combining(c)
    )
    flat = unicodedata.normalize("NFC", flat).casefold()
    return " ".join(_WORD.findall(re.sub(_SINGLE, r" \1 ", flat)))


def has(text: str | None, wanted: list[str]) -> bool:
    """Whether every one of the folded words begins a word of the text; where none is wanted, none is found."""
    folded = f" {fold(text or '')}"
    return bool(wanted) and all(f" {word}" in folded for word in wanted)


def _terms(text: str) -> list[list[str]]:
    """Words of a query; each is a list of tokens that follow one another."""
    terms = []
    for chunk in (text or "")[:200].split():
        tokens = fold(chunk).split()
        if tokens:
            terms.append(tokens)
    return terms[:8]


def fts5(text: str) -> str | None:
    """The FTS5 query for what a person typed, or None where nothing is left to search for."""
    parts = []
    for tokens in _terms(text):
        phrase = " ".join(tokens)
        last_is_single = bool(re.fullmatch(_SINGLE, tokens[-1]))
        parts.append(f'"{phrase}"' + ("" if last_is_single else "*"))
    return " AND ".join(parts) or None


def tsquery(text: str) -> str | None:
    """The tsquery for what a person typed, or None. Tokens hold letters and digits only, so nothing needs quoting."""
    parts = []
    for tokens in _terms(text):
        last_is_single = bool(re.fullmatch(_SINGLE, tokens[-1]))
        words = [f"'{token}'" for token in tokens]
        if not last_is_single:
            words[-1] += ":*"
        parts.append(" <-> ".join(words))
    return " & ".join(parts) or None
