"""Named places where a drill may end this process, or keep it waiting: what happens if the power goes just here?

Every verb has three: begun, done (but not committed), kept (but not yet told to anybody). Nothing is armed unless a drill does it, in
its own code (`arm`) or for a server by MICROSTORE_FAILPOINTS (`configure`); production refuses to be armed.
"""

import os
import signal
import time
from collections.abc import Callable

from storefront.kit.config import BadConfig

_armed: Callable[[str], None] | None = None


def arm(action: Callable[[str], None], production: bool) -> None:
    """From now on call `action("orders.placing.create done")` at each place that is reached. Raises RuntimeError in production."""
    global _armed
    if production:
        raise RuntimeError("failpoints are for drills")
    _armed = action


def configure(text: str, production: bool) -> None:
    """Arm what the setting names, if anything: "orders.placing.create done" ends the process there as a power cut would, without a word;
    "payments.arriving.arrived kept=2.5" waits so many seconds. Several stand with commas between. Raises BadConfig for anything else."""
    if not text.strip():
        return
    waits = dict(_read(each.strip()) for each in text.split(","))

    def act(point: str) -> None:
        if point in waits:
            time.sleep(waits[point]) if waits[point] else os.kill(os.getpid(), signal.SIGKILL)

    arm(act, production)


def _read(text: str) -> tuple[str, float]:
    """("orders.placing.create done", 0.0) of one entry."""
    point, _equals, seconds = text.partition("=")
    name, _space, moment = point.partition(" ")
    try:
        if name and moment in ("begun", "done", "kept"):
            return point, float(seconds or 0)
    except ValueError:
        pass
    raise BadConfig(f"MICROSTORE_FAILPOINTS={text!r} should look like `orders.placing.create done`, or with `=2.5` to wait.")


def disarm() -> None:
    """Nothing happens at any of them."""
    global _armed
    _armed = None


def at(name: str, moment: str) -> None:
    """This place is reached."""
    if _armed is not None:
        _armed(f"{name} {moment}")
