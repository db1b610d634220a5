"""The seller ships: one order, a pile of labels one by one, packing slips; and the delivery table."""

from datetime import timedelta

from flask import g, request

from storefront import orders, shipping, shops
from storefront.kit import dates, hypermedia, ids, security
from storefront.kit.errors import NotFound, Refused
from storefront.kit.i18n import gettext as _
from storefront.kit.money import Money
from storefront.orders import desk
from storefront.shipping import carriers, table
from storefront.shipping.forms import HandOverForm, OptionForm, ShipForm

bp = shops.seller_blueprint("shipping_seller", __name__)
PILE = 50  # parcels on one page
CODE_TRIES = 10  # an hour, of an order: whoever wants the money without the buyer cannot try them all


@bp.after_request
def keep_private(response):
    return security.private(response)


def _pieces(order) -> dict[int, int] | None:
    """The chosen pieces of a part, or None for everything that is left."""
    if request.form.get("part") != "1":
        return None
    chosen = {}
    for line in orders.lines_of(order):
        text = request.form.get(f"line-{line.id}", "0") or "0"
        if not (text.isascii() and text.isdigit() and len(text) < 5):
            raise Refused(_("Write a whole number, such as 3."), field="pieces")
        chosen[line.id] = int(text)
    return chosen


def _order_again(shop, number, sentence=None, status=200, undo=None):
    order = orders.by_number(shop, number)
    return hypermedia.reply(
        "orders/seller_show.html#order", also=["toast.html#toast", *shops.ORDERS_COUNT] if sentence else [], otherwise=f"/sell/{shop.slug}/orders/{order.number}", status=status,
        sentence=sentence, undo_url=undo, undo_target="order", **desk.context(shop, order),
    )  # fmt: skip


@bp.post("/orders/<number>/shipment")
def ship(shop, number):
    order = orders.by_number(shop, number)
    form = ShipForm(request.form)
    batch = request.form.get("from") == "scan"
    try:
        if not form.validate():
            raise Refused(str(form.number.errors[0] if form.number.errors else ""), field="number")
        parcel = shipping.ship(order, form.number.data or "", form.carrier.data or None, _pieces(order))
    except Refused as refusal:
        form.refuse_or_raise(refusal)
        g.ship_forms = {"ship": form}
        return _scan_again(shop, order, form) if batch else _order_again(shop, number, status=422)
    undo = f"/sell/{shop.slug}/orders/{order.number}/shipment/{parcel.id}/undo"
    if batch:
        return hypermedia.leave(f"/sell/{shop.slug}/ship?done={order.number}&parcel={parcel.id}")
    return _order_again(shop, number, _("Shipped. The buyer is told."), undo=undo)


@bp.post("/orders/<number>/shipment/<int:parcel_id>/undo")
def undo(shop, number, parcel_id):
    order = orders.by_number(shop, number)
    shipping.take_back(order, parcel_id)
    return _order_again(shop, number, _("Taken back."))


@bp.post("/orders/<number>/shipment/<int:parcel_id>")
def correct(shop, number, parcel_id):
    """Mend a mistyped number."""
    order = orders.by_number(shop, number)
    form = ShipForm(request.form)
    try:
        shipping.correct(shipping.parcel_of(order, parcel_id), form.number.data or "", form.carrier.data or None)
    except Refused as refusal:
        form.refuse_or_raise(refusal)
        g.ship_forms = {"ship": form}
        return _order_again(shop, number, status=422)
    return _order_again(shop, number, _("Saved."))


@bp.post("/orders/<number>/handover")
def hand_over(shop, number):
    order = orders.by_number(shop, number)
    form = HandOverForm(request.form)
    try:
        if not form.validate():
            raise Refused(str(form.code.errors[0]), field=None)
        security.hit(f"pickup:{order.id}", CODE_TRIES, timedelta(hours=1))  # outside of the verb: a wrong code counts too
        shipping.hand_over(order, form.code.data)
    except Refused as refusal:
        if refusal.status != 422:
            raise
        if refusal.field:
            form.refuse(refusal)
        g.ship_forms = {"code": form}
        return _order_again(shop, number, status=422)
    return _order_again(shop, number, _("Handed over."))


