"""Files that are there as a whole or not at all, whenever the power goes."""

import errno
import os
from pathlib import Path

from storefront.kit import ids

_NO_ROOM = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO))


def has_no_room(error: OSError) -> bool:
    """Whether the disk is full, fails, or may only be read."""
    return error.errno in _NO_ROOM


def write(path: Path, data: bytes, mode: int = 0o666, folder_mode: int = 0o777) -> None:
    """Put a file under its name once all of it is on the disk; its folder too, where that is missing. What was there is replaced."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=folder_mode)
    partial = path.with_name(f".{path.name}.{ids.code(6)}")
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
