"""What happened: one append-only row per change, written in the same transaction as the change.

The row is three things at once: the timeline that people see, the audit that the operator keeps, and the outbox from which
listeners are told after the commit. Features declare events as frozen dataclasses with a docstring; `app.py` says who
listens (`events.on(orders.Paid, notifications.tell_seller)`). A listener may be called late or again, so it is idempotent,
and it moves neither money nor stock.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass, fields
from datetime import timedelta

import peewee

from storefront.kit import clock, db
from storefront.kit.prepared import one, prepared

LEASE = timedelta(minutes=2)
GIVE_UP_AFTER = 12


@dataclass(frozen=True)
class Actor:
    """Who does it: `kind` is person, buyer, operator, provider, clock or system; `key` is an id inside that kind."""

    kind: str = "system"
    key: str = ""
    network: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}" if self.key else self.kind


_actor: ContextVar[Actor] = ContextVar("actor", default=Actor())


def actor() -> Actor:
    """Who is acting in this context."""
    return _actor.get()


def act_as(who: Actor) -> None:
    """From here on in this context, `who` acts (start of a request)."""
    _actor.set(who)


@contextmanager
def acting(kind: str, key: object = ""):
    """Act as somebody inside the block: the clock in a sweep, a provider in a notice."""
    token = _actor.set(Actor(kind, str(key), _actor.get().network))
    try:
        yield
    finally:
        _actor.reset(token)


class Event(db.Base):
    """One fact. Never updated but for the seal that chains it to the one before, never deleted."""

    id = peewee.BigAutoField()
    at = db.UTCDateTimeField()
    kind = peewee.CharField(80)  # "orders.Paid"; a change without an event class of its own is "order.cancel"
    subject = peewee.CharField(60)  # "order:17"
    shop_id = peewee.IntegerField(null=True)
    actor = peewee.CharField(60)
    network = peewee.CharField(64, default="")
    before = peewee.CharField(30, null=True)
    after = peewee.CharField(30, null=True)
    data = peewee.TextField(default="{}")
    seal = peewee.CharField(64, null=True)  # hash of this row and the seal before it; see kit.audit

    class Meta:
        table_name = "event"
        indexes = ((("subject", "id"), False), (("shop_id", "id"), False), (("kind", "id"), False))


class Delivery(db.Base):
    """One listener to be told about one event."""

    id = peewee.BigAutoField()
    event = db.ForeignKey(Event)
    listener = peewee.CharField(120)
    state = peewee.CharField(10, default="waiting", constraints=[peewee.Check("state IN ('waiting','running','done','failed')")])
    tries = peewee.IntegerField(default=0)
    next_at = db.UTCDateTimeField()
    done_at = db.UTCDateTimeField(null=True)
    error = peewee.TextField(null=True)

    class Meta:
        table_name = "delivery"
        indexes = ((("event", "listener"), True), (("state", "next_at"), False))


_listeners: dict[str, dict[str, timedelta]] = {}
_classes: dict[str, type] = {}
_by_name: dict[str, Callable] = {}
wake = threading.Event()  # set after a commit that left something to deliver; the worker in this process waits on it


def name_of(event_class: type) -> str:
    """ "orders.Paid" for storefront.orders….Paid."""
    return f"{event_class.__module__.split('.')[1]}.{event_class.__name__}"


def on(event_class: type, listener: Callable, after: timedelta = timedelta(0)) -> None:
    """Tell `listener(event, row)` about every event of this class, after the commit, at least once; `after` a while where
    the act can be undone that long."""
    kind = name_of(event_class)
    _classes[kind] = event_class
    listener_name = f"{listener.__module__.removeprefix('storefront.')}.{listener.__name__}"
    _by_name[listener_name] = listener
    if listener_name not in _listeners.setdefault(kind, {}):
        _listeners[kind][listener_name] = after


def subscriptions() -> dict[str, list[str]]:
    """Who reacts to what: kind of event → names of listeners."""
    return {kind: list(names) for kind, names in _listeners.items()}


def record(event, *, subject: str, shop=None, before: str | None = None, after: str | None = None, **data) -> Event:
    """Write down what happened. `event` is an event dataclass, or a plain string for a fact nobody listens to.

    `subject` is "noun:id"; `shop` a Shop, its id, or None. Extra keywords are kept with the row (JSON). Call it inside the
    transaction of the change itself.
    """
    if isinstance(event, str):
        kind, payload = event, {}
    else:
        kind, payload = name_of(type(event)), asdict(event)
        _classes.setdefault(kind, type(event))
    who = _actor.get()
    row = Event.create(
        at=clock.now(),
        kind=kind,
        subject=subject,
        shop_id=getattr(shop, "id", shop),
        actor=str(who),
        network=who.network,
        before=before,
        after=after,
        data=_json({**payload, **data}),
    )
    names = _listeners.get(kind)
    if names:
        now = clock.now()
        for name, after in names.items():
            Delivery.create(event=row.id, listener=name, next_at=now + after)
        db.on_commit(wake.set)
    return row


def _json(payload: dict) -> str:
    import json

    return json.dumps(payload, ensure_ascii=False, default=str, sort_keys=True)


def payload(row: Event) -> dict:
    """The row's data as a dictionary."""
    import json

    return json.loads(row.data)


