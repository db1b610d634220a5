"""Money: whole minor units and a currency. No floats, ever.

`split` is the only divider; it never loses or invents a unit. Rounding is half-up, once, where a share is taken
(`share`). Display follows the reader's locale: number patterns are Babel's, read once per currency and language.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

from babel.numbers import get_currency_precision, get_currency_symbol

from storefront.kit.i18n import babel_locale, language

LARGEST = 10**11  # no price, fee or total is larger than this many minor units

# Currencies whose smallest unit exists in the books of ISO 4217 but not in anybody's purse.
_SHOWN_EXPONENT = {"IDR": 0}
# In their own country these are written with the short mark.
_SHORT_SYMBOL = {
    "CNY": "¥",
    "EUR": "€",
    "USD": "$",
    "GBP": "£",
    "INR": "₹",
    "JPY": "JP¥",
    "THB": "฿",
    "VND": "₫",
    "BRL": "R$",
    "SGD": "S$",
}


def configure(home: str) -> None:
    """The market's own currency. Yuan and yen have one mark, and twenty yen are a yuan: the market's own is written with the mark
    alone, the other one says whose it is."""
    _SHORT_SYMBOL["CNY"], _SHORT_SYMBOL["JPY"] = ("CN¥", "¥") if home == "JPY" else ("¥", "JP¥")
    for kept in (_pattern, _parts, _display):
        kept.cache_clear()


# Of these, whoever reads English knows the thousands in twos: ₹1,00,000 is a lakh. Other languages group them as everything else.
_IN_TWOS = frozenset({"INR"})
_BEFORE_PAIRS = re.compile(r"(?<=\d)(?=(?:\d\d)+$)")


class BadAmount(ValueError):
    """The text is not an amount of money; `reason` is one of empty, format, decimals, negative, large."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


