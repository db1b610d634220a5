"""What failed for good and is not worth another try is ticked off: with a reason, by one or all of a list. It leaves the list, the queue
and the badge; who did it, and why, stays in the history. What a text or mail said, and to whom, goes at once: nobody needs it any more."""

from collections.abc import Callable
from dataclasses import dataclass

import peewee

from storefront.kit import db, events, jobs, post
from storefront.kit.errors import NotFound
from storefront.kit.events import Delivery
from storefront.kit.jobs import JobFailure
from storefront.kit.post import FAILED, Message

MOST = 1000  # at once: a transaction is short


@dataclass(frozen=True)
class Failures:
    """One list of what failed: what is in it, how it ends, and what the history says of one."""

    noun: str
    rows: Callable[[], peewee.ModelSelect]
    end: Callable[[list[int]], int]
    about: Callable[[object], dict]


def _messages(channel: str) -> Failures:
    rows = lambda: Message.select().where(FAILED, Message.channel == channel)  # noqa: E731
    return Failures("message", rows, post.tick_off, lambda row: {"channel": row.channel, "why": row.error.partition(":")[0]})


LISTS = {
    "texts": _messages("text"),
    "mails": _messages("mail"),
    "deliveries": Failures(
        "delivery",
        lambda: Delivery.select().where(Delivery.state == "failed"),
        events.tick_off,
        lambda row: {"listener": row.listener},
    ),
    "jobs": Failures("job_failure", JobFailure.select, jobs.tick_off, lambda row: {"name": row.name, "at": row.at.isoformat()}),
}


def one(what: str, number: int):
    """What failed, by its number. Raises NotFound where it is not on its list (any more)."""
    model = LISTS[what].rows().model
    row = LISTS[what].rows().where(model.id == number).first()
    if row is None:
        raise NotFound
    return row


def newest(what: str) -> int:
    """The number of the last one that failed; 0 on an empty list."""
    rows = LISTS[what].rows()
    return rows.select(rows.model.id).order_by(rows.model.id.desc()).limit(1).scalar() or 0


def count(what: str, upto: int) -> int:
    """How many of a list are ticked off at once, up to the one that was the newest when it was looked at."""
    return _upto(what, upto).count()


def _upto(what: str, upto: int) -> peewee.ModelSelect:
    rows = LISTS[what].rows()
    return rows.select(rows.model.id).where(rows.model.id <= upto).order_by(rows.model.id).limit(MOST)


@db.verb
def tick_off(what: str, number: int, reason: str) -> None:
    """Nobody tries it again. Raises NotFound where somebody was faster."""
    row, failures = one(what, number), LISTS[what]
    if not failures.end([row.id]):
        raise NotFound
    events.record("failure.tick_off", subject=f"{failures.noun}:{row.id}", reason=reason.strip(), **failures.about(row))


@db.verb
def tick_off_all(what: str, upto: int, reason: str) -> int:
    """Nobody tries these again; returns how many. What failed after `upto` stays: whoever ticked them off had not seen it."""
    failures, numbers = LISTS[what], [row.id for row in _upto(what, upto)]
    if not numbers or not (ended := failures.end(numbers)):
        raise NotFound
    about = {"channel": what.removesuffix("s")} if failures.noun == "message" else {}
    subject = f"{failures.noun}:{numbers[-1]}"
    events.record("failure.tick_off_all", subject=subject, pieces=ended, lines=numbers, reason=reason.strip(), **about)
    return ended
