"""Languages: which one this piece of work speaks, and its words.

The language is a context variable, not a property of a web request, because notices are written by the job worker in the
reader's language. Catalogues are Babel's; they are compiled from the .po files when those are newer. Keys are BCP 47 tags
as people see them ("en", "zh-CN"); folders are named as Babel resolves them ("zh_Hans_CN").
"""

import io
import re
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from gettext import NullTranslations
from pathlib import Path

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from markupsafe import escape

from storefront.kit import files

FOLDER = Path(__file__).parent.parent / "locales"
LANGUAGES = {"en": "English", "zh-CN": "简体中文"}
_FOLDERS = {"zh-CN": "zh_Hans_CN"}
_BABEL = {"en": "en", "zh-CN": "zh_Hans_CN"}

# A hole, and the space between it and Chinese on either side, if one is written (None: no Chinese there). Compiled when first used.
_HOLE = r"((?<=[\u4e00-\u9fff]) ?)?%\((\w+)\)s( ?(?=[\u4e00-\u9fff]))?"

_current: ContextVar[str] = ContextVar("language", default="en")


def language() -> str:
    """The BCP 47 tag of the language being spoken now."""
    return _current.get()


def speak(tag: str) -> None:
    """Speak `tag` from here on in this context; unknown tags fall back to English."""
    _current.set(tag if tag in LANGUAGES else "en")


@contextmanager
def speaking(tag: str):
    """Speak `tag` inside the block (a notice written for somebody else)."""
    token = _current.set(tag if tag in LANGUAGES else "en")
    try:
        yield
    finally:
        _current.reset(token)


def best(accept_language: str | None) -> str:
    """The language to use for an Accept-Language header. zh-TW, zh-Hans, zh-SG and zh all read our Chinese."""
    for part in _by_quality(accept_language or ""):
        if part in LANGUAGES:
            return part
        head = part.split("-")[0].lower()
        if head == "zh":
            return "zh-CN"
        if head in LANGUAGES:
            return head
    return "en"


@lru_cache(512)
def _by_quality(header: str) -> tuple[str, ...]:
    ranked = []
    for place, part in enumerate(header[:300].split(",")):
        tag, _, rest = part.strip().partition(";")
        try:
            quality = float(rest.partition("q=")[2] or 1)
        except ValueError:
            quality = 0.0
        if tag and quality > 0:
            ranked.append((-quality, place, tag))
    return tuple(tag for _, _, tag in sorted(ranked))


@lru_cache
def babel_locale(tag: str) -> Locale:
    """Babel's locale for a language tag."""
    return Locale.parse(_BABEL.get(tag, "en"))


@lru_cache
def _catalogue(tag: str) -> NullTranslations:
    folder = FOLDER / _FOLDERS.get(tag, tag) / "LC_MESSAGES"
    source, compiled = folder / "messages.po", folder / "messages.mo"
    if not source.exists():
        return NullTranslations()
    if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
        compile_catalogue(tag)
    with compiled.open("rb") as handle:
        return Translations(handle, domain="messages")


def compile_catalogue(tag: str) -> int:
    """Compile one language's .po file to .mo beside it; returns how many messages are translated."""
    folder = FOLDER / _FOLDERS.get(tag, tag) / "LC_MESSAGES"
    with (folder / "messages.po").open("rb") as handle:
        catalogue = read_po(handle, locale=_BABEL.get(tag, tag))
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    files.write(folder / "messages.mo", compiled.getvalue())  # several processes may be at it, after an upgrade
    return sum(1 for message in catalogue if message.id and message.string)


def gettext(message: str, **values) -> str:
    """The message in the current language, with %(name)s filled in."""
    text = _translated(_current.get(), message) if message else ""
    return _filled(text, values) if values else text


@lru_cache(8192)
def _translated(tag: str, message: str) -> str:
    return _catalogue(tag).gettext(message)


def words(message: str) -> str:
    """The message in the current language, safe in HTML: what stands in templates."""
    return _escaped(_current.get(), message)


@lru_cache(8192)
def _escaped(tag: str, message: str) -> str:
    return str(escape(_translated(tag, message)))


def ngettext(one: str, many: str, count: int, **values) -> str:
    """The message for `count` things; %(num)s is the count."""
    values.setdefault("num", count)
    return _filled(_catalogue(_current.get()).ngettext(one, many, count), values)


def _filled(text: str, values: dict) -> str:
    """The text with its values. Chinese sets a space beside Latin letters and digits, and none beside Chinese, and only the value knows
    what it begins and ends with: whether a translation writes one around a hole or not, it is set here."""
    return (re.sub(_HOLE, lambda hole: _set_apart(hole, values), text) if _current.get() == "zh-CN" else text) % values


def _set_apart(hole: re.Match, values: dict) -> str:
    before, name, after = hole.groups()
    value = str(values[name])
    return f"{_space(before, value[:1])}%({name})s{_space(after, value[-1:])}"


def _space(written: str | None, beside: str) -> str:
    """What stands between Chinese and the character of a value `beside` it; `written` is what the translation has there."""
    if written is None or _is_wide(beside):
        return ""
    return " " if _is_latin(beside) else written


def _is_wide(character: str) -> bool:
    return "\u2e80" <= character <= "\u9fff" or "\uff00" <= character <= "\uffef"


def _is_latin(character: str) -> bool:
    return "!" <= character < "\u2000"  # "Zhou Y." ends with a point


class Lazy:
    """A message that is translated when it is shown: for labels written at import time."""

    __slots__ = ("message", "values")

    def __init__(self, message: str, values: dict):
        self.message, self.values = message, values

    def __str__(self) -> str:
        return gettext(self.message, **self.values)

    def __html__(self) -> str:
        return str(escape(str(self)))

    def __mod__(self, values):
        return str(self) % values

    def __eq__(self, other) -> bool:
        return str(self) == str(other)

    def __hash__(self) -> int:
        return hash(self.message)

    def __len__(self) -> int:
        return len(str(self))

    def __repr__(self) -> str:
        return f"lazy({self.message!r})"

    def __getattr__(self, name: str):
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(str(self), name)


def lazy_gettext(message: str, **values) -> Lazy:
    """A label translated at the moment it is shown."""
    return Lazy(message, values)
