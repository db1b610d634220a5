"""A market of its own for a drill: `made(config)` fills an empty database in a process of its own and says what is sold there."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import asdict

import psycopg

from storefront.kit.config import PREFIX, Config
from tests.support.phones import Ware
from tests.support.server import ROOT, environment_of, write_keys

LIMITLESS = {"open_orders": 10**6, "open_orders_network": 10**9, "cap_orders": 10**6, "cap_minor": 10**12}


def outside(config: Config, *command: str, given: str = "") -> str:
    """Run `python …` with these settings; returns what it printed. Raises RuntimeError with its words where it failed."""
    write_keys(config)
    environment = {name: text for name, text in os.environ.items() if not name.startswith(PREFIX)}
    environment |= environment_of(config) | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, input=given, capture_output=True, text=True, timeout=600
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}:\n{done.stdout}{done.stderr}")
    return done.stdout


def made(config: Config, pieces: dict[str, int]) -> dict[str, Ware]:
    """Mei's and Lotte's shops, and their goods by name; `pieces` counts some of them."""
    said = outside(config, "-m", "tests.support.market", given=json.dumps(pieces))
    return {name: Ware(**told) for name, told in json.loads(said.splitlines()[-1]).items()}


def proved(config: Config) -> str:
    """What the oracle says; RuntimeError where it finds a difference."""
    return outside(config, "app.py", "check")


def rows(config: Config, sql: str) -> list[tuple]:
    """What a database holds, read from outside."""
    if config.is_sqlite:
        with closing(sqlite3.connect(config.database_url.removeprefix("sqlite:///"), timeout=20)) as connection:
            found = connection.execute(sql).fetchall()
            connection.commit()
            return found
    with psycopg.connect(config.database_url) as connection:
        asked = connection.execute(sql)
        return asked.fetchall() if asked.description else []


def _make(pieces: dict[str, int]) -> dict[str, Ware]:
    from storefront import shops, stock
    from tests.support.factories import World

    world = World()
    shops.verify(world.mei.shop, "company")
    shops.verify(world.lotte.shop, "company")
    goods = {"mug": (world.mei, "sandbox"), "jar": (world.mei, "sandbox"), "bowl": (world.mei, "sandbox")}
    goods |= {"jam": (world.lotte, "cash"), "loaf": (world.lotte, "epc")}
    for name, count in pieces.items():
        stock.set_count(getattr(goods[name][0], name), count)
    return {name: Ware.of(keeper, getattr(keeper, name), pay) for name, (keeper, pay) in goods.items()}


if __name__ == "__main__":
    from storefront.commands import prepare

    prepare(Config.from_env())
    print(json.dumps({name: asdict(ware) for name, ware in _make(json.loads(sys.stdin.read())).items()}))
