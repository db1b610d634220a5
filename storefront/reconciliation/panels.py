"""What this room puts on other pages: the operator's queue."""

from storefront.kit.i18n import ngettext
from storefront.reconciliation import desk
from storefront.reconciliation.models import Finding, Statement

MOST = 100


def suspense_queue() -> tuple | None:
    """Slot "admin.queue": money that fits nothing."""
    count, since = desk.counts(MOST)
    if not count:
        return None
    return (
        count,
        ngettext("sum of money that fits nothing", "sums of money that fit nothing", count),
        "/admin/suspense",
        True,
        since,
    )


def findings_queue() -> tuple | None:
    """Slot "admin.queue": differences between statements and the books."""
    rows = Finding.select(Statement.done_at).join(Statement).where(Finding.state == "open").order_by(Finding.id).limit(MOST)
    moments = [moment for (moment,) in rows.tuples()]
    if not moments:
        return None
    words = ngettext("difference in a statement", "differences in statements", len(moments))
    return len(moments), words, "/admin/statements", True, moments[0]
