"""Statements come in: a file is kept and looked at, then read line by line in the background, then compared (comparing.py).

Each step can be done again: the same file is the same statement, the same line the same row. A worker that dies leaves a lease that
ends; whoever comes next goes on where it stopped.
"""

import hashlib
import json
from dataclasses import replace
from datetime import datetime, timedelta

from storefront.kit import clock, db, ids, jobs
from storefront.kit.dates import zone_of
from storefront.kit.errors import Changed, NotFound, Refused
from storefront.kit.i18n import gettext as _
from storefront.payments.providers import gateways
from storefront.reconciliation import comparing, forgetting, formats, rules
from storefront.reconciliation.models import STATEMENT, Line, Statement
from storefront.reconciliation.sources import BANK

CHUNK = 500
LEASE = timedelta(minutes=2)
DAY = timedelta(days=1)
_market = {"zone": "UTC", "currency": "CNY"}


def configure(config) -> None:
    """Take the market's zone and currency, for dates and rows that name none (once, by app.py)."""
    _market.update(zone=config.time_zone, currency=config.currency)
    forgetting.configure(config)


def sources_of_files() -> list[tuple[str, str]]:
    """(key, name) of whoever a file can be from: every gateway, and the bank."""
    return [(key, str(gateway.name)) for key, gateway in gateways] + [(BANK, _("Our bank"))]


# --- a file ------------------------------------------------------------------------------------------------------------------


@db.verb
def upload(source: str, name: str, data: bytes, person) -> tuple[Statement, bool]:
    """(the statement, whether it is new). Nothing is compared yet. Raises Refused for what cannot be a statement."""
    if source not in {key for key, _name in sources_of_files()}:
        raise Refused(_("Choose whose statement this is."), "source")
    text = formats.text_of(data)
    digest = hashlib.sha256(data).hexdigest()
    there = Statement.get_or_none(Statement.source == source, Statement.digest == digest, Statement.state != "discarded")
    if there is not None:
        return there, False
    form = formats.sniff(text)
    options = formats.guess(text, form, _market["currency"])
    last = _last_map(source, form)
    found = _read(source, text, form, options)
    if last is not None and (found.problem or not found.rows):
        options = last
        found = _read(source, text, form, options)
    row = Statement.create(
        code=ids.code(10),
        source=source,
        format=form,
        name=name[:120] or form,
        digest=digest,
        body=text,
        options=json.dumps(options.as_dict()),
        lines_count=len(found.rows),
        errors_count=len(found.bad),
        uploaded_by=person.id,
        uploaded_at=clock.now(),
        **_period(found),
    )
    return row, True


def _last_map(source: str, form: str) -> formats.Options | None:
    """How the last table of this source was read."""
    rows = Statement.select(Statement.options).where(
        Statement.source == source, Statement.format == form, Statement.state == "done"
    )
    last = rows.order_by(Statement.id.desc()).first() if form == "csv" else None
    return formats.Options.from_dict(json.loads(last.options)) if last else None


def _period(found: formats.Read) -> dict[str, datetime | None]:
    """The days from the first line to the last one, whole, on the market's calendar."""
    if not found.rows:
        return {"starts_at": None, "ends_at": None}
    first, last = min(row.at for row in found.rows), max(row.at for row in found.rows)
    return {"starts_at": day_of(first), "ends_at": day_of(last) + DAY}


def day_of(moment: datetime) -> datetime:
    """When the day of a moment began on the market's calendar."""
    return moment.astimezone(zone_of(_market["zone"])).replace(hour=0, minute=0, second=0, microsecond=0)


def preview(statement: Statement) -> formats.Read:
    """The file as it would be read now."""
    options = formats.Options.from_dict(json.loads(statement.options))
    return _read(statement.source, statement.body, statement.format, options)


def _read(source: str, text: str, form: str, options: formats.Options) -> formats.Read:
    """A file's lines. What a bank lists is at the bank, whatever its table calls it."""
    found = formats.read(text, form, options, _market["zone"])
    if source == BANK:
        found = replace(found, rows=[replace(row, kind="bank") for row in found.rows])
    return found


@db.verb
def map_columns(statement: Statement, options: formats.Options) -> Statement:
    """Read the file with another map of its columns."""
    if statement.state != "uploaded":
        raise Changed
    found = _read(statement.source, statement.body, statement.format, options)
    if found.problem and not found.rows:
        raise Refused(found.problem, "at")
    columns = {
        "options": json.dumps(options.as_dict()),
        "lines_count": len(found.rows),
        "errors_count": len(found.bad),
    } | _period(found)
    waiting = (Statement.id == statement.id) & (Statement.state == "uploaded")
    if not Statement.update(**columns).where(waiting).execute():
        raise Changed
    return by_code(statement.code)


