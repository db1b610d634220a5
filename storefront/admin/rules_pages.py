"""Rules: what holds for the whole market, on one page in sections; what would change, before it is published; and who published what."""

from flask import request

from storefront import accounts, policies
from storefront.admin import finding, frame, rules_form, rules_words, words
from storefront.kit import hypermedia, i18n, ids, security, web
from storefront.kit.errors import Changed, Refused

bp = accounts.admin_blueprint("rules_admin", __name__)
bp.after_request(security.private)
SHOWN = 10


def _show(status: int = 200, form=None, changed=None, problem: str = ""):
    held = policies.current()
    form = form or rules_form.form_for(None, held, web.config().time_zone)
    return hypermedia.page(
        "admin/rules.html", status, form=form, held=held, changed=changed, problem=problem, planned=policies.planned(), moment=frame.moment,
        levels=rules_form.LEVELS, periods=rules_form.PERIODS, bounds=policies.BOUNDS, sums=rules_form.SUMS, languages=i18n.LANGUAGES,
        zone=web.config().time_zone, currency=held.currency, nav=frame.nav("rules"), **_history(),
    )  # fmt: skip


def _history() -> dict:
    """Publications, newest first, each with what it changed of the one before it."""
    before = ids.number(request.args.get("before"))
    rows = policies.history(before, SHOWN + 1)
    found = [*(policies.version(row) for row in rows), policies.defaults()]
    told = [(row, rules_words.changes(found[place + 1], found[place])) for place, row in enumerate(rows[:SHOWN])]
    names = finding.names_of([f"operator:{row.published_by_id}" for row in rows if row.published_by_id])
    return {
        "history": told,
        "older": rows[SHOWN - 1].id if len(rows) > SHOWN else None,
        "names": names,
        "numbered": words.numbered,
    }


@bp.get("/rules")
@accounts.needs("operator")
def index():
    """What holds, ready to be changed."""
    return _show()


def _form():
    held = policies.current()
    form = rules_form.form_for(request.form, held, web.config().time_zone)
    return form, held, rules_form.wanted(form, held)


@bp.post("/rules/preview")
@accounts.needs("operator")
def preview():
    """What would change; nothing is written. With htmx the region alone, while one types."""
    form, held, wanted = _form()
    if wanted is None:
        return _show(422, form)
    return _show(200, form, rules_words.changes(held, wanted))


@bp.post("/rules")
@accounts.needs("operator")
def publish():
    """Publish: from now on, or from the moment that was chosen."""
    form, held, wanted = _form()
    if wanted is None:
        return _show(422, form)
    try:
        policies.publish(wanted, accounts.current(), form.effective.at, form.note.data or "", form.base)
    except Changed as changed:
        return _show(409, form, rules_words.changes(held, wanted), changed.sentence)
    except Refused as refusal:
        form.refuse(refusal)
        return _show(422, form)
    return hypermedia.leave("/admin/rules#history")
