"""Pure decisions about cases: who may do what, until when, and how money is divided."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from storefront.kit.errors import Changed, Refused
from storefront.kit.i18n import gettext as _
from storefront.kit.money import Money


@dataclass(frozen=True)
class Periods:
    """How long everybody has. The help pages print these figures."""

    problem: timedelta = timedelta(days=14)  # after an order was received, something can still be wrong with it
    answer: timedelta = timedelta(hours=48)  # the seller answers, or the buyer is right
    undo: timedelta = timedelta(seconds=10)
    reply: timedelta = timedelta(days=7)  # the buyer looks at an offer or a no
    send_another: timedelta = timedelta(days=5)
    send_back: timedelta = timedelta(days=10)
    arrive: timedelta = timedelta(days=14)  # the seller says that the return arrived
    decide: timedelta = timedelta(hours=72)
    appeal: timedelta = timedelta(hours=72)
    withdrawn: timedelta = timedelta(days=14)  # after a withdrawal: the buyer sends it back, the seller pays back
    fulfil: timedelta = timedelta(days=7)  # direct: the seller pays back


PERIODS = Periods()

# What can be wanted for each reason, the likeliest first: it is preselected.
WANTED = {
    "never_came": ("money", "another"),
    "broken": ("money", "another", "part", "back"),
    "not_as_described": ("back", "money", "part", "another"),
    "changed_mind": ("back",),
}
SIDES = ("buyer", "seller")
CARRIED_OUT = ("decided", "returned", "conceded")  # how a case ends in which the buyer gets what the market decided
PARTS = (25, 50, 75)  # per cent, to choose without typing


def in_time(deadline: datetime | None, now: datetime) -> bool:
    """Whether a deadline still runs. At the very moment it is over."""
    return deadline is not None and now < deadline


def refuse_late(deadline: datetime | None, now: datetime) -> None:
    """Raise Changed where the time is over, whether the sweep has been there or not."""
    if not in_time(deadline, now):
        raise Changed(_("The time for this is over. Have a look at how it stands now."))


# --- opening ------------------------------------------------------------------------------------------------------------


def why_not_open(state: str, sent: bool, completed_at: datetime | None, stake: Money, now: datetime) -> str | None:
    """Why nothing can be asked about an order, as a sentence, or None where it can. `sent`: a part of it is on its way."""
    if state == "pending":
        return _("This order is not paid yet. If you do not want it, do not pay.")
    if state == "cancelled":
        return _("This order was cancelled.")
    if not sent and state != "completed":
        return _("Nothing was sent yet, so you can simply cancel: what you paid goes back at once.")
    if stake.minor <= 0:
        return _("Everything you paid for this order has gone back already.")
    if state == "completed" and completed_at is not None and not in_time(completed_at + PERIODS.problem, now):
        return _(
            "This order was received more than %(days)s days ago, so this can no longer be asked here.", days=PERIODS.problem.days
        )
    return None


def reasons(returns_days: int, completed_at: datetime | None, now: datetime) -> tuple[str, ...]:
    """The reasons that can be given: a change of mind only as long as the shop takes things back."""
    found = tuple(WANTED)
    if not returns_days or (completed_at is not None and not in_time(completed_at + timedelta(days=returns_days), now)):
        return found[:-1]
    return found


def why_not_withdraw(
    state: str, until: datetime | None, now: datetime, kept: bool, done: bool, left: bool, pieces: bool = True
) -> str | None:
    """Why a contract cannot be withdrawn from, as a sentence, or None where it can. `until` is None while its end is not known yet; `kept`
    means that all of it is exempt, `done` that a service was done, `left` that something of what was paid could still go back, `pieces`
    that there is something that nobody withdrew from."""
    if state == "cancelled":
        return _("This order was cancelled.")
    if kept:
        return _(
            "What you ordered was made to order or spoils quickly. The right to withdraw does not hold for it, as it was said before you bought it."
        )
    if done:
        return _("The service was done, so it cannot be withdrawn from any more.")
    if until is not None and not in_time(until, now):
        return _("The 14 days in which you could withdraw are over.")
    if not pieces:
        return _("You have withdrawn from everything in this order that can be given back.")
    if not left:
        return _("Everything you paid for this order has gone back already.")
    return None


def share_of(stake: Money, per_cent: int) -> Money:
    """So many per cent of a sum; what is left over adds up with it exactly. At least one unit for more than nothing."""
    if not 0 <= per_cent <= 100:
        raise ValueError(per_cent)
    part = stake.split([per_cent, 100 - per_cent])[0]
    return Money(1, stake.currency) if per_cent and not part.minor and stake.minor else part


def asked(want: str, stake: Money, part: Money | None) -> Money:
    """What a wish comes to in money: all of it, or the part. Raises Refused for a part that is none."""
    if want != "part":
        return stake
    if part is None:
        raise Refused(_("Say how much you would like back."), field="amount")
    check_part(part, stake)
    return part


def check_part(part: Money, stake: Money) -> None:
    """Refuse nothing, and more than there is."""
    if part.minor <= 0:
        raise Refused(_("Write how much goes back."), field="amount")
    if part > stake:
        raise Refused(_("At most %(amount)s can go back.", amount=stake.display()), field="amount")


# --- who may do what ------------------------------------------------------------------------------------------------------


def may_escalate(side: str, state: str, answered: bool, decided: bool, appealed: bool) -> bool:
    """Whether a side may ask the market now: after one answer, and once. After a decision only the seller of a return that did
    not arrive as it should may ask again, as long as nobody has appealed."""
    if state not in ("open", "offered", "declined", "replacing", "returning", "sent_back", "withdrawn") or not answered:
        return False
    return not decided or (state == "sent_back" and side == "seller" and not appealed)


def may_give_evidence(state: str) -> bool:
    """Whether words and pictures can still be added."""
    return state not in ("closed", "decided")


def losers(decision: str, award: Money, asked_for: Money, want: str) -> tuple[str, ...]:
    """The sides that did not get all they wanted: each may appeal. Having to send it back is less than the money alone."""
    lost = []
    if award < asked_for or (decision == "back" and want != "back"):
        lost.append("buyer")
    if award.minor:
        lost.append("seller")
    return tuple(lost)


def lost(outcome: str, decided: bool, award: Money) -> bool:
    """Whether a case that ended like this counts as lost by the shop: it was silent, or the market gave the buyer all or a part."""
    return outcome == "silence" or (decided and award.minor > 0 and outcome in CARRIED_OUT)


def award(decision: str, stake: Money, part: Money | None) -> Money:
    """What the buyer gets by a decision. Raises Refused where a split divides nothing, or everything."""
    if decision in ("refund", "back"):
        return stake
    if decision == "nothing":
        return Money(0, stake.currency)
    if part is None:
        raise Refused(_("Say how the money is divided."), field="amount")
    check_part(part, stake)
    return part


def refuse_same(first: int | None, second: int) -> None:
    """An appeal is decided by somebody else."""
    if first == second:
        raise Refused(_("You decided this case the first time, so somebody else decides the appeal."))
