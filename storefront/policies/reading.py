"""What holds now, kept in memory; and what was published before."""

import json
import threading
from datetime import UTC, datetime

import peewee

from storefront.kit import clock, db, ids, pagecache
from storefront.kit.config import Config
from storefront.policies.models import PolicyVersion
from storefront.policies.rules import Policies

EVERY_PAGE = pagecache.EVERY
LOOK_EVERY = 1.0  # seconds, where other processes publish too
_LONG_AGO = datetime.min.replace(tzinfo=UTC)

_defaults = Policies()
_known: tuple[tuple[datetime, Policies], ...] | None = None  # newest first; the last one holds where none before it has begun
_others, _looked_at = False, 0.0
_reading = threading.Lock()  # who reads first also writes first: nobody puts an older answer over a newer one


def configure(config: Config) -> None:
    """Take the settings: they hold until something is published. Called when the app is made."""
    global _defaults, _others
    _defaults, _others = Policies.from_config(config), False
    forget()


def watch() -> None:
    """Other processes publish too: from now on look once a second."""
    global _others
    _others = True


def forget() -> None:
    """Read again at the next look."""
    global _known
    _known = None


def nothing_published() -> None:
    """The database was emptied (tests): the settings hold."""
    global _known
    _known = ((_LONG_AGO, _defaults),)


def current() -> Policies:
    """What holds at this moment."""
    known = _looked()
    return known[0][1] if len(known) == 1 else _held(known, clock.now())


def held_at(moment: datetime) -> Policies:
    """What will hold at a later moment, as it is planned."""
    return _held(_looked(), moment)


def _held(known: tuple[tuple[datetime, Policies], ...], moment: datetime) -> Policies:
    return next((found for begins, found in known if begins <= moment), known[-1][1])


def _looked() -> tuple[tuple[datetime, Policies], ...]:
    known = _known
    if known is None or _others and ids.monotonic() - _looked_at >= LOOK_EVERY:
        known = _read_or(known)
    return known


def _read_or(known: tuple | None) -> tuple[tuple[datetime, Policies], ...]:
    """What the database says; what was `known` holds on while it cannot be asked, so that pages and refusals can be shown."""
    global _looked_at
    try:
        return refresh()
    except db.UNREACHABLE as error:
        if known is None or not db.is_away(error):
            raise
        _looked_at = ids.monotonic()
        return known


def refresh() -> tuple[tuple[datetime, Policies], ...]:
    """Read what holds and what is planned. Kept pages that are older go."""
    with _reading:
        return _refresh()


def _refresh() -> tuple[tuple[datetime, Policies], ...]:
    global _known, _looked_at
    looked_at = ids.monotonic()
    begun = PolicyVersion.select(peewee.fn.MAX(PolicyVersion.id)).where(PolicyVersion.effective_at <= clock.now())
    rows = PolicyVersion.select().where(PolicyVersion.id >= peewee.fn.COALESCE(begun, 0)).order_by(PolicyVersion.id.desc())
    known = [(row.effective_at, version(row)) for row in rows]
    if not known or known[-1][0] > clock.now():
        known.append((_LONG_AGO, _defaults))
    _known, _looked_at = tuple(known), looked_at
    pagecache.versions.bump(EVERY_PAGE, known[0][1].number)
    return _known


def version(row: PolicyVersion) -> Policies:
    """A published version as it holds or held."""
    return Policies.from_dict(json.loads(row.data), _defaults, row.id)


def read_version(_tag: str) -> int:
    """The newest published number, for the page cache where several processes write."""
    return refresh()[0][1].number


def defaults() -> Policies:
    """What the settings say: it held before anything was published."""
    return _defaults


def seconds_to_change() -> float:
    """How long every page stays as it is by itself: until a plan, or a banner, begins or ends. Infinity where nothing is planned."""
    now, held = clock.now(), current()
    known = _known or ()
    moments = [moment for moment, found in known if moment > now and found.number > held.number]
    moments += [moment for banner in held.banners for moment in (banner.starts_at, banner.ends_at) if moment]
    return min(((moment - now).total_seconds() for moment in moments if moment > now), default=float("inf"))


# --- what was published -------------------------------------------------------------------------------------------------------------


def newest() -> PolicyVersion | None:
    """The last one published, whether its moment has come or not."""
    return PolicyVersion.select().order_by(PolicyVersion.id.desc()).first()


def planned() -> list[PolicyVersion]:
    """What was published and will hold later, the next one first. A plan that a newer one overtakes is none."""
    found: list[PolicyVersion] = []
    for row in PolicyVersion.select().where(PolicyVersion.id > current().number).order_by(PolicyVersion.id.desc()):
        if not found or row.effective_at < found[-1].effective_at:
            found.append(row)
    return found[::-1]


def history(before: int | None = None, limit: int = 20) -> list[tuple[PolicyVersion, Policies]]:
    """Publications, newest first, each with what would have held at its moment without it. Two queries."""
    query = PolicyVersion.select(PolicyVersion, _number_before().alias("former")).order_by(PolicyVersion.id.desc()).limit(limit)
    rows = list(query.where(PolicyVersion.id < before) if before else query)
    former = {row.id: version(row) for row in PolicyVersion.select().where(PolicyVersion.id.in_([row.former for row in rows]))}
    return [(row, former.get(row.former, _defaults)) for row in rows]


def _number_before() -> peewee.ModelSelect:
    """Of each version the number of the one that it followed: of those published before it that begin no later, the newest."""
    older = PolicyVersion.alias()
    earlier = (older.id < PolicyVersion.id) & (older.effective_at <= PolicyVersion.effective_at)
    return older.select(peewee.fn.MAX(older.id)).where(earlier)


def numbered(number: int) -> Policies:
    """The version with this number; what held before anything was published for a number that there is not."""
    row = PolicyVersion.get_or_none(PolicyVersion.id == number)
    return version(row) if row is not None else _defaults
