"""I5: kill -9 loses nothing that was acknowledged. A real server, eight buyers who never stop, and no mercy.

Whatever a buyer got an answer for exists, complete, after every crash. What nobody answered happened whole or not at all, and the same
key says which: sent again, it gives the order that it made, or makes it.
"""

import itertools
import random
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg
import pytest

from storefront import check, stock
from storefront.kit import db, ids
from storefront.kit.config import Config
from storefront.kit.once import Once
from storefront.orders import Order
from storefront.payments.models import Payment
from tests.support import engines, market, syscalls
from tests.support.phones import Lost, Phone, Ware, code_of
from tests.support.server import Server, free_port

pytestmark = pytest.mark.race

CLIENTS = 8
READY_WITHIN = 10.0


@dataclass
class Try:
    """One order that somebody wants, and what was heard about it."""

    ware: Ware
    number: int
    key: str
    location: str = ""  # the answer that said yes
    refused: bool = False  # sold out
    paid: bool = False  # the gateway said that the money moved


class Buyers:
    """Eight threads that place and pay, each with a key of its own per order, and try again with that key until they are answered."""

    def __init__(self, port: int, wares: list[Ware]):
        self.port, self.wares = port, wares
        self.tries: list[Try] = []
        self.strange: list[str] = []
        self._numbers, self._closing = itertools.count(100_000_000), threading.Event()
        self._acknowledged = 0
        self._asked = [0] * CLIENTS  # how often each of them asked for an order
        self._threads = [threading.Thread(target=self._buy, args=(seat,), daemon=True) for seat in range(CLIENTS)]

    def start(self) -> "Buyers":
        [thread.start() for thread in self._threads]
        return self

    def busy_for(self, seconds: float) -> None:
        """Wait so long, and on a slow machine until some have bought since."""
        before, until = self.bought, time.monotonic() + 3
        time.sleep(seconds)
        while self.bought < before + CLIENTS and time.monotonic() < until:
            time.sleep(0.02)

    def until_bought(self, more: float) -> None:
        """Wait until so many have been bought since it was last asked."""
        enough, until = self._acknowledged + more, time.monotonic() + 60
        while self.bought < enough and time.monotonic() < until:
            time.sleep(0.01)
        self._acknowledged = self.bought

    def until_each_asked_anew(self) -> None:
        """Wait until nobody waits for an answer that they wait for now."""
        before, until = list(self._asked), time.monotonic() + 60
        while any(now == then for now, then in zip(self._asked, before, strict=True)):
            assert time.monotonic() < until, "somebody waits for ever"
            time.sleep(0.02)

    @property
    def bought(self) -> int:
        return sum(bool(one.location) for one in list(self.tries))

    def finish(self) -> None:
        """Let everybody end what they began, with no crash any more."""
        self._closing.set()
        [thread.join(120) for thread in self._threads]
        assert not any(thread.is_alive() for thread in self._threads)

    def _buy(self, seat: int) -> None:
        phone = Phone(self.port)
        while not self._closing.is_set():
            number = next(self._numbers)
            one = Try(self.wares[number % len(self.wares)], number, f"{number}-{ids.secret()}")
            self.tries.append(one)
            phone.forget()
            self._until_answered(phone, one, seat)
            if one.location:
                self._pay(phone, one)
        phone.close()

    def _until_answered(self, phone: Phone, one: Try, seat: int) -> None:
        while not (one.location or one.refused):
            self._asked[seat] += 1
            try:
                answer = phone.post("/checkout", one.ware.form(one.number, one.key))
            except Lost:
                phone.forget()  # the first answer may have been lost: what is sent again is the key, not the cookie
                time.sleep(0.05)
                continue
            if answer.status == 303:
                one.location = answer.location
            elif answer.status == 422:
                one.refused = True
            else:
                self.strange.append(f"{answer.status} {answer.text[:200]}")
                time.sleep(0.05)

    def _pay(self, phone: Phone, one: Try) -> None:
        """Once; whoever hears nothing looks at the page that waits, which asks the gateway."""
        try:
            if one.ware.pay == "sandbox":
                one.paid = phone.pay_in_sandbox(one.location).status == 303
            elif one.ware.pay == "epc":
                phone.post(f"{one.location}/claim", {})
        except Lost:
            pass


