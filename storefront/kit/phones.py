"""Phone numbers: read as people write them, kept as E.164, shown grouped, hidden where others can see.

The library behind it takes a tenth of a second to load, so it is loaded at the first number that needs it; Chinese mobile
numbers never do.
"""

import re
import unicodedata
from functools import cache

from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import ngettext

_CHINESE_MOBILE = re.compile(r"(?:\+?86|0086)?(1[3-9][0-9]{9})", re.ASCII)
_LONGEST_TEXT = 60
# How many digits a mobile number has as people there write it, where the library's own form is not what they write.
_WRITTEN_LENGTH = {"IN": 10, "BR": 11, "CN": 11}


@cache
def _library():
    import phonenumbers

    return phonenumbers


_LEFT_OUT = {code: None for code in range(128) if chr(code).isspace() or chr(code) in "()[].-/"}


def tidy(text: str) -> str:
    """The text with full-width and foreign digits made plain, and blanks, brackets, dots and dashes taken out."""
    text = (text or "")[:_LONGEST_TEXT]
    if text.isascii():  # as most are: nothing to look up
        return text.translate(_LEFT_OUT)
    plain = unicodedata.normalize("NFKC", text)
    kept = []
    for c in plain:
        if unicodedata.category(c) == "Nd":
            kept.append(str(unicodedata.digit(c)))
        elif not (c.isspace() or c in "()[].-/·•" or unicodedata.category(c) in ("Pd", "Cf")):
            kept.append(c)
    return "".join(kept)


def parse(text: str, country: str) -> str | None:
    """A number as E.164 ("+8613800138000"), or None. `country` is where it is dialled from when it has no country code.

    Mobile and fixed lines pass; numbers that nobody owns or that cost money to call do not.
    """
    plain = tidy(text)
    chinese = _CHINESE_MOBILE.fullmatch(plain)
    if chinese and (country == "CN" or plain.startswith(("+86", "0086"))):
        return f"+86{chinese[1]}"
    if not re.fullmatch(r"\+?[0-9]{5,20}", plain, re.ASCII) or (country == "CN" and plain.startswith("1")):
        return None
    library = _library()
    try:
        number = library.parse(plain, country)
    except library.NumberParseException:
        return None
    kinds = library.PhoneNumberType
    nobody = (kinds.TOLL_FREE, kinds.PREMIUM_RATE, kinds.SHARED_COST, kinds.UAN, kinds.VOICEMAIL, kinds.UNKNOWN)
    if not library.is_valid_number(number) or library.number_type(number) in nobody:
        return None
    return library.format_number(number, library.PhoneNumberFormat.E164)


def is_mobile(e164: str) -> bool:
    """Whether a number can receive text messages, as far as its digits tell."""
    if _CHINESE_MOBILE.fullmatch(e164):
        return True
    library = _library()
    kinds = library.PhoneNumberType
    try:
        return library.number_type(library.parse(e164)) in (kinds.MOBILE, kinds.FIXED_LINE_OR_MOBILE)
    except library.NumberParseException:
        return False


def country_of(e164: str) -> str | None:
    """The country (ISO 3166) that a number belongs to, or None."""
    library = _library()
    try:
        return library.region_code_for_number(library.parse(e164))
    except library.NumberParseException:
        return None


def display(e164: str, country: str | None = None) -> str:
    """A number as people read it: "138 0013 8000" at home, "+86 138 0013 8000" elsewhere."""
    chinese = re.fullmatch(r"\+86(1[3-9][0-9])([0-9]{4})([0-9]{4})", e164, re.ASCII)
    if chinese:
        return ("" if country == "CN" else "+86 ") + " ".join(chinese.groups())
    library = _library()
    try:
        number = library.parse(e164)
    except library.NumberParseException:
        return e164
    home = library.region_code_for_number(number) == country
    form = library.PhoneNumberFormat.NATIONAL if home else library.PhoneNumberFormat.INTERNATIONAL
    return library.format_number(number, form)


def mask(e164: str) -> str:
    """A number that its owner recognises and nobody else can call: "138····8000"."""
    national = _national_digits(e164)
    if len(national) < 7:
        return "····" + national[-2:]
    first = 3 if len(national) >= 10 else 2
    return f"{national[:first]}····{national[-4:] if len(national) >= 10 else national[-2:]}"


def last_digits(text: str) -> str:
    """The four digits by which people name a number to each other, and which stay visible of it; "" where the text is nothing else."""
    return text if len(text) == 4 and text.isascii() and text.isdigit() else ""


def _national_digits(e164: str) -> str:
    chinese = _CHINESE_MOBILE.fullmatch(e164)
    return chinese[1] if chinese else re.sub(r"[^0-9]", "", display(e164, country_of(e164)))


def problem(text: str, country: str) -> str | None:
    """What is wrong with a number as typed: one sentence, or None when it can be used."""
    plain = tidy(text)
    if not plain:
        return _("Write a mobile number.")
    if not re.fullmatch(r"\+?[0-9]+", plain, re.ASCII):
        return _("A phone number has only digits.")
    if parse(text, country):
        return None
    if plain.startswith("+") and not plain.startswith("+86"):
        return _("This number does not exist. Check it once more.")
    return _wrong_length(plain, "CN" if plain.startswith("+86") else country) or _wrong_start(plain, country)


def _wrong_length(plain: str, country: str) -> str | None:
    expected, trunk = _mobile_shape(country)
    if not expected or _is_landline_try(plain, country):
        return None
    digits = re.sub(r"^(?:\+|00)86", "", plain) if country == "CN" else plain
    missing = expected - len(digits)
    if trunk and not digits.startswith(trunk):
        missing -= len(trunk)
    if missing > 0:
        return ngettext(
            "One digit is missing. Mobile numbers have %(length)s.",
            "%(num)s digits are missing. Mobile numbers have %(length)s.",
            missing,
            length=expected,
        )
    if missing < 0:
        return ngettext(
            "There is one digit too many. Mobile numbers have %(length)s.",
            "There are %(num)s digits too many. Mobile numbers have %(length)s.",
            -missing,
            length=expected,
        )
    return None


def _is_landline_try(plain: str, country: str) -> bool:
    """Chinese fixed lines begin with 0 and an area code: counting to eleven would mislead."""
    return country == "CN" and plain.startswith("0") and not plain.startswith("0086")


def _wrong_start(plain: str, country: str) -> str:
    if country == "CN" and len(plain) == 11 and not plain.startswith("0"):
        return _("No mobile number begins with %(digits)s. Check the first digits.", digits=plain[:2])
    return _("This number does not exist. Check it once more.")


@cache
def _mobile_shape(country: str) -> tuple[int, str]:
    """(digits of a mobile number as people write it, the 0 it begins with or ""); (0, "") where lengths vary."""
    if country in _WRITTEN_LENGTH:
        return _WRITTEN_LENGTH[country], ""
    library = _library()
    metadata = library.PhoneMetadata.metadata_for_region(country)
    if metadata is None or len(metadata.mobile.possible_length) != 1:
        return 0, ""
    example = library.example_number_for_type(country, library.PhoneNumberType.MOBILE)
    written = re.sub(r"[^0-9]", "", library.format_number(example, library.PhoneNumberFormat.NATIONAL))
    trunk = metadata.national_prefix or ""
    return len(written), trunk if trunk and written.startswith(trunk) else ""
