"""What can happen to collections: ordered shelves of products, each with a link of its own."""

from datetime import timedelta

from storefront import shops
from storefront.catalog import rules, watching
from storefront.catalog.models import Collection, CollectionItem, Product
from storefront.kit import clock, db, ids
from storefront.kit.errors import Gone, NotFound, Refused
from storefront.kit.i18n import gettext as _

MOST_COLLECTIONS = 40
PAGE = 40
UNDO = timedelta(days=1)


def collections_of(shop) -> list[Collection]:
    """The collections of a shop, in order."""
    return list(Collection.of(shop).where(Collection.deleted_at.is_null()).order_by(Collection.position, Collection.id))


def collection_by_slug(shop, slug: str, deleted: bool = False) -> Collection:
    """One collection. Raises NotFound."""
    found = Collection.of(shop).where(Collection.slug == (slug or "").lower()).first()
    if found is None or (found.deleted_at is not None and not deleted):
        raise NotFound
    return found


@db.verb
def create_collection(shop, name: str) -> Collection:
    """A new, empty shelf at the end. Raises Refused for a name that is taken or too many shelves."""
    existing = collections_of(shop)
    if len(existing) >= MOST_COLLECTIONS:
        raise Refused(_("A shop can have up to %(most)s collections.", most=MOST_COLLECTIONS), field="name")
    _check_name(existing, name)
    position = max((shelf.position for shelf in existing), default=-1) + 1
    collection = Collection.create(shop=shop, slug=_free_slug(shop, name), name=name, position=position)
    shops.touch(shop)
    return collection


def _check_name(existing: list[Collection], name: str, but: Collection | None = None) -> None:
    if not name:
        raise Refused(_("Give the collection a name."), field="name")
    if any(shelf.name.casefold() == name.casefold() and (but is None or shelf.id != but.id) for shelf in existing):
        raise Refused(_("There is a collection with this name."), field="name")
    watching.watch_shelf(name)


def _free_slug(shop, name: str) -> str:
    base = rules.slug_for(name, "")
    taken = {slug for (slug,) in Collection.of(shop, Collection.slug).tuples()}
    for slug in ([base] if base else []) + [f"{base}-{number}" for number in range(2, 9) if base]:
        if slug not in taken:
            return slug
    return ids.code(6).lower()


@db.verb
def rename_collection(shop, collection: Collection, name: str) -> None:
    """Another name; the address stays, so that links and posters go on working."""
    _check_name(collections_of(shop), name, but=collection)
    collection.name = name
    Collection.update(name=name).where(Collection.id == collection.id).execute()
    shops.touch(shop)


@db.verb
def move_collection(shop, collection: Collection, up: bool) -> None:
    """One place towards the front (`up`) or the end."""
    order = collections_of(shop)
    place = next(i for i, shelf in enumerate(order) if shelf.id == collection.id)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(order):
        return
    order[place], order[other] = order[other], order[place]
    for position, shelf in enumerate(order):
        if shelf.position != position:
            Collection.update(position=position).where(Collection.id == shelf.id).execute()
    shops.touch(shop)


@db.verb
def delete_collection(shop, collection: Collection) -> None:
    """The shelf goes; what stood on it stays in the shop. For a day it can be brought back."""
    Collection.update(deleted_at=clock.now()).where(Collection.id == collection.id).execute()
    shops.touch(shop)


@db.verb
def undelete_collection(shop, collection: Collection) -> None:
    """Undo. Raises Gone after a day, Refused where its name was taken meanwhile."""
    if collection.deleted_at is None:
        return
    if collection.deleted_at < clock.now() - UNDO:
        raise Gone(_("This was deleted some time ago and cannot be brought back."))
    _check_name(collections_of(shop), collection.name)
    Collection.update(deleted_at=None).where(Collection.id == collection.id).execute()
    shops.touch(shop)


# --- what stands on a shelf ----------------------------------------------------------------------------------------------


@db.verb
def put_on_shelf(shop, collection: Collection, product: Product) -> None:
    """Add a product at the front. There already: nothing happens."""
    if CollectionItem.of(shop).where(CollectionItem.collection == collection.id, CollectionItem.product == product.id).exists():
        return
    item = CollectionItem.create(shop=shop, collection=collection, product=product)
    # newest first, and a place that no other item has: pages go on after a place
    CollectionItem.update(position=item.id).where(CollectionItem.id == item.id).execute()
    _count(shop, collection, product, +1)


