"""What happens to shops and others may want to hear of."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Opened:
    """A shop was opened by `person`, perhaps after a look at the shop `came_from`."""

    shop: int
    person: int
    came_from: int | None = None


@dataclass(frozen=True)
class Suspended:
    """The operator paused a shop: it sells nothing, its orders and refunds stay alive."""

    shop: int
    reason: str


@dataclass(frozen=True)
class Reinstated:
    """A paused shop may sell again."""

    shop: int


@dataclass(frozen=True)
class Verified:
    """An identity was checked (or the check was taken back: level "none")."""

    shop: int
    level: str


@dataclass(frozen=True)
class Closed:
    """A shop was closed by its owner."""

    shop: int
