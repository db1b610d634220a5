"""What cases do after somebody else's event."""

from storefront import payments
from storefront.aftersales.ending import tell
from storefront.aftersales.events import Fulfilled
from storefront.aftersales.models import Case
from storefront.kit import clock, db


@db.verb
def note_paid_back(event, row) -> None:
    """The seller said on the order's page that a refund was paid back: the case that asked for it is fulfilled."""
    refund = payments.Refund.across_shops().where(payments.Refund.id == event.refund).first()
    if refund is None or not refund.key.startswith("case:"):
        return
    number = int(refund.key.split(":")[1])
    owed = (Case.id == number) & Case.fulfil_by.is_null(False) & Case.fulfilled_at.is_null()
    if Case.update(fulfilled_at=clock.now()).where(owed).execute():
        case = Case.across_shops().where(Case.id == number).get()
        tell(case, Fulfilled(case.id, case.order_id))
