"""Statements of providers and banks: send a file, look at it as it would be read, take it in, go through what differs."""

import json
from datetime import timedelta

import peewee
from flask import request

from storefront import accounts
from storefront.kit import clock, dates, happenings, hypermedia, ids, security, web
from storefront.kit.errors import NotFound, Refused
from storefront.kit.i18n import gettext as _
from storefront.payments import Capture
from storefront.payments.providers import ProviderDown, gateways
from storefront.reconciliation import comparing, formats, taking, words
from storefront.reconciliation.forms import ColumnsForm, FetchForm, PeriodForm, ResolveForm, UploadForm, begin
from storefront.reconciliation.models import KINDS, Finding, Line, Statement

bp = accounts.admin_blueprint("statements_admin", __name__)
bp.after_request(security.private)
NAV = {"here": "money", "counts": {}}
SHOWN = 50  # findings on a page
SAMPLE = 20  # rows and faulty rows in a preview


def moment(at) -> str:
    """A moment on the market's own clock."""
    return dates.moment(at, web.config().time_zone)


def _zone() -> str:
    return web.config().time_zone


def _index(status: int = 200, form: UploadForm | None = None, fetch: FetchForm | None = None):
    form = form or UploadForm()
    form.source.choices = taking.sources_of_files()
    rows, more = taking.newest(ids.number(request.args.get("before")))
    yesterday = dates.local(clock.now(), _zone()).date() - timedelta(days=1)
    return hypermedia.page(
        "reconciliation/admin_statements.html", status, nav=NAV, rows=rows, more=more, form=form, moment=moment, source=words.source,
        state=words.statement_state, fetch=fetch or FetchForm(data={"day": yesterday.isoformat()}), offered=_offered(),
        most=formats.MOST_BYTES // 1_000_000,
    )  # fmt: skip


def _offered() -> list[tuple[str, str]]:
    """(key, name) of the gateways that offer a table of their own."""
    return [(key, str(gateway.name)) for key, gateway in gateways if hasattr(gateway, "settlement")]


@bp.get("/statements")
@accounts.needs("finance")
def index():
    """What came in, newest first, and a form for the next one."""
    return _index()


@bp.post("/statements")
@accounts.needs("finance")
def upload():
    """Send a file. The same file again leads to what it already is."""
    form, sent = UploadForm(request.form), request.files.get("file")
    try:
        if sent is None or not sent.filename:
            raise Refused(_("Choose a file."), "file")
        data = sent.stream.read(formats.MOST_BYTES + 1)
        row, _new = taking.upload(form.source.data or "", sent.filename, data, accounts.current())
    except Refused as refusal:
        form.refuse(refusal)
        return _index(422, form)
    return hypermedia.leave(f"/admin/statements/{row.code}")


@bp.post("/statements/fetch/<provider>")
@accounts.needs("finance")
def fetch(provider):
    """Ask a provider for its table of one day."""
    form, gateway = FetchForm(request.form), gateways.find(provider)
    if gateway is None or not hasattr(gateway, "settlement"):
        raise NotFound
    if not form.validate():
        return _index(422, fetch=form)
    start = begin(form.day.data, _zone())
    try:
        table = gateway.settlement(start, start + timedelta(days=1))
        row, _new = taking.upload(provider, f"{provider}-{form.day.data}.csv", table, accounts.current())
    except ProviderDown:
        form.day.errors = [_("%(provider)s does not answer. Try again in a moment.", provider=words.source(provider))]
        return _index(422, fetch=form)
    except Refused as refusal:
        form.day.errors = [refusal.sentence]
        return _index(422, fetch=form)
    return hypermedia.leave(f"/admin/statements/{row.code}")


# --- one statement -------------------------------------------------------------------------------------------------------------


def _show(row: Statement, status: int = 200, **forms):
    if row.state == "uploaded":
        return _preview(row, status, **forms)
    wanted = request.args.get("kind") if request.args.get("kind") in KINDS else ""
    settled = request.args.get("state") == "done"
    findings, more = _findings(row, wanted, settled)
    chips = [(_("To look at"), "", not wanted and not settled)]
    chips += [(words.kind(kind), f"?kind={kind}", kind == wanted) for kind in KINDS]
    chips += [(_("Done"), "?state=done", settled)]
    return hypermedia.page(
        "reconciliation/admin_statement.html", status, nav=NAV, row=row, moment=moment, source=words.source, stands=words.statement_state(row),
        here=f"/admin/statements/{row.code}",
        findings=findings, more=more, kind=words.kind, line_kind=words.line_kind, finding_state=words.finding_state, query=_query(wanted, settled),
        placed=_placed(findings), thing=happenings.thing,
        chips=[(text, f"/admin/statements/{row.code}{query}", here) for text, query, here in chips], resolve=forms.get("resolve") or {},
        last_day=row.ends_at - timedelta(days=1) if row.ends_at else None, day=lambda at: dates.day(dates.local(at, _zone()).date()),
    )  # fmt: skip


