"""The market's side: asked by either, it decides in plain words; the losing side appeals once, and somebody else decides that."""

from storefront import orders
from storefront.aftersales import periods, rules
from storefront.aftersales.ending import PERIODS, close, enter, refuse_stale, say, tell, turn
from storefront.aftersales.events import Appealed, BackDecided, Decided, Escalated, Ruled
from storefront.aftersales.models import CASE, DECISIONS, Case
from storefront.kit import clock, db
from storefront.kit.errors import Changed, Refused
from storefront.kit.i18n import gettext as _
from storefront.kit.money import Money
from storefront.shops import Member

_DEADLINE = {
    "open": "answer_by",
    "offered": "reply_by",
    "declined": "reply_by",
    "replacing": "answer_by",
    "returning": "return_by",
    "sent_back": "answer_by",
}


@db.verb
def escalate(case: Case, side: str, words: str = "", person=None) -> Case:
    """Ask the market to decide: either side, after one answer."""
    case = enter(case)
    turn(case, "escalate", _DEADLINE.get(case.state))
    if not may_escalate(case, side):
        early = _("The seller has not answered yet. You can ask the market after one answer.")
        raise Changed(early if case.answered_at is None else too_late())
    said = say(case, side, "evidence", words, person)
    now = clock.now()
    told = Escalated(case.id, case.order_id, side)
    columns = {"escalated_at": now, "escalated_by": side, "decide_by": now + periods.of(case.order).decide, "overdue_at": None}
    return CASE.change(case, "escalate", told, note={"said": said}, **columns)


def too_late() -> str:
    """Why the market is not asked twice."""
    return _("The market has decided this already.")


def may_escalate(case: Case, side: str) -> bool:
    """Whether a side may ask the market now."""
    answered, decided, appealed = (moment is not None for moment in (case.answered_at, case.decided_at, case.appealed_at))
    return rules.may_escalate(side, case.state, answered or case.reason == "withdrawal", decided, appealed)


def _refuse_partial(case: Case, person) -> None:
    """Nobody decides about a shop they work in, nor about what they bought."""
    if Member.of(case.shop_id).where(Member.person == person.id).exists():
        raise Refused(_("You work in this shop, so somebody else decides this case."))
    to = orders.recipient_of(case.order)
    if {person.phone_index, person.email_index} & {to.phone_index, to.email_index} - {None}:
        raise Refused(_("You bought this yourself, so somebody else decides this case."))


def _checked(case: Case, decision: str, part: Money | None, words: str, address: str) -> Money:
    if decision not in DECISIONS:
        raise Refused(_("Choose how this is decided."), field="decision")
    award = rules.award(decision, case.most, part)
    if decision == "back" and not (address or case.return_address or "").strip():
        raise Refused(_("Write where it should be sent to."), field="address")
    if not (words or "").strip():
        raise Refused(_("Write the reason: both sides read it."), field="words")
    return award


@db.verb
def decide(
    case: Case, person, decision: str, part: Money | None = None, words: str = "", address: str = "", seen: str | None = None
) -> Case:
    """The market decides: "refund", "split" (`part` for the buyer), "back" (sent back, then refunded) or "nothing", with the reason.

    It is carried out when the losing side agrees, or the time to appeal has passed. `seen` is what their page asked (`Case.asks`). Raises
    Refused with the field.
    """
    case = enter(case)
    turn(case, "decide")
    refuse_stale(case, seen)
    _refuse_partial(case, person)
    award = _checked(case, decision, part, words, address)
    now = clock.now()
    said = say(case, "market", "decision", words, person)
    return CASE.change(
        case,
        "decide",
        Decided(case.id, case.order_id, award.minor),
        note={"said": said, "decision": decision},
        decision=decision,
        award_minor=award.minor,
        decided_at=now,
        decided_by=person.id,
        appeal_by=now + periods.of(case.order).appeal,
        buyer_agreed_at=None,
        seller_agreed_at=None,
        **({"return_address": address.strip()} if decision == "back" and address.strip() else {}),
    )


def losers(case: Case) -> tuple[str, ...]:
    """The sides that may appeal, as long as they have not agreed and nobody has."""
    if case.state != "decided" or case.appealed_at is not None:
        return ()
    agreed = {"buyer": case.buyer_agreed_at, "seller": case.seller_agreed_at}
    return tuple(side for side in rules.losers(case.decision, case.award, case.asked, case.want) if agreed[side] is None)


@db.verb
def agree(case: Case, side: str, seen: str | None = None) -> Case:
    """The losing side accepts the decision: when nobody is left who could appeal, it is carried out at once."""
    case = enter(case)
    if side not in losers(case):
        raise Changed(_("There is nothing that you could accept."))
    refuse_stale(case, seen)
    now = clock.now()
    column = Case.buyer_agreed_at if side == "buyer" else Case.seller_agreed_at
    Case.update({column: now}).where(Case.id == case.id).execute()
    setattr(case, column.name, now)
    case._dirty.clear()
    tell(case, "case.agree", side=side)
    return case if losers(case) else _carry_out(case, "settle")


@db.verb
def settle(case: Case) -> Case:
    """The time to appeal has passed: the decision is carried out."""
    case = enter(case)
    turn(case, "settle")
    if rules.in_time(case.appeal_by, clock.now()) and losers(case):
        raise Changed
    return _carry_out(case, "settle")


@db.verb
def appeal(case: Case, side: str, words: str, person=None) -> Case:
    """The losing side asks for somebody else to look again, once and with a reason. Raises Refused (field "words") without one."""
    case = enter(case)
    turn(case, "appeal", "appeal_by")
    if side not in losers(case):
        raise Changed(_("Only a side that did not get what it asked for can appeal, once."))
    if not (words or "").strip():
        raise Refused(_("Write why the decision is wrong."), field="words")
    said = say(case, side, "appeal", words, person)
    now = clock.now()
    told = Appealed(case.id, case.order_id, side)
    columns = {"appealed_at": now, "appealed_by": side, "decide_by": now + periods.of(case.order).decide, "overdue_at": None}
    return CASE.change(case, "appeal", told, note={"said": said}, **columns)


@db.verb
def rule(
    case: Case, person, decision: str, part: Money | None = None, words: str = "", address: str = "", seen: str | None = None
) -> Case:
    """Somebody else decides the appeal; this is final and carried out at once. Raises Refused for the person who decided first."""
    case = enter(case)
    turn(case, "rule")
    refuse_stale(case, seen)
    rules.refuse_same(case.decided_by_id, person.id)
    _refuse_partial(case, person)
    award = _checked(case, decision, part, words, address)
    said = say(case, "market", "decision", words, person)
    columns = {"decision": decision, "award_minor": award.minor, "ruled_by": person.id}
    if decision == "back" and (address or "").strip():
        columns["return_address"] = address.strip()
    Case.update(**columns).where(Case.id == case.id).execute()
    for name, value in columns.items():
        setattr(case, name, value)
    case._dirty.clear()
    tell(case, Ruled(case.id, case.order_id, award.minor), said=said, decision=decision)
    return _carry_out(case, "rule")


def _carry_out(case: Case, verb: str) -> Case:
    """Do what was decided."""
    if case.decision == "back":
        tell(case, BackDecided(case.id, case.order_id))
        return CASE.change(case, f"{verb}_return", return_by=clock.now() + PERIODS.send_back)
    return close(case, verb, "decided", case.award)
