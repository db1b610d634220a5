"""The market's desk: one identity after the other, photos beside what was typed. Support and the operator; nobody else sees papers."""

from flask import Response, request

from storefront import accounts
from storefront.kit import dates, hypermedia, security, web
from storefront.kit.errors import Refused
from storefront.kit.i18n import gettext as _
from storefront.verification import deciding, finding, page, papers, rules, words
from storefront.verification.forms import AcceptForm, AskAgainForm, LookForm, RefuseForm, RulingForm
from storefront.verification.models import CHECK
from storefront.verification.rules import PERIODS

bp = accounts.admin_blueprint("verification_admin", __name__)
INERT = "default-src 'none'; sandbox; frame-ancestors 'none'"


@bp.after_request
def keep_private(response):
    return security.private(response)


def _moment(at) -> str:
    return dates.moment(at, web.config().time_zone) if at else ""


def _context(check, **forms) -> dict:
    rows = finding.waiting()
    for row in rows:
        row.tag, row.tag_kind = words.state_tag(row)
    context = {
        "rows": rows,
        "check": check,
        "moment": _moment,
        "kind": words.kind,
        "nav": {"here": "verify"},
    }
    if check is None:
        return context
    person = accounts.current()
    seen = deciding.may_see(check, person)
    context |= {
        "seen": seen, "facts": page.facts(check) if seen else [], "sides": page.sides(check), "same": finding.same_papers(check), "sentence": forms.pop("sentence", ""), "problem": forms.pop("problem", ""),
        "timeline": page.timeline(check, "market"), "tag": words.state_tag(check), "url": f"/admin/verify/{check.code}", "shop": check.shop,
        "ticks": [(key, words.tick(key)) for key in rules.TICKS[check.kind]], "missing": [(key, words.missing(key)) for key in rules.MISSING],
        "rules": [(key, words.rule(key)) for key in rules.RULES], "rule": words.rule(check.rule) if check.rule else "", "minutes": int(PERIODS.look.total_seconds() // 60),
        "decides": check.state == "in_review", "appealed": check.state == "appealed", "own_no": check.state == "appealed" and check.decided_by_id == person.id,
        "may_revoke": CHECK.may(check, "revoke") and person.role == "operator", "checked": page.checked_words(check), "state_tag": words.state_tag,
        "look_form": (forms.get("look") or LookForm(reason="appeal" if check.state == "appealed" else "decide")).worded(), "accept_form": forms.get("accept") or AcceptForm(),
        "ask_form": forms.get("ask") or AskAgainForm(), "refuse_form": forms.get("refuse") or RefuseForm(), "ruling_form": forms.get("ruling") or RulingForm(),
    }  # fmt: skip
    return context


def _page(check, status: int = 200, **forms):
    return hypermedia.page("verification/admin_show.html", status, **_context(check, **forms))


@bp.get("/verify")
@accounts.needs("support")
def index():
    """The oldest that waits, and those behind it."""
    return _page(finding.next_for(accounts.current()))


@bp.get("/verify/<code>")
@accounts.needs("support")
def show(code):
    return _page(finding.by_code(code))


@bp.post("/verify/<code>/look")
@accounts.needs("support")
def look(code):
    """Open the papers, for a reason that stays on record."""
    check, form = finding.by_code(code), LookForm(request.form)
    try:
        if not form.validate():
            raise Refused("")
        deciding.look(check, accounts.current(), form.reason.data or "", form.words.data or "")
    except Refused as refusal:
        return _refused(check, refusal, form, "look")
    return _page(check) if hypermedia.wants_fragment() else hypermedia.leave(f"/admin/verify/{check.code}")


@bp.get("/verify/<code>/papers/<paper>")
@accounts.needs("support")
def paper(code, paper):
    """One photo, for whoever opened these papers a little while ago."""
    check = finding.by_code(code)
    if not deciding.may_see(check, accounts.current()):  # the ten minutes are over, or nobody said why yet
        return hypermedia.leave(f"/admin/verify/{check.code}")
    row = deciding.paper_for(check, paper, accounts.current())
    response = Response(papers.read(row), mimetype="image/jpeg")
    response.headers["Content-Disposition"] = "inline"
    response.headers["Content-Security-Policy"] = INERT
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _refused(check, refusal: Refused, form, name: str):
    if refusal.status == 409 and not hypermedia.wants_fragment():  # it changed meanwhile: here is how it stands now, and why
        return _page(finding.by_code(check.code), 409, problem=refusal.sentence)
    if refusal.status != 422:
        raise refusal
    if refusal.sentence:
        form.refuse(refusal)
    return _page(finding.by_code(check.code), 422, **{name: form})


def _next(sentence: str):
    """What comes after a decision: the next one."""
    context = _context(finding.next_for(accounts.current()))
    response = hypermedia.reply(
        "verification/admin_show.html#next",
        also=["toast.html#toast"],
        otherwise="/admin/verify",
        **(context | {"sentence": sentence}),
    )
    if hypermedia.wants_fragment():
        response.headers["HX-Replace-Url"] = "/admin/verify"
    return response


def _decide(check, form, name: str, verb, sentence: str):
    try:
        if not form.validate():
            raise Refused("")
        verb()
    except Refused as refusal:
        return _refused(check, refusal, form, name)
    return _next(sentence)


@bp.post("/verify/<code>/acceptance")
@accounts.needs("support")
def accept(code):
    """The papers fit."""
    check, form = finding.by_code(code), AcceptForm(request.form)
    if check.state == "verified":  # a double tap says the same again
        return _next(_("Accepted."))
    verb = lambda: deciding.accept(check, accounts.current(), form.ticks.data or [])  # noqa: E731
    return _decide(check, form, "accept", verb, _("Accepted. The shop has been told."))


@bp.post("/verify/<code>/question")
@accounts.needs("support")
def ask_again(code):
    """Something is missing."""
    check, form = finding.by_code(code), AskAgainForm(request.form)
    verb = lambda: deciding.ask_again(check, accounts.current(), form.missing.data or [], form.words.data or "")  # noqa: E731
    return _decide(check, form, "ask", verb, _("Asked again. The shop has been told."))


@bp.post("/verify/<code>/refusal")
@accounts.needs("support")
def refuse(code):
    """A no, by a rule and in words."""
    check, form = finding.by_code(code), RefuseForm(request.form)
    verb = lambda: deciding.refuse(check, accounts.current(), form.rule.data or "", form.words.data or "")  # noqa: E731
    return _decide(check, form, "refuse", verb, _("Not accepted. The shop has been told."))


@bp.post("/verify/<code>/ruling")
@accounts.needs("support")
def rule_appeal(code):
    """Decide an appeal; this is final."""
    check, form = finding.by_code(code), RulingForm(request.form)
    overturn = request.form.get("how") == "overturn"
    verb = lambda: deciding.rule_appeal(check, accounts.current(), overturn, form.words.data or "")  # noqa: E731
    return _decide(check, form, "ruling", verb, _("Decided. The shop has been told."))


@bp.post("/verify/<code>/revocation")
@accounts.needs("operator")
def revoke(code):
    """Take a level back, by a rule and in words."""
    check, form = finding.by_code(code), RefuseForm(request.form)
    verb = lambda: deciding.revoke(check, accounts.current(), form.rule.data or "", form.words.data or "")  # noqa: E731
    return _decide(check, form, "refuse", verb, _("Taken back. The shop has been told."))
