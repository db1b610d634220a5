"""What others may want to know."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Published:
    """The operator published a version of the market's rules."""

    version: int
