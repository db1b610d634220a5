"""I5 below the process: it ends at every named place and at every write, the disk says no, the power goes. `make drill`.

What PostgreSQL does with its disk is its own promise (tests/races/test_crash.py restarts it under load): there the process ends at each
of the first questions that it sends.
"""

import json
import os
import random
import shutil
import subprocess
import sys
import time
from dataclasses import replace

import psycopg
import pytest

from storefront.kit.config import PREFIX, Config
from tests.support import engines, syscalls
from tests.support import market as markets
from tests.support.server import ROOT, environment_of

pytestmark = [pytest.mark.drill, pytest.mark.timeout(3600)]

only_sqlite = pytest.mark.of("sqlite")
ORDERS = 12
TIMES = 10  # at each failpoint
POINTS = 40  # at least so many are reached
CALLS = 300
ERRORS = 200
CUTS = 1000


@pytest.fixture
def base(tmp_path, engine):
    """A folder with a market in which a thousand mugs are on sale, the environment in which the till sells them, and a copier."""
    postgres = engines.Postgres() if engine == "postgres" else None
    try:
        url = engines.create_database(postgres.socket, "base") if postgres else ""
        config = Config.for_tests(tmp_path / "base", url, **markets.LIMITLESS, synchronous="full")
        made = Base(config, markets.made(config, {"mug": 1000})["mug"], tmp_path, postgres)
        yield made
        made.end()
    finally:
        if postgres:
            postgres.stop()


class Base:
    """The market as it is before the drill, and copies of it."""

    def __init__(self, config: Config, ware, folder, postgres: engines.Postgres | None):
        self.config, self.folder, self.postgres, self.count = config, folder, postgres, 0
        kept = {name: text for name, text in os.environ.items() if not name.startswith(PREFIX)}
        self.environment = kept | {"TILL_SHOP": ware.slug, "TILL_WARE": ware.variant, "PYTHONPATH": str(ROOT)}
        self.nursery = None

    def copy(self, **settings) -> Config:
        """The same market in a folder of its own."""
        self.count += 1
        there = self.folder / f"run-{self.count}"
        shutil.copytree(self.config.data, there, ignore=shutil.ignore_patterns("cache", "*.log"))
        if self.postgres:
            settings["database"] = engines.create_database(self.postgres.socket, there.name, template="base")
        return replace(self.config, data=there, **settings)

    def environment_of(self, config: Config) -> dict:
        return self.environment | environment_of(config)

    def till(self, first: int = 0) -> list[str]:
        return [sys.executable, "-m", "tests.support.till", "sell", str(ORDERS), str(first)]

    def ask(self, verb: str, config: Config, *arguments: object) -> tuple[list[str], int]:
        """Let the nursery do one command: (what was printed, exit code)."""
        if self.nursery is None:
            self.nursery = subprocess.Popen(
                [sys.executable, "-m", "tests.support.till", "nursery"], cwd=ROOT, env=self.environment_of(self.config),
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            )  # fmt: skip
        command = (verb, config.data, config.database or "-", *arguments)
        self.nursery.stdin.write(" ".join(map(str, command)) + "\n")
        self.nursery.stdin.flush()
        lines = []
        while not (line := self.nursery.stdout.readline()).startswith("= "):
            assert line, "the nursery is gone"
            lines.append(line.rstrip("\n"))
        return lines, int(line[2:])

    def judged(self, config: Config, said: list[str]) -> list[str]:
        """What differs from what was acknowledged; the folder is gone afterwards."""
        told = config.data / "said.txt"
        told.write_text("\n".join(line for line in said if line))
        if self.postgres:
            self._until_nobody_asks(config.data.name)
        lines, code = self.ask("judge", config, told)
        assert code == 0, f"the market does not open any more: {config.data}"
        shutil.rmtree(config.data)
        if self.postgres:
            engines.drop_database(self.postgres.socket, config.data.name)
        return json.loads(lines[-1])

    def _until_nobody_asks(self, name: str) -> None:
        """PostgreSQL ends what it was asked before it notices that who asked is gone."""
        with psycopg.connect(host=self.postgres.socket, user="postgres", dbname="postgres", autocommit=True) as connection:
            until = time.monotonic() + 30
            while connection.execute("SELECT 1 FROM pg_stat_activity WHERE datname = %s", (name,)).fetchone():
                assert time.monotonic() < until, "somebody is still connected"
                time.sleep(0.005)

    def end(self) -> None:
        """Let the nursery go."""
        if self.nursery:
            self.nursery.stdin.close()
            self.nursery.wait(30)


