"""Who bought what in a shop, and what this phone remembers."""

from datetime import timedelta

from storefront.customers.models import Customer, KnownPhone
from storefront.kit import clock, db, ids, personal, phones, search
from storefront.kit.errors import NotFound
from storefront.kit.prepared import one, prepared

A_YEAR = timedelta(days=365)
LOOKED_THROUGH = 500  # last buyers whose names are read when somebody searches for one


@db.verb
def bought(shop, name: str, phone: str, total_minor: int) -> Customer:
    """One more confirmed order of this number: the customer's counters grow with it."""
    index, now = personal.blind("phone", phone), clock.now()
    if not _grown(shop.id, index, total_minor, now, name):
        Customer.insert(
            shop=shop.id,
            code=_free_code(shop),
            phone_index=index,
            name=name,
            phone=phone,
            orders_count=1,
            total_minor=total_minor,
            first_at=now,
            last_at=now,
        ).on_conflict(
            conflict_target=[Customer.shop, Customer.phone_index],
            update={Customer.orders_count: Customer.orders_count + 1, Customer.total_minor: Customer.total_minor + total_minor},
        ).execute()
    return _of_number(shop.id, index)


@prepared
def _grown(shop_id, index, minor, now, name):
    more = {"orders_count": Customer.orders_count + 1, "total_minor": Customer.total_minor + minor}
    return Customer.update(**more, last_at=now, name=name).where(Customer.shop == shop_id, Customer.phone_index == index)


@one
def _of_number(shop_id, index):
    return Customer.of(shop_id).where(Customer.phone_index == index)


def _free_code(shop) -> str:
    while True:
        code = ids.code(6)
        if not _of_code(shop.id, code):
            return code


@one
def _of_code(shop_id, code):
    return Customer.of(shop_id, Customer.id).where(Customer.code == code)


@db.verb
def given_back(shop, phone: str, minor: int) -> None:
    """So much of what this customer bought in `shop` (a Shop or its id) went back, or was never paid because the order ended. Does nothing
    for whoever is no customer (any more)."""
    index = personal.blind("phone", phone)
    Customer.update(total_minor=Customer.total_minor - minor).where(
        Customer.shop == getattr(shop, "id", shop), Customer.phone_index == index
    ).execute()


def known(token: str | None) -> KnownPhone | None:
    """What this browser remembers of its owner, or None."""
    return KnownPhone.get_or_none(KnownPhone.token_hash == ids.digest(token)) if token else None


@db.verb
def remember(token: str | None, name: str, phone: str, address: str, country: str) -> str:
    """Remember where to send things, for this browser; returns the token for its cookie."""
    token = token if token and known(token) else ids.secret()
    values = {
        "phone_index": personal.blind("phone", phone),
        "name": name,
        "phone": phone,
        "address": address,
        "country": country,
        "used_at": clock.now(),
    }
    KnownPhone.insert(token_hash=ids.digest(token), **values).on_conflict(
        conflict_target=[KnownPhone.token_hash], update=values
    ).execute()
    return token


@db.verb
def forget(token: str | None) -> None:
    """Forget what this browser remembers."""
    if token:
        KnownPhone.delete().where(KnownPhone.token_hash == ids.digest(token)).execute()


def forget_unused(limit: int = 500) -> None:
    """Sweep: what a browser remembers of its owner goes when it was not used for a year."""
    old = KnownPhone.select(KnownPhone.id).where(KnownPhone.used_at < clock.now() - A_YEAR).limit(limit)
    KnownPhone.delete().where(KnownPhone.id.in_([row.id for row in old])).execute()


def page_of(shop, before=None, limit: int = 30) -> tuple[list[Customer], bool]:
    """Customers, last buyers first, by key; and whether there are more."""
    query = Customer.of(shop).order_by(Customer.last_at.desc(), Customer.id.desc()).limit(limit + 1)
    if before is not None:
        earlier = (Customer.last_at < before.last_at) | ((Customer.last_at == before.last_at) & (Customer.id < before.id))
        query = query.where(earlier)
    found = list(query)
    return found[:limit], len(found) > limit


def by_code(shop, code: str) -> Customer:
    """A customer of this shop by public code. Raises NotFound."""
    customer = Customer.of(shop).where(Customer.code == code.upper()).first()
    if customer is None:
        raise NotFound
    return customer


def by_index(shop, phone_index: str | None) -> Customer | None:
    """The customer with this number (its blind index), or None."""
    return Customer.of(shop).where(Customer.phone_index == phone_index).first() if phone_index else None


def named(shop, text: str, limit: int = 30) -> list[Customer]:
    """The customers among the last `LOOKED_THROUGH` buyers whose name has all words of `text`, or whose number ends with these four
    digits (the shop sees them anyway), last buyers first.

    Names and numbers are sealed, so they cannot be looked up: this many are opened and read, and no more.
    """
    wanted, end = search.fold(text).split(), phones.last_digits(text)
    if not wanted:
        return []
    rows = Customer.of(shop, Customer.id, Customer.name, Customer.phone)
    rows = rows.order_by(Customer.last_at.desc(), Customer.id.desc()).limit(LOOKED_THROUGH)
    found = [row.id for row in rows if search.has(row.name, wanted) or (end and (row.phone or "").endswith(end))][:limit]
    customers = {customer.id: customer for customer in Customer.of(shop).where(Customer.id.in_(found))} if found else {}
    return [customers[each] for each in found]


@db.verb
def note_about(customer: Customer, text: str) -> None:
    """The shop's own note about somebody; they never see it."""
    customer.note = text
    Customer.update(note=text).where(Customer.id == customer.id).execute()
