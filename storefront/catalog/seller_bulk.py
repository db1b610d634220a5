"""Many photos, one row each: price and name for every draft, then all of them on sale at once."""

from flask import request

from storefront import media, shops
from storefront.catalog import actions, editing, photos
from storefront.catalog.forms import ItemForm
from storefront.catalog.saying import toasts
from storefront.kit import hypermedia
from storefront.kit.errors import Refused
from storefront.kit.i18n import gettext as _
from storefront.kit.money import Money

bp = shops.seller_blueprint("catalog_bulk_seller", __name__)

MOST_AT_ONCE = 40


class Row:
    """One draft in the table: its product and the form with its fields."""

    def __init__(self, shop, product, data=None):
        self.product = product
        names = {name: f"{product.code}-{name}" for name in ("price", "name")}
        sent = {name: data[full] for name, full in names.items() if data is not None and full in data}
        self.names = names
        self.form = ItemForm.of(shop, product, [], data=_Sent(sent) if data is not None else None)

    @property
    def is_blank(self) -> bool:
        return not self.form.price.raw_text and not self.form.name.data


class _Sent(dict):
    """A plain dictionary as forms read it."""

    def getlist(self, name):
        return [self[name]] if name in self else []


def _page(shop, rows: list[Row], status: int = 200, errors: list[str] | None = None):
    covers = {row.product.id: row.product.cover for row in rows}
    mark = Money(0, shop.currency).parts()
    return hypermedia.page(
        "catalog/seller_bulk.html",
        status,
        rows=rows,
        covers=covers,
        errors=errors or [],
        toasts=toasts(shop),
        mark=mark[0].strip() or mark[3].strip(),
    )


def _drafts(shop) -> list:
    return [actions.with_shop(product, shop) for product in actions.drafts_of(shop, MOST_AT_ONCE)]


@bp.get("/items/bulk")
def bulk(shop):
    """All drafts of the shop, one row each."""
    return _page(shop, [Row(shop, product) for product in _drafts(shop)])


@bp.post("/items/bulk")
def put_all_on_sale(shop):
    """Every row that has a price and a name goes on sale, or none of them; rows left blank stay drafts."""
    rows = [Row(shop, product, request.form) for product in _drafts(shop)]
    filled = [row for row in rows if not row.is_blank and row.form.sent]
    wrong = not filled
    for row in filled:
        row.form.validate()
        if row.form.price.data is None and not row.form.price.errors:
            row.form.refuse(Refused(_("Say what it costs."), field="price"))
        if not row.form.name.data and not row.form.name.errors:
            row.form.refuse(Refused(_("Give it a name, so that people can ask for it."), field="name"))
        wrong = wrong or bool(row.form.price.errors or row.form.name.errors)
    if wrong:
        return _page(shop, rows, 422, [] if filled else [_("Write a price and a name in at least one row.")])
    editing.put_all_on_sale(shop, [(row.product, row.form.kept()) for row in filled])
    return hypermedia.leave(f"/sell/{shop.slug}/items?said=sale&n={len(filled)}")


@bp.post("/items/bulk/photos")
def add_photos(shop):
    """Each photo becomes a draft of its own."""
    files = [file for file in request.files.getlist("photo") if file and file.filename][:MOST_AT_ONCE]
    said, made = [] if files else [_("Choose a picture first.")], None
    for file in files:
        try:
            picture = media.keep(file.stream, shop.id, "item")
            made = actions.with_shop(actions.create_draft(shop), shop)
            photos.attach(made, [picture])
        except Refused as refusal:
            said.append(refusal.sentence)
    if hypermedia.wants_fragment():  # one photo that travelled by itself
        if said or made is None:
            return hypermedia.render("catalog/_photo_refused.html", sentence=said[0]), 422
        mark = Money(0, shop.currency).parts()
        return hypermedia.reply(
            "catalog/_bulk_row.html", row=Row(shop, made), covers={made.id: made.cover}, mark=mark[0].strip() or mark[3].strip()
        )
    if said:
        return _page(shop, [Row(shop, product) for product in _drafts(shop)], 422, said)
    return hypermedia.leave(f"/sell/{shop.slug}/items/bulk")


@bp.post("/items/<code>/row")
def save_row(shop, code: str):
    """A row saves itself on every change."""
    product = actions.product_by_code(shop, code)
    row = Row(shop, product, request.form)
    row.form.validate()
    actions.save(product, **row.form.kept())
    if not hypermedia.wants_fragment():
        return hypermedia.leave(f"/sell/{shop.slug}/items/bulk")
    return hypermedia.reply("catalog/_bulk_saved.html", row=row, words=_("Saved."))
