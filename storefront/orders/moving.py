"""Where an order goes: confirmed, cancelled, expired, shipped, completed. One guarded UPDATE each, and its timeline."""

import json
from datetime import timedelta

from storefront import catalog, customers, payments, policies, shops, stock
from storefront.kit import clock, dates, db, events, jobs
from storefront.kit.errors import Changed, Refused
from storefront.kit.i18n import gettext as _
from storefront.orders import record
from storefront.orders.events import Cancelled, Completed, Confirmed, Expired, Extended, Reopened, Revived, Shipped
from storefront.orders.finding import lines_of, ran_out, recipient_of
from storefront.orders.models import ORDER, Order
from storefront.orders.pausing import locked, while_paused
from storefront.orders.rules import UNDO, release_at, ship_by, withdraw_until
from storefront.shops.models import Shop, ShopDay


def terms(order: Order) -> dict:
    """What was frozen when the order was placed."""
    return json.loads(order.terms)


def _confirm_days(order: Order) -> int:
    """Days after delivery until receipt confirms itself, as agreed."""
    return policies.of_order(terms(order), "confirm_days", policies.current())


def _reference(order: Order) -> str:
    return f"order:{order.id}"


def refuse_while_paused(order: Order) -> None:
    """A question about the order is open. Asked of the row itself: whoever holds an old copy must not get past it."""
    row = db.locked(Order.across_shops(Order.id, Order.paused_at).where(Order.id == order.id)).get()
    if row.paused_at is not None:
        raise Changed(while_paused())


def _refuse_early(order: Order, column) -> None:
    """Raise Changed while the deadline in `column` still runs. Asked of the row itself, which stays locked: a sweep read it a while ago,
    and meanwhile the buyer may have been given more time."""
    until = db.locked(Order.across_shops(Order.id, column).where(Order.id == order.id)).get().__data__[column.name]
    if until is None or clock.now() < until:
        raise Changed


@db.verb
def confirm(order: Order, paid_minor: int = 0) -> Order:
    """The order counts: `paid_minor` arrived, or 0 where cash was agreed. Held stock is sold."""
    now = clock.now()
    ORDER.change(
        order,
        "confirm",
        Confirmed(order.id),
        confirmed_at=now,
        expires_at=None,
        paid_minor=Order.paid_minor + paid_minor,
        ship_by=ship_by(now, terms(order).get("pack_days", 2)),
    )
    order.paid_minor += paid_minor
    stock.commit(_reference(order))
    _count_sold(order, +1)
    return order


@db.verb
def revive(order: Order, paid_minor: int) -> Order:
    """Money came after the hold had expired. Raises Refused where the goods are gone, or where somebody had called the order off (the
    caller sends the money back)."""
    if not ran_out(order):
        raise Refused(_("This order cannot be revived."))
    stock.revive(order.shop, _reference(order))
    now = clock.now()
    ORDER.change(
        order,
        "revive",
        Revived(order.id),
        confirmed_at=now,
        cancelled_at=None,
        cancel_reason="",
        expires_at=None,
        paid_minor=Order.paid_minor + paid_minor,
        ship_by=ship_by(now, terms(order).get("pack_days", 2)),
    )
    order.paid_minor += paid_minor
    stock.commit(_reference(order))
    _count_sold(order, +1)
    shops.count_again(order.shop, order.placed_at, order.total_minor)
    return order


def _count_sold(order: Order, sign: int) -> None:
    """Counters that lists and the till slip read: per product, per shop, per day of the shop's calendar. After the goods themselves, and
    in this order everywhere, so that no two orders of a shop wait for each other."""
    for line in sorted(lines_of(order), key=lambda line: line.product_id):
        catalog.sold(line.product_id, sign * line.quantity)
    pieces = sign * order.pieces_count
    Shop.update(orders_count=Shop.orders_count + sign, sold_count=Shop.sold_count + pieces).where(
        Shop.id == order.shop_id
    ).execute()
    day = dates.local(order.confirmed_at, order.shop.time_zone).date()
    ShopDay.insert(
        shop=order.shop_id, day=day, sold_count=sign, sold_minor=sign * order.total_minor, pieces_count=pieces
    ).on_conflict(
        conflict_target=[ShopDay.shop, ShopDay.day],
        update={
            ShopDay.sold_count: ShopDay.sold_count + sign,
            ShopDay.sold_minor: ShopDay.sold_minor + sign * order.total_minor,
            ShopDay.pieces_count: ShopDay.pieces_count + pieces,
        },
    ).execute()


