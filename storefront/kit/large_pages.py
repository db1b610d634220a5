"""What a server has in memory, in large pages.

A processor keeps in mind where some two thousand pages of memory are. Of 4 KB each, that is a tenth of this process; whatever lies
elsewhere has to be looked up each time, and on rented machines twice. Linux can hold 512 neighbouring pages as one (transparent huge
pages), and usually does so for whoever asks: a whole checkout then takes a tenth less of the processor.

Only what is nearly full is put together, so that the process hardly grows: the stacks of threads are mostly air.
"""

import ctypes
import errno
import threading
import time
from collections.abc import Iterator
from pathlib import Path

LARGE, SMALL = 2 * 1024 * 1024, 4096  # bytes: on every machine of 64 bits that has both
NEARLY_FULL = 480  # of 512
COLLAPSE = 25  # MADV_COLLAPSE, since Linux 6.1
WHEN = (2, 30, 120)  # seconds after the start: what is imported; what the first pages brought; what stays


def gather() -> int:
    """Put pages together; returns how many large ones there are now. Nothing happens where the system cannot."""
    made = 0
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        for start in _spans():
            if _used(libc, start) < NEARLY_FULL:
                continue
            if libc.madvise(ctypes.c_void_p(start), ctypes.c_size_t(LARGE), COLLAPSE) == 0:
                made += 1
            elif not made and ctypes.get_errno() == errno.EINVAL:  # it has never heard of it
                break
    except (OSError, AttributeError):  # not Linux
        pass
    return made


def _spans() -> Iterator[int]:
    """Where a large page would fit into memory that belongs to no file and can be written."""
    for line in Path("/proc/self/maps").read_text().splitlines():
        ends, rights, _offset, _device, inode, *name = line.split(maxsplit=5)
        if rights == "rw-p" and inode == "0" and (not name or name[0] == "[heap]"):
            first, last = (int(end, 16) for end in ends.split("-"))
            yield from range(-(-first // LARGE) * LARGE, last // LARGE * LARGE, LARGE)


def _used(libc, start: int) -> int:
    """How many of the small pages of a span are there."""
    there = (ctypes.c_ubyte * (LARGE // SMALL))()
    if libc.mincore(ctypes.c_void_p(start), ctypes.c_size_t(LARGE), there):
        return 0  # given back meanwhile
    return sum(page & 1 for page in there)


def keep_together() -> None:
    """Do so in the background, as the server grows to what it will be."""

    def run():
        for seconds in WHEN:
            time.sleep(seconds)
            gather()

    threading.Thread(target=run, name="large pages", daemon=True).start()
