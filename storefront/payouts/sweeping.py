"""Every minute: the batch takes what is due, and what did not come back in time has arrived."""

from storefront.payouts import batching, releasing


def sweep() -> None:
    """Bounded, and safe to run in several workers at once."""
    batching.make()
    releasing.finish_due()
