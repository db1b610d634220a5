"""The operator's desk for reports: what was told, the thing as it looks, earlier decisions, ready words; measures and appeals."""

from datetime import UTC, datetime

from flask import request

from storefront import accounts
from storefront.accounts import rules as roles
from storefront.kit import dates, hypermedia, ids, security, web
from storefront.kit.errors import Refused
from storefront.kit.i18n import gettext as _
from storefront.moderation import appealing, deciding, drafts, finding, rules, things, words
from storefront.moderation.forms import AnswerForm, LiftForm, MeasureForm, NothingForm
from storefront.moderation.models import Measure, Report

bp = accounts.admin_blueprint("moderation_admin", __name__)
bp.after_request(security.private)
NAV = {"here": "reports"}


def _when(moment: datetime) -> str:
    return dates.moment(moment, web.config().time_zone)


def _rows(rows: list) -> list:
    """Reports or measures with what their row shows: the thing, who told, what was decided before."""
    found, earlier = things.things_of(rows), finding.earlier(rows)
    voices = finding.voices_of([row for row in rows if isinstance(row, Report)])
    for row in rows:
        row.thing = found.get((row.kind, row.thing_id))
        row.earlier = [one for one in earlier[row.kind, row.thing_id] if one != row][:4]
        row.voices = voices.get(row.id, []) if isinstance(row, Report) else []
        row.noun = words.noun(row.kind)
        if isinstance(row, Report):
            row.can = _outcomes(row)
    return rows


def _outcomes(report: Report) -> list[tuple[str, str, str]]:
    """(key, words, icon) of what can be decided about a report."""
    kind, thing = things.kinds.find(report.kind), report.thing
    found = [("nothing", _("No action"), "check")]
    if thing is not None and kind.act == "hide" and thing.state not in ("hidden", "deleted", "draft"):
        found.append(("hide", _("Hide it"), "eye-off"))
    if thing is not None and thing.shop.state in ("open", "holiday"):
        found.append(("suspend", _("Pause the shop"), "clock"))
    return found


SAY = {"reason": words.reason, "rule": words.rule, "act": words.act, "state": words.state, "people": words.people}


def _page(name: str, status: int = 200, **context):
    return hypermedia.page(name, status, nav=NAV, say=SAY, when=_when, is_measure=lambda one: isinstance(one, Measure), **context)


@bp.get("/reports")
@accounts.needs("support")
def index():
    """Reports to look at, the most urgent first; appeals; what is in force; what was decided."""
    state = request.args.get("state", "open")
    before, more = ids.number(request.args.get("before")), None
    if state == "appeals":
        rows, further = finding.appeals(), False
    elif state == "force":
        rows, further = finding.measures(before)
    elif state == "done":
        rows, further = finding.decided(before)
    else:
        state = "open"
        rows, further = finding.waiting(_after(request.args.get("after", "")))
    if further:
        last = rows[-1]
        more = f"/admin/reports?state={state}&" + (
            f"after={last.look_by.timestamp():.6f}-{last.id}" if state == "open" else f"before={last.id}"
        )
    chips = [(_("To look at"), "open"), (_("Appeals"), "appeals"), (_("In force"), "force"), (_("Decided"), "done")]
    return _page(
        "moderation/admin_index.html", rows=_rows(rows), more=more, state=state, due=lambda moment: words.due(moment, web.config().time_zone),
        chips=[(text, f"/admin/reports?state={key}", key == state) for text, key in chips], measures=state in ("appeals", "force"),
    )  # fmt: skip


def _after(text: str) -> tuple[datetime, int] | None:
    """Where the queue goes on: "1763800000.250000-17"."""
    moment, _dash, last = text.partition("-")
    number = ids.number(last)
    try:
        return (datetime.fromtimestamp(float(moment), tz=UTC), number) if number is not None else None
    except (ValueError, OverflowError, OSError):
        return None


# --- one report ------------------------------------------------------------------------------------------------------------------


def _show(report: Report, status: int = 200, do: str = "", form=None):
    (report,) = _rows([report])
    offered = [key for key, _words, _icon in report.can]
    do = do or request.args.get("do", "")
    said = []
    if do not in offered:  # it cannot be done any more: what was said about it stands above what can
        do, form, said = "nothing", None, list(form.form_errors) if form is not None else []
    rule = request.args.get("rule", "")
    rule = rule if rule in rules.RULES else report.reason if report.reason in rules.RULES else "other"
    if form is not None and do != "nothing":
        rule = form.rule.data if form.rule.data in rules.RULES else rule
    ready = _ready(report, do, rule)
    if form is None:
        form = MeasureForm.worded(rule, ready) if do != "nothing" else NothingForm(data=drafts.texts(ready))
        form.form_errors.extend(said)
    measure = Measure.get_by_id(report.measure_id) if report.measure_id else None
    return _page(
        "moderation/admin_show.html", status, report=report, thing=report.thing, do=do, form=form, drafts=ready, rule_key=rule, measure=measure,
        rules=[(key, words.rule(key)) for key in rules.RULES], decides=_decides(),
        names=finding.names_of([report.decided_by_id]), past=finding.counts_of_shops([report.shop_id]).get(report.shop_id, 0),
    )  # fmt: skip


