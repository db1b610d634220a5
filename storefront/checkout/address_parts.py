"""What a pasted address is taken apart into, and how the phone number is found in it."""

import re
import unicodedata
from dataclasses import dataclass, field

from storefront.checkout import address_words as words
from storefront.kit import phones

LONGEST = 600
HERE_WAS_THE_PHONE = "\x05"

# What people put beside names and labels to be seen: pictures, stars, arrows, ticks. Signs that belong to an address are not among
# them: ° № 〒 and what has a number inside a circle.
_DECORATION = re.compile(
    "[0-9#*]\ufe0f?\u20e3|[\u2122\u2190-\u21ff\u2300-\u23ff\u2500-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d\u3297\u3299\ufe0e\ufe0f\u20e3"
    "\U0001f000-\U0001f0ff\U0001f18e-\U0001faff]"
)
_BULLET = re.compile(r"^(?:[•·‣◦∙*※–—]+ ?|-+ )(?=\S)", re.MULTILINE)
_NUMBERED = re.compile(r"^\(?[1-9](?:[)、] ?|\.(?: |(?![0-9])))")

_CHINESE_MOBILE = re.compile(
    r"(?<![0-9])(?:\(?(?:\+|00)?86\)?[ \-]*)?"
    r"(1[3-9][0-9](?:[ \-]?[0-9]{4}){2}|1[3-9][0-9]{2}[ \-]?[0-9]{3}[ \-]?[0-9]{4}|1[3-9][0-9][ \-]?[0-9]{3}[ \-]?[0-9]{5})(?![0-9])",
    re.ASCII,
)
_CHINESE_LANDLINE = re.compile(r"(?<![0-9])(0[1-9][0-9]{1,2}[ \-]?[2-9][0-9]{6,7})(?![0-9])", re.ASCII)
_EXTENSION = re.compile(r"\s*(?:转|轉|ext\.?|-)\s*([0-9]{2,5})(?![0-9])", re.ASCII | re.IGNORECASE)
_TRIED_TO_BE_ONE = re.compile(r"(?<![0-9\-])(1[3-9][0-9 \-]{6,11}[0-9])(?![0-9\-])", re.ASCII)
_HIDDEN = re.compile(r"(?<![0-9])(1[3-9][0-9]\*{2,6}[0-9]{2,4})(?![0-9])", re.ASCII)
_LABELLED = re.compile(
    rf"(?<!\w)(?:{words.CHINESE_PHONE_LABELS}|{words.PHONE_LABELS})\s*[.:]?\s*(\+?[0-9][0-9 \-().]{{4,18}}[0-9])", re.IGNORECASE
)
_LABEL_BEFORE = re.compile(rf"(?<!\w)(?:{words.CHINESE_PHONE_LABELS}|{words.PHONE_LABELS})\s*[.:]*\s*$", re.IGNORECASE)
_POSTCODE = re.compile(r"[0-9]{5}(?:-[0-9]{3,4})?|[0-9]{6}|[0-9]{3} [0-9]{3}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Split:
    """A pasted address in parts, ready for the fields of the form.

    `phone` is grouped for reading when it is a number ("138 0013 8000", with `e164` beside it), else what looked like one.
    `unsure` names the fields a person should look at ("name", "phone", "address"); `leftovers` is what fitted nowhere.
    """

    name: str = ""
    phone: str = ""
    e164: str = ""
    address: str = ""
    country: str = ""
    region: str = ""
    leftovers: str = ""
    unsure: tuple[str, ...] = field(default=())


@dataclass(slots=True)
class Found:
    """A phone number taken out of a text; `rest` has HERE_WAS_THE_PHONE in its place."""

    rest: str
    typed: str = ""
    e164: str = ""
    extension: str = ""
    others: tuple[str, ...] = ()  # further numbers in the text


def tidy(text: str) -> str:
    """Half-width letters and marks, single blanks, one kind of line break, nothing invisible, no bullets and pictures; at most 600
    characters.

    Only what Chinese keyboards make full-width is changed: a wider folding would take Thai vowels and the º of a door apart.
    """
    plain = (text or "")[:LONGEST].replace("\r\n", "\n").replace("\r", "\n")
    seen = "".join(_tidy_character(c) for c in _DECORATION.sub(" ", plain))
    lines = (" ".join(line.split()) for line in seen.split("\n"))
    bare = _BULLET.sub("", "\n".join(line for line in lines if line)).split("\n")
    counted = [_NUMBERED.match(line) for line in bare]
    if len(bare) > 1 and all(found and found[0].strip("(.)、 ") == str(n) for n, found in enumerate(counted, 1)):
        bare = [line[found.end() :] for line, found in zip(bare, counted, strict=True)]  # a list: its numbers are no part of it
    return "\n".join(line for line in bare if line)


def _tidy_character(c: str) -> str:
    if c in "\n\v\f\u2028\u2029\x85":
        return "\n"
    if c.isspace():
        return " "
    if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Cn"):
        return ""
    return unicodedata.normalize("NFKC", c) if "\uff00" <= c <= "\uffef" else c


def take_phone(text: str, country: str) -> Found:
    """Find the number that a courier can ring and take it out of the text."""
    return _take_chinese(text, country) or _take_any(text, country) or _take_attempt(text, country) or Found(text)


def _take_chinese(text: str, country: str) -> Found | None:
    if country != "CN" and "86" not in text:
        return None
    for pattern in (_CHINESE_MOBILE, _CHINESE_LANDLINE):
        for match in pattern.finditer(text):
            abroad = country != "CN" and "86" not in match[0][:5]
            e164 = None if abroad else phones.parse(match[1], "CN")
            if e164:
                return _without_others(_taken(text, match.start(), match.end(), match[1], e164))
    return None


def _without_others(found: Found) -> Found:
    """A second mobile number is nobody's address: set it aside."""
    found.others = tuple(match[1] for match in _CHINESE_MOBILE.finditer(found.rest))
    found.rest = re.sub(r"(?:[/或,、 ]*)" + _CHINESE_MOBILE.pattern, "", found.rest) if found.others else found.rest
    return found


def _take_any(text: str, country: str) -> Found | None:
    from phonenumbers import Leniency, PhoneNumberMatcher

    best, best_score = None, -1
    for match in PhoneNumberMatcher(text, country or "ZZ", leniency=Leniency.VALID, max_tries=200):
        score = _likeness(text, match, country)
        if score > best_score:
            best, best_score = match, score
    if best is None:
        return None
    e164 = phones.parse(best.raw_string, country or "ZZ")
    return _taken(text, best.start, best.end, best.raw_string, e164) if e164 else None


def _likeness(text: str, match, country: str) -> int:
    """How much a run of digits is a phone number and not a postcode or a house number."""
    digits = sum(c.isdigit() for c in match.raw_string)
    e164 = phones.parse(match.raw_string, country or "ZZ")
    if not e164 or digits < 7 or _POSTCODE.fullmatch(match.raw_string.strip()):
        return -1
    return 3 * match.raw_string.startswith("+") + 2 * phones.is_mobile(e164) + 4 * bool(_LABEL_BEFORE.search(text[: match.start]))


def _take_attempt(text: str, country: str) -> Found | None:
    """A number with a digit missing or too many: taken as typed, so that the form can say what is wrong with it."""
    match = _HIDDEN.search(text) or _LABELLED.search(text) or (_TRIED_TO_BE_ONE.search(text) if country == "CN" else None)
    return _taken(text, match.start(1), match.end(1), match[1].strip(), "") if match else None


def _taken(text: str, start: int, end: int, typed: str, e164: str) -> Found:
    extension = _EXTENSION.match(text, end)
    before = _LABEL_BEFORE.sub("", text[:start])
    after = text[extension.end() if extension else end :]
    if before[-1:] + after[:1] in ("()", "[]", "【】"):
        before, after = before[:-1], after[1:]
    return Found(f"{before}\n{HERE_WAS_THE_PHONE}\n{after}", typed, e164, extension[1] if extension else "")
