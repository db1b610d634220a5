"""The buyer says that something is wrong: the money is paused and the seller is asked."""

import json
from contextlib import contextmanager

import peewee

from storefront import media, orders
from storefront.aftersales import periods, rules
from storefront.aftersales.ending import at_stake, say
from storefront.aftersales.events import Opened
from storefront.aftersales.models import OPEN, Case
from storefront.kit import clock, db, events, ids, once
from storefront.kit.errors import Changed, Refused
from storefront.kit.i18n import gettext as _
from storefront.kit.money import Money
from storefront.orders.models import Order
from storefront.shops.models import Shop

MOST = 5  # questions about one order: each stops its clocks and its money, and who loses one could go on asking


def why_not(order: Order) -> str | None:
    """Why nothing can be asked about an order now, in a sentence; None where it can."""
    sent = order.state in ("shipped", "completed") or any(line.shipped_count for line in orders.lines_of(order))
    return rules.why_not_open(order.state, sent, order.completed_at, at_stake(order), clock.now())


def reasons_in_time(order: Order) -> tuple[str, ...]:
    """The reasons that can be given for an order now, whatever was asked before."""
    returns_days = int(json.loads(order.terms).get("returns_days", 0))
    return rules.reasons(returns_days, order.delivered_at or order.completed_at, clock.now())


def reasons_for(order: Order) -> tuple[str, ...]:
    """The reasons that can be given for an order now. What the market has decided is not asked again, nor anything without end."""
    found = reasons_in_time(order)
    before = Case.of(order.shop_id, Case.reason, Case.decided_at).where(Case.order == order.id, Case.reason != "withdrawal")
    asked = list(before.tuples())
    decided = {reason for reason, decided_at in asked if decided_at is not None}
    return tuple(reason for reason in found if reason not in decided) if len(asked) < MOST else ()


def all_answered() -> str:
    """Why nothing more can be asked about an order about which everything was."""
    return _("This was asked about your order before. What was decided then holds.")


def open_case(order: Order, reason: str, want: str, part: Money | None = None, words: str = "", photos=(), key: str = "") -> Case:
    """Open a case: `reason` and `want` of rules.WANTED, `part` for a part of the money, `photos` uploads (files or bytes).

    A repeated `key` returns the case that it opened. Raises Refused (field "reason", "want", "amount" or "photo") for what does not
    fit, Changed where a case is open already or nothing can be asked any more. Call it outside a transaction: pictures take a while.
    """
    try:
        with shown(order.shop_id, photos) as pictures:
            return _open(order, reason, want, part, words, pictures, key)
    except Repeated as same:
        return same.case


@db.verb
def _open(order: Order, reason: str, want: str, part: Money | None, words: str, pictures, key: str) -> Case:
    order = db.locked(Order.across_shops().where(Order.id == order.id)).get()
    order.shop = Shop.get_by_id(order.shop_id)
    scope = f"case:order:{order.id}"
    if key:
        earlier = once.claim(scope, key, {"reason": reason, "want": want, "part": part.minor if part else None, "words": words})
        if earlier:
            raise Repeated(Case.of(order.shop_id).where(Case.id == int(earlier)).get())
    _refuse_second(order)
    stake = at_stake(order)
    no = why_not(order)
    if no:
        raise Changed(no)
    left = reasons_for(order)
    if reason in rules.WANTED and (not left or reason not in left and reason != "changed_mind"):
        raise Changed(all_answered())
    if reason not in left:
        raise Refused(_("Choose what is wrong."), field="reason")
    if want not in rules.WANTED[reason]:
        raise Refused(_("Choose what you would like."), field="want")
    now = clock.now()
    case = _write(order, reason, want, stake, rules.asked(want, stake, part), now)
    case.order, case.shop = order, order.shop
    said = say(case, "buyer", "problem", words, pictures=pictures)
    events.record(Opened(case.id, order.id), subject=f"case:{case.id}", shop=order.shop_id, after=case.state, said=said)
    orders.pause(order)
    order.paused_at = now
    if key:
        once.keep(scope, key, str(case.id))
    return case


def _write(order: Order, reason: str, want: str, stake: Money, asked: Money, now) -> Case:
    try:
        return Case.create(
            shop=order.shop_id,
            order=order.id,
            code=free_code(),
            reason=reason,
            want=want,
            currency=order.currency,
            stake_minor=stake.minor,
            asked_minor=asked.minor,
            opened_at=now,
            answer_by=now + periods.of(order).answer,
        )
    except peewee.IntegrityError:  # two at the same moment, where nothing else stopped the second
        raise Changed(already_open()) from None


def _refuse_second(order: Order) -> None:
    if (
        order.paused_at is not None
        or Case.of(order.shop_id, Case.id).where(Case.order == order.id, Case.state.in_(OPEN)).exists()
    ):
        raise Changed(already_open())


def already_open() -> str:
    """Why a second question has to wait."""
    return _("You have asked about this order already. Look at how it stands before you ask anew.")


def free_code() -> str:
    """A code that no case has."""
    while True:
        code = ids.code(6)
        if not Case.across_shops(Case.id).where(Case.code == code).exists():
            return code


class Repeated(Exception):
    """The same form was sent before: here is the case as it was then."""

    def __init__(self, case: Case):
        super().__init__(case.id)
        self.case = case


@contextmanager
def shown(shop_id: int, uploads):
    """Keep uploads (files or bytes) as private pictures for the block; forget them where it raises."""
    kept = []
    try:
        for upload in uploads or ():
            kept.append(media.keep(upload, shop_id, "evidence", public=False))
        yield kept
    except BaseException:
        for picture in kept:
            media.forget(picture)
        raise
