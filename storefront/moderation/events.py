"""What happens to reported things and others may want to hear of."""

from typing import NamedTuple


class Reported(NamedTuple):
    """Somebody told the market about a thing; nothing public changes by that."""

    report: int
    shop: int


class Answered(NamedTuple):
    """The market has looked at a report: whoever told of it and left a contact hears how it ended."""

    report: int


class Taken(NamedTuple):
    """A measure was taken: a thing is hidden, or a shop paused. Its seller reads the rule, the reason and what can be done."""

    measure: int
    shop: int


class Appealed(NamedTuple):
    """The seller asks for somebody else to look at a measure again."""

    measure: int
    shop: int


class Upheld(NamedTuple):
    """Somebody else has looked at an appeal: the measure stays."""

    measure: int
    shop: int


class Lifted(NamedTuple):
    """A measure was taken back: the thing is where it was."""

    measure: int
    shop: int


class Expired(NamedTuple):
    """A measure was for a time, and the time is over: the thing is where it was."""

    measure: int
    shop: int
