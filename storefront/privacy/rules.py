"""How long things take and last."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass
class Periods:
    """`wait` is how long an erasure can be called off, `keep` how long an export can be taken."""

    wait: timedelta = timedelta(days=7)
    keep: timedelta = timedelta(days=7)
    market: str = "Microstore"
    base_url: str = ""
    zone: str = "UTC"  # whose day is meant where a message or a page names one


PERIODS = Periods()
TRIES = 3  # times that an export is begun before it is said to have failed
STUCK = timedelta(minutes=5)  # after this long somebody who made it must have died
EXPORTS_A_DAY = 5


def configure(config) -> None:
    """Take the settings. Called once by `create_app`."""
    PERIODS.wait, PERIODS.keep = timedelta(days=config.erasure_days), timedelta(days=config.export_days)
    PERIODS.market, PERIODS.base_url, PERIODS.zone = config.market_name, config.base_url, config.time_zone


def absolute(value, base_url: str):
    """The same JSON value, with the addresses of orders and pictures in it made whole."""
    if isinstance(value, dict):
        return {name: absolute(each, base_url) for name, each in value.items()}
    if isinstance(value, list):
        return [absolute(each, base_url) for each in value]
    if isinstance(value, str) and value.startswith(("/o/", "/pictures/")):
        return base_url + value
    return value
