"""What was published for later: in order, each a change of what holds at its moment, and each can be called off.

Rows are added and never changed, and of those whose moment has come the newest published one holds. So whatever is published for before
a plan would overtake it: the plan is published again right after, as a row that `carries` the former one, with its own changes on top
of what is new. A plan that is called off is overtaken by a row that changes nothing and `calls_off`; the other plans are carried over it.
"""

from collections.abc import Iterable
from datetime import datetime

from storefront.kit import clock, db
from storefront.kit.errors import Changed, Refused
from storefront.kit.i18n import gettext as _
from storefront.policies import reading, rules, writing
from storefront.policies.carrying import carried
from storefront.policies.models import PolicyVersion
from storefront.policies.rules import Policies


def check_moment(at: datetime | None) -> None:
    """Raise Refused where something else is planned for this very moment."""
    for row in reading.planned():
        if row.effective_at == at:
            raise Refused(
                _("Version %(number)s is planned for this moment already. Call it off, or choose another moment.", number=row.id),
                "effective",
            )


def carry(plans: Iterable[PolicyVersion], before: Policies, after: Policies, person) -> None:
    """Publish `plans`, the next one first, again: what the first changes of `before` it changes of `after`, and so on."""
    for row in plans:
        plan = reading.version(row)
        wanted = carried(after, before, plan)
        try:
            rules.check(wanted)
        except Refused as refusal:
            sentence = _("Together with version %(number)s, which is planned: %(why)s", number=row.id, why=refusal.sentence)
            raise Refused(sentence, refusal.field) from None
        writing.write(wanted, after, row.effective_at, person, row.note, carries=row.id)
        before, after = plan, wanted


@db.verb
def call_off(number: int, person) -> PolicyVersion:
    """A plan does not begin; the others stay, without what it would have changed. Raises Changed where it is no plan any more."""
    writing.one_at_a_time()
    reading.refresh()
    plans = reading.planned()
    place = next((place for place, row in enumerate(plans) if row.id == number), None)
    if place is None:
        raise Changed(_("This is not planned any more. Have a look at what is."))
    held, plan = reading.current(), plans[place]
    before = reading.version(plans[place - 1]) if place else held
    row = writing.write(held, held, clock.now(), person, calls_off=plan.id)
    carry(plans[:place], held, held, person)
    carry(plans[place + 1 :], reading.version(plan), before, person)
    db.on_commit(reading.refresh)
    return row
