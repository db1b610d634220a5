"""What can happen to parcels. A parcel says which pieces of which lines are in it; the order is shipped when all are."""

from typing import NamedTuple

from storefront import orders
from storefront.kit import clock, db, events
from storefront.kit.errors import Changed, NotFound, Refused
from storefront.kit.i18n import gettext as _
from storefront.kit.prepared import prepared
from storefront.orders.models import Line, Order
from storefront.shipping import carriers
from storefront.shipping.models import PARCEL, Option, Parcel, ParcelLine
from storefront.shipping.rules import Choice, choices


class ParcelSent(NamedTuple):
    """A parcel of an order left, perhaps not the last."""

    order: int
    parcel: int


@prepared
def _options(shop_id):
    return Option.of(shop_id).order_by(Option.position, Option.id)


def options_of(shop, active_only: bool = True) -> list[Option]:
    """The shop's delivery table, in its order."""
    rows = _options(shop.id)
    # until its first line is written (a moment after the shop was opened) a shop delivers by courier, free, inside its country
    rows = rows or [Option(id=0, shop=shop, kind="courier", regions=shop.country, fee_minor=0, days_least=2, days_most=4)]
    return [row for row in rows if row.active or not active_only]


def has_prices(shop) -> bool:
    """Whether a line of the shop's delivery table has a fee, or a sum from which it is free; used now or not."""
    return Option.of(shop).where((Option.fee_minor > 0) | (Option.free_over_minor > 0)).exists()


def forget_prices(shop) -> None:
    """The shop's currency has other decimals from now on. Nothing to do: a line that is taken out of the table is gone for good."""


def quote(
    shop, country: str, region: str, items_minor: int, needs_delivery: bool = True, options: list[Option] | None = None
) -> list[Choice]:
    """The ways these goods can reach an address, best first. Without delivery (a service): one free choice. Empty: not deliverable.

    `options` is the delivery table where the caller has read it already.
    """
    if not needs_delivery:
        return [Choice(0, "none", "", 0, 0, None, 0, 0, "")]
    return choices(options_of(shop) if options is None else options, country, region, items_minor)


@db.verb
def ship(order: Order, number: str = "", carrier: str | None = None, pieces: dict[int, int] | None = None) -> Parcel:
    """Send a parcel: `pieces` maps line ids to how many are in it (default: everything left). The carrier is guessed from the number.

    Raises Refused for a number that is an item's barcode or was used in this order, Changed where nothing is left to send.
    """
    if order.state != "confirmed":
        raise Changed(_("This order cannot be shipped as it stands now."))
    number = carriers.clean(number)
    _check_number(order, number, carrier)
    if orders.locked(order).state != "confirmed":  # and nobody takes pieces out of it meanwhile
        raise Changed
    left = {line.id: line.unsent_count for line in orders.lines_of(order)}
    sending = {line_id: count for line_id, count in (pieces if pieces is not None else left).items() if count}
    if not sending:
        raise Refused(_("Choose what is in this parcel."), field="pieces")
    if any(line_id not in left or not 0 < count <= left[line_id] for line_id, count in sending.items()):
        raise Refused(_("That is more than is left to ship."), field="pieces")
    for line_id in sorted(sending):
        room = Line.shipped_count + Line.cancelled_count + sending[line_id] <= Line.quantity
        if (
            not Line.update(shipped_count=Line.shipped_count + sending[line_id])
            .where(Line.id == line_id, Line.order == order.id, room)
            .execute()
        ):
            raise Changed(_("Someone was faster. Have a look at how it stands now."))
    parcel = _write(order, number, carrier, pieces=sum(sending.values()), left=sum(left.values()) - sum(sending.values()))
    ParcelLine.insert_many(
        [{"shop": order.shop_id, "parcel": parcel.id, "line": i, "quantity": n} for i, n in sorted(sending.items())]
    ).execute()
    if all(left[line_id] == sending.get(line_id, 0) for line_id in left):
        orders.mark_shipped(order)
    return parcel


def _check_number(order: Order, number: str, carrier: str | None = None) -> None:
    if not number:
        return
    # a courier that the seller named wins over what the digits look like
    if not carrier and carriers.looks_like_item_barcode(number, country=order.shop.country):
        raise Refused(_("This is not a courier label. It looks like an item barcode."), field="number")
    if not carriers.is_number(number):
        raise Refused(_("A courier number has 5 to 40 letters and digits."), field="number")
    if Parcel.of(order.shop_id).where(Parcel.order == order.id, Parcel.number == number, Parcel.state != "undone").exists():
        raise Refused(_("This number is on another parcel of this order."), field="number")


