"""What others may want to know."""

from typing import NamedTuple


class Published(NamedTuple):
    """The operator published a version of the market's rules."""

    version: int
