"""What a provider's statement tells that nobody else does: its agreed fee on a payment, and what it moved to our bank.

Each is booked once, by the provider's own reference, however often and in however many statements it stands.
"""

from storefront import ledger
from storefront.kit import log
from storefront.reconciliation.models import Line
from storefront.reconciliation.sources import BANK


def cost(provider: str, line: Line, subject: str) -> None:
    """The provider kept its agreed fee of a payment: the market bears it."""
    legs = [("provider", provider, line.fee_minor), ("fees", "", -line.fee_minor)]
    _post("cost", subject, legs, line.currency)


def moved(provider: str, line: Line) -> None:
    """The provider paid to our bank: the bank holds it now."""
    if line.amount_minor:
        legs = [("provider", provider, -line.amount_minor), ("provider", BANK, line.amount_minor)]
        _post("moved", f"{provider}:{line.reference}"[:80], legs, line.currency)


def _post(kind: str, reference: str, legs: list, currency: str) -> None:
    try:
        ledger.post(kind, reference, legs, currency)
    except ledger.Contradiction:  # an earlier statement told another sum: the books keep the first, and it is logged
        log.warning("statement.contradiction", kind=kind, reference=reference)
