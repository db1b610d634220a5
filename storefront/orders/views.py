"""The buyer's private order page. The link is the key: no account, not stored, not passed on."""

from flask import g, request

from storefront import media, orders, payments
from storefront.kit import hypermedia, phones, web
from storefront.kit.errors import Changed
from storefront.kit.i18n import gettext as _
from storefront.kit.money import Money
from storefront.orders import page

bp = orders.link_blueprint("orders", __name__)


def context() -> dict:
    """Everything the page shows."""
    order = g.order
    lines, to = orders.lines_of(order), orders.recipient_of(order)
    order.lines = lines
    pictures = media.by_codes([line.picture_code for line in lines if line.picture_code])
    for line in lines:
        line.picture = pictures.get(line.picture_code)
        line.total = Money(line.price_minor * line.quantity, order.currency)
    back = orders.back_of(order)
    payment = payments.payment_of("order", str(order.id))
    claimed = _claimed(order, payment)
    heading, sentence = page.headline(order, back, claimed)
    return {
        "order": order, "shop": order.shop, "lines": lines, "to": to, "phone": phones.mask(to.phone) if to.phone else "",
        "heading": heading, "sentence": sentence, "rail": orders.rail_of(order, back, claimed=claimed), "rows": page.total_rows(order, back),
        "total": Money(order.total_minor, order.currency), "left": orders.refundable(order),
        "can_cancel": page.can_cancel(order, lines), "can_undo": page.can_undo(order), "stamp": _stamp(order, claimed, back),
        "payment": payment, "pay_url": f"/pay/{payment.code}" if payment is not None and order.state == "pending" and not claimed else None,
        "timeline": page.timeline(order), "terms": page.terms(order), "may_return": page.may_return(order, page.terms(order).get("returns_days", 0)), "postage_back": page.postage_back(order), "live": order.state in ("pending", "confirmed", "shipped") or page.can_undo(order) or (order.mode == "protected" and back.going > 0),
        "tab": "me", "link": f"{web.config().base_url}/o/{order.token}",
    }  # fmt: skip


def _claimed(order, payment) -> bool:
    """Whether the buyer said that the shop was paid, and it has not said yet that the money is there."""
    return order.state == "pending" and payment is not None and payment.state == "to_verify"


def _stamp(order, claimed: bool, back=None) -> str:
    return f"{page.stamp(order, back)}{'-claimed' if claimed else ''}"


@bp.get("")
def show():
    return hypermedia.page("orders/show.html", **context())


@bp.get("/now")
def now():
    """The part that can change, for polling: 204 while it has not."""
    waits = g.order.state == "pending" and g.order.mode == "direct"
    claimed = waits and _claimed(g.order, payments.payment_of("order", str(g.order.id)))
    if request.args.get("seen") == _stamp(g.order, claimed):
        return hypermedia.nothing()
    if hypermedia.wants_fragment():
        return hypermedia.reply("orders/show.html#order_now", **context())
    return hypermedia.leave(f"/o/{g.order.token}")


def _changed(sentence: str, undo_url: str | None = None):
    """The part that changed, and a toast that says what was done."""
    g.order = orders.by_token(g.order.token)
    toast = {"toast": sentence, "undo_url": undo_url, "undo_target": "order-now" if undo_url else None}
    return hypermedia.reply(
        "orders/show.html#order_now", also=["orders/toast.html#toast"], otherwise=f"/o/{g.order.token}", **context(), **toast
    )


@bp.post("/receipt")
def confirm():
    """I have it, all good: the seller is paid in ten seconds."""
    order = g.order
    if order.state != "completed":  # a double tap says the same again
        orders.complete(order)
    sentence = _("Confirmed. %(shop)s is paid in 10 s.", shop=order.shop.name) if order.mode == "protected" else _("Confirmed.")
    return _changed(sentence, f"/o/{order.token}/receipt/undo")


@bp.post("/receipt/undo")
def undo():
    orders.undo_complete(g.order)
    return _changed(_("Taken back."))


@bp.post("/time")
def extend():
    """I need more time."""
    orders.extend(g.order, web.config().extend_days)
    return _changed(_("You have %(days)s more days.", days=web.config().extend_days))


@bp.post("/refund")
def refund():
    """Direct: whether what the seller says was paid back has arrived."""
    order, number = g.order, request.form.get("refund", "")
    if request.form.get("arrived") == "yes":
        orders.back_arrived(order, number)
        return _changed(_("Noted."))
    orders.back_missing(order, number)
    return _changed(_("%(shop)s has been told that it did not arrive.", shop=order.shop.name))


@bp.get("/cancellation")
def cancellation():
    """The second of the two taps, for whoever has no script."""
    if not page.can_cancel(g.order, orders.lines_of(g.order)):
        raise Changed(_("Part of this order is on its way, so it cannot be cancelled. Use Something is wrong instead."))
    return hypermedia.page("orders/cancel.html", **context())


@bp.post("/cancellation")
def cancel():
    if g.order.state != "cancelled":
        orders.cancel(g.order, _("Cancelled by the buyer"))
    return hypermedia.leave(f"/o/{g.order.token}")
