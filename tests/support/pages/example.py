"""One page as somebody sees it."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Example:
    """One page as somebody sees it. `who` is a name of `LivedIn.people`, or "" for anybody; `before` are posts (address, fields) in the
    same browser that lead to it; `sends` makes it the answer to a post with these fields, `file` with a file too (field, name, bytes)."""

    endpoint: str
    url: str
    who: str = ""
    what: str = ""
    status: int = 200
    before: tuple = ()
    sends: dict | None = field(default=None, hash=False)
    file: tuple[str, str, bytes] | None = None

    @property
    def name(self) -> str:
        """What a failure calls it."""
        return f"{self.endpoint}{f' ({self.what})' if self.what else ''}"
