"""The limits of the two-person rule, for one person: whoever raises such a limit does not decide alone by it."""

from storefront.kit import clock
from storefront.policies.models import PolicyVersion
from storefront.policies.reading import defaults, version
from storefront.policies.rules import Policies


def limit_of(held: Policies, name: str, person) -> int:
    """The limit `name` (minor units of the market's currency) for a person: as it is `held` now, and at most as it was before they
    themselves changed it. What somebody else published, or the command line, counts for everybody. Reads versions until the one that decides."""
    value = least = getattr(held, name)
    by = None
    if not held.number:  # nothing was published
        return least
    for row in PolicyVersion.select().where(PolicyVersion.effective_at <= clock.now()).order_by(PolicyVersion.id.desc()):
        earlier = getattr(version(row), name)
        if earlier != value:  # the row before was the first with the value so far
            if by != person.id:
                return least
            value, least = earlier, min(least, earlier)
        by = _publisher(row)
    return min(least, getattr(defaults(), name)) if by == person.id else least


def _publisher(row: PolicyVersion) -> int | None:
    """Who wanted it: of a plan that was carried over somebody else's publication, whoever planned it."""
    while row.carries is not None:
        row = row.carries
    return row.published_by_id
