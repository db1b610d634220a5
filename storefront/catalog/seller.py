"""The seller's list of goods: look, search, change price and stock in place, move up and down."""

from urllib.parse import quote

from flask import request

from storefront import shops
from storefront.catalog import (
    actions,
    editing,
    extent,
    places,
    sale,
    seller_bulk,
    seller_choices,
    seller_item,
    seller_pictures,
    seller_shelves,
)
from storefront.catalog.forms import AmountForm, StockForm
from storefront.catalog.saying import toasts
from storefront.kit import hypermedia
from storefront.kit.errors import Refused
from storefront.kit.i18n import gettext as _

bp = shops.seller_blueprint("catalog_seller", __name__)


@bp.get("/items")
def index(shop):
    """Everything the shop has, in its order."""
    state, text = request.args.get("state", ""), request.args.get("q", "").strip()[:100]
    rows, after = editing.seller_page(shop, state, text, request.args.get("after"))
    here = f"/sell/{shop.slug}/items"
    query = "".join(f"&{key}={quote(value)}" for key, value in (("state", state), ("q", text)) if value)
    context = {
        "rows": rows,
        "more": f"{here}?after={after}{query}" if after else None,
        "state": state,
        "q": text,
        "chips": [
            (f"state-{key or 'all'}", words, here + (f"?state={key}" if key else ""), state == key) for key, words in _states()
        ],
        "toasts": toasts(shop),
        "after": request.args.get("after"),
    }
    if hypermedia.wants_fragment() and request.htmx.target == "rows" and not context["after"]:
        return hypermedia.reply("catalog/seller_index.html#rows", also=["catalog/seller_index.html#states"], **context)
    return hypermedia.page("catalog/seller_index.html", **context)


def _states() -> list[tuple[str, str]]:
    return [("", _("All")), ("sale", _("On sale")), ("drafts", _("Drafts")), ("out", _("Sold out")), ("off", _("Off sale"))]


def _row(shop, product, status: int = 200, also=(), **context):
    product.picture = product.cover
    return hypermedia.reply(
        "catalog/_row.html",
        also=also,
        otherwise=f"/sell/{shop.slug}/items#row-{product.code}",
        status=status,
        product=product,
        **context,
    )


def _refused(shop, product, field: str, sentence: str):
    """The row again, with what was typed and why not; without script the item's own page says it."""
    if hypermedia.wants_fragment():
        return _row(shop, product, 422, wrong={field: sentence}, typed={field: request.form.get(field, "")})
    return seller_item.edit_page(shop, product, 422, refusal=Refused(sentence, field=field))


@bp.post("/items/<code>/price")
def set_price(shop, code: str):
    """A new price, edited in place."""
    product = actions.product_by_code(shop, code)
    form = AmountForm(request.form, currency=shop.currency)
    if not form.validate() or form.price.data is None:
        return _refused(shop, product, "price", (form.price.errors or [_("Say what it costs.")])[0])
    try:
        actions.set_price(product, form.price.data.minor)
    except Refused as refusal:
        return _refused(shop, product, "price", refusal.sentence)
    return _row(shop, product)


@bp.post("/items/<code>/stock")
def set_stock(shop, code: str):
    """How many there are, edited in place; empty: not counted."""
    product = actions.product_by_code(shop, code)
    form = StockForm(request.form)
    if not form.validate():
        return _refused(shop, product, "stock", form.stock.errors[0])
    try:
        editing.set_left(product, form.stock.data)
    except Refused as refusal:
        return _refused(shop, product, "stock", refusal.sentence)
    return _row(shop, product)


@bp.post("/items/<code>/move")
def move(shop, code: str):
    """One place up or down."""
    product = actions.product_by_code(shop, code)
    places.move(product, up=request.form.get("to") == "up")
    if not hypermedia.wants_fragment():
        start = places.start_for(product)
        return hypermedia.leave(f"/sell/{shop.slug}/items{f'?after={start}' if start else ''}#row-{product.code}")
    begin = extent.begin(product.position)
    rows, after = editing.seller_page(shop, after=begin, limit=extent.shown("shown", editing.PAGE))
    more = f"/sell/{shop.slug}/items?after={after}" if after else None
    return hypermedia.reply("catalog/seller_index.html#rows", rows=rows, more=more, state="", q="", after=begin)


@bp.post("/items/<code>/sale")
def put_on_sale(shop, code: str):
    """Show it in the shop (again)."""
    product = actions.product_by_code(shop, code)
    again = product.on_sale_at is not None
    try:
        sale.put_on_sale(product)
    except Refused as refusal:
        if refusal.status != 422:
            raise
        return hypermedia.leave(f"/sell/{shop.slug}/items/{product.code}?need={refusal.field}")
    if hypermedia.wants_fragment() and again:
        return _row(shop, product, also=["toast.html#toast"], sentence=_("It is on sale again."))
    return hypermedia.leave(seller_item.after_sale(shop, product, again))


@bp.post("/items/<code>/off")
def take_off_sale(shop, code: str):
    """Not to be had any more, with undo."""
    product = actions.product_by_code(shop, code)
    sale.take_off_sale(product)
    if hypermedia.wants_fragment():
        undo = f"/sell/{shop.slug}/items/{product.code}/sale"
        return _row(
            shop,
            product,
            also=["toast.html#toast"],
            sentence=_("Taken off sale."),
            undo_url=undo,
            undo_target=f"row-{product.code}",
        )
    return hypermedia.leave(f"/sell/{shop.slug}/items?said=off&code={product.code}")


@bp.post("/items/<code>/favourite")
def favourite(shop, code: str):
    """The one that stands first, or no longer."""
    product = actions.product_by_code(shop, code)
    places.set_favourite(product, request.form.get("on") == "1")
    return hypermedia.leave(f"/sell/{shop.slug}/items/{product.code}?said={'first' if product.favourite else 'saved'}")


@bp.post("/items/<code>/delete")
def delete(shop, code: str):
    """Out of every list; the next page offers to undo it."""
    product = actions.product_by_code(shop, code)
    sale.delete(product)
    return hypermedia.leave(f"/sell/{shop.slug}/items?said=deleted&code={product.code}")


@bp.post("/items/<code>/undelete")
def undelete(shop, code: str):
    """Undo of a deletion."""
    product = actions.product_by_code(shop, code, deleted=True)
    if product.state == "deleted":
        sale.undelete(product)
        if product.state == "off_sale" and product.price_minor < 1:
            return hypermedia.leave(f"/sell/{shop.slug}/items/{product.code}?need=another_price")
    return hypermedia.leave(f"/sell/{shop.slug}/items?said=undone&code={product.code}")


blueprints = [bp, seller_item.bp, seller_bulk.bp, seller_choices.bp, seller_pictures.bp, seller_shelves.bp]


for each in blueprints:
    each.before_request(shops.refuse_packers)
