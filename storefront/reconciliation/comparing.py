"""A statement beside the books: which line is which movement, what differs, what is missing. Done again it finds the same once."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta

import peewee

from storefront.kit import clock, db
from storefront.kit.errors import Changed, Refused
from storefront.kit.i18n import gettext as _
from storefront.reconciliation import booking, rules, sources
from storefront.reconciliation.models import FINDING, STATEMENT, Finding, Line, Statement
from storefront.reconciliation.sources import Movement

CHUNK = 500
LEASE = timedelta(minutes=2)


def compare(statement: Statement) -> None:
    """Match every line, write down what differs, settle findings that are no longer so."""
    taken: set[str] = set()
    currencies: set[str] = set()
    findings: list[dict] = []
    matched = 0
    for lines in _chunks(statement):
        found = sources.named(statement.source, {name for line in lines for name in _names(line)})
        of: dict[int, str] = {}
        for line in lines:
            movement = _movement_of(line, found, taken)
            if movement is not None:
                taken.add(movement.subject)
                of[line.id] = movement.subject
                kind = rules.difference(line, movement)
                matched += not kind
                if not kind and line.fee_minor:
                    booking.cost(statement.source, line, movement.subject)
                currencies |= {movement.currency}
                if kind:
                    findings.append(_different(statement, line, movement, kind))
            elif line.kind == "transfer" and statement.source != sources.BANK:
                booking.moved(statement.source, line)
            elif line.kind in rules.COMPARED:
                findings.append(_extra(statement, line))
        _note(statement, of)
    findings = _with_swaps(findings)
    absent = _absent(statement, taken, currencies or {row["got_currency"] for row in findings})
    _end(statement, findings, absent, taken, matched)


def _chunks(statement: Statement) -> Iterator[list[Line]]:
    last = 0
    while True:
        rows = list(Line.select().where(Line.statement == statement.id, Line.id > last).order_by(Line.id).limit(CHUNK))
        if not rows:
            return
        last = rows[-1].id
        yield rows


def _names(line: Line) -> list[str]:
    if line.kind not in rules.COMPARED:
        return []
    return rules.names_of(line.reference, line.ours, line.words, line.kind)


def _movement_of(line: Line, found: dict[str, list[Movement]], taken: set[str]) -> Movement | None:
    for name in _names(line):
        movement = rules.choose(line, found.get(name, ()), taken)
        if movement is not None:
            return movement
    return None


def _finding(statement: Statement, key: str, kind: str, at, **columns) -> dict:
    empty = {
        "line": None,
        "other": None,
        "subject": "",
        "reference": "",
        "expected_minor": None,
        "expected_currency": "",
        "got_minor": None,
    }
    return empty | {"statement": statement.id, "key": key, "kind": kind, "got_currency": "", "at": at} | columns


def _different(statement: Statement, line: Line, movement: Movement, kind: str) -> dict:
    mine, theirs = (movement.amount_minor, line.amount_minor) if kind != "fee" else (movement.fee_minor, line.fee_minor)
    return _finding(
        statement, f"line:{line.id}", kind, line.at, line=line.id, subject=movement.subject, expected_minor=mine,
        expected_currency=movement.currency, got_minor=theirs, got_currency=line.currency,
    )  # fmt: skip


def _extra(statement: Statement, line: Line) -> dict:
    more = {"line": line.id, "got_minor": line.amount_minor, "got_currency": line.currency}
    return _finding(statement, f"line:{line.id}", "extra", line.at, **more)


def _with_swaps(findings: list[dict]) -> list[dict]:
    """Two lines that carry each other's sums are one finding."""
    by_line = {row["line"]: row for row in findings if row["kind"] == "amount"}
    pairs = rules.swaps((line, row["got_currency"], row["expected_minor"], row["got_minor"]) for line, row in by_line.items())
    for first, second in pairs:
        by_line[first].update(kind="swapped", other=second)
    gone = {second for _first, second in pairs}
    return [row for row in findings if not (row["kind"] == "amount" and row["line"] in gone)]


def _absent(statement: Statement, taken: set[str], currencies: set[str]) -> dict[str, Movement]:
    """Our movements of the period that this statement does not have."""
    expected = sources.between(statement.source, statement.starts_at, statement.ends_at)
    return {each.subject: each for each in expected if each.subject not in taken and each.currency in currencies}


