"""What can be written about a product: drafts, names, prices.

Whatever the public sees bumps the shop's version in the same transaction.
"""

from storefront import shops
from storefront.catalog import search, watching
from storefront.catalog.models import Product, Variant
from storefront.kit import clock, db, ids
from storefront.kit.errors import Gone, NotFound, Refused
from storefront.kit.i18n import gettext as _
from storefront.kit.prepared import one, prepared
from storefront.shops import Shop

MOST_DRAFTS = 200
UNCHANGED = object()


# --- finding -----------------------------------------------------------------------------------------------------------


def product_by_code(shop, code: str, deleted: bool = False) -> Product:
    """A product of the shop by its code. Raises NotFound; deleted ones are found only when asked for."""
    product = Product.of(shop).where(Product.code == (code or "").upper()).first()
    if product is None or (product.state == "deleted" and not deleted):
        raise NotFound
    return with_shop(product, shop)


def with_shop(product: Product, shop) -> Product:
    """The product, knowing the shop it was found in: following the key would ask for it again."""
    if isinstance(shop, Shop):
        product.__rel__["shop"] = shop
    return product


def variants_of(product: Product, active_only: bool = True) -> list[Variant]:
    """The variants of a product, in order."""
    return (_active_of if active_only else _all_of)(product.shop_id, product.id)


@prepared
def _active_of(shop_id, product_id):
    return _variants(shop_id, product_id).where(Variant.active)


@prepared
def _all_of(shop_id, product_id):
    return _variants(shop_id, product_id)


def _variants(shop_id, product_id):
    return Variant.of(shop_id).where(Variant.product == product_id).order_by(Variant.position, Variant.id)


def drafts_of(shop, limit: int = 60) -> list[Product]:
    """What the shop began and did not put on sale yet, newest first."""
    return list(Product.of(shop).where(Product.state == "draft").order_by(Product.position.desc()).limit(limit))


# --- drafts and what is written in them ----------------------------------------------------------------------------------


@db.verb
def create_draft(shop, code: str | None = None) -> Product:
    """A new draft; with a `code` that the page proposed, the draft of that code, so that a form sent twice makes one.

    Raises Refused where too many drafts wait, NotFound for a code that is no code.
    """
    if code is not None and not (len(code) == 6 and set(code) <= set(ids.ALPHABET)):
        raise NotFound
    if code is not None:
        found = Product.of(shop).where(Product.code == code).first()
        if found is not None:
            if found.state == "deleted":
                raise Gone
            return found
    if Product.of(shop).where(Product.state == "draft").limit(MOST_DRAFTS).count() >= MOST_DRAFTS:
        raise Refused(_("%(most)s drafts wait in your shop. Put some on sale or delete them first.", most=MOST_DRAFTS))
    now = clock.now()
    product = Product.create(shop=shop, code=code or _free_code(shop), created_at=now, updated_at=now)
    product.position = product.id
    variant = Variant.create(shop=shop, product=product, code=free_variant_code(shop), price_minor=0)
    product.buy_code = variant.code
    _at_its_place(product.id, product.position, product.buy_code)
    search.put(product)
    return product


@prepared
def _at_its_place(product_id, position, buy_code):
    return Product.update(position=position, buy_code=buy_code).where(Product.id == product_id)


def _free_code(shop) -> str:
    while True:
        code = ids.code(6)
        if not _of_code(getattr(shop, "id", shop), code):
            return code


@one
def _of_code(shop_id, code):
    return Product.of(shop_id, Product.id).where(Product.code == code)


def free_variant_code(shop) -> str:
    """A code that no variant of the shop has."""
    while True:
        code = ids.code(8)
        if not _variant_of_code(getattr(shop, "id", shop), code):
            return code


@one
def _variant_of_code(shop_id, code):
    return Variant.of(shop_id, Variant.id).where(Variant.code == code)


@db.verb
def save(
    product: Product, *, name: str | None = None, words: str | None = None, price_minor: int | None = None,
    was_minor=UNCHANGED, needs_delivery: bool | None = None, tax_category: str | None = None, no_return: str | None = None,
) -> Product:  # fmt: skip
    """Write down what is given and leave the rest. A price belongs to every variant; `was_minor=None` takes the struck price away.

    Raises Refused where something on sale would lose its name, or where the old price is not higher than the price.
    """
    changes: dict = {}
    if name is not None:
        if not name and product.state != "draft":
            raise Refused(_("Give it a name, so that people can ask for it."), field="name")
        changes["name"] = name[:120]
    if words is not None:
        changes["words"] = words[:5000]
    if needs_delivery is not None:
        changes["needs_delivery"] = needs_delivery
    if tax_category is not None:
        changes["tax_category"] = tax_category
    if no_return is not None:
        changes["no_return"] = no_return
    if price_minor is not None:
        changes["price_minor"] = price_minor
    if was_minor is not UNCHANGED:
        changes["was_minor"] = was_minor
    _check_was(
        changes.get("was_minor", product.was_minor),
        changes.get("price_minor", product.price_minor),
        was_minor is not UNCHANGED,
        changes,
    )
    if price_minor is not None:
        Variant.update(price_minor=price_minor).where(Variant.product == product.id).execute()
        changes["price_varies"] = False
    return _write(product, changes)


def _check_was(was: int | None, price: int, asked: bool, changes: dict) -> None:
    if was is None or was > price:
        return
    if asked:
        raise Refused(_("The old price is higher than the price, or it is left empty."), field="was")
    changes["was_minor"] = None  # a price that rose past the old one is no reduction any more


def _write(product: Product, changes: dict) -> Product:
    changed = {key: value for key, value in changes.items() if getattr(product, key) != value}
    if not changed:
        return product
    if product.state == "on_sale":
        watching.watch(product, changed)
    for key, value in changed.items():
        setattr(product, key, value)
    if {"name", "words", "options"} & set(changed):
        product.search_text = changed["search_text"] = _searchable(product)
        search.put(product)
    Product.update(updated_at=clock.now(), **changed).where(Product.id == product.id).execute()
    product._dirty.clear()
    touch_if_shown(product)
    return product


def _searchable(product: Product) -> str:
    values = " ".join(value for option in product.option_list for value in option["values"])
    return search.text_of(product.shop_id, product.name, values, product.words)


def touch_if_shown(product: Product) -> None:
    """The public sees another page from now on, if it sees this product at all."""
    if product.state == "on_sale":
        shops.touch(product.shop)


@db.verb
def set_price(product: Product, price_minor: int) -> Product:
    """Change the price in place. Raises Refused where variants have prices of their own."""
    if product.price_varies:
        raise Refused(_("The choices have prices of their own. Open the item to change them."), field="price")
    return save(product, price_minor=price_minor)


def missing(product: Product) -> list[tuple[str, str]]:
    """(field, sentence) for everything that still stands between a product and its sale."""
    found = []
    if product.price_minor < 1:
        found.append(("price", _("Say what it costs.")))
    if not product.name:
        found.append(("name", _("Give it a name, so that people can ask for it.")))
    return found
