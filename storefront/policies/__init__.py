"""Policies: what the operator sets for the whole market, as published versions.

    policies.current()          what holds now: fees, caps, periods, words, banners, limits of the two-person rule, who runs it
    policies.publish(…)         a new version, from now or from a later moment; nothing is ever changed in place
    policies.planned()          what was published for later, in order; policies.call_off(…) ends a plan
    policies.history()          who published what, and when
    policies.limit_of(…)        a limit of the two-person rule for one person: not what they raised themselves

The settings of the installation are the defaults: they hold until something is published. A version is the whole of it, so that what
held at any moment can be read from one row. Of the versions whose moment has come the newest published one holds. What is planned for
later is a change of what will hold then: it stays planned whatever is published before (`planning`), until it begins or is called off.

`current()` costs nothing: each process keeps what it read, forgets it when it publishes, and where several processes write
(`watch()`) looks at most once a second whether another one published. Every kept public page goes with a new version, and none is kept
past the next moment at which a plan or a banner begins or ends.

Orders freeze what they were promised (`frozen`, read back with `of_order`), so a new version is for new orders.
"""

from storefront.policies.actions import publish
from storefront.policies.carrying import carried
from storefront.policies.events import Published
from storefront.policies.limits import limit_of
from storefront.policies.models import PolicyVersion
from storefront.policies.planning import call_off, check_moment
from storefront.policies.reading import (
    EVERY_PAGE,
    configure,
    current,
    defaults,
    forget,
    held_at,
    history,
    newest,
    nothing_published,
    numbered,
    planned,
    read_version,
    refresh,
    seconds_to_change,
    version,
    watch,
)
from storefront.policies.rules import (
    BOUNDS,
    LEVELS,
    LONGEST_PARTICULARS,
    Banner,
    Cap,
    Fee,
    Policies,
    check,
    differences,
    frozen,
    of_order,
)

__all__ = [
    "BOUNDS", "EVERY_PAGE", "LEVELS", "LONGEST_PARTICULARS", "Banner", "Cap", "Fee", "Policies", "PolicyVersion", "Published", "call_off", "carried", "check", "check_moment", "configure", "current",
    "defaults", "differences", "forget", "frozen", "held_at", "history", "limit_of", "newest", "nothing_published", "numbered", "of_order", "planned", "publish", "read_version", "refresh",
    "seconds_to_change", "version", "watch",
]  # fmt: skip
