"""Collections: make, rename, order, fill and delete the shelves of a shop."""

from flask import request

from storefront import shops
from storefront.catalog import actions, editing, shelves
from storefront.catalog.forms import CollectionForm
from storefront.catalog.saying import toasts
from storefront.kit import hypermedia
from storefront.kit.errors import Invalid, Refused
from storefront.kit.i18n import gettext as _

bp = shops.seller_blueprint("catalog_shelves_seller", __name__)


def _index(shop, status: int = 200, form: CollectionForm | None = None):
    return hypermedia.page(
        "catalog/seller_shelves.html",
        status,
        form=form or CollectionForm(),
        listed=shelves.collections_of(shop),
        toasts=toasts(shop),
    )


def _shelf_page(shop, collection, status: int = 200, form: CollectionForm | None = None):
    """The shelf with what stands on it; below, what could stand there: a search, or the newest."""
    text = request.args.get("q", "").strip()[:100]
    items = shelves.items_of(shop, collection)
    standing = {item.product_id for item in items}
    others, _after = editing.seller_page(shop, "", text, None, limit=30)
    return hypermedia.page(
        "catalog/seller_shelf.html", status, form=form or CollectionForm(data={"name": collection.name}), collection=collection,
        base=f"/sell/{shop.slug}/collections/{collection.slug}",
        items=items, others=[product for product in others if product.id not in standing][:12], q=text, toasts=toasts(shop),
    )  # fmt: skip


@bp.get("/collections")
def index(shop):
    """The shelves in their order."""
    return _index(shop)


@bp.post("/collections")
def create(shop):
    """A new shelf; its page comes next."""
    form = CollectionForm(request.form)
    try:
        if not form.validate():
            raise Refused("")
        collection = shelves.create_collection(shop, form.name.data or "")
    except Refused as refusal:
        if refusal.sentence:
            form.refuse(refusal)
        return _index(shop, 422, form)
    return hypermedia.leave(f"/sell/{shop.slug}/collections/{collection.slug}")


@bp.get("/collections/<slug>")
def show(shop, slug: str):
    """One shelf."""
    return _shelf_page(shop, shelves.collection_by_slug(shop, slug))


@bp.post("/collections/<slug>")
def rename(shop, slug: str):
    """Another name; the address stays."""
    collection = shelves.collection_by_slug(shop, slug)
    form = CollectionForm(request.form)
    try:
        if not form.validate():
            raise Refused("")
        shelves.rename_collection(shop, collection, form.name.data or "")
    except Refused as refusal:
        if refusal.sentence:
            form.refuse(refusal)
        return _shelf_page(shop, shelves.collection_by_slug(shop, slug), 422, form)
    return hypermedia.leave(f"/sell/{shop.slug}/collections/{slug}?said=saved")


@bp.post("/collections/<slug>/move")
def move(shop, slug: str):
    """One place up or down."""
    shelves.move_collection(shop, shelves.collection_by_slug(shop, slug), up=request.form.get("to") == "up")
    return hypermedia.reply(
        "catalog/seller_shelves.html#shelves", otherwise=f"/sell/{shop.slug}/collections", listed=shelves.collections_of(shop)
    )


@bp.post("/collections/<slug>/delete")
def delete(shop, slug: str):
    """The shelf goes, its items stay; the next page offers to undo it."""
    shelves.delete_collection(shop, shelves.collection_by_slug(shop, slug))
    return hypermedia.leave(f"/sell/{shop.slug}/collections?said=shelf-deleted&code={slug}")


@bp.post("/collections/<slug>/undelete")
def undelete(shop, slug: str):
    """Undo of a deletion."""
    shelves.undelete_collection(shop, shelves.collection_by_slug(shop, slug, deleted=True))
    return hypermedia.leave(f"/sell/{shop.slug}/collections?said=undone")


def _items_changed(shop, collection):
    """The two lists of the shelf's page."""
    if not hypermedia.wants_fragment():
        return hypermedia.leave(f"/sell/{shop.slug}/collections/{collection.slug}")
    return _shelf_page(shop, collection)


@bp.post("/collections/<slug>/items")
def put_on_shelf(shop, slug: str):
    """Put an item on the shelf, at its front."""
    collection = shelves.collection_by_slug(shop, slug)
    if "item" not in request.form:
        raise Invalid(_("This request could not be read."))
    shelves.put_on_shelf(shop, collection, actions.product_by_code(shop, request.form["item"]))
    return _items_changed(shop, collection)


@bp.post("/collections/<slug>/items/<code>/remove")
def take_off_shelf(shop, slug: str, code: str):
    """Take an item off the shelf; it stays in the shop."""
    collection = shelves.collection_by_slug(shop, slug)
    shelves.take_off_shelf(shop, collection, actions.product_by_code(shop, code))
    return _items_changed(shop, collection)


@bp.post("/collections/<slug>/items/<code>/move")
def move_on_shelf(shop, slug: str, code: str):
    """One place up or down on the shelf."""
    collection = shelves.collection_by_slug(shop, slug)
    shelves.move_on_shelf(shop, collection, actions.product_by_code(shop, code), up=request.form.get("to") == "up")
    return _items_changed(shop, collection)
