"""Named places where a drill may end this process: what happens if the power goes just here?

Every verb has three: begun, done (but not committed), kept (but not yet told to anybody). Nothing is armed unless a drill does it,
and production refuses to be armed.
"""

from collections.abc import Callable

_armed: Callable[[str], None] | None = None


def arm(action: Callable[[str], None], production: bool) -> None:
    """From now on call `action("orders.placing.create done")` at each place that is reached. Raises RuntimeError in production."""
    global _armed
    if production:
        raise RuntimeError("failpoints are for drills")
    _armed = action


def disarm() -> None:
    """Nothing happens at any of them."""
    global _armed
    _armed = None


def at(name: str, moment: str) -> None:
    """This place is reached."""
    if _armed is not None:
        _armed(f"{name} {moment}")
