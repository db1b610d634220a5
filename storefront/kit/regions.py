"""Regions of the world as delivery tables name them: a province of China ("CN-ZJ"), elsewhere the country ("DE").

`region_of` reads the region out of an address as people write it, in Chinese or in Latin letters. It never guesses from a
street: Nanjing Road is in Shanghai.
"""

import re
import unicodedata
from functools import cache

from storefront.kit.i18n import babel_locale, language
from storefront.kit.regions_china import BESIDE, CITIES, EVERYDAY, LATIN, PROVINCES

# After a bare name, one of these makes it a street, a house or a district, not the place itself.
_STREET = (
    "[东西南北中新老一二三四五六七八九十]{0,2}"
    "(?:路|街|大道|道|巷|弄|胡同|桥|门|里|村|苑|湾|广场|大厦|饭店|酒店|宾馆|小区|花园|公寓|公馆|商城|银行|大学|区|县|镇|乡|山庄|站|菜|餐)"
)
_LATIN_STREET = (
    r"(?:\s+(?:east|west|south|north|middle))?\s+(?:road|rd|street|st|avenue|ave|lu|lane|jie|dadao|boulevard|hotel|university)\b"
)
_FAR_IN = 12  # a bare province name further into the text is part of something else
_PROVINCE = "(?:省|市|特别行政区|特別行政區|(?:壮族|回族|维吾尔)?自治区)"
_CITY = "(?:市|地区|州|盟|[^市区县路街]{0,6}自治州|林区|新区)"
_BARE_NEVER = frozenset(EVERYDAY.split())


# The European Union and the rest of the European Economic Area: where the law of consumers is the same.
EEA = frozenset((
    "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV", "LT", "LU",
    "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE", "IS", "LI", "NO",
))  # fmt: skip


def regions(country: str) -> list[tuple[str, str]]:
    """The regions of a country that delivery can be told apart by: (code, name in the reader's language)."""
    if country != "CN":
        return []
    return [(code, chinese if _speaks_chinese() else name) for code, name, chinese in PROVINCES]


def label(code: str) -> str:
    """A region or country for people: "Zhejiang", "Germany"; an unknown code as it is."""
    for known, name, chinese in PROVINCES:
        if known == code:
            return chinese if _speaks_chinese() else name
    return babel_locale(language()).territories.get(code, code)


def region_of(address: str, country: str) -> str:
    """The region that an address lies in. For China the province ("CN-ZJ"), or "CN" when the address does not say it.

    Hong Kong, Macao and Taiwan come back as "HK", "MO" and "TW" also when the country was given as China.
    """
    if country != "CN":
        return country
    plain = unicodedata.normalize("NFKC", address or "")[:400]
    return _in_chinese(re.sub(r"\s+", "", plain)) or _in_latin(plain) or "CN"


def begins_with_place(text: str) -> bool:
    """Whether a text begins with the name of a Chinese province or city: "浙江省杭州市…", "杭州西湖区…"."""
    return any(_pattern(source).match(text) for source, _code, _furthest in _chinese_places().get(text[:2], ()))


def is_place(text: str) -> bool:
    """Whether a text is nothing but the name of a Chinese province or city: "浙江", "金华", "杭州市"."""
    return text in _bare_places() or any(
        _pattern(source).fullmatch(text) for source, _code, _furthest in _chinese_places().get(text[:2], ())
    )


@cache
def _bare_places() -> frozenset[str]:
    provinces = [name for _code, _latin, name in PROVINCES] + [name for _code, name in BESIDE]
    return frozenset([*provinces, *(name for names in CITIES.values() for name in names.split())])


def _speaks_chinese() -> bool:
    return language().startswith("zh")


def _in_chinese(text: str) -> str | None:
    text, places = text.removeprefix("中国"), _chinese_places()
    found = [
        (start, code)
        for start in range(len(text))
        for source, code, furthest in places.get(text[start : start + 2], ())
        if start <= furthest and _pattern(source).match(text, start)
    ]
    return min(found)[1] if found else None


_pattern = cache(re.compile)  # a place is compiled when an address first seems to name it: there are eight hundred


@cache
def _chinese_places() -> dict[str, list[tuple[str, str, int]]]:
    """{first two characters: (pattern, code, how far into the address it may stand) of every name that begins so}"""
    anywhere = 400
    places: dict[str, list] = {}
    for code, name in [(code, chinese) for code, _name, chinese in PROVINCES] + list(BESIDE):
        found = places.setdefault(name[:2], [])
        found.append((name + _PROVINCE, code, anywhere))
        found.append((f"{name}(?!{_STREET}|州|藏族|蒙古族)", code, _FAR_IN))
    for code, names in CITIES.items():
        for name in names.split():
            found = places.setdefault(name[:2], [])
            found.append((name if name.endswith("州") and len(name) > 2 else name + _CITY, code, anywhere))
            if name not in _BARE_NEVER:
                found.append((f"{name}(?!{_STREET}|$)", code, 0))
    return places


def _in_latin(text: str) -> str | None:
    low = text.lower().replace("’", "'")
    found = [(match.start(), code) for pattern, code in _latin_patterns() for match in pattern.finditer(low)]
    # Latin addresses go from the small to the large, so the last name is the largest place.
    return max(found)[1] if found else None


@cache
def _latin_patterns() -> list[tuple[re.Pattern, str]]:
    named = [(name.lower(), code) for code, name, _chinese in PROVINCES]
    named += [(name, code) for code, names in LATIN.items() for name in names.split()]
    named += [("hong kong", "HK"), ("kowloon", "HK"), ("macau", "MO"), ("macao", "MO"), ("taiwan", "TW"), ("taipei", "TW")]
    return [(re.compile(rf"(?<![a-z]){re.escape(name)}(?![a-z])(?!{_LATIN_STREET})"), code) for name, code in named]