def _placed(findings: list[Finding]) -> set[str]:
    """The subjects that are captures of a payment, so that their order can be found. One query."""
    captures = [int(one.subject.removeprefix("capture:")) for one in findings if one.subject.startswith("capture:")]
    rows = Capture.select(Capture.id).where(Capture.id.in_(captures), Capture.payment.is_null(False)) if captures else ()
    return {f"capture:{row.id}" for row in rows}


def _query(wanted: str, settled: bool) -> str:
    return f"kind={wanted}&" if wanted else "state=done&" if settled else ""


def _findings(row: Statement, wanted: str, settled: bool) -> tuple[list[Finding], bool]:
    """A page of them with their lines, by keys."""
    other = Line.alias()
    rows = Finding.select(Finding, Line, other).join(Line, peewee.JOIN.LEFT_OUTER, on=(Finding.line == Line.id)).switch(Finding)
    rows = rows.join(other, peewee.JOIN.LEFT_OUTER, on=(Finding.other == other.id), attr="partner")
    rows = rows.where(Finding.statement == row.id, Finding.state != "open" if settled else Finding.state == "open")
    rows = rows.where(Finding.kind == wanted) if wanted else rows
    after = ids.number(request.args.get("after"))
    rows = rows.where(Finding.id > after) if after else rows
    found = list(rows.order_by(Finding.id).limit(SHOWN + 1))
    for one in found:
        one.name = words.kind(one.kind)
        one.form = ResolveForm(prefix=f"f{one.id}-")
    return found[:SHOWN], len(found) > SHOWN


def _preview(row: Statement, status: int = 200, columns: ColumnsForm | None = None, period: PeriodForm | None = None):
    read = taking.preview(row)
    options = formats.Options.from_dict(json.loads(row.options))
    if columns is None and row.format == "csv":
        columns = ColumnsForm(header=read.header, options=options)
    if period is None:
        first, last = row.starts_at, row.ends_at - timedelta(days=1) if row.ends_at else None
        days = [dates.local(at, _zone()).date().isoformat() if at else "" for at in (first, last)]
        period = PeriodForm(data={"starts": days[0], "ends": days[1]})
    return hypermedia.page(
        "reconciliation/admin_preview.html", status, nav=NAV, row=row, read=read, rows=read.rows[:SAMPLE], bad=read.bad[:SAMPLE], columns=columns,
        period=period, moment=moment, source=words.source, line_kind=words.line_kind, Money=formats.plain.Money, SAMPLE=SAMPLE,
    )  # fmt: skip


@bp.get("/statements/<code>")
@accounts.needs("finance")
def show(code):
    """A file as it would be read; or what became of it. Polled while it is worked on: 204 while nothing has changed."""
    row = taking.by_code(code)
    if hypermedia.wants_fragment() and request.args.get("seen") == f"{row.state}-{row.read_count}":
        return hypermedia.nothing()
    return _show(row)


@bp.post("/statements/<code>/columns")
@accounts.needs("finance")
def columns(code):
    """Read a table with another map of its columns."""
    row = taking.by_code(code)
    if row.state != "uploaded" or row.format != "csv":
        return hypermedia.leave(f"/admin/statements/{row.code}")
    form = ColumnsForm(request.form, header=taking.preview(row).header)
    try:
        if not form.validate():
            return _show(row, 422, columns=form)
        taking.map_columns(row, form.options())
    except Refused as refusal:
        form.refuse_or_raise(refusal)
        return _show(row, 422, columns=form)
    return hypermedia.leave(f"/admin/statements/{row.code}")


@bp.post("/statements/<code>/lines")
@accounts.needs("finance")
def take_in(code):
    """Take the lines in and compare them."""
    row, form = taking.by_code(code), PeriodForm(request.form)
    if row.state != "uploaded":
        return hypermedia.leave(f"/admin/statements/{row.code}")
    try:
        if not form.validate():
            return _show(row, 422, period=form)
        taking.take_in(row, *form.period(_zone()))
    except Refused as refusal:
        form.refuse_or_raise(refusal)
        return _show(row, 422, period=form)
    return hypermedia.leave(f"/admin/statements/{row.code}")


@bp.post("/statements/<code>/discard")
@accounts.needs("finance")
def discard(code):
    """Throw a file away that was not taken in."""
    taking.discard(taking.by_code(code))
    return hypermedia.leave("/admin/statements")


@bp.post("/statements/<code>/comparison")
@accounts.needs("finance")
def compare_again(code):
    """Compare it once more with the books as they are now."""
    row = taking.compare_again(taking.by_code(code))
    return hypermedia.leave(f"/admin/statements/{row.code}")


@bp.post("/statements/<code>/findings/<int:finding_id>")
@accounts.needs("finance")
def resolve(code, finding_id):
    """Say what a difference was."""
    row = taking.by_code(code)
    finding = Finding.get_or_none(Finding.id == finding_id, Finding.statement == row.id)
    if finding is None:
        raise NotFound
    form = ResolveForm(request.form, prefix=f"f{finding.id}-")
    try:
        if not form.validate():
            return _show(row, 422, resolve={finding.id: form})
        comparing.resolve(finding, accounts.current(), form.note.data)
    except Refused as refusal:
        form.refuse_or_raise(refusal)
        return _show(row, 422, resolve={finding.id: form})
    return hypermedia.leave(f"/admin/statements/{row.code}")
