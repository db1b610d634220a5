"""The thread that posts the sandbox's notices goes on, whatever happens."""

import sqlite3
import threading

from storefront.payments.sandbox.courier import Courier
from storefront.payments.sandbox.mounting import Mounted


class Shaky:
    """A store that cannot be asked the first time, as when the disk is full for a moment."""

    def __init__(self):
        self.problems, self.asked = [sqlite3.OperationalError("database or disk is full")], threading.Event()

    def waiting(self) -> bool:
        if self.problems:
            raise self.problems.pop()
        self.asked.set()
        return False

    def due(self) -> list:
        return []


def test_a_store_that_cannot_be_asked_for_a_moment_does_not_end_it():
    store = Shaky()
    courier = Courier(store, b"secret", "http://localhost/hooks/sandbox", carrier=None)
    courier.wake()
    courier.wake()
    assert store.asked.wait(30)
    assert courier._thread.is_alive()


def test_requests_that_come_first_at_once_make_one_sandbox(config, monkeypatch):
    from storefront.payments.sandbox import mounting

    meeting, made = threading.Barrier(2, timeout=0.2), []

    def making(_config):
        made.append(object())
        try:
            meeting.wait()  # broken after a moment, unless somebody else makes one too
        except threading.BrokenBarrierError:
            pass
        return made[-1]

    monkeypatch.setattr(mounting, "made", making)
    mounted, found = Mounted(None, config), []
    both = [threading.Thread(target=lambda: found.append(mounted.sandbox)) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert len(made) == 1 and found == made * 2
