"""How an order comes to be: everything that was agreed is written down and never looked up again."""

import json
from dataclasses import dataclass
from datetime import timedelta

import peewee

from storefront.kit import clock, db, events, ids, personal
from storefront.kit.prepared import one
from storefront.orders.events import Placed
from storefront.orders.models import Line, Order, Recipient
from storefront.orders.rules import short_name, withdraw_until


@dataclass(frozen=True)
class Delivery:
    """What was agreed about delivery: kind is courier, local, pickup or none; fee in minor units; days as promised."""

    kind: str
    name: str
    fee_minor: int
    days_least: int = 0
    days_most: int = 0
    place: str = ""


def _free_number(shop) -> str:
    """A short number, unique in the shop and telling nothing about how much it sells."""
    length = 4 if shop.orders_count < 5000 else 6
    while True:
        number = ids.code(length)
        if _with_number(shop.id, number) is None:
            return number


@one
def _with_number(shop_id, number):
    return Order.of(shop_id, Order.id).where(Order.number == number).tuples()


@db.verb
def create(
    shop,
    items: list[tuple[object, int]],
    delivery: Delivery,
    buyer: dict,
    *,
    method: str,
    hold: timedelta | None,
    terms: dict,
    discount_minor: int = 0,
    tax_mode: str = "",
    tax_minor: int = 0,
    note: str = "",
    link_code: str | None = None,
    network: str = "",
    language: str = "en",
) -> Order:
    """Write a pending order. `items` are (catalog.Offer, pieces); `buyer` has name, phone, email, address, country, region.

    `hold` is how long it may stay unpaid, None for cash. The guest's link is `token_of(order)`. `tax_minor` is the tax within the total:
    part of the prices ("included"), or on top of them ("added").
    """
    now = clock.now()
    token = ids.secret()
    items_minor = sum(offer.price_minor * pieces for offer, pieces in items)
    try:
        order = Order.create(
            shop=shop,
            number=_free_number(shop),
            token=token,
            token_hash=ids.digest(token),
            mode=shop.mode,
            method=method,
            currency=shop.currency,
            items_minor=items_minor,
            delivery_minor=delivery.fee_minor,
            discount_minor=discount_minor,
            tax_mode=tax_mode,
            tax_minor=tax_minor,
            total_minor=items_minor + delivery.fee_minor - discount_minor + (tax_minor if tax_mode == "added" else 0),
            pieces_count=sum(pieces for _offer, pieces in items),
            delivery_kind=delivery.kind,
            delivery_name=delivery.name,
            pickup_code=ids.code(4) if delivery.kind == "pickup" else None,
            terms=json.dumps(
                {**terms, "days_least": delivery.days_least, "days_most": delivery.days_most, "place": delivery.place}
            ),
            link_code=link_code,
            note=note,
            language=language,
            network=network,
            placed_at=now,
            expires_at=now + hold if hold else None,
            withdraw_until=withdraw_until(now)
            if delivery.kind == "none"
            else None,  # nothing will arrive: it runs from the contract
        )
    except peewee.IntegrityError as error:
        if "number" in str(error):
            raise db.Again from error  # somebody else's order got it at the same moment
        raise
    for offer, pieces in items:
        Line.create(
            shop=shop.id,
            order=order.id,
            product=offer.product_id,
            variant=offer.variant_id,
            name=offer.name,
            choices=offer.choices,
            picture_code=offer.picture_code,
            price_minor=offer.price_minor,
            quantity=pieces,
            needs_delivery=offer.needs_delivery,
            no_return=offer.no_return,
        )
    Recipient.create(
        order=order.id,
        shop=shop.id,
        name=buyer["name"],
        phone=buyer["phone"],
        phone_index=personal.blind("phone", buyer["phone"]),
        email=buyer.get("email") or None,
        email_index=personal.blind("email", (buyer.get("email") or "").lower()),
        address=buyer.get("address", ""),
        country=buyer["country"],
        region=buyer.get("region", ""),
        short_name=short_name(buyer["name"]),
    )
    events.record(Placed(order.id), subject=f"order:{order.id}", shop=shop, after="pending")
    return order


def token_of(order: Order) -> str:
    """The secret of the guest's private link /o/{token}."""
    return order.token
