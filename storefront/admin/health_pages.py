"""Health: tiles that say how much failed or is slow, each with its list; what waits; and which versions run."""

import platform
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import metadata
from pathlib import Path

import peewee
from flask import request

from storefront import accounts, policies
from storefront.admin import actions, frame, pace, ticking
from storefront.admin.forms import OffForm
from storefront.admin.models import PageFault
from storefront.kit import audit, clock, db, happenings, hypermedia, ids, jobs, security
from storefront.kit.errors import NotFound
from storefront.kit.events import Delivery, Event
from storefront.kit.i18n import gettext as _
from storefront.kit.i18n import lazy_gettext as _l
from storefront.kit.jobs import JobFailure
from storefront.kit.post import Message

bp = accounts.admin_blueprint("health_admin", __name__)
bp.after_request(security.private)
SHOWN = 25
MOST = 100
LIBRARIES = ("flask", "granian", "peewee", "huey", "jinja2", "pillow", "cryptography")


def _failed_deliveries() -> peewee.ModelSelect:
    return ticking.LISTS["deliveries"].rows().select(Delivery, Event).join(Event)


def _late_deliveries() -> peewee.ModelSelect:
    return Delivery.select(Delivery, Event).join(Event).where(Delivery.state == "waiting", Delivery.next_at <= clock.now())


@dataclass(frozen=True)
class List:
    """One list of this page: its words, what is in it (None: in memory), and how a line of it is drawn."""

    words: object
    nothing: object
    rows: Callable[[], peewee.ModelSelect] | None
    kind: str


LISTS = {
    "jobs": List(_l("Jobs that failed"), _l("No job failed."), JobFailure.select, "job"),
    "deliveries": List(_l("Deliveries that were given up"), _l("No delivery was given up."), _failed_deliveries, "delivery"),
    "texts": List(_l("Texts that could not be sent"), _l("Every text left."), ticking.LISTS["texts"].rows, "message"),
    "mails": List(_l("Mails that could not be sent"), _l("Every mail left."), ticking.LISTS["mails"].rows, "message"),
    "errors": List(_l("Pages that failed"), _l("No page failed."), PageFault.select, "fault"),
    "slow": List(_l("Slow pages"), _l("No answer took longer than a second."), None, "slow"),
    "waiting": List(_l("Deliveries that wait"), _l("Nothing waits."), _late_deliveries, "delivery"),
    "leaving": List(_l("Messages that wait"), _l("Nothing waits."), lambda: Message.select().where(Message.state == "waiting"), "message"),
}  # fmt: skip
QUIET = ("waiting", "leaving")  # a number there is no alarm


@bp.get("/health")
@accounts.needs("operator")
def index():
    """The tiles, polled by themselves: 204 while nothing has changed; and what runs."""
    tiles = [(_counted(name), each.words, f"/admin/health/{name}", name not in QUIET) for name, each in LISTS.items()]
    stamp = "-".join(str(count) for count, *_rest in tiles)
    if hypermedia.wants_fragment() and request.args.get("seen") == stamp:
        return hypermedia.nothing()
    swept, held = jobs.stands()
    return hypermedia.page(
        "admin/health.html", tiles=[(_many(count) if count >= MOST else count, *rest) for count, *rest in tiles], stamp=stamp,
        facts=_facts(swept), versions=_versions(), particulars=policies.current().particulars, held=held,
        nav=frame.nav("health"),
    )  # fmt: skip


def _counted(name: str) -> int:
    """How long a list is; counted no further than a hundred."""
    rows = LISTS[name].rows
    if rows is None:
        return len(pace.slow())
    query = rows()
    return query.select(query.model.id).limit(MOST).count()


@bp.get("/health/<any(jobs, deliveries, texts, mails, errors, slow, waiting, leaving):what>")
@accounts.needs("operator")
def show(what):
    """One list, newest first, by keys."""
    each = LISTS[what]
    return hypermedia.page(
        "admin/health_list.html", what=what, each=each, nav=frame.nav("health"), moment=frame.moment, q=request.args.get("q", "").strip()[:8],
        slowest=pace.slowest(SHOWN) if each.rows is None else (), called=happenings.called, thing=happenings.thing, **_page_of(what),
    )  # fmt: skip


