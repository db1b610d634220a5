"""What is too heavy for every commit: `make drill` runs it on both engines. Everything is bounded, and says what it measured."""

import os
import random
import re
import subprocess
import sys
import threading
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from storefront import aftersales, check, orders, stock
from storefront.kit import ids, jobs
from storefront.kit.config import Config
from storefront.kit.jobs import JobFailure
from tests.support import crowd, engines
from tests.support import market as markets
from tests.support.factories import LIN, ZHOU
from tests.support.server import ROOT, Server, environment_of, write_keys
from tests.support.storm import refused, storm

pytestmark = [pytest.mark.drill, pytest.mark.timeout(3600)]


@pytest.fixture
def own(pytestconfig, tmp_path, engine, config):  # with config comes the server of PostgreSQL
    """Settings of a market of its own: `own()`; its database is empty, its limits are wide."""

    def make(**settings) -> Config:
        url = engines.create_database(pytestconfig.postgres.socket, "drill") if engine == "postgres" else ""
        return Config.for_tests(tmp_path / "drill", url, **markets.LIMITLESS, **settings)

    return make


# --- goods -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("nth", range(20))
def test_a_flash_sale_of_a_hundred_pieces_to_ten_thousand_buyers(own, engine, tell, nth):
    """T1: exactly a hundred are sold, nobody sees an error, a thousand ask at a time. On PostgreSQL by four server processes."""
    config = own(workers=4 if engine == "postgres" else 1)
    jar = markets.made(config, {"jar": 100})["jar"]
    server = Server(config).start()
    try:
        heard = crowd.rush(server.port, jar, 10_000, wide=250)
    finally:
        server.stop()
    tell(
        f"10,000 buyers in {heard.seconds:.0f} s: {dict(heard.statuses)}, p50 {heard.within(0.5):.2f} s, p99 {heard.within(0.99):.2f} s"
    )
    assert heard.statuses == {303: 100, 422: 9900}
    assert heard.failed == 0
    assert markets.rows(config, 'SELECT COUNT(*), SUM(pieces_count) FROM "order"') == [(100, 100)]
    assert markets.rows(config, "SELECT on_hand, held FROM stock_level WHERE held > 0") == [(100, 100)]
    markets.proved(config)


def test_nobody_hears_a_no_while_there_is_enough(own, engine, tell):
    """T2: as many pieces as buyers."""
    config = own(workers=4 if engine == "postgres" else 1)
    jar = markets.made(config, {"jar": 5000})["jar"]
    server = Server(config).start()
    try:
        heard = crowd.rush(server.port, jar, 5000)
    finally:
        server.stop()
    tell(
        f"5,000 buyers of 5,000 pieces in {heard.seconds:.0f} s: {5000 / heard.seconds:.0f} orders a second, p99 {heard.within(0.99):.2f} s"
    )
    assert heard.statuses == {303: 5000}
    assert markets.rows(config, "SELECT on_hand, held FROM stock_level WHERE held > 0") == [(5000, 5000)]
    markets.proved(config)


def test_a_thousand_duels_for_the_last_piece_have_one_winner_each(market):
    """T3."""
    jar = market.mei.jar
    for round_ in range(1000):
        stock.set_count(jar, 1)
        calls = [
            lambda b=b, r=round_: market.placed(items=[(jar, 1)], buyer=b, key=f"duel-{r:06d}-{b.phone[-6:]}")
            for b in (ZHOU, LIN)
        ]
        outcomes = storm(calls, wide=2)
        assert len(refused(outcomes)) == 1
        orders.cancel(next(outcome for outcome in outcomes if isinstance(outcome, orders.Order)))


# --- money -------------------------------------------------------------------------------------------------------------------


def test_five_hundred_refund_races_never_pass_what_was_paid(market, pytestconfig, tell):
    """T10: 47 parts by the seller, a cancellation, a case and the settling, all at the same order at the same moment."""
    chance, given = random.Random(pytestconfig.seed), 0
    for round_ in range(500):
        order = market.shipped(items=[(market.mei.bowl, 1)], number=f"SF{round_:013d}", key=f"race-{round_:015d}")
        part = chance.choice((1, 1700, 8400, order.total_minor))
        calls = [
            lambda o=order, r=round_, i=i, p=part: orders.refund(market.again(o), p, "part", f"race:{r}:{i}") for i in range(47)
        ]
        calls += [lambda o=order: orders.complete(market.again(o)), lambda o=order: orders.cancel(market.again(o))]
        calls += [lambda o=order: aftersales.open_case(market.again(o), "never_came", "money")]
        chance.shuffle(calls)
        storm(calls, wide=16)
        order = market.again(order)
        assert order.refunded_minor <= order.paid_minor
        given += order.refunded_minor
        if round_ % 25 == 0:
            assert check.run(since_last=True) == []
    tell(f"500 orders, {given / 100:.2f} given back, every one of them within what was paid")


# --- time --------------------------------------------------------------------------------------------------------------------

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SCRIPTS = {
    "two days ahead": [2 * DAY],
    "two days ahead and back": [2 * DAY, -2 * DAY],
    "an hour back": [-HOUR],
    "an hour back and ahead again": [-HOUR, HOUR],
    "a second ahead at the deadline": [timedelta(minutes=30), timedelta(seconds=1)],
    "a second back at the deadline": [timedelta(minutes=30), -timedelta(seconds=1), timedelta(seconds=1)],
    "a month ahead": [30 * DAY],
    "a month ahead, noticed after a minute": [30 * DAY, timedelta(minutes=1), -30 * DAY],
    "into the next year": [400 * DAY],
    "back to last year": [-400 * DAY],
    "there and back three times": [2 * DAY, -2 * DAY] * 3,
    "a day in steps of an hour": [HOUR] * 24,
}
ENDS = ("cancelled", "completed")


