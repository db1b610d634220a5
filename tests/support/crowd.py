"""Many buyers at the same moment, in processes of their own so that the market is measured and not the crowd.

`rush(port, ware, buyers)` lets each of them send the checkout's form once; what they heard comes back in one `Heard`.
"""

import json
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import asdict, dataclass

from tests.support.phones import Lost, Phone, Ware
from tests.support.server import ROOT


@dataclass
class Heard:
    """How the crowd was answered: how often each status came (0: no answer), and how long the answers took in seconds, sorted."""

    statuses: Counter
    waits: list[float]
    seconds: float

    def within(self, share: float) -> float:
        """So many of all answers came within this time: `within(0.99)`."""
        return self.waits[min(len(self.waits) - 1, int(len(self.waits) * share))]

    @property
    def failed(self) -> int:
        """Answers that nobody should hear: errors of the server, and none at all."""
        return sum(count for status, count in self.statuses.items() if status == 0 or status >= 500)


def rush(port: int, ware: Ware, buyers: int, processes: int = 4, wide: int = 40) -> Heard:
    """`buyers` orders of one piece each, `processes` × `wide` of them at a time."""
    shares = [(number, buyers // processes + (number < buyers % processes)) for number in range(processes)]
    started = time.perf_counter()
    crowd = [
        _process({"port": port, "ware": asdict(ware), "first": n * 10_000_000, "count": count, "wide": wide})
        for n, count in shares
    ]
    told = [json.loads(one.communicate(timeout=900)[0]) for one in crowd]
    statuses = sum((Counter({int(status): n for status, n in each["statuses"].items()}) for each in told), Counter())
    return Heard(statuses, sorted(wait for each in told for wait in each["waits"]), time.perf_counter() - started)


def _process(asked: dict) -> subprocess.Popen:
    one = subprocess.Popen(
        [sys.executable, "-m", "tests.support.crowd"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    one.stdin.write(json.dumps(asked))
    one.stdin.close()
    one.stdin = None  # communicate() has nothing more to say
    return one


def _crowd(port: int, ware: dict, first: int, count: int, wide: int) -> dict:
    ware, numbers, lock = Ware(**ware), iter(range(100_000_000 + first, 100_000_000 + first + count)), threading.Lock()
    statuses, waits = Counter(), []

    def buyer():
        phone = Phone(port, seconds=60)
        while True:
            with lock:
                number = next(numbers, None)
            if number is None:
                return
            phone.forget()
            began = time.perf_counter()
            try:
                status = phone.post("/checkout", ware.form(number, f"rush-{number:016d}")).status
            except Lost:
                status = 0
            waits.append(time.perf_counter() - began)
            statuses[status] += 1

    threads = [threading.Thread(target=buyer) for _ in range(min(wide, count))]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return {"statuses": statuses, "waits": [round(wait, 4) for wait in waits]}


if __name__ == "__main__":
    print(json.dumps(_crowd(**json.loads(sys.stdin.read()))))
