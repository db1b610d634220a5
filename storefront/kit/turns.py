"""One request computes at a time, the others wait for their turn instead of for one another's every question.

Python runs one thread at a time, and a thread that asks SQLite something lets go of the interpreter for some microseconds. With many
requests under way another thread takes it in that moment, and the first waits until that one asks something too: threads change
places dozens of times a page, which costs more than the page. So a request takes the turn when its input is there and keeps it; it
lends it out (`lent`) where it really waits: for the disk, for another writer, for a gateway, for a picture.

Nobody waits longer than PATIENCE: whoever did goes on without the turn, as if there were none.

A server also keeps whoever has the turn on one processor (`settle`). All threads work on the same objects; wherever the next one
woke up, it would have to fetch them anew from memory, which takes half as long again as the page itself. Whatever has no turn, or
computes while it lends it, runs where the system likes.
"""

import io
import os
import threading
from collections.abc import Callable, Iterable
from contextlib import contextmanager

PATIENCE = 0.05  # seconds
SMALL = 64 * 1024  # bytes of input that are read before the turn is taken; larger ones, such as pictures, take none

_free = threading.Lock()
_here = threading.local()
_everywhere: set[int] = set()
_home: set[int] = set()  # the processor of the turn; empty: wherever


def settle() -> None:
    """From now on the turn stays on one of this process's processors, another one for the next process."""
    global _everywhere, _home
    if not hasattr(os, "sched_setaffinity"):  # not Linux
        return
    _everywhere = os.sched_getaffinity(0)
    _home = {sorted(_everywhere)[os.getpid() % len(_everywhere)]} if len(_everywhere) > 1 else set()


def _stand(at_home: bool) -> None:
    """Let this thread run at the processor of the turn, or everywhere."""
    global _home
    if not _home or getattr(_here, "at_home", False) == at_home:
        return
    try:
        os.sched_setaffinity(0, _home if at_home else _everywhere)
        _here.at_home = at_home
    except OSError:  # somebody took that processor from us
        _home = set()


def _take() -> None:
    _stand(at_home=True)
    _here.mine = _free.acquire(timeout=PATIENCE)


def _give() -> None:
    if getattr(_here, "mine", False):
        _here.mine = False
        _free.release()


@contextmanager
def lent(computing: bool = False):
    """Others may compute while this thread waits for something else inside the block. With `computing` the block does not wait but works
    without the interpreter for long, as decoders of pictures do: on another processor then. Does nothing where it has no turn."""
    if not getattr(_here, "mine", False):
        yield
        return
    _give()
    if computing:
        _stand(at_home=False)
    try:
        yield
    finally:
        _take()


class Turns:
    """WSGI middleware: `app` is called by one thread at a time. What it gives to iterate over is read without the turn."""

    def __init__(self, app: Callable):
        self.app = app

    def __call__(self, environ, start_response) -> Iterable[bytes]:
        if not _is_here(environ):
            _stand(at_home=False)
            return self.app(environ, start_response)
        _take()
        try:
            return self.app(environ, start_response)
        finally:
            _give()


def _is_here(environ) -> bool:
    """Whether all input is there; a small one is read for it."""
    if environ["REQUEST_METHOD"] in ("GET", "HEAD"):
        return True
    length = environ.get("CONTENT_LENGTH") or ""
    if not length.isdecimal() or int(length) > SMALL:
        return False
    environ["wsgi.input"] = io.BytesIO(environ["wsgi.input"].read(int(length)))
    return True
