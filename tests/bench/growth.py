"""How the cost of a page grows: every page of the market, in a small one and in one a thousand times as large, as ratios.

Both are the market in which people have lived for a while (tests.support.pages), with its goods, orders and shops copied in the database
until there are enough. Each lives in a process of its own, `python -m tests.bench.growth FOLDER ITEMS ORDERS SHOPS`, which is asked for one
page at a time, straight from the application. The two take turns, page by page, and the best of some calls counts, in processor time: so a
machine that is busy, or quicker at one time than at another, does not show. The steps of the database are counted beside it, which are the
same on every machine.
"""

import io
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from tests.bench.report import row
from tests.bench.servers import ROOT

SMALL = (600, 1_000, 30)  # enough to fill a page of every list: what a page shows may not differ, only what there is beside it
BIG, SMALLER_BIG = (100_000, 1_000_000, 10_000), (10_000, 100_000, 1_000)
TURNS, CALLS = 3, 2  # how often each is asked for a page, and how often it then makes it
LONGER = 5  # so often again where a page seems to have grown: chance does not last
MOST = 1.3
NOISE = 0.4  # milliseconds: a page that takes so much longer has not grown
CODES = re.compile(r"/(?:[0-9A-Z]{4,}|[\w-]{16,})(?![\w-])")
MINUTES = 10  # between an order and its next copy
MARK = "growth "  # begins the lines in which a market answers


def measure(small: bool) -> Iterator[str]:
    """The report, line by line."""
    sizes = (SMALL, SMALLER_BIG if small else BIG)
    with ExitStack() as ends:
        markets = []
        for items, orders, shops in sizes:
            markets.append(ends.enter_context(Market(items, orders, shops)))
            made = markets[-1].answer()
            yield f"{items:,} items, {orders:,} orders, {shops:,} shops: made in {made['made']:.0f} s, {made['megabytes']:,} MB"
        grown, names = [], [market.pages() for market in markets]
        for name in names[0]:
            found = [{"ms": 1e9}, {"ms": 1e9}]
            line, good = "", False
            for turn in range(TURNS * LONGER):
                if good:
                    break
                asked = [market.ask(numbers[name]) for market, numbers in zip(markets, names, strict=True)]
                found = [min(pair, key=lambda each: each["ms"]) for pair in zip(found, asked, strict=True)]
                if turn + 1 >= TURNS:
                    line, good = _compare(name, *found)
            grown += [] if good else [name]
            yield line
        yield row("pages that grow", f"{len(grown)} of {len(names[0])}", "0", not grown)


def _compare(name: str, few: dict, many: dict) -> tuple[str, bool]:
    ratio = many["ms"] / few["ms"]
    good = ratio <= MOST or many["ms"] - few["ms"] <= NOISE
    asked = [
        f"{pair[0]} → {pair[1]}" if pair[0] != pair[1] else f"{pair[0]}" for pair in zip(few["asked"], many["asked"], strict=True)
    ]
    value = f"{few['ms']:6.2f} → {many['ms']:7.2f} ms  {ratio:5.2f}x  {asked[0]} queries, {asked[1]}k steps"
    return row(name, value, f"<= {MOST}x", good), good


class Market:
    """A market in a process of its own."""

    def __init__(self, items: int, orders: int, shops: int):
        self.size = [str(number) for number in (items, orders, shops)]
        self.said: deque[str] = deque(maxlen=40)

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="microstore-growth-")
        command = [sys.executable, "-m", "tests.bench.growth", self.folder.name, *self.size]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        self.process = subprocess.Popen(command, cwd=ROOT, text=True, **pipes)
        return self

    def __exit__(self, *error):
        self.process.kill()
        self.process.communicate()
        self.folder.cleanup()

    def answer(self):
        """The next line that is meant for us. Raises SystemExit with what it said last where it ended."""
        for line in self.process.stdout:
            if line.startswith(MARK):
                return json.loads(line.removeprefix(MARK))
            self.said.append(line)
        raise SystemExit("".join(self.said))

    def ask(self, number: int):
        """What a page costs: {"ms": …, "asked": [queries, thousands of steps]}."""
        self.process.stdin.write(f"{number}\n")
        self.process.stdin.flush()
        return self.answer()

    def pages(self) -> dict[str, int]:
        """{name of a page: its number}."""
        return self.ask(-1)


