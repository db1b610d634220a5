"""The money rail of an order: where the money is now, in four steps. Its state is the ledger's state."""

from storefront.kit import registry
from storefront.kit.i18n import gettext as _
from storefront.orders.back import Back, back_of, back_words
from storefront.orders.models import Order


def _marks(current: int, steps: list[str]) -> list[tuple[str, str]]:
    return [(text, "done" if place < current else "current" if place == current else "todo") for place, text in enumerate(steps)]


def for_others(steps: list[tuple[str, str]], shop: str) -> list[tuple[str, str]]:
    """The same rail for whoever is not the buyer: to the seller and to the market nobody on it is "you"."""
    buyer = {
        _("You pay"): _("Buyer pays"),
        _("You pay %(shop)s", shop=shop): _("Buyer pays"),
        _("You paid"): _("Buyer paid"),
        _("You paid %(shop)s", shop=shop): _("Buyer paid"),
        _("You confirm"): _("Buyer confirms"),
        _("You have it"): _("Buyer has it"),
    }
    return [(buyer.get(text, text), state) for text, state in steps]


def rail_of(order: Order, back: Back | None = None) -> list[tuple[str, str]]:
    """(words, state) of the four steps; `back` is how far its money is where it goes back, if that was asked already. While a question about the order is open, whoever keeps it says (slot "order.rail")."""
    name = order.shop.name
    if order.paused_at is not None:
        for rail in registry.slots["order.rail"].render(order=order):
            return rail
    if order.mode == "direct":
        return _direct(order, name, back)
    if order.state == "cancelled":
        return _ended(order, name, back)
    if order.state == "pending":
        return _marks(0, [_("You pay"), _("We hold it"), _("You confirm"), _("%(shop)s is paid", shop=name)])
    if order.settled_at is not None:
        if order.refunded_minor and order.refunded_minor >= order.paid_minor:
            return [(_("You paid"), "done"), (_("We held it"), "done"), (_back(order, name, back), "current")]
        return [
            (_("You paid"), "done"),
            (_("We held it"), "done"),
            (_("Confirmed"), "done"),
            (_("%(shop)s was paid", shop=name), "current"),
        ]
    if order.state == "completed":
        return _marks(3, [_("You paid"), _("We held it"), _("Confirmed"), _("%(shop)s is paid", shop=name)])
    held = 2 if order.state == "shipped" else 1
    return _marks(held, [_("You paid"), _("We hold it"), _("You confirm"), _("%(shop)s is paid", shop=name)])


def _direct(order: Order, name: str, back: Back | None) -> list[tuple[str, str]]:
    if order.state == "cancelled":
        return _ended(order, name, back)
    if order.paid_minor and order.refunded_minor >= order.paid_minor:
        return _marks(1, [_("You paid %(shop)s", shop=name), _back(order, name, back)])
    cash = order.method in ("cash", "pickup_cash")
    paid = _("You paid %(shop)s", shop=name) if order.paid_minor else _("You pay %(shop)s", shop=name)
    if cash:
        steps = [
            _("%(shop)s confirms", shop=name),
            _("It ships") if order.delivery_kind != "pickup" else _("It is ready"),
            paid,
            _("You have it"),
        ]
    else:
        steps = [
            paid,
            _("%(shop)s confirms", shop=name),
            _("It ships") if order.delivery_kind != "pickup" else _("It is ready"),
            _("You have it"),
        ]
    place = {
        "pending": 0,
        "waiting": 1,
        "confirmed": 1 if cash else 2,
        "shipped": 2 if cash and not order.paid_minor else 3,
        "completed": 3,
    }[order.state]
    return _marks(place, steps)


def _ended(order: Order, name: str, back: Back | None) -> list[tuple[str, str]]:
    if not order.paid_minor:
        return [(_("You pay"), "todo"), (_("Cancelled"), "current")]
    return [(_("You paid"), "done"), (_("Cancelled"), "done"), (_back(order, name, back), "current")]


def _back(order: Order, name: str, back: Back | None) -> str:
    state = (back or back_of(order)).state if order.refunded_minor >= order.paid_minor else "going"
    return back_words(state, order.mode, name)
