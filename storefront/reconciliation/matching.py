"""Which of a shop's open direct payments stand in its own bank's file. Pure decisions."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from storefront.reconciliation.formats.plain import Row

_TOKEN = re.compile(r"[A-Z0-9]+")


class Found(NamedTuple):
    """The line of a payment. `how`: "exact" (its number and its sum), "amount" (only this sum, and nothing else of this sum), "other" (its
    number with another sum)."""

    how: str
    row: Row


def match(rows: Iterable[Row], asked: list) -> dict[str, Found]:
    """{code of a payment: its line} for payments with `code`, `label`, `amount_minor` and `currency`; each line is of one payment. What
    went out is not looked at. A sum alone counts only where there is one such payment, and one such line without the number of another."""
    came = [row for row in rows if row.amount_minor > 0]
    named: dict[str, list[Row]] = {}
    labels = {one.label.upper() for one in asked}
    for row in came:
        for token in dict.fromkeys(_TOKEN.findall(f"{row.ours} {row.words} {row.reference}".upper())):
            if token in labels:
                named.setdefault(token, []).append(row)
    found, taken = {}, set()
    for how, fits in (("exact", _same), ("other", lambda one, row: True)):
        for one in asked:
            row = next((row for row in named.get(one.label.upper(), ()) if id(row) not in taken and fits(one, row)), None)
            if one.code not in found and row is not None:
                found[one.code] = Found(how, row)
                taken.add(id(row))
    nameless = {id(row) for row in came} - {id(row) for group in named.values() for row in group}
    sums = Counter((row.amount_minor, row.currency) for row in came if id(row) in nameless)
    wanted = Counter((one.amount_minor, one.currency) for one in asked if one.code not in found)
    alone = {key for key, count in wanted.items() if count == 1 == sums[key]}
    lines = {(row.amount_minor, row.currency): row for row in came if id(row) in nameless}
    found |= {one.code: Found("amount", lines[_sum(one)]) for one in asked if one.code not in found and _sum(one) in alone}
    return found


def _sum(one) -> tuple[int, str]:
    return one.amount_minor, one.currency


def _same(one, row: Row) -> bool:
    return _sum(one) == (row.amount_minor, row.currency)
