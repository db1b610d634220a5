"""What orders add to other rooms' pages."""

from flask import render_template, request

from storefront import accounts, media, orders
from storefront.kit import dates, ids, regions
from storefront.kit.money import Money
from storefront.orders import page

MINE = 30  # orders on one page of Me


def mine(person):
    """Slot "me.orders": parcels on their way first, then the other orders of whoever proved this number."""
    phone = accounts.phone_of(person)
    before = ids.number(request.args.get("before", ""))
    found, more = orders.of_phone(phone, before, MINE) if phone else ([], False)
    older = f"/me?before={found[-1].id}" if more else None
    first = {order.id: line for order, line in orders.first_lines(found)}
    pictures = media.by_codes([line.picture_code for line in first.values() if line.picture_code])
    backs = orders.backs_of(found)
    for order in found:
        order.words, order.words_kind = page.state_words(order, backs[order.id])
        order.line = first.get(order.id)
        order.picture = pictures.get(order.line.picture_code) if order.line else None
    found.sort(key=lambda order: (order.state != "shipped", -order.id))
    return render_template("orders/_mine.html", rows=found, older=older, later=before is not None)


def counts(shop) -> dict:
    """Slot "seller.nav": how many orders wait to be shipped."""
    return {"orders": orders.to_ship_count(shop)}


def of_customer(shop, customer, before: int | None = None):
    """Slot "customer.orders": what one customer ordered in this shop, newest first, and where it was sent."""
    rows, more = orders.of_customer(shop, customer.phone_index, before)
    pictures = media.by_codes([order.line.picture_code for order in rows if order.line and order.line.picture_code])
    backs = orders.backs_of(rows)
    for order in rows:
        order.words, order.words_kind = page.state_words(order, backs[order.id])
        order.picture = pictures.get(order.line.picture_code) if order.line else None
        order.total, order.day = Money(order.total_minor, order.currency), dates.day(order.placed_at, shop.time_zone)
    places = list(
        dict.fromkeys(
            (order.recipient.short_name, regions.label(order.recipient.region or order.recipient.country))
            for order in rows
            if order.recipient.address
        )
    )
    return render_template(
        "orders/_of_customer.html",
        shop=shop,
        customer=customer,
        rows=rows,
        places=places[:10],
        older=rows[-1].id if more else None,
    )
