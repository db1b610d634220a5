"""The operator's side: looking at a report, taking a measure under a rule with a reason, taking it back."""

from storefront.kit import clock, db, events, ids
from storefront.kit.errors import Changed, NotFound, Refused
from storefront.kit.i18n import gettext as _
from storefront.moderation import rules
from storefront.moderation.events import Answered, Expired, Lifted, Taken
from storefront.moderation.models import IN_FORCE, MEASURE, REPORT, Measure, Report
from storefront.moderation.things import Thing, kinds
from storefront.shops import Member, Shop


def refuse_partial(shop_id: int, person) -> None:
    """Nobody decides about a shop they work in."""
    if Member.of(shop_id).where(Member.person == person.id).exists():
        raise Refused(_("You work in this shop, so somebody else decides."))


def enter(row):
    """The report or measure as it stands now, locked."""
    model = type(row)
    return db.locked(model.across_shops().where(model.id == row.id)).get()


@db.verb
def dismiss(report: Report, person, answer: str) -> Report:
    """It breaks no rule: nothing is done. `answer` is why; whoever told of it and left a contact reads it."""
    report = enter(report)
    refuse_partial(report.shop_id, person)
    if not answer.strip():
        raise Refused(_("Write why nothing is done."), "answer")
    columns = {"decided_at": clock.now(), "decided_by": person.id, "answer": answer.strip()}
    return REPORT.change(report, "dismiss", Answered(report.id), **columns)


@db.verb
def take(thing: Thing, person, rule: str, reason: str, remedy: str, ending: str = "", report: Report | None = None) -> Measure:
    """Hide a thing, or pause a shop: under a `rule` of the market, with the `reason` and what the seller can do (`remedy`).

    `ending` is a key of `rules.ENDINGS`: for so many days, or "" until it is lifted. It answers the open report of the thing, and
    `report`, which may be about something else of the shop. Raises Refused with the field; Changed where a measure is in force already.
    """
    kind = kinds.get(thing.kind)
    refuse_partial(thing.shop.id, person)
    _check(rule, reason, remedy, ending)
    if in_force(thing.kind, thing.id) is not None:
        raise Changed(_("A measure is in force already. Have a look at it."))
    now, reports = clock.now(), _answered(thing, report)
    kind.hide(thing.id, reason.strip())  # a compare-and-swap: of two who do it at once, one is too late
    measure = Measure.create(
        shop=thing.shop.id, code=ids.code(8), kind=thing.kind, thing_id=thing.id, name=str(thing.name)[:160], act=kind.act,
        stood=thing.state, rule=rule, reason=reason.strip(), remedy=remedy.strip(), taken_at=now, taken_by=person.id,
        appeal_by=now + rules.APPEAL_WITHIN, ends_at=now + rules.ENDINGS[ending] if ending else None,
    )  # fmt: skip
    events.record(
        Taken(measure.id, measure.shop_id), subject=f"measure:{measure.id}", shop=measure.shop_id, after="in_force", rule=rule,
        thing=f"{thing.kind}:{thing.id}",
    )  # fmt: skip
    for each in reports:
        REPORT.change(each, "act", Answered(each.id), decided_at=now, decided_by=person.id, measure=measure.id)
    return measure


def _answered(thing: Thing, report: Report | None) -> list[Report]:
    """The open reports that a measure against `thing` answers, locked."""
    about = (Report.kind == thing.kind) & (Report.thing_id == thing.id)
    if report is not None:
        about |= Report.id == report.id
    found = list(db.locked(Report.of(thing.shop).where(about, Report.state == "open").order_by(Report.id)))
    if report is not None and report.id not in [each.id for each in found]:
        raise Changed(_("Somebody has looked at this report already."))
    return found


def _check(rule: str, reason: str, remedy: str, ending: str) -> None:
    if rule not in rules.RULES:
        raise Refused(_("Choose the rule that is broken."), "rule")
    if not reason.strip():
        raise Refused(_("Write the reason: the seller will read it."), "reason")
    if not remedy.strip():
        raise Refused(_("Write what the seller can do now."), "remedy")
    if ending not in rules.ENDINGS:
        raise Refused(_("Choose how long it holds."), "ending")


def in_force(kind: str, thing_id: int) -> Measure | None:
    """The measure that hides a thing now; None where there is none."""
    of_thing = (Measure.kind == kind) & (Measure.thing_id == thing_id) & Measure.state.in_(IN_FORCE)
    return Measure.across_shops().where(of_thing).first()


@db.verb
def lift(measure: Measure, person, answer: str = "") -> Measure:
    """The market takes a measure back by itself: the thing is where it was. An appeal is answered with `appealing.grant` instead."""
    measure = enter(measure)
    if measure.state == "appealed":
        raise Refused(_("The seller has appealed: answer the appeal. Somebody else than whoever decided first does that."))
    refuse_partial(measure.shop_id, person)
    return end(measure, "lift", Lifted(measure.id, measure.shop_id), answer=answer.strip() or measure.answer)


@db.verb
def expire(measure: Measure) -> Measure:
    """The time of a measure is over."""
    measure = enter(measure)
    if measure.ends_at is None or clock.now() < measure.ends_at:
        raise Changed
    return end(measure, "expire", Expired(measure.id, measure.shop_id))


def end(measure: Measure, verb: str, event, **columns) -> Measure:
    """A measure ends, and its thing is shown again, in one transaction."""
    MEASURE.change(measure, verb, event, ended_at=clock.now(), **columns)
    kind = kinds.find(measure.kind)
    if kind is not None:
        kind.show(measure.thing_id, measure.stood)
    return measure


@db.verb
def suspend(shop: Shop, person, rule: str, reason: str, remedy: str, ending: str = "") -> Measure:
    """Pause a shop without a report: the same measure."""
    thing = kinds.get("shop").things([shop.id])[shop.id]
    return take(thing, person, rule, reason, remedy, ending)


@db.verb
def reinstate(shop: Shop, person) -> None:
    """Lift the measure that pauses a shop. Raises Changed where it is not paused."""
    measure = in_force("shop", shop.id)
    if measure is None:
        kinds.get("shop").show(shop.id, "") if shop.state == "suspended" else _not_paused()
    else:
        lift(measure, person)


def _not_paused() -> None:
    raise Changed(_("This shop is not paused."))


def by_code(model, code: str):
    """A report or measure by its code, for the operator. Raises NotFound."""
    row = model.across_shops().where(model.code == (code or "").upper()).first()
    if row is None:
        raise NotFound
    return row
