"""Money that the market never held goes back by hand: the seller pays it and says so.

Who said it by mistake takes it back with a sentence: for a week, or for as long as the buyer says that it did not arrive, and not any more
once the buyer has said that it did. The money is owed again then, and everything waits for it as before.
"""

from datetime import datetime, timedelta

from storefront.kit import clock, db, events
from storefront.kit.errors import Changed, NotFound, Refused
from storefront.kit.i18n import gettext as _
from storefront.payments.models import REFUND, Payment, Refund
from storefront.payments.refunding import succeed

TAKE_BACK = timedelta(days=7)
LEAST, LONGEST = 5, 200


@db.verb
def paid_back(row: Refund) -> Refund:
    """The seller has paid the buyer back by hand: recorded. Only for money that the market never held."""
    if row.payment.mode != "direct":
        raise Refused(_("The market sends this money back by itself."))
    return succeed(row)


def recorded_paid_back(purpose: str, reference: str, refund_id: str) -> Refund:
    """The same, for a form that names the refund of a thing by its id. Raises NotFound where it is not one of them."""
    return paid_back(refund_of(purpose, reference, refund_id))


def refund_of(purpose: str, reference: str, refund_id: str) -> Refund:
    """A refund of a thing by its id, as a form names it; its row stays locked. Raises NotFound where it is not one of them."""
    mine = (Payment.purpose == purpose) & (Payment.reference == reference)
    rows = Refund.across_shops(Refund).join(Payment).where(mine)
    row = next((row for row in rows if str(row.id) == refund_id), None)
    if row is None:
        raise NotFound
    return _locked(row)


@db.verb
def take_back(row: Refund, words: str) -> Refund:
    """The seller said by mistake that it was paid back: it is owed again. `words` say why, for the buyer. Raises Refused (field "words")
    without them, Changed where the time is over or the buyer has said that it arrived."""
    words, row = why_taken_back(words), _locked(row)
    if not may_take_back(row):
        raise Changed(too_late())
    return REFUND.change(row, "take_back", note={"words": words}, done_at=None, missed_at=None)


def why_taken_back(words: str) -> str:
    """The sentence, in one line. Raises Refused (field "words") where there is none, or too much."""
    words = " ".join((words or "").split())
    if len(words) < LEAST:
        raise Refused(_("Write a reason: the buyer reads it."), "words")
    if len(words) > LONGEST:
        raise Refused(_("That is %(length)s characters; there is room for %(most)s.", length=len(words), most=LONGEST), "words")
    return words


def may_take_back(row: Refund) -> bool:
    """Whether its seller can still say that it was not paid back after all."""
    if row.payment.mode != "direct" or row.state != "done" or row.arrived_at is not None:
        return False
    return row.missed_at is not None or in_time(row.done_at)


def in_time(said_at: datetime | None) -> bool:
    """Whether what was said then can still be taken back, as far as time goes."""
    return said_at is not None and clock.now() < said_at + TAKE_BACK


def too_late() -> str:
    """Why it cannot be taken back (any more)."""
    return _("This can no longer be taken back. Have a look at how it stands now.")


@db.verb
def arrived(row: Refund) -> bool:
    """The buyer has it. Said twice, it is true once; returns whether this was the first time."""
    row = _said(row)
    if row.arrived_at is not None:
        return False
    Refund.update(arrived_at=clock.now(), missed_at=None).where(Refund.id == row.id).execute()
    events.record("refund.arrived", subject=f"refund:{row.id}", shop=row.shop_id)
    return True


@db.verb
def missing(row: Refund) -> bool:
    """The buyer does not have it. Nothing else changes: the seller looks, and takes back what was said where it is wrong. Returns whether
    this was the first time; raises Changed for what has arrived."""
    row = _said(row)
    if row.arrived_at is not None:
        raise Changed(_("You said that it arrived."))
    if row.missed_at is not None:
        return False
    Refund.update(missed_at=clock.now()).where(Refund.id == row.id).execute()
    events.record("refund.missing", subject=f"refund:{row.id}", shop=row.shop_id)
    return True


def _said(row: Refund) -> Refund:
    """The refund, of which its seller says that it was paid back."""
    row = _locked(row)
    if row.payment.mode != "direct" or row.state != "done":
        raise Changed
    return row


def _locked(row: Refund) -> Refund:
    return db.locked(Refund.across_shops().where(Refund.id == row.id)).get()
