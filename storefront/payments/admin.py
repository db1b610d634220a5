"""The operator's look at refunds that could not go back, and at forged notices. Money that fits nothing has a desk of its own."""

from datetime import timedelta

from flask import request

from storefront import accounts
from storefront.kit import hypermedia
from storefront.kit.errors import NotFound, Refused
from storefront.payments import elsewhere, notices, refunding
from storefront.payments.forms import OtherWayForm
from storefront.payments.models import Payment, Refund
from storefront.shops.models import Shop

bp = accounts.admin_blueprint("payments_admin", __name__)
SHOWN = 50


@bp.get("/payments")
@accounts.needs("finance")
def index():
    """Refunds that failed, and how many forged notices came today."""
    return _index()


def _index(status: int = 200, asked: Refund | None = None, form: OtherWayForm | None = None, problem: str = ""):
    """`form` is the one of the refund `asked`, as it was sent; the others are empty."""
    failed = Refund.across_shops(Refund, Payment, Shop).join(Payment).join(Shop, on=(Payment.shop == Shop.id))
    failed = list(failed.where(Refund.state == "failed").order_by(Refund.id.desc()).limit(SHOWN))
    refused, here = notices.refused_count(timedelta(days=1)), accounts.current().id
    rows = [
        (row, form if asked is not None and row.id == asked.id and form else OtherWayForm(prefix=f"r{row.id}-")) for row in failed
    ]
    return hypermedia.page(
        "payments/admin_index.html", status, failed=rows, refused=refused, problem=problem, here=here, limit=elsewhere.limits(accounts.current()),
        reference=elsewhere.reference, nav={"here": "payments"},
    )  # fmt: skip


@bp.post("/payments/refunds/<int:refund_id>/send")
@accounts.needs("finance")
def send_again(refund_id):
    """Ask the payment service once more."""
    refunding.send_again(_refund(refund_id))
    return hypermedia.leave("/admin/payments")


def _refund(refund_id: int) -> Refund:
    row = Refund.across_shops().where(Refund.id == refund_id).first()
    if row is None:
        raise NotFound
    return row


@bp.post("/payments/refunds/<int:refund_id>/elsewhere")
@accounts.needs("finance")
def elsewhere_paid(refund_id):
    """It was paid by hand, from the market's own bank."""
    row, form = _refund(refund_id), OtherWayForm(request.form, prefix=f"r{refund_id}-")
    try:
        if not form.validate():
            raise Refused("")
        elsewhere.record(row, accounts.current(), form.how.data or "")
    except Refused as refusal:
        form.refuse_or_raise(refusal)
        return _index(422, row, form)
    return hypermedia.leave("/admin/payments")


@bp.post("/payments/refunds/<int:refund_id>/elsewhere/agreement")
@accounts.needs("finance")
def elsewhere_agreed(refund_id):
    """The second person agrees."""
    row = _refund(refund_id)
    try:
        elsewhere.agree(row, accounts.current())
    except Refused as refusal:
        return _index(refusal.status, problem=refusal.sentence)
    return hypermedia.leave("/admin/payments")
