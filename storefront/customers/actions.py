"""Who bought what in a shop, and what this phone remembers."""

import peewee

from storefront.customers.models import Customer, KnownPhone
from storefront.kit import clock, db, ids, personal


@db.verb
def bought(shop, name: str, phone: str, total_minor: int) -> Customer:
    """One more confirmed order of this number: the customer's counters grow with it."""
    index, now = personal.blind("phone", phone), clock.now()
    grown = (
        Customer.update(orders_count=Customer.orders_count + 1, total_minor=Customer.total_minor + total_minor, last_at=now, name=name)
        .where(Customer.shop == shop.id, Customer.phone_index == index)
        .execute()
    )
    if not grown:
        Customer.insert(
            shop=shop.id, code=ids.code(6), phone_index=index, name=name, phone=phone, orders_count=1, total_minor=total_minor, first_at=now, last_at=now
        ).on_conflict(
            conflict_target=[Customer.shop, Customer.phone_index],
            update={Customer.orders_count: Customer.orders_count + 1, Customer.total_minor: Customer.total_minor + total_minor},
        ).execute()
    return Customer.of(shop).where(Customer.phone_index == index).get()


@db.verb
def given_back(shop, phone: str, minor: int) -> None:
    """Money went back to this customer."""
    index = personal.blind("phone", phone)
    Customer.update(total_minor=Customer.total_minor - minor).where(Customer.shop == shop.id, Customer.phone_index == index).execute()


def known(token: str | None) -> KnownPhone | None:
    """What this browser remembers of its owner, or None."""
    return KnownPhone.get_or_none(KnownPhone.token_hash == ids.digest(token)) if token else None


@db.verb
def remember(token: str | None, name: str, phone: str, address: str, country: str) -> str:
    """Remember where to send things, for this browser; returns the token for its cookie."""
    token = token if token and known(token) else ids.secret()
    values = {"phone_index": personal.blind("phone", phone), "name": name, "phone": phone, "address": address, "country": country, "used_at": clock.now()}
    KnownPhone.insert(token_hash=ids.digest(token), **values).on_conflict(conflict_target=[KnownPhone.token_hash], update=values).execute()
    return token


@db.verb
def forget(token: str | None) -> None:
    """Forget what this browser remembers."""
    if token:
        KnownPhone.delete().where(KnownPhone.token_hash == ids.digest(token)).execute()


def page_of(shop, before=None, limit: int = 30) -> tuple[list[Customer], bool]:
    """Customers, last buyers first, by key; and whether there are more."""
    query = Customer.of(shop).order_by(Customer.last_at.desc(), Customer.id.desc()).limit(limit + 1)
    if before is not None:
        query = query.where(peewee.Tuple(Customer.last_at, Customer.id) < peewee.Tuple(before.last_at, before.id))
    found = list(query)
    return found[:limit], len(found) > limit
