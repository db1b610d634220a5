"""What was freed goes back to the system.

The C library takes large blocks from the system by themselves and gives each back as soon as it is freed. But each one that is freed
raises the size from which a block counts as large, up to 32 MB: after the first photographs and uploads even those of some megabytes
are cut from the common heap, where small things that stay hold the gaps between them. Under 50,000 requests of all sizes a process grew
by a fifth and more, half of it gaps; with a fixed limit it stays as it was. It also keeps a heap for each thread, up to eight for each
processor, so that threads need not wait for each other; ours take turns (kit/turns.py), and two heaps are 13 MB smaller than sixteen.

Source: mallopt(3), M_MMAP_THRESHOLD, M_TRIM_THRESHOLD and M_ARENA_MAX.
"""

import ctypes

LARGE = (
    2 * 1024 * 1024
)  # bytes: a page and what packing it needs are smaller (by themselves they would take twice as long), photographs larger
HEAPS = 2
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8


def settle() -> None:
    """Fix the limits for this process, before it has threads. Does nothing where the C library is not glibc."""
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):
        return
    mallopt(_M_TRIM_THRESHOLD, LARGE)
    mallopt(_M_MMAP_THRESHOLD, LARGE)
    mallopt(_M_ARENA_MAX, HEAPS)
