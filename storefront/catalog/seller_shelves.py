"""Collections: make, rename, order, fill and delete the shelves of a shop."""

from urllib.parse import quote

from flask import request

from storefront import shops
from storefront.catalog import actions, editing, extent, shelves
from storefront.catalog.forms import CollectionForm
from storefront.catalog.saying import toasts
from storefront.kit import hypermedia
from storefront.kit.errors import Invalid, Refused
from storefront.kit.i18n import gettext as _

bp = shops.seller_blueprint("catalog_shelves_seller", __name__)
OFFERED = 12


def _index(shop, status: int = 200, form: CollectionForm | None = None):
    return hypermedia.page(
        "catalog/seller_shelves.html",
        status,
        form=form or CollectionForm(),
        listed=shelves.collections_of(shop),
        toasts=toasts(shop),
    )


def _text() -> str:
    return request.args.get("q", "").strip()[:100]


def _address(shop, collection, **asked) -> str:
    query = "&".join(f"{key}={quote(str(value))}" for key, value in asked.items() if value)
    return f"/sell/{shop.slug}/collections/{collection.slug}" + (f"?{query}" if query else "")


def _shelf_page(shop, collection, status: int = 200, form: CollectionForm | None = None, *, after: str | None = None):
    """The shelf with what stands on it; below, what could stand there: a search, or the newest. Both are read on by pages."""
    text = _text()
    items, more = shelves.items_page(shop, collection, after, extent.shown("shown", shelves.PAGE))
    beyond = request.args.get("beyond")
    others, further = editing.seller_page(shop, "", text, beyond, extent.shown("offered", OFFERED), beside=collection)
    return hypermedia.page(
        "catalog/seller_shelf.html", status, form=form or CollectionForm(data={"name": collection.name}), collection=collection,
        base=_address(shop, collection), items=items, others=others, q=text, after=after, toasts=toasts(shop),
        more=_address(shop, collection, after=more, q=text) if more else None,
        further=_address(shop, collection, after=after, q=text, beyond=further) if further else None,
        adding=f"{_address(shop, collection)}/items" + (f"?q={quote(text)}" if text else ""),
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
    return _shelf_page(shop, shelves.collection_by_slug(shop, slug), after=request.args.get("after"))


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


def _items_changed(shop, collection, place: int | None = None, code: str = ""):
    """The two lists of the shelf's page, as far as they were read; without script the page of the `place` that was changed."""
    if hypermedia.wants_fragment():
        return _shelf_page(shop, collection, after=extent.begin(place or 0))
    start = shelves.start_for(shop, collection, place) if place is not None else None
    return hypermedia.leave(_address(shop, collection, after=start, q=_text()) + (f"#item-{code}" if code else ""))


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
    product = actions.product_by_code(shop, code)
    place = shelves.place_of(shop, collection, product)
    shelves.take_off_shelf(shop, collection, product)
    return _items_changed(shop, collection, place)


@bp.post("/collections/<slug>/items/<code>/move")
def move_on_shelf(shop, slug: str, code: str):
    """One place up or down on the shelf."""
    collection = shelves.collection_by_slug(shop, slug)
    product = actions.product_by_code(shop, code)
    shelves.move_on_shelf(shop, collection, product, up=request.form.get("to") == "up")
    return _items_changed(shop, collection, shelves.place_of(shop, collection, product), product.code)
