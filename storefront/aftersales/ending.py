"""What every verb of a case stands on: rows locked in one order, words kept, and the one way a case ends and moves money."""

from datetime import timedelta

from storefront import customers, orders, payments, trust
from storefront.aftersales import goods, rules
from storefront.aftersales.events import Answered, Closed, NotFulfilled
from storefront.aftersales.models import CASE, Case, Said, Shot
from storefront.kit import clock, db, events
from storefront.kit.errors import Changed
from storefront.kit.i18n import gettext as _
from storefront.kit.money import Money
from storefront.orders.models import Order
from storefront.shops.models import Shop

PERIODS = rules.PERIODS
BREATH = timedelta(days=1)  # at least so long a seller has to pay who said by mistake that it was done
# How a case can end. Those that the seller lost count on the trust card.
OUTCOMES = ("accepted", "silence", "offer", "conceded", "another", "returned", "decided", "withdrawn", "declined", "not_returned")


def enter(case: Case) -> Case:
    """The case as it stands now, with its order: both rows locked, the order's first, so that no two verbs wait for each other."""
    order = db.locked(Order.across_shops().where(Order.id == case.order_id)).get()
    order.shop = Shop.get_by_id(order.shop_id)
    fresh = db.locked(Case.across_shops().where(Case.id == case.id)).get()
    fresh.order, fresh.shop = order, order.shop
    return fresh


def turn(case: Case, verb: str, deadline: str | None = None) -> None:
    """Raise Changed where `verb` is not possible as the case stands, or its deadline (the name of a column) is over."""
    if not CASE.may(case, verb):
        raise Changed(_("This is no longer possible: it has changed meanwhile. Have a look at how it stands now."))
    if deadline is not None:
        rules.refuse_late(getattr(case, deadline), clock.now())


def refuse_stale(case: Case, seen: str | None) -> None:
    """Raise Changed where somebody answers what a page asked (`Case.asks`) that was opened before: another offer, another decision."""
    if seen is not None and seen != case.asks:
        raise Changed(_("This is no longer possible: it has changed meanwhile. Have a look at how it stands now."))


def due(case: Case) -> Money:
    """What the buyer gets when it comes to money: what was decided, else what was asked for."""
    return case.award if case.decided_at is not None else case.asked


def at_stake(order: Order) -> Money:
    """What can still go back for an order: what was paid and has not gone back. Cash that nobody wrote down counts as the total. What
    cases gave back of it before it was written down, which no refund knows, is less there either way."""
    if order.mode == "protected":
        return Money(order.paid_minor - order.refunded_minor, order.currency)
    there = order.paid_minor - order.refunded_minor if order.paid_minor else order.total_minor
    return Money(max(0, there - _owed_beside(order)), order.currency)


def _owed_beside(order: Order) -> int:
    """What cases of a direct order gave back of cash that nobody had written down by then."""
    gave = Case.of(order.shop_id, Case.id, Case.refunded_minor).where(Case.order == order.id, Case.refunded_minor > 0)
    owed = {refund_key(case): case.refunded_minor for case in gave}
    known = payments.state_of_each(owed) if owed and order.paid_minor else {}
    return sum(minor for key, minor in owed.items() if key not in known)


def say(case: Case, side: str, about: str, words: str = "", person=None, pictures=()) -> int:
    """Keep what a side said, and showed. Returns its id for the timeline, or 0 where nothing was said."""
    words = (words or "").strip()
    if not words and not pictures:
        return 0
    said = Said.create(
        shop=case.shop_id, case=case.id, side=side, person=getattr(person, "id", person), about=about, words=words, at=clock.now()
    )
    for picture in pictures:
        Shot.create(shop=case.shop_id, said=said.id, picture=picture.id)
    return said.id


def tell(case: Case, event, **data) -> None:
    """Announce something that is no change of state of its own."""
    events.record(event, subject=f"case:{case.id}", shop=case.shop_id, **data)


def answered(case: Case) -> dict:
    """The columns of a first answer; announces how long it took."""
    if case.answered_at is not None:
        return {}
    now = clock.now()
    tell(case, Answered(case.id, case.order_id, int((now - case.opened_at).total_seconds())))
    seconds = int(now.timestamp()) - int(case.opened_at.timestamp())
    trust.count(case.shop_id, answered=1, answer_seconds=seconds)
    return {"answered_at": now}


def close(case: Case, verb: str, outcome: str, money: Money | None = None, *, said: int = 0, parcel=None, **columns) -> Case:
    """End a case: `money` goes back to the buyer, the rest is the seller's again, and the order goes on (or ends, where nothing is left).

    The case must have been entered. Inside the caller's transaction.
    """
    order, now = case.order, clock.now()
    money = money or Money(0, case.currency)
    direct = order.mode == "direct"
    CASE.change(
        case,
        verb,
        Closed(case.id, order.id, outcome, money.minor),
        note={"said": said} if said else None,
        closed_at=now,
        outcome=outcome,
        refunded_minor=money.minor,
        fulfil_by=now + PERIODS.fulfil if direct and money else None,
        **columns,
    )
    if rules.lost(case.outcome, case.decided_at is not None, case.award):
        trust.count(case.shop_id, lost=1)
    everything = money.minor >= case.stake_minor
    if money:
        pay(case, money)
    if everything:
        orders.finish(order)
    orders.resume(order, not_before=_another_arrives(order, now) if parcel is not None else None)
    return case


def pay(case: Case, money: Money) -> None:
    """Send it back through the order, which books it. Cash that was never written down is only owed: the case keeps that, and what its
    customer bought grows smaller by it. The last step of a case that ends."""
    if not case.order.paid_minor:
        customers.given_back(case.shop_id, orders.recipient_of(case.order).phone, money.minor)
    else:
        words = _("Something was wrong with order %(number)s", number=case.order.number)
        if case.reason == "withdrawal":
            words = _("Withdrawn from the contract")
        orders.refund(case.order, money.minor, words, key=refund_key(case), settling=True, pieces=_named(case, money))


def _named(case: Case, money: Money) -> list[tuple[int, int, int]] | None:
    """What the credit note names: the pieces of a withdrawal from a part of the contract, where it is their money."""
    return goods.named(goods.of_case(case), case.order.pieces_count) if money == case.asked else None


def owed_again(case: Case, words: str, person=None) -> None:
    """The seller takes back that it was paid back. The time to pay runs on as if nothing had been said; the first time there is at least a
    day of it. What was late stays counted. The case must have been entered."""
    now = clock.now()
    columns: dict = {"fulfilled_at": None, "taken_back_at": now}
    if case.taken_back_at is None and case.unfulfilled_at is None:
        columns["fulfil_by"] = max(case.fulfil_by, now + BREATH)
    Case.update(**columns).where(Case.id == case.id).execute()
    for name, value in columns.items():
        setattr(case, name, value)
    said, alone = say(case, "seller", "taken_back", words, person), payments.refund_by_key(refund_key(case)) is None
    tell(case, NotFulfilled(case.id, case.order_id), said=said, alone=alone)


def refund_key(case: Case) -> str:
    """What makes a case's refund happen once."""
    return f"case:{case.id}:refund"


def _another_arrives(order: Order, now):
    """When receipt confirms itself after another one was sent: as long as after the first."""
    first = (order.release_at or order.shipped_at or now) - (order.shipped_at or now)
    return now + max(first, PERIODS.reply)


__all__ = [
    "OUTCOMES",
    "PERIODS",
    "answered",
    "at_stake",
    "close",
    "due",
    "enter",
    "owed_again",
    "pay",
    "refuse_stale",
    "refund_key",
    "say",
    "tell",
    "turn",
]