# --- in a process of its own ----------------------------------------------------------------------------------------------------


def main(folder: str, items: int, orders: int, shops: int) -> None:
    """Make the market in `folder`, measure its pages, print what was found as JSON."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MICROSTORE_")}
    os.environ.clear()
    os.environ.update(
        kept | {"MICROSTORE_DATA": folder, "MICROSTORE_URL": "http://localhost", "MICROSTORE_SYNCHRONOUS": "normal"}
    )
    from storefront import accounts
    from storefront.commands import prepare
    from storefront.kit import db
    from storefront.kit.config import Config
    from tests.bench import crowd
    from tests.support.factories import World
    from tests.support.pages import LivedIn, examples

    app = prepare(Config.from_env())
    app.jinja_env.auto_reload = app.assets.watch = False
    started = time.perf_counter()
    place = LivedIn(World())
    shown = [each for each in examples(place) if each.sends is None and not each.before and not each.url.startswith("/sandbox")]
    crowd.grow(place, items, orders, shops, MINUTES)
    made = time.perf_counter() - started
    shown += [_further(each) for each in shown if each.url.endswith(("/orders", "/items", "/customers")) and each.who == "mei"]
    names: dict[str, int] = {}
    for number, each in enumerate(shown):
        name = CODES.sub("/…", each.name)  # those of orders differ from market to market
        names[name if name not in names else f"{name} {number}"] = number
    size = sum(path.stat().st_size for path in Path(folder).glob("microstore.db*")) // 2**20
    _say({"made": made, "megabytes": size})
    asked: list = []
    db.database.obj.query_hooks.append(asked.append)
    for line in sys.stdin:
        number = int(line)
        if number < 0:
            _say(names)
            continue
        person = place.people.get(
            shown[number].who
        )  # signs in anew: some pages ask for a fresh proof, and the other market took its time
        cookie = f"session={accounts.open_session(person, 'Chrome on Android', '')}" if person else ""
        _say(_cost(app, shown[number], cookie, asked))


def _say(what) -> None:
    print(f"{MARK}{json.dumps(what)}", flush=True)


def _further(example):
    """The same list, far down."""
    from dataclasses import replace

    return replace(example, url=f"{example.url}?before=500", what="far down")


def _cost(app, example, cookie: str, asked: list) -> dict:
    """Processor time of the quickest call; queries, and thousands of steps of the database, of one call."""
    from storefront.kit import db

    steps, every, best = [], 100, 1e9
    connection = db.database.obj.connection()
    connection.set_progress_handler(lambda: steps.append(1), every)
    asked.clear()
    status = _call(app.pages.app, example.url, cookie)
    connection.set_progress_handler(None, every)
    queries = len(asked)
    for _ in range(CALLS):
        begin = time.thread_time()
        _call(app.pages.app, example.url, cookie)
        best = min(best, time.thread_time() - begin)
    if status >= 500:
        raise SystemExit(f"{example.name} {example.url} answered {status}")
    return {"ms": round(1000 * best, 3), "asked": [queries, round(len(steps) * every / 1000)]}


def _call(wsgi, url: str, cookie: str) -> int:
    path, _, query = url.partition("?")
    environ = {
        "REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "PATH_INFO": path, "QUERY_STRING": query, "SERVER_NAME": "localhost", "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": "localhost", "HTTP_ACCEPT_LANGUAGE": "en", "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http", "wsgi.version": (1, 0), "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr, "wsgi.multithread": False,
        "wsgi.multiprocess": False, "wsgi.run_once": False,
    }  # fmt: skip
    if cookie:
        environ["HTTP_COOKIE"] = cookie
    status = []
    answer = wsgi(environ, lambda text, headers, problem=None: status.append(int(text[:3])))
    b"".join(answer)
    if hasattr(answer, "close"):
        answer.close()
    return status[0]


if __name__ == "__main__":
    main(sys.argv[1], *(int(number) for number in sys.argv[2:5]))
