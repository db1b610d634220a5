"""What is announced about orders. All fields are ids; whoever listens reads the rest."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Placed:
    """An order was placed; its goods are held."""

    order: int


@dataclass(frozen=True)
class Confirmed:
    """The order counts: it is paid, or cash was agreed. The seller may pack."""

    order: int


@dataclass(frozen=True)
class Revived:
    """Money came after the hold had expired, and the goods were still there."""

    order: int


@dataclass(frozen=True)
class Cancelled:
    """The order will not happen; stock is free again, money is on its way back."""

    order: int


@dataclass(frozen=True)
class Expired:
    """Nobody paid in time."""

    order: int


@dataclass(frozen=True)
class Shipped:
    """Everything is on its way (or ready, or done)."""

    order: int


@dataclass(frozen=True)
class Completed:
    """The buyer has it, or the clock confirmed. For ten seconds it can be undone."""

    order: int


@dataclass(frozen=True)
class Reopened:
    """The buyer took the confirmation back within ten seconds."""

    order: int


@dataclass(frozen=True)
class Settled:
    """The undo has passed; in a protected shop the money is the seller's now."""

    order: int


@dataclass(frozen=True)
class Extended:
    """The buyer asked for more time."""

    order: int


@dataclass(frozen=True)
class MoneyBack:
    """A refund was decided: `minor` of the order's currency goes back to the buyer."""

    order: int
    refund: int
    minor: int
