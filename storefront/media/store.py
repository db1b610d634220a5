"""Where picture files live. A store keeps bytes under a name and knows nothing about pictures.

`LocalStore` is a folder on this machine; object storage registers behind the same contract. Names are `<code>-<width>.<format>`,
with `private/` in front for what only some people may see: the public address never reaches those.
"""

from pathlib import Path
from typing import Protocol

from storefront.kit import files
from storefront.media import names

PRIVATE = "private/"


class Store(Protocol):
    """What every store can do. Writing the same name again replaces it; deleting what is not there is no error."""

    def put(self, name: str, data: bytes) -> None:
        """Keep `data` under `name`, completely or not at all."""

    def open(self, name: str) -> bytes:
        """The bytes. Raises KeyError where there are none."""

    def delete(self, name: str) -> None:
        """Forget `name`."""

    def exists(self, name: str) -> bool:
        """Whether there is something under `name`."""

    def url(self, name: str) -> str | None:
        """An address that serves the file without us (a bucket, a CDN), or None: we serve it."""


class BadName(ValueError):
    """A name that is not the name of a picture file."""


class LocalStore:
    """A folder, two levels deep so that no directory grows long. A file appears under its name only when it is complete."""

    def __init__(self, folder: Path):
        self.folder = Path(folder)

    def _path(self, name: str) -> Path:
        plain = name.removeprefix(PRIVATE)
        if names.parse(plain) is None:
            raise BadName(name)
        top = self.folder / "private" if name.startswith(PRIVATE) else self.folder
        return top / plain[:2] / plain[2:4] / plain

    def put(self, name: str, data: bytes) -> None:
        files.write(self._path(name), data)

    def open(self, name: str) -> bytes:
        try:
            return self._path(name).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            raise KeyError(name) from None

    def delete(self, name: str) -> None:
        self._path(name).unlink(missing_ok=True)

    def exists(self, name: str) -> bool:
        return self._path(name).is_file()

    def url(self, name: str) -> str | None:
        self._path(name)
        return None


class Kept:
    """The store of this installation: `use()` says which one, everything else goes to it."""

    def __init__(self):
        self._store: Store | None = None

    def use(self, store: Store) -> None:
        """Keep pictures there from now on."""
        self._store = store

    def __getattr__(self, method: str):
        if self._store is None:
            raise RuntimeError("media.configure() has not been called")
        return getattr(self._store, method)


store = Kept()
