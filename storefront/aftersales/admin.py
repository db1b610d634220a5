"""The market's desk: what waits for a decision, and one case with both sides, the pictures, and outcomes in ready words."""

from datetime import timedelta
from functools import partial

from flask import request

from storefront import accounts, orders
from storefront.aftersales import deciding, finding, page, replying, rules, words
from storefront.aftersales.forms import DecideForm, EvidenceForm
from storefront.aftersales.models import CASE, DECISIONS
from storefront.aftersales.views import uploads
from storefront.kit import drafting, hypermedia, ids, security
from storefront.kit.errors import Refused
from storefront.kit.i18n import gettext as _

bp = accounts.admin_blueprint("aftersales_admin", __name__)
BOARD = {
    "decide": finding.TO_DECIDE,
    "open": tuple(state for state in finding.OPEN if state not in finding.TO_DECIDE),
    "done": CASE.terminal,
}
_HALF = 50


@bp.after_request
def keep_private(response):
    return security.private(response)


def _nav() -> dict:
    return {"here": "cases"}


@bp.get("/cases")
@accounts.needs("support")
def index():
    state = request.args.get("state") if request.args.get("state") in BOARD else "decide"
    before = request.args.get("before", "")
    rows, more = finding.of_market(BOARD[state], ids.number(before))
    backs = finding.backs_of(rows)
    for case in rows:
        case.shop = case.order.shop
        case.words, case.words_kind = words.short_state(case, backs[case.id])
    chips = [(_("To decide"), "decide"), (_("Between the two"), "open"), (_("Settled"), "done")]
    return hypermedia.page(
        "aftersales/admin_index.html", rows=rows, more=more and state != "decide", state=state, reason=words.reason, deadline=words.when, nav=_nav(),
        chips=[(text, f"/admin/cases?state={key}", key == state) for text, key in chips],
    )  # fmt: skip


def _readers(case) -> list[tuple[str, str]]:
    """Both sides read what is decided, each in their language."""
    return [(case.shop.owner.language, case.shop.name), (case.order.language, _("the buyer"))]


def _ready(case, outcome: str) -> drafting.Draft:
    """The ready words of an outcome, for both sides."""
    award = rules.share_of(case.most, _HALF) if outcome == "split" else case.most
    return drafting.draft(_readers(case), lambda: words.draft(outcome, case, award))


def _form(case, outcome: str, ready: drafting.Draft) -> DecideForm:
    """The form of one outcome, already worded; both can be edited."""
    data = {
        "decision": outcome,
        "per_cent": _HALF,
        "words": ready.text,
        "address": case.return_address or finding.last_address(case.shop),
    }
    return DecideForm(currency=case.currency, data=data)


def _worded(case, form: DecideForm, part) -> str:
    """The reason as it was written. The ready words name what a half is: where another part was decided, they name that."""
    text = form.words.data or ""
    if part is None or not 0 < part.minor < case.most.minor:
        return text
    half = rules.share_of(case.most, _HALF)
    for tag in drafting.languages(_readers(case)):
        said = [drafting.said_in(tag, partial(words.draft, "split", case, award)) for award in (half, part)]
        text = text.replace(*said)
    return text


def _show(case, status: int = 200, form: DecideForm | None = None, evidence_form: EvidenceForm | None = None):
    outcome = form.decision.data if form is not None else request.args.get("outcome", "split")
    outcome = outcome if outcome in DECISIONS else "split"
    person, ready = accounts.current(), _ready(case, outcome)
    to = orders.recipient_of(case.order)
    return hypermedia.page(
        "aftersales/admin_show.html", status, nav=_nav(), **page.context(case, "market") | {"heading": words.reason(case.reason)},
        form=form or _form(case, outcome, ready), draft=ready, outcome=outcome, outcomes=[(key, words.decision(key)) for key in DECISIONS], buyer=to.short_name,
        evidence_form=evidence_form or EvidenceForm(), decidable=case.state in finding.TO_DECIDE,
        same_person=case.state == "appealed" and case.decided_by_id == person.id, lines=orders.lines_of(case.order), url=f"/admin/cases/{case.code}",
        order_timeline=page.order_timeline(case.order), paid=page.paid_words(case),
    )  # fmt: skip


@bp.get("/cases/<code>")
@accounts.needs("support")
def show(code):
    return _show(finding.by_code_anywhere(code))


@bp.post("/cases/<code>/decision")
@accounts.needs("support")
def decide(code):
    """Decide, or decide the appeal of what somebody else decided."""
    case = finding.by_code_anywhere(code)
    form, person = DecideForm(request.form, currency=case.currency), accounts.current()
    try:
        if not form.validate():
            return _show(case, 422, form)
        verb = deciding.rule if case.state == "appealed" else deciding.decide
        part = form.part(case.most)
        seen = request.form.get("seen")
        verb(case, person, form.decision.data or "", part, _worded(case, form, part), form.address.data or "", seen)
    except Refused as refusal:
        form.refuse_or_raise(refusal)
        return _show(case, 422, form)
    return hypermedia.leave(f"/admin/cases/{case.code}")


@bp.post("/cases/<code>/question")
@accounts.needs("support")
def question(code):
    """Ask both sides for more."""
    case, form = finding.by_code_anywhere(code), EvidenceForm(request.form)
    person = accounts.current()
    security.hit(f"evidence:{case.id}:market", 100, timedelta(days=1))
    try:
        if not form.validate():
            return _show(case, 422, evidence_form=form)
        replying.give_evidence(case, "market", form.words.data or "", uploads(), person, form.once.data)
    except Refused as refusal:
        form.refuse_or_raise(refusal)
        return _show(case, 422, evidence_form=form)
    return hypermedia.leave(f"/admin/cases/{case.code}")
