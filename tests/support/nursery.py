"""Servers without the wait: a process that imported the market once becomes a new `python app.py serve` by forking.

`python -m tests.support.nursery` is that process. It reads one question a line from its input and answers each on a line, both JSON:
{"start": {"environment": …, "arguments": […], "log": …}} gives the process id; {"poll": id} gives the exit status, or null while it runs.
When its input ends, it ends what it started, and itself.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from importlib import import_module, util
from pathlib import Path

ROOT = Path(__file__).parents[2]


class Nursery:
    """The process, from outside. It begins with the first server that is asked for."""

    def __init__(self):
        self._process: subprocess.Popen | None = None

    def start(self, environment: dict[str, str], arguments: list[str], log: Path) -> "Child":
        """A server with this environment that writes to `log`."""
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.support.nursery"],
                cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True,
            )  # fmt: skip
        return Child(self, self.ask(start={"environment": environment, "arguments": arguments, "log": str(log)}))

    def ask(self, **question):
        """One question, one answer."""
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def close(self) -> None:
        """End it."""
        if self._process is not None:
            self._process.communicate()
            self._process = None


class Child:
    """A server of the nursery, with what `subprocess.Popen` has for its own."""

    def __init__(self, nursery: Nursery, pid: int):
        self.nursery, self.pid, self.returncode = nursery, pid, None

    def poll(self) -> int | None:
        """The exit status, None while it runs; a signal that ended it counts below zero."""
        if self.returncode is None:
            self.returncode = self.nursery.ask(poll=self.pid)
        return self.returncode

    def wait(self, timeout: float) -> int:
        """The exit status, as soon as there is one. Raises subprocess.TimeoutExpired after `timeout` seconds."""
        until = time.monotonic() + timeout
        while self.poll() is None:
            if time.monotonic() > until:
                raise subprocess.TimeoutExpired("serve", timeout)
            time.sleep(0.005)
        return self.returncode


# --- inside ---------------------------------------------------------------------------------------------------------------------


def _import_the_market() -> None:
    """All that a server imports until it answers, and nothing that depends on its settings."""
    from storefront import commands
    from storefront.kit.config import Config

    commands.spare_drivers(Config.from_env())
    import granian
    import granian.constants  # noqa: F401

    import app
    from storefront import migrations, serving  # noqa: F401

    for name in app.FEATURES:
        for part in ("models", "views", "seller", "admin"):
            if util.find_spec(f"storefront.{name}.{part}"):
                import_module(f"storefront.{name}.{part}")


def _become_a_server(environment: dict[str, str], arguments: list[str], log: str) -> None:
    from storefront import commands

    os.setsid()
    for number, target in (
        (0, os.open(os.devnull, os.O_RDONLY)),
        (1, os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)),
    ):
        os.dup2(target, number)
        os.close(target)
    os.dup2(1, 2)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["app.py", "serve", *arguments]
    status = commands.run(sys.argv[1:])
    sys.stdout.flush()
    os._exit(status)  # nothing to take apart: what was imported is the nursery's


def _answer(question: dict, running: set[int]):
    if "poll" in question:
        pid, status = os.waitpid(question["poll"], os.WNOHANG)
        if not pid:
            return None
        running.discard(pid)
        return os.waitstatus_to_exitcode(status)
    pid = os.fork()
    if not pid:
        _become_a_server(**question["start"])
    running.add(pid)
    return pid


def main() -> None:
    """Answer until the input ends."""
    _import_the_market()
    running: set[int] = set()
    try:
        for line in sys.stdin:
            print(json.dumps(_answer(json.loads(line), running)), flush=True)
    finally:
        for pid in running:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)


if __name__ == "__main__":
    main()
