"""What payments calls when money for an order arrives. Runs inside the payment's own transaction."""

from datetime import timedelta

from storefront import customers, invoices, ledger, orders, share
from storefront.kit import clock, db
from storefront.kit.errors import Refused
from storefront.kit.money import Money
from storefront.kit.prepared import one
from storefront.orders.models import Order

LOOK_WITHIN = timedelta(days=3)


@one
def _link(order_id):
    return Order.across_shops(Order.id, Order.token).where(Order.id == order_id)


class OrderPurpose:
    """Money for orders."""

    def paid(self, payment, provider: str | None, reference: str) -> str:
        """Apply money that arrived: "applied", "duplicate" (a second payment: it goes back) or "late" (too late and sold out: it goes back).

        `provider` is None for money that the seller received directly; the ledger then has nothing to say.
        """
        order = db.locked(Order.across_shops().where(Order.id == int(payment.reference))).get()
        amount = Money(payment.amount_minor, payment.currency)
        if order.paid_minor:
            return "duplicate"
        if order.state == "pending":
            orders.confirm(order, amount.minor)
            self._book(order, provider, amount, reference)  # after the goods, as whoever cancels an order does
        elif order.state == "cancelled":
            try:
                orders.revive(order, amount.minor)
            except Refused:
                return "late"
            self._book(order, provider, amount, reference)
        else:  # cash: the order was confirmed without money, and here it is
            self._book(order, provider, amount, reference)
            Order.update(paid_minor=amount.minor).where(Order.id == order.id).execute()
            order.paid_minor = amount.minor
            invoices.issue(order)
            return "applied"
        count(order)
        invoices.issue(order)
        return "applied"

    @staticmethod
    def _book(order: Order, provider: str | None, amount: Money, reference: str) -> None:
        if provider is not None:
            ledger.order_paid(order.id, order.shop_id, provider, amount, reference)

    def claimed(self, payment) -> None:
        """The buyer says that a direct payment was made: the goods stay held until the seller has looked."""
        until = clock.now() + LOOK_WITHIN
        Order.update(expires_at=until).where(
            Order.id == int(payment.reference), Order.state == "pending", Order.expires_at < until
        ).execute()

    def label(self, payment) -> str:
        """The human number of the order."""
        return payment.label

    def buyer_url(self, payment) -> str:
        """The buyer's private page."""
        return f"/o/{_link(int(payment.reference)).token}"

    def seller_url(self, payment) -> str:
        """The seller's page of the order."""
        return f"/sell/{payment.shop.slug}/orders/{payment.label}"


def count(order: Order) -> None:
    """A confirmed order counts for the customer and for the link that brought it."""
    buyer = orders.recipient_of(order)
    if buyer.phone:  # customers are known by number; whoever gave an address only is none
        customers.bought(order.shop, buyer.name, buyer.phone, order.total_minor)
    if order.link_code:
        share.sold(order.link_code, order.shop_id, order.total_minor)
