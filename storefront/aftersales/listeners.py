"""What cases do after somebody else's event."""

from storefront import payments
from storefront.aftersales.ending import enter, owed_again, tell
from storefront.aftersales.events import Fulfilled
from storefront.aftersales.models import Case
from storefront.kit import clock, db, events


@db.verb
def note_paid_back(event, row) -> None:
    """The seller said on the order's page that a refund was paid back: the case that asked for it is fulfilled."""
    refund = payments.Refund.across_shops().where(payments.Refund.id == event.refund).first()
    if refund is None or not refund.key.startswith("case:"):
        return
    case = _case_of(refund)
    if _stands(refund) != "done":  # taken back meanwhile
        return
    owed = (Case.id == case.id) & Case.fulfil_by.is_null(False) & Case.fulfilled_at.is_null()
    if Case.update(fulfilled_at=clock.now()).where(owed).execute():
        tell(case, Fulfilled(case.id, case.order_id))


@db.verb
def note_not_paid_back(event, row) -> None:
    """The seller took it back on the order's page: the case is owed again."""
    refund = payments.Refund.across_shops().where(payments.Refund.id == event.refund).first()
    if refund is None or not refund.key.startswith("case:"):
        return
    case = _case_of(refund)
    if case.fulfilled_at is not None and _stands(refund) != "done":  # else it was said again meanwhile
        owed_again(case, events.payload(row).get("words", ""))


def _case_of(refund: payments.Refund) -> Case:
    """The case behind a refund, entered."""
    number = int(refund.key.split(":")[1])
    return enter(Case.across_shops().where(Case.id == number).get())


def _stands(refund: payments.Refund) -> str:
    """Its state, now that the order is locked."""
    return payments.Refund.across_shops().where(payments.Refund.id == refund.id).get().state
