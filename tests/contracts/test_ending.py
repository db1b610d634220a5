"""How servers and the job worker end: what runs is finished, whoever sends a signal, at whatever moment, and however often."""

import http.client
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from storefront.kit.config import PREFIX, Config
from tests.contracts.test_commands import ask, run
from tests.support.server import START_SECONDS, STOP_SECONDS, Server, environment_of, write_keys

ROOT = Path(__file__).parents[2]


def _wait_for(condition) -> None:
    """Until it holds; a run that stands still fails."""
    until = time.monotonic() + START_SECONDS
    while not condition():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.05)


def _has_read(sock: socket.socket, port: int) -> bool:
    """Whether the server has read all that was sent to it here: its end of the connection holds nothing for it."""
    mine, its = (f":{number:04X}" for number in (sock.getsockname()[1], port))
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        _number, local, remote, _state, queues, *_rest = line.split()
        if local.endswith(its) and remote.endswith(mine):
            return queues.endswith(":00000000")
    return False


def _takes_connections(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
        return True
    except OSError:
        return False


def _answers(server: Server) -> bool:
    try:
        return ask(server, "/health")[0] == 200
    except OSError:
        return False


def test_a_running_request_is_finished_and_no_new_one_is_taken(server):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=START_SECONDS)
    connection.putrequest("POST", "/language/en", skip_host=True)
    connection.putheader("Host", f"localhost:{server.port}")
    connection.putheader("Origin", server.url)
    connection.putheader("Content-Type", "application/x-www-form-urlencoded")
    connection.putheader("Content-Length", "6")
    connection.endheaders()
    connection.send(b"nex")
    _wait_for(lambda: _has_read(connection.sock, server.port))  # the server has the request and waits for the rest of it
    ended = []
    stopping = threading.Thread(target=lambda: ended.append(server.stop()))
    stopping.start()
    _wait_for(lambda: not _takes_connections(server.port))
    connection.send(b"t=/")
    assert connection.getresponse().status == 303
    connection.close()
    stopping.join(STOP_SECONDS)
    assert ended == [0]


def test_ctrl_c_ends_it_in_order(server):
    ask(server, "/health")
    os.killpg(server.process.pid, signal.SIGINT)  # a terminal sends it to all processes of the group
    assert server.process.wait(STOP_SECONDS) == 0
    assert "ERROR" not in server.output() and "Traceback" not in server.output()


def test_many_signals_at_once_end_it_in_order(server):
    """Ctrl+C again and again, and a service manager that is in a hurry."""
    chance = random.Random(7)
    for number in [signal.SIGINT, signal.SIGTERM] * 20:
        if server.process.poll() is None:
            os.killpg(server.process.pid, number)
        time.sleep(chance.uniform(0, 0.002))
    assert server.process.wait(STOP_SECONDS) == 0
    assert "ERROR" not in server.output() and "WARNING" not in server.output(), server.output()


def test_a_process_that_hears_the_end_before_the_one_that_watches_it_did_not_die(server):
    """A service manager sends SIGTERM to every process of the group, and on a busy machine any of them may be the first to hear it."""
    os.kill(server.process.pid, signal.SIGSTOP)
    os.killpg(server.process.pid, signal.SIGTERM)
    time.sleep(1)  # long enough to end, were it not for the one that watches
    os.kill(server.process.pid, signal.SIGCONT)
    assert server.process.wait(STOP_SECONDS) == 0
    assert "ERROR" not in server.output(), server.output()


def test_a_signal_during_the_start_is_heard(place):
    """Whenever it comes: there is no moment at which a process has taken it and does nothing about it."""
    one = Server(place, "--no-demo")
    write_keys(one.config)
    for moment in range(4):
        one.process = one._start_alone(
            {name: text for name, text in os.environ.items() if not name.startswith(PREFIX)} | environment_of(one.config)
        )
        _wait_for(lambda: one.process.poll() is not None or _children(one.process.pid))
        time.sleep(moment * 0.05)
        os.kill(one.process.pid, signal.SIGTERM)
        assert one.process.wait(STOP_SECONDS) == 0, one.output()
        assert "Killing" not in one.output() and "ERROR" not in one.output(), one.output()


def test_a_server_process_that_dies_is_replaced(server):
    ask(server, "/health")
    (child,) = _children(server.process.pid)
    os.kill(child, signal.SIGKILL)
    _wait_for(lambda: set(_children(server.process.pid)) - {child} and _answers(server))
    assert server.stop() == 0
    assert server.output().count("is open at") == 1


def _children(pid: int) -> list[int]:
    listed = subprocess.run(["ps", "-o", "pid=,ppid=", "-A"], capture_output=True, text=True, check=True).stdout
    return [int(line.split()[0]) for line in listed.splitlines() if line.split()[1] == str(pid)]


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT])
def test_the_job_worker_alone_ends_in_order(place, end):
    assert run(place, "migrate").returncode == 0
    environment = {name: text for name, text in os.environ.items() if not name.startswith(PREFIX)} | environment_of(place)
    with subprocess.Popen(
        [sys.executable, "app.py", "work"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as worker:
        try:
            assert worker.stdout.readline() == "The job worker is running. Stop with Ctrl+C.\n"
            worker.send_signal(end)  # often before it began to wait for one
            assert worker.wait(STOP_SECONDS) == 0
        finally:
            worker.kill()


def test_what_happens_is_sealed_by_the_running_server(server, place):
    assert run(place, "admin", "keeper@example.com").returncode == 0
    _wait_for(lambda: _one(place, "SELECT count(*) FROM event WHERE seal IS NULL") == 0)
    assert _one(place, "SELECT count(*) FROM event WHERE seal IS NOT NULL") > 0
    assert _one(place, "SELECT count(*) FROM event WHERE seal IS NULL") == 0


def _one(place: Config, query: str):
    if place.is_sqlite:
        import sqlite3

        with sqlite3.connect(place.database_url.removeprefix("sqlite:///"), timeout=20) as connection:
            return connection.execute(query).fetchone()[0]
    import psycopg

    with psycopg.connect(place.database_url) as connection:
        return connection.execute(query).fetchone()[0]
