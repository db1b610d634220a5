"""Rules: what holds for the whole market, on one page in sections; what would change, before it is published; and who published what."""

from flask import request

from storefront import accounts, policies
from storefront.admin import finding, frame, rules_form, rules_words, words
from storefront.kit import hypermedia, i18n, ids, security, web
from storefront.kit.errors import Changed, Refused

bp = accounts.admin_blueprint("rules_admin", __name__)
bp.after_request(security.private)
SHOWN = 10


def _show(status: int = 200, form=None, changed=None, problem: str = "", gone: str = ""):
    zone, now = web.config().time_zone, policies.current()
    look = rules_form.LookForm(request.args, zone=zone)
    if request.args.get("at") and policies.planned() and not look.validate():
        status = 422
    held = policies.held_at(look.at.at) if look.at.at else now
    form = form or rules_form.form_for(None, held, zone, look.at.at)
    return hypermedia.page(
        "admin/rules.html", status, form=form, look=look, held=held, now=now, changed=changed, problem=problem, gone=gone, moment=frame.moment, wall=lambda at: rules_form.wall_clock(at, zone),
        levels=rules_form.LEVELS, periods=rules_form.PERIODS, bounds=policies.BOUNDS, sums=rules_form.SUMS, languages=i18n.LANGUAGES,
        zone=zone, currency=now.currency, nav=frame.nav("rules"), **_published(now),
    )  # fmt: skip


def _published(now: policies.Policies) -> dict:
    """What is planned, in order, and publications, newest first; each with what it changes of what held, or will hold, before it."""
    before = ids.number(request.args.get("before"))
    told = [(row, rules_words.changes(former, policies.version(row))) for row, former in policies.history(before, SHOWN + 1)]
    plans, former = [], now
    for row in policies.planned():
        plans.append((row, rules_words.changes(former, policies.version(row))))
        former = policies.version(row)
    authors = {row.published_by_id for row, _told in (*told, *plans) if row.published_by_id}
    return {
        "planned": plans,
        "history": told[:SHOWN],
        "older": told[SHOWN - 1][0].id if len(told) > SHOWN else None,
        "names": finding.names_of([f"operator:{number}" for number in sorted(authors)]),
        "numbered": words.numbered,
    }


@bp.get("/rules")
@accounts.needs("operator")
def index():
    """What holds, or will hold at a moment, ready to be changed."""
    return _show()


def _form():
    base = rules_form.filled_from(request.form)
    form = rules_form.form_for(request.form, base, web.config().time_zone)
    return form, base, rules_form.wanted(form, base)


def _changes(form, base, wanted) -> list[tuple[str, str, str]]:
    """What was written, as a change of what will hold at the moment that was chosen."""
    held = policies.held_at(form.effective.at) if form.effective.at else policies.current()
    return rules_words.changes(held, policies.carried(held, base, wanted))


@bp.post("/rules/preview")
@accounts.needs("operator")
def preview():
    """What would change; nothing is written. With htmx the region alone, while one types."""
    form, base, wanted = _form()
    if wanted is None:
        return _show(422, form)
    try:
        policies.check_moment(form.effective.at)
    except Refused as refusal:
        form.refuse(refusal)
        return _show(422, form)
    return _show(200, form, _changes(form, base, wanted))


@bp.post("/rules")
@accounts.needs("operator")
def publish():
    """Publish: from now on, or from the moment that was chosen."""
    form, base, wanted = _form()
    if wanted is None:
        return _show(422, form)
    try:
        policies.publish(wanted, accounts.current(), form.effective.at, form.note.data or "", form.base, base)
    except Changed as changed:
        return _show(409, form, _changes(form, base, wanted), changed.sentence)
    except Refused as refusal:
        form.refuse(refusal)
        return _show(422, form)
    return hypermedia.leave("/admin/rules#planned" if form.effective.at else "/admin/rules#history")


@bp.post("/rules/calling-off")
@accounts.needs("operator")
def call_off():
    """A plan does not begin; the others stay."""
    try:
        policies.call_off(ids.number(request.form.get("version")) or 0, accounts.current())
    except Refused as refusal:
        return _show(refusal.status, gone=refusal.sentence)
    return hypermedia.leave("/admin/rules#planned")
