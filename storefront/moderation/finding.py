"""What the operator's pages ask: the queue, the decided, earlier decisions about a thing. A fixed number of queries each."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import peewee

from storefront.accounts import Person
from storefront.kit import clock
from storefront.moderation.models import IN_FORCE, Measure, Report, Voice

PAGE = 20
MOST = 100


def waiting(after: tuple[datetime, int] | None = None, limit: int = PAGE) -> tuple[list[Report], bool]:
    """(open reports, the most urgent first; whether there are more). `after` is (look_by, id) of the last one seen."""
    query = Report.across_shops().where(Report.state == "open").order_by(Report.look_by, Report.id).limit(limit + 1)
    if after is not None:
        moment, last = after
        query = query.where((Report.look_by > moment) | ((Report.look_by == moment) & (Report.id > last)))
    rows = list(query)
    return rows[:limit], len(rows) > limit


def decided(before: int | None = None, limit: int = PAGE) -> tuple[list[Report], bool]:
    """(reports that were looked at, newest first; whether there are older ones)."""
    query = (
        Report.across_shops().where(Report.state != "open").order_by(Report.id.desc()).limit(limit + 1)
    )  # nearly all: none is sorted
    rows = list(query.where(Report.id < before) if before else query)
    return rows[:limit], len(rows) > limit


def appeals(limit: int = MOST) -> list[Measure]:
    """Appeals to answer, the most urgent first."""
    return list(Measure.across_shops().where(Measure.state == "appealed").order_by(Measure.answer_by, Measure.id).limit(limit))


def measures(before: int | None = None, limit: int = PAGE) -> tuple[list[Measure], bool]:
    """(measures in force, newest first; whether there are older ones)."""
    query = Measure.across_shops().where(Measure.state.in_(IN_FORCE)).order_by(Measure.id.desc()).limit(limit + 1)
    rows = list(query.where(Measure.id < before) if before else query)
    return rows[:limit], len(rows) > limit


def voices_of(reports: list[Report], limit: int = 60) -> dict[int, list[Voice]]:
    """{report id: its voices, newest first}. One query."""
    found: dict[int, list[Voice]] = {row.id: [] for row in reports}
    if found:
        query = Voice.across_shops().where(Voice.report.in_(list(found))).order_by(Voice.id.desc()).limit(limit * len(found))
        for voice in query:
            found[voice.report_id].append(voice)
    return found


def earlier(rows) -> dict[tuple[str, int], list]:
    """{(kind, id of a thing): measures and dismissed reports about it, newest first} for reports or measures. Two queries."""
    found: dict[tuple[str, int], list] = {(row.kind, row.thing_id): [] for row in rows}
    if not found:
        return found
    kinds, ids, shops = (set(parts) for parts in zip(*((row.kind, row.thing_id, row.shop_id) for row in rows), strict=True))
    before = []
    for model, more in ((Measure, True), (Report, Report.state == "dismissed")):
        about = (model.shop.in_(shops)) & (model.kind.in_(kinds)) & (model.thing_id.in_(ids))
        before.extend(model.across_shops().where(about, more).order_by(model.id.desc()).limit(MOST))
    for one in sorted(before, key=lambda one: one.taken_at if isinstance(one, Measure) else one.decided_at, reverse=True):
        if (one.kind, one.thing_id) in found:
            found[one.kind, one.thing_id].append(one)
    return found


def counts_of_shops(shop_ids: list[int]) -> dict[int, int]:
    """{shop id: measures ever taken against it or its things}. One query."""
    if not shop_ids:
        return {}
    rows = (
        Measure.across_shops(Measure.shop, peewee.fn.COUNT(Measure.id)).where(Measure.shop.in_(shop_ids)).group_by(Measure.shop)
    )
    return dict(rows.tuples())


def names_of(people: list[int | None]) -> dict[int, str]:
    """{person id: name} of staff."""
    ids = sorted({person for person in people if person})
    rows = Person.select().where(Person.id.in_(ids)) if ids else []
    return {person.id: person.name or f"#{person.id}" for person in rows}


@dataclass(frozen=True)
class Pile:
    """Reports and appeals that wait: how many (up to a hundred of each), since when, and whether one is due within a day."""

    count: int
    since: datetime | None
    urgent: bool


def pile() -> Pile:
    """What waits. Two queries."""
    reports = Report.across_shops(Report.opened_at, Report.look_by).where(Report.state == "open").order_by(Report.look_by)
    appealed = Measure.across_shops(Measure.appealed_at, Measure.answer_by).where(Measure.state == "appealed")
    rows = [*reports.limit(MOST).tuples(), *appealed.order_by(Measure.answer_by).limit(MOST).tuples()]
    soon = clock.now() + timedelta(days=1)
    return Pile(len(rows), min((since for since, _by in rows), default=None), any(by <= soon for _since, by in rows))


def voices_to_tell(report_id: int) -> list[Voice]:
    """Who told of it and is to hear how it ended: whoever left a contact, or was signed in. One for each."""
    told = {}
    for voice in Voice.across_shops().where(Voice.report == report_id).order_by(Voice.id):
        if voice.contact or voice.person_id:
            told[voice.contact_index or f"person:{voice.person_id}"] = voice
    return list(told.values())
