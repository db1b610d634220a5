"""Refunds that failed, at once or after they had gone: whoever looks after the money hears of it, the seller, and the buyer who waits for it;
those two also when it was paid another way."""

from storefront import payments
from storefront.kit import db
from storefront.kit.i18n import gettext as _
from storefront.notifications.actions import tell_staff
from storefront.notifications.listeners import facts, order_of, tell_buyer, tell_seller
from storefront.notifications.sentences import amount, says, sentence

ABOUT_REFUNDS = (payments.RefundFailed, payments.RefundBounced, payments.PaidElsewhere)


@db.verb
def tell_about_refund(event, row) -> None:
    """Everybody whom a refund concerns that did not arrive. A provider that is away makes many fail together: the first one is sent to
    the market's people, those behind it stand beside it on their page."""
    refund = payments.Refund.across_shops().where(payments.Refund.id == event.refund).get()
    if event.purpose != "order":
        return
    order = order_of(int(event.reference))
    data = facts(order) | {
        "minor": refund.amount_minor,
        "currency": refund.currency,
        "back": isinstance(event, payments.RefundBounced),
    }
    key = f"event:{row.id}"
    if isinstance(event, payments.PaidElsewhere):
        tell_seller(order, "seller.paid_elsewhere", data | {"how": refund.other_way}, key, also_send=False)
        tell_buyer(order, "buyer.paid_elsewhere", data | {"how": refund.other_way}, key)
        return
    tell_staff("market.refund_failed", data, "/admin/payments", key, payments.needing_a_person(2) < 2, "finance")
    tell_seller(order, "seller.refund_failed", data, key)
    tell_buyer(order, "buyer.refund_failed", data, key)


@says("buyer.refund_failed", lambda d: _("The refund for your order %(number)s at %(shop)s", number=d["number"], shop=d["shop"]))
def to_buyer(data: dict) -> str:
    """The money is theirs, wherever it is."""
    if data["back"]:
        return _(
            "%(amount)s came back: it could not be paid into your account. We are looking into it, the money is yours.",
            amount=amount(data),
        )
    return _("%(amount)s could not be sent back yet. We are looking into it, the money is yours.", amount=amount(data))


@says("buyer.paid_elsewhere", lambda d: _("The refund for your order %(number)s at %(shop)s", number=d["number"], shop=d["shop"]))
def otherwise_to_buyer(data: dict) -> str:
    """It is there, by another way than it was paid."""
    return _("We have paid %(amount)s back to you another way. %(how)s", amount=amount(data), how=sentence(data["how"]))


@says("seller.paid_elsewhere", lambda d: _("The refund for order %(number)s", number=d["number"]))
def otherwise_to_seller(data: dict) -> str:
    """The buyer has it."""
    return _(
        "The market has paid %(amount)s for order %(number)s back to the buyer another way.",
        amount=amount(data),
        number=data["number"],
    )


@says("seller.refund_failed", lambda d: _("The refund for order %(number)s", number=d["number"]))
def to_seller(data: dict) -> str:
    """There is nothing for them to do."""
    if data["back"]:
        return _(
            "%(amount)s for order %(number)s came back: the buyer's bank did not take it. The market looks into it.",
            amount=amount(data),
            number=data["number"],
        )
    return _(
        "%(amount)s for order %(number)s could not be sent back to the buyer. The market looks into it.",
        amount=amount(data),
        number=data["number"],
    )


@says("market.refund_failed", lambda d: _("A refund failed"))
def to_market(data: dict) -> str:
    """Where it waits for them."""
    if data["back"]:
        return _(
            "A refund of %(amount)s came back, order %(number)s at %(shop)s. It waits under Payments.",
            amount=amount(data), number=data["number"], shop=data["shop"],
        )  # fmt: skip
    return _(
        "A refund of %(amount)s failed, order %(number)s at %(shop)s. It waits under Payments.",
        amount=amount(data), number=data["number"], shop=data["shop"],
    )  # fmt: skip


__all__ = ["ABOUT_REFUNDS", "tell_about_refund"]
