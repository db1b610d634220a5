"""What others buy: variants that are for sale now, with everything an order or a bag writes down about them."""

from dataclasses import dataclass

import peewee

from storefront.catalog.models import Product, Variant
from storefront.kit import db
from storefront.kit.money import Money
from storefront.kit.prepared import one, prepared
from storefront.media import Picture
from storefront.shops import Shop


@dataclass(frozen=True)
class Offer:
    """One variant that can be bought: its price in minor units of its shop's currency, its words and its picture."""

    variant_id: int
    variant_code: str
    product_id: int
    product_code: str
    shop: Shop
    price_minor: int
    name: str
    choices: str  # "Celadon · 320 ml", "" without choices
    picture: Picture | None
    needs_delivery: bool
    tax_category: str = "standard"
    no_return: str = ""  # why it cannot simply be sent back: made_to_order, perishable, hygiene

    @property
    def price(self) -> Money:
        return Money(self.price_minor, self.shop.currency)

    @property
    def picture_code(self) -> str | None:
        return self.picture.code if self.picture else None


# Without its words, which are long: what `_offer` takes.
_OF_PRODUCT = (Product.id, Product.code, Product.name, Product.needs_delivery, Product.tax_category, Product.no_return)


def _query(*more) -> peewee.ModelSelect:
    return (
        Variant.across_shops(Variant, *_OF_PRODUCT, Picture, *more)
        .join(Product, on=(Variant.product == Product.id))
        .join(
            Picture,
            peewee.JOIN.LEFT_OUTER,
            on=(Picture.id == peewee.fn.COALESCE(Variant.picture, Product.cover)),
            src=Variant,
            attr="seen",
        )
        .where(Variant.active, Product.state == "on_sale")
    )


def _query_with_shop() -> peewee.ModelSelect:
    return _query(Shop).join_from(Product, Shop, on=(Product.shop == Shop.id))


def _offer(variant: Variant, shop: Shop | None = None) -> Offer:
    product = variant.product
    seen = getattr(variant, "seen", None)
    return Offer(
        variant_id=variant.id,
        variant_code=variant.code,
        product_id=product.id,
        product_code=product.code,
        shop=shop or product.shop,
        price_minor=variant.price_minor,
        name=product.name,
        choices=variant.choice_text,
        picture=seen if seen is not None and seen.code else None,
        needs_delivery=product.needs_delivery,
        tax_category=product.tax_category,
        no_return=product.no_return,
    )


@prepared
def _by_ids(variant_ids):
    return _query_with_shop().where(Variant.id.in_(variant_ids))


@prepared
def _of_shop(shop_id, variant_ids):
    return _query().where(Variant.shop == shop_id, Variant.id.in_(variant_ids))


@one
def _by_code(shop_id, code):
    return _query_with_shop().where(Variant.shop == shop_id, Variant.code == code)


@one
def _by_slug(slug, code):
    return _query_with_shop().where(Shop.slug == slug, Variant.shop == Shop.id, Variant.code == code)


@one
def _sold_here(slug, code):
    here = Variant.across_shops(Variant.id).join(Product, on=(Variant.product == Product.id))
    here = here.join(Shop, on=(Product.shop == Shop.id)).where(Variant.active, Product.state == "on_sale")
    return here.where(Shop.slug == slug, Variant.shop == Shop.id, Variant.code == code).tuples()


def is_sold(slug: str, code: str) -> bool:
    """Whether a variant is for sale in the shop of this handle: whether `offer_by_slug` finds one."""
    return _sold_here((slug or "").lower(), code) is not None


def for_sale(variant_ids: list[int], shop: Shop | None = None) -> list[Offer]:
    """The offers of these variants, in this order, without those that are not for sale any more. With a `shop` only its own: it is not
    read again. One query."""
    if not variant_ids:
        return []
    wanted = list(set(variant_ids))
    rows = _by_ids(wanted) if shop is None else _of_shop(shop.id, wanted)
    found = {variant.id: _offer(variant, shop) for variant in rows}
    return [found[each] for each in variant_ids if each in found]


def offer_by_code(shop_id: int, code: str) -> Offer | None:
    """The offer of a variant by its public code, or None where it is not for sale in this shop."""
    variant = _by_code(shop_id, code)
    return _offer(variant) if variant is not None else None


def offer_by_slug(slug: str, code: str) -> Offer | None:
    """The same, by the shop's handle, as forms on public pages name it."""
    variant = _by_slug((slug or "").lower(), code)
    return _offer(variant) if variant is not None else None


@db.verb
def sold(product_id: int, pieces: int) -> None:
    """Count pieces sold (or, negative, taken back). The number on the page follows within the time that pages are kept."""
    Product.update(sold_count=Product.sold_count + pieces).where(Product.id == product_id).execute()


@db.verb
def rated(product_id: int, stars: int, reviews: int) -> None:
    """Add to the sum of stars and the number of reviews that make the average (negative takes away)."""
    more = {Product.stars_sum: Product.stars_sum + stars, Product.reviews_count: Product.reviews_count + reviews}
    Product.update(more).where(Product.id == product_id).execute()
