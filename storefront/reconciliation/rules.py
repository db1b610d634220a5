"""Pure decisions: which movement a line is, what differs, which lines were swapped, how a file may be laid over the books."""

import re
from collections import defaultdict
from collections.abc import Iterable

from storefront.reconciliation.formats.plain import Row

COMPARED = ("capture", "refund", "bank", "other")  # transfers and fees of the provider's own are noted
# With a digit, because words are no references; but for our own codes, of which one in fifteen has none.
_TOKEN = re.compile(r"(?=[^\s]*\d)[A-Za-z0-9][A-Za-z0-9:_\-/]{2,58}[A-Za-z0-9]|\b(?:[A-HJKMNP-TW-Z]{8}|[a-hjkmnp-tw-z]{8})\b")
_MOST_TOKENS = 16


def names_of(reference: str, ours: str, words: str, kind: str) -> list[str]:
    """What a line may be known by: its references, and for a bank's line whatever in its words looks like one."""
    found = [name for name in (ours, reference) if name]
    if kind == "bank":
        found += _TOKEN.findall(words)[:_MOST_TOKENS]
    return list(dict.fromkeys(found))


def choose(line, candidates: Iterable, taken: set[str]):
    """The movement that a line is: one that goes the same way and is not taken, with the same sum where there is one; else None."""
    same_way = [each for each in candidates if (each.amount_minor >= 0) == (line.amount_minor >= 0)]
    free = [each for each in same_way if each.subject not in taken]
    exact = [each for each in free if (each.amount_minor, each.currency) == (line.amount_minor, line.currency)]
    return next(iter(exact or free), None)


def difference(line, movement) -> str:
    """currency, amount or fee: the first that differs, "" where nothing does."""
    if line.currency != movement.currency:
        return "currency"
    if line.amount_minor != movement.amount_minor:
        return "amount"
    if line.fee_minor is not None and movement.fee_minor is not None and line.fee_minor != movement.fee_minor:
        return "fee"
    return ""


def swaps(different: Iterable[tuple[int, str, int, int]]) -> list[tuple[int, int]]:
    """Pairs of lines of which each carries the other's sum. `different` are (line, currency, expected, got) of lines with another amount;
    each line is in one pair at most."""
    waiting: dict[tuple[str, int, int], list[int]] = defaultdict(list)
    pairs = []
    for line, currency, expected, got in different:
        other = waiting.get((currency, got, expected))
        if other:
            pairs.append((other.pop(0), line))
        else:
            waiting[currency, expected, got].append(line)
    return pairs


def keys(rows: Iterable[Row]) -> Iterable[tuple[str, Row]]:
    """(what makes a row itself inside its statement, the row): kind and reference; the second of the same is "…#2"."""
    seen: dict[str, int] = defaultdict(int)
    for row in rows:
        key = f"{row.kind}:{row.reference}"
        seen[key] += 1
        yield (key if seen[key] == 1 else f"{key}#{seen[key]}"), row
