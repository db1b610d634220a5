"""Looking things up across all shops, a page at a time, by keys. Nothing here counts or reads past what it shows."""

import re
from dataclasses import dataclass
from datetime import datetime

import peewee

from storefront import accounts, orders, shops
from storefront.kit import happenings, ids
from storefront.kit.events import Event
from storefront.orders.models import Order
from storefront.payments import Capture, Payment
from storefront.payments.providers import gateways
from storefront.payouts import Batch
from storefront.shops import rules
from storefront.shops.models import FormerSlug, Shop

PAGE = 25
WINDOW = 20_000  # how many events one look goes through where no index helps

STATES = {
    "all": None,
    "unchecked": (Shop.level == "none") & (Shop.orders_count > 0) & Shop.state.in_(("open", "holiday")),
    "paused": Shop.state == "suspended",
    "closed": Shop.state == "closed",
}


def find_shops(text: str, state: str, before: int | None, country: str) -> tuple[list[Shop], bool]:
    """(shops, newest first; whether there are more) whose name or handle begins so, or whose owner has this number or address."""
    query = Shop.select().order_by(Shop.id.desc()).limit(PAGE + 1)
    if STATES[state] is not None:
        query = query.where(STATES[state])
    if before:
        query = query.where(Shop.id < before)
    if text:
        query = query.where(_named(text, country))
    rows = list(query)
    return rows[:PAGE], len(rows) > PAGE


def _named(text: str, country: str):
    contact = accounts.read_contact(text, country)
    owner = accounts.person_by_contact(contact) if contact else None
    handle, key = rules.read_slug(text.removeprefix("/").removeprefix("@")), rules.name_key(text)
    ways = Shop.owner == (owner.id if owner else None)
    if key:
        ways |= Shop.name_key.startswith(key)
    if handle:
        ways |= Shop.slug.startswith(handle) | Shop.id.in_(FormerSlug.select(FormerSlug.shop).where(FormerSlug.slug == handle))
    return ways


def shop_by_handle(handle: str) -> Shop | None:
    """The shop with this handle, of today or before."""
    slug = rules.read_slug(handle.strip().removeprefix("/").removeprefix("@"))
    former = Shop.select().join(FormerSlug, on=(FormerSlug.shop == Shop.id)).where(FormerSlug.slug == slug)
    return (shops.shop_by_slug(slug) or former.first()) if slug else None


# --- orders --------------------------------------------------------------------------------------------------------------------


def find_orders(shop: Shop | None, states: tuple[str, ...], before: int | None) -> tuple[list[Order], bool]:
    """(orders of a shop or of all, newest first, with their shops; whether there are more)."""
    query = Order.across_shops(Order, Shop).join(Shop).order_by(Order.id.desc()).limit(PAGE + 1)
    if shop is not None:
        query = query.where(Order.shop == shop.id)
    if states:
        query = query.where(_in_states(states, shop))
    if before:
        query = query.where(Order.id < before)
    rows = list(query)
    return rows[:PAGE], len(rows) > PAGE


def _in_states(states: tuple[str, ...], shop: Shop | None):
    """An index knows the states of one shop in order. Across shops it would lead to every order that was ever received, to be sorted:
    there the newest orders are looked through. Unpaid ones are few, because they expire."""
    helped = shop is not None or states == ("pending",)
    return (Order.state if helped else peewee.fn.COALESCE(Order.state, "")).in_(states)


def order_named(text: str, shop: Shop | None) -> Order | None:
    """The order with this number in a shop; or with this payment code, reference of a payment service, or private link."""
    text = text.strip()
    orders = Order.across_shops(Order, Shop).join(Shop)
    if shop is not None and re.fullmatch(r"[A-Za-z0-9]{3,8}", text):
        found = orders.where(Order.shop == shop.id, Order.number == text.upper()).first()
        if found is not None:
            return found
    link = re.search(r"/o/([\w-]{16,64})", text)
    if link:
        return orders.where(Order.token_hash == ids.digest(link[1])).first()
    number = _paid_for(text)
    return orders.where(Order.id == number).first() if number else None


