"""What a shop agrees to: currency, zone, language, how the money travels, returns, days to pack."""

from functools import lru_cache
from zoneinfo import available_timezones

from babel.core import get_global
from babel.numbers import get_currency_name

from storefront.kit import db, events, i18n, money, regions
from storefront.kit.errors import Refused
from storefront.kit.i18n import gettext as _
from storefront.kit.registry import Registry
from storefront.shops import actions, opening
from storefront.shops.models import Shop, ShopDay

CURRENCIES = (
    "CNY", "HKD", "TWD", "JPY", "KRW", "SGD", "MYR", "THB", "VND", "IDR", "PHP", "INR", "EUR", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN",
    "CZK", "HUF", "USD", "CAD", "AUD", "NZD", "MXN", "BRL", "ARS", "CLP", "COP", "ZAR", "NGN", "KES", "AED", "SAR", "KWD", "BHD", "OMR", "TRY", "ILS",
)  # fmt: skip
MODES = ("protected", "direct")
# Goods and ways of delivery have prices too, to our right. `app.py` hands in who knows: `shops.priced.add("goods", catalog)`.
priced = Registry("keeper of prices", ("has_prices", "forget_prices"))
placed = Registry("keeper of orders", ("has_orders",))  # and who knows of those that ended unpaid, and count no more


def has_sold(shop: Shop) -> bool:
    """Whether the shop ever took an order: then its currency stays."""
    if shop.orders_count > 0 or ShopDay.of(shop).where(ShopDay.orders_count > 0).exists():
        return True
    return any(keeper.has_orders(shop) for _name, keeper in placed)


@db.verb
def change_terms(shop: Shop, **values) -> Shop:
    """Change `currency`, `country`, `time_zone`, `language`, `mode`, `returns_days`, `return_postage`, `pack_days`; what is not given stays.

    Orders keep what was agreed when they were placed. Raises Refused with the field.
    """
    changed = {name: value for name, value in values.items() if value is not None and value != getattr(shop, name)}
    for name, value in changed.items():
        _check(shop, name, value)
    if not changed:
        return shop
    before = {name: getattr(shop, name) for name in changed}
    rights = {"eu_rights": True} if changed.get("country") in regions.EEA else {}
    Shop.update(**changed, **rights).where(Shop.id == shop.id).execute()
    for name, value in changed.items():
        setattr(shop, name, value)
    shop._dirty.clear()
    if "currency" in changed and money.exponent(changed["currency"]) != money.exponent(before["currency"]):
        for _name, keeper in priced:
            keeper.forget_prices(shop)
    events.record("shop.terms_changed", subject=f"shop:{shop.id}", shop=shop, was=before, now=changed)
    actions.touch(shop)
    return shop


def _check(shop: Shop, name: str, value) -> None:
    if name == "currency":
        _check_currency(shop, value)
    elif name == "time_zone":
        if value not in available_timezones():
            raise Refused(_("Choose a time zone from the list."), name)
    elif name == "language":
        if value not in i18n.LANGUAGES:
            raise Refused(_("Choose a language from the list."), name)
    elif name == "mode":
        if value not in opening.modes():
            raise Refused(_("Choose one of the two ways."), name)
    elif name == "return_postage":
        if value not in ("buyer", "shop"):
            raise Refused(_("Choose one of the two."), name)
    elif name == "country":
        if len(value) != 2 or not value.isalpha() or not value.isupper():
            raise Refused(_("Choose a country from the list."), name)
    elif name in ("returns_days", "pack_days"):
        least, most = (0, 60) if name == "returns_days" else (1, 30)
        if not least <= value <= most:
            raise Refused(_("Write a number from %(least)s to %(most)s.", least=least, most=most), name)
    else:
        raise TypeError(name)


def _check_currency(shop: Shop, value: str) -> None:
    if value not in CURRENCIES:
        raise Refused(_("Choose a currency from the list."), "currency")
    if has_sold(shop):
        raise Refused(_("The currency stays as it is after the first order."), "currency")
    if money.exponent(value) != money.exponent(shop.currency) and (
        shop.items_count or any(keeper.has_prices(shop) for _name, keeper in priced)
    ):
        raise Refused(
            _(
                "This currency has other decimals, so your prices and delivery fees would become other sums. Delete your items and empty the sums in your delivery table first."
            ),
            "currency",
        )


def currency_choices(shop: Shop) -> list[tuple[str, str]]:
    """(code, "CNY · Chinese Yuan") in the reader's language."""
    codes = CURRENCIES if shop.currency in CURRENCIES else (shop.currency, *CURRENCIES)
    return [(code, f"{code} · {get_currency_name(code, locale=i18n.babel_locale(i18n.language()))}") for code in codes]


def country_choices(shop: Shop) -> list[tuple[str, str]]:
    """(ISO code, name) in the reader's language, by name."""
    names = i18n.babel_locale(i18n.language()).territories
    codes = [
        code for code in names if len(code) == 2 and code.isalpha() and code not in ("EU", "EZ", "UN", "QO", "ZZ", "XA", "XB")
    ]
    return sorted(((code, names[code]) for code in {*codes, shop.country}), key=lambda pair: pair[1])


@lru_cache(1)
def _zones() -> tuple[str, ...]:
    kept = ("Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
    return tuple(sorted(name for name in available_timezones() if name.partition("/")[0] in kept))


def zone_choices(shop: Shop) -> list[tuple[str, str]]:
    """(IANA name, the same readable), the shop's own included; in other languages than English by country and city."""
    names = _zones() if shop.time_zone in _zones() else (shop.time_zone, *_zones())
    if i18n.language() == "en":
        return [(name, name.replace("_", " ").replace("/", " · ")) for name in names]
    places = ((name, _place_of(name, i18n.language())) for name in names)
    return sorted(((name, place) for name, place in places if " · " in place or name == shop.time_zone), key=lambda pair: pair[1])


@lru_cache(1000)
def _place_of(zone: str, tag: str) -> str:
    """The zone's country and city: "中国 · 上海" for Asia/Shanghai. Former names of zones have no country."""
    locale = i18n.babel_locale(tag)
    country = locale.territories.get(get_global("zone_territories").get(zone, ""), "")
    names = [
        zone,
        *(former for former, now in get_global("zone_aliases").items() if now == zone),
    ]  # CLDR knows some by an older name
    known = (locale.time_zones.get(name) or {} for name in names)
    city = next((each["city"] for each in known if "city" in each), zone.rpartition("/")[2].replace("_", " "))
    return f"{country} · {city}" if country else city
