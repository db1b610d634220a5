"""The money rail of an order: where the money is now, in four steps. Its state is the ledger's state."""

from storefront.kit import registry
from storefront.kit.i18n import gettext as _
from storefront.orders.back import Back, back_of, back_words
from storefront.orders.models import Order


def _marks(current: int, steps: list[str]) -> list[tuple[str, str]]:
    return [(text, "done" if place < current else "current" if place == current else "todo") for place, text in enumerate(steps)]


def paid_words(buyer: bool, shop: str = "") -> str:
    """That the money has gone, as the `buyer` reads it or anybody else; `shop` is who got it where it was paid directly."""
    if not buyer:
        return _("Buyer paid")
    return _("You paid %(shop)s", shop=shop) if shop else _("You paid")


def _pay_words(buyer: bool, shop: str = "") -> str:
    if not buyer:
        return _("Buyer pays")
    return _("You pay %(shop)s", shop=shop) if shop else _("You pay")


def _confirm_words(buyer: bool) -> str:
    return _("You confirm") if buyer else _("Buyer confirms")


def rail_of(order: Order, back: Back | None = None, buyer: bool = True, claimed: bool = False) -> list[tuple[str, str]]:
    """(words, state) of the four steps, for the buyer; else for the seller and the market, to whom nobody on it is "you".

    `back` is how far its money is where it goes back, if that was asked already. While a question about the order is open, whoever keeps
    it says (slot "order.rail"). `claimed`: the buyer said that the shop was paid, and it looks for the money.
    """
    name = order.shop.name
    if order.paused_at is not None:
        for rail in registry.slots["order.rail"].render(order=order, buyer=buyer):
            return rail
    if order.mode == "direct":
        return _direct(order, name, back, buyer, claimed)
    if order.state == "cancelled":
        return _ended(order, name, back, buyer)
    if order.state == "pending":
        return _marks(0, [_pay_words(buyer), _("We hold it"), _confirm_words(buyer), _("%(shop)s is paid", shop=name)])
    if order.settled_at is not None:
        if order.refunded_minor and order.refunded_minor >= order.paid_minor:
            return [(paid_words(buyer), "done"), (_("We held it"), "done"), (_back(order, name, back), "current")]
        return [
            (paid_words(buyer), "done"),
            (_("We held it"), "done"),
            (_("Confirmed"), "done"),
            (_("%(shop)s was paid", shop=name), "current"),
        ]
    if order.state == "completed":
        return _marks(3, [paid_words(buyer), _("We held it"), _("Confirmed"), _("%(shop)s is paid", shop=name)])
    held = 2 if order.state == "shipped" else 1
    return _marks(held, [paid_words(buyer), _("We hold it"), _confirm_words(buyer), _("%(shop)s is paid", shop=name)])


def _direct(order: Order, name: str, back: Back | None, buyer: bool, claimed: bool) -> list[tuple[str, str]]:
    if order.state == "cancelled":
        return _ended(order, name, back, buyer)
    if order.paid_minor and order.refunded_minor >= order.paid_minor:
        return _marks(1, [paid_words(buyer, name), _back(order, name, back)])
    cash = order.method in ("cash", "pickup_cash")
    paid = paid_words(buyer, name) if order.paid_minor or claimed else _pay_words(buyer, name)
    has = _("You have it") if buyer else _("Buyer has it")
    if cash:
        steps = [
            _("%(shop)s confirms", shop=name),
            _("It ships") if order.delivery_kind != "pickup" else _("It is ready"),
            paid,
            has,
        ]
    else:
        steps = [
            paid,
            _("%(shop)s confirms", shop=name),
            _("It ships") if order.delivery_kind != "pickup" else _("It is ready"),
            has,
        ]
    place = {
        "pending": 1 if claimed else 0,
        "waiting": 1,
        "confirmed": 1 if cash else 2,
        "shipped": 2 if cash and not order.paid_minor else 3,
        "completed": 3,
    }[order.state]
    return _marks(place, steps)


def _ended(order: Order, name: str, back: Back | None, buyer: bool) -> list[tuple[str, str]]:
    if not order.paid_minor:
        return [(_pay_words(buyer), "todo"), (_("Cancelled"), "current")]
    return [(paid_words(buyer), "done"), (_("Cancelled"), "done"), (_back(order, name, back), "current")]


def _back(order: Order, name: str, back: Back | None) -> str:
    state = (back or back_of(order)).state if order.refunded_minor >= order.paid_minor else "going"
    return back_words(state, order.mode, name)
