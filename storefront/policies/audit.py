"""The oracle's part: what was published is readable, within bounds, in order, and on record."""

import json

import peewee

from storefront.kit import db
from storefront.kit.errors import Refused
from storefront.kit.events import Event
from storefront.policies import reading, rules
from storefront.policies.models import PolicyVersion


def problems() -> list[str]:
    """What is wrong with the published versions, as sentences."""
    found, before = [], None
    for row in PolicyVersion.select().order_by(PolicyVersion.id):
        name = f"policies: version {row.id}"
        try:
            rules.check(reading.version(row))
        except (ValueError, TypeError, KeyError, Refused) as wrong:
            found.append(f"{name} does not hold what it may: {getattr(wrong, 'sentence', wrong)}")
        if before is not None and row.published_at < before:
            found.append(f"{name} was published before the one before it")
        before = row.published_at
    recorded = {number for (number,) in db.asked(_recorded)}
    told = {json.loads(data)["version"] for (data,) in db.asked(_events)}
    if recorded != told:
        found.append(f"policies: versions {sorted(recorded ^ told)} are not both a row and an event")
    return found


def _recorded() -> peewee.ModelSelect:
    return PolicyVersion.select(PolicyVersion.id)


def _events() -> peewee.ModelSelect:
    return Event.select(Event.data).where(Event.kind == "policies.Published")
