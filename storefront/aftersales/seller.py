"""The seller's pages: questions about orders, and one of them with everything that can be answered."""

from datetime import timedelta

from flask import request

from storefront import accounts, orders, shops
from storefront.aftersales import answering, deciding, finding, page, replying, words
from storefront.aftersales.forms import (
    AnotherForm,
    AppealForm,
    ArrivedForm,
    AskForm,
    BackForm,
    DeclineForm,
    EvidenceForm,
    OfferForm,
)
from storefront.aftersales.models import CASE
from storefront.aftersales.views import both_parts, uploads
from storefront.kit import dates, hypermedia, ids, security
from storefront.kit.errors import Changed, Invalid, Refused
from storefront.kit.i18n import gettext as _
from storefront.payments.forms import TakeBackForm
from storefront.shipping import carriers

bp = shops.seller_blueprint("aftersales_seller", __name__)
bp.before_request(shops.refuse_packers)
# what the chips of the list are called in addresses → states of cases
BOARD = {
    "answer": finding.TO_ANSWER,
    "waiting": tuple(state for state in finding.OPEN if state not in finding.TO_ANSWER),
    "done": CASE.terminal,
}


@bp.after_request
def keep_private(response):
    return security.private(response)


@bp.get("/refunds")
def index(shop):
    state = request.args.get("state") if request.args.get("state") in BOARD else "answer"
    before = request.args.get("before", "")
    rows, more = finding.of_shop(shop, BOARD[state], ids.number(before))
    if state == "answer" and not before and not more:  # all that waits is on this page: what ends first stands first
        rows.sort(key=lambda case: (case.answer_by is None, case.answer_by, case.id))
    backs = finding.backs_of(rows)
    for case in rows:
        case.shop = case.order.shop = shop
        case.words, case.words_kind = words.short_state(case, backs[case.id])
        case.deadline = dates.moment(case.answer_by, shop.time_zone) if case.state in finding.TO_ANSWER and case.answer_by else ""
    chips = [(_("To answer"), "answer"), (_("Waiting"), "waiting"), (_("Settled"), "done")]
    return hypermedia.page(
        "aftersales/seller_index.html", here="orders", rows=rows, more=more, state=state, reason=words.reason,
        chips=[(text, f"/sell/{shop.slug}/refunds?state={key}", key == state) for text, key in chips],
    )  # fmt: skip


def _context(case, **forms) -> dict:
    shop = case.shop
    blank = {
        "offer_form": OfferForm(currency=case.currency), "back_form": BackForm(data={"address": finding.last_address(shop)}), "decline_form": DeclineForm(),
        "another_form": AnotherForm(), "arrived_form": ArrivedForm(), "ask_form": AskForm(), "evidence_form": EvidenceForm(), "appeal_form": AppealForm(),
        "take_back_form": TakeBackForm(),
    }  # fmt: skip
    return {
        **page.context(case, "seller"), **blank, **forms, "here": "orders", "url": f"/sell/{shop.slug}/refunds/{case.code}",
        "lines": orders.lines_of(case.order), "buyer": orders.recipient_of(case.order).short_name,
        "couriers": [(carrier.key, carrier.label()) for carrier in carriers.all(shop.country)[:40]],
    }  # fmt: skip


@bp.get("/refunds/<code>")
def show(shop, code):
    return hypermedia.page("aftersales/seller_show.html", **_context(finding.by_code(shop, code)))


@bp.get("/refunds/<code>/now")
def now(shop, code):
    """The part that can change, for polling: 204 while it has not."""
    case, seen = finding.by_code(shop, code), request.args.get("seen", "")
    if seen == page.stamp(case):
        return hypermedia.nothing()
    if not hypermedia.wants_fragment():
        return hypermedia.leave(f"/sell/{shop.slug}/refunds/{case.code}")
    if page.same_state(case, seen):
        return hypermedia.reply("aftersales/seller_show.html#case_now", **_context(case))
    return both_parts("aftersales/seller_show.html", _context(case))


def _again(shop, code, sentence="", status=200, undo=None, **forms):
    case = finding.by_code(shop, code)
    context = _context(case, **forms)
    return both_parts("aftersales/seller_show.html", context, sentence, status, f"{context['url']}/{undo}" if undo else None)


def _posted(shop, code, form, verb, sentence, **name):
    """Do a verb with a form; a refusal beside its field keeps what was typed."""
    try:
        if not form.validate():
            return _again(shop, code, status=422, **name)
        verb()
    except Refused as refusal:
        form.refuse_or_raise(refusal)
        form.photo_error = refusal.sentence if refusal.field == "photo" else ""
        return _again(shop, code, status=422, **name)
    return _again(shop, code, sentence)


@bp.post("/refunds/<code>/acceptance")
def accept(shop, code):
    """Do what the buyer asks: one tap, ten seconds of undo."""
    case = finding.by_code(shop, code)
    if case.state != "accepted":  # a double tap says the same again
        answering.accept(case)
    said = (
        _("Accepted: another one is sent.")
        if case.want == "another"
        else _("Accepted: %(amount)s goes back.", amount=case.asked.display())
    )
    return _again(shop, code, said, undo="acceptance/undo")


@bp.post("/refunds/<code>/acceptance/undo")
def undo(shop, code):
    case = finding.by_code(shop, code)
    if case.state != "open":
        answering.undo(case)
    return _again(shop, code, _("Taken back."))


