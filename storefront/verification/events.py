"""What happens to checks and others may want to hear of."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sent:
    """The seller sent what was asked for: the market looks at it."""

    check: int


@dataclass(frozen=True)
class AskedAgain:
    """Something is missing."""

    check: int


@dataclass(frozen=True)
class Accepted:
    """The papers fit: the shop has the level that was asked for (`shops.Verified` says so too)."""

    check: int


@dataclass(frozen=True)
class TurnedDown:
    """A no, with rule and reason; or a level that was taken back."""

    check: int


@dataclass(frozen=True)
class Appealed:
    """The seller does not agree with a no."""

    check: int


@dataclass(frozen=True)
class Upheld:
    """Somebody else looked again: it stays a no."""

    check: int


@dataclass(frozen=True)
class Overturned:
    """Somebody else looked again: it is a yes."""

    check: int


@dataclass(frozen=True)
class Lapsed:
    """Nothing was sent in time."""

    check: int


@dataclass(frozen=True)
class Overdue:
    """The market is late."""

    check: int


@dataclass(frozen=True)
class Forgotten:
    """The papers were deleted; what was checked and when stays."""

    check: int


@dataclass(frozen=True)
class Looked:
    """Somebody of the market opened the papers, and said why."""

    check: int
    person: int
    why: str
