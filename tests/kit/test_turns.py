"""One request computes at a time, and nobody hinders the others by waiting."""

import io
import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from storefront.kit import turns


def together(call, times: int, wide: int) -> list:
    """What so many calls give, in so many threads."""
    with ThreadPoolExecutor(wide) as threads:
        return [each.result() for each in [threads.submit(call) for _ in range(times)]]


def get(**more) -> dict:
    return {"REQUEST_METHOD": "GET", **more}


def post(body: bytes, stream=None, **more) -> dict:
    return {"REQUEST_METHOD": "POST", "CONTENT_LENGTH": str(len(body)), "wsgi.input": stream or io.BytesIO(body), **more}


@pytest.fixture
def patience(monkeypatch):
    """Long enough that a slow machine does not end it."""
    monkeypatch.setattr(turns, "PATIENCE", 30)


class Counting:
    """An app that sees how many are in it at once."""

    def __init__(self, inside=lambda: time.sleep(0.002)):
        self.inside, self.now, self.most, self._lock = inside, 0, 0, threading.Lock()

    def __call__(self, environ, start_response):
        with self._lock:
            self.now += 1
            self.most = max(self.most, self.now)
        self.inside()
        with self._lock:
            self.now -= 1
        return [b"done"]


def test_one_computes_at_a_time(patience):
    app = Counting()
    served = turns.Turns(app)
    assert together(lambda: served(get(), None), 40, wide=8) == [[b"done"]] * 40
    assert app.most == 1


def test_control_without_turns_they_come_together():
    app = Counting(threading.Barrier(4, timeout=30).wait)
    together(lambda: app(get(), None), 4, wide=4)
    assert app.most == 4


def test_whoever_waits_for_something_else_lends_the_turn(patience):
    meeting = threading.Barrier(4, timeout=30)  # broken, were they not inside at the same time

    def inside():
        with turns.lent():
            meeting.wait()

    served = turns.Turns(Counting(inside))
    assert together(lambda: served(get(), None), 4, wide=4) == [[b"done"]] * 4


def test_nobody_waits_longer_than_their_patience(monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 0.01)
    hangs, entered = threading.Event(), threading.Event()

    def hanging(environ, start_response):
        entered.set()
        hangs.wait(30)
        return []

    slow = threading.Thread(target=turns.Turns(hanging), args=(get(), None))
    slow.start()
    try:
        assert entered.wait(30)
        assert turns.Turns(Counting())(get(), None) == [b"done"]
        assert slow.is_alive()
    finally:
        hangs.set()
        slow.join(30)


def test_the_turn_comes_back_after_a_bug(patience):
    def broken(environ, start_response):
        raise LookupError

    for _ in range(2):
        with pytest.raises(LookupError):
            turns.Turns(broken)(get(), None)
    assert turns.Turns(Counting())(get(), None) == [b"done"]


@pytest.mark.parametrize("more", [{}, {"CONTENT_LENGTH": ""}, {"CONTENT_LENGTH": "-1"}, {"CONTENT_LENGTH": str(turns.SMALL + 1)}])
def test_only_what_is_read_quickly_is_read_before_the_turn(more):
    class Watched(io.BytesIO):
        def read(self, *size):
            holding.append(getattr(turns._here, "mine", False))
            return super().read(*size)

    holding, seen = [], []

    def app(environ, start_response):
        seen.append(environ["wsgi.input"].read())
        return [b"done"]

    turns.Turns(app)(post(b"a=1", Watched(b"a=1"), **more), None)
    assert seen == [b"a=1"]
    assert holding == [False]  # one read by whoever came first, and never with the turn in hand


def test_the_turn_stays_on_one_processor_and_nothing_else_does(patience, monkeypatch):
    monkeypatch.setattr(turns, "_home", set())
    monkeypatch.setattr(turns, "_everywhere", set())
    turns.settle()
    everywhere, seen = os.sched_getaffinity(0), {}

    def app(environ, start_response):
        seen["with it"] = os.sched_getaffinity(0)
        with turns.lent():
            seen["waiting"] = os.sched_getaffinity(0)
        with turns.lent(computing=True):
            seen["lent"] = os.sched_getaffinity(0)
        seen["back"] = os.sched_getaffinity(0)
        return []

    def large(environ, start_response):
        seen["large"] = os.sched_getaffinity(0)
        return []

    def requests():  # in a thread that ends: this one runs the other tests
        turns.Turns(app)(get(), None)
        turns.Turns(large)(post(b"a=1", CONTENT_LENGTH=str(turns.SMALL + 1)), None)

    together(requests, 1, wide=1)
    assert len(seen["with it"]) == 1 and seen["back"] == seen["waiting"] == seen["with it"] <= everywhere
    assert seen["lent"] == seen["large"] == everywhere == os.sched_getaffinity(0)


def test_work_that_has_no_turn_lends_none():
    with turns.lent():
        assert turns._free.acquire(blocking=False)
        turns._free.release()
