"""Today, the orders as slips, and one order with everything that can be done to it."""

from flask import g, request

from storefront import accounts, media, orders, payments, shops
from storefront.kit import dates, hypermedia, ids, security
from storefront.kit.errors import Changed, NotFound, Refused
from storefront.kit.i18n import gettext as _
from storefront.orders import page, today
from storefront.orders.desk import context
from storefront.orders.finding import LOOKED_THROUGH
from storefront.orders.forms import CancelForm, NoteForm, RefundForm, RevealForm
from storefront.payments.forms import TakeBackForm

bp = shops.seller_blueprint("orders_seller", __name__)

# what the chips of the board are called in addresses → states of orders
BOARD = {
    "pay": ("pending",),
    "ship": ("confirmed",),
    "shipped": ("shipped",),
    "done": ("completed",),
    "cancelled": ("cancelled",),
}


@bp.after_request
def keep_private(response):
    return security.private(response)


@bp.get("")
def home(shop):
    person = accounts.current()
    return hypermedia.page("orders/seller_today.html", here="today", **today.context(shop, (person.name or "").split(" ")[0]))


@bp.get("/orders")
def index(shop):
    text = request.args.get("number", "").strip()[:60]
    state = request.args.get("state") if request.args.get("state") in BOARD else "ship"
    last = ids.number(request.args.get("before", ""))
    if text:
        try:
            return hypermedia.leave(f"/sell/{shop.slug}/orders/{orders.by_number(shop, text).number}")
        except NotFound:  # who only packs sees the name on the parcel and looks for nobody
            state, rows, more = "", orders.look_for(shop, text, people=g.role != "packer"), False
    else:
        rows, more = orders.pile(shop, last) if state == "ship" else orders.board(shop, BOARD[state], last)
    pictures = media.by_codes([order.lines[0].picture_code for order in rows if order.lines[0].picture_code])
    backs = orders.backs_of(rows)
    for order in rows:
        order.picture = pictures.get(order.lines[0].picture_code)
        order.words, order.words_kind = page.state_words(order, backs[order.id])
        order.deadline = dates.moment(order.ship_by, shop.time_zone) if order.state == "confirmed" and order.ship_by else ""
    chips = [
        (_("To ship"), "ship"), (_("To pay"), "pay"), (_("On their way"), "shipped"), (_("Received"), "done"), (_("Cancelled"), "cancelled"),
    ]  # fmt: skip
    return hypermedia.page(
        "orders/seller_index.html", here="orders", shop=shop, rows=rows, more=more, state=state, number=text, looked_through=LOOKED_THROUGH,
        chips=[(text, f"/sell/{shop.slug}/orders?state={key}", key == state) for text, key in chips],
    )  # fmt: skip


@bp.get("/orders/<number>")
def show(shop, number):
    return hypermedia.page("orders/seller_show.html", **context(shop, orders.by_number(shop, number)))


def _again(shop, number, sentence=None, status=200, **forms):
    order = orders.by_number(shop, number)
    also = ["toast.html#toast", *shops.ORDERS_COUNT] if sentence else []
    return hypermedia.reply(
        "orders/seller_show.html#order", also=also, otherwise=f"/sell/{shop.slug}/orders/{order.number}", status=status,
        sentence=sentence, undo_url=None, **context(shop, order, **forms),
    )  # fmt: skip


@bp.post("/orders/<number>/address")
@shops.not_for_packers
def reveal(shop, number):
    """Look once more where an order went, after the parcel has gone: with a reason, on record, and not without end."""
    order = orders.by_number(shop, number)
    form = RevealForm(request.form)
    if not form.validate():
        return _again(shop, number, status=422, reveal=form)
    orders.reveal(order, form.reason.data, accounts.current().id)
    shown = context(shop, orders.by_number(shop, number), revealed=True)
    return hypermedia.page("orders/seller_show.html", **shown)  # never by an address of its own: another look is another reason


@bp.post("/orders/<number>/payment")
@shops.not_for_packers
def mark_paid(shop, number):
    """Direct: the money is in the seller's account."""
    order = orders.by_number(shop, number)
    payment = payments.payment_of("order", str(order.id))
    if payment is None or order.mode != "direct":
        raise Changed()  # the market's own account receives it: nothing for the seller to say
    if request.form.get("found") == "no":
        payments.not_found(payment)
        return _again(shop, number, _("The buyer has been told that it is not there yet."))
    outcome = payments.mark_paid(payment) if payment.state != "paid" else "applied"  # a double tap changes nothing
    if outcome != "applied":
        return _again(shop, number, _("This order cannot be revived: give the money back to the buyer."))
    return _again(shop, number, _("Paid. Now pack it.") if order.state in ("pending", "confirmed") else _("Paid."))


@bp.post("/orders/<number>/refund")
@shops.not_for_packers
def refund(shop, number):
    order = orders.by_number(shop, number)
    form = RefundForm(request.form, currency=order.currency)
    if not form.validate():
        return _again(shop, number, status=422, refund=form)
    try:
        orders.refund(order, form.amount.data.minor, form.reason.data, key=f"seller:{order.id}:{form.once.data}")
    except Refused as refusal:
        form.refuse(refusal)
        return _again(shop, number, status=422, refund=form)
    return _again(shop, number, _("%(amount)s goes back to the buyer.", amount=form.amount.data.display()))


@bp.post("/orders/<number>/refund/paid-back")
@shops.not_for_packers
def paid_back(shop, number):
    """Direct: the seller has paid it back."""
    orders.paid_back(orders.by_number(shop, number), request.form.get("refund", ""))
    return _again(shop, number, _("Noted."))


@bp.post("/orders/<number>/refund/paid-back/undo")
@shops.not_for_packers
def not_paid_back(shop, number):
    """Direct: it was not paid back after all."""
    order, form = orders.by_number(shop, number), TakeBackForm(request.form)
    g.take_back_form = form
    try:
        if not form.validate():
            return _again(shop, number, status=422)
        orders.not_paid_back(order, form.refund.data or "", form.words.data)
    except Refused as refusal:
        form.refuse_or_raise(refusal)
        return _again(shop, number, status=422)
    return _again(shop, number, _("Taken back. The buyer has been told."))


@bp.post("/orders/<number>/cancellation")
@shops.not_for_packers
def cancel(shop, number):
    order = orders.by_number(shop, number)
    form = CancelForm(request.form)
    if not form.validate():
        return _again(shop, number, status=422, cancel=form)
    order.shop = shop
    orders.cancel(order, form.reason.data)
    return _again(shop, number, _("Cancelled. The buyer has been told."))


@bp.post("/orders/<number>/note")
def note(shop, number):
    order = orders.by_number(shop, number)
    form = NoteForm(request.form)
    if not form.validate():
        return _again(shop, number, status=422, note=form)
    orders.note_to_self(order, form.note.data or "")
    return _again(shop, number, _("Saved."))
