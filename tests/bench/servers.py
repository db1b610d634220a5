"""Servers for the measurements, each in a process of its own, and what they cost: processor time and memory of the whole tree."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
TICK = os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A process that listens on `port`. Use it as a context manager; it is ended by its id."""

    def __init__(self, command: list[str], port: int, **environment: str):
        self.port = port
        self.started = time.perf_counter()
        kept = {name: value for name, value in os.environ.items() if not name.startswith("MICROSTORE_")}
        kept.pop("PYTHONDONTWRITEBYTECODE", None)  # as installed, where Python keeps what it compiled
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=kept | environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.first_answer = self._wait()

    def _wait(self) -> float:
        from tests.bench.load import Connection, request

        while time.perf_counter() - self.started < 30:
            try:
                connection = Connection(self.port)
                status, _headers, _body = connection.ask(request("/"))
                connection.close()
                if status < 500:
                    return time.perf_counter() - self.started
            except (OSError, ConnectionError):
                time.sleep(0.01)
        raise SystemExit("the server did not answer")

    def _tree(self) -> list[int]:
        found, queue = [], [self.process.pid]
        while queue:
            pid = queue.pop()
            found.append(pid)
            try:
                for task in Path(f"/proc/{pid}/task").iterdir():
                    queue += [int(child) for child in (task / "children").read_text().split()]
            except OSError:
                continue
        return list(dict.fromkeys(found))

    def cpu(self) -> float:
        """Seconds of processor time used so far."""
        total = 0
        for pid in self._tree():
            try:
                parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                total += int(parts[11]) + int(parts[12])
            except OSError:
                continue
        return total / TICK

    def memory(self) -> tuple[float, float]:
        """(PSS, RSS) in megabytes."""
        pss = rss = 0
        for pid in self._tree():
            try:
                for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                    if line.startswith("Pss:"):
                        pss += int(line.split()[1])
                    elif line.startswith("Rss:"):
                        rss += int(line.split()[1])
            except OSError:
                continue
        return pss / 1024, rss / 1024

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_error) -> None:
        os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)


def peer(name: str) -> Server:
    """hello or page, on granian with one worker."""
    port = free_port()
    code = (
        "from granian import Granian; from granian.constants import Interfaces; "
        f"Granian('tests.bench.peers:{name}', factory=True, address='127.0.0.1', port={port}, interface=Interfaces.WSGI, workers=1, "
        "blocking_threads=16, log_enabled=False).serve()"
    )
    return Server([sys.executable, "-c", code], port)


def microstore(data: Path, database: str = "") -> Server:
    """The market on a data folder made for the run."""
    port = free_port()
    environment = {"MICROSTORE_DATA": str(data), "MICROSTORE_PORT": str(port), "MICROSTORE_HOST": "127.0.0.1"}
    # as it is operated: templates and files are not looked at again for changes
    environment |= {"MICROSTORE_ENVIRONMENT": "production", "MICROSTORE_URL": "https://localhost", "MICROSTORE_SANDBOX": "no"}
    environment |= {"MICROSTORE_MAIL_URL": "smtp://127.0.0.1:9"}  # nobody listens there: messages wait
    environment |= {
        "MICROSTORE_OPEN_ORDERS": "1000000",
        "MICROSTORE_TRUSTED_PROXIES": "1",  # each buyer comes from a network of its own, as they do
        "MICROSTORE_CAP_ORDERS": "1000000000",
    }
    environment |= {"MICROSTORE_CAP_MINOR": "100000000000000"}
    if database:
        environment["MICROSTORE_DATABASE"] = database
    return Server([sys.executable, "app.py", "serve", "--no-demo"], port, **environment)
