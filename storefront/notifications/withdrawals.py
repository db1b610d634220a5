"""Withdrawals: the buyer's receipt on a durable medium, the seller's news, and the way in for whoever lost the link."""

from datetime import datetime

from storefront import aftersales, orders
from storefront.kit import dates, db
from storefront.kit.i18n import gettext as _
from storefront.notifications.listeners import tell_buyer, tell_seller
from storefront.notifications.sentences import amount, says
from storefront.orders.models import Order
from storefront.shops.models import Shop

ABOUT_WITHDRAWALS = (aftersales.ContractWithdrawn, aftersales.LinkAsked)


@db.verb
def tell_about_withdrawal(event, row) -> None:
    """Both sides of a withdrawal; of a link that was asked for, the buyer alone."""
    order = Order.across_shops(Order, Shop).join(Shop).where(Order.id == event.order).get()
    data = {"shop": order.shop.name, "number": order.number, "currency": order.currency, "minor": 0}
    if isinstance(event, aftersales.LinkAsked):
        tell_buyer(order, "withdrawal.link", data, f"event:{row.id}", "/withdrawal", always=True)
        return
    made = next(one for one in aftersales.withdrawals_of(order) if one.id == event.withdrawal)
    local = dates.local(made.at, order.shop.time_zone)
    data |= {
        "minor": made.amount_minor, "code": made.code, "when": f"{local:%Y-%m-%d %H:%M:%S} ({order.shop.time_zone})",
        "goods": aftersales.goods_of(made),
        "day": made.refund_by.isoformat(), "zone": order.shop.time_zone, "buyer": orders.recipient_of(order).short_name,
    }  # fmt: skip
    tell_buyer(order, "withdrawal.buyer", data, f"event:{row.id}", "/withdrawal", always=True)
    tell_seller(order, "withdrawal.seller", data, f"event:{row.id}", f"refunds/{made.case.code}" if made.case_id else "")


@says("withdrawal.link", lambda d: _("Withdraw from the contract: order %(number)s", number=d["number"]))
def link(data: dict) -> str:
    """The way to the button."""
    return _(
        "Here you can withdraw from the contract about order %(number)s at %(shop)s.", number=data["number"], shop=data["shop"]
    )


@says("withdrawal.buyer", lambda d: _("Receipt: you withdrew from the contract about order %(number)s", number=d["number"]))
def received(data: dict) -> str:
    """The receipt: what was declared, when, and what goes back."""
    said = _(
        "Receipt %(code)s: on %(when)s you withdrew from the contract with %(shop)s about order %(number)s (%(goods)s).",
        code=data["code"], when=data["when"], shop=data["shop"], number=data["number"], goods=data["goods"],
    )  # fmt: skip
    if not data["minor"]:
        return said
    back = _("%(amount)s goes back to you by %(day)s at the latest.", amount=amount(data), day=_day(data))
    return f"{said} {back}"


@says("withdrawal.seller")
def told(data: dict) -> str:
    """What the seller has to do."""
    if not data["minor"]:
        return _(
            "%(buyer)s withdrew from the contract about order %(number)s (%(goods)s). Nothing was paid.",
            buyer=data["buyer"], number=data["number"], goods=data["goods"],
        )  # fmt: skip
    return _(
        "%(buyer)s withdrew from the contract about order %(number)s (%(goods)s). %(amount)s goes back by %(day)s at the latest.",
        buyer=data["buyer"], number=data["number"], goods=data["goods"], amount=amount(data), day=_day(data),
    )  # fmt: skip


def _day(data: dict) -> str:
    return dates.full_day(datetime.fromisoformat(data["day"]), data["zone"])


__all__ = ["ABOUT_WITHDRAWALS", "tell_about_withdrawal"]