# --- the pile of labels ------------------------------------------------------------------------------------------------


def _scan_context(shop, order=None, form=None) -> dict:
    waiting, more = orders.pile(shop, limit=PILE, kinds=orders.LABELLED)
    chosen = order or next(iter(waiting), None)
    done, parcel = request.args.get("done", "")[:8], ids.number(request.args.get("parcel", ""))
    undo = f"/sell/{shop.slug}/orders/{done}/shipment/{parcel}/undo"
    said = [{"text": _("Order %(number)s is on its way.", number=done), "undo": undo}] if done.isalnum() and parcel else []
    number = carriers.clean(form.number.data or "") if form is not None else ""
    return {
        "here": "orders", "shop": shop, "waiting": waiting, "more": more, "chosen": chosen, "form": form or ShipForm(), "done": done, "toasts": said,
        "guesses": carriers.guess(number, shop.country) if number else [], "couriers": [(c.key, c.label()) for c in carriers.all(shop.country)[:40]],
    }  # fmt: skip


@bp.get("/ship")
def scan(shop):
    """The camera over the labels; the number field is always there."""
    wanted = request.args.get("order", "")[:60]
    order = None
    if wanted:
        order = orders.by_number(shop, wanted)
        if order.state != "confirmed" or order.delivery_kind not in orders.LABELLED:  # its slip was scanned once more
            return hypermedia.leave(f"/sell/{shop.slug}/orders/{order.number}")
    answer = hypermedia.page("shipping/seller_scan.html", **_scan_context(shop, order))
    return security.open_csp(answer, scripts="'wasm-unsafe-eval'")


def _scan_again(shop, order, form):
    answer = hypermedia.page("shipping/seller_scan.html", 422, **_scan_context(shop, order, form))
    return security.open_csp(answer, scripts="'wasm-unsafe-eval'")


@bp.get("/ship/print")
def slips(shop):
    """Packing slips, one a page, each with the QR of its order."""
    waiting, more = orders.pile(shop, ids.number(request.args.get("after", "")), PILE, orders.PACKED)
    to = orders.recipients_of(shop, waiting)
    for order in waiting:
        order.to = to[order.id]
        order.placed = dates.day(order.placed_at, shop.time_zone)
    return hypermedia.page("shipping/seller_print.html", here="orders", shop=shop, rows=waiting, more=more)


# --- the delivery table ------------------------------------------------------------------------------------------------


def _table_context(shop, form=None, editing=None) -> dict:
    rows = shipping.options_of(shop, active_only=False)
    for row in rows:
        row.fee, row.free_over = (
            Money(row.fee_minor, shop.currency),
            Money(row.free_over_minor, shop.currency) if row.free_over_minor else None,
        )
    form = form or OptionForm(currency=shop.currency, data=table.values(editing, shop) if editing else table.defaults(shop))
    form.regions.choices = table.places(shop)
    return {"here": "delivery", "shop": shop, "rows": rows, "form": form, "editing": editing}


@bp.get("/delivery")
@shops.not_for_packers
def delivery(shop):
    wanted = request.args.get("edit", "")
    editing = table.option(shop, ids.number(wanted)) if ids.number(wanted) else None
    return hypermedia.page("shipping/seller_delivery.html", **_table_context(shop, editing=editing))


@bp.post("/delivery")
@shops.not_for_packers
def save_option(shop):
    wanted = request.form.get("edit", "")
    editing = table.option(shop, ids.number(wanted)) if ids.number(wanted) else None
    form = OptionForm(request.form, currency=shop.currency)
    form.regions.choices = table.places(shop)
    if not form.validate():
        return hypermedia.page("shipping/seller_delivery.html", 422, **_table_context(shop, form, editing))
    table.save(shop, editing, form)
    return hypermedia.leave(f"/sell/{shop.slug}/delivery")


@bp.post("/delivery/<int:option_id>/removal")
@shops.not_for_packers
def remove_option(shop, option_id):
    option = table.option(shop, option_id)
    if option is None:
        raise NotFound
    table.remove(shop, option)
    return hypermedia.leave(f"/sell/{shop.slug}/delivery")
