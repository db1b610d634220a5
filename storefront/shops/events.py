"""What happens to shops and others may want to hear of."""

from typing import NamedTuple


class Opened(NamedTuple):
    """A shop was opened by `person`, perhaps after a look at the shop `came_from`."""

    shop: int
    person: int
    came_from: int | None = None


class Suspended(NamedTuple):
    """The operator paused a shop: it sells nothing, its orders and refunds stay alive."""

    shop: int
    reason: str


class Reinstated(NamedTuple):
    """A paused shop may sell again."""

    shop: int


class Verified(NamedTuple):
    """An identity was checked (or the check was taken back: level "none")."""

    shop: int
    level: str


class Closed(NamedTuple):
    """A shop was closed by its owner."""

    shop: int
