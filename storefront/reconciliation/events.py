"""What is announced about the market's own money. All fields are ids; whoever listens reads the rest."""

from typing import NamedTuple


class ReturnFailed(NamedTuple):
    """Money that was nobody's could not be sent back: somebody must look."""

    decision: int


class ReturnBounced(NamedTuple):
    """Money that was nobody's had been sent back, and came back: somebody must look."""

    decision: int