@db.verb
def ship_again(order: Order, number: str = "", carrier: str | None = None) -> Parcel:
    """Send another one of what arrived wrong or never: a parcel beside what was agreed, so no line counts it. Raises Refused as `ship`."""
    number = carriers.clean(number)
    _check_number(order, number, carrier)
    return _write(order, number, carrier)


def _write(order: Order, number: str, carrier: str | None, pieces: int | None = None, left: int | None = None) -> Parcel:
    guesses = carriers.guess(number, order.shop.country) if number and not carrier else []
    parcel = Parcel.create(
        shop=order.shop_id,
        order=order,
        carrier=carrier or (guesses[0].key if guesses else ""),
        number=number,
        sent_at=clock.now(),
    )
    events.record(
        ParcelSent(order.id, parcel.id), subject=f"order:{order.id}", shop=order.shop_id, carrier=parcel.carrier, number=number, pieces=pieces, left=left
    )  # fmt: skip
    return parcel


@db.verb
def correct(parcel: Parcel, number: str, carrier: str | None) -> Parcel:
    """Mend a mistyped number."""
    number = carriers.clean(number)
    _check_number(parcel.order, number, carrier)
    guesses = carriers.guess(number, parcel.order.shop.country) if not carrier else []
    parcel.number, parcel.carrier = number, carrier or (guesses[0].key if guesses else "")
    parcel.save(only=[Parcel.number, Parcel.carrier])
    events.record(
        "parcel.correct", subject=f"order:{parcel.order_id}", shop=parcel.shop_id, carrier=parcel.carrier, number=number
    )
    return parcel


@db.verb
def hand_over(order: Order, code: str) -> Order:
    """The buyer picks it up and says the code: everything is handed over, and receipt is confirmed. The code works once."""
    if order.delivery_kind != "pickup":
        raise Refused(_("This order is not for pickup."))
    if order.state != "confirmed":
        raise Changed(
            _("This order was handed over already.")
            if order.state in ("shipped", "completed")
            else None or _("This order cannot be handed over as it stands now.")
        )
    if code.strip().upper() != order.pickup_code:
        raise Refused(_("That is not the pickup code of this order."), field="code")
    ship(order)
    return orders.complete(order)


def parcels_of(order: Order) -> list[Parcel]:
    """The parcels that went out, with their pieces as `.pieces` {line id: count}."""
    found = list(Parcel.of(order.shop_id).where(Parcel.order == order.id, Parcel.state != "undone").order_by(Parcel.id))
    by_id = {parcel.id: parcel for parcel in found}
    for parcel in found:
        parcel.pieces = {}
    if found:
        for row in ParcelLine.of(order.shop_id).where(ParcelLine.parcel.in_(list(by_id))):
            by_id[row.parcel_id].pieces[row.line_id] = row.quantity
    return found


def parcel_of(order: Order, parcel_id: int) -> Parcel:
    """A parcel of this order that is on its way. Raises NotFound."""
    parcel = Parcel.of(order.shop_id).where(Parcel.id == parcel_id, Parcel.order == order.id, Parcel.state != "undone").first()
    if parcel is None:
        raise NotFound
    parcel.order = order
    return parcel


@db.verb
def take_back(order: Order, parcel_id: int) -> Parcel:
    """The seller pressed too early: the parcel never left. Possible for ten seconds, before the buyer is told, and while the buyer has not
    begun to send back what is in it."""
    parcel = parcel_of(order, parcel_id)  # first: what is not of this order is not there, however the order stands
    orders.refuse_while_paused(order)
    if parcel.sent_at + orders.UNDO < clock.now():
        raise Changed(_("The ten seconds are over: the buyer has been told."))
    if not ParcelLine.of(order.shop_id).where(ParcelLine.parcel == parcel.id).exists():
        raise Changed(_("This is another one for something that went wrong: it cannot be taken back here."))
    PARCEL.change(parcel, "take_back")
    for row in ParcelLine.of(order.shop_id).where(ParcelLine.parcel == parcel.id).order_by(ParcelLine.line):
        Line.update(shipped_count=Line.shipped_count - row.quantity).where(
            Line.id == row.line_id, Line.shipped_count >= row.quantity
        ).execute()
    if order.state == "shipped":
        orders.undo_shipped(order)
    else:  # the order stands as it stood; its timeline and its pages say that less of it has left
        events.record("order.parcel_back", subject=f"order:{order.id}", shop=order.shop_id, number=parcel.number)
    return parcel


@db.verb
def delivered(parcel: Parcel) -> Parcel:
    """The courier (or the buyer) says that it arrived."""
    return PARCEL.change(parcel, "deliver", delivered_at=clock.now())
