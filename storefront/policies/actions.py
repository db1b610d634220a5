"""Publishing a new version."""

import json
from datetime import datetime, timedelta

from storefront.kit import clock, db, events
from storefront.kit.errors import Changed, Refused
from storefront.kit.i18n import gettext as _
from storefront.policies import reading, rules
from storefront.policies.events import Published
from storefront.policies.models import PolicyVersion
from storefront.policies.rules import Policies

FURTHEST = timedelta(days=366)
_LOCK = 7240553  # of PostgreSQL's advisory locks: one publication at a time


@db.verb
def publish(wanted: Policies, person=None, effective_at: datetime | None = None, note: str = "", based_on: int | None = None):
    """Publish a version and return its row. From now on, or from `effective_at`.

    `based_on` is the number of the newest version that `wanted` was made from: Changed where another one was published
    meanwhile. Raises Refused, with the field, for what is out of bounds and for what changes nothing.
    """
    rules.check(wanted)
    if not db.on_sqlite():
        db.database.execute_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
    now, last = clock.now(), reading.newest()
    if based_on is not None and based_on != (last.id if last else 0):
        raise Changed(_("Somebody else published meanwhile. Have a look at what holds now, then write it again."))
    if effective_at is not None and effective_at > now + FURTHEST:
        raise Refused(_("Choose a moment within a year."), "effective_at")
    reading.refresh()
    held = reading.current()
    if not (last and last.id > held.number) and wanted == held:
        raise Refused(_("This changes nothing."))
    row = PolicyVersion.create(
        published_at=now,
        effective_at=max(now, effective_at or now),
        published_by=person.id if person else None,
        note=note.strip()[:300],
        data=json.dumps(wanted.as_dict(), ensure_ascii=False, sort_keys=True),
    )
    changed = [name for name, _before, _after in rules.differences(held, wanted)]
    events.record(
        Published(row.id), subject=f"policies:{row.id}", effective_at=row.effective_at.isoformat(), changed=changed, note=row.note
    )
    db.on_commit(reading.refresh)
    return row
