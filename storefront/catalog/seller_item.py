"""One item, from the first photo to its last change: photo, price, name, and the rest folded below.

A new item has a code before it exists: the page proposes it, and the first thing that is sent (a photo, a word) makes the draft. So
leaving never loses anything, and a form that is sent twice makes one item.
"""

import peewee
from flask import current_app, request
from werkzeug.exceptions import HTTPException

from storefront import media, shops
from storefront.catalog import actions, editing, photos, sale, shelves
from storefront.catalog.forms import ItemForm, OptionsForm
from storefront.catalog.models import Product
from storefront.catalog.saying import toasts
from storefront.kit import hypermedia, ids
from storefront.kit.errors import NotFound, Refused
from storefront.kit.i18n import gettext as _
from storefront.kit.money import Money

bp = shops.seller_blueprint("catalog_item_seller", __name__)


def edit_page(
    shop, product: Product | None, status: int = 200, form: ItemForm | None = None, refusal: Refused | None = None, **context
):
    """The page of one item; `product` is None for one that is not begun, then `code` says under which code it will be."""
    listed = shelves.collections_of(shop)
    standing = shelves.shelves_of(product) if product is not None else set()
    form = form or ItemForm.of(shop, product, listed, standing)
    if refusal is not None:
        form.refuse(refusal)
    code = context.pop("code", None) or product.code
    base = f"/sell/{shop.slug}/items/{code}"
    everything = {
        "product": product,
        "code": code,
        "base": base,
        "form": form,
        "options": context.pop("options", None) or OptionsForm.of(product),
        "pictures": photos.pictures_of(product) if product is not None else [],
        "most_pictures": photos.MOST_PICTURES,
        "listed": listed,
        "is_draft": product is None or product.state == "draft",
        "mark": Money(0, shop.currency).parts()[0].strip() or Money(0, shop.currency).parts()[3].strip(),
        "toasts": toasts(shop),
        "photo_errors": [],
        "saved": "",
        "beyond": _beyond(shop, product),
        **context,
    }
    return hypermedia.page("catalog/seller_item.html", status, **everything)


def _beyond(shop, product: Product | None) -> str | None:
    """What the shop may sell in a day, where the item alone costs more: nobody could buy it."""
    limit = shops.cap_of(shop)
    if limit is None or product is None or product.price_minor <= limit.minor:
        return None
    return Money(limit.minor, shop.currency).display()


@bp.get("/items/new")
def new(shop):
    """Photo first."""
    return edit_page(shop, None, code=ids.code(6))


@bp.get("/items/<code>")
def edit(shop, code: str):
    """Everything about one item."""
    product = actions.product_by_code(shop, code)
    need = request.args.get("need")
    lacking = dict(actions.missing(product)) if need else {}
    if need == "another_price" and "price" in lacking:
        need, lacking["price"] = "price", _("Your shop has another currency now. Say what it costs.")
    return edit_page(shop, product, refusal=Refused(lacking[need], field=need) if need in lacking else None)


def _found_or_begun(shop, code: str) -> Product:
    try:
        product = actions.create_draft(shop, code.upper())
    except peewee.IntegrityError:  # a photo and a word began it at the same moment
        product = actions.product_by_code(shop, code)
    return actions.with_shop(product, shop)


def _begun(shop, code: str) -> Product | None:
    try:
        return actions.product_by_code(shop, code)
    except NotFound:
        return None


def _keep_photos(shop, files: list) -> tuple[list, list[Refused]]:
    """(pictures, refusals) of what came with a form; what is no picture is said and the rest is kept."""
    kept, refused = [], []
    for file in files[: photos.MOST_PICTURES]:
        try:
            kept.append(media.keep(file.stream, shop.id, "item"))
        except Refused as refusal:
            refused.append(refusal)
    return kept, refused


def _attach(product: Product, kept: list) -> list[Refused]:
    try:
        photos.attach(product, kept)
    except Refused as refusal:
        return [refusal]
    return []


def _files(field: str = "photo") -> list:
    return [file for file in request.files.getlist(field) if file and file.filename]


def _save(product: Product, form: ItemForm) -> None:
    # a draft saves itself again and again from one page, and nobody buys it meanwhile
    written = form.recounted or product.state == "draft" and "stock" in form.sent and not form.stock.errors
    counted = {"left": form.stock.data} if written else {}
    whole = "whole" in form.sent
    slugs = list(form.shelves.data or []) if whole and not form.shelves.errors else None
    shelf = form.new_shelf.data or "" if not form.new_shelf.errors else ""
    editing.write(product, form.kept(), shelf_slugs=slugs, new_shelf=shelf, **counted)


