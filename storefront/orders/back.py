"""An order's money that goes back: how much of it came, how much failed, how much is on its way, and the word for it."""

from collections.abc import Iterable
from typing import NamedTuple

from storefront import payments
from storefront.kit.i18n import gettext as _
from storefront.orders.models import Order


class Back(NamedTuple):
    """In minor units; together they are what the order says that goes back."""

    done: int = 0
    failed: int = 0
    going: int = 0

    @property
    def state(self) -> str:
        """Where it stands as a whole, the worst first: failed, going or done; "" where nothing goes back."""
        return "failed" if self.failed else "going" if self.going else "done" if self.done else ""


def back_of(order: Order) -> Back:
    """How far the money of one order is. No query where none was given back."""
    return backs_of([order])[order.id]


def backs_of(found: Iterable[Order]) -> dict[int, Back]:
    """{order id: how far its money is}. One query, or none where nothing was given back."""
    rows = list(found)
    told = payments.came_back("order", (order.id for order in rows if order.refunded_minor))
    backs = {}
    for order in rows:
        done, failed = told.get(str(order.id), payments.Back())
        backs[order.id] = Back(done, failed, order.refunded_minor - done - failed)
    return backs


def back_words(state: str, mode: str, shop: str) -> str:
    """Where money that goes back is, as a step of the rail and as a line of the sum."""
    if state == "failed":
        return _("Refund failed")
    if state == "done":
        return _("Refunded")
    return _("Money on its way back") if mode == "protected" else _("%(shop)s pays back", shop=shop)
