"""Telling the market about a thing. A report alone changes nothing that anybody else sees."""

from storefront.kit import clock, db, events, ids, personal
from storefront.kit.errors import Refused
from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import language
from storefront.moderation import rules
from storefront.moderation.events import Reported
from storefront.moderation.models import Report, Voice
from storefront.moderation.things import Thing, kinds

BY_WORDS = "words"


@db.verb
def report(thing: Thing, reason: str, words: str = "", contact=None, person=None) -> Report:
    """Somebody tells of `thing`: `reason` is one of its kind's, `contact` an accounts.Contact to answer to, `person` who is signed in.

    Whoever tells twice counts once: a person, or everybody of one network who is not signed in. Raises Refused for another reason.
    """
    if reason not in kinds.get(thing.kind).reasons:
        raise Refused(_("Choose what is wrong."), "reason")
    row = _open(thing, reason)
    network = personal.blind("network", events.actor().network) or ""
    who = f"person:{person.id}" if person is not None else f"network:{network}"
    counts = not _told(row, person, network)
    Voice.create(
        shop=row.shop_id, report=row.id, who=who, network=network, person=person.id if person is not None else None, counts=counts,
        reason=reason, words=words.strip(), contact=contact.value if contact else None,
        contact_index=personal.blind(contact.kind, contact.value) if contact else None, language=language(), at=clock.now(),
    )  # fmt: skip
    events.record("report.told", subject=f"report:{row.id}", shop=row.shop_id, why=reason, counts=counts)
    return _weigh(row, thing, reason, counts)


@db.verb
def find_words(thing: Thing, words: str) -> Report | None:
    """The market's own rule about words asks for a look: the thing is reported by nobody. Once while a report of it is open."""
    row = _open(thing, BY_WORDS)
    if Voice.of(row.shop_id, Voice.id).where(Voice.report == row.id, Voice.who == BY_WORDS).exists():
        return row
    now = clock.now()
    Voice.create(shop=row.shop_id, report=row.id, who=BY_WORDS, counts=False, reason=BY_WORDS, words=words, at=now)
    return _weigh(row, thing, BY_WORDS, False)


def _open(thing: Thing, reason: str) -> Report:
    """The open report of a thing, locked; a new one where there is none."""
    of_thing = (Report.kind == thing.kind) & (Report.thing_id == thing.id) & (Report.state == "open")
    row = db.locked(Report.of(thing.shop).where(of_thing)).first()
    if row is not None:
        return row
    now, at_stake = clock.now(), rules.risk(0, reason, not thing.shop.verified)
    made = (
        Report.insert(
            shop=thing.shop.id, code=ids.code(8), kind=thing.kind, thing_id=thing.id, name=str(thing.name)[:160], reason=reason,
            risk=at_stake, opened_at=now, look_by=rules.look_by(now, at_stake),
        )
        .on_conflict(action="IGNORE")  # somebody else told of it at the same moment
        .as_rowcount()
        .execute()
    )  # fmt: skip
    row = db.locked(Report.of(thing.shop).where(of_thing)).get()
    if made:
        events.record(Reported(row.id, row.shop_id), subject=f"report:{row.id}", shop=row.shop_id, after="open", kind=row.kind)
    return row


def _told(row: Report, person, network: str) -> bool:
    """Whether the same person counts already: by name, or as one of a network where nobody was signed in."""
    voices = Voice.of(row.shop_id, Voice.id).where(Voice.report == row.id, Voice.counts)
    same = Voice.network == network
    if person is not None:
        same = (Voice.person == person.id) | (same & Voice.person.is_null())
    return voices.where(same).exists()


def _weigh(row: Report, thing: Thing, reason: str, counts: bool) -> Report:
    """Keep the counters that the queue is sorted by."""
    row.people_count += counts
    row.reason = rules.heavier(row.reason, reason)
    row.risk = rules.risk(row.people_count, row.reason, not thing.shop.verified)
    row.look_by = rules.look_by(row.opened_at, row.risk)
    row.save()
    return row
