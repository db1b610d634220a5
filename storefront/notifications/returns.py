"""Money that was nobody's and did not go back, or came back: whoever looks after the market's money hears of it."""

from storefront import reconciliation
from storefront.kit import db
from storefront.kit.i18n import gettext as _
from storefront.notifications.actions import tell_staff
from storefront.notifications.sentences import amount, says

ABOUT_RETURNS = (reconciliation.ReturnFailed, reconciliation.ReturnBounced)


@db.verb
def tell_about_return(event, row) -> None:
    """The first one that waits is sent; those behind it stand beside it on the desk."""
    decision = reconciliation.Decision.get_by_id(event.decision)
    back = isinstance(event, reconciliation.ReturnBounced)
    data = {"minor": decision.amount_minor, "currency": decision.currency, "back": back}
    url, alone = f"/admin/suspense/{decision.capture_id}", reconciliation.counts(2)[0] < 2
    tell_staff("market.return_failed", data, url, f"event:{row.id}", alone, "finance")


@says("market.return_failed", lambda d: _("Money that fits nothing"))
def to_market(data: dict) -> str:
    """Where it waits for them."""
    if data["back"]:
        return _("%(amount)s that was sent back because it fits nothing came back. It waits for you.", amount=amount(data))
    return _("%(amount)s that fits nothing could not be sent back. It waits for you.", amount=amount(data))


__all__ = ["ABOUT_RETURNS", "tell_about_return"]
