"""Pure decisions about a shop: its key, handle, seal and hue from its name, and how much it may sell in a day."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass

from storefront.kit import colour, ids, money, search

NAME_LONGEST = 60
SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])")
RESERVED = frozenset({
    "about", "account", "accounts", "admin", "administrator", "api", "app", "billing", "cart", "checkout", "dashboard", "demo",
    "feed", "help", "home", "hooks", "legal", "live", "login", "mail", "market", "me", "microstore", "money", "moderator",
    "new", "news", "null", "notices", "o", "official", "open", "operator", "order", "orders", "pay", "payment", "payments", "q",
    "report", "root", "sandbox", "search", "security", "sell", "seller", "settings", "share", "shop", "shops", "signin",
    "signout", "static", "status", "store", "support", "system", "team", "test", "undefined", "verify", "www",
})  # fmt: skip

# Endings that make a taken name one's own. They belong to the name, so they follow its script, not the reader's language.
_LATIN_ENDINGS = (" Shop", " Studio", " & Co", " House", " Corner", " Market", " Goods", " Room")
_HAN_ENDINGS = ("小店", "铺子", "工坊", "小铺", "杂货", "生活馆", "精选", "集市")
_HAN = r"[\u3400-\u9fff\uf900-\ufaff]"  # compiled when first used (kit.search)


def name_key(name: str) -> str:
    """What two names must not share: folded, without spaces and marks ("Mei’s Kiln" and "MEIS KILN" are one)."""
    folded = search.fold(name).replace(" ", "")
    return (folded or unicodedata.normalize("NFKC", name).casefold().replace(" ", ""))[:80]


def free_name_ideas(name: str) -> list[str]:
    """Names close to a taken one, best first; more than are needed, since some may be taken too."""
    endings = _HAN_ENDINGS if re.search(_HAN, name) else _LATIN_ENDINGS
    ideas = [name + ending for ending in endings] + [f"{name} {number}" for number in range(2, 8)]
    return [idea for idea in ideas if len(idea) <= NAME_LONGEST]


def slugify(name: str) -> str:
    """The Latin letters and digits of a name as a handle ("Café Olé!" → "cafe-ole"); "" where fewer than two are left."""
    text = unicodedata.normalize("NFKD", name).casefold()
    for before, after in (
        ("ß", "ss"),
        ("æ", "ae"),
        ("ø", "o"),
        ("đ", "d"),
        ("ł", "l"),
        ("œ", "oe"),
        ("&", " and "),
        ("'", ""),
        ("’", ""),
    ):
        text = text.replace(before, after)
    text = "".join(c for c in text if not unicodedata.combining(c))
    slug = re.sub(r"[^a-z0-9]+", "-", text).strip("-")[:32].strip("-")
    return slug if len(slug) >= 2 else ""


def slug_ideas(name: str) -> list[str]:
    """Handles for a name, best first, ending with random ones that are certainly free."""
    base = slugify(name)
    ideas = []
    if base and base not in RESERVED:
        ideas += (
            [base, f"{base}-shop"] + [f"{base}-{number}" for number in range(2, 6)] + [f"{base}-{_scrap()}" for _n in range(2)]
        )
    return [idea for idea in ideas if len(idea) <= 40] + [f"shop-{_scrap()}" for _n in range(6)]


def _scrap() -> str:
    return ids.code(4).lower()


def slug_is_well_formed(slug: str) -> bool:
    """2 to 40 of a–z, 0–9 and single inner hyphens."""
    return bool(SLUG.fullmatch(slug)) and "--" not in slug


def read_slug(text: str) -> str:
    """A handle as it stands in an address, in lower case; "" for what cannot be one (nothing else reaches the database)."""
    slug = (text or "")[:60].lower()
    return slug if SLUG.fullmatch(slug) else ""


def seal_of(name: str) -> str:
    """The character of a name that stands in its seal: the first letter, sign or digit."""
    for character in unicodedata.normalize("NFKC", name):
        if character.isalnum():
            return character.upper()[:1]
    return name.strip()[:1] or "·"


def hue_of(name: str) -> int:
    """A hue for a name, always the same: a multiple of 15 degrees."""
    return hashlib.sha256(name_key(name).encode()).digest()[0] % 24 * 15


def chroma_for(hue: int, wanted: int = 110) -> int:
    """A chroma (thousandths) that screens can show at this hue, at most `wanted`."""
    return min(wanted, int(colour.max_chroma(colour.FILL, hue) * 1000))


# --- how much a shop may sell in a day ------------------------------------------------------------------------------------

# Roughly what one unit of a currency is worth in CNY, for limits only; money never moves by these numbers.
_WORTH = {
    "CNY": 1, "HKD": 0.92, "TWD": 0.22, "JPY": 0.048, "KRW": 0.0052, "SGD": 5.4, "MYR": 1.6, "THB": 0.21, "VND": 0.00028, "IDR": 0.00044,
    "PHP": 0.125, "INR": 0.083, "EUR": 7.8, "GBP": 9.1, "CHF": 8.1, "SEK": 0.68, "NOK": 0.66, "DKK": 1.05, "PLN": 1.8, "CZK": 0.31,
    "HUF": 0.02, "USD": 7.2, "CAD": 5.2, "AUD": 4.7, "NZD": 4.3, "MXN": 0.38, "BRL": 1.3, "ARS": 0.006, "CLP": 0.0077, "COP": 0.0018,
    "ZAR": 0.4, "NGN": 0.0047, "KES": 0.055, "AED": 1.96, "SAR": 1.92, "KWD": 23.4, "BHD": 19.1, "OMR": 18.7, "TRY": 0.2, "ILS": 2.0,
}  # fmt: skip


@dataclass(frozen=True)
class Cap:
    """What a shop may sell in a day of its own calendar: orders, and their sum in minor units of its currency."""

    orders: int
    minor: int


def cap(market, currency: str, of: str) -> Cap | None:
    """The market's cap for a level (`orders`, and `minor` in currency `of`) in a shop's own currency; None where there is none."""
    return Cap(market.orders, roughly(market.minor, of, currency)) if market is not None else None


def roughly(minor: int, of: str, into: str) -> int:
    """About the same sum in another currency, in its minor units, rounded to two digits."""
    if of == into:
        return minor
    major = minor / 10 ** money.exponent(of) * _WORTH.get(of, 1) / _WORTH.get(into, 1)
    amount = max(1, round(major * 10 ** money.exponent(into)))
    places = max(0, len(str(amount)) - 2)
    return round(amount / 10**places) * 10**places