@bp.post("/items/<code>")
def save(shop, code: str):
    """The whole form, photos included: put on sale, or save."""
    kept, refused = _keep_photos(shop, _files())
    product = _found_or_begun(shop, code)
    refused += _attach(product, kept)
    form = ItemForm.of(shop, product, shelves.collections_of(shop), shelves.shelves_of(product), request.form)
    form.validate()
    selling = request.form.get("do") == "sale"
    for field, sentence in _lacking(product, form) if selling or product.state != "draft" else []:
        form.refuse(Refused(sentence, field=field))
    try:
        if form.errors or form.form_errors or refused:
            _keep_what_holds(product, form)
            raise Refused("")  # each field and the photos say their own
        _save(product, form)
        if selling and product.state != "on_sale":
            again = product.on_sale_at is not None
            sale.put_on_sale(product)
            return hypermedia.leave(after_sale(shop, product, again))
    except Refused as refusal:
        if refusal.status != 422:
            raise
        return edit_page(
            shop, product, 422, form, refusal if refusal.sentence else None, photo_errors=[each.sentence for each in refused]
        )
    said = "draft" if product.state == "draft" else "saved"
    return hypermedia.leave(
        f"/sell/{shop.slug}/items?said={said}" if said == "draft" else f"/sell/{shop.slug}/items/{product.code}?said=saved"
    )


def _lacking(product: Product, form: ItemForm) -> list[tuple[str, str]]:
    """What a product on sale needs and this form takes away or leaves out."""
    found = []
    if "price" in form.sent and form.price.data is None and not form.price.errors:
        found.append(("price", _("Say what it costs.")))
    if "name" in form.sent and not form.name.data:
        found.append(("name", _("Give it a name, so that people can ask for it.")))
    return found


def _keep_what_holds(product: Product, form: ItemForm) -> None:
    """A draft loses nothing that makes sense, even when the form as a whole is refused."""
    if product.state == "draft":
        try:
            editing.write(product, {key: value for key, value in form.kept().items() if key != "was_minor"})
        except Refused:
            pass  # the page says what was wrong; what was typed stays in it


def after_sale(shop, product: Product, again: bool = False) -> str:
    """Where to go after "Put on sale": the share sheet opens by itself; before there is one, the item."""
    share = f"/sell/{shop.slug}/share/product/{product.code}"
    if again:
        return f"/sell/{shop.slug}/items?said=back"
    return f"{share}?new=1" if _is_there(share) else product.path


def _is_there(path: str) -> bool:
    try:
        current_app.url_map.bind("").match(path, "GET")
    except HTTPException:
        return False
    return True


@bp.post("/items/<code>/draft")
def draft(shop, code: str):
    """A draft saves itself on every change: what makes sense of it, without a word about the rest."""
    product = _found_or_begun(shop, code)
    if product.state != "draft":  # "Put on sale" was faster than the saving of its last word
        return hypermedia.nothing()
    form = ItemForm.of(shop, product, shelves.collections_of(shop), shelves.shelves_of(product), request.form)
    form.validate()
    try:
        _save(product, form)
        words = _("Draft saved.")
    except Refused as refusal:
        words = refusal.sentence
    if not hypermedia.wants_fragment():
        return hypermedia.leave(f"/sell/{shop.slug}/items/{product.code}")
    return hypermedia.reply("catalog/seller_item.html#saved", saved=words)


@bp.post("/items/<code>/pictures")
def upload(shop, code: str):
    """One photo that travelled by itself; the answer is its <li>. Without script: photos for an item that is there already."""
    kept, refused = _keep_photos(shop, _files())
    product = _found_or_begun(shop, code) if kept else None
    refused += _attach(product, kept) if kept else []
    if refused or product is None:
        sentence = refused[0].sentence if refused else _("Choose a picture first.")
        if hypermedia.wants_fragment():
            return hypermedia.render("catalog/_photo_refused.html", sentence=sentence), 422
        return edit_page(shop, product or _begun(shop, code), 422, photo_errors=[sentence], code=code.upper())
    if not hypermedia.wants_fragment():
        return hypermedia.leave(f"/sell/{shop.slug}/items/{product.code}")
    pictures = photos.pictures_of(product)
    return hypermedia.reply(
        "catalog/_picture.html", base=f"/sell/{shop.slug}/items/{product.code}", picture=pictures[-1], place=len(pictures)
    )


@bp.post("/items/<code>/split")
def split(shop, code: str):
    """One item with six pictures becomes six items; their prices and names come next."""
    product = actions.product_by_code(shop, code)
    photos.split(product)
    return hypermedia.leave(f"/sell/{shop.slug}/items/bulk")