def _page_of(what: str) -> dict:
    each = LISTS[what]
    if each.rows is None:
        return {"rows": pace.slow(), "older": None, "newest": None}
    query, before = each.rows(), ids.number(request.args.get("before"), 2**63 - 1)
    model = query.model
    if before:
        query = query.where(model.id < before)
    reference = request.args.get("q", "").strip().lower()[:8]
    if reference and model is PageFault:
        query = query.where(PageFault.reference == reference)
    rows = list(query.order_by(model.id.desc()).limit(SHOWN + 1))
    for row in rows if model is Message else ():
        _mask(row)
    newest = rows[0].id if what in ticking.LISTS and len(rows) > 1 and not before else None  # all up to it can be ticked off
    return {"rows": rows[:SHOWN], "older": rows[SHOWN - 1].id if len(rows) > SHOWN else None, "newest": newest}


def _mask(message: Message) -> None:
    message.masked = actions.masked(message.to)
    message.problem = message.error.replace(message.to, message.masked)


def _facts(swept: datetime | None) -> list[tuple[str, str]]:
    """When the worker last did something, in words."""
    end = audit.ChainEnd.get_or_none()
    return [
        (_("Last sweep of deadlines"), frame.moment(swept) if swept else _("not yet")),
        (
            _("Events sealed up to"),
            _("number %(number)s, %(when)s", number=end.event_id, when=frame.moment(end.at)) if end else _("not yet"),
        ),
        (_("Jobs that wait"), _many(jobs.waiting_count(MOST))),
    ]


def _many(count: int) -> str:
    return f"{MOST}+" if count >= MOST else str(count)


@cache
def _own_version() -> str:
    """As pyproject.toml says."""
    import tomllib

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
    return hypermedia.leave("/admin/health/deliveries")


@bp.post("/health/messages/<int:message_id>")
@accounts.needs("operator")
def retry_message(message_id):
    """Try again to send a text or mail."""
    message = Message.get_or_none(Message.id == message_id)
    if message is None:
        raise NotFound
    actions.retry_message(message.id)
    return hypermedia.leave(f"/admin/health/{message.channel}s")


@bp.post("/health/jobs/<int:failure_id>")
@accounts.needs("operator")
def dismiss(failure_id):
    """Somebody has looked at it."""
    actions.dismiss_failure(failure_id)
    return hypermedia.leave("/admin/health/jobs")


# --- not worth another try -------------------------------------------------------------------------------------------------


def _off(what: str, number: int, upto: int, status: int = 200, form: OffForm | None = None):
    row = ticking.one(what, number) if number else None
    count = 0 if number else ticking.count(what, upto)
    if not number and not count:
        raise NotFound
    if isinstance(row, Message):
        _mask(row)
    return hypermedia.page(
        "admin/health_off.html", status, what=what, each=LISTS[what], row=row, count=count, upto=upto, form=form or OffForm(),
        nav=frame.nav("health"), moment=frame.moment, called=happenings.called, thing=happenings.thing,
    )  # fmt: skip


def _upto(what: str) -> int:
    return ids.number(request.args.get("upto"), 2**63 - 1) or ticking.newest(what)


@bp.get("/health/<any(texts, mails, deliveries):what>/<int:number>/off")
@accounts.needs("operator")
def before_off(what, number):
    """What failed, and a place for the reason to tick it off."""
    return _off(what, number, 0)


@bp.post("/health/<any(texts, mails, deliveries):what>/<int:number>/off")
@accounts.needs("operator")
def off(what, number):
    """Tick it off."""
    form = OffForm(request.form)
    if not form.validate():
        return _off(what, number, 0, 422, form)
    ticking.tick_off(what, number, form.reason.data)
    return hypermedia.leave(f"/admin/health/{what}")


@bp.get("/health/<any(jobs, texts, mails, deliveries):what>/off")
@accounts.needs("operator")
def before_all_off(what):
    """How many there are, up to the newest that was seen, and a place for the reason."""
    return _off(what, 0, _upto(what))


@bp.post("/health/<any(jobs, texts, mails, deliveries):what>/off")
@accounts.needs("operator")
def all_off(what):
    """Tick off the whole list."""
    form = OffForm(request.form)
    if not form.validate():
        return _off(what, 0, _upto(what), 422, form)
    ticking.tick_off_all(what, _upto(what), form.reason.data)
    return hypermedia.leave(f"/admin/health/{what}")