@lru_cache
def exponent(currency: str) -> int:
    """How many decimals the currency has: CNY 2, JPY 0, KWD 3."""
    return get_currency_precision(currency)


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """An amount: `minor` whole minor units of `currency` (ISO 4217)."""

    minor: int
    currency: str

    def __post_init__(self):
        if type(self.minor) is not int:
            raise TypeError("money is whole minor units")

    # --- arithmetic: same currency only ------------------------------------------------------------------------
    def _same(self, other: "Money") -> None:
        if self.currency != other.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not add up")

    def __add__(self, other: "Money") -> "Money":
        self._same(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        self._same(other)
        return Money(self.minor - other.minor, self.currency)

    def __mul__(self, count: int) -> "Money":
        if type(count) is not int:
            raise TypeError("multiply money by whole numbers only")
        return Money(self.minor * count, self.currency)

    __rmul__ = __mul__

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __bool__(self) -> bool:
        return self.minor != 0

    def __lt__(self, other: "Money") -> bool:
        self._same(other)
        return self.minor < other.minor

    def __le__(self, other: "Money") -> bool:
        self._same(other)
        return self.minor <= other.minor

    def __gt__(self, other: "Money") -> bool:
        return other < self

    def __ge__(self, other: "Money") -> bool:
        return other <= self

    def split(self, weights: list[int]) -> list["Money"]:
        """Divide by whole-number weights so that the parts add up exactly; the first parts take the odd units."""
        whole = sum(weights)
        if whole <= 0 or min(weights) < 0:
            raise ValueError("weights are not negative and not all zero")
        sign = -1 if self.minor < 0 else 1
        amount = abs(self.minor)
        parts = [amount * weight // whole for weight in weights]
        left = amount - sum(parts)
        # the units that rounding left over go to the largest remainders, first come first
        order = sorted(range(len(weights)), key=lambda i: (-(amount * weights[i] % whole), i))
        for i in order[:left]:
            parts[i] += 1
        return [Money(sign * part, self.currency) for part in parts]

    def share(self, basis_points: int) -> "Money":
        """A share in hundredths of a percent, rounded half away from zero: 250 = 2.5 %."""
        sign = -1 if self.minor < 0 else 1
        return Money(sign * ((abs(self.minor) * basis_points + 5000) // 10000), self.currency)

    # --- text ----------------------------------------------------------------------------------------------------
    def plain(self) -> str:
        """Machine form without a currency: "128.00"."""
        digits = exponent(self.currency)
        sign = "-" if self.minor < 0 else ""
        if not digits:
            return f"{sign}{abs(self.minor)}"
        whole, part = divmod(abs(self.minor), 10**digits)
        return f"{sign}{whole}.{part:0{digits}d}"

    def display(self, tag: str | None = None) -> str:
        """For people, with all decimals: "¥118.00", "12,50 €"."""
        return _display(self.minor, self.currency, tag or language(), False)

    def short(self, tag: str | None = None) -> str:
        """For people, without empty decimals: "¥118", "¥359.50"."""
        return _display(self.minor, self.currency, tag or language(), True)

    def parts(self, tag: str | None = None) -> tuple[str, str, str, str]:
        """(mark before, whole units, decimals with their point or "", mark after): empty decimals are left out."""
        return _parts(self.minor, self.currency, tag or language(), True)

    def __str__(self) -> str:
        return self.display()


@lru_cache
def _pattern(currency: str, tag: str) -> tuple[str, str, str, str, str]:
    """(mark before, mark after, group mark, decimal point, minus) of a currency in a language."""
    locale = babel_locale(tag)
    symbol = _SHORT_SYMBOL.get(currency) or get_currency_symbol(currency, locale)
    symbols = locale.number_symbols.get("latn", {})
    pattern = locale.currency_formats["standard"].pattern.split(";")[0]
    gap = "\xa0" if re.search(r"[\s\xa0]", pattern) or (symbol[-1:].isalpha() and len(symbol) > 1) else ""
    group, point = symbols.get("group", ","), symbols.get("decimal", ".")
    if pattern.strip().startswith("¤"):
        return symbol + gap, "", group, point, "−"
    return "", gap + symbol, group, point, "−"


@lru_cache(8192)
def _parts(minor: int, currency: str, tag: str, short: bool) -> tuple[str, str, str, str]:
    before, after, group, point, minus = _pattern(currency, tag)
    digits = exponent(currency)
    whole, part = divmod(abs(minor), 10**digits)
    shown = _SHOWN_EXPONENT.get(currency, digits)
    cents = "" if not shown or (short and not part) else f"{point}{part:0{digits}d}"
    grouped = _in_twos(whole) if currency in _IN_TWOS and tag == "en" else f"{whole:,}"
    return (minus if minor < 0 else "") + before, grouped.replace(",", group), cents, after


def _in_twos(whole: int) -> str:
    """12345678 as 1,23,45,678."""
    head, tail = divmod(whole, 1000)
    if not head:
        return str(whole)
    pairs = _BEFORE_PAIRS.sub(",", str(head))
    return f"{pairs},{tail:03}"


@lru_cache(8192)
def _display(minor: int, currency: str, tag: str, short: bool) -> str:
    return "".join(_parts(minor, currency, tag, short))


_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，", "0123456789.,")


def parse(text: str, currency: str) -> Money:
    """What a person typed as an amount: "128", "1,280.50", "12,5", "¥ 99". Raises BadAmount with a reason.

    A single comma or point is the decimal point, but for a comma before three digits, which groups thousands; so does a point where the
    currency has no decimals in use. Where three digits behind a mark could be either ("1.280" in euros, "1,280" in dinars, which have
    three decimals), it is refused: the one reading is a thousand times the other. Rupees may be grouped in twos: "1,00,000".
    """
    digits = exponent(currency)
    cleaned = re.sub(r"[\s\xa0\u202f'’]", "", (text or "").translate(_FULL_WIDTH))
    cleaned = re.sub(r"^(?:[A-Z]{2}¥|[A-Z]{2,3}|[^\d.,+-]{1,3})|(?:[A-Z]{2,3}|[^\d.,]{1,3})$", "", cleaned)
    if not cleaned:
        raise BadAmount("empty")
    if cleaned.startswith("-"):
        raise BadAmount("negative")
    if not re.fullmatch(r"\d{1,15}(?:[.,]\d{1,15})*", cleaned):
        raise BadAmount("format")
    marks = [c for c in cleaned if c in ".,"]
    whole, decimals = cleaned, ""
    if marks:
        last = marks[-1]
        tail = cleaned.rsplit(last, 1)[1]
        groups = len(tail) == 3 and digits != 3 and (last == "," or not _SHOWN_EXPONENT.get(currency, digits))
        if marks.count(last) == 1 and not groups:
            whole, decimals = cleaned.rsplit(last, 1)
            if last == "," and len(tail) == 3 and whole.strip("0"):
                raise BadAmount("decimals")
        whole = _ungrouped(whole, currency)
    if len(decimals) > digits and (len(decimals) == 3 or decimals[digits:].strip("0")):
        raise BadAmount("decimals")
    try:
        value = Decimal(f"{whole}.{decimals or '0'}").scaleb(digits).quantize(Decimal(1), ROUND_HALF_UP)
    except InvalidOperation:
        raise BadAmount("large") from None
    if value > LARGEST:
        raise BadAmount("large")
    return Money(int(value), currency)


def _ungrouped(whole: str, currency: str) -> str:
    """Whole units without the marks between their groups. Raises BadAmount where the groups are none."""
    first, *groups = whole.replace(",", ".").split(".")
    lengths = [len(group) for group in groups]
    in_twos = currency in _IN_TWOS and "." not in whole and lengths[-1:] == [3] and set(lengths[:-1]) == {2} and len(first) < 3
    if set(lengths) - {3} and not in_twos:
        raise BadAmount("format")
    return "".join((first, *groups))
