"""The market's money at a glance, and the desk for money that fits nothing. Statements are in admin_statements.py."""

from flask import request

from storefront import accounts, shops
from storefront.kit import dates, hypermedia, security, web
from storefront.kit.errors import Changed, NotFound, Refused
from storefront.kit.i18n import gettext as _
from storefront.payments import Capture, Payment, elsewhere
from storefront.payments.forms import OtherWayForm
from storefront.reconciliation import admin_statements, balancing, desk, returning, taking, words
from storefront.reconciliation.forms import PlaceForm, ReturnForm
from storefront.reconciliation.models import Decision

bp = accounts.admin_blueprint("reconciliation_admin", __name__)
bp.after_request(security.private)
NAV = {"here": "money", "counts": {}}


def moment(at) -> str:
    """A moment on the market's own clock."""
    return dates.moment(at, web.config().time_zone)


@bp.get("/money")
@accounts.needs("finance")
def index():
    """What every kind of account holds, and the differences, which must read zero."""
    last = balancing.newest()
    rows = balancing.differences(last) if last else []
    statements, _more = taking.newest(most=5)
    return hypermedia.page(
        "reconciliation/admin_money.html", nav=NAV, books=balancing.balances(last), last=last, moment=moment, statements=statements,
        differences=[(words.difference(what, key), money) for what, key, money in rows], off=[row for row in rows if row[2]],
        sentences=words.sentences(last), suspense=desk.counts()[0], state=words.statement_state, source=words.source, provider=words.source,
    )  # fmt: skip


@bp.post("/money/check")
@accounts.needs("finance")
def check():
    """Add everything up again, now."""
    balancing.check()
    return hypermedia.leave("/admin/money#differences")


# --- money that fits nothing ---------------------------------------------------------------------------------------------------


@bp.get("/suspense")
@accounts.needs("finance")
def suspense():
    """Oldest first, with what is known."""
    return hypermedia.page(
        "reconciliation/admin_suspense.html", nav=NAV, rows=desk.waiting(), moment=moment, provider=words.source, decision=words.decision,
        problem=words.problem,
    )  # fmt: skip


def _capture(capture_id: int) -> Capture:
    capture = Capture.get_or_none(Capture.id == capture_id)
    if capture is None or not (capture.outcome == "suspense" or desk.decisions_of(capture)):
        raise NotFound
    return capture


def _item(
    capture: Capture,
    status: int = 200,
    place: PlaceForm | None = None,
    back: ReturnForm | None = None,
    problem: str = "",
    other_form: OtherWayForm | None = None,
):
    decisions = desk.decisions_of(capture)
    live = next((row for row in decisions if row.state != "withdrawn"), None)
    known = Payment.across_shops().where(Payment.id == capture.payment_id).first() if capture.payment_id else None
    given = {"shop": request.args.get("shop", "")[:60], "order": request.args.get("order", "")[:12]}
    return hypermedia.page(
        "reconciliation/admin_item.html", status, nav=NAV, capture=capture, live=live, known=known, moment=moment, problem=problem,
        place=place or PlaceForm(data=given), back_form=back or ReturnForm(), fitting=desk.fitting(capture) if live is None else [],
        two=desk.needs_two(capture.amount, accounts.current()), limit=elsewhere.limits(accounts.current())(capture.currency),
        mine=bool(live and live.asked_by_id == accounts.current().id),
        other_form=other_form or OtherWayForm(), said_by_me=bool(live and live.other_way_by_id == accounts.current().id), reference=returning.reference,
        told=words.history(decisions), provider=words.source, decision=words.decision, why=words.problem,
    )  # fmt: skip


@bp.get("/suspense/<int:capture_id>")
@accounts.needs("finance")
def item(capture_id):
    """One sum of money, and what can be done with it."""
    return _item(_capture(capture_id))


@bp.post("/suspense/<int:capture_id>/place")
@accounts.needs("finance")
def place(capture_id):
    """Place it on the order that it fits exactly."""
    capture, form = _capture(capture_id), PlaceForm(request.form)
    if not form.validate():
        return _item(capture, 422, place=form)
    shop = shops.shop_by_slug(form.shop.data.lstrip("/@").lower())
    payment = desk.payment_for(shop, form.order.data) if shop else None
    try:
        if shop is None:
            raise Refused(_("There is no shop with this handle."), "shop")
        if payment is None:
            raise Refused(_("This shop has no order with this number that the market holds money for."), "order")
        desk.ask(capture, "place", accounts.current(), form.reason.data, payment)
    except Refused as refusal:
        form.refuse_or_raise(refusal)
        return _item(Capture.get_by_id(capture.id), 422, place=form)
    return hypermedia.leave(f"/admin/suspense/{capture.id}")


@bp.post("/suspense/<int:capture_id>/return")
@accounts.needs("finance")
def send_back(capture_id):
    """Send it back the way it came."""
    capture, form = _capture(capture_id), ReturnForm(request.form)
    try:
        if not form.validate():
            return _item(capture, 422, back=form)
        desk.ask(capture, "return", accounts.current(), form.reason.data)
    except Refused as refusal:
        form.refuse_or_raise(refusal)
        return _item(Capture.get_by_id(capture.id), 422, back=form)
    return hypermedia.leave(f"/admin/suspense/{capture.id}")


def _decision(capture: Capture) -> Decision:
    row = desk.decision_of(capture)
    if row is None:
        raise Changed(_("Nothing was decided about this money, so there is nothing to agree to or to take back."))
    return row


def _do(capture_id: int, verb):
    capture = _capture(capture_id)
    try:
        verb(_decision(capture))
    except Refused as refusal:
        if refusal.status != 422:
            raise
        return _item(Capture.get_by_id(capture.id), 422, problem=refusal.sentence)
    return hypermedia.leave(f"/admin/suspense/{capture.id}")


@bp.post("/suspense/<int:capture_id>/agreement")
@accounts.needs("finance")
def agree(capture_id):
    """The second person agrees."""
    return _do(capture_id, lambda row: desk.agree(row, accounts.current()))


@bp.post("/suspense/<int:capture_id>/withdrawal")
@accounts.needs("finance")
def withdraw(capture_id):
    """It will not happen."""
    return _do(capture_id, desk.withdraw)


@bp.post("/suspense/<int:capture_id>/again")
@accounts.needs("finance")
def try_again(capture_id):
    """Ask the provider once more."""
    return _do(capture_id, returning.try_again)


@bp.post("/suspense/<int:capture_id>/elsewhere")
@accounts.needs("finance")
def elsewhere_paid(capture_id):
    """It came back, and was paid by hand from the market's own bank."""
    capture, form = _capture(capture_id), OtherWayForm(request.form)
    try:
        if not form.validate():
            return _item(capture, 422, other_form=form)
        returning.record(_decision(capture), accounts.current(), form.how.data or "")
    except Refused as refusal:
        form.refuse_or_raise(refusal)
        return _item(capture, 422, other_form=form)
    return hypermedia.leave(f"/admin/suspense/{capture.id}")


@bp.post("/suspense/<int:capture_id>/elsewhere/agreement")
@accounts.needs("finance")
def elsewhere_agreed(capture_id):
    """The second person agrees."""
    return _do(capture_id, lambda row: returning.agree(row, accounts.current()))


blueprints = [bp, admin_statements.bp]
