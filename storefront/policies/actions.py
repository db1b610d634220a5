"""Publishing a new version."""

from datetime import datetime, timedelta

from storefront.kit import clock, db
from storefront.kit.errors import Changed, Refused
from storefront.kit.i18n import gettext as _
from storefront.policies import planning, reading, rules, writing
from storefront.policies.carrying import carried
from storefront.policies.models import PolicyVersion
from storefront.policies.rules import Policies

FURTHEST = timedelta(days=366)


@db.verb
def publish(
    wanted: Policies,
    person=None,
    effective_at: datetime | None = None,
    note: str = "",
    based_on: int | None = None,
    made_from: Policies | None = None,
) -> PolicyVersion:
    """Publish a version and return its row. From now on, or from `effective_at`; what is planned for later stays planned.

    What counts is what `wanted` changes of `made_from` (default: of what holds now): that is changed of what will hold then. `based_on`
    is the number of the newest version when it was written: Changed where another one was published meanwhile. Raises Refused, with the
    field, for what is out of bounds, for what changes nothing, and where something else is planned for the same moment.
    """
    rules.check(wanted)
    writing.one_at_a_time()
    now, last = clock.now(), reading.newest()
    if based_on is not None and based_on != (last.id if last else 0):
        raise Changed(_("Somebody else published meanwhile. Have a look at what holds now, then write it again."))
    if effective_at is not None and effective_at > now + FURTHEST:
        raise Refused(_("Choose a moment within a year."), "effective")
    reading.refresh()
    planning.check_moment(effective_at)
    moment = max(now, effective_at or now)
    held = reading.held_at(moment)
    wanted = carried(held, made_from or reading.current(), wanted)
    rules.check(wanted)
    if wanted == held:
        raise Refused(_("This changes nothing."))
    later = [row for row in reading.planned() if row.effective_at > moment]
    row = writing.write(wanted, held, moment, person, note)
    planning.carry(later, held, wanted, person)
    db.on_commit(reading.refresh)
    return row