@bp.post("/refunds/<code>/offer")
def offer(shop, code):
    """Part of the money, or another one."""
    case, form = finding.by_code(shop, code), OfferForm(request.form, currency=shop.currency)
    another = request.form.get("what") == "another"

    def verb():
        answering.offer(case, None if another else form.part(case.stake), form.words.data or "", accounts.current())

    return _posted(shop, code, form, verb, _("Offered. The buyer has been told."), offer_form=form)


@bp.post("/refunds/<code>/return")
def ask_back(shop, code):
    case, form = finding.by_code(shop, code), BackForm(request.form)
    person = accounts.current()
    return _posted(
        shop,
        code,
        form,
        lambda: answering.ask_back(case, form.address.data, form.words.data or "", person),
        _("Asked. The buyer has been told."),
        back_form=form,
    )


@bp.post("/refunds/<code>/place")
def say_where(shop, code):
    """The contract was withdrawn from: where it goes back to."""
    case, form = finding.by_code(shop, code), BackForm(request.form)
    person = accounts.current()
    return _posted(
        shop,
        code,
        form,
        lambda: answering.say_where(case, form.address.data, form.words.data or "", person),
        _("The buyer has been told."),
        back_form=form,
    )


@bp.post("/refunds/<code>/refusal")
def decline(shop, code):
    case, form = finding.by_code(shop, code), DeclineForm(request.form)
    return _posted(
        shop,
        code,
        form,
        lambda: answering.decline(case, form.words.data, accounts.current()),
        _("Declined. The buyer has been told."),
        decline_form=form,
    )


@bp.post("/refunds/<code>/concession")
def concede(shop, code):
    """Give the money back after all."""
    case = finding.by_code(shop, code)
    if case.state != "closed":
        answering.concede(case)
    return _again(shop, code, _("Settled. The buyer has been told."))


def _pieces(lines) -> dict[int, int]:
    chosen = {}
    for line in lines:
        text = request.form.get(f"line-{line.id}", "0") or "0"
        if not (text.isascii() and text.isdigit() and len(text) < 5):
            raise Invalid(_("Write a whole number, such as 3."))
        chosen[line.id] = int(text)
    return chosen


@bp.post("/refunds/<code>/parcel")
def send_another(shop, code):
    case, form = finding.by_code(shop, code), AnotherForm(request.form)
    pieces = _pieces(orders.lines_of(case.order))
    return _posted(
        shop, code, form, lambda: answering.send_another(case, form.number.data or "", form.carrier.data or None, pieces),
        _("Sent. The buyer has been told."), another_form=form,
    )  # fmt: skip


@bp.post("/refunds/<code>/arrival")
def arrived(shop, code):
    """The return is there."""
    case, form = finding.by_code(shop, code), ArrivedForm(request.form)
    if case.state != "closed":
        answering.arrived(case, form.shelve.data)
    return _again(shop, code, _("Settled. The buyer has been told."))


@bp.post("/refunds/<code>/market")
def escalate(shop, code):
    case, form = finding.by_code(shop, code), AskForm(request.form)
    if case.state == "escalated":
        return _again(shop, code, _("We have been asked already."))
    return _posted(
        shop,
        code,
        form,
        lambda: deciding.escalate(case, "seller", form.words.data or "", accounts.current()),
        _("We look at it now."),
        ask_form=form,
    )


@bp.post("/refunds/<code>/evidence")
def evidence(shop, code):
    case, form = finding.by_code(shop, code), EvidenceForm(request.form)
    security.hit(f"evidence:{case.id}:seller", 30, timedelta(days=1), _("That is enough for today. We have all of it."))

    def verb():
        replying.give_evidence(case, "seller", form.words.data or "", uploads(), accounts.current(), form.once.data)

    return _posted(shop, code, form, verb, _("Added."), evidence_form=form)


@bp.post("/refunds/<code>/appeal")
def appeal(shop, code):
    case, form = finding.by_code(shop, code), AppealForm(request.form)
    if case.state == "appealed":
        return _again(shop, code, _("Somebody else looks at it already."))
    return _posted(
        shop,
        code,
        form,
        lambda: deciding.appeal(case, "seller", form.words.data, accounts.current()),
        _("Somebody else looks again."),
        appeal_form=form,
    )


@bp.post("/refunds/<code>/agreement")
def agree(shop, code):
    """I accept the decision."""
    case = finding.by_code(shop, code)
    if "seller" in deciding.losers(case):
        deciding.agree(case, "seller", request.form.get("seen"))
    return _again(shop, code, _("Accepted."))


@bp.post("/refunds/<code>/paid-back")
def paid_back(shop, code):
    """Direct: the seller has paid the buyer back."""
    case = finding.by_code(shop, code)
    if case.fulfil_by is None:
        raise Changed
    answering.paid_back(case)
    return _again(shop, code, _("Noted."))


@bp.post("/refunds/<code>/paid-back/undo")
def not_paid_back(shop, code):
    """Direct: it was not paid back after all."""
    case, form = finding.by_code(shop, code), TakeBackForm(request.form)

    def verb():
        answering.not_paid_back(case, form.words.data, accounts.current())

    return _posted(shop, code, form, verb, _("Taken back. The buyer has been told."), take_back_form=form)