def test_the_process_ends_at_every_named_place(base, pytestconfig, tell):
    """T14, the named half: killed ten times at each place that a sale passes."""
    chance, kills = random.Random(pytestconfig.seed), 0
    here = base.copy()
    lines, _code = base.ask("points", here, ORDERS, 0)
    points = json.loads(lines[-1])
    assert base.judged(here, lines[:-1]) == []
    for point, times in points.items():
        for nth in sorted(chance.sample(range(1, times + 1), min(TIMES, times))):
            code = 0
            while code != -9:  # how often an outbox is looked at, or the history sealed, is not the same each time
                assert nth, f"{point} was reached {times} times before, and not once now"
                here = base.copy()
                lines, code = base.ask("sell", here, ORDERS, 0, point.replace(" ", "|"), nth)
                assert base.judged(here, lines) == [], (point, nth)
                nth //= 2
            kills += 1
    tell(f"{len(points)} places, {kills} kills, nothing acknowledged lost, nothing half")
    assert len(points) >= POINTS


def test_the_process_ends_at_each_of_its_first_writes(base, tell):
    """T14, the other half: kill -9 at the nth system call that writes or syncs, or sends."""
    kills, calls = 0, syscalls.SENDS if base.postgres else syscalls.CALLS
    for nth in range(1, CALLS + 1):
        here = base.copy()
        code, said = syscalls.ended(base.till(), base.environment_of(here), f"{calls}:signal=SIGKILL:when={nth}", ROOT)
        kills += code != 0
        assert base.judged(here, said.splitlines()) == [], nth
    tell(f"killed at the first {kills} of {calls}, nothing acknowledged lost")
    assert kills == CALLS


@only_sqlite
@pytest.mark.parametrize("error", ["EIO", "ENOSPC"])
def test_the_disk_says_no_at_the_nth_write(base, error, pytestconfig, tell):
    """T17: what was acknowledged is stored, nothing is half, and the next order goes through."""
    chance, refused = random.Random(pytestconfig.seed), 0
    for nth in sorted(chance.sample(range(20, 20 + 4 * ERRORS), ERRORS // 2)):
        here = base.copy()
        _code, said = syscalls.ended(base.till(), base.environment_of(here), f"{syscalls.CALLS}:error={error}:when={nth}", ROOT)
        refused += " refused " in said
        assert base.judged(here, said.splitlines()) == [], (error, nth)
    tell(f"{ERRORS // 2} times {error}, {refused} orders heard of it, none half")
    assert refused


@only_sqlite
def test_a_full_disk_refuses_and_everything_works_again_when_there_is_space(base, tell):
    """T16 at the till: some writes in a row fail; the same process sells on afterwards."""
    here = base.copy()
    code, said = syscalls.ended(base.till(), base.environment_of(here), "pwrite64:error=ENOSPC:when=60..65", ROOT)
    lines = said.splitlines()
    refused = [n for n, line in enumerate(lines) if " refused " in line]
    assert code == 0 and refused
    assert any(line.endswith(" settled") for line in lines[refused[-1] :])
    assert base.judged(here, lines) == []
    tell(f"{len(refused)} orders refused while the disk was full, the next one went through")


@only_sqlite
@pytest.mark.parametrize("synchronous", ["full", "normal"])
def test_the_power_goes(base, synchronous, pytestconfig, tell, tmp_path):
    """T15: a thousand cuts anywhere lose nothing that was acknowledged. The control without the sync at each commit must lose some."""
    here, chance = base.copy(synchronous=synchronous), random.Random(pytestconfig.seed)
    before = {
        path.name: bytearray(path.read_bytes()) for path in here.data.glob("microstore.db*") if not path.name.endswith("-shm")
    }
    deeds = syscalls.recorded(base.till(), base.environment_of(here), ROOT, here.data, tmp_path / "calls")
    cuts = sorted(chance.choices(range(1, len(deeds) + 1), k=CUTS))
    disk, said, done, lost, broken = syscalls.Disk(before), "", 0, 0, 0
    for cut in cuts:
        for deed in deeds[done:cut]:
            said += deed.data.decode() if deed.what == "said" else ""
            disk.take(deed) if deed.what != "said" else None
        done = cut
        after = base.copy()
        for path in after.data.glob("microstore.db*"):
            path.unlink()
        disk.cut(after.data, chance)
        problems = base.judged(after, said.splitlines())
        lost += any("was acknowledged" in one or "is lost" in one or "stands at" in one for one in problems)
        broken += any(" is lost" not in one and "stands at" not in one for one in problems)
    tell(f"synchronous={synchronous}: {CUTS} cuts among {len(deeds)} calls, {lost} lost something, {broken} broke something")
    assert broken == 0
    assert (lost == 0) if synchronous == "full" else (lost >= 1), "the control shows that the cuts cut"
