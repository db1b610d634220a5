"""What can happen to the choices of a product: options make a matrix of variants; each has its own price, stock and picture."""

import json
from dataclasses import dataclass

from storefront.catalog import actions, rules, shelf
from storefront.catalog.models import Product, ProductPicture, Variant
from storefront.kit import db
from storefront.kit.errors import Refused
from storefront.kit.i18n import gettext as _


@dataclass(frozen=True)
class Row:
    """What the seller says about one variant: price in minor units, pieces left (None: not counted), picture id, whether it exists."""

    price_minor: int
    left: int | None
    picture: int | None = None
    active: bool = True
    count: bool = True  # False: leave the stock as it is


@db.verb
def set_options(product: Product, options: list[tuple[str, list[str]]]) -> list[Variant]:
    """Make the variants of every combination of the options' values; returns them in order.

    Variants whose combination stays keep their code, price, stock and picture. Combinations that are no longer made become
    inactive: orders and bags may name them. No options: one variant again. Raises Refused (field "options") for too many.
    """
    options = [
        (" ".join(name.split())[:40], [value[:40] for value in values]) for name, values in options if name.strip() and values
    ]
    _check(options)
    wanted = rules.matrix(options)
    known = {tuple(variant.choice_list): variant for variant in actions.variants_of(product, active_only=False)}
    made = []
    for place, combination in enumerate(wanted):
        made.append(_variant_for(product, known.get(combination), combination, place))
    gone = [variant.id for variant in known.values() if tuple(variant.choice_list) not in set(wanted) and variant.active]
    if gone:
        Variant.update(active=False).where(Variant.id.in_(gone)).execute()
    _keep_on_product(product, options, made)
    return made


def _check(options) -> None:
    if len(options) > rules.MOST_OPTIONS:
        raise Refused(_("An item can have up to %(most)s kinds of choice.", most=rules.MOST_OPTIONS), field="options")
    names = [name.casefold() for name, _values in options]
    if len(set(names)) != len(names):
        raise Refused(_("Two kinds of choice have the same name."), field="options")
    count = len(rules.matrix(options))
    if count > rules.MOST_VARIANTS or any(len(values) > rules.MOST_VALUES for _name, values in options):
        raise Refused(
            _("That makes %(count)s combinations; there is room for %(most)s.", count=count, most=rules.MOST_VARIANTS),
            field="options",
        )


def _variant_for(product: Product, variant: Variant | None, combination: tuple[str, ...], place: int) -> Variant:
    if variant is None:
        return Variant.create(
            shop=product.shop_id, product=product, code=actions.free_variant_code(product.shop_id), position=place,
            choices=json.dumps(combination, ensure_ascii=False), price_minor=product.price_minor,
        )  # fmt: skip
    if variant.position != place:
        Variant.update(position=place).where(Variant.id == variant.id).execute()
        variant.position = place
    if not variant.active and len(combination) == 0:  # back to one variant: it is the one from before
        Variant.update(active=True, price_minor=product.price_minor).where(Variant.id == variant.id).execute()
        variant.active, variant.price_minor = True, product.price_minor
    return variant


@db.verb
def set_variants(product: Product, rows: dict[str, Row]) -> list[Variant]:
    """Write down price, stock, picture and existence of variants, by their codes. Codes of other products are ignored.

    Raises Refused (field "variants") where nothing would be left to buy, and whatever stock refuses.
    """
    variants = actions.variants_of(product, active_only=False)
    own_pictures = _pictures_of(product)
    for variant in variants:
        row = rows.get(variant.code)
        if row is None:
            continue
        variant.price_minor, variant.active = row.price_minor, row.active
        variant.picture = row.picture if row.picture in own_pictures else None
        Variant.update(price_minor=variant.price_minor, active=variant.active, picture=variant.picture_id).where(
            Variant.id == variant.id
        ).execute()
        if row.active and row.count:
            shelf.count(variant, row.left)
    options = [(option["name"], option["values"]) for option in product.option_list]
    combinations = set(rules.matrix(options))
    _keep_on_product(product, options, [variant for variant in variants if tuple(variant.choice_list) in combinations])
    return variants


def _pictures_of(product: Product) -> set[int]:
    return {row.picture_id for row in ProductPicture.of(product.shop_id).where(ProductPicture.product == product.id)}


def _keep_on_product(product: Product, options, variants: list[Variant]) -> None:
    """What lists need to know without looking at variants."""
    sold = [variant for variant in variants if variant.active]
    if not sold:
        raise Refused(_("At least one combination has to be there to buy."), field="variants")
    ways = [rules.Way(v.code, tuple(v.choice_list), v.price_minor, None, v.picture_id) for v in sold]
    pictured = rules.value_pictures(options, ways)
    listed = [
        {"name": name, "values": values, "pictures": pictures} for (name, values), pictures in zip(options, pictured, strict=True)
    ]
    prices = {variant.price_minor for variant in sold}
    lowest = min(prices)
    actions._write(
        product,
        {
            "options": json.dumps(listed, ensure_ascii=False),
            "has_choices": bool(options),
            "buy_code": "" if options else sold[0].code,
            "price_minor": lowest,
            "price_varies": len(prices) > 1,
            "was_minor": product.was_minor if product.was_minor and product.was_minor > lowest else None,
        },
    )
    actions.touch_if_shown(product)
    left = shelf.left_of(sold)
    total = None if any(each is None for each in left.values()) else sum(left.values())
    Product.update(left_count=total).where(Product.id == product.id).execute()
    product.left_count = total
    product._dirty.clear()
