"""Health: what failed and can be tried again, what waits, how long pages take, and which versions run."""

import platform
import tomllib
from functools import cache
from importlib import metadata
from pathlib import Path

from storefront import accounts
from storefront.admin import actions, frame, pace
from storefront.kit import audit, clock, db, hypermedia, jobs, security
from storefront.kit.events import Delivery, Event
from storefront.kit.i18n import gettext as _
from storefront.kit.jobs import JobFailure
from storefront.kit.post import Message

bp = accounts.admin_blueprint("health_admin", __name__)
bp.after_request(security.private)
SHOWN = 20
MOST = 100
LIBRARIES = ("flask", "granian", "peewee", "huey", "jinja2", "pillow", "cryptography")


@bp.get("/health")
@accounts.needs("operator")
def index():
    """Everything on one page."""
    given_up = Delivery.select(Delivery, Event).join(Event).where(Delivery.state == "failed").order_by(Delivery.next_at)
    unsent = list(Message.select().where(Message.state == "failed").order_by(Message.next_at).limit(SHOWN))
    for message in unsent:
        message.masked = actions.masked(message.to)
        message.problem = message.error.replace(message.to, message.masked)
    return hypermedia.page(
        "admin/health.html", failures=list(JobFailure.select().order_by(JobFailure.id).limit(SHOWN)), deliveries=list(given_up.limit(SHOWN)),
        messages=unsent, facts=_facts(), slow=pace.slowest(), failed=pace.failed(), versions=_versions(), nav=frame.nav("health"), moment=frame.moment,
    )  # fmt: skip


def _facts() -> list[tuple[str, str]]:
    """What waits and when the worker last did something, in words."""
    now, swept, end = clock.now(), jobs.swept_at(), audit.ChainEnd.get_or_none()
    waiting = Delivery.select(Delivery.id).where(Delivery.state == "waiting", Delivery.next_at <= now).limit(MOST).count()
    leaving = Message.select(Message.id).where(Message.state == "waiting").limit(MOST).count()
    return [
        (_("Last sweep of deadlines"), frame.moment(swept) if swept else _("not yet")),
        (
            _("Events sealed up to"),
            _("number %(number)s, %(when)s", number=end.event_id, when=frame.moment(end.at)) if end else _("not yet"),
        ),
        (_("Deliveries that wait"), _many(waiting)),
        (_("Messages that wait"), _many(leaving)),
        (_("Jobs that wait"), _many(jobs.waiting_count(MOST))),
    ]


def _many(count: int) -> str:
    return _("%(num)s or more", num=MOST) if count >= MOST else str(count)


@cache
def _own_version() -> str:
    """As pyproject.toml says."""
    return tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())["project"]["version"]


def _versions() -> list[tuple[str, str]]:
    engine = db.database.execute_sql("SELECT sqlite_version()" if db.on_sqlite() else "SHOW server_version").fetchone()[0]
    rows = [
        ("Microstore", _own_version()),
        ("Python", platform.python_version()),
        ("SQLite" if db.on_sqlite() else "PostgreSQL", engine),
    ]
    for name in LIBRARIES:
        try:
            rows.append((name, metadata.version(name)))
        except metadata.PackageNotFoundError:
            continue
    return rows


@bp.post("/health/deliveries/<int:delivery_id>")
@accounts.needs("operator")
def retry_delivery(delivery_id):
    """Try again to tell a listener."""
    actions.retry_delivery(delivery_id)
    return hypermedia.leave("/admin/health#deliveries")


@bp.post("/health/messages/<int:message_id>")
@accounts.needs("operator")
def retry_message(message_id):
    """Try again to send a text or mail."""
    actions.retry_message(message_id)
    return hypermedia.leave("/admin/health#messages")


@bp.post("/health/jobs/<int:failure_id>")
@accounts.needs("operator")
def dismiss(failure_id):
    """Somebody has looked at it."""
    actions.dismiss_failure(failure_id)
    return hypermedia.leave("/admin/health#jobs")
