"""A provider is told about money that goes back: for a refund of a payment, and for money that was nobody's."""

from collections.abc import Callable

from storefront.payments.providers import ProviderDown, ProviderRefused, gateways


def tell(provider: str, row, done: Callable, not_yet: Callable, refused: Callable) -> None:
    """Have a gateway send `row` back, and pass on what it says: `done(row)`, or `not_yet` and `refused` with the row and why.

    Never inside a transaction. Told again, the gateway does it once: the row's `sending_key` goes along.
    """
    gateway = gateways.find(provider)
    try:
        if gateway is None:
            raise ProviderDown("this gateway is not set up any more")
        if gateway.refund(row) == "done":
            done(row)
    except ProviderDown as down:
        not_yet(row, str(down))
    except ProviderRefused as no:
        refused(row, str(no))
