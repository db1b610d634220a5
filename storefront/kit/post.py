"""Texts and mails: an outbox in the database and the adapters that empty it.

`put()` writes a message in the transaction of what it tells about, so nothing is sent for work that was rolled back; the
worker sends it after the commit, again with growing pauses while the other side is down, and once: `dedupe` is unique.
Adapters are chosen by the scheme of `MICROSTORE_MAIL_URL` and `MICROSTORE_TEXT_URL`.
"""

from datetime import timedelta

import peewee

from storefront.kit import clock, db, events, jobs, log, personal
from storefront.kit.personal import SealedField
from storefront.kit.registry import Registry

GIVE_UP_AFTER = 8
KEPT = timedelta(days=90)

transports = Registry("transport", contract=("send",))  # by channel: "text", "mail"
sent_here: list[tuple[str, str, str, str]] = []  # development: (channel, to, subject, body) that the console adapters printed


class Message(db.Base):
    """A text or mail on its way out."""

    id = peewee.BigAutoField()
    channel = peewee.CharField(6, constraints=[peewee.Check("channel IN ('text','mail')")])
    to = SealedField()
    to_index = peewee.CharField(32, null=True)
    subject = SealedField(default="")
    body = SealedField()
    dedupe = peewee.CharField(100, unique=True)
    state = peewee.CharField(
        10, default="waiting", constraints=[peewee.Check("state IN ('waiting','sending','sent','failed','forgotten')")]
    )
    tries = peewee.IntegerField(default=0)
    next_at = db.UTCDateTimeField()
    created_at = db.UTCDateTimeField()
    sent_at = db.UTCDateTimeField(null=True)
    error = peewee.CharField(300, default="")

    class Meta:
        table_name = "message"
        indexes = ((("state", "next_at"), False), (("to_index",), False))


# What could not be sent, by channel. The state stands in the SQL, so that SQLite knows the index by it.
FAILED = Message.state == peewee.SQL("'failed'")
Message.add_index(Message.index(Message.channel, Message.id, name="message_failed").where(FAILED))


def put(channel: str, to: str, subject: str, body: str, dedupe: str) -> bool:
    """Write a message to the outbox; False where one with this `dedupe` key is already there. Call it inside the transaction."""
    kind = "phone" if channel == "text" else "email"
    now = clock.now()
    written = (
        Message.insert(
            channel=channel,
            to=to,
            to_index=personal.blind(kind, to),
            subject=subject,
            body=body,
            dedupe=dedupe,
            next_at=now,
            created_at=now,
        )
        .on_conflict(conflict_target=[Message.dedupe], action="IGNORE")
        .as_rowcount()
        .execute()
    )
    if written:
        db.on_commit(events.wake.set)
    return bool(written)


def send_due(limit: int = 20) -> int:
    """Send what is waiting; returns how many left. Safe in several workers at once."""
    now = clock.now()
    due = Message.select(Message.id).where(
        (Message.state == "waiting") & (Message.next_at <= now)
        | (Message.state == "sending") & (Message.next_at <= now - timedelta(minutes=5))
    )
    return sum(_send(row.id, now) for row in list(due.order_by(Message.id).limit(limit)))


def _send(message_id: int, now) -> int:
    free = (Message.state == "waiting") & (Message.next_at <= now) | (Message.state == "sending") & (
        Message.next_at <= now - timedelta(minutes=5)
    )
    if not Message.update(state="sending", next_at=now, tries=Message.tries + 1).where(Message.id == message_id, free).execute():
        return 0
    try:
        message = Message.get_or_none(Message.id == message_id)
        if message is None:  # whoever it was for was forgotten meanwhile
            return 0
        key = personal.blind("message", message.dedupe)  # the same at each try, and of no meaning to others
        transports.get(message.channel).send(message.to, message.subject, message.body, key)
    except Exception as error:
        tries = _tries_of(message_id)
        final = tries >= GIVE_UP_AFTER
        log.warning("message.failed", message=message_id, error=type(error).__name__)
        Message.update(
            state="failed" if final else "waiting",
            next_at=clock.now() + timedelta(seconds=min(3600, 5 * 2**tries)),
            error=log.plain(f"{type(error).__name__}: {error}")[:300],
        ).where(Message.id == message_id).execute()
        return 0
    Message.update(state="sent", sent_at=clock.now(), error="").where(Message.id == message_id).execute()
    return 1


def _tries_of(message_id: int) -> int:
    """How often it was tried; what is sealed in it may be past reading."""
    row = Message.select(Message.tries).where(Message.id == message_id).tuples().first()
    return row[0] if row else 0


def retry(message_id: int) -> None:
    """Try a failed message again now (the operator's button)."""
    Message.update(state="waiting", tries=0, next_at=clock.now()).where(
        Message.id == message_id, Message.state == "failed"
    ).execute()
    events.wake.set()


GONE = {"to": "", "to_index": None, "subject": "", "body": "", "error": ""}  # of a message that is forgotten


def tick_off(message_ids: list[int]) -> int:
    """Nobody tries these failed messages again (the operator's button), so what they said to whom goes; returns how many there were."""
    gone = Message.update(state="forgotten", **GONE).where(Message.id.in_(message_ids), Message.state == "failed")
    return gone.execute()


def forget_old(limit: int = 500) -> None:
    """Sweep: what was said to whom is kept for `KEPT`; that it left, once, stays."""
    over = Message.state.in_(("sent", "failed")) & (Message.next_at < clock.now() - KEPT)
    found = [row.id for row in Message.select(Message.id).where(over).order_by(Message.id).limit(limit)]
    if found:
        Message.update(state="forgotten", **GONE).where(Message.id.in_(found), Message.state.in_(("sent", "failed"))).execute()


jobs.outboxes.append(send_due)
