"""What happens to goods and others may want to hear of."""

from typing import NamedTuple


class PutOnSale(NamedTuple):
    """An item can be bought from now on."""

    product: int
    shop: int


class TakenOffSale(NamedTuple):
    """An item cannot be bought any more; its page leads to others."""

    product: int
    shop: int


class Deleted(NamedTuple):
    """An item was deleted by its seller. It can be brought back for a day."""

    product: int
    shop: int
