"""The seller's form as one verb, many drafts as one verb, and the seller's own list."""

import peewee

from storefront.catalog import actions, rules, sale, search, shelf, shelves
from storefront.catalog.actions import UNCHANGED
from storefront.catalog.models import CollectionItem, Product
from storefront.kit import db
from storefront.kit.errors import Refused
from storefront.kit.i18n import gettext as _
from storefront.media import Picture

PAGE = 40
STATES = {"": None, "sale": "on_sale", "drafts": "draft", "off": "off_sale", "out": "on_sale", "hidden": "hidden"}


@db.verb
def write(
    product: Product, values: dict, *, left=UNCHANGED, shelf_slugs: list[str] | None = None, new_shelf: str = ""
) -> Product:
    """Save a whole form: `values` for `actions.save`, pieces `left` (None: not counted), the shelves it stands on, and a new shelf."""
    actions.save(product, **values)
    shop = product.shop
    if left is not UNCHANGED and not product.has_choices and left != product.left_count:
        shelf.count(actions.variants_of(product)[0], left)
        product.left_count = left
    if new_shelf:
        known = {each.name.casefold(): each for each in shelves.collections_of(shop)}
        made = known.get(new_shelf.casefold()) or shelves.create_collection(shop, new_shelf)
        shelf_slugs = [*(shelf_slugs or []), made.slug]
    if shelf_slugs is not None:
        wanted = [each.id for each in shelves.collections_of(shop) if each.slug in shelf_slugs]
        shelves.set_shelves(shop, product, wanted)
    return product


@db.verb
def set_left(product: Product, left: int | None) -> Product:
    """So many can be bought (None: not counted), edited in place. Raises Refused where variants are counted one by one."""
    if product.has_choices:
        raise Refused(_("The choices are counted one by one. Open the item to change them."), field="stock")
    shelf.count(actions.variants_of(product)[0], left)
    product.left_count = left
    product._dirty.clear()
    return product


@db.verb
def put_all_on_sale(shop, rows: list[tuple[Product, dict]]) -> list[Product]:
    """Save and put on sale several drafts, all of them or none."""
    for product, values in rows:
        actions.save(product, **values)
        sale.put_on_sale(product)
    return [product for product, _values in rows]


def seller_page(
    shop, state: str = "", text: str = "", after: str | None = None, limit: int = PAGE, beside=None
) -> tuple[list[Product], str | None]:
    """(products with `picture`, key of the next page) of the seller's list: everything but what is deleted, and what stands on the
    collection `beside`. One query, two for a search."""
    query = (
        Product.across_shops(Product, Picture)
        .join(Picture, peewee.JOIN.LEFT_OUTER, on=(Product.cover == Picture.id), attr="picture")
        .where(Product.shop == shop.id)
    )
    wanted = STATES.get(state)
    query = query.where(Product.state == wanted) if wanted else query.where(Product.state != "deleted")
    if state == "out":
        query = query.where(Product.left_count == 0)
    if beside is not None:
        query = query.where(Product.id.not_in(_standing(beside)))
    start = rules.cursor(after)
    if text:
        return _found(shop, query, text, wanted, start[0] if start else None, limit, beside)
    if start is not None:
        query = query.where(Product.position < start[0])
    rows = _with_pictures(shop, query.order_by(Product.position.desc()).limit(limit + 1))
    return rows[:limit], str(rows[limit - 1].position) if len(rows) > limit else None


def _standing(collection):
    return CollectionItem.of(collection.shop_id, CollectionItem.product).where(CollectionItem.collection == collection.id)


def _found(shop, query, text: str, wanted: str | None, before: int | None, limit: int, beside=None):
    """What matches, newest first."""
    where = f"p.state = '{wanted}'" if wanted else "p.state <> 'deleted'"
    if beside is not None:
        shelf_id = int(beside.id)
        where += (
            f" AND NOT EXISTS (SELECT 1 FROM collection_item ci WHERE ci.collection_id = {shelf_id} AND ci.product_id = p.id)"
        )
    ids = search.find(shop.id, text, where, before, limit + 1)
    rows = _with_pictures(shop, query.where(Product.id.in_(ids)).order_by(Product.id.desc())) if ids else []
    return rows[:limit], str(rows[limit - 1].id) if len(ids) > limit else None


def _with_pictures(shop, query) -> list[Product]:
    rows = [actions.with_shop(row, shop) for row in query]
    for row in rows:
        row.picture = getattr(row, "picture", None)
    return rows
