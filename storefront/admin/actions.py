"""What staff do at the desk besides the verbs of other rooms. Each writes who did it."""

from storefront import accounts, verification
from storefront.kit import db, events, post
from storefront.kit.errors import NotFound, Refused
from storefront.kit.events import Delivery
from storefront.kit.i18n import gettext as _
from storefront.kit.jobs import JobFailure
from storefront.kit.post import Message

NOTE = "shop.note"
LONGEST = 1000


@db.verb
def note(shop, words: str) -> None:
    """Write a note about a shop for other staff to read. It stays: what was noted is an event."""
    words = words.strip()[:LONGEST]
    if not words:
        raise Refused(_("Write a few words."), "words")
    events.record(NOTE, subject=f"shop:{shop.id}", shop=shop, words=words)


@db.verb
def verify(shop, person, level: str, words: str) -> None:
    """Note by hand which identity was checked, or that none is any more; `words` say how or why, and stay for other staff."""
    verification.by_hand(shop, person, level, words)
    note(shop, words)


@db.verb
def retry_delivery(delivery_id: int) -> None:
    """Tell a listener again. NotFound where it has not failed."""
    row = Delivery.get_or_none(Delivery.id == delivery_id, Delivery.state == "failed")
    if row is None:
        raise NotFound
    events.retry(row.id)
    events.record("delivery.retry", subject=f"delivery:{row.id}", listener=row.listener)


@db.verb
def retry_message(message_id: int) -> None:
    """Send a text or mail again. NotFound where it has not failed."""
    row = Message.get_or_none(Message.id == message_id, Message.state == "failed")
    if row is None:
        raise NotFound
    post.retry(row.id)
    events.record("message.retry", subject=f"message:{row.id}", channel=row.channel)


@db.verb
def dismiss_failure(failure_id: int) -> None:
    """Somebody has looked at a failed job: it leaves the queue, what it was stays on record."""
    row = JobFailure.get_or_none(JobFailure.id == failure_id)
    if row is None:
        raise NotFound
    JobFailure.delete().where(JobFailure.id == row.id).execute()
    events.record("job.dismiss", subject=f"job_failure:{row.id}", name=row.name, at=row.at.isoformat())


def masked(contact: str) -> str:
    """A number or address as staff see it."""
    return accounts.Contact("email" if "@" in contact else "phone", contact).masked
