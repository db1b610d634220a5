"""One row of the rules, with its event: the only place that writes one."""

import json
from datetime import datetime

from storefront.kit import clock, db, events
from storefront.policies import rules
from storefront.policies.events import Published
from storefront.policies.models import PolicyVersion
from storefront.policies.rules import Policies

_LOCK = 7240553  # of PostgreSQL's advisory locks: one publication at a time


def one_at_a_time() -> None:
    """Inside a transaction: nobody else publishes until it ends."""
    if not db.on_sqlite():
        db.database.execute_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")


def write(wanted: Policies, before: Policies, at: datetime, person, note: str = "", **of: int) -> PolicyVersion:
    """A version that holds from `at` on, where `before` would have held; `of` says what plan it carries or calls off."""
    now = clock.now()
    row = PolicyVersion.create(
        published_at=now,
        effective_at=max(now, at),
        published_by=person.id if person else None,
        note=note.strip()[:300],
        data=json.dumps(wanted.as_dict(), ensure_ascii=False, sort_keys=True),
        **of,
    )
    changed = [name for name, _before, _after in rules.differences(before, wanted)]
    events.record(
        Published(row.id), subject=f"policies:{row.id}", effective_at=row.effective_at.isoformat(), changed=changed, note=row.note, **of
    )  # fmt: skip
    return row
