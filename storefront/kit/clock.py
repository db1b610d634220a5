"""The one place that asks the time.

Everything that decides by time calls `now()`; tests and drills move it with `freeze` and `advance`. Times are aware
UTC datetimes everywhere; a shop's zone is for display only.
"""

from datetime import UTC, datetime, timedelta

_frozen: datetime | None = None
_shift = timedelta()


def now() -> datetime:
    """The current moment, aware, UTC, with microseconds."""
    if _frozen is not None:
        return _frozen
    return datetime.now(UTC) + _shift


def freeze(moment: datetime) -> None:
    """Stop the clock at an aware `moment` (tests and the demo world only)."""
    global _frozen
    if moment.tzinfo is None:
        raise ValueError("a naive time has no meaning here")
    _frozen = moment.astimezone(UTC)


def advance(step: timedelta) -> None:
    """Move the clock by `step`, whether it is frozen or running. Negative steps are clock jumps backwards."""
    global _frozen, _shift
    if _frozen is not None:
        _frozen += step
    else:
        _shift += step


def reset() -> None:
    """Back to the system's clock."""
    global _frozen, _shift
    _frozen = None
    _shift = timedelta()