@pytest.fixture
def wares(market) -> list[Ware]:
    """What is bought: protected, by bank transfer and for cash; one thing of which there is not enough."""
    stock.set_count(market.mei.mug, 100_000)
    stock.set_count(market.mei.jar, 60)
    stock.set_count(market.lotte.jam, 100_000)
    bought = [
        (market.mei, "mug", "sandbox"),
        (market.lotte, "jam", "epc"),
        (market.lotte, "loaf", "cash"),
        (market.mei, "jar", "sandbox"),
    ]
    return [Ware.of(keeper, getattr(keeper, name), pay) for keeper, name, pay in bought]


@pytest.fixture
def server(config, wares):
    """A server of the production settings on this test's database; not started yet."""
    busy = {"open_orders": 10**6, "open_orders_network": 10**9, "cap_orders": 10**6, "cap_minor": 10**12, "synchronous": "full"}
    busy["hold_minutes"] = 24 * 60  # longer than any drill: nothing ends by itself meanwhile
    db.database.close()  # nobody but the server holds the file: after a crash whoever opens it first has to recover it
    one = Server(replace(config, **busy), port=free_port())
    yield one
    one.kill()


def crash(server: Server, wares: list[Ware], cycles: int, seed: int, orders: int = 0) -> str:
    """Start, kill at a random moment, prove, again; returns what happened in a sentence. With `orders` the moments are so late that about
    as many are acknowledged in all."""
    chance, slowest = random.Random(seed), 0.0
    buyers = Buyers(server.port, wares).start()
    for _ in range(cycles):
        slowest = max(slowest, ready_in(server))
        buyers.busy_for(chance.uniform(0.2, 0.9))
        buyers.until_bought(chance.uniform(0.5, 1.6) * orders / cycles)
        server.kill()
        acknowledged = [one for one in buyers.tries if one.location]
        with db.connection():
            assert check.run(since_last=True) == []
            prove(acknowledged)
    slowest = max(slowest, ready_in(server))
    buyers.finish()
    assert buyers.strange == []
    assert all(one.location or one.refused for one in buyers.tries)
    acknowledged = [one for one in buyers.tries if one.location]
    arrived(server, [one for one in acknowledged if one.paid])
    server.stop()
    with db.connection():
        prove(acknowledged)
        assert Order.across_shops().count() == len(acknowledged)  # one per key, and none besides
    return f"{cycles} kills, {len(acknowledged)} orders acknowledged and none lost, ready again within {slowest:.1f} s"


def ready_in(server: Server) -> float:
    started = time.perf_counter()
    server.start()
    took = time.perf_counter() - started
    assert took <= READY_WITHIN
    return took


def prove(acknowledged: list[Try]) -> None:
    """Every answer that said yes is an order, the one that its key made, in a state that fits how it is paid."""
    made = dict(Once.select(Once.key, Once.result).where(Once.result.is_null(False)).tuples())
    columns = (Order.id, Order.state, Order.token_hash)
    stands = {str(number): (state, token) for number, state, token in Order.across_shops(*columns).tuples()}
    asked = dict(Payment.across_shops(Payment.reference, Payment.code).tuples())
    for one in acknowledged:
        number = made.get(one.key)
        assert number in stands, f"the order of {one} is lost"
        state, token = stands[number]
        if one.ware.pay == "cash":
            assert (state, token) == ("confirmed", ids.digest(one.location.removeprefix("/o/")))
        else:
            assert state in ("pending", "confirmed")
            assert asked[number] == code_of(one.location)


def arrived(server: Server, paid: list[Try]) -> None:
    """All money that the gateway took is at its order: by a notice, or because we asked. Looking at the waiting page is asking."""
    phone, waiting, until = Phone(server.port), {code_of(one.location) for one in paid}, time.monotonic() + 90
    while waiting and time.monotonic() < until:
        for code in list(waiting):
            if phone.get(f"/pay/{code}").status == 303:
                waiting.discard(code)
        time.sleep(0.2)
    assert not waiting


@pytest.mark.timeout(400)
def test_ten_crashes_under_eight_buyers_lose_nothing(server, wares, pytestconfig, capsys):
    """T13 at the size of every commit."""
    said = crash(server, wares, 10, pytestconfig.seed)
    with capsys.disabled():
        print(f"\n  {said}")


def test_control_an_answer_without_its_order_is_noticed(world, wares):
    order = world.placed(key="the-one-that-was-kept")
    code = Payment.across_shops(Payment.code).where(Payment.reference == str(order.id)).scalar()
    kept = Try(wares[0], 1, "the-one-that-was-kept", location=f"/pay/{code}")
    prove([kept])
    with pytest.raises(AssertionError, match="is lost"):
        prove([kept, replace(kept, key="the-one-that-was-lost")])


