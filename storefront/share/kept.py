"""Pictures that were drawn before, in a folder: drawn once per content, read ever after.

The key of a picture is a hash of everything it shows, so nothing is ever stale: what changes gets another key, and what nobody
asks for any more is swept out, oldest first, when the folder grows past its size.
"""

import os
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

from storefront.kit import clock, files, turns
from storefront.kit.errors import TooMany
from storefront.kit.i18n import gettext as _

MOST_BYTES = 400 * 1024 * 1024
MOST_WAITING = 6  # different pictures that may wait to be drawn; each waiting request holds a thread
_USED_AGAIN = 24 * 3600  # seconds after which a read counts as a new use
_TIDY_EVERY = 50


class Kept:
    """A folder of drawn pictures. Losing it loses nothing but time."""

    def __init__(self, folder: Path, most_bytes: int = MOST_BYTES):
        self.folder, self.most_bytes = Path(folder), most_bytes
        self._lock = threading.Lock()
        self._drawing: dict[str, Future] = {}
        self._written = 0

    def fetch(self, key: str, draw: Callable[[], bytes]) -> bytes:
        """The picture under `key` (hex), drawn by `draw()` where it is not there. Who asks for one that is being drawn waits for it.

        Raises TooMany where too many different ones are being waited for.
        """
        found = self._read(key)
        if found is not None:
            return found
        with self._lock:
            running = self._drawing.get(key)
            if running is None:
                if len(self._drawing) >= MOST_WAITING:
                    raise TooMany(_("Many pictures are being drawn at the moment. Try again in a few seconds."), retry_after=5)
                mine = self._drawing[key] = Future()
        if running is not None:
            with turns.lent():
                return running.result()
        try:
            drawn = self._read(key) or draw()
            mine.set_result(drawn)
            self._write(key, drawn)  # before it is no longer being drawn: whoever comes next finds it
            return drawn
        except BaseException as error:
            if not mine.done():
                mine.set_exception(error)
            raise
        finally:
            with self._lock:
                del self._drawing[key]

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key

    def _read(self, key: str) -> bytes | None:
        path, data = self._path(key), None
        try:
            data = path.read_bytes()
            if clock.now().timestamp() - path.stat().st_mtime > _USED_AGAIN:
                os.utime(path)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:  # it was read, but that it was used cannot be noted
            if not files.has_no_room(error):
                raise
        return data or None

    def _write(self, key: str, data: bytes) -> None:
        try:
            files.write(self._path(key), data)
        except OSError as error:  # drawn again the next time
            if not files.has_no_room(error):
                raise
            return
        self._written += 1
        if self._written % _TIDY_EVERY == 1:
            self.tidy()

    def tidy(self) -> None:
        """Forget the pictures that nobody asked for the longest, until the folder is a tenth smaller than it may be."""
        files = []
        for path in self.folder.glob("*/*"):
            try:
                state = path.stat()
            except FileNotFoundError:
                continue
            files.append((state.st_mtime, state.st_size, path))
        size = sum(each for _when, each, _path in files)
        if size <= self.most_bytes:
            return
        for _when, each, path in sorted(files):
            path.unlink(missing_ok=True)
            size -= each
            if size <= self.most_bytes * 9 // 10:
                return
