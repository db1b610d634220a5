"""The buyer's side: take an offer or refuse it, send it back, say that all is well; and words and pictures of either side."""

from datetime import timedelta

from storefront.aftersales import periods, rules
from storefront.aftersales.ending import PERIODS, close, enter, refuse_stale, say, tell, turn
from storefront.aftersales.events import EvidenceGiven, OfferRefused, OfferTaken, SentBack
from storefront.aftersales.models import CASE, Case
from storefront.aftersales.opening import Repeated, shown
from storefront.kit import clock, db, once
from storefront.kit.errors import Changed, Refused
from storefront.kit.i18n import gettext as _
from storefront.shipping import carriers

A_DAY = timedelta(days=1)


@db.verb
def take_offer(case: Case, seen: str | None = None) -> Case:
    """The buyer takes what was offered: that part goes back and the rest is the seller's, or another one is sent. `seen` is what their
    page asked (`Case.asks`): an offer that took the place of the one they looked at is not taken."""
    case = enter(case)
    turn(case, "take", "reply_by")
    refuse_stale(case, seen)
    if case.offered is None:
        tell(case, OfferTaken(case.id, case.order_id))
        return CASE.change(case, "take_another", answer_by=clock.now() + PERIODS.send_another)
    return close(case, "take", "offer", case.offered)


@db.verb
def refuse_offer(case: Case, seen: str | None = None) -> Case:
    """The buyer does not take it: the seller has another 48 hours. Either side may ask the market."""
    case = enter(case)
    turn(case, "refuse", "reply_by")
    refuse_stale(case, seen)
    told = OfferRefused(case.id, case.order_id)
    return CASE.change(case, "refuse", told, offered_minor=None, answer_by=clock.now() + periods.of(case.order).answer)


@db.verb
def send_back(case: Case, number: str = "", carrier: str | None = None) -> Case:
    """The buyer sent it back; with a courier number it can be followed. Raises Refused (field "number") for what is none."""
    case = enter(case)
    turn(case, "send_back", "return_by")
    number = carriers.clean(number)
    if number and not carriers.is_number(number):
        raise Refused(_("A courier number has 5 to 40 letters and digits."), field="number")
    guesses = carriers.guess(number, case.shop.country) if number and not carrier else []
    now = clock.now()
    return CASE.change(
        case,
        "send_back",
        SentBack(case.id, case.order_id),
        return_number=number,
        return_carrier=carrier or (guesses[0].key if guesses else ""),
        sent_back_at=now,
        answer_by=_pays_by(case, bool(number), now),
    )


def _pays_by(case: Case, proof: bool, now):
    """Until when the seller says that it arrived. After a withdrawal: 14 days after it, or a day after the proof that it was sent."""
    if case.reason != "withdrawal":
        return now + PERIODS.arrive
    return max(case.opened_at + PERIODS.withdrawn, now + (A_DAY if proof else PERIODS.arrive))


@db.verb
def withdraw(case: Case) -> Case:
    """The buyer says that all is well after all: the order goes on as if nothing had been asked."""
    return close(enter(case), "withdraw", "withdrawn")


def give_evidence(case: Case, side: str, words: str = "", photos=(), person=None, key: str = "") -> Case:
    """Words or pictures of either side (or the market's question), as long as nothing is decided. A repeated `key` adds nothing.

    Raises Refused (field "words" or "photo"). Call it outside a transaction: pictures take a while.
    """
    try:
        with shown(case.shop_id, photos) as pictures:
            if not (words or "").strip() and not pictures:
                raise Refused(_("Write something, or choose a picture."), field="words")
            return _give(case, side, words, pictures, person, key)
    except Repeated as same:
        return same.case


@db.verb
def _give(case: Case, side: str, words: str, pictures, person, key: str) -> Case:
    case = enter(case)
    if not rules.may_give_evidence(case.state):
        raise Changed(_("This has been decided, so nothing can be added."))
    if key and once.claim(f"case:evidence:{case.id}:{side}", key, {"words": words, "pictures": len(pictures)}) is not None:
        raise Repeated(case)
    said = say(case, side, "question" if side == "market" else "evidence", words, person, pictures)
    tell(case, EvidenceGiven(case.id, case.order_id, side), said=said)
    return case
