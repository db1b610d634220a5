"""What happens to reported things and others may want to hear of."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reported:
    """Somebody told the market about a thing; nothing public changes by that."""

    report: int
    shop: int


@dataclass(frozen=True)
class Answered:
    """The market has looked at a report: whoever told of it and left a contact hears how it ended."""

    report: int


@dataclass(frozen=True)
class Taken:
    """A measure was taken: a thing is hidden, or a shop paused. Its seller reads the rule, the reason and what can be done."""

    measure: int
    shop: int


@dataclass(frozen=True)
class Appealed:
    """The seller asks for somebody else to look at a measure again."""

    measure: int
    shop: int


@dataclass(frozen=True)
class Upheld:
    """Somebody else has looked at an appeal: the measure stays."""

    measure: int
    shop: int


@dataclass(frozen=True)
class Lifted:
    """A measure was taken back: the thing is where it was."""

    measure: int
    shop: int


@dataclass(frozen=True)
class Expired:
    """A measure was for a time, and the time is over: the thing is where it was."""

    measure: int
    shop: int
