"""The operator's look at refunds that could not go back, and at forged notices. Money that fits nothing has a desk of its own."""

from datetime import timedelta

from storefront import accounts
from storefront.kit import hypermedia
from storefront.kit.errors import NotFound
from storefront.payments import notices, refunding
from storefront.payments.models import Payment, Refund
from storefront.shops.models import Shop

bp = accounts.admin_blueprint("payments_admin", __name__)
SHOWN = 50


@bp.get("/payments")
@accounts.needs("finance")
def index():
    """Refunds that failed, and how many forged notices came today."""
    failed = Refund.across_shops(Refund, Payment, Shop).join(Payment).join(Shop, on=(Payment.shop == Shop.id))
    failed = list(failed.where(Refund.state == "failed").order_by(Refund.id.desc()).limit(SHOWN))
    refused = notices.refused_count(timedelta(days=1))
    return hypermedia.page("payments/admin_index.html", failed=failed, refused=refused, nav={"here": "payments"})


@bp.post("/payments/refunds/<int:refund_id>/send")
@accounts.needs("finance")
def send_again(refund_id):
    """Ask the payment service once more, with the same key."""
    row = Refund.across_shops().where(Refund.id == refund_id).first()
    if row is None:
        raise NotFound
    refunding.send_again(row)
    return hypermedia.leave("/admin/payments")
