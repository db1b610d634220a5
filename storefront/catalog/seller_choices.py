"""The choices of one item: what there is to choose, then price, stock and picture of every combination."""

from flask import request

from storefront import shops
from storefront.catalog import actions, choices, photos, rules, seller_item, shelf
from storefront.catalog.forms import OptionsForm, VariantForm
from storefront.kit import hypermedia
from storefront.kit.errors import NotFound, Refused

bp = shops.seller_blueprint("catalog_choices_seller", __name__)


def _matrix(shop, product, data=None) -> list[VariantForm]:
    """One form per combination of the options, in order; those that are not made stand among them, not ticked."""
    wanted = set(rules.matrix([(option["name"], option["values"]) for option in product.option_list]))
    variants = [variant for variant in actions.variants_of(product, active_only=False) if tuple(variant.choice_list) in wanted]
    left, pictures = shelf.left_of(variants), photos.pictures_of(product)
    return [VariantForm.of(shop, variant, left[variant.id], pictures, data) for variant in variants]


def _page(shop, product, status: int = 200, rows=None, refusal: Refused | None = None):
    return hypermedia.page(
        "catalog/seller_choices.html", status, product=product, rows=rows or _matrix(shop, product), refusal=refusal,
        base=f"/sell/{shop.slug}/items/{product.code}", said=request.args.get("said", ""),
    )  # fmt: skip


@bp.post("/items/<code>/options")
def set_options(shop, code: str):
    """What there is to choose. The next page has a row for every combination."""
    product = actions.product_by_code(shop, code)
    form = OptionsForm.of(product, request.form)
    try:
        if not form.validate():
            raise Refused("")
        choices.set_options(product, form.options())
    except Refused as refusal:
        if refusal.sentence:
            form.refuse(refusal)
        return seller_item.edit_page(shop, product, 422, options=form)
    here = f"/sell/{shop.slug}/items/{product.code}"
    return hypermedia.leave(f"{here}/choices" if product.has_choices else f"{here}?said=saved")


@bp.get("/items/<code>/choices")
def edit(shop, code: str):
    """Every combination with its price, stock and picture."""
    product = actions.product_by_code(shop, code)
    if not product.has_choices:
        raise NotFound
    return _page(shop, product)


@bp.post("/items/<code>/choices")
def set_variants(shop, code: str):
    """Save all rows, or none of them where one makes no sense."""
    product = actions.product_by_code(shop, code)
    if not product.has_choices:
        raise NotFound
    rows = _matrix(shop, product, request.form)
    fine = [row.validate() for row in rows]
    if not all(fine):
        return _page(shop, product, 422, rows)
    pictures = {picture.code: picture.id for picture in photos.pictures_of(product)}
    try:
        choices.set_variants(product, {row.variant.code: _row(row, pictures) for row in rows})
    except Refused as refusal:
        return _page(shop, actions.product_by_code(shop, code), 422, rows, refusal)
    return hypermedia.leave(f"/sell/{shop.slug}/items/{product.code}?said=saved")


def _row(form: VariantForm, pictures: dict[str, int]) -> choices.Row:
    price = form.price.data.minor if form.price.data else form.variant.price_minor
    return choices.Row(price, form.stock.data, pictures.get(form.picture.data), bool(form.active.data), count=form.recounted)
