"""The market's desk for money that leaves: batches to release, their files, and what became of each withdrawal.

Accounts are masked here; they are in the file, and that one was made is written down.
"""

from flask import Response, request

from storefront import accounts
from storefront.kit import dates, hypermedia, ids, security
from storefront.kit.errors import NotFound, Refused
from storefront.kit.i18n import gettext as _
from storefront.payouts import batching, finding, page, releasing, settings, words
from storefront.payouts.forms import BounceForm
from storefront.payouts.models import BATCH, WITHDRAWAL, Withdrawal

bp = accounts.admin_blueprint("payouts_admin", __name__)
bp.after_request(security.private)
BOARD = {"open": tuple(state for state in BATCH.states if state != "closed"), "done": BATCH.terminal}


def _nav() -> dict:
    return {"here": "money", "counts": {}}


def _moment(at) -> str:
    return dates.moment(at, settings.zone())


@bp.get("/payouts")
@accounts.needs("finance")
def index():
    """What waits for the next batch, and the batches: those with something to do, or those that are over."""
    state = request.args.get("state") if request.args.get("state") in BOARD else "open"
    listed, more = finding.batches(BOARD[state], ids.number(request.args.get("before")))
    for batch, _count, _sum in listed:
        batch.words, batch.tag = words.batch_state(batch)
    return hypermedia.page(
        "payouts/admin_index.html", listed=[each for each in listed if each[1] or state == "done"], more=more, state=state, nav=_nav(),
        last=listed[-1][0].id if listed else 0, waiting=page.counted(finding.waiting_sums()), moment=_moment, asked="made" in request.args,
        chips=[(text, f"/admin/payouts?state={key}", key == state) for text, key in ((_("To do"), "open"), (_("Closed"), "done"))],
    )  # fmt: skip


@bp.post("/payouts/batches")
@accounts.needs("finance")
def make():
    """The batch today instead of on the next bank day. The worker makes it: a button writes down what is wanted."""
    batching.make_now.later()
    return hypermedia.leave("/admin/payouts?made=1")


def _show(code: str, status: int = 200, problem: str = "", form: BounceForm | None = None, at: str = ""):
    batch = finding.batch_by_code(code)
    lines = releasing.lines_of(batch)
    for line in lines:
        line.words, line.tag = words.short(line)
        line.may_bounce = WITHDRAWAL.may(line, "bounce")
    total, person = releasing.total_of(batch, lines), accounts.current()
    batch.words, batch.tag = words.batch_state(batch)
    return hypermedia.page(
        "payouts/admin_show.html", status, batch=batch, lines=lines, total=total, count=len(releasing.to_pay(batch, lines)), nav=_nav(),
        problem=problem, form=form or BounceForm(), at=at, moment=_moment, two=settings.needs_two(total, person), limit=settings.one_person_most(batch.currency, person),
        mine=batch.approved_by_id == person.id, people=_people(batch), open=[line for line in lines if line.state == "batched"],
        seen=releasing.stamp(batch, lines),
    )  # fmt: skip


def _people(batch) -> list[tuple[str, str, str]]:
    """(what, who, when) of those who looked at it."""
    found = []
    for text, person, at in (
        (_("Looked at by"), batch.approved_by, batch.approved_at),
        (_("Released by"), batch.released_by, batch.released_at),
    ):
        if person is not None:
            contact = next((each.masked for each in accounts.contacts_of(person)), "")
            found.append((text, person.name or contact or f"{_('Person')} {person.id}", _moment(at)))
    return found


@bp.get("/payouts/<code>")
@accounts.needs("finance")
def show(code):
    """One batch: what it pays, to whom, and what to do with it."""
    return _show(code)


def _done(code: str):
    return hypermedia.leave(f"/admin/payouts/{code}")


@bp.post("/payouts/<code>/release")
@accounts.needs("finance")
def release(code):
    """Let it go; above the limit somebody else repeats it."""
    batch = finding.batch_by_code(code)
    try:
        releasing.release(batch, accounts.current(), request.form.get("seen", ""))
    except Refused as refusal:
        return _show(code, refusal.status, refusal.sentence)
    return _done(code)


@bp.post("/payouts/<code>/file")
@accounts.needs("finance")
def file(code):
    """The file for the bank. A post, because it is written down."""
    try:
        found = releasing.file_of(finding.batch_by_code(code))
    except Refused as refusal:
        return _show(code, refusal.status, refusal.sentence)
    response = Response(found.data, mimetype=found.mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{found.name}"'
    return response


@bp.post("/payouts/<code>/sent")
@accounts.needs("finance")
def all_sent(code):
    """The bank has taken the whole file."""
    try:
        releasing.mark_all_sent(finding.batch_by_code(code))
    except Refused as refusal:
        return _show(code, refusal.status, refusal.sentence)
    return _done(code)


def _line(code: str, withdrawal: str) -> Withdrawal:
    batch = finding.batch_by_code(code)
    row = finding.anywhere(withdrawal)
    if row is None or row.batch_id != batch.id:
        raise NotFound
    return row


@bp.post("/payouts/<code>/<withdrawal>/sent")
@accounts.needs("finance")
def sent(code, withdrawal):
    """The bank has taken this one."""
    try:
        releasing.mark_sent(_line(code, withdrawal))
    except NotFound:
        raise
    except Refused as refusal:
        return _show(code, refusal.status, refusal.sentence)
    return _done(code)


@bp.post("/payouts/<code>/<withdrawal>/bounce")
@accounts.needs("finance")
def bounce(code, withdrawal):
    """It came back, or is taken out of the batch: into the shop's balance again, with a reason."""
    row, form = _line(code, withdrawal), BounceForm(request.form)
    try:
        if not form.validate():
            raise Refused("", "reason")
        releasing.mark_bounced(row, form.reason.data, accounts.current())
    except Refused as refusal:
        if refusal.status != 422:
            return _show(code, refusal.status, refusal.sentence)
        if refusal.sentence:
            form.refuse(refusal)
        return _show(code, 422, form=form, at=row.code)
    return _done(code)
