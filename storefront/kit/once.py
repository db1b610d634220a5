"""Posts that happen once: a key, what was sent with it, and the answer it got.

The row is written in the transaction of the work itself, so a crash leaves neither. The same key with the same content gets
the first answer again; with other content it is refused; a key belongs to one scope (a shop, a buyer's bag), so nobody replays
somebody else's.
"""

import hashlib
import json
from datetime import timedelta

import peewee

from storefront.kit import clock, db
from storefront.kit.errors import Refused
from storefront.kit.i18n import gettext as _
from storefront.kit.prepared import one, prepared


class Once(db.Base):
    """One key that was used."""

    scope = peewee.CharField(80)
    key = peewee.CharField(64)
    body = peewee.CharField(64)
    result = peewee.CharField(200, null=True)
    at = db.UTCDateTimeField()

    class Meta:
        table_name = "once"
        primary_key = peewee.CompositeKey("scope", "key")


@prepared
def _write(scope, key, body, at):
    new = Once.insert(scope=scope, key=key, body=body, at=at)
    return new.on_conflict(conflict_target=[Once.scope, Once.key], action="IGNORE").as_rowcount()


@one
def _row(scope, key):
    return Once.select().where(Once.scope == scope, Once.key == key)


@prepared
def _keep(scope, key, result):
    return Once.update(result=result).where(Once.scope == scope, Once.key == key)


def claim(scope: str, key: str, body: dict) -> str | None:
    """Claim a key inside the running transaction. None: it is new, do the work and call `keep`. Text: the first result, replay it.

    Raises Refused where the key was used with other content.
    """
    digest = hashlib.sha256(json.dumps(body, sort_keys=True, default=str, ensure_ascii=False).encode()).hexdigest()
    if _write(scope, key, digest, clock.now()):
        return None
    row = _row(scope, key)
    if row.body != digest:
        raise Refused(_("This form was sent before with other content. Reload the page and look at what was done."))
    return row.result or ""


def keep(scope: str, key: str, result: str) -> None:
    """Remember the result of the work that `claim` allowed."""
    _keep(scope, key, result)


def result(scope: str, key: str) -> str | None:
    """The result kept for a key, or None."""
    row = _row(scope, key)
    return row.result if row is not None else None


def forget_old() -> None:
    """Sweep: drop keys older than two days."""
    Once.delete().where(Once.at < clock.now() - timedelta(days=2)).execute()
