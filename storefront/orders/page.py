"""What the pages of one order show, for both sides: sentences, deadlines, the timeline in words."""

import json
from types import SimpleNamespace

from storefront import shops
from storefront.kit import clock, dates, events
from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import ngettext
from storefront.kit.money import Money
from storefront.orders.back import Back, back_of, back_words
from storefront.orders.finding import ran_out
from storefront.orders.models import Order

CASH = ("cash", "pickup_cash")


def headline(order: Order, back: Back | None = None, claimed: bool = False) -> tuple[str, str]:
    """(heading, sentence) for the buyer: first what happened, then what comes. `claimed`: they said that they paid the shop."""
    shop, zone = order.shop.name, order.shop.time_zone
    if order.paused_at is not None:
        if order.mode == "protected":
            return _("Held, paused"), _("The money stays with us until this is settled.")
        return _("Paused"), _("The order waits until this is settled. %(shop)s has the money, not the market.", shop=shop)
    if order.state == "pending" and claimed:
        return _("%(shop)s looks for it", shop=shop), _(
            "You said that it is paid. %(shop)s looks into the account and confirms it here.", shop=shop
        )
    if order.state == "pending":
        return _("Not paid yet"), _("The goods are kept for you until %(when)s.", when=dates.moment(order.expires_at, zone))
    if order.state == "confirmed":
        if order.delivery_kind == "pickup":
            return _("Ready to pick up soon"), _("%(shop)s has been told. Show your pickup code there.", shop=shop)
        by = dates.moment(order.ship_by, zone)
        if order.is_part_sent:
            return _("Part of it is on its way"), _the_rest(order, shop, by)
        if order.is_late:
            said = _("%(shop)s has been told, and should have shipped by %(when)s.", shop=shop, when=by)
            return _("Paid") if order.paid_minor else _("Ordered"), said
        if order.paid_minor:
            return _("Paid"), _("Paid. %(shop)s has been told and ships by %(when)s.", shop=shop, when=by)
        return _("Ordered"), _("%(shop)s has been told and ships by %(when)s. You pay in cash.", shop=shop, when=by)
    if order.state == "shipped":
        until = (
            _("We confirm for you on %(day)s unless you tell us otherwise.", day=dates.day(order.release_at, zone))
            if order.release_at
            else ""
        )
        return _("On its way"), until
    if order.state == "completed" and order.paid_minor and order.refunded_minor >= order.paid_minor:
        return back_words((back or back_of(order)).state, order.mode, shop), ""
    if order.state == "completed":
        return _("Received"), _completed(order)
    return _("Cancelled"), _cancelled(order)


def _the_rest(order: Order, shop: str, by: str) -> str:
    """What is still to come, and that no clock runs for the buyer before it has left."""
    if order.is_late:
        said = _("%(shop)s should have shipped the rest by %(when)s.", shop=shop, when=by)
    else:
        said = _("%(shop)s ships the rest by %(when)s.", shop=shop, when=by)
    return _(" ").join((said, _("The days until we confirm for you count from the last parcel.")))


def _completed(order: Order) -> str:
    if order.settled_at is None and order.mode == "protected":
        return _("Confirmed. %(shop)s is paid in 10 s.", shop=order.shop.name)
    if order.mode == "protected":
        return _("You confirmed that it arrived, and %(shop)s was paid.", shop=order.shop.name)
    return _("You confirmed that it arrived.")


def _cancelled(order: Order) -> str:
    if order.refunded_minor:
        return ""  # payments says below how far the money is, and by which way it goes
    if ran_out(order):
        return _("It was not paid in time, so the goods are free again. Nothing was taken.")
    return _("Nothing was taken.")


def state_words(order: Order, back: Back | None = None) -> tuple[str, str]:
    """(short state, kind of tag) for lists; they ask for the money of all their orders at once (`backs_of`)."""
    if order.paused_at is not None and order.state in ("confirmed", "shipped", "completed"):
        return (_("Held, paused") if order.mode == "protected" else _("Paused")), "warn"
    if order.refunded_minor and order.state in ("completed", "cancelled"):
        state = (back or back_of(order)).state
        if state == "failed":
            return _("refund failed"), "warn"
        if state == "going" and order.mode == "direct":
            return _("to pay back"), "warn"
        if order.state == "completed" and order.refunded_minor >= order.paid_minor:
            return (_("refunded") if state == "done" else _("money is on its way back")), "plain"
    if order.is_part_sent:
        return _("part on its way"), "warn"
    kind = {"confirmed": "warn", "shipped": "", "completed": "ok"}.get(order.state, "plain")
    return _states(order)[order.state], kind


