"""How the cost of a page grows: every page of the market, in a small one and in one a thousand times as large, as ratios.

Both are the market in which people have lived for a while (tests.support.pages), with its goods, orders and shops copied in the database
until there are enough. Each is made and measured in a process of its own, with requests straight to the application: processor time of
the best of some calls, so that a busy machine does not show. `python -m tests.bench.growth FOLDER ITEMS ORDERS SHOPS` is that process.
"""

import io
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.report import row
from tests.bench.servers import ROOT

SMALL, BIG, SMALLER_BIG = (100, 1_000, 10), (100_000, 1_000_000, 10_000), (10_000, 100_000, 1_000)
CALLS = 9
MOST = 1.3
NOISE = 0.4  # milliseconds: a page that takes so much longer has not grown
CODES = re.compile(r"/(?:[0-9A-Z]{4,}|[\w-]{16,})(?![\w-])")
MINUTES = 10  # between an order and its next copy


def measure(small: bool) -> Iterator[str]:
    """The report, line by line."""
    sizes = (SMALL, SMALLER_BIG if small else BIG)
    found = []
    for items, orders, shops in sizes:
        with tempfile.TemporaryDirectory(prefix="microstore-growth-") as folder:
            command = [sys.executable, "-m", "tests.bench.growth", folder, str(items), str(orders), str(shops)]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=7200)
            if done.returncode:
                raise SystemExit(done.stdout + done.stderr)
            found.append(json.loads(done.stdout.splitlines()[-1]))
            yield f"{items:,} items, {orders:,} orders, {shops:,} shops: made in {found[-1]['made']:.0f} s, {found[-1]['megabytes']:,} MB"
    yield from _compare(found[0]["pages"], found[1]["pages"])


def _compare(few: dict, many: dict) -> Iterator[str]:
    grown = []
    for name, (small_ms, small_queries) in few.items():
        big_ms, big_queries = many[name]
        ratio = big_ms / small_ms
        good = ratio <= MOST or big_ms - small_ms <= NOISE
        grown += [] if good else [name]
        asked = f"{big_queries} queries" if big_queries == small_queries else f"{small_queries} → {big_queries} queries"
        yield row(name, f"{small_ms:6.2f} → {big_ms:7.2f} ms  {ratio:5.2f}x  {asked}", f"<= {MOST}x", good)
    yield row("pages that grow", f"{len(grown)} of {len(few)}", "0", not grown)


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
    sessions = {
        who: f"session={accounts.open_session(person, 'Chrome on Android', '')}" for who, person in place.people.items() if person
    }
    shown += [_further(each) for each in shown if each.url.endswith(("/orders", "/items", "/customers")) and each.who == "mei"]
    asked: list = []
    db.database.obj.query_hooks.append(asked.append)
    pages = {}
    for number, each in enumerate(shown):
        seconds, queries = _best(app, each, sessions.get(each.who, ""), asked)
        name = CODES.sub("/…", each.name)  # those of orders differ from market to market
        name = name if name not in pages else f"{name} {number}"
        pages[name] = (round(1000 * seconds, 3), queries)
    size = sum(path.stat().st_size for path in Path(folder).glob("microstore.db*")) // 2**20
    print(json.dumps({"made": made, "megabytes": size, "pages": pages}))


def _further(example):
    """The same list, far down."""
    from dataclasses import replace

    return replace(example, url=f"{example.url}?before=500", what="far down")


def _best(app, example, cookie: str, asked: list) -> tuple[float, int]:
    """(seconds of processor time of the quickest call, queries of one call)."""
    best = 1e9
    for _ in range(CALLS):
        asked.clear()
        begin = time.thread_time()
        status = _call(app.pages.app, example.url, cookie)
        best = min(best, time.thread_time() - begin)
        if status >= 500:
            raise SystemExit(f"{example.name} {example.url} answered {status}")
        if best > 5:  # seconds: it is known by now
            break
    return best, len(asked)


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