@db.verb
def cancel(order: Order, reason: str = "") -> Order:
    """End an order that is not shipped: stock is free again, and what was paid goes back in full.

    Raises Changed once any part of it is on its way.
    """
    from storefront.orders.money import refund

    refuse_while_paused(order)
    if any(line.shipped_count for line in lines_of(order)):
        raise Changed(_("Part of this order is on its way, so it cannot be cancelled. Use Something is wrong instead."))
    was_confirmed = order.state == "confirmed"
    stands = locked(order)  # what was paid, and what went back, since the page was made
    ORDER.change(
        order, "cancel", Cancelled(order.id), cancelled_at=clock.now(), cancel_reason=reason[:200], expires_at=None, ship_by=None
    )
    if was_confirmed:
        stock.give_back(_reference(order))
        _count_sold(order, -1)
        if not stands.paid_minor:  # cash that will never be paid counted for its customer when the order did
            customers.given_back(order.shop_id, recipient_of(order).phone, order.total_minor)
    else:
        stock.release(_reference(order))
    if not stands.paid_minor:
        shops.uncount(order.shop, order.placed_at, order.total_minor)
    payments.give_up("order", str(order.id))
    left = stands.paid_minor - stands.refunded_minor
    if left > 0:
        refund(order, left, reason or _("The order was cancelled"), key=f"cancel:{order.id}")
    return order


@db.verb
def expire(order: Order) -> Order:
    """Nobody paid in time: the goods are free again. Money that still comes is dealt with by `revive` or goes back. Raises Changed where
    there is time left."""
    _refuse_early(order, Order.expires_at)
    ORDER.change(order, "expire", Expired(order.id), cancelled_at=clock.now(), cancel_reason="expired", expires_at=None)
    stock.release(_reference(order))
    shops.uncount(order.shop, order.placed_at, order.total_minor)
    payments.give_up("order", str(order.id))
    return order


@db.verb
def mark_shipped(order: Order, called_off: bool = False) -> Order:
    """Everything is on its way (called by shipping, which knows the parcels), or all that had not left is `called_off`."""
    now = clock.now()
    ORDER.change(
        order,
        "ship",
        Shipped(order.id),
        note={"called_off": True} if called_off else None,
        shipped_at=now,
        release_at=release_at(now, terms(order).get("days_most", 0), _confirm_days(order)),
    )
    record.shipped(order)
    return order


@db.verb
def undo_shipped(order: Order) -> Order:
    """The last parcel was taken back within ten seconds: there is something to ship again."""
    refuse_while_paused(order)
    if ORDER.may(order, "undo_ship"):
        record.shipped(order, -1)
    return ORDER.change(order, "undo_ship", shipped_at=None, release_at=None)


@db.verb
def complete(order: Order, by_clock: bool = False) -> Order:
    """The buyer has it (ten seconds of undo), or the clock confirms. A paused order waits until its question is settled. Raises Changed
    where the clock would be too early."""
    refuse_while_paused(order)
    if by_clock:
        _refuse_early(order, Order.release_at)
    now = clock.now()
    ORDER.change(
        order,
        "complete",
        Completed(order.id),
        sentence=_("This order was confirmed already.") if order.state == "completed" else None,
        completed_at=now,
        delivered_at=order.delivered_at or now,
        withdraw_until=order.withdraw_until or withdraw_until(order.delivered_at or now),
        settle_at=now if by_clock else now + UNDO,
    )
    record.completed(order)
    return order


@db.verb
def undo_complete(order: Order) -> Order:
    """Take the confirmation back, while the money has not moved."""
    refuse_while_paused(order)
    stands = locked(order)  # the page was made a while ago, and the money may have moved since
    if stands.settled_at is not None or stands.settle_at is None or stands.settle_at <= clock.now():
        raise Changed(_("The ten seconds are over: the seller is paid. If something is wrong, tell us below."))
    now = clock.now()
    ORDER.change(
        order,
        "reopen",
        Reopened(order.id),
        completed_at=None,
        delivered_at=None,
        withdraw_until=order.withdraw_until if order.delivery_kind == "none" else None,
        settle_at=None,
        release_at=order.release_at or now + timedelta(days=_confirm_days(order)),  # as it was promised, and extended
    )
    record.completed(order, -1)
    return order


@db.verb
def extend(order: Order, days: int) -> Order:
    """I need more time: once, while it is on its way."""
    refuse_while_paused(order)
    promised = locked(order).release_at  # a question that was settled meanwhile has moved it
    if order.state != "shipped" or promised is None:
        raise Changed(_("This order is not waiting for you to confirm."))
    free = (Order.id == order.id) & (Order.state == "shipped") & Order.extended_at.is_null()
    later = promised + timedelta(days=days)
    if not Order.update(release_at=later, extended_at=clock.now()).where(free).execute():
        raise Changed(_("You already took more time once. If it does not arrive, tell us with Something is wrong."))
    order.release_at, order.extended_at = later, clock.now()
    events.record(Extended(order.id), subject=_reference(order), shop=order.shop_id)
    return order


@db.verb
def note_to_self(order: Order, text: str) -> None:
    """The seller's own note; the buyer never sees it."""
    order.seller_note = text
    order.save(only=[Order.seller_note])


def sweep(limit: int = 200) -> None:
    """Every minute: unpaid holds that have ended, and receipts that confirm themselves. Bounded, each order on its own."""
    now = clock.now()
    unpaid = Order.across_shops().where(Order.state == "pending", Order.expires_at <= now)
    jobs.each(expire, unpaid.order_by(Order.expires_at).limit(limit))
    due = Order.across_shops().where(Order.state == "shipped", Order.release_at <= now, Order.paused_at.is_null())
    jobs.each(complete, due.order_by(Order.release_at).limit(limit), by_clock=True)
