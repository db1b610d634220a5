"""T20: copies of a market under load. Each comes back whole elsewhere, with everything that was acknowledged before it began."""

import time
from dataclasses import replace

import pytest

from storefront.kit.config import Config
from tests.races.test_crash import Buyers, Try
from tests.support import engines, market
from tests.support.server import Server, run

pytestmark = pytest.mark.race

KEYS = 'SELECT key FROM once JOIN "order" o ON CAST(o.id AS TEXT) = once.result'


@pytest.mark.drill
@pytest.mark.timeout(3600)
def test_twenty_backups_under_load_come_back_whole(tmp_path, engine, pytestconfig, monkeypatch, capsys):
    postgres = engines.Postgres() if engine == "postgres" else None
    try:
        if postgres:
            engines.tools_first(monkeypatch)
        url = engines.create_database(postgres.socket, "market") if postgres else ""
        told = copied(Config.for_tests(tmp_path / "market", url, **market.LIMITLESS), 20, tmp_path, postgres)
    finally:
        if postgres:
            postgres.stop()
    with capsys.disabled():
        print(f"\n{told}")


def copied(config: Config, times: int, folder, postgres) -> str:
    wares = market.made(config, {"mug": 1_000_000})
    server, slowest, least = Server(config).start(), 0.0, []
    buyers = Buyers(server.port, list(wares.values())).start()
    for number in range(times):
        buyers.busy_for(1)
        before = [one for one in buyers.tries if one.location]
        began = time.monotonic()
        done = run(config, "backup", str(folder / f"copy-{number}"))
        slowest = max(slowest, time.monotonic() - began)
        assert done.returncode == 0, done.stderr
        url = engines.create_database(postgres.socket, f"restored_{number}") if postgres else ""
        least.append(proved(replace(config, data=folder / f"restored-{number}", database=url), folder / f"copy-{number}", before))
    buyers.finish()
    server.stop()
    assert buyers.strange == []
    market.proved(config)
    return f"{times} backups under load, {least[0]} to {least[-1]} orders in each, {slowest:.1f} s at most; all came back whole"


def proved(config: Config, copy, before: list[Try]) -> int:
    """Put it back: the oracle, what was acknowledged before the copy began, and nothing that leaves; returns how many orders it holds."""
    done = run(config, "restore", str(copy))
    assert done.returncode == 0, done.stdout + done.stderr
    kept = {key for (key,) in market.rows(config, KEYS)}
    lost = [one for one in before if one.key not in kept]
    assert not lost, f"{len(lost)} orders are lost, the first is {lost[0]}"
    left = market.rows(config, "SELECT count(*) FROM message WHERE state = 'sent'")
    waiting = Server(config).start()
    time.sleep(3)
    assert waiting.stop() == 0
    assert market.rows(config, "SELECT count(*) FROM message WHERE state = 'sent'") == left
    return len(kept)
