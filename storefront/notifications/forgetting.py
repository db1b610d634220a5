"""A notice is for looking at: what it tells of has a page of its own, so it goes when it is old, read or not."""

from datetime import timedelta

from storefront.kit import clock, db
from storefront.notifications.models import Notice

_kept = {"days": 365}


def configure(config) -> None:
    """Take how many days notices are kept (once, by app.py)."""
    _kept["days"] = config.notice_days


@db.verb
def forget_old(limit: int = 500) -> None:
    """Sweep: the oldest ones, in the order in which they were written."""
    before = clock.now() - timedelta(days=_kept["days"])
    oldest = list(Notice.select(Notice.id, Notice.at).order_by(Notice.id).limit(limit).tuples())
    found = [number for number, at in oldest if at < before]
    if found:
        Notice.delete().where(Notice.id.in_(found)).execute()
