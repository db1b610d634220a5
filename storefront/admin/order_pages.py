"""Orders: find any of them, and look at one: what was agreed, what happened, and where every coin went. Nothing is changed here."""

from flask import request

from storefront import accounts, ledger, media, orders, payments, shipping
from storefront.admin import actions, finding, frame, order_words
from storefront.kit import dates, hypermedia, ids, regions, security, web
from storefront.kit.errors import NotFound
from storefront.kit.i18n import gettext as _
from storefront.kit.money import Money
from storefront.ledger import Account, Entry
from storefront.orders import page
from storefront.payments import methods
from storefront.payments.models import Capture, Payment

bp = accounts.admin_blueprint("orders_admin", __name__)
bp.after_request(security.private)
BOARD = {
    "all": (),
    "pay": ("pending",),
    "ship": ("confirmed",),
    "shipped": ("shipped",),
    "done": ("completed",),
    "cancelled": ("cancelled",),
}


@bp.get("/orders")
@accounts.needs("support")
def index():
    """The newest orders of the market or of one shop; or the one that a number and a shop, a payment or a link lead to."""
    text, handle = request.args.get("q", "").strip()[:200], request.args.get("shop", "").strip()[:60]
    state = request.args.get("state") if request.args.get("state") in BOARD else "all"
    shop = finding.shop_by_handle(handle) if handle else None
    problem = _("There is no shop with this handle.") if handle and shop is None else ""
    if text and not problem:
        order = finding.order_named(text, shop)
        if order is not None:
            return hypermedia.leave(f"/admin/orders/{order.shop.slug}/{order.number}")
        problem = (
            _("No order found. An order number belongs to a shop: write its handle too.")
            if shop is None
            else _("This shop has no such order.")
        )
    rows, more = (
        ([], False)
        if handle and shop is None
        else finding.find_orders(shop, BOARD[state], ids.number(request.args.get("before")))
    )
    backs = orders.backs_of(rows)
    for order in rows:
        order.words, order.kind = page.state_words(order, backs[order.id])
        order.sum = Money(order.total_minor, order.currency)
    kept = f"&shop={shop.slug}" if shop else ""
    chips = [
        (_("All"), "all"), (_("To pay"), "pay"), (_("To ship"), "ship"), (_("On their way"), "shipped"), (_("Received"), "done"), (_("Cancelled"), "cancelled"),
    ]  # fmt: skip
    return hypermedia.page(
        "admin/orders.html", 422 if problem else 200, rows=rows, more=more, state=state, q=text, shop=handle, kept=kept, problem=problem,
        nav=frame.nav("orders"), moment=frame.moment, chips=[(words, f"/admin/orders?state={key}{kept}", key == state) for words, key in chips],
    )  # fmt: skip


@bp.get("/orders/<handle>/<number>")
@accounts.needs("support")
def show(handle, number):
    """One order, to read, on the clock of its shop as both sides of it see it. The buyer is masked."""
    shop = finding.shop_by_handle(handle)
    if shop is None:
        raise NotFound
    order = orders.by_number(shop, number)
    lines, to = orders.lines_of(order), orders.recipient_of(order)
    order.lines = lines
    pictures = media.by_codes([line.picture_code for line in lines if line.picture_code])
    for line in lines:
        line.picture, line.total = pictures.get(line.picture_code), Money(line.price_minor * line.quantity, order.currency)
    back = orders.back_of(order)
    words, kind = page.state_words(order, back)
    buyer = [
        to.short_name,
        actions.masked(to.phone) if to.phone else "",
        actions.masked(to.email) if to.email else "",
        regions.label(to.country) if to.country else "",
    ]
    return hypermedia.page(
        "admin/order.html", order=order, shop=shop, lines=lines, rail=orders.rail_of(order, back, buyer=False), rows=page.total_rows(order, back), words=words, kind=kind,
        buyer=[] if to.erased_at else [part for part in buyer if part], timeline=page.timeline(order, detail=True), parcels=shipping.parcels_of(order),
        paid=_payments(order), refunds=payments.refunds_for("order", str(order.id)), booked=_booked(order), nav=frame.nav("orders"),
        placed=dates.moment(order.placed_at, shop.time_zone), moment=lambda at: dates.moment(at, shop.time_zone), Money=Money, say=order_words,
        zone=shop.time_zone if shop.time_zone != web.config().time_zone else "", ran_out=orders.ran_out(order),
    )  # fmt: skip


def _payments(order) -> list[Payment]:
    """Every payment that was asked for, with how it is called and what arrived for it. Two queries."""
    found = list(
        Payment.of(order.shop_id).where(Payment.purpose == "order", Payment.reference == str(order.id)).order_by(Payment.id)
    )
    arrived: dict[int, list[Capture]] = {}
    if found:
        for capture in Capture.select().where(Capture.payment.in_([payment.id for payment in found])).order_by(Capture.id):
            arrived.setdefault(capture.payment_id, []).append(capture)
    for payment in found:
        way = methods.way(payment.method, order.shop)
        payment.title, payment.captures = way.title if way else payment.method, arrived.get(payment.id, [])
    return found


def _booked(order) -> list:
    """The order's transactions in the ledger, each with its legs: (account, sum). Two queries."""
    found = ledger.history(order.id)
    legs: dict[int, list[tuple[str, Money]]] = {}
    if found:
        entries = (
            Entry.select(Entry, Account).join(Account).where(Entry.transaction.in_([row.id for row in found])).order_by(Entry.id)
        )
        for entry in entries:
            name = order_words.account(entry.account.kind, entry.account.key)
            legs.setdefault(entry.transaction_id, []).append((name, Money(entry.amount_minor, entry.account.currency)))
    for row in found:
        row.legs = legs.get(row.id, [])
    return found
