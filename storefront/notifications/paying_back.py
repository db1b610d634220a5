"""What a direct shop pays back by itself: the buyer hears that it was paid, and that this was wrong; the seller, that it did not arrive."""

from storefront import orders, payments
from storefront.kit import db
from storefront.kit.i18n import gettext as _
from storefront.notifications.listeners import facts, order_of, tell_buyer, tell_seller
from storefront.notifications.sentences import amount, says

ABOUT_PAYING_BACK = (orders.PaidBack, orders.NotPaidBack, orders.BackMissing)


@db.verb
def tell_about_paying_back(event, row) -> None:
    """The other side, about what one of them says."""
    refund = payments.Refund.across_shops().where(payments.Refund.id == event.refund).get()
    order, key = order_of(event.order), f"event:{row.id}"
    data = facts(order) | {"minor": refund.amount_minor, "currency": refund.currency}
    if isinstance(event, orders.BackMissing):
        tell_seller(order, "seller.back_missing", data, key)
    elif isinstance(event, orders.NotPaidBack):
        tell_buyer(order, "buyer.not_paid_back", data, key)
    elif not refund.key.startswith("case:"):  # its case tells that
        tell_buyer(order, "buyer.paid_back", data, key)


def _subject(data: dict) -> str:
    return _("The refund for your order %(number)s at %(shop)s", number=data["number"], shop=data["shop"])


@says("buyer.paid_back", _subject)
def paid_back(data: dict) -> str:
    """The seller's word, and where to answer it."""
    return _(
        "%(shop)s says that %(amount)s for order %(number)s was paid back to you. If it does not arrive, say so on the page of your order.",
        shop=data["shop"], amount=amount(data), number=data["number"],
    )  # fmt: skip


@says("buyer.not_paid_back", _subject)
def not_paid_back(data: dict) -> str:
    """It is owed again."""
    return _(
        "%(shop)s takes back that %(amount)s for order %(number)s was paid back to you: it is still owed. The page of your order says why.",
        shop=data["shop"], amount=amount(data), number=data["number"],
    )  # fmt: skip


@says("seller.back_missing")
def missing(data: dict) -> str:
    """For the seller to look."""
    return _(
        "%(buyer)s says that %(amount)s for order %(number)s did not arrive. Look at your account, and take back what you said where it did not go.",
        buyer=data["buyer"], amount=amount(data), number=data["number"],
    )  # fmt: skip


__all__ = ["ABOUT_PAYING_BACK", "tell_about_paying_back"]
