"""What happens to checks and others may want to hear of."""

from typing import NamedTuple


class Sent(NamedTuple):
    """The seller sent what was asked for: the market looks at it."""

    check: int


class AskedAgain(NamedTuple):
    """Something is missing."""

    check: int


class Accepted(NamedTuple):
    """The papers fit: the shop has the level that was asked for (`shops.Verified` says so too)."""

    check: int


class TurnedDown(NamedTuple):
    """A no, with rule and reason; or a level that was taken back."""

    check: int


class Appealed(NamedTuple):
    """The seller does not agree with a no."""

    check: int


class Upheld(NamedTuple):
    """Somebody else looked again: it stays a no."""

    check: int


class Overturned(NamedTuple):
    """Somebody else looked again: it is a yes."""

    check: int


class Lapsed(NamedTuple):
    """Nothing was sent in time."""

    check: int


class Overdue(NamedTuple):
    """The market is late."""

    check: int


class Forgotten(NamedTuple):
    """The papers were deleted; what was checked and when stays."""

    check: int


class Looked(NamedTuple):
    """Somebody of the market opened the papers, and said why."""

    check: int
    person: int
    why: str
