"""The demo shops and what stands on their shelves."""

import io
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from storefront import accounts, catalog, invoices, media, shops, stock
from storefront.catalog import Row
from storefront.demo import art
from storefront.kit import clock, personal
from storefront.payments import settings
from storefront.shipping import Option, table

PHONES = ("+8613800138001", "+4915112345001", "+8613800138003")
WIDE = 800  # pixels: sharp on a phone, and quick to draw
MOST_VIEWS = 3  # pictures of an item besides those of its choices


def open_and_fill(described, number: int, say: Callable[[str], None]) -> tuple[shops.Shop, str]:
    """Open a shop as its owner would, and put everything on sale. Returns (shop, the owner's number)."""
    phone = PHONES[number]
    owner = accounts.Person.create(
        name=described.owner,
        phone=phone,
        phone_index=personal.blind("phone", phone),
        language=described.language,
        created_at=clock.now(),
    )
    shop = shops.open_shop(owner, described.name)
    shop = _settle(shop, described)
    _delivery(shop, described)
    _payment(shop, described)
    _tax(shop, described)
    pictures = _draw(shop, described, say)
    shelves = {name: catalog.create_collection(shop, name) for name in described.collections}
    # the first of the list stands first: what is put on sale last is shown first
    for item in reversed(described.items):
        _sell(shop, item, pictures, shelves)
    shop = shops.Shop.get_by_id(shop.id)
    say(f"{described.name}: {len(described.items)} items on sale")
    return shop, phone


def _settle(shop, described):
    values = {
        "slug": described.key, "seal": described.seal, "hue": described.hue, "chroma": described.chroma, "bright": described.bright,
        "words": described.words, "about": described.about, "sent_from": described.sent_from, "mode": described.mode,
        "currency": described.currency, "country": described.country, "time_zone": described.time_zone, "language": described.language,
        "returns_days": described.returns_days, "pack_days": described.pack_days,
    }  # fmt: skip
    shops.Shop.update(**values).where(shops.Shop.id == shop.id).execute()
    shop = shops.Shop.get_by_id(shop.id)
    if described.key != "xiaozhu":  # one shop shows what selling before the identity is checked looks like
        shops.verify(shop, "individual")
    cover = media.keep(io.BytesIO(art.jpeg(art.cover(described.key), 1600)), shop.id, "cover")
    shops.Shop.update(cover=cover).where(shops.Shop.id == shop.id).execute()
    return shops.Shop.get_by_id(shop.id)


def _delivery(shop, described) -> None:
    Option.delete().where(Option.shop == shop.id).execute()
    for position, way in enumerate(described.delivery):
        Option.create(
            shop=shop, kind=way.kind, name=way.name, regions=way.regions, fee_minor=way.fee_minor, free_over_minor=way.free_over_minor,
            days_least=way.days_least, days_most=way.days_most, place=way.place, position=position,
        )  # fmt: skip
    table.keep_rights(shop)


def _tax(shop, described) -> None:
    """The shop in Germany is registered: its prices include the tax, and its buyers get invoices."""
    if described.country != "DE":
        return
    invoices.change_mode(shop, "included")
    invoices.set_rate(shop, "DE", "standard", 19000)
    invoices.set_rate(shop, "DE", "reduced", 7000)
    invoices.change_particulars(shop, described.bank.holder, "Lindenweg 4\n50674 Köln", "DE136695976", "vat", "MwSt.")


def _payment(shop, described) -> None:
    if described.mode != "direct":
        return
    bank = described.bank
    settings.save(shop, bank.scheme, {"iban": bank.iban, "name": bank.holder, "bic": bank.bic})
    settings.save(shop, "cash")
    settings.save(shop, "pickup_cash")


def _draw(shop, described, say: Callable[[str], None]) -> dict[tuple, media.Picture]:
    """Draw every picture once and keep it as an upload; drawing and encoding use both cores."""
    wanted = {}
    for item in described.items:
        shown = [
            *item.pictures[:MOST_VIEWS],
            *(value.picture for option in item.options for value in option.values if value.picture),
        ]
        for picture in shown:
            wanted.setdefault((picture.drawing, picture.variant, picture.view), picture.words)
    kept = {}
    # drawing holds the interpreter, so it is done by processes beside this one
    with ProcessPoolExecutor(os.cpu_count() or 1, mp_context=get_context("spawn")) as pool:
        drawn = pool.map(_drawing, wanted)
        for number, (key, picture) in enumerate(zip(wanted, drawn, strict=True), 1):
            kept[key] = media.keep(io.BytesIO(picture), shop.id, "item", alt=wanted[key])
            if number % 10 == 0:
                say(f"{described.name}: {number} of {len(wanted)} pictures")
    return kept


def _drawing(key: tuple[str, str, int]) -> bytes:
    """One picture as JPEG."""
    name, variant, view = key
    return art.jpeg(art.draw(name, variant or None, view), WIDE)


def _sell(shop, item, pictures: dict, shelves: dict) -> None:
    def picture_of(one):
        return pictures[one.drawing, one.variant, one.view]

    product = catalog.create_draft(shop)
    food = "reduced" if shop.tax_mode else None  # the shop that charges tax sells food
    catalog.save(
        product, name=item.name, words=item.words, price_minor=item.price_minor, was_minor=item.was_minor, tax_category=food
    )
    chosen = [value.picture for option in item.options for value in option.values if value.picture]
    catalog.attach(
        product, list({picture_of(one).id: picture_of(one) for one in [*item.pictures[:MOST_VIEWS], *chosen]}.values())
    )
    if item.options:
        made = catalog.set_options(product, [(option.name, [value.name for value in option.values]) for option in item.options])
        by_names = {names: (price, left, shown) for names, price, left, shown in item.variants()}
        rows = {}
        for variant in made:
            price, left, shown = by_names[tuple(variant.choice_list)]
            rows[variant.code] = Row(price, left, picture_of(shown).id)
        catalog.set_variants(product, rows)
    elif item.stock is not None:
        stock.set_count(catalog.variants_of(product)[0], item.stock)
    catalog.put_on_sale(product)
    catalog.set_shelves(shop, product, [shelves[name].id for name in item.collections if name in shelves])
    if item.favourite:
        catalog.set_favourite(product, True)
