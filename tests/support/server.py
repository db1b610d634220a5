"""A real server: `python app.py serve` in a process of its own, on a free port of the loopback address."""

import contextlib
import http.client
import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from dataclasses import fields, replace
from pathlib import Path

from storefront.kit.config import PREFIX, Config
from tests.support.nursery import Nursery

ROOT = Path(__file__).parents[2]
# Longer than any start or end takes on a machine that is busy with other things: they only keep a run from standing still.
START_SECONDS = 120
STOP_SECONDS = 60


_reserved: deque[socket.socket] = deque(maxlen=200)


def free_port() -> int:
    """A port of the loopback address that nobody listens on, and that nobody else takes before the server does.

    It is none of those that the system gives to whoever asks for any, as every connection does. Beside another address of loopback it
    stays taken: so no other process of the run is given the same one.
    """
    while True:
        port, reserved = random.SystemRandom().randrange(11_000, _first_of_the_systems_own()), socket.socket()
        try:
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", port))
                if sys.platform == "linux":  # elsewhere loopback is one address
                    reserved.bind(("127.0.0.2", port))
        except OSError:
            reserved.close()
            continue
        _reserved.append(reserved)
        return port


def _first_of_the_systems_own() -> int:
    try:
        first = int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0])
    except OSError:
        first = 32_768
    return first if first > 12_000 else 60_000


def environment_of(config: Config) -> dict[str, str]:
    """The environment in which `Config.from_env()` makes the same settings as `config` (its keys are in the data folder)."""
    settings = {}
    for each in fields(Config):
        value = getattr(config, each.name)
        if each.metadata.get("internal") or value == each.default:
            continue
        text = {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
        settings[PREFIX + each.name.upper()] = text
    return settings


def write_keys(config: Config) -> None:
    """Put the keys of `config` into its data folder, so that a server started on it reads what this process writes."""
    path = config.data / "secret.key"
    path.write_text("".join(f"{name}:{key.hex()}\n" for name, key in config.secrets))
    path.chmod(0o600)


def run(config: Config, *arguments: str, within: int = 300, **extra: str) -> subprocess.CompletedProcess:
    """`python app.py …` with these settings, to its end, `within` so many seconds; `extra` are more settings."""
    environment = {name: text for name, text in os.environ.items() if not name.startswith(PREFIX)}
    environment |= environment_of(config) | extra
    return subprocess.run(
        [sys.executable, "app.py", *arguments],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=within, stdin=subprocess.DEVNULL,
    )  # fmt: skip


class Server:
    """One running server. `url` is where it answers; `output()` is all it has printed.

    `config` names the data folder and the database; `arguments` follow `python app.py serve`; `extra` are more settings, such
    as MICROSTORE_FAILPOINTS. With a `nursery` Python and the market need not be loaded for it.
    """

    def __init__(self, config: Config, *arguments: str, port: int = 0, nursery: Nursery | None = None, **extra: str):
        self.port = port or free_port()
        self.url = f"http://localhost:{self.port}"
        self.config = replace(config, host="127.0.0.1", port=self.port, url=self.url)
        self.arguments, self.extra = arguments, extra
        self.log = config.data / f"server-{self.port}.log"
        self.nursery, self.process = nursery, None

    def start(self) -> "Server":
        """Start it and wait until it answers; returns self. Raises RuntimeError with its output where it does not."""
        write_keys(self.config)
        environment = {name: text for name, text in os.environ.items() if not name.startswith(PREFIX)}
        environment |= environment_of(self.config) | self.extra
        if self.nursery:
            self.process = self.nursery.start(environment, self.arguments, self.log)
        else:
            self.process = self._start_alone(environment)
        try:
            self._wait()
        except BaseException:
            self.kill()
            raise
        return self

    def _start_alone(self, environment: dict[str, str]) -> subprocess.Popen:
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "app.py", "serve", *self.arguments],
                cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip

    def _wait(self) -> None:
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            if self.process.poll() is not None:
                raise RuntimeError(f"The server ended with {self.process.returncode}:\n{self.output()}")
            if self._answers():
                return
            time.sleep(0.02)
        raise RuntimeError(f"The server did not answer within {START_SECONDS} seconds:\n{self.output()}")

    def _answers(self) -> bool:
        # As long as it may take: asking again while it still makes its first page would make it two of them.
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=START_SECONDS)
        try:
            connection.request("GET", "/", headers={"Host": f"localhost:{self.port}"})
            return connection.getresponse().status > 0
        except OSError:
            return False
        finally:
            connection.close()

    def output(self) -> str:
        """Everything it has printed so far."""
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def stop(self) -> int:
        """Ask it to end and wait; returns its exit status."""
        if self.process is None:
            return 0
        self._signal(signal.SIGTERM)
        try:
            return self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            return self.kill()

    def kill(self) -> int:
        """End it at once, as a power cut would (kill -9), with every process it started."""
        if self.process is None:
            return 0
        self._signal(signal.SIGKILL)
        return self.process.wait(STOP_SECONDS)

    def _signal(self, number: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)  # it leads a session of its own: workers that it started end too
