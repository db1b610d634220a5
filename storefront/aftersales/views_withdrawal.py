"""Withdraw from a contract: on the private page of an order in two steps, and for guests who only know its number."""

from datetime import timedelta

from flask import Blueprint, g, request

from storefront import accounts, orders, shops
from storefront.aftersales import withdrawing
from storefront.aftersales.forms import FindForm, WithdrawForm
from storefront.kit import dates, hypermedia, personal, phones, security, web
from storefront.kit.i18n import gettext as _
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
    order = g.order
    lines, to = orders.lines_of(order), orders.recipient_of(order)
    made = withdrawing.withdrawal_of(order)
    no = None if made is not None else withdrawing.why_not_withdraw(order, lines, to.country)
    return hypermedia.page(
        "aftersales/withdrawal.html", status, order=order, shop=order.shop, lines=lines, made=made, no=no, kept=withdrawing.KEPT,
        form=form or WithdrawForm(name=to.name), contact=to.email or (phones.mask(to.phone) if to.phone else ""), tab="me",
        ordered=dates.day(order.placed_at, order.shop.time_zone), sent=any(line.shipped_count for line in lines) or order.state in ("shipped", "completed"),
        amount=withdrawing.worth(order, lines) if order.paid_minor or order.state in ("shipped", "completed") else None,
        when=moment_words, day=lambda moment: dates.day(moment, order.shop.time_zone), days=withdrawing.PERIODS.withdrawn.days,
        postage_back=order_page.postage_back(order),
    )  # fmt: skip


@bp.get("")
def show():
    """The first step: what is declared. After it was, its receipt."""
    return _page()


@bp.post("")
def confirm():
    """The second step: Confirm withdrawal."""
    form = WithdrawForm(request.form)
    if withdrawing.withdrawal_of(g.order) is None:
        if not form.validate():
            return _page(form, 422)
        withdrawing.withdraw_from_contract(g.order, form.name.data)
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
    if not form.validate():
        return _find_page(form, 422)
    contact = accounts.read_contact(form.contact.data, shop.country if shop else web.config().country)
    if contact is None:
        form.contact.errors = [_("Write a mobile number, with its country code such as +49, or an e-mail address.")]
        return _find_page(form, 422)
    index = personal.blind(contact.kind, contact.value)
    security.hit(f"withdrawal:network:{g.network}", 20, timedelta(hours=1))
    security.hit(f"withdrawal:{index}", 6, timedelta(hours=1))
    withdrawing.ask_for_link(form.number.data.strip().upper(), contact.kind, index)
    query = f"?asked=1&shop={shop.slug}" if shop is not None else "?asked=1"
    return hypermedia.leave(f"/withdrawal{query}")


blueprints = [bp, public]
__all__ = ["blueprints", "moment_words"]
