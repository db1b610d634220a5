"""How figures are printed."""

import os
import platform

from peewee import sqlite3


def machine() -> str:
    """One line about where this was measured."""
    return f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}, SQLite {sqlite3.sqlite_version}"


def row(name: str, value: str, target: str = "", ok: bool | None = None) -> str:
    """A line of the report; `ok` says whether the target is met."""
    mark = "" if ok is None else "  reached" if ok else "  MISSED"
    return f"{name:<46} {value:<44} {target}{mark}"
