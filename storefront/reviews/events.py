"""What is announced about reviews. All fields are ids; whoever listens reads the rest."""

from typing import NamedTuple


class Written(NamedTuple):
    """A buyer reviewed a thing out of an order."""

    review: int
    order: int


class Answered(NamedTuple):
    """The shop answered a review, publicly and once."""

    review: int
    order: int


class Hidden(NamedTuple):
    """The market hid a review."""

    review: int
    order: int


class Shown(NamedTuple):
    """A review that was hidden is to be seen again."""

    review: int
    order: int
