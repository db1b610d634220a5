"""Looking orders up: by the guest's link, by number in a shop, by phone, by state. Keyset paging, no counts over all rows."""

import peewee

from storefront.kit import db, events, ids, personal, phones, registry, search
from storefront.kit.errors import NotFound
from storefront.kit.prepared import one, prepared
from storefront.orders.models import Line, Order, Recipient
from storefront.shops.models import Shop

LOOKED_THROUGH = 500  # last orders whose buyers are read when somebody looks for one of them


@one
def _by_token(token_hash):
    return Order.across_shops(Order, Shop).join(Shop).where(Order.token_hash == token_hash)


def by_token(token: str) -> Order:
    """The order behind a private link, with its shop. Raises NotFound."""
    order = _by_token(ids.digest(token))
    if order is None:
        raise NotFound
    return order


def by_number(shop, number: str) -> Order:
    """An order of this shop by its human number. Raises NotFound."""
    order = Order.of(shop).where(Order.number == number.upper()).first()
    if order is None:
        raise NotFound
    order.shop = shop
    return order


@prepared
def _lines(shop_id, order_id):
    return Line.of(shop_id).where(Line.order == order_id).order_by(Line.id)


def lines_of(order: Order) -> list[Line]:
    """The lines as agreed."""
    return _lines(order.shop_id, order.id)


@one
def _recipient(shop_id, order_id):
    return Recipient.of(shop_id).where(Recipient.order == order_id)


def recipient_of(order: Order) -> Recipient:
    """Whom it goes to. Reading the address of a buyer is the seller's need until it is shipped; lists use `short_name`."""
    return _recipient(order.shop_id, order.id)


def has_orders(shop) -> bool:
    """Whether somebody ever placed one there, whatever became of it."""
    return Order.of(shop, Order.id).limit(1).exists()


def ran_out(order: Order) -> bool:
    """Whether it was cancelled because nobody paid in time, and its buyer is not forgotten. Its timeline says so: the reason beside it is
    a word that anybody may have typed."""
    if order.state != "cancelled" or order.cancel_reason != "expired":
        return False
    ends = [row.kind for row in events.timeline(f"order:{order.id}") if row.after == "cancelled"]
    return ends[-1:] == ["orders.Expired"]


def recipients_of(shop, orders: list[Order]) -> dict[int, Recipient]:
    """{order id: whom it goes to} for what is packed now. One query."""
    found = [order.id for order in orders if order.shop_id == shop.id]
    return {row.order_id: row for row in Recipient.across_shops().where(Recipient.order.in_(found))} if found else {}


def of_phone(phone: str, before: int | None = None, limit: int = 50) -> tuple[list[Order], bool]:
    """(orders, newest first, of whoever proved to own this number; whether there are more). `before` is the last id seen."""
    mine = Recipient.across_shops(Recipient.order).where(Recipient.phone_index == personal.blind("phone", phone))
    query = Order.across_shops(Order, Shop).join(Shop).where(Order.id.in_(mine)).order_by(Order.id.desc()).limit(limit + 1)
    found = list(query.where(Order.id < before) if before else query)
    return found[:limit], len(found) > limit


def of_customer(shop, phone_index: str, before: int | None = None, limit: int = 20) -> tuple[list[Order], bool]:
    """(orders of one number in this shop, newest first, with .line (the first) and .recipient; whether there are more). Three queries.

    `before` is the last id seen.
    """
    query = Recipient.of(shop).where(Recipient.phone_index == phone_index).order_by(Recipient.order.desc()).limit(limit + 1)
    people = list(query.where(Recipient.order < before) if before else query)
    more, people = len(people) > limit, people[:limit]
    found = {order.id: order for order in Order.of(shop).where(Order.id.in_([one.order_id for one in people]))} if people else {}
    first = {order.id: line for order, line in first_lines(list(found.values()))}
    rows = []
    for person in people:
        order = found[person.order_id]
        order.shop, order.recipient, order.line = shop, person, first.get(order.id)
        rows.append(order)
    return rows, more


def first_lines(orders: list[Order]) -> list[tuple[Order, Line]]:
    """(order, its first line) for a list that shows one picture each; each has its .lines then. One query."""
    if not orders:
        return []
    found: dict[int, list[Line]] = {}
    for line in Line.across_shops().where(Line.order.in_([order.id for order in orders])).order_by(Line.id):
        found.setdefault(line.order_id, []).append(line)
    for order in orders:
        order.lines = found.get(order.id, [])
    return [(order, order.lines[0]) for order in orders if order.lines]


def board(shop, states: tuple[str, ...], before: int | None = None, limit: int = 25) -> tuple[list[Order], bool]:
    """(orders in these states, newest first, with .lines and .recipient; whether there are more). `before` is the last id seen.

    Three queries, whatever the number of orders.
    """
    query = Order.of(shop).where(Order.state.in_(states)).order_by(Order.id.desc()).limit(limit + 1)
    orders = list(query.where(Order.id < before) if before else query)
    return _furnished(shop, orders[:limit]), len(orders) > limit


def pile(shop, after: int | None = None, limit: int = 25, kinds: tuple[str, ...] = ()) -> tuple[list[Order], bool]:
    """(orders to ship, the one that waits longest first, as `board` has them; whether there are more). `after` is the last id seen.

    Only of these kinds of delivery, where some are named. Three queries.
    """
    query = Order.of(shop).where(Order.state == "confirmed").order_by(Order.id).limit(limit + 1)
    query = query.where(Order.delivery_kind.in_(kinds)) if kinds else query
    orders = list(query.where(Order.id > after) if after else query)
    return _furnished(shop, orders[:limit]), len(orders) > limit


