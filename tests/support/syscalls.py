"""What a process asks of the kernel, seen and disturbed by strace: kills and errors at the nth write, and what a power cut leaves.

`ended(command, environment, rule)` runs a command with one injection. `recorded(...)` keeps every write and sync of the database's files in
their order; `Disk` plays them back and stops anywhere: what was synced is there, of the rest the disk has kept what it liked.
"""

import random
import re
import shutil
import signal
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

CALLS = "pwrite64,fdatasync,fsync,ftruncate"
SENDS = "sendto,sendmsg"  # what a client of PostgreSQL asks
SECTOR = 512
_CALL = re.compile(r"^\d+ +(\w+)\((\d+)<([^>]*)>(?:, (.*))?\) += (\d+)$")
_BYTES = re.compile(r'^"((?:\\x[0-9a-f]{2})*)", (\d+)(?:, (\d+))?$')


def strace() -> str:
    """The path of strace; installed by apt where it is missing and that is allowed. Raises RuntimeError with what to do."""
    found = shutil.which("strace")
    if found is None and shutil.which("apt-get"):
        subprocess.run(["apt-get", "-q", "install", "-y", "--no-install-recommends", "strace"], capture_output=True)
        found = shutil.which("strace")
    if found is None:
        raise RuntimeError("This drill needs strace. On Debian and Ubuntu: apt install strace")
    return found


def ended(command: list[str], environment: dict, rule: str, cwd: Path) -> tuple[int, str]:
    """(exit code, output) of a command under `strace -e inject=RULE`."""
    quick = [] if "signal=" in rule else ["--seccomp-bpf"]  # with it strace 6.1 sends no signal
    calls = rule.partition(":")[0]
    told = [strace(), "-f", *quick, "-qq", "-o", "/dev/null", "-e", f"trace={calls}", "-e", f"inject={rule}", *command]
    done = subprocess.run(
        told, cwd=cwd, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, timeout=300
    )
    return done.returncode, done.stdout


@contextmanager
def failing(process: int, rule: str):
    """For the block, a process that runs already meets `strace -e inject=RULE`, in all its threads. Raises RuntimeError where the system
    does not let it be traced."""
    told = [strace(), "-f", "-qq", "-o", "/dev/null", "-e", f"trace={CALLS}", "-e", f"inject={rule}", "-p", str(process)]
    tracer = subprocess.Popen(told, stderr=subprocess.PIPE, text=True, start_new_session=True)
    try:
        _wait_until(tracer, lambda: all(_is_traced(thread) for thread in Path(f"/proc/{process}/task").iterdir()))
        yield
    finally:
        tracer.send_signal(signal.SIGINT)  # it lets go of everything first
        tracer.communicate(timeout=10)


def _wait_until(tracer: subprocess.Popen, done) -> None:
    until = time.monotonic() + 10
    while not done():
        if tracer.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"strace could not attach: {tracer.stderr.read() if tracer.poll() is not None else 'too slow'}")
        time.sleep(0.02)


def _is_traced(thread: Path) -> bool:
    return "TracerPid:\t0\n" not in (thread / "status").read_text()


@dataclass(frozen=True)
class Deed:
    """One thing that was done: `write` (with its place and bytes), `sync`, `cut` (truncated to `place`), or `said` (its bytes)."""

    what: str
    file: str = ""
    place: int = 0
    data: bytes = b""


def recorded(command: list[str], environment: dict, cwd: Path, folder: Path, log: Path) -> list[Deed]:
    """Run a command and return its deeds on the files of `folder`, and what it said on its standard output, in their order."""
    told = [
        strace(),
        "-f",
        "--seccomp-bpf",
        "-qq",
        "-y",
        "-xx",
        "-s",
        "100000",
        "-o",
        str(log),
        "-e",
        f"trace={CALLS},write",
        *command,
    ]
    subprocess.run(told, cwd=cwd, env=environment, stdout=subprocess.DEVNULL, check=True, timeout=600)
    deeds = []
    with log.open() as lines:
        for line in lines:
            found = _CALL.match(line.rstrip("\n"))
            if found:
                deeds += _deed(folder, *found.groups())
    return deeds


def _plain(text: str) -> str:
    return bytes.fromhex(text.replace("\\x", "")).decode() if text.startswith("\\x") else text


def _deed(folder: Path, call: str, handle: str, path: str, rest: str | None, _result: str) -> list[Deed]:
    path = Path(_plain(path))
    given = _BYTES.match(rest or "")
    data = bytes.fromhex(given[1].replace("\\x", "")) if given else b""
    if call == "write":
        return [Deed("said", data=data)] if handle == "1" else []
    if path.parent != folder or path.name.endswith("-shm") or not path.name.startswith("microstore.db"):
        return []
    if call == "pwrite64":
        assert len(data) == int(given[2]), "strace showed a part of a write"
        return [Deed("write", path.name, int(given[3]), data)]
    if call == "ftruncate":
        return [Deed("cut", path.name, int(rest))]
    return [Deed("sync", path.name)]


@dataclass
class Disk:
    """Files as they were at the last sync, and what was written since."""

    kept: dict[str, bytearray]
    waiting: dict[str, list[Deed]] = field(default_factory=dict)

    def take(self, deed: Deed) -> None:
        """One more deed."""
        if deed.what == "sync":
            for one in self.waiting.pop(deed.file, []):
                _apply(self.kept.setdefault(deed.file, bytearray()), one)
        else:
            self.waiting.setdefault(deed.file, []).append(deed)

    def cut(self, folder: Path, chance: random.Random) -> None:
        """The power goes: write the files as they are found afterwards. Unsynced writes are there, torn at a sector, or lost."""
        for name in {*self.kept, *self.waiting}:
            content = bytearray(self.kept.get(name, b""))
            for deed in self.waiting.get(name, []):
                fate = chance.random()
                if fate < 0.4:
                    _apply(content, deed)
                elif fate < 0.6 and deed.what == "write":
                    sectors = chance.randrange(len(deed.data) // SECTOR + 1)
                    _apply(content, Deed("write", name, deed.place, deed.data[: sectors * SECTOR]))
            (folder / name).write_bytes(content)


def _apply(content: bytearray, deed: Deed) -> None:
    if deed.what == "cut":
        del content[deed.place :]
        return
    if len(content) < deed.place:
        content.extend(bytes(deed.place - len(content)))
    content[deed.place : deed.place + len(deed.data)] = deed.data
