"""What a buyer sees while something is being paid, and the door for payment services."""

from datetime import timedelta

from flask import Blueprint, Response, g, request

from storefront.kit import hypermedia, security
from storefront.kit.errors import NotFound, Refused
from storefront.payments import asking, codes, confirming, notices, opening, page, wiring
from storefront.payments.forms import ClaimForm
from storefront.payments.providers import BadNotice, gateways

bp = Blueprint("payments", __name__, url_prefix="/pay")
bp.policy = "link"
hooks = Blueprint("hooks", __name__, url_prefix="/hooks")
hooks.policy = "provider"


@bp.before_request
def find():
    """The payment behind the code."""
    g.payment = opening.by_code(request.view_args.pop("code", "")[:22])
    g.shop = g.payment.shop


@bp.after_request
def keep_private(response):
    """For one person only; the buttons may lead to a gateway's own pages."""
    return security.open_csp(security.private(response), forms=wiring.form_origins())


def _show(status: int = 200, form: ClaimForm | None = None, problem: str = ""):
    return hypermedia.page("payments/show.html", status, form=form or ClaimForm(), problem=problem, **page.context(g.payment))


@bp.get("/<code>")
def show():
    """Where it stands: waiting, what to scan, declined, paid. Coming back here proves nothing, so we ask the gateway."""
    if g.payment.mode == "protected" and g.payment.state in ("open", "void") and asking.ask_while_waiting(g.payment):
        g.payment = opening.by_code(g.payment.code)
    if g.payment.state == "paid":
        return hypermedia.leave(page.buyer_url(g.payment))
    if hypermedia.wants_fragment() and request.args.get("seen") == page.stamp(g.payment):
        return hypermedia.nothing()
    return _show()


@bp.post("/<code>/again")
def again():
    """Try once more, by the same way."""
    try:
        return hypermedia.leave(opening.try_again(g.payment).url)
    except Refused as refusal:
        return _show(refusal.status, problem=refusal.sentence)


@bp.post("/<code>/method")
def change_method():
    """Another way to pay; everything else stays."""
    try:
        payment = opening.switch(g.payment, request.form.get("pay", "")[:20])
        return hypermedia.leave(opening.start(payment, page.buyer_url(payment)).url)
    except Refused as refusal:
        return _show(refusal.status, problem=refusal.sentence)


@bp.post("/<code>/claim")
def claim():
    """I have paid."""
    form, upload = ClaimForm(request.form), request.files.get("photo")
    security.hit(f"claim:{g.payment.id}", 20, timedelta(hours=1))
    try:
        confirming.claim(g.payment, upload.stream if upload is not None and upload.filename else None)
    except Refused as refusal:
        form.refuse(refusal)
        return _show(refusal.status, form, "" if refusal.field == "photo" else refusal.sentence)
    return hypermedia.leave(f"/pay/{g.payment.code}")


@bp.get("/<code>/qr.png")
def qr():
    """The code to scan, as a picture that can be saved."""
    text = codes.text_of(g.payment, page.payee(g.payment))
    if text is None or g.payment.state not in ("open", "to_verify"):
        raise NotFound
    response = Response(codes.png(text, page.level(g.payment)), mimetype="image/png")
    response.headers["Content-Disposition"] = f'inline; filename="{g.payment.label}.png"'
    return response


@hooks.post("/<provider>")
def notice(provider):
    """A payment service tells something. 200 only after all of it is committed."""
    if provider not in gateways:
        raise NotFound
    request.max_content_length = notices.LARGEST
    try:
        outcome = notices.take(provider, request.headers, request.get_data(), g.network)
    except BadNotice:
        return Response("refused", 401, mimetype="text/plain")
    return Response(outcome, 200, mimetype="text/plain")


blueprints = [bp, hooks]
