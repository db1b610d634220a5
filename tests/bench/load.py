"""A small load client: keep-alive connections on loopback, in a process of its own, bounded in time."""

import multiprocessing
import socket
import statistics
import threading
import time
from dataclasses import dataclass


@dataclass
class Load:
    """What a round saw: requests answered, requests a second, latency in milliseconds, answers that were no 2xx or 3xx."""

    count: int
    per_second: float
    p50: float
    p99: float
    bad: int
    bytes: int


def request(path: str, method: str = "GET", body: bytes = b"", headers: dict[str, str] | None = None) -> bytes:
    """The bytes of one request."""
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", "Connection: keep-alive", "Accept-Language: en"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    if method == "POST":
        lines += ["Origin: http://localhost", "Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


class Connection:
    """One keep-alive connection."""

    def __init__(self, port: int):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.left = b""

    def ask(self, raw: bytes) -> tuple[int, dict[str, str], bytes]:
        """Send one request; returns (status, headers in lower case, body)."""
        self.socket.sendall(raw)
        data = self.left
        while b"\r\n\r\n" not in data:
            more = self.socket.recv(65536)
            if not more:
                raise ConnectionError("closed")
            data += more
        head, _, rest = data.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        status = int(lines[0].split(" ")[1])
        headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            name = name.lower()
            headers[name] = f"{headers[name]}\n{value.strip()}" if name == "set-cookie" and name in headers else value.strip()
        if headers.get("transfer-encoding") == "chunked":
            while not rest.endswith(b"0\r\n\r\n"):
                rest += self.socket.recv(65536)
            self.left = b""
            return status, headers, rest
        length = int(headers.get("content-length", 0))
        while len(rest) < length:
            rest += self.socket.recv(65536)
        self.left = rest[length:]
        return status, headers, rest[:length]

    def close(self) -> None:
        self.socket.close()


def _worker(port: int, raws: list[bytes], seconds: float, connections: int, answers) -> None:
    waits, bad, size = [], [0], [0]
    until = time.perf_counter() + seconds

    def run(place: int) -> None:
        connection, turn = Connection(port), place
        while time.perf_counter() < until:
            begin = time.perf_counter()
            status, _headers, body = connection.ask(raws[turn % len(raws)])
            waits.append(time.perf_counter() - begin)
            bad[0] += status >= 400
            size[0] = len(body)
            turn += 1
        connection.close()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(connections)]
    begin = time.perf_counter()
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    answers.put((len(waits), time.perf_counter() - begin, sorted(waits), bad[0], size[0]))


def run(port: int, raws: list[bytes], seconds: float, connections: int = 8) -> Load:
    """Ask for the requests in turn over so many connections, for so long."""
    answers = multiprocessing.Queue()
    process = multiprocessing.Process(target=_worker, args=(port, raws, seconds, connections, answers))
    process.start()
    count, took, waits, bad, size = answers.get(timeout=seconds + 60)
    process.join()
    return Load(count, count / took, 1000 * statistics.median(waits), 1000 * waits[int(len(waits) * 0.99) - 1], bad, size)


def flows(port: int, steps, seconds: float, clients: int = 8) -> tuple[int, float, float, float]:
    """Run `steps(connection)` again and again in so many threads of another process: (done, per second, p50 ms, p99 ms)."""
    answers = multiprocessing.Queue()

    def worker():
        waits, until = [], time.perf_counter() + seconds

        def one():
            while time.perf_counter() < until:
                connection, begin = Connection(port), time.perf_counter()
                steps(connection)
                waits.append(time.perf_counter() - begin)
                connection.close()

        threads = [threading.Thread(target=one) for _ in range(clients)]
        begin = time.perf_counter()
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
        answers.put((len(waits), time.perf_counter() - begin, sorted(waits)))

    process = multiprocessing.get_context("fork").Process(target=worker)
    process.start()
    count, took, waits = answers.get(timeout=seconds + 120)
    process.join()
    return count, count / took, 1000 * statistics.median(waits), 1000 * waits[int(len(waits) * 0.99) - 1]