def _furnished(shop, orders: list[Order]) -> list[Order]:
    """The same orders with .lines, .recipient, and what a list calls them. Two queries."""
    found = [order.id for order in orders]
    lines: dict[int, list[Line]] = {}
    people: dict[int, Recipient] = {}
    if found:
        # by the orders alone, which are the shop's: asked for the shop too, SQLite goes through all that it ever sold
        for line in Line.across_shops().where(Line.order.in_(found)).order_by(Line.id):
            lines.setdefault(line.order_id, []).append(line)
        asked = Recipient.across_shops(Recipient.order, Recipient.short_name, Recipient.region, Recipient.country)
        people = {r.order_id: r for r in asked.where(Recipient.order.in_(found))}
    for order in orders:
        order.shop = shop
        # what is called off is not to be packed, so it stands last
        order.lines = sorted(lines.get(order.id, []), key=lambda line: not line.wanted_count)
        order.wanted_count, order.recipient = sum(line.wanted_count for line in order.lines), people.get(order.id)
        order.title, order.mixed = _called(order.lines)
    return orders


def look_for(shop, text: str, people: bool, limit: int = 25) -> list[Order]:
    """Orders that a seller means, newest first, as `board` has them: by the number of a parcel, and where `people` may be looked for, by
    a whole phone number, by its last four digits, or by a name."""
    found = {order for orders in registry.slots["orders.found"].render(shop=shop, text=text) for order in orders}
    if people:
        found |= _bought_by(shop, text)
    query = Order.of(shop).where(Order.id.in_(found)).order_by(Order.id.desc()).limit(limit)
    return _furnished(shop, list(query)) if found else []


def _bought_by(shop, text: str) -> set[int]:
    phone, wanted = phones.parse(text, shop.country), search.fold(text).split()
    if phone:
        index = personal.blind("phone", phone)
        return {row.order_id for row in Recipient.of(shop, Recipient.order).where(Recipient.phone_index == index)}
    last = [id_ for (id_,) in Order.of(shop, Order.id).order_by(Order.id.desc()).limit(LOOKED_THROUGH).tuples()]
    asked = Recipient.across_shops(Recipient.order, Recipient.name, Recipient.phone).where(Recipient.order.in_(last))
    end = phones.last_digits(text)
    return {row.order_id for row in asked if (end and (row.phone or "").endswith(end)) or search.has(row.name, wanted)}


def _called(lines: list[Line]) -> tuple[str, bool]:
    """What a list calls an order, and whether its pieces are of several things: "Mug + 1" is not two mugs."""
    packed = [line for line in lines if line.wanted_count] or lines
    name = packed[0].name if packed else ""
    return (f"{name} + {len(packed) - 1}", True) if len(packed) > 1 else (name, False)


def _how_many(query) -> peewee.Select:
    """The number of rows of a query that has a limit; no row leaves the database."""
    return peewee.Select([query.alias("found")], [peewee.fn.COUNT(peewee.SQL("1"))]).bind(db.database).tuples()


@prepared
def _open_by_phone(shop_id, phone_index, most):
    return _how_many(_open_of(shop_id, Recipient.phone_index == phone_index).limit(most))


@prepared
def _open_by_email(shop_id, email_index, most):
    return _how_many(_open_of(shop_id, Recipient.email_index == email_index).limit(most))


def _open_of(shop_id, who):
    # Found by the buyer first: joined, SQLite would go through everything that is unpaid in the shop and ask whose it is.
    theirs = Recipient.across_shops(Recipient.order).where(who)
    return Order.of(shop_id, Order.id).where(Order.state == "pending", Order.id.in_(theirs))


def open_count(shop, phone: str, email: str = "", most: int = 50) -> int:
    """Unpaid orders that this number, or this address where there is no number, has open in this shop; stops counting at `most`."""
    if phone:
        return _open_by_phone(shop.id, personal.blind("phone", phone), most)[0][0]
    return _open_by_email(shop.id, personal.blind("email", email.lower()), most)[0][0] if email else 0


@prepared
def _open_from(network, most):
    return _how_many(Order.across_shops(Order.id).where(Order.network == network, Order.state == "pending").limit(most))


def open_count_network(network: str, most: int = 200) -> int:
    """Unpaid orders open from one network address, over all shops; stops counting at `most`."""
    return _open_from(network, most)[0][0]


def to_ship_count(shop, most: int = 100) -> int:
    """How many orders wait to be shipped; stops counting at `most`."""
    return Order.of(shop, Order.id).where(Order.state == "confirmed").limit(most).count()


def to_ship_kinds(shop, most: int = 100) -> list[str]:
    """How each order that waits to be shipped gets to its buyer; no more than `most`."""
    return [kind for (kind,) in Order.of(shop, Order.delivery_kind).where(Order.state == "confirmed").limit(most).tuples()]


__all__ = [
    "board",
    "by_number",
    "by_token",
    "lines_of",
    "look_for",
    "of_customer",
    "of_phone",
    "open_count",
    "open_count_network",
    "pile",
    "recipient_of",
    "to_ship_count",
    "to_ship_kinds",
]
