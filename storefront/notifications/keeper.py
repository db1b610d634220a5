"""What this room keeps about somebody: notices on their page, texts and mails to them, and those to sellers that name them."""

import json

from peewee import fn

from storefront.accounts.models import Person
from storefront.aftersales.models import Case
from storefront.kit import db
from storefront.kit.about import About, moment, row
from storefront.kit.events import Event
from storefront.kit.i18n import speaking
from storefront.kit.post import Message
from storefront.notifications import links, sentences
from storefront.notifications.models import Notice
from storefront.payments.models import Payment
from storefront.reviews import Review


def export(about: About) -> dict:
    """Notices and messages, as they were sent."""
    found = {}
    if about.person:
        notices = Notice.select().where(Notice.person == about.person).order_by(Notice.id)
        with speaking(Person.get_by_id(about.person).language):
            found["notices"] = [_told(each) for each in notices]
    sent = Message.select().where(Message.to_index.in_(about.indexes)).order_by(Message.id)
    if messages := [
        {**row(each, "channel", "to", "subject", "body", "state"), "at": moment(each.sent_at or each.created_at)}
        for each in sent
        if not each.dedupe.startswith("code:")  # what they said is no good any more
    ]:
        found["messages"] = messages
    return found


def _told(notice: Notice) -> dict:
    """A notice as its page shows it, and what it was made of."""
    data = json.loads(notice.data)
    said = {"words": sentences.of(notice.kind, data), "link": links.absolute(notice.url)}
    return said | {"kind": notice.kind, "data": data, **row(notice, "at", "read_at")}


def in_the_way(about: About) -> list[str]:
    """Nothing here."""
    return []


def erase(about: About) -> None:
    """Everything that was told to them, and everything that was told to others about their orders."""
    Message.delete().where(Message.to_index.in_(about.indexes)).execute()
    if about.person:
        Notice.delete().where(Notice.person == about.person).execute()
    numbers = _told_about(about)
    for model in (Message, Notice):
        for told in _keyed(model, numbers):
            model.delete().where(told).execute()


def _keyed(model, numbers: list[int]):
    """Conditions that find what was told about these events: its key begins with "event:17:"."""
    if db.on_sqlite():  # by the index of the key, whose order is that of its bytes
        yield from ((model.dedupe >= f"event:{number}:") & (model.dedupe < f"event:{number};") for number in numbers)
        return
    for start in range(0, len(numbers), 1000):
        some = [str(number) for number in numbers[start : start + 1000]]
        yield (fn.split_part(model.dedupe, ":", 1) == "event") & fn.split_part(model.dedupe, ":", 2).in_(some)


def _told_about(about: About) -> list[int]:
    """The events about their orders, and about the cases, payments and reviews of those."""
    subjects = [f"order:{number}" for number in about.orders]
    for start in range(0, len(about.orders), 500):
        some = about.orders[start : start + 500]
        paid = (Payment.purpose == "order") & Payment.reference.in_([str(number) for number in some])
        for noun, rows in (
            ("case", Case.across_shops(Case.id).where(Case.order.in_(some))),
            ("payment", Payment.across_shops(Payment.id).where(paid)),
            ("review", Review.across_shops(Review.id).where(Review.order.in_(some))),
        ):
            subjects += [f"{noun}:{number}" for (number,) in rows.tuples()]
    found = []
    for start in range(0, len(subjects), 500):
        asked = Event.select(Event.id).where(Event.subject.in_(subjects[start : start + 500])).tuples()
        found += [number for (number,) in asked]
    return found
