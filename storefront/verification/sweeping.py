"""Deadlines that nobody met, and papers whose time has come. Every minute, bounded, each check on its own."""

from storefront.kit import clock, db, events, jobs
from storefront.kit.errors import Changed
from storefront.verification import forgetting, papers
from storefront.verification.asking import enter
from storefront.verification.events import Forgotten, Lapsed, Overdue
from storefront.verification.models import CHECK, EDITABLE, WAITING, Check, Paper


@db.verb
def lapse(check: Check) -> Check:
    """Nothing was sent in time: it is over, and what was uploaded goes."""
    check = enter(check)
    if not CHECK.may(check, "lapse") or check.send_by is None or clock.now() < check.send_by:
        raise Changed
    return CHECK.change(check, "lapse", Lapsed(check.id), ended="lapsed", delete_at=clock.now(), send_by=None)


@db.verb
def market_late(check: Check) -> Check:
    """The market did not look in time. Nothing is decided by itself; whoever runs the market is told, once."""
    check = enter(check)
    if check.state not in WAITING or check.decide_by is None or clock.now() < check.decide_by or check.overdue_at:
        raise Changed
    Check.update(overdue_at=clock.now()).where(Check.id == check.id).execute()
    events.record(Overdue(check.id), subject=f"check:{check.id}", shop=check.shop_id)
    return check


def forget(check: Check) -> None:
    """Delete the papers of a check and the number on them. Files first, so that none is left where this stops half-way."""
    rows = list(Paper.of(check.shop_id).where(Paper.check == check.id))
    for paper in rows:
        papers.shred(paper)
    _note_forgotten(check, len(rows))


@db.verb
def _note_forgotten(check: Check, count: int) -> None:
    columns = {"forgotten_at": clock.now(), "delete_at": None, "number": None}
    due = (Check.id == check.id) & (Check.delete_at <= clock.now())
    if Check.update(**columns).where(due).execute():
        events.record(Forgotten(check.id), subject=f"check:{check.id}", shop=check.shop_id, papers=count)


def sweep(limit: int = 200) -> None:
    """Every minute: what is due, the oldest first."""
    now = clock.now()
    unsent = Check.across_shops().where(Check.state.in_(EDITABLE), Check.send_by <= now)
    jobs.each(lapse, unsent.order_by(Check.send_by).limit(limit))
    late = Check.across_shops().where(Check.state.in_(WAITING), Check.decide_by <= now, Check.overdue_at.is_null())
    jobs.each(market_late, late.order_by(Check.decide_by).limit(limit))
    jobs.each(forget, Check.across_shops().where(Check.delete_at <= now).order_by(Check.delete_at).limit(limit))
    forgetting.forget_names()
    for paper in papers.stranded(now):
        papers.shred(paper)
    jobs.each(papers.reseal, papers.of_older_keys())