def _states(order: Order) -> dict[str, str]:
    return {
        "pending": _("to pay"), "waiting": _("waiting"), "shipped": _("on its way"), "completed": _("received"), "cancelled": _("cancelled"),
        "confirmed": _("to ship") if order.delivery_kind != "pickup" else _("to pick up"),
    }  # fmt: skip


def total_rows(order: Order, back: Back | None = None) -> list[tuple]:
    """The lines of the sum as agreed, and what of it came back, is on its way back, or failed to go."""

    def money(minor):
        return Money(minor, order.currency)

    rows = [(_("Items") if order.pieces_count > 1 else _("Item"), money(order.items_minor))]
    if order.delivery_kind != "none":
        rows.append(
            (
                _("Pickup") if order.delivery_kind == "pickup" else _("Delivery"),
                money(order.delivery_minor) if order.delivery_minor else _("Free"),
            )
        )
    if order.discount_minor:
        rows.append((_("Best coupon, applied for you"), money(-order.discount_minor), "deal"))
    if order.tax_minor and order.tax_mode == "added":
        rows.append((_("Tax"), money(order.tax_minor)))
    rows.append((_("Total"), money(order.total_minor), "sum"))
    if order.tax_minor and order.tax_mode == "included":
        rows.append((_("Includes tax"), money(order.tax_minor)))
    if order.refunded_minor:
        back = back or back_of(order)
        for state, kind in (("done", "deal"), ("going", ""), ("failed", "failed")):
            if minor := getattr(back, state):
                words = back_words(state, order.mode, order.shop.name)
                rows.append((words, money(minor if state == "failed" else -minor), kind))
    return rows


# --- the timeline in words ---------------------------------------------------------------------------------------------

_HAPPENED = {
    "orders.Placed": lambda d: _("Ordered"),
    "orders.Confirmed": lambda d: _("Confirmed: the seller may pack"),
    "orders.Revived": lambda d: _("Paid late, and still there: the order goes on"),
    "orders.Cancelled": lambda d: _("Cancelled"),
    "orders.Expired": lambda d: _("Not paid in time"),
    "orders.Shipped": lambda d: _("Everything is on its way"),
    "orders.Completed": lambda d: _("Received"),
    "orders.Reopened": lambda d: _("Confirmation taken back"),
    "orders.Settled": lambda d: _("The seller's money was released"),
    "orders.Extended": lambda d: _("More time"),
    "orders.MoneyBack": lambda d: _("%(amount)s goes back", amount=d["amount"]),
    "orders.PaidBack": lambda d: _("The seller says that %(amount)s was paid back", amount=d["amount"]),
    "orders.NotPaidBack": lambda d: (
        _("The seller takes back that %(amount)s was paid back: %(words)s", amount=d["amount"], words=d["words"])
        if d.get("words")
        else _("The seller takes back that %(amount)s was paid back", amount=d["amount"])
    ),
    "orders.BackMissing": lambda d: _("The buyer says that %(amount)s did not arrive", amount=d["amount"]),
    "order.back_arrived": lambda d: _("The buyer has %(amount)s back", amount=d["amount"]),
    "shipping.ParcelSent": lambda d: _parcel_left(d),
    "order.parcel_back": lambda d: (
        _("A parcel was taken back: %(number)s", number=d["number"]) if d.get("number") else _("A parcel was taken back")
    ),
    "parcel.correct": lambda d: _("Courier number corrected: %(number)s", number=d.get("number", "")),
    "order.pause": lambda d: _("Something is wrong: paused until it is settled"),
    "order.resume": lambda d: _("Settled"),
    "order.call_off": lambda d: ngettext(
        "%(num)s piece is not sent any more", "%(num)s pieces are not sent any more", int(d.get("pieces", 1))
    ),
    "order.finish": lambda d: _("Ended: everything went back"),
    "order.undo_ship": lambda d: _("Shipping taken back"),
    "order.address_shown": lambda d: _("The shop looked at the address again"),
    "order.buyer_erased": lambda d: _("The buyer's data was erased"),
}
_ICONS = {"orders.Placed": "shopping-bag", "orders.Confirmed": "check", "shipping.ParcelSent": "truck", "order.parcel_back": "undo-2", "orders.Shipped": "truck", "orders.Completed": "package",
          "orders.Settled": "wallet", "orders.MoneyBack": "undo-2", "orders.PaidBack": "wallet", "orders.NotPaidBack": "undo-2", "orders.BackMissing": "circle-alert", "order.back_arrived": "check", "orders.Cancelled": "x", "orders.Expired": "clock",
          "order.pause": "circle-alert", "order.resume": "scale", "order.finish": "undo-2", "order.call_off": "undo-2", "orders.Revived": "check",
          "orders.Reopened": "undo-2", "orders.Extended": "clock", "parcel.correct": "pencil", "order.undo_ship": "undo-2", "order.address_shown": "eye",
          "order.buyer_erased": "trash-2"}  # fmt: skip


