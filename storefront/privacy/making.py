"""Making an export: every keeper is one step, and its page sees how far it is."""

import json

from storefront.kit import clock, db, jobs, log
from storefront.kit.about import About
from storefront.kit.errors import Changed
from storefront.privacy import whom
from storefront.privacy.models import EXPORT, NOBODYS, Export
from storefront.privacy.registry import keepers
from storefront.privacy.rules import PERIODS, STUCK, TRIES, absolute


@jobs.task
def make(export_id: int) -> None:
    """Put everything together. Begun again after a crash, it starts anew."""
    row = Export.get_or_none(Export.id == export_id)
    if row is None or not _begin(row):
        return
    about = whom.about_row(row)
    found: dict = {}
    for done, (_name, keeper) in enumerate(keepers, 1):
        found |= keeper.export(about)
        Export.update(steps_done=min(done, row.steps_count)).where(Export.id == row.id, Export.state == "making").execute()
    _finish(row, written(about, found))


@db.verb
def _begin(row: Export) -> bool:
    now = clock.now()
    if row.state == "making":  # whoever began it has died
        free = (Export.state == "making") & (Export.begun_at <= now - STUCK)
        return bool(Export.update(begun_at=now, steps_done=0, tries=Export.tries + 1).where(Export.id == row.id, free).execute())
    if row.state != "asked":
        return False
    try:
        EXPORT.change(row, "begin", begun_at=now, tries=Export.tries + 1)
    except Changed:
        return False
    return True


def written(about: About, found: dict) -> str:
    """The file: whom it is about, when it was made, and everything by heading."""
    whole = {
        "market": PERIODS.market,
        "address": PERIODS.base_url,
        "made_at": clock.now().isoformat(),
        "links_good_until": (clock.now() + PERIODS.keep).isoformat(),
        "person": {"phone": about.phone or None, "email": about.email or None, "account": about.person is not None},
        "amounts": "in minor units of the currency beside them",
        "data": absolute(found, PERIODS.base_url),
    }
    return json.dumps(whole, ensure_ascii=False, indent=1, default=str)


@db.verb
def _finish(row: Export, content: str) -> None:
    now = clock.now()
    row.state = "making"
    try:
        EXPORT.change(row, "finish", content=content, made_at=now, ends_at=now + PERIODS.keep, steps_done=row.steps_count)
    except Changed:
        log.info("export.too_late", export=row.id)  # its person was forgotten meanwhile, or somebody else had made it


def sweep() -> None:
    """Every minute: end what is over, and begin again what was left lying."""
    now = clock.now()
    jobs.each(_end, Export.select().where(Export.state == "ready", Export.ends_at <= now).order_by(Export.id).limit(100))
    left = (Export.state == "making") & (Export.begun_at <= now - STUCK) | (Export.state == "asked") & (
        Export.asked_at <= now - STUCK
    )
    jobs.each(_again_or_fail, Export.select().where(left).order_by(Export.id).limit(20))


@db.verb
def _end(row: Export) -> None:
    EXPORT.change(row, "end", **NOBODYS)


@db.verb
def _again_or_fail(row: Export) -> None:
    if row.tries >= TRIES and row.state == "making":
        EXPORT.change(row, "fail")
    else:
        make.later(row.id)
