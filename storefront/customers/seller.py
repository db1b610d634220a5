"""The people who bought in a shop: last buyers first, found by number, order or name; one of them with a note."""

from urllib.parse import quote

from flask import request

from storefront import accounts, customers, shops
from storefront.customers.actions import LOOKED_THROUGH
from storefront.customers.forms import NoteForm
from storefront.kit import dates, hypermedia, ids, personal, phones, security
from storefront.kit.errors import NotFound
from storefront.kit.i18n import gettext as _
from storefront.kit.money import Money

bp = shops.seller_blueprint("customers_seller", __name__)


bp.before_request(shops.refuse_packers)  # who only packs sees the address on the parcel and nobody's history


@bp.after_request
def keep_private(response):
    return security.private(response)


def _found(shop, text: str) -> list:
    """Who a seller means: a whole phone number, an order number, or a name."""
    number = phones.parse(text, shop.country)
    if number:
        customer = customers.by_index(shop, personal.blind("phone", number))
        return [customer] if customer else []
    by_order = _of_order(shop, text)
    return [by_order] if by_order else customers.named(shop, text)


def _of_order(shop, text: str):
    """The customer of an order, or None where the text is no order number."""
    if not (3 < len(text) < 9 and text.isascii() and text.isalnum()):
        return None
    orders = customers.keepers.get("orders")
    try:
        return customers.by_index(shop, orders.recipient_of(orders.by_number(shop, text)).phone_index)
    except NotFound:
        return None


def _shown(shop, customer):
    customer.total = Money(customer.total_minor, shop.currency)
    customer.last = dates.day(customer.last_at, shop.time_zone)
    customer.number = phones.display(customer.phone, shop.country)
    return customer


@bp.get("/customers")
def index(shop):
    """Last buyers first; `?q=` looks for one of them."""
    text, before = request.args.get("q", "").strip()[:60], request.args.get("before", "")
    if text:
        rows, more = _found(shop, text), False
    else:
        after = customers.by_code(shop, before) if before.isascii() and before.isalnum() else None
        rows, more = customers.page_of(shop, after)
    older = f"/sell/{shop.slug}/customers?before={rows[-1].code}" if more else None
    rows = [_shown(shop, each) for each in rows]
    return hypermedia.page(
        "customers/seller_index.html", shop=shop, q=text, rows=rows, older=older, looked_through=LOOKED_THROUGH
    )


def _context(shop, customer, form=None, revealed: bool = False) -> dict:
    here = f"/sell/{shop.slug}/customers/{customer.code}"
    before = request.args.get("before", "")
    return {
        "shop": shop, "customer": _shown(shop, customer), "here_url": here, "form": form or NoteForm(data={"note": customer.note}),
        "first": dates.day(customer.first_at, shop.time_zone), "before": ids.number(before),
        "revealed": revealed, "masked": phones.mask(customer.phone), "whatsapp": f"https://wa.me/{quote(customer.phone.lstrip('+'))}",
    }  # fmt: skip


def _customer(shop, code: str):
    if not (code.isascii() and code.isalnum()):
        raise NotFound
    return customers.by_code(shop, code)


@bp.get("/customers/<code>")
def show(shop, code: str):
    """One customer: how to reach them, what they bought, and what the shop wants to remember."""
    return hypermedia.page("customers/seller_show.html", **_context(shop, _customer(shop, code)))


@bp.post("/customers/<code>/number")
def reveal(shop, code: str):
    """The number of a customer, to call or to write: on record, and not without end."""
    customer = _customer(shop, code)
    customers.reveal(customer, accounts.current().id)
    return hypermedia.page("customers/seller_show.html", **_context(shop, customer, revealed=True))


@bp.post("/customers/<code>/note")
def note(shop, code: str):
    """Saved when the field is left, or by its button."""
    customer, form = _customer(shop, code), NoteForm(request.form)
    here = f"/sell/{shop.slug}/customers/{customer.code}"
    if not form.validate():
        return hypermedia.reply("customers/seller_show.html#note_to_self", status=422, **_context(shop, customer, form))
    customers.note_about(customer, form.note.data or "")
    return hypermedia.reply(
        "customers/seller_show.html#note_to_self",
        also=["toast.html#toast"],
        otherwise=here,
        sentence=_("Saved."),
        undo_url=None,
        **_context(shop, customer),
    )
