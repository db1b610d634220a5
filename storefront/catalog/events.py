"""What happens to goods and others may want to hear of."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PutOnSale:
    """An item can be bought from now on."""

    product: int
    shop: int


@dataclass(frozen=True)
class TakenOffSale:
    """An item cannot be bought any more; its page leads to others."""

    product: int
    shop: int


@dataclass(frozen=True)
class Deleted:
    """An item was deleted by its seller. It can be brought back for a day."""

    product: int
    shop: int
