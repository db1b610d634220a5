"""The operator's look at money that needs a person: what fits nothing, and what could not go back."""

from datetime import timedelta

import peewee

from storefront import accounts
from storefront.kit import events, hypermedia
from storefront.kit.errors import NotFound, Refused
from storefront.payments import notices, refunding
from storefront.payments.models import Capture, Payment, Refund
from storefront.shops.models import Shop

bp = accounts.admin_blueprint("payments_admin", __name__)
SHOWN = 50


def _page(status: int = 200, problem: str = ""):
    parked = Capture.select(Capture, Payment).join(Payment, peewee.JOIN.LEFT_OUTER).where(Capture.outcome == "suspense")
    rows = list(parked.order_by(Capture.id.desc()).limit(SHOWN))
    keys = [f"back:{row.id}" for row in rows]
    returned = {row.key: row for row in Refund.across_shops().where(Refund.key.in_(keys))} if keys else {}
    failed = Refund.across_shops(Refund, Payment, Shop).join(Payment).join(Shop, on=(Payment.shop == Shop.id))
    failed = list(failed.where(Refund.state == "failed").order_by(Refund.id.desc()).limit(SHOWN))
    refused = notices.refused_count(timedelta(days=1))
    return hypermedia.page(
        "payments/admin_index.html", status, rows=[(row, returned.get(f"back:{row.id}")) for row in rows], failed=failed,
        refused=refused, problem=problem, nav={"here": "queue", "counts": {}},
    )  # fmt: skip


@bp.get("/payments")
@accounts.needs("support")
def index():
    """What waits in suspense, refunds that failed, and how many forged notices came today."""
    return _page()


@bp.post("/payments/captures/<int:capture_id>/return")
@accounts.needs("finance")
def return_unplaced(capture_id):
    """Send money from suspense back the way it came."""
    capture = Capture.get_or_none(Capture.id == capture_id, Capture.outcome == "suspense")
    if capture is None:
        raise NotFound
    try:
        refunding.return_unplaced(capture)
    except Refused as refusal:
        return _page(refusal.status, refusal.sentence)
    events.record("capture.returned", subject=f"capture:{capture.id}")
    return hypermedia.leave("/admin/payments")


@bp.post("/payments/refunds/<int:refund_id>/send")
@accounts.needs("finance")
def send_again(refund_id):
    """Ask the payment service once more, with the same key."""
    row = Refund.across_shops().where(Refund.id == refund_id).first()
    if row is None:
        raise NotFound
    refunding.send_again(row)
    return hypermedia.leave("/admin/payments")