@pytest.mark.parametrize("name", SCRIPTS)
def test_whatever_the_clock_does_nothing_ends_in_masses_and_nothing_ended_reopens(market, clock, monkeypatch, name):
    """T19. Time that passes moves both clocks by a minute; a jump moves the wall clock alone."""
    clock.freeze(clock.now())  # what the drill itself takes is no time of the market
    passed = [0.0]
    monkeypatch.setattr(ids, "monotonic", lambda: passed[0])
    monkeypatch.setattr(jobs, "_round", None)
    sweep, others = orders.sweep, [each for each in jobs._sweeps if each is not orders.sweep]
    monkeypatch.setattr(jobs, "_sweeps", [lambda: sweep(limit=10), *others])
    bowl = [(market.mei.bowl, 1)]
    placed = [market.placed(items=bowl, key=f"clock-{n:014d}") for n in range(30)]
    placed += [market.shipped(items=bowl, number=f"SF{n:013d}", key=f"sent-{n:015d}") for n in range(15)]
    asked = market.shipped(items=bowl, number="SF1357924680999")
    aftersales.open_case(asked, "never_came", "money")
    jobs.round_of_deadlines()
    ended: dict[int, str] = {}
    for step in SCRIPTS[name]:
        clock.advance(step)
        for _ in range(2):
            before = dict(ended)
            went = jobs.round_of_deadlines()
            orders.settle_due()
            now = {order.id: market.again(order).state for order in (*placed, asked)}
            ended = {number: state for number, state in now.items() if state in ENDS}
            assert before.items() <= ended.items()  # what ended stays ended
            assert len(ended) - len(before) <= (21 if went else 0)  # so many a minute: two kinds of ten, and the case
            assert check.run(since_last=True) == []
            passed[0] += 60
            clock.advance(timedelta(minutes=1))
    jumps = sum(step > HOUR for step in SCRIPTS[name])
    assert JobFailure.select().where(JobFailure.name == "clock").count() == jumps


# --- messages -----------------------------------------------------------------------------------------------------------------


class Texts:
    """A text service that takes each key once, is slow, and sometimes says no although it took the text."""

    def __init__(self, seed: int):
        self.taken, self.chance, self.lock = Counter(), random.Random(seed), threading.Lock()
        service = self

        class Door(BaseHTTPRequestHandler):
            def do_GET(self):
                key = parse_qs(urlsplit(self.path).query)["key"][0]
                with service.lock:
                    service.taken[key] += 1
                    fails = service.chance.random() < 0.02
                time.sleep(0.05)
                self.send_response(500 if fails else 200)
                self.end_headers()

            def log_message(self, *_words):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
        self.url = f"http://127.0.0.1:{self.server.server_port}/?key={{key}}&to={{to}}&text={{text}}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()


FILL = """
from storefront.commands import prepare
from storefront.kit import db, post
from storefront.kit.config import Config
prepare(Config.from_env())
with db.connection(), db.transaction():
    for number in range({count}):
        post.put("text", f"+86138{{number:08d}}", "", f"Order {{number}} is on its way", dedupe=f"drill:{{number}}")
"""
# What waits for its pause, or hangs in the hands of a worker that died, is due now.
HURRY = "UPDATE message SET next_at = '{:%Y-%m-%d %H:%M:%S.%f}' WHERE state IN ('waiting', 'sending')"


MESSAGES, KILLS = 10_000, 200


@pytest.mark.timeout(7200)
def test_ten_thousand_texts_and_two_hundred_dead_workers_none_lost_none_twice(own, pytestconfig, tell):
    """T33: kill -9 between sending and writing down that it was sent sends again, with the same key."""
    texts, chance, kills = Texts(pytestconfig.seed), random.Random(pytestconfig.seed), 0
    config = own(jobs="outside", text_url=texts.url)
    markets.outside(config, "-c", FILL.format(count=MESSAGES))
    workers = [_worker(config), _worker(config)]
    try:
        until = time.monotonic() + 3600
        while _left(config) and time.monotonic() < until:
            time.sleep(chance.uniform(0.05, 0.3))
            if kills < KILLS:
                one = workers.pop(0)
                one.kill()
                one.wait(10)
                kills += 1
                workers.append(_worker(config))
            markets.rows(config, HURRY.format(datetime.now(UTC) - timedelta(minutes=10)))
    finally:
        for one in workers:
            one.kill()
            one.wait(10)
        texts.stop()
    again = sum(texts.taken.values()) - len(texts.taken)
    tell(f"{MESSAGES:,} texts, {kills} workers killed, {again} sent again with the same key, none lost")
    assert markets.rows(config, "SELECT state, COUNT(*) FROM message GROUP BY state") == [("sent", MESSAGES)]
    assert len(texts.taken) == MESSAGES
    assert kills == KILLS


def _left(config: Config) -> int:
    return markets.rows(config, "SELECT COUNT(*) FROM message WHERE state <> 'sent'")[0][0]


def _worker(config: Config) -> subprocess.Popen:
    """`python app.py work`, at work."""
    write_keys(config)
    one = subprocess.Popen(
        [sys.executable, "app.py", "work"],
        cwd=ROOT,
        env=dict(os.environ) | environment_of(config),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert re.match("The job worker is running", one.stdout.readline())
    return one
