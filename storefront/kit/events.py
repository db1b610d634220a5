"""What happened: one append-only row per change, written in the same transaction as the change.

The row is three things at once: the timeline that people see, the audit that the operator keeps, and the outbox from which
listeners are told after the commit. Features declare events as named tuples with a docstring; `app.py` says who
listens (`events.on(orders.Paid, notifications.tell_seller)`). A listener may be called late or again, so it is idempotent,
and it moves neither money nor stock.

The row is chained to the one before (kit.audit) and never changes, so nothing that somebody may ask us to forget stands in it: what
people typed (`PRIVATE`) is sealed in a row of its own beside it, of which the event holds a salted digest. `forget_words` takes
those away, and the chain still holds.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import threading
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta

import peewee

from storefront.kit import clock, db
from storefront.kit.personal import SealedField
from storefront.kit.prepared import one, prepared

# Data of events under these names is what somebody typed, or tells who somebody is: it never stands in the event itself.
PRIVATE = frozenset(
    {
        "address",
        "answer",
        "appeal",
        "device",
        "email",
        "label",
        "name",
        "note",
        "number",
        "phone",
        "reason",
        "remedy",
        "text",
        "words",
    }
)

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


class EventWords(db.Base):
    """What people typed about one event, sealed. Taken away when somebody is forgotten; the event keeps its digest."""

    event = db.ForeignKey(Event, primary_key=True)
    words = SealedField()  # JSON with a salt of its own, so that the digest cannot be guessed back

    class Meta:
        table_name = "event_words"


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


def record(event, *, subject: str, shop=None, before: str | None = None, after: str | None = None, **data) -> Event:
    """Write down what happened. `event` is an event, or a plain string for a fact nobody listens to.

    `subject` is "noun:id"; `shop` a Shop, its id, or None. Extra keywords are kept with the row (JSON). Call it inside the
    transaction of the change itself.
    """
    if isinstance(event, str):
        kind, payload = event, {}
    else:
        kind, payload = name_of(type(event)), event._asdict()
        _classes.setdefault(kind, type(event))
    who = _actor.get()
    data = {**payload, **data}
    private = {name: data.pop(name) for name in PRIVATE & data.keys() if data[name] not in (None, "")}
    sealed = _json({**private, "salt": secrets.token_hex(16)}) if private else ""
    if sealed:
        data["private"] = hashlib.sha256(sealed.encode()).hexdigest()
    row = Event.create(
        at=clock.now(),
        kind=kind,
        subject=subject,
        shop_id=getattr(shop, "id", shop),
        actor=str(who),
        network=who.network,
        before=before,
        after=after,
        data=_json(data),
    )
    if sealed:
        EventWords.insert(event=row.id, words=sealed).execute()
    names = _listeners.get(kind)
    if names:
        now = clock.now()
        for name, after in names.items():
            Delivery.create(event=row.id, listener=name, next_at=now + after)
        db.on_commit(wake.set)
    return row


def _json(payload: dict) -> str:
    return json.dumps(payload, ensure_ascii=False, default=str, sort_keys=True)


def payload(row: Event) -> dict:
    """The row's data as a dictionary, with what people typed where it is still kept."""
    data = json.loads(row.data)
    if data.pop("private", None) is None:
        return data
    if "typed" not in row.__dict__:
        read_words([row])
    return {**data, **row.typed}


def read_words(rows: Iterable[Event]) -> None:
    """Read what people typed for a list of events in one query, so that `payload` asks no more."""
    wanted = {row.id: row for row in rows if '"private"' in row.data}
    for row in wanted.values():
        row.typed = {}
    if wanted:
        for kept in EventWords.select().where(EventWords.event.in_(list(wanted))):
            wanted[kept.event_id].typed = {name: value for name, value in json.loads(kept.words).items() if name != "salt"}


def forget_words(subjects: Iterable[str]) -> int:
    """Take away what people typed in events about these things ("order:17"); returns how many. The chain still holds."""
    wanted, gone = list(subjects), 0
    for start in range(0, len(wanted), 500):
        about = Event.select(Event.id).where(Event.subject.in_(wanted[start : start + 500]))
        gone += EventWords.delete().where(EventWords.event.in_(about)).execute()
    return gone


def _sealed_words(data: str) -> str | None:
    """The digest of the words in an event's data; None where that was changed into something else."""
    try:
        return json.loads(data).get("private")
    except (ValueError, AttributeError):
        return None


def words_problems() -> list[str]:
    """Whose kept words are not those that the event was sealed with."""
    found = []
    query = EventWords.select(EventWords, Event).join(Event).order_by(EventWords.event)
    for kept in query.iterator():
        if _sealed_words(kept.event.data) != hashlib.sha256(kept.words.encode()).hexdigest():
            found.append(f"I10 event {kept.event_id} ({kept.event.kind} of {kept.event.subject}): its words were changed")
    return found


def revive(row: Event):
    """The event of a row, or None where its class is no longer known."""
    event_class = _classes.get(row.kind)
    if event_class is None:
        return None
    data = payload(row)
    return event_class(
        **{
            name: data.get(name, "")
            for name in event_class._fields
            if name in data or name in PRIVATE and name not in event_class._field_defaults
        }
    )


@prepared
def _about(subject):
    return Event.select().where(Event.subject == subject).order_by(Event.id)


def timeline(subject: str, newest_first: bool = False) -> list[Event]:
    """Everything that happened to one thing, in order."""
    rows = _about(subject)
    read_words(rows)
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
    listener = _by_name.get(delivery.listener)
    try:
        event = revive(delivery.event)
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
            error=log.plain(error)[:500],
        ).where(Delivery.id == delivery_id).execute()
        return 0


def retry(delivery_id: int) -> None:
    """Try a failed delivery again now (the operator's button)."""
    Delivery.update(state="waiting", tries=0, next_at=clock.now()).where(
        Delivery.id == delivery_id, Delivery.state == "failed"
    ).execute()
    wake.set()


def tick_off(delivery_ids: list[int]) -> int:
    """Nobody needs to be told of these any more (the operator's button); returns how many had failed."""
    now, failed = clock.now(), Delivery.id.in_(delivery_ids) & (Delivery.state == "failed")
    return Delivery.update(state="done", done_at=now, next_at=now).where(failed).execute()


_kept = {"days": 30}


def configure(config) -> None:
    """Take how many days it is kept that a listener was told (once, by app.py)."""
    _kept["days"] = config.outbox_days


def forget_told(limit: int = 1000) -> None:
    """Sweep: that a listener was told long ago. What waits or failed stays, and events stay for good."""
    told = (Delivery.state == "done") & (Delivery.next_at < clock.now() - timedelta(days=_kept["days"]))
    found = [number for (number,) in Delivery.select(Delivery.id).where(told).order_by(Delivery.next_at).limit(limit).tuples()]
    if found:
        Delivery.delete().where(Delivery.id.in_(found), Delivery.state == "done").execute()


def forget_listeners() -> None:
    """Drop every subscription (a new application in the same process, in tests)."""
    _listeners.clear()
    _by_name.clear()
