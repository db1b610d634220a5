"""What waits for a person, riskiest and oldest first. A fixed number of queries; nothing is counted past a hundred."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from storefront.kit import clock, jobs, registry
from storefront.kit.events import Delivery, Event
from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import ngettext
from storefront.kit.jobs import JobFailure
from storefront.kit.post import Message
from storefront.payments import notices
from storefront.shops.models import Shop

MOST = 100
LATE = timedelta(minutes=5)  # the worker looks every second
NOW, SOON, LOOK = 3, 2, 1  # how much is at risk while nobody looks: people's money or everything, something, little


@dataclass(frozen=True)
class Waiting:
    """Work of one kind: how much, in words, where it is done, and since when the oldest of it waits (None: not known)."""

    count: int
    words: str
    url: str
    risk: int
    since: datetime | None = None
    icon: str = "circle-alert"


def waiting() -> list[Waiting]:
    """Everything that waits."""
    own = (_stuck, _failed_jobs, _failed_deliveries, _failed_messages, _refused_notices, _unchecked_shops)
    rows = [row for look in own if (row := look()) is not None]
    rows += [_of_panel(*panel) for panel in registry.slots["admin.queue"].render()]
    return sorted(rows, key=lambda row: (-row.risk, row.since is None, row.since or clock.now(), row.words))


ICONS = {"/admin/cases": "scale", "/admin/reports": "flag", "/admin/verify": "badge-check"}


def _of_panel(count: int, words: str, url: str, hot: bool, since: datetime | None = None) -> Waiting:
    return Waiting(count, f"{_many(count)} {words}", url, NOW if hot else LOOK, since, ICONS.get(url, "wallet"))


def _some(query) -> list[datetime]:
    """The moments of a query's rows, at most a hundred."""
    return sorted(moment for (moment,) in query.limit(MOST).tuples())


def _many(count: int) -> str:
    """A count as it is said: further than a hundred nobody counted."""
    return f"{MOST}+" if count >= MOST else str(count)


def _stuck() -> Waiting | None:
    """What should have left minutes ago: the job worker does not run, or does not keep up."""
    overdue = clock.now() - LATE
    late = []
    for each in (Delivery, Message):
        late += _some(each.select(each.next_at).where(each.state == "waiting", each.next_at < overdue).order_by(each.next_at))
    swept = jobs.swept_at()
    if swept is not None and swept < overdue:
        late.append(swept)
    if not late:
        return None
    words = _("The job worker does not run, or cannot keep up: nothing is delivered and no deadline is kept.")
    return Waiting(len(late), words, "/admin/health", NOW, min(late), "activity")


def _failed_jobs() -> Waiting | None:
    found = _some(JobFailure.select(JobFailure.at).order_by(JobFailure.id))
    words = ngettext("%(num)s job failed", "%(num)s jobs failed", len(found), num=_many(len(found)))
    return Waiting(len(found), words, "/admin/health/jobs", SOON, found[0]) if found else None


def _failed_deliveries() -> Waiting | None:
    found = _some(Delivery.select(Event.at).join(Event).where(Delivery.state == "failed").order_by(Delivery.next_at))
    words = ngettext("%(num)s delivery was given up", "%(num)s deliveries were given up", len(found), num=_many(len(found)))
    return Waiting(len(found), words, "/admin/health/deliveries", SOON, found[0]) if found else None


def _failed_messages() -> Waiting | None:
    failed = Message.select(Message.channel, Message.created_at).where(Message.state == "failed").order_by(Message.next_at)
    found = list(failed.limit(MOST).tuples())
    words = ngettext("%(num)s message could not be sent", "%(num)s messages could not be sent", len(found), num=_many(len(found)))
    url = "/admin/health/texts" if any(channel == "text" for channel, _at in found) else "/admin/health/mails"
    return Waiting(len(found), words, url, SOON, min(at for _channel, at in found), "mail") if found else None


def _refused_notices() -> Waiting | None:
    count = notices.refused_count(timedelta(days=1), MOST)
    words = ngettext(
        "%(num)s payment notice was refused in a day", "%(num)s payment notices were refused in a day", count, num=_many(count)
    )
    return Waiting(count, words, "/admin/payments", LOOK, None, "shield-check") if count else None


def _unchecked_shops() -> Waiting | None:
    selling = Shop.select(Shop.created_at).where(Shop.level == "none", Shop.orders_count > 0, Shop.state.in_(("open", "holiday")))
    found = _some(selling.order_by(Shop.id))
    words = ngettext(
        "%(num)s shop sells without a checked identity",
        "%(num)s shops sell without a checked identity",
        len(found),
        num=_many(len(found)),
    )
    return Waiting(len(found), words, "/admin/shops?state=unchecked", LOOK, found[0], "badge-check") if found else None


def total(rows: list[Waiting]) -> int:
    """How much waits in all, for the badge."""
    return sum(row.count for row in rows)


def stamp(rows: list[Waiting]) -> str:
    """Changes whenever the queue does: a polled queue answers 204 while it stays the same."""
    return "-".join(f"{row.risk}.{row.count}.{int(row.since.timestamp()) if row.since else 0}" for row in rows)