def revive(row: Event):
    """The event dataclass of a row, or None where its class is no longer known."""
    event_class = _classes.get(row.kind)
    if event_class is None:
        return None
    wanted = {f.name for f in fields(event_class)}
    return event_class(**{name: value for name, value in payload(row).items() if name in wanted})


@prepared
def _about(subject):
    return Event.select().where(Event.subject == subject).order_by(Event.id)


def timeline(subject: str, newest_first: bool = False) -> list[Event]:
    """Everything that happened to one thing, in order."""
    rows = _about(subject)
    return rows[::-1] if newest_first else rows


@one
def _last_about(subject):
    return Event.select(Event.id).where(Event.subject == subject).order_by(Event.id.desc()).tuples()


def last_about(subject: str) -> int | None:
    """The id of the newest event about one thing: it changes whenever the thing does."""
    found = _last_about(subject)
    return found[0] if found else None


# --- delivery ------------------------------------------------------------------------------------------------------------


def deliver_due(limit: int = 50) -> int:
    """Tell listeners what they have not heard yet; returns how many were told. Safe to run in several workers at once."""
    now = clock.now()
    due = (
        Delivery.select(Delivery.id)
        .where(
            (Delivery.state == "waiting") & (Delivery.next_at <= now)
            | (Delivery.state == "running") & (Delivery.next_at <= now - LEASE)  # its worker died
        )
        .order_by(Delivery.next_at, Delivery.id)
        .limit(limit)
    )
    return sum(_deliver(row.id, now) for row in list(due))


def _deliver(delivery_id: int, now) -> int:
    claimed = (
        Delivery.update(state="running", next_at=now, tries=Delivery.tries + 1)
        .where(
            Delivery.id == delivery_id,
            ((Delivery.state == "waiting") & (Delivery.next_at <= now))
            | ((Delivery.state == "running") & (Delivery.next_at <= now - LEASE)),
        )
        .execute()
    )
    if not claimed:
        return 0  # another worker was faster
    delivery = Delivery.select(Delivery, Event).join(Event).where(Delivery.id == delivery_id).get()
    listener, event = _by_name.get(delivery.listener), revive(delivery.event)
    try:
        if listener is not None and event is not None:
            listener(event, delivery.event)
        Delivery.update(state="done", done_at=clock.now(), error=None).where(Delivery.id == delivery_id).execute()
        return 1
    except Exception as error:  # a poison message must not stop the others
        from storefront.kit import log

        log.warning("delivery.failed", listener=delivery.listener, delivery=delivery_id, error=repr(error))
        final = delivery.tries >= GIVE_UP_AFTER
        Delivery.update(
            state="failed" if final else "waiting",
            next_at=clock.now() + timedelta(seconds=min(3600, 2**delivery.tries)),
            error=repr(error)[:500],
        ).where(Delivery.id == delivery_id).execute()
        return 0


def retry(delivery_id: int) -> None:
    """Try a failed delivery again now (the operator's button)."""
    Delivery.update(state="waiting", tries=0, next_at=clock.now()).where(
        Delivery.id == delivery_id, Delivery.state == "failed"
    ).execute()
    wake.set()


def forget_listeners() -> None:
    """Drop every subscription (a new application in the same process, in tests)."""
    _listeners.clear()
    _by_name.clear()
