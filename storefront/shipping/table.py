"""The delivery table as its seller edits it."""

from storefront import shops
from storefront.kit import db, regions
from storefront.kit.errors import NotFound, Refused
from storefront.kit.i18n import babel_locale, language
from storefront.kit.i18n import gettext as _
from storefront.kit.money import Money
from storefront.shipping.models import Option

# Where small shops send things most; a shop's own country stands first.
ABROAD = (
    "CN", "HK", "MO", "TW", "SG", "MY", "TH", "VN", "ID", "PH", "JP", "KR", "IN", "AU", "NZ", "DE", "AT", "CH", "FR", "IT", "ES", "PT", "NL", "BE",
    "LU", "IE", "GB", "DK", "SE", "NO", "FI", "PL", "CZ", "SK", "HU", "SI", "HR", "RO", "BG", "GR", "EE", "LV", "LT", "US", "CA", "MX", "BR", "AR", "CL", "CO",
)  # fmt: skip


def places(shop) -> list[tuple[str, str]]:
    """(code, name) to choose from: the shop's country, its provinces, other countries."""
    names = babel_locale(language()).territories
    home = [(shop.country, names.get(shop.country, shop.country)), *regions.regions(shop.country)]
    return home + [(code, names.get(code, code)) for code in ABROAD if code != shop.country]


def defaults(shop) -> dict:
    """A new line, before anything is typed."""
    return {
        "kind": "courier",
        "regions": [shop.country],
        "fee": Money(0, shop.currency),
        "days_least": 2,
        "days_most": 4,
        "active": True,
    }


def values(option: Option, shop) -> dict:
    """A line as its form shows it."""
    return {
        "kind": option.kind, "name": option.name, "regions": [code for code in option.regions.split(",") if code], "fee": Money(option.fee_minor, shop.currency),
        "free_over": Money(option.free_over_minor, shop.currency) if option.free_over_minor else None, "days_least": option.days_least,
        "days_most": option.days_most, "place": option.place, "active": option.active,
    }  # fmt: skip


def option(shop, option_id: int) -> Option:
    """A line of this shop. Raises NotFound."""
    found = Option.of(shop).where(Option.id == option_id).first()
    if found is None:
        raise NotFound
    return found


def keep_rights(shop) -> None:
    """Whoever sends things to the European Economic Area shows its buyers the way to withdraw on every page."""
    places = [row.regions for row in Option.of(shop, Option.regions).where(Option.active)]
    there = any(not place or any(code.strip()[:2].upper() in regions.EEA for code in place.split(",")) for place in places)
    shops.Shop.update(eu_rights=there or shop.country in regions.EEA).where(shops.Shop.id == shop.id).execute()


@db.verb
def save(shop, editing: Option | None, form) -> Option:
    """Write a line; the item pages show it at once."""
    known = {code for code, _name in places(shop)}
    wanted = {
        "kind": form.kind.data,
        "name": form.name.data or "",
        "regions": ",".join(code for code in form.regions.data or [] if code in known),
        "fee_minor": form.fee.data.minor,
        "free_over_minor": form.free_over.data.minor if form.free_over.data else None,
        "days_least": form.days_least.data,
        "days_most": form.days_most.data,
        "place": form.place.data or "",
        "active": bool(form.active.data),
    }
    if editing is None:
        saved = Option.create(shop=shop, position=Option.of(shop).count(), **wanted)
    else:
        Option.update(**wanted).where(Option.id == editing.id).execute()
        saved = editing
    keep_rights(shop)
    shops.touch(shop)
    return saved


@db.verb
def remove(shop, gone: Option) -> None:
    """Take a line out. The last one stays: a shop without delivery could not sell."""
    if Option.of(shop).where(Option.id != gone.id, Option.active).count() == 0:
        raise Refused(_("This is the only way to get things from your shop. Add another one first."))
    Option.delete().where(Option.id == gone.id).execute()
    keep_rights(shop)
    shops.touch(shop)


def open_with_delivery(event, _row) -> None:
    """Listener of shops.Opened: the first line of the table."""
    shop = shops.Shop.get_or_none(shops.Shop.id == event.shop)
    if shop is not None:
        give_default(shop)


@db.verb
def give_default(shop) -> None:
    """A new shop delivers by courier, free, inside its country: there is always a way to get things."""
    if not Option.of(shop).exists():
        Option.create(shop=shop, kind="courier", regions=shop.country, fee_minor=0, days_least=2, days_most=4)
        keep_rights(shop)
