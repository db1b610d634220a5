"""What is announced about reviews. All fields are ids; whoever listens reads the rest."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Written:
    """A buyer reviewed a thing out of an order."""

    review: int
    order: int


@dataclass(frozen=True)
class Answered:
    """The shop answered a review, publicly and once."""

    review: int
    order: int


@dataclass(frozen=True)
class Hidden:
    """The market hid a review."""

    review: int
    order: int


@dataclass(frozen=True)
class Shown:
    """A review that was hidden is to be seen again."""

    review: int
    order: int