def _paid_for(text: str) -> int | None:
    """The id of the order that a payment was for, by its code or by the payment service's own reference."""
    if not re.fullmatch(r"[\w.:-]{4,80}", text):
        return None
    payment = Payment.across_shops().where(Payment.code == text).first()
    if payment is None:
        services = [key for key, _gateway in gateways]
        capture = Capture.select().where(Capture.provider.in_([*services, "direct"]), Capture.provider_reference == text).first()
        payment = (
            Payment.across_shops().where(Payment.id == capture.payment_id).first() if capture and capture.payment_id else None
        )
    return ids.number(payment.reference) if payment is not None and payment.purpose == "order" else None


# --- who did what ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Filter:
    """Which events: about whom, by whom, of which kind, in which shop, from and until when; "" and None for all. The market's own machinery
    is left out unless it is asked for: with `machinery`, or with the very thing or kind."""

    subject: str = ""
    actor: str = ""
    kind: str = ""
    shop: Shop | None = None
    since: datetime | None = None
    until: datetime | None = None
    machinery: bool = True

    @property
    def leaves_out(self) -> tuple[str, ...]:
        """Kinds that are not among what is shown."""
        return () if self.machinery or self.subject or self.kind else happenings.machinery()


def first_event_at(moment: datetime) -> int:
    """The number of the first event that is not before a moment; one past the last where there is none. Numbers grow with time, so
    some twenty small reads find it, and the busiest table needs no index more."""
    low, high = 0, (Event.select(Event.id).order_by(Event.id.desc()).limit(1).scalar() or 0) + 1
    while low < high:
        middle = (low + high) // 2
        row = Event.select(Event.id, Event.at).where(Event.id >= middle).order_by(Event.id).first()
        if row is not None and row.at < moment:
            low = row.id + 1
        else:
            high = middle
    return low


def find_events(wanted: Filter, before: int | None) -> tuple[list[Event], int | None]:
    """(events, newest first; the id to go on before, None at the end). One look goes through twenty thousand events where no index helps:
    by actor alone, and past those that are left out."""
    newest = before or (Event.select(Event.id).order_by(Event.id.desc()).limit(1).scalar() or 0) + 1
    oldest = first_event_at(wanted.since) if wanted.since else 0
    if wanted.until:
        newest = min(newest, first_event_at(wanted.until))
    query = Event.select().where(Event.id < newest).order_by(Event.id.desc()).limit(PAGE + 1)
    for column, value in ((Event.subject, wanted.subject), (Event.kind, wanted.kind), (Event.actor, wanted.actor)):
        if value:
            query = query.where(column == value)
    if wanted.shop is not None:
        query = query.where(Event.shop_id == wanted.shop.id)
    without = wanted.leaves_out
    if without:
        query = query.where(Event.kind.not_in(without))
    helped = wanted.subject or wanted.kind or wanted.shop is not None or not (wanted.actor or without)
    floor = max(oldest, 0 if helped else newest - WINDOW)
    rows = list(query.where(Event.id >= floor) if floor else query)
    if len(rows) > PAGE:
        return rows[:PAGE], rows[PAGE - 1].id
    return rows, floor if floor > oldest else None


def currencies_of(subjects: list[str]) -> dict[str, str]:
    """{"payout_batch:3": "EUR"} for the batches of withdrawals among the things of events: no shop says what their sums are in."""
    numbers = [key for noun, _colon, key in (subject.partition(":") for subject in subjects) if noun == "payout_batch"]
    known = Batch.select(Batch.id, Batch.currency).where(Batch.id.in_(set(map(ids.number, numbers)))).tuples() if numbers else ()
    return {f"payout_batch:{number}": currency for number, currency in known}


def names_of(actors: list[str]) -> dict[str, str]:
    """{"operator:3": "Wu Lan", "person:5": "Mei C."} for actors that are people: the name of staff, of others as lists show it, else a
    masked contact. One query."""
    numbers = {
        int(key)
        for kind, _colon, key in (actor.partition(":") for actor in actors)
        if kind in ("person", "operator") and key.isdigit()
    }
    people = accounts.Person.select().where(accounts.Person.id.in_(numbers)) if numbers else []
    named = {
        person.id: (person.name if person.role else orders.short_name(person.name))
        or next((contact.masked for contact in accounts.contacts_of(person)), "")
        for person in people
    }
    return {
        actor: named.get(int(key), "")
        for actor in actors
        for kind, _colon, key in (actor.partition(":"),)
        if key.isdigit() and kind in ("person", "operator")
    }
