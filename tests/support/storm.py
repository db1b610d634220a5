"""Many at once: threads that start together, each with a connection of its own, and what became of each."""

import threading

from storefront.kit import db
from storefront.kit.errors import Refused


def storm(calls: list, wide: int = 12) -> list:
    """Run every call in one of `wide` threads that start at the same moment. Returns results and Refused instances in the order of
    the calls; any other exception fails the test."""
    waiting, outcomes, broken = list(enumerate(calls)), [None] * len(calls), []
    lock, start = threading.Lock(), threading.Barrier(min(wide, len(calls)))

    def work():
        start.wait()
        while True:
            with lock:
                if not waiting:
                    break
                place, call = waiting.pop(0)
            try:
                outcomes[place] = call()
            except Refused as refusal:
                outcomes[place] = refusal
            except Exception as error:
                broken.append(error)
        db.database.close()

    threads = [threading.Thread(target=work, daemon=True) for _ in range(min(wide, len(calls)))]
    [thread.start() for thread in threads]
    [thread.join(240) for thread in threads]
    assert not any(thread.is_alive() for thread in threads), "somebody waits for ever"
    if broken:
        raise broken[0]
    return outcomes


def refused(outcomes: list) -> list[Refused]:
    """Those who heard a no."""
    return [outcome for outcome in outcomes if isinstance(outcome, Refused)]
