"""The buyer's pages, behind the private link of the order: something is wrong, and how it stands. No account, no script needed."""

from datetime import timedelta

from flask import g, request

from storefront import orders
from storefront.aftersales import deciding, finding, opening, page, periods, replying, views_withdrawal, words
from storefront.aftersales.forms import MOST_PHOTOS, AppealForm, AskForm, EvidenceForm, ProblemForm, ReturnForm
from storefront.kit import hypermedia, security
from storefront.kit.errors import NotFound, Refused
from storefront.kit.i18n import gettext as _

bp = orders.link_blueprint("aftersales", __name__)
_ICONS = {"never_came": "truck", "broken": "triangle-alert", "not_as_described": "eye", "changed_mind": "undo-2"}


def uploads() -> list:
    """The pictures that came with a form, at most six."""
    return [upload.stream for upload in request.files.getlist("photo") if upload.filename][:MOST_PHOTOS]


# --- something is wrong ---------------------------------------------------------------------------------------------------


def _problem(form: ProblemForm | None = None, reason: str = "", status: int = 200):
    order = g.order
    # what was chosen is looked at when it is sent: the list from which it was chosen has left out what was decided before
    reasons = opening.reasons_in_time(order) if reason and status == 200 else opening.reasons_for(order)
    if reason in reasons:
        form = form or ProblemForm(currency=order.currency)
        form.offer(reason)
    stake = page.at_stake(order)
    return hypermedia.page(
        "aftersales/problem.html", status, order=order, shop=order.shop, form=form if reason in reasons else None, reason=reason,
        reasons=[(key, words.reason(key), _ICONS[key]) for key in reasons], no=opening.why_not(order) or (None if reasons else opening.all_answered()), shares=page.shares(stake),
        can_cancel=order.state in ("pending", "confirmed"), stake=stake, periods=periods.of(order), tab="me",
    )  # fmt: skip


@bp.get("/problem")
def problem():
    """What is wrong? Then what you would like. Who asked already goes to see how it stands."""
    if g.order.paused_at is not None:
        return hypermedia.leave(f"/o/{g.order.token}/case")
    return _problem(reason=request.args.get("reason", "")[:20])


@bp.post("/problem")
def ask():
    order, form = g.order, ProblemForm(request.form, currency=g.order.currency)
    reason = request.form.get("reason", "")[:20]
    security.hit(f"case:{order.id}", 20, timedelta(hours=1))
    try:
        if not form.validate():
            return _problem(form, reason, 422)
        part = form.part(page.at_stake(order)) if form.want.data == "part" else None
        opening.open_case(order, reason, form.want.data or "", part, form.words.data or "", uploads(), key=form.once.data)
    except Refused as refusal:
        form.refuse_or_raise(refusal)
        form.photo_error = refusal.sentence if refusal.field == "photo" else ""
        return _problem(form, reason, 422)
    return hypermedia.leave(f"/o/{order.token}/case")


# --- how it stands ----------------------------------------------------------------------------------------------------------


def _case():
    case = finding.case_of(g.order)
    if case is None:
        raise NotFound
    return case


def _context(case, **forms) -> dict:
    blank = {"return_form": ReturnForm(), "ask_form": AskForm(), "evidence_form": EvidenceForm(), "appeal_form": AppealForm()}
    return {**page.context(case, "buyer"), **blank, **forms, "url": f"/o/{g.order.token}/case", "tab": "me"}


def _again(sentence: str = "", status: int = 200, **forms):
    """The page as it stands now; with htmx its two parts, and a toast that says what was done."""
    g.order = orders.by_token(g.order.token)
    return both_parts("aftersales/show.html", _context(_case(), **forms), sentence, status)


