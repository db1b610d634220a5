"""What is announced about orders. All fields are ids; whoever listens reads the rest."""

from typing import NamedTuple


class Placed(NamedTuple):
    """An order was placed; its goods are held."""

    order: int


class Confirmed(NamedTuple):
    """The order counts: it is paid, or cash was agreed. The seller may pack."""

    order: int


class Revived(NamedTuple):
    """Money came after the hold had expired, and the goods were still there."""

    order: int


class Cancelled(NamedTuple):
    """The order will not happen; stock is free again, money is on its way back."""

    order: int


class Expired(NamedTuple):
    """Nobody paid in time."""

    order: int


class Shipped(NamedTuple):
    """Everything is on its way (or ready, or done)."""

    order: int


class Completed(NamedTuple):
    """The buyer has it, or the clock confirmed. For ten seconds it can be undone."""

    order: int


class Reopened(NamedTuple):
    """The buyer took the confirmation back within ten seconds."""

    order: int


class Settled(NamedTuple):
    """The undo has passed; in a protected shop the money is the seller's now."""

    order: int


class Extended(NamedTuple):
    """The buyer asked for more time."""

    order: int


class PaidBack(NamedTuple):
    """Direct: the seller says that a refund was paid back."""

    order: int
    refund: int


class NotPaidBack(NamedTuple):
    """Direct: the seller takes that back; it is owed again."""

    order: int
    refund: int


class BackMissing(NamedTuple):
    """Direct: the buyer says that what was paid back did not arrive."""

    order: int
    refund: int


class MoneyBack(NamedTuple):
    """A refund was decided: `minor` of the order's currency goes back to the buyer."""

    order: int
    refund: int
    minor: int