@db.verb
def _end(statement: Statement, findings: list[dict], absent: dict[str, Movement], taken: set[str], matched: int) -> None:
    """What two statements of one source tell each other, in one go. They wait for each other here: each has noted its lines by now, so
    that whoever comes second sees the lines and the findings of the first."""
    rows = Statement.select(Statement.id).where(Statement.source == statement.source, Statement.state == "comparing")
    list(db.locked(rows.order_by(Statement.id)))
    missing = _missing(statement, dict(absent))
    settle_found(taken)  # with its end: a worker that dies here is followed by one that begins again
    _finish(statement, [*findings, *missing], matched)


def _missing(statement: Statement, absent: dict[str, Movement]) -> list[dict]:
    """Findings about what no other statement of the same source has either."""
    names = sorted(absent)
    for start in range(0, len(names), CHUNK):
        rows = Line.select(Line.subject).join(Statement)
        rows = rows.where(Line.subject.in_(names[start : start + CHUNK]), Statement.source == statement.source)
        for (subject,) in list(rows.tuples()):
            absent.pop(subject, None)
    return [
        _finding(
            statement, f"missing:{each.subject}", "missing", each.at, subject=each.subject, reference=each.names[0][:120], expected_minor=each.amount_minor,
            expected_currency=each.currency,
        )
        for each in absent.values()
    ]  # fmt: skip


@db.verb
def _note(statement: Statement, of: dict[int, str]) -> None:
    """Which line is which movement."""
    if of:
        subject = peewee.Case(Line.id, tuple(of.items()), "")
        Line.update(subject=subject).where(Line.id.in_(list(of))).execute()
    Statement.update(next_at=clock.now() + LEASE).where(Statement.id == statement.id).execute()


@db.verb
def _finish(statement: Statement, findings: list[dict], matched: int) -> None:
    """Write down what is new, settle what is no longer so, and count what waits."""
    statement = db.locked(Statement.select().where(Statement.id == statement.id)).get()
    if statement.state != "comparing":
        raise Changed
    now, there, new = clock.now(), _there(statement), []
    wanted = {(row["key"], row["kind"]) for row in findings}
    for (key, kind), row in there.items():
        if row.state == "open" and (key, kind) not in wanted:
            FINDING.change(row, "settle", resolved_at=now)
    for row in findings:
        known = there.get((row["key"], row["kind"]))
        if known is None or known.state == "settled":
            new.append(row | {"key": _free_key(row["key"], there)})
    for start in range(0, len(new), CHUNK):
        Finding.insert_many(new[start : start + CHUNK]).execute()
    waiting = Finding.select().where(Finding.statement == statement.id, Finding.state == "open").count()
    STATEMENT.change(statement, "finish", matched_count=matched, open_count=waiting, done_at=now, next_at=None)


def _there(statement: Statement) -> dict[tuple[str, str], Finding]:
    """{(key without its count, kind): the newest finding} of a statement that was compared before."""
    rows = Finding.select().where(Finding.statement == statement.id).order_by(Finding.id)
    return {(row.key.partition("@")[0], row.kind): row for row in rows}


def _free_key(key: str, there: dict) -> str:
    """The key, with a count where the same line or movement was found before."""
    before = [row.key for (plain, _kind), row in there.items() if plain == key]
    if not before:
        return key
    return f"{key}@{max(int(name.partition('@')[2] or 1) for name in before) + 1}"


def settle_found(subjects: set[str]) -> None:
    """What other statements missed and this one has is no longer missing."""
    names = sorted(subjects)
    for start in range(0, len(names), CHUNK):
        open_ones = Finding.select().where(
            Finding.state == "open", Finding.kind == "missing", Finding.subject.in_(names[start : start + CHUNK])
        )
        for row in list(open_ones):
            with suppress(Changed):  # somebody has looked at it meanwhile
                _settle(row)


@db.verb
def _settle(row: Finding) -> None:
    FINDING.change(row, "settle", resolved_at=clock.now())
    Statement.update(open_count=Statement.open_count - 1).where(Statement.id == row.statement_id).execute()


@db.verb
def resolve(finding: Finding, person, note: str) -> Finding:
    """Somebody has looked at a finding; `note` says what it was. It moves no money."""
    note = " ".join(note.split())
    if not note:
        raise Refused(_("Write what it was."), "note")
    FINDING.change(finding, "resolve", said=note[:500], resolved_by=person.id, resolved_at=clock.now())
    Statement.update(open_count=Statement.open_count - 1).where(Statement.id == finding.statement_id).execute()
    return finding
