"""The seller asks once for somebody else to look at a measure again, and somebody else does."""

from storefront.kit import clock, db
from storefront.kit.errors import Changed, NotFound, Refused
from storefront.kit.i18n import gettext as _
from storefront.moderation import rules
from storefront.moderation.deciding import end, enter, refuse_partial
from storefront.moderation.events import Appealed, Lifted, Upheld
from storefront.moderation.models import MEASURE, Measure
from storefront.moderation.things import kinds

LONGEST = 4000


def may_appeal(measure: Measure) -> bool:
    """Whether the seller may appeal now: once, in time, and only about what is the seller's."""
    kind = kinds.find(measure.kind)
    ours = kind is not None and kind.of_seller
    return ours and rules.may_appeal(measure.state, measure.appealed_at is not None, measure.appeal_by, clock.now())


@db.verb
def appeal(measure: Measure, words: str) -> Measure:
    """Ask for somebody else to look again. Raises Refused without a reason, Changed where it was done before or is too late."""
    measure = enter(measure)
    if not may_appeal(measure):
        raise Changed(
            _("This cannot be appealed any more: an appeal is possible once, while the measure is in force and in time.")
        )
    words = words.strip()
    if not words:
        raise Refused(_("Write why the decision is wrong."), "words")
    now = clock.now()
    return MEASURE.change(
        measure, "appeal", Appealed(measure.id, measure.shop_id), appealed_at=now, appeal=words[:LONGEST],
        answer_by=now + rules.ANSWER_WITHIN,
    )  # fmt: skip


def _enter(measure: Measure, person, answer: str) -> Measure:
    measure = enter(measure)
    if measure.state != "appealed":
        raise Changed(_("There is no appeal to answer here any more."))
    if measure.taken_by_id == person.id:
        raise Refused(_("You took this measure, so somebody else answers the appeal."))
    refuse_partial(measure.shop_id, person)
    if not answer.strip():
        raise Refused(_("Write the answer: the seller will read it."), "answer")
    return measure


@db.verb
def uphold(measure: Measure, person, answer: str) -> Measure:
    """Somebody else looked: the measure stays. Raises Refused for whoever took it."""
    measure = _enter(measure, person, answer)
    columns = {"decided_at": clock.now(), "decided_by": person.id, "answer": answer.strip()}
    return MEASURE.change(measure, "uphold", Upheld(measure.id, measure.shop_id), **columns)


@db.verb
def grant(measure: Measure, person, answer: str) -> Measure:
    """Somebody else looked: the seller is right, and the thing is where it was. Raises Refused for whoever took the measure."""
    measure = _enter(measure, person, answer)
    columns = {"decided_at": clock.now(), "decided_by": person.id, "answer": answer.strip()}
    return end(measure, "lift", Lifted(measure.id, measure.shop_id), **columns)


def of_shop(shop, before: int | None = None, limit: int = 30) -> tuple[list[Measure], bool]:
    """(measures of a shop, newest first; whether there are older ones)."""
    query = Measure.of(shop).order_by(Measure.id.desc()).limit(limit + 1)
    rows = list(query.where(Measure.id < before) if before else query)
    return rows[:limit], len(rows) > limit


def of_code(shop, code: str) -> Measure:
    """A measure of the shop. Raises NotFound, also for another shop's."""
    measure = Measure.of(shop).where(Measure.code == (code or "").upper()).first()
    if measure is None:
        raise NotFound
    return measure
