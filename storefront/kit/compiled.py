"""What Python compiles anew at each start, kept from one start to the next.

A dataclass writes the text of its methods and compiles it, and so does a named tuple. The market and what it stands on have two hundred
of them: six hundred small texts, always the same, and a tenth of the time that a start takes. What became of them stays in a file, as
Python itself keeps what it compiled of modules. Another Python compiles them again, and so does one that finds the file damaged.
"""

import collections
import dataclasses
import hashlib
import marshal
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib.util import MAGIC_NUMBER
from pathlib import Path

NAME = "methods"
_SUM = 16  # bytes of the digest before what is kept


@contextmanager
def kept(folder: Path) -> Iterator[None]:
    """While classes are made inside the block, take what was compiled before from `folder`, and leave what is new there."""
    path = folder / f"{NAME}-{MAGIC_NUMBER.hex()}"
    before, used = _read(path), {}

    def running(run: Callable, mode: str) -> Callable:
        def run_text(text: str, *places):
            code = used.get(text) or before.get(text)
            if code is None:
                code = compile(text, "<string>", mode, dont_inherit=True)
            used[text] = code
            return run(code, *places)

        return run_text

    dataclasses.exec, collections.eval = running(exec, "exec"), running(eval, "eval")  # before those of Python, by their names
    try:
        yield
    finally:
        del dataclasses.exec, collections.eval
    if not used.keys() <= before.keys():
        _write(path, used)


def _read(path: Path) -> dict:
    with suppress(OSError, ValueError, EOFError, TypeError):
        content = path.read_bytes()
        if content[:_SUM] == _sum(content[_SUM:]):
            return marshal.loads(content[_SUM:])
    return {}


def _write(path: Path, codes: dict) -> None:
    with suppress(OSError):  # no room: they are compiled again the next time
        content = marshal.dumps(codes)
        new = path.with_name(f"{path.name}.{os.getpid()}")
        new.write_bytes(_sum(content) + content)
        new.replace(path)


def _sum(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_SUM).digest()