@db.verb
def take_off_shelf(shop, collection: Collection, product: Product) -> None:
    """Remove a product from a collection; it stays in the shop."""
    mine = (CollectionItem.collection == collection.id) & (CollectionItem.product == product.id)
    if CollectionItem.delete().where(CollectionItem.shop == shop.id, mine).execute():
        _count(shop, collection, product, -1)


def _count(shop, collection: Collection, product: Product, step: int) -> None:
    if product.state == "on_sale":
        Collection.update(items_count=Collection.items_count + step).where(Collection.id == collection.id).execute()
        shops.touch(shop)


@db.verb
def set_shelves(shop, product: Product, collection_ids: list[int]) -> None:
    """The product stands on exactly these shelves of its shop."""
    wanted = set(collection_ids)
    standing = shelves_of(product)
    for collection in collections_of(shop):
        if collection.id in wanted and collection.id not in standing:
            put_on_shelf(shop, collection, product)
        elif collection.id not in wanted and collection.id in standing:
            take_off_shelf(shop, collection, product)


def shelves_of(product: Product) -> set[int]:
    """Ids of the collections a product stands in."""
    rows = CollectionItem.of(product.shop_id, CollectionItem.collection).where(CollectionItem.product == product.id).tuples()
    return {collection_id for (collection_id,) in rows}


def items_page(
    shop, collection: Collection, after: str | None = None, limit: int = PAGE
) -> tuple[list[CollectionItem], str | None]:
    """(what stands on a shelf, in order, each with its `product`, whatever its state but deleted; the key of the next page). One query."""
    query = CollectionItem.across_shops(CollectionItem, Product).join(Product, on=(CollectionItem.product == Product.id))
    standing = query.where(CollectionItem.shop == shop.id, CollectionItem.collection == collection.id, Product.state != "deleted")
    begin = rules.cursor(after)
    if begin is not None:
        standing = standing.where(CollectionItem.position < begin[0])
    rows = list(standing.order_by(CollectionItem.position.desc()).limit(limit + 1))
    return rows[:limit], str(rows[limit - 1].position) if len(rows) > limit else None


def place_of(shop, collection: Collection, product: Product) -> int | None:
    """The place of a product on a shelf, by which lists go on; None where it does not stand there."""
    mine = CollectionItem.of(shop, CollectionItem.position).where(CollectionItem.collection == collection.id)
    return mine.where(CollectionItem.product == product.id).scalar()


def start_for(shop, collection: Collection, place: int) -> int | None:
    """The key after which a page of the shelf shows this place and a few before it; None: the first page does."""
    above = CollectionItem.of(shop, CollectionItem.position).where(
        CollectionItem.collection == collection.id, CollectionItem.position > place
    )
    return rules.start([each for (each,) in above.order_by(CollectionItem.position).limit(PAGE).tuples()], PAGE)


@db.verb
def move_on_shelf(shop, collection: Collection, product: Product, up: bool) -> None:
    """Change places with the neighbour on the shelf."""
    mine = (CollectionItem.shop == shop.id) & (CollectionItem.collection == collection.id)
    item = CollectionItem.across_shops().where(mine, CollectionItem.product == product.id).first()
    if item is None:
        raise NotFound
    beyond = CollectionItem.position > item.position if up else CollectionItem.position < item.position
    order = CollectionItem.position if up else CollectionItem.position.desc()
    neighbours = CollectionItem.across_shops(CollectionItem).join(Product).where(mine, beyond, Product.state != "deleted")
    neighbour = neighbours.order_by(order).first()
    if neighbour is None:
        return
    pair = CollectionItem.across_shops().where(CollectionItem.id.in_([item.id, neighbour.id])).order_by(CollectionItem.id)
    first, second = db.locked(pair)
    CollectionItem.update(position=second.position).where(CollectionItem.id == first.id).execute()
    CollectionItem.update(position=first.position).where(CollectionItem.id == second.id).execute()
    shops.touch(shop)
