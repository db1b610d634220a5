"""One request computes at a time, the others wait for their turn instead of for one another's every question.

Python runs one thread at a time, and a thread that asks SQLite something lets go of the interpreter for some microseconds. With many
requests under way another thread takes it in that moment, and the first waits until that one asks something too: threads change
places dozens of times a page, which costs more than the page. So a request takes the turn when its input is there and keeps it; it
lends it out (`lent`) where it really waits: for the disk, for another writer, for a gateway, for a picture.

Nobody waits longer than PATIENCE: whoever did goes on without the turn, as if there were none.
"""

import io
import threading
from collections.abc import Callable, Iterable
from contextlib import contextmanager

PATIENCE = 0.05  # seconds
SMALL = 64 * 1024  # bytes of input that are read before the turn is taken; larger ones, such as pictures, take none

_free = threading.Lock()
_here = threading.local()


def _take() -> None:
    _here.mine = _free.acquire(timeout=PATIENCE)


def _give() -> None:
    if getattr(_here, "mine", False):
        _here.mine = False
        _free.release()


@contextmanager
def lent():
    """Others may compute while this thread waits for something else inside the block. Does nothing where it has no turn."""
    if not getattr(_here, "mine", False):
        yield
        return
    _give()
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