def _parcel_left(data: dict) -> str:
    left = int(data.get("left") or 0)
    said = _("A parcel left: %(number)s", number=data["number"]) if data.get("number") else _("A parcel left")
    return f"{said} · {left_sentence(left)}" if left else said


def left_sentence(count: int) -> str:
    """What remains of a partly shipped order."""
    return ngettext("%(num)s piece is still to ship", "%(num)s pieces are still to ship", count)


def who(actor: str) -> str:
    """An actor in words."""
    kind = actor.partition(":")[0]
    return {
        "person": _("Seller"), "buyer": _("Buyer"), "visitor": _("Buyer"), "operator": _("Market"), "clock": _("By itself"), "provider": _("Payment provider"),
    }.get(kind, _("Market"))  # fmt: skip


def timeline(order: Order, detail: bool = False) -> list:
    """Entries for ui.timeline, in order; with `detail` the states before and after."""
    entries, states = [], _states(order)
    for row in events.timeline(f"order:{order.id}"):
        words = _HAPPENED.get(row.kind)
        if words is None:
            continue
        data = events.payload(row)
        if "minor" in data:
            data["amount"] = Money(int(data["minor"]), order.currency).display()
        change = f"{states[row.before]} → {states[row.after]}" if detail and row.before and row.after else ""
        entries.append(
            SimpleNamespace(
                text=words(data),
                when=dates.moment(row.at, order.shop.time_zone),
                at=row.at.isoformat(),
                by=who(row.actor),
                detail=change,
                icon=_ICONS.get(row.kind),
            )
        )
    return entries


def can_undo(order: Order) -> bool:
    """Whether the ten seconds are still running."""
    running = order.settled_at is None and order.settle_at is not None and order.settle_at > clock.now()
    return order.state == "completed" and order.paused_at is None and running


def can_cancel(order: Order, lines) -> bool:
    """Whether the buyer or the seller may still cancel."""
    return (
        order.paused_at is None
        and order.state in ("pending", "waiting", "confirmed")
        and not any(line.shipped_count for line in lines)
    )


def stamp(order: Order, back: Back | None = None) -> str:
    """Changes whenever anything that the page shows changes: a polled region answers 204 while it stays the same."""
    last, money = events.last_about(f"order:{order.id}"), "-".join(map(str, back or back_of(order)))
    return f"{last}-{order.state}-{can_undo(order)}-{money}-{order.settled_at is not None}"


def may_return(order: Order, days: int) -> bool:
    """Whether a change of mind within `days` can still be spoken of: something was sold, and not all of it went back."""
    return bool(days) and order.state != "cancelled" and not (order.paid_minor and order.refunded_minor >= order.paid_minor)


def postage_back(order: Order) -> str:
    """Who pays the postage of what comes back for a change of mind: as the buyer was told, and the shop where nothing was said."""
    return shops.postage_back(terms(order).get("return_postage", "shop"), order.shop.name)


def terms(order: Order) -> dict:
    """What was frozen."""
    return json.loads(order.terms)


__all__ = [
    "CASH",
    "can_cancel",
    "can_undo",
    "headline",
    "left_sentence",
    "postage_back",
    "stamp",
    "state_words",
    "terms",
    "timeline",
    "total_rows",
    "who",
]