def both_parts(name: str, context: dict, toast: str = "", status: int = 200, undo_url: str | None = None):
    """Answer a post: where the case stands, and what can be done about it now. One of the two is the target, the other goes out of
    band; without htmx it is the page at `context["url"]`."""
    target = request.htmx.target if hypermedia.wants_fragment() else ""
    first, second = ("case_forms", "case_now") if target == "case-forms" else ("case_now", "case_forms")
    also = [f"{name}#{second}"] + (["aftersales/toast.html#toast"] if toast else [])
    said = {"toast": toast, "undo_url": undo_url, "undo_target": "case-now"}
    return hypermedia.reply(f"{name}#{first}", also=also, otherwise=context["url"], status=status, **said, **context)


@bp.get("/case")
def show():
    return hypermedia.page("aftersales/show.html", **_context(_case()))


@bp.get("/case/now")
def now():
    """The part that can change, for polling: 204 while it has not. What can be done changes only with the state."""
    case = _case()
    seen = request.args.get("seen", "")
    if seen == page.stamp(case):
        return hypermedia.nothing()
    if not hypermedia.wants_fragment():
        return hypermedia.leave(f"/o/{g.order.token}/case")
    if page.same_state(case, seen):
        return hypermedia.reply("aftersales/show.html#case_now", **_context(case))
    return both_parts("aftersales/show.html", _context(case))


def _posted(form, verb, sentence: str, **name):
    """Do a verb with a form; a refusal beside its field keeps what was typed."""
    try:
        if not form.validate():
            return _again(status=422, **name)
        verb()
    except Refused as refusal:
        form.refuse_or_raise(refusal)
        form.photo_error = refusal.sentence if refusal.field == "photo" else ""
        return _again(status=422, **name)
    return _again(sentence)


@bp.post("/case/offer")
def reply():
    """Take the offer, or say no."""
    case = _case()
    if request.form.get("answer") == "take":
        if case.state == "offered":  # a double tap says the same again
            replying.take_offer(case, request.form.get("seen"))
        return _again(_("Taken."))
    if case.state == "offered":
        replying.refuse_offer(case, request.form.get("seen"))
    return _again(_("Said no. %(shop)s has been told.", shop=g.shop.name))


@bp.post("/case/return")
def send_back():
    case, form = _case(), ReturnForm(request.form)
    return _posted(
        form,
        lambda: replying.send_back(case, form.number.data or ""),
        _("%(shop)s has been told.", shop=g.shop.name),
        return_form=form,
    )


@bp.post("/case/withdrawal")
def withdraw():
    """All is well after all."""
    case = _case()
    if case.state != "closed":
        replying.withdraw(case)
    return _again(_("Good. The order goes on."))


@bp.post("/case/market")
def escalate():
    case, form = _case(), AskForm(request.form)
    if case.state == "escalated":
        return _again(_("We have been asked already."))
    return _posted(form, lambda: deciding.escalate(case, "buyer", form.words.data or ""), _("We look at it now."), ask_form=form)


@bp.post("/case/evidence")
def evidence():
    case, form = _case(), EvidenceForm(request.form)
    security.hit(f"evidence:{case.id}:buyer", 30, timedelta(days=1), _("That is enough for today. We have all of it."))
    return _posted(
        form,
        lambda: replying.give_evidence(case, "buyer", form.words.data or "", uploads(), key=form.once.data),
        _("Added."),
        evidence_form=form,
    )


@bp.post("/case/appeal")
def appeal():
    case, form = _case(), AppealForm(request.form)
    if case.state == "appealed":
        return _again(_("Somebody else looks at it already."))
    return _posted(
        form, lambda: deciding.appeal(case, "buyer", form.words.data), _("Somebody else looks again."), appeal_form=form
    )


@bp.post("/case/agreement")
def agree():
    """I accept the decision."""
    case = _case()
    if "buyer" in deciding.losers(case):  # a double tap says the same again
        deciding.agree(case, "buyer", request.form.get("seen"))
    return _again(_("Accepted."))


blueprints = [bp, *views_withdrawal.blueprints]