def restart(folder, times: int) -> str:
    """PostgreSQL cuts every connection and recovers, so many times; the server finds it again by itself. Returns it in a sentence."""
    postgres, slowest, strange = engines.Postgres(), 0.0, 0
    try:
        url = engines.create_database(postgres.socket, "restarted")
        config = Config.for_tests(folder, url, **market.LIMITLESS)
        wares = market.made(config, {"mug": 1_000_000})
        server = Server(config).start()
        buyers = Buyers(server.port, list(wares.values())).start()
        for _ in range(times):
            buyers.busy_for(0.5)
            postgres.restart_at_once()
            healed = time.monotonic()
            buyers.busy_for(0.1)
            slowest = max(slowest, time.monotonic() - healed)
            buyers.until_each_asked_anew()
            cut = buyers.strange[strange:]
            assert all(said.startswith("503") for said in cut), cut
            strange = len(buyers.strange)
            buyers.busy_for(1)
            assert len(buyers.strange) == strange, buyers.strange[strange:]  # once it answers, it answers everybody
        buyers.finish()
        server.stop()
        assert slowest <= 5
        market.proved(config)
        with psycopg.connect(host=postgres.socket, user="postgres", dbname="restarted") as connection:
            kept = {
                key for (key,) in connection.execute('SELECT key FROM once JOIN "order" o ON CAST(o.id AS TEXT) = once.result')
            }
        assert {one.key for one in buyers.tries if one.location} == kept
    finally:
        postgres.stop()
    return f"{times} restarts, {len(kept)} orders acknowledged and none lost, {strange} answers cut off, healed within {slowest:.1f} s"


@pytest.mark.of("postgres")  # on SQLite the file is the database: there is no connection that could be cut
@pytest.mark.timeout(400)
def test_a_database_that_restarts_under_load_loses_nothing_and_the_pool_heals(tmp_path, app, capsys):
    """T18 at the size of every commit."""
    said = restart(tmp_path / "data", 1)
    with capsys.disabled():
        print(f"\n  {said}")


@pytest.mark.of("postgres")
@pytest.mark.drill
@pytest.mark.timeout(3600)
def test_a_database_that_restarts_fifty_times_under_load_loses_nothing(tmp_path, app, capsys):
    """T18."""
    said = restart(tmp_path / "data", 50)
    with capsys.disabled():
        print(f"\n  {said}")


@pytest.mark.drill
@pytest.mark.timeout(7200)
def test_five_hundred_crashes_under_eight_buyers_lose_nothing(server, wares, pytestconfig, capsys):
    """T13."""
    said = crash(server, wares, 500, pytestconfig.seed, orders=20_000)
    with capsys.disabled():
        print(f"\n  {said}")


@pytest.mark.of("sqlite")  # PostgreSQL writes its files itself
@pytest.mark.drill
@pytest.mark.timeout(300)
def test_while_the_disk_is_full_buyers_hear_it_and_readers_read_on(server, wares, capsys):
    """T16: no write finds room for some seconds, then there is room again. The same server serves all the while."""
    buyers = Buyers(ready(server).port, wares).start()
    buyers.busy_for(1)
    reader = Phone(server.port)
    with syscalls.failing(_worker_of(server), "pwrite64:error=ENOSPC"):
        before = buyers.bought
        time.sleep(1)
        pages = [reader.get(path).status for path in (f"/@{wares[0].slug}", f"/@{wares[0].slug}?q=mug", "/help/money") * 5]
        time.sleep(2)
    full, freed = list(buyers.strange), time.monotonic()
    bought = buyers.bought
    while buyers.bought == bought and time.monotonic() < freed + 10:
        time.sleep(0.02)
    healed = time.monotonic() - freed
    buyers.busy_for(1)
    buyers.finish()
    server.stop()
    acknowledged = [one for one in buyers.tries if one.location]
    with db.connection():
        assert check.run() == []
        prove(acknowledged)
        assert Order.across_shops().count() == len(acknowledged)
    assert set(pages) == {200}
    assert full and all(said.startswith("503") for said in full), full[:3]
    assert buyers.strange[len(full) + CLIENTS :] == []  # but for what was under way
    assert healed <= 10
    with capsys.disabled():
        print(f"\n  {before} orders before, {len(full)} refused with 503, one again {healed:.1f} s after there was room")


def ready(server: Server) -> Server:
    ready_in(server)
    return server


def _worker_of(server: Server) -> int:
    """The process that answers: the child of the one that watches."""
    (child,) = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text().split()
    return int(child)
