"""The seller's side: what prices are, the rates, who they are for the tax office; and the papers of their orders."""

from flask import request
from wtforms.fields.choices import SelectChoice

from storefront import orders, shops
from storefront.catalog import TAX_CATEGORIES
from storefront.invoices import papers, taxing, views
from storefront.invoices.forms import ModeForm, ParticularsForm, RateForm
from storefront.invoices.rules import rate_words
from storefront.kit import hypermedia, security
from storefront.kit.errors import Refused
from storefront.kit.i18n import gettext as _
from storefront.shipping import table
from storefront.shops import not_for_packers, owners_only

bp = shops.seller_blueprint("invoices_seller", __name__)


@bp.after_request
def keep_private(response):
    return security.private(response)


def _places(shop) -> list[tuple[str, str]]:
    return [("", _("Everywhere else")), *table.places(shop)]


def _rate_form(shop, data=None) -> RateForm:
    form = RateForm(data)
    form.place.choices = [SelectChoice(*pair) for pair in _places(shop)]
    if data is None:
        form.place.data = shop.country
    return form


def _page(shop, status: int = 200, **forms):
    seller = taxing.particulars_of(shop)
    blank = {
        "mode_form": ModeForm(mode=shop.tax_mode),
        "who_form": ParticularsForm(
            scheme=seller.scheme,
            legal_name=seller.name,
            address=seller.address,
            tax_number=seller.tax_number,
            tax_name=seller.tax_name,
        ),
        "rate_form": _rate_form(shop),
    }
    names = dict(_places(shop))
    rows = [
        (row, names.get(row.place, row.place), TAX_CATEGORIES[row.category], rate_words(row.rate))
        for row in taxing.rates_of(shop)
    ]
    toasts = [{"text": _("Saved.")}] if request.args.get("saved") else []
    return hypermedia.page("invoices/seller_tax.html", status, **{**blank, **forms}, rows=rows, seller=seller, toasts=toasts)


def _saved(shop, below: str = ""):
    return hypermedia.leave(f"/sell/{shop.slug}/tax?saved=1{below}")


@bp.get("/tax")
@owners_only
def tax(shop):
    """Prices with or without tax, the rates, and who sells."""
    return _page(shop)


def _do(shop, form, name: str, verb):
    """Save a form; a refusal stands beside its field, and what was typed stays."""
    try:
        if not form.validate():
            return _page(shop, 422, **{name: form})
        verb()
    except Refused as refusal:
        form.refuse_or_raise(refusal)
        return _page(shop, 422, **{name: form})
    return _saved(shop)


@bp.post("/tax/mode")
@owners_only
def save_mode(shop):
    form = ModeForm(request.form)
    return _do(shop, form, "mode_form", lambda: taxing.change_mode(shop, form.mode.data or ""))


@bp.post("/tax/particulars")
@owners_only
def save_particulars(shop):
    form = ParticularsForm(request.form)

    def verb():
        said = [form[name].data or "" for name in ("legal_name", "address", "tax_number", "scheme", "tax_name")]
        taxing.change_particulars(shop, *said)

    return _do(shop, form, "who_form", verb)


@bp.post("/tax/rates")
@owners_only
def save_rate(shop):
    form = _rate_form(shop, request.form)

    def verb():
        taxing.set_rate(shop, form.place.data, form.category.data, form.rate.read, form.on_delivery.data)

    return _do(shop, form, "rate_form", verb)


@bp.post("/tax/rates/<int:rate_id>/removal")
@owners_only
def remove_rate(shop, rate_id: int):
    taxing.remove_rate(shop, rate_id)
    return _saved(shop)


@bp.get("/orders/<number>/papers/<key>")
@not_for_packers
def show(shop, number, key):
    """A paper as a page to print."""
    order = orders.by_number(shop, number)
    order.shop = shop
    return views.page(papers.paper_of(order, key), order, f"/sell/{shop.slug}/orders/{order.number}")


@bp.get("/orders/<number>/papers/<key>.pdf")
@not_for_packers
def download(shop, number, key):
    """The same as PDF."""
    return views.file(papers.paper_of(orders.by_number(shop, number), key), shop)
