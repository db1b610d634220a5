"""Addresses of the rest of the world: lines or commas, the name first as a rule, the country last if at all."""

import re

from storefront.checkout import address_words as words
from storefront.checkout.address_parts import HERE_WAS_THE_PHONE

_NAME_MARK, _ADDRESS_MARK, _PHONE_MARK = "\x01", "\x02", "\x04"
_MARKS = ((words.NAME_LABELS, _NAME_MARK), (words.PHONE_LABELS, _PHONE_MARK), (words.ADDRESS_LABELS, _ADDRESS_MARK))
_STREET = re.compile(
    rf"(?<!\w)(?:{words.STREET_WORDS})(?!\w)|(?:straße|strasse|str\.|gasse|weg|platz|allee|damm|ufer)(?!\w)", re.IGNORECASE
)
_THAI_PLACE = re.compile(r"^(?:ถนน|ถ\.|ซอย|ซ\.|แขวง|เขต|ตำบล|ต\.|อำเภอ|อ\.|จังหวัด|จ\.|หมู่|ม\.|กรุงเทพ|บ้านเลขที่|คอนโด|อาคาร|ชั้น)")
_COMPANY = re.compile(r"(?<!\w)(?:ltd|llc|inc|gmbh|co|sa|sarl|ltda|pvt|plc|ag|kg|c/o|company|corp)(?!\w)", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_EASTERN_NAME = re.compile(r"[\uac00-\ud7af]{2,4}|[\u3040-\u30ff\u3400-\u9fff]{2,6}")
_TITLE = re.compile(r"^(?:mr|mrs|ms|miss|dr|herr|frau|mme|m|sr|sra|shri|smt|kum|นาย|นาง|นางสาว|คุณ)\.?\s", re.IGNORECASE)

# Postcodes that belong to one country alone.
_COUNTRY_SIGNS = (
    (re.compile(r"(?<!\w)[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}(?!\w)"), "GB"),
    (re.compile(r"(?<!\w)(?:A[LKSZRAEP]|C[AOT]|D[EC]|F[LM]|G[AU]|HI|I[ADLN]|K[SY]|LA|M[ADEHINOPST]|N[CDEHJMVY]|O[HKR]|P[AR]|RI|S[CD]|"
                r"T[NX]|UT|V[AIT]|W[AIVY]),? [0-9]{5}(?:-[0-9]{4})?(?!\w)"), "US"),
    (re.compile(r"(?<!\w)(?:CEP:? ?)?[0-9]{5}-[0-9]{3}(?!\w)"), "BR"),
    (re.compile(r"(?<!\w)[A-Z][0-9][A-Z] [0-9][A-Z][0-9](?!\w)"), "CA"),
    (re.compile(r"(?<!\w)[1-9][0-9]{3} (?!N[EW]|S[EW]|ST)[A-Z]{2}(?!\w)"), "NL"),
    (re.compile(r"[\u0e00-\u0e7f]{3}"), "TH"),
    (re.compile(r"(?<!\w)(?:PIN|Pin ?code)\W{0,3}[1-9][0-9]{2} ?[0-9]{3}(?!\w)", re.IGNORECASE), "IN"),
    (re.compile(r"(?<!\w)D-[0-9]{5} |ß|[a-zäöü](?:strasse|str\.)|(?<=[A-ZÄÖÜa-zäöü] )Str\."), "DE"),
)  # fmt: skip


def country_of(text: str) -> str | None:
    """The country that a text names or shows by its postcode, or None."""
    for line in reversed(re.split(r"[\n,،]", text)):
        named = words.COUNTRIES.get(line.strip(" .").lower())
        if named:
            return named
    prefix = re.search(r"(?<![0-9])\+([1-9][0-9]{1,2})", text)
    dialled = prefix and next((_DIALLED[prefix[1][:n]] for n in (3, 2) if prefix[1][:n] in _DIALLED), None)
    if dialled:
        return dialled
    return next((country for sign, country in _COUNTRY_SIGNS if sign.search(text)), None)


_DIALLED = {"86": "CN", "44": "GB", "49": "DE", "33": "FR", "55": "BR", "91": "IN", "66": "TH", "39": "IT", "34": "ES", "31": "NL", "65": "SG", "84": "VN", "30": "GR", "20": "EG", "81": "JP", "82": "KR", "90": "TR", "380": "UA", "972": "IL", "966": "SA", "971": "AE"}  # fmt: skip


def take_apart(rest: str) -> tuple[str, str, list[str], bool]:
    """(name, address, leftovers, sure of the name) of a text whose phone number has been taken out."""
    mails = _MAIL.findall(rest)
    parts = _without_country(_parts(_MAIL.sub("", rest)))
    name, place, sure = _name(parts)
    if place is not None:
        parts = parts[:place] + parts[place + 1 :]
    else:
        name, parts = _trailing_name(parts)
        if not name:
            name, parts = _leading_name(parts)
    pieces = [text for mark, text in parts if text != HERE_WAS_THE_PHONE and mark != _PHONE_MARK]
    leftovers = mails + [text for mark, text in parts if mark == _PHONE_MARK and text != HERE_WAS_THE_PHONE]
    return name, ", ".join(pieces), leftovers, sure


def _parts(rest: str) -> list[tuple[str, str]]:
    """(mark, text) per line; per comma where there are no lines to go by."""
    for labels, mark in _MARKS:
        rest = re.sub(rf"(?:^|(?<=[\n,;|]))[ ]*(?:{labels})\s*(?:[:=]|(?=\n))\s*", f"\n{mark}", rest, flags=re.IGNORECASE)
        rest = re.sub(rf"(?<=\S) +(?:{labels})\s*:\s*", f"\n{mark}", rest, flags=re.IGNORECASE)
    lines = [line for line in re.split(r"[\n;|]+", rest) if line.strip()]
    spoken = [line for line in lines if line.strip() != HERE_WAS_THE_PHONE]
    parts: list[tuple[str, str]] = []
    for line in lines:
        mark = line[0] if line[0] in (_NAME_MARK, _ADDRESS_MARK, _PHONE_MARK) else ""
        text = line.lstrip("\x01\x02\x04")
        # A text of one or two lines is told apart by its commas; a label keeps its line whole.
        pieces = re.split(r"[,、،]", text) if len(spoken) <= 2 and mark != _ADDRESS_MARK else [text]
        clean = [piece.strip(" ,،.-–:") for piece in pieces]
        parts += [(mark if i == 0 else "", piece) for i, piece in enumerate(clean) if piece]
    return parts


def _without_country(parts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The country has a field of its own: take it off the end."""
    for place in range(len(parts) - 1, max(-1, len(parts) - 4), -1):
        if parts[place][1].strip(" .").lower() in words.COUNTRIES and len(parts) > 2:
            return parts[:place] + parts[place + 1 :]
    return parts


def _name(parts: list[tuple[str, str]]) -> tuple[str, int | None, bool]:
    for place, (mark, text) in enumerate(parts):
        if mark == _NAME_MARK:
            return text, place, True
    bare = [place for place, (mark, text) in enumerate(parts) if not mark and text != HERE_WAS_THE_PHONE]
    for place in bare[:1]:
        if _is_name(parts[place][1]):
            return parts[place][1], place, len(bare) > 1
        if _COMPANY.search(parts[place][1]) and not any(c.isdigit() for c in parts[place][1]) and len(bare) > 1:
            return parts[place][1], place, False
    beside = [i for i in bare if any(0 <= n < len(parts) and parts[n][1] == HERE_WAS_THE_PHONE for n in (i - 1, i + 1))]
    for place in [*beside, *bare[-1:]]:
        if _is_name(parts[place][1]) and len(bare) > 1:
            return parts[place][1], place, False
    return "", None, False


def _is_name(text: str) -> bool:
    """One to five words without a digit that are no street, company or country."""
    if any(c.isdigit() for c in text) or len(text) > 60 or not any(c.isalpha() for c in text):
        return False
    if _COMPANY.search(text) or text.strip(" .").lower() in words.COUNTRIES:
        return False
    if _TITLE.match(text):
        return True
    spoken = text.split()
    return 1 <= len(spoken) <= 5 and not _STREET.search(text) and not any(_THAI_PLACE.match(word) for word in spoken)


def _trailing_name(parts: list[tuple[str, str]]) -> tuple[str, list[tuple[str, str]]]:
    """A name behind the last door, right before the number, where it is written in other letters than streets of the West."""
    for place, (mark, text) in enumerate(parts[:-1]):
        front, _blank, last = text.rpartition(" ")
        if not mark and parts[place + 1][1] == HERE_WAS_THE_PHONE and _EASTERN_NAME.fullmatch(last) and front[-1:].isdigit():
            return last, [*parts[:place], (mark, front), *parts[place + 1 :]]
    return "", parts


def _leading_name(parts: list[tuple[str, str]]) -> tuple[str, list[tuple[str, str]]]:
    """A name in front of the street in the same piece: the words before the first number or street word."""
    for place, (mark, text) in enumerate(parts):
        if mark in (_ADDRESS_MARK, _PHONE_MARK) or text == HERE_WAS_THE_PHONE:
            continue
        spoken = text.split()
        stop = next(
            (i for i, w in enumerate(spoken) if any(c.isdigit() for c in w) or _STREET.search(w) or _THAI_PLACE.match(w)), 0
        )
        if 2 <= stop <= 4 and len(spoken) - stop >= 2 and _is_name(" ".join(spoken[:stop])):
            return " ".join(spoken[:stop]).strip(" ,-–"), [*parts[:place], (mark, " ".join(spoken[stop:])), *parts[place + 1 :]]
        break
    return "", parts
