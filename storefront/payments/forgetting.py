"""What a payment service told us may name people, so its words are kept as long as somebody may have to look into them, and no longer.

That it told, about which payment and what became of it, stays: a notice that comes again still works once. Notices that were refused
are nobody's, and go as a whole.
"""

from datetime import timedelta

import peewee

from storefront.kit import clock, db
from storefront.ledger import Account, Freeze
from storefront.payments.models import LIVE, Capture, Notice, Payment, Refund

_kept = {"days": 180}


def configure(days: int) -> None:
    """Take how many days words are kept."""
    _kept["days"] = days


@db.verb
def forget_due(limit: int = 200) -> None:
    """Sweep: words of long ago, the oldest first."""
    now = clock.now()
    old = Notice.words_gone_at.is_null() & (Notice.at < now - timedelta(days=_kept["days"]))
    found = [number for (number,) in Notice.select(Notice.id).where(old, ~_needed()).order_by(Notice.at).limit(limit).tuples()]
    if found:
        Notice.delete().where(Notice.id.in_(found), Notice.outcome == "refused").execute()
        Notice.update(body="", words_gone_at=now).where(Notice.id.in_(found)).execute()


def _needed() -> peewee.Expression:
    """The payment is open, its money is held, on its way back or in question; or money of the service fits nothing as yet."""
    back = Refund.across_shops(Refund.id).where(Refund.payment == Payment.id, Refund.state.in_(("asked", "sent", "failed")))
    held = Account.select(Account.id).where(
        Account.kind == "escrow",
        Account.key == Payment.reference,
        Account.currency == Payment.currency,
        Account.balance_minor > 0,
    )
    in_question = Freeze.select(Freeze.id).where(Freeze.order_id.cast("TEXT") == Payment.reference, Freeze.ended_at.is_null())
    open_ = Payment.across_shops(Payment.id).where(
        Payment.code == Notice.about,
        Payment.state.in_(LIVE) | peewee.fn.EXISTS(back) | peewee.fn.EXISTS(held) | peewee.fn.EXISTS(in_question),
    )
    stray = Capture.select(Capture.id).where(Capture.provider == Notice.provider, Capture.outcome == "suspense")
    return peewee.fn.EXISTS(open_) | (Notice.outcome.in_(("suspense", "unknown")) & peewee.fn.EXISTS(stray))