@db.verb
def discard(statement: Statement) -> Statement:
    """Throw an uploaded file away. It can be sent again."""
    return STATEMENT.change(statement, "discard", body="", next_at=None)


@db.verb
def take_in(statement: Statement, starts: datetime, ends: datetime) -> Statement:
    """Read the lines, in the background, and compare them. [starts, ends) is what the statement covers: our movements inside it must be
    in it."""
    if statement.state == "uploaded" and not statement.lines_count:
        raise Refused(_("There is no line that could be read."))
    if ends <= starts:
        raise Refused(_("The last day is before the first one."), "ends")
    STATEMENT.change(statement, "take_in", starts_at=starts, ends_at=ends, next_at=clock.now())
    work.later(statement.id)
    return statement


@db.verb
def compare_again(statement: Statement) -> Statement:
    """Look at a statement once more: what the books have learned meanwhile settles what was open. Raises Refused once its words are
    gone: they say whose a bank's line is."""
    if db.locked(Statement.select().where(Statement.id == statement.id)).get().words_gone_at is not None:
        raise Refused(_("What stood beside its lines was forgotten, so it cannot be compared again."))
    STATEMENT.change(statement, "compare_again", next_at=clock.now())
    work.later(statement.id)
    return statement


# --- line by line ------------------------------------------------------------------------------------------------------------


@jobs.task
def work(statement_id: int) -> None:
    """Do what is left of a statement: read, then compare."""
    statement = _claim(statement_id)
    if statement is None:
        return
    if statement.state == "reading":
        _read_all(statement)
        statement = Statement.get_by_id(statement.id)
    if statement.state == "comparing":
        comparing.compare(statement)


def work_due() -> None:
    """Sweep: statements whose worker stopped."""
    due = Statement.select(Statement.id).where(Statement.state.in_(("reading", "comparing")), Statement.next_at <= clock.now())
    for row in list(due.limit(5)):
        work(row.id)


@db.verb
def _claim(statement_id: int) -> Statement | None:
    """Take a statement that is due, so that nobody else works on it for a while."""
    now = clock.now()
    due = (Statement.id == statement_id) & Statement.state.in_(("reading", "comparing")) & (Statement.next_at <= now)
    if not Statement.update(next_at=now + LEASE).where(due).execute():
        return None
    return Statement.get_by_id(statement_id)


def _read_all(statement: Statement) -> None:
    rows = list(rules.keys(preview(statement).rows))
    for start in range(0, len(rows), CHUNK):
        _keep(statement.id, rows[start : start + CHUNK], min(start + CHUNK, len(rows)))
    STATEMENT.change(statement, "compare", body="", read_count=len(rows), lines_count=len(rows), next_at=clock.now() + LEASE)


@db.verb
def _keep(statement_id: int, rows: list, reached: int) -> None:
    """Some lines; those that are there already stay as they are."""
    made = [
        {
            "statement": statement_id, "number": row.number, "key": key[:120], "kind": row.kind, "reference": row.reference, "ours": row.ours,
            "amount_minor": row.amount_minor, "fee_minor": row.fee_minor, "currency": row.currency, "at": row.at, "words": row.words,
        }
        for key, row in rows
    ]  # fmt: skip
    Line.insert_many(made).on_conflict(conflict_target=[Line.statement, Line.key], action="IGNORE").execute()
    Statement.update(read_count=reached, next_at=clock.now() + LEASE).where(Statement.id == statement_id).execute()


# --- looking -----------------------------------------------------------------------------------------------------------------


def by_code(code: str) -> Statement:
    """The statement, or NotFound."""
    row = Statement.get_or_none(Statement.code == code, Statement.state != "discarded")
    if row is None:
        raise NotFound
    return row


def newest(before: int | None = None, most: int = 25) -> tuple[list[Statement], bool]:
    """(statements, newest first; whether there are more), without their text."""
    shown = [field for field in Statement._meta.sorted_fields if field.name not in ("body", "options")]
    rows = Statement.select(*shown).where(Statement.state != "discarded")
    rows = rows.where(Statement.id < before) if before else rows
    found = list(rows.order_by(Statement.id.desc()).limit(most + 1))
    return found[:most], len(found) > most