def _decides() -> bool:
    return roles.may(accounts.current().role, "operator")


def _ready(report: Report, do: str, rule: str) -> dict:
    """The ready words of an outcome, by field."""
    if do == "nothing":
        return drafts.of_nothing(report.voices)
    thing = report.thing
    if do == "suspend":
        return drafts.of_measure(thing.shop, do, rule, thing.shop.name)
    return drafts.of_measure(thing.shop, do, rule, thing.name, thing.language)


@bp.get("/reports/<code>")
@accounts.needs("support")
def show(code):
    """One report, with an outcome already worded."""
    return _show(deciding.by_code(Report, code))


@bp.post("/reports/<code>/dismissal")
@accounts.needs("operator")
def dismiss(code):
    """It breaks no rule."""
    report, form = deciding.by_code(Report, code), NothingForm(request.form)
    try:
        if not form.validate():
            return _show(report, 422, "nothing", form)
        deciding.dismiss(report, accounts.current(), form.answer.data)
    except Refused as refusal:
        return _refused(refusal, report, "nothing", form)
    return hypermedia.leave("/admin/reports")


@bp.post("/reports/<code>/measure")
@accounts.needs("operator")
def measure(code):
    """Hide the thing (`do` is "hide"), or pause its shop ("suspend")."""
    report, form = deciding.by_code(Report, code), MeasureForm(request.form)
    do = "suspend" if request.form.get("do") == "suspend" else "hide"
    thing = things.thing_of(report)
    try:
        if thing is None:
            raise Refused(_("It is not there any more."))
        if not form.validate():
            return _show(report, 422, do, form)
        if do == "suspend":
            thing = things.kinds.get("shop").things([report.shop_id])[report.shop_id]
        taken = deciding.take(thing, accounts.current(), report=report, **form.values())
    except Refused as refusal:
        return _refused(refusal, report, do, form)
    return hypermedia.leave(f"/admin/measures/{taken.code}")


def _refused(refusal: Refused, report: Report, do: str, form):
    form.refuse_or_raise(refusal)
    return _show(report, 422, do, form)


# --- one measure -----------------------------------------------------------------------------------------------------------------


def _measure(row: Measure, status: int = 200, answer_form: AnswerForm | None = None, lift_form: LiftForm | None = None):
    (row,) = _rows([row])
    state, kind = words.state(row)
    reports = list(Report.of(row.shop_id).where(Report.measure == row.id).order_by(Report.id))
    return _page(
        "moderation/admin_measure.html", status, measure=row, thing=row.thing, state=state, kind=kind, reports=reports,
        answer_form=answer_form or AnswerForm(), lift_form=lift_form or LiftForm(), decides=_decides(),
        same=row.taken_by_id == accounts.current().id, names=finding.names_of([row.taken_by_id, row.decided_by_id]),
    )  # fmt: skip


@bp.get("/measures/<code>")
@accounts.needs("support")
def show_measure(code):
    """One measure, its appeal, and the way to answer or to lift it."""
    return _measure(deciding.by_code(Measure, code))


@bp.post("/measures/<code>/answer")
@accounts.needs("operator")
def answer(code):
    """Answer the appeal: `do` is "uphold" or "grant"."""
    row, form = deciding.by_code(Measure, code), AnswerForm(request.form)
    verb = {"uphold": appealing.uphold, "grant": appealing.grant}.get(request.form.get("do", ""))
    try:
        if not form.validate():
            return _measure(row, 422, answer_form=form)
        if verb is None:
            raise Refused(_("Choose how the appeal is answered."))
        verb(row, accounts.current(), form.answer.data)
    except Refused as refusal:
        form.refuse_or_raise(refusal)
        return _measure(row, 422, answer_form=form)
    return hypermedia.leave(f"/admin/measures/{row.code}")


@bp.post("/measures/<code>/lift")
@accounts.needs("operator")
def lift(code):
    """Take it back without an appeal."""
    row, form = deciding.by_code(Measure, code), LiftForm(request.form)
    try:
        if not form.validate():
            return _measure(row, 422, lift_form=form)
        deciding.lift(row, accounts.current(), form.answer.data or "")
    except Refused as refusal:
        form.refuse_or_raise(refusal)
        return _measure(row, 422, lift_form=form)
    return hypermedia.leave(f"/admin/measures/{row.code}")
