"""For a direct shop: a file of its own bank, and which of its open orders are in it."""

from flask import request

from storefront import shops
from storefront.kit import dates, hypermedia, security
from storefront.kit.errors import Refused
from storefront.kit.i18n import gettext as _
from storefront.reconciliation import formats, own
from storefront.reconciliation.forms import AgainForm, OwnColumnsForm, OwnForm

bp = shops.seller_blueprint("own_statements_seller", __name__)
bp.after_request(security.private)  # what a bank wrote beside money stands in no cache


def _page(shop, status: int = 200, form=None, **seen):
    empty = {"rows": None, "read": None, "late": [], "problem": "", "columns": None, "table": "", "again": AgainForm()}
    return hypermedia.page(
        "reconciliation/seller_statement.html", status, shop=shop, form=form or OwnForm(), most=formats.MOST_BYTES // 1_000_000,
        day=lambda at: dates.day(dates.local(at, shop.time_zone).date()), **empty | seen,
    )  # fmt: skip


@bp.get("/payments/statement")
@shops.not_for_packers
def statement(shop):
    return _page(shop)


@bp.post("/payments/statement")
@shops.not_for_packers
def read_statement(shop):
    """Read the file and show what is in it, by columns that are guessed, chosen, or were chosen before. Nothing else of it is kept."""
    form, columns, seen = OwnForm(), None, {}
    chosen = request.form if "at" in request.form else None
    try:
        file = own.opened(shop, _sent())
        if file.header:
            columns = OwnColumnsForm(chosen, header=file.header, options=file.options)
            seen = {"columns": columns, "table": own.packed(file)}
            if chosen and not columns.validate():
                return _page(shop, 422, form, **seen)
        rows, read = own.look(shop, file, columns.options() if chosen else None)
        if chosen and columns is not None:
            own.remember(shop, file, columns.options())
    except Refused as refusal:
        (columns if refusal.field == "at" else form).refuse_or_raise(refusal)
        return _page(shop, 422, form, **seen)
    return _page(shop, rows=rows, read=read, **seen)


def _sent() -> bytes:
    """The file that was chosen, or the table that came back with its columns. Raises Refused (field "file") where there is neither."""
    sent = request.files.get("file")
    if sent is not None and sent.filename:
        return sent.stream.read(formats.MOST_BYTES + 1)
    if request.form.get("table"):
        return own.unpacked(request.form["table"])
    raise Refused(_("Choose a file."), "file")


@bp.post("/payments/statement/paid")
@shops.not_for_packers
def confirm_statement(shop):
    """The money of the chosen orders is there."""
    codes = request.form.getlist("payment")
    if not codes:
        return _page(shop, 422, problem=_("Choose at least one order, and send the file again to see them."))
    _paid, late = own.confirm(shop, codes)
    if late:
        return _page(shop, late=late)
    return hypermedia.leave(f"/sell/{shop.slug}/orders?state=ship")
