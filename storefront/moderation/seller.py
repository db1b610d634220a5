"""The seller reads what the market decided about the shop and its things, under which rule and why, and appeals. Also while paused."""

from flask import request

from storefront import shops
from storefront.kit import dates, hypermedia, ids, security
from storefront.kit.errors import Refused
from storefront.moderation import appealing, words
from storefront.moderation.forms import AppealForm
from storefront.moderation.models import Measure

bp = shops.seller_blueprint("moderation_seller", __name__)
bp.before_request(shops.refuse_packers)
bp.after_request(security.private)


@bp.get("/measures")
def index(shop):
    """All of them, newest first."""
    rows, more = appealing.of_shop(shop, ids.number(request.args.get("before")))
    for row in rows:
        row.words, row.words_kind = words.state(row)
        row.when = dates.day(row.taken_at, shop.time_zone)
    return hypermedia.page("moderation/seller_index.html", rows=rows, more=more, act=words.act)


def _show(shop, measure: Measure, status: int = 200, form: AppealForm | None = None):
    zone = shop.time_zone
    state, kind = words.state(measure)
    return hypermedia.page(
        "moderation/seller_show.html", status, measure=measure, heading=words.heading(measure), sentence=words.sentence(measure, zone),
        rule=words.rule(measure.rule), act=words.act(measure), state=state, kind=kind, noun=words.noun(measure.kind),
        taken=dates.moment(measure.taken_at, zone), ends=dates.moment(measure.ends_at, zone) if measure.ends_at else "",
        appealed=dates.moment(measure.appealed_at, zone) if measure.appealed_at else "",
        answered=dates.moment(measure.decided_at or measure.ended_at, zone) if measure.answer else "",
        appealable=appealing.may_appeal(measure), form=form or AppealForm(),
    )  # fmt: skip


@bp.get("/measures/<code>")
def show(shop, code):
    """One: rule, reason, what can be done, and the appeal."""
    return _show(shop, appealing.of_code(shop, code))


@bp.post("/measures/<code>/appeal")
def appeal(shop, code):
    """Ask for somebody else to look again, once."""
    measure, form = appealing.of_code(shop, code), AppealForm(request.form)
    try:
        if not form.validate():
            return _show(shop, measure, 422, form)
        appealing.appeal(measure, form.words.data)
    except Refused as refusal:
        form.refuse_or_raise(refusal)
        return _show(shop, measure, 422, form)
    return hypermedia.leave(f"/sell/{shop.slug}/measures/{measure.code}")
