"""Withdraw from a contract, or a part of it: on the private page of an order in two steps, and for guests who only know its number."""

from datetime import timedelta

from flask import Blueprint, g, request

from storefront import accounts, media, orders, shops
from storefront.aftersales import goods, parts, withdrawing
from storefront.aftersales.forms import FindForm, WithdrawForm
from storefront.kit import dates, hypermedia, personal, phones, security, web
from storefront.kit.errors import Refused
from storefront.kit.i18n import gettext as _
from storefront.kit.money import Money
from storefront.orders import page as order_page

bp = orders.link_blueprint("withdrawal", __name__, "/withdrawal")
public = Blueprint("withdrawal_public", __name__, url_prefix="/withdrawal")
public.policy = "public"


@public.after_request
def keep_private(response):
    return security.private(response)


def moment_words(moment, shop) -> str:
    """Date, time and zone: "22 Nov 2026, 11:40:05 (Europe/Berlin)"."""
    local = dates.local(moment, shop.time_zone)
    return f"{local:%Y-%m-%d %H:%M:%S} ({shop.time_zone})"


def _page(form: WithdrawForm | None = None, status: int = 200):
    """Receipts, newest first, and the form for what is left."""
    order, zone = g.order, g.order.shop.time_zone
    lines, to, made = orders.lines_of(order), orders.recipient_of(order), withdrawing.withdrawals_of(order)
    no, there = withdrawing.why_not_withdraw(order, lines, to.country), parts.open_pieces(order, lines)
    pictures = media.by_codes([line.picture_code for line in lines if line.picture_code]) if no is None else {}
    for line in lines:
        line.picture, line.total = pictures.get(line.picture_code), Money(line.price_minor * line.quantity, order.currency)
    form = form or WithdrawForm(there=there, name=to.name)
    return hypermedia.page(
        "aftersales/withdrawal.html", status, order=order, shop=order.shop, lines=lines, made=made, goods=goods.of_withdrawals(made), no=no,
        form=form, there=there, choose=parts.may_choose(order, lines) and sum(there.values()) > 1, sent=parts.was_sent(order, lines),
        plan=_plan(order, lines, form) if no is None else None, contact=to.email or (phones.mask(to.phone) if to.phone else ""), tab="me",
        kept=parts.KEPT, ordered=dates.day(order.placed_at, zone), until=withdrawing.until(order, lines), when=moment_words,
        words=goods.in_words, day=lambda moment: dates.day(moment, zone), days=withdrawing.PERIODS.withdrawn.days,
        postage_back=order_page.postage_back(order),
    )  # fmt: skip


def _plan(order, lines: list, form: WithdrawForm):
    """What the chosen pieces come to; None where they are none."""
    try:
        pieces = form.pieces()
        parts.check(order, lines, pieces)
    except Refused:
        return None
    return parts.plan(order, lines, pieces)


def _form() -> WithdrawForm:
    return WithdrawForm(request.form, there=parts.open_pieces(g.order, orders.lines_of(g.order)))


@bp.get("")
def show():
    """The first step: what is declared. After it was, its receipt."""
    return _page()


@bp.post("/amount")
def amount():
    """What comes back for what is ticked now; nothing is declared yet."""
    form = _form()
    try:
        parts.check(g.order, orders.lines_of(g.order), form.pieces())
    except Refused as refusal:
        form.refuse_or_raise(refusal)
        return _page(form, 422)
    return _page(form)


@bp.post("")
def confirm():
    """The second step: Confirm withdrawal."""
    form = _form()
    if form.there or withdrawing.withdrawal_of(g.order) is None:  # else a second tap: everything was declared
        try:
            if not form.validate():
                return _page(form, 422)
            withdrawing.withdraw_from_contract(g.order, form.name.data, form.pieces(), form.once.data)
        except Refused as refusal:
            form.refuse_or_raise(refusal)
            return _page(form, 422)
    return hypermedia.leave(f"/o/{g.order.token}/withdrawal")


# --- for guests, from the foot of every page of a shop -----------------------------------------------------------------------


def _find_page(form: FindForm, status: int = 200, asked: bool = False):
    slug = request.values.get("shop", "")[:60]
    shop = shops.shop_by_slug(slug) if slug else None
    return hypermedia.page(
        "aftersales/withdrawal_find.html", status, form=form, slug=shop.slug if shop else "", seller=shop, asked=asked
    )


@public.get("")
def find():
    """Which contract?"""
    return _find_page(FindForm(), asked=request.args.get("asked") == "1")


@public.post("")
def ask():
    """Send the way to the contact of the order; the answer is the same where there is no such order."""
    form = FindForm(request.form)
    shop = shops.shop_by_slug(request.form.get("shop", "")[:60])
    fits = form.validate()
    contact = accounts.read_contact(form.contact.data or "", shop.country if shop else web.config().country)
    if contact is None and not form.contact.errors:
        form.contact.errors = [_("Write a mobile number, with its country code such as +49, or an e-mail address.")]
    if not fits or contact is None:
        return _find_page(form, 422)
    index = personal.blind(contact.kind, contact.value)
    security.hit(f"withdrawal:network:{g.network}", 20, timedelta(hours=1))
    security.hit(f"withdrawal:{index}", 6, timedelta(hours=1))
    withdrawing.ask_for_link(form.number.data.strip().upper(), contact.kind, index)
    query = f"?asked=1&shop={shop.slug}" if shop is not None else "?asked=1"
    return hypermedia.leave(f"/withdrawal{query}")


blueprints = [bp, public]
__all__ = ["blueprints", "moment_words"]
