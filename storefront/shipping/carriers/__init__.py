"""Couriers: whose number is this, and where can the parcel be followed?

A number scanned from a label or typed by a seller is cleaned, then held against the shapes that the carriers use; what fits
comes back best first, and the country of the shop tips the scale where several use the same length. Nothing here asks the
carriers anything. To add one, write it into the file of its part of the world.

    number = carriers.clean("SF 1357-9246-80123")      # "SF1357924680123"
    carriers.guess(number, "CN")                       # [Carrier("sf"), …]
    carriers.tracking_url("sf", number)                # "https://www.sf-express.com/…"
"""

import re
import unicodedata
from urllib.parse import quote

from storefront.shipping.carriers import americas, check_digits, china, europe, india, southeast_asia
from storefront.shipping.carriers.carrier import LIKELY, SURE, Carrier

__all__ = ["Carrier", "all", "clean", "find", "get", "guess", "is_number", "looks_like_item_barcode", "tracking_url"]

_CARRIERS: dict[str, Carrier] = {
    carrier.key: carrier
    for carriers in (china.CARRIERS, europe.CARRIERS, india.CARRIERS, southeast_asia.CARRIERS, americas.CARRIERS)
    for carrier in carriers
}
_LONGEST = 60
_NUMBER = re.compile(r"(?=.*[0-9])[0-9A-Z][0-9A-Z.]{4,38}[0-9A-Z]", re.ASCII)
_AROUND = r"(?:[^\x00-\x7f]|[\s:;,.*()\[\]])+"  # Chinese words, punctuation, the stars of Code 39
_JD_PARCEL = re.compile(r"(JD[0-9A-Z]{8,20})-[0-9]{1,3}-[0-9]{1,3}-?", re.ASCII)  # which parcel of how many
_AT_HOME, _CHECKED = 25, 5
_MOST_GUESSES = 6
_ITEM_CODES = ("EAN13", "EAN8", "UPCA", "UPCE", "ISBN")
# Thirteen digits that begin so are goods of China and India, magazines and books; no parcel number does.
_GOODS = ("690", "691", "692", "693", "694", "695", "696", "697", "890", "977", "978", "979")


def get(key: str) -> Carrier:
    """The carrier with this key. Raises KeyError."""
    return _CARRIERS[key]


def find(key: str | None) -> Carrier | None:
    """The carrier with this key, or None."""
    return _CARRIERS.get(key or "")


def all(country: str | None = None) -> list[Carrier]:
    """All carriers, or those that work in a country, its own before those of the whole world."""
    if not country:
        return list(_CARRIERS.values())
    working = [carrier for carrier in _CARRIERS.values() if carrier.works_in(country)]
    return sorted(working, key=lambda carrier: (not carrier.countries, len(carrier.countries)))


def clean(text: str) -> str:
    """A number as it is kept: capitals, plain digits, without blanks, dashes and the marks around it."""
    plain = unicodedata.normalize("NFKC", (text or "")[: _LONGEST * 2]).upper().strip()
    parcel = _JD_PARCEL.fullmatch(plain)
    kept = "".join(
        c for c in (parcel[1] if parcel else plain) if not c.isspace() and unicodedata.category(c) not in ("Pd", "Cf", "Cc")
    )
    return re.sub(f"^{_AROUND}|{_AROUND}$", "", kept)


def is_number(text: str) -> bool:
    """Whether a cleaned text can be a courier number at all: 6 to 40 letters, digits and dots, a digit among them."""
    return bool(_NUMBER.fullmatch(text))


def guess(number: str, country: str | None = None) -> list[Carrier]:
    """The carriers that use such numbers, best first. `country` is the shop's (ISO 3166)."""
    cleaned = clean(number)
    if not is_number(cleaned):
        return []
    scored = [(_score(carrier, cleaned, country), carrier) for carrier in _CARRIERS.values()]
    best = max(score for score, _carrier in scored)
    # What is less than half as likely as the best guess would only be in the way.
    fitting = [pair for pair in scored if pair[0] > 0 and pair[0] * 2 >= best]
    return [carrier for _score_, carrier in sorted(fitting, key=lambda pair: -pair[0])][:_MOST_GUESSES]


def _score(carrier: Carrier, number: str, country: str | None) -> int:
    best = max((p.weight + (_CHECKED if p.check else 0) for p in carrier.patterns if p.fits(number)), default=0)
    if not best or not country or not carrier.countries:
        return best
    if country in carrier.countries:
        return best + _AT_HOME
    return best if best >= SURE else 0  # a common length means nothing in a country where they do not work


def tracking_url(carrier_key: str, number: str, country: str | None = None) -> str | None:
    """The page where a parcel can be followed, or None. Always https; the number is checked and escaped.

    Some carriers have no address that takes a number: theirs is the page where it can be pasted.
    """
    carrier, cleaned = find(carrier_key), clean(number)
    if carrier is None or not is_number(cleaned):
        return None
    template = carrier.links.get(country or "", carrier.link)
    return template.replace("{number}", quote(cleaned, safe="")) or None


def looks_like_item_barcode(text: str, symbology: str | None = None, country: str | None = None) -> bool:
    """Whether somebody scanned the thing instead of the label: EAN-8, UPC (12) or EAN-13 with a check digit that agrees.

    A scanner knows what kind of bars it read: pass it ("EAN-13", "Code128") and it decides. A typed number counts as an
    item only when no carrier (of the shop's country, if given) claims its shape, because one in ten parcel numbers of that
    length passes the check by chance.
    """
    digits = clean(text)
    if len(digits) not in (8, 12, 13) or not (digits.isascii() and digits.isdigit()) or not check_digits.gs1(digits):
        return False
    if symbology:
        return re.sub(r"[^A-Z0-9]", "", symbology.upper()) in _ITEM_CODES
    if len(digits) == 13 and digits.startswith(_GOODS):
        return True
    return len(set(digits)) > 1 and not _claimed(digits, country)


def _claimed(number: str, country: str | None) -> bool:
    carriers = [carrier for carrier in _CARRIERS.values() if not country or carrier.works_in(country)]
    return any(p.weight >= LIKELY and p.fits(number) for carrier in carriers for p in carrier.patterns)
