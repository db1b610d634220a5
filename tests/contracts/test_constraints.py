"""What must never be is refused by the database itself: every CHECK, and every index that lets one living row pass."""

import datetime as dt
import re

import peewee
import pytest

from tests.support.schemas import checks_in, flat, tables

# What a good row needs besides: here one column says whether another one is there.
WHOLE = {"suspense_decision": {"verb": "place", "payment_id": 1}, "order_line": {"cancelled_count": 0}}

# For the CHECKs that are more than comparisons joined by AND: rows that break them.
EXAMPLES = {
    "kind <> 'escrow' OR balance_minor >= 0": [{"kind": "escrow", "balance_minor": -1}],
    "offered_minor IS NULL OR (offered_minor > 0 AND offered_minor <= stake_minor)": [{"offered_minor": 0}, {"offered_minor": 2}],
    "shipped_count + cancelled_count <= quantity": [{"cancelled_count": 1}],
    "(kind = 'credit') = (series = 'credit')": [{"series": "credit"}],
    "(kind = 'credit') = (refund_id IS NOT NULL)": [{"refund_id": 1}],
    "(state = 'ready') = (content IS NOT NULL)": [{"content": "x"}, {"state": "ready"}],
    "(state = 'waiting') = (ended_at IS NULL)": [{"ended_at": dt.date(2026, 1, 1)}, {"state": "refused"}],
    "state <> 'done' OR (contact IS NULL AND contact_index IS NULL)": [
        {"state": "done", "ended_at": dt.date(2026, 1, 1), "contact": "x"},
        {"state": "done", "ended_at": dt.date(2026, 1, 1), "contact_index": "x"},
    ],
    "reviews_count >= 0 AND stars_sum BETWEEN reviews_count AND 5 * reviews_count": [
        {"stars_sum": 0},
        {"stars_sum": 6},
        {"reviews_count": -1},
    ],
    "(answered_at IS NULL) = (answer IS NULL)": [{"answer": "x"}, {"answered_at": dt.date(2026, 1, 1)}],
    "effective_at >= published_at": [{"effective_at": dt.date(2025, 1, 1)}],
    "NOT needs_two OR agreed_by_id IS NULL OR agreed_by_id <> asked_by_id": [{"agreed_by_id": 1, "asked_by_id": 1}],
    "state IN ('asked','withdrawn') OR agreed_by_id IS NOT NULL": [{"state": "done"}],
    "(verb = 'place') = (payment_id IS NOT NULL)": [{"verb": "place", "payment_id": None}, {"verb": "return", "payment_id": 1}],
    "starts_at IS NULL OR starts_at < ends_at": [{"starts_at": dt.date(2026, 1, 2), "ends_at": dt.date(2026, 1, 2)}],
    "state <> 'resolved' OR said <> ''": [{"state": "resolved", "said": ""}],
    "kind = 'missing' OR line_id IS NOT NULL": [{"kind": "extra", "line_id": None}],
    "usable_at >= added_at": [{"usable_at": dt.date(2025, 1, 1)}],
    "amount_minor > 0 OR state = 'cancelled'": [{"amount_minor": 0}],
    "(batch_id IS NULL) = (state IN ('asked','held','cancelled'))": [{"batch_id": 1}, {"state": "batched"}],
    "state <> 'held' OR held_until IS NOT NULL": [{"state": "held"}],
    "state NOT IN ('sent','done') OR (sent_at IS NOT NULL AND in_file)": [
        {"state": "sent", "batch_id": 1},
        {"state": "done", "batch_id": 1, "sent_at": dt.date(2026, 1, 1), "in_file": False},
    ],
    "kind <> 'sepa' OR currency = 'EUR'": [{"kind": "sepa"}],
    "approved_by_id IS NULL OR released_by_id IS NULL OR approved_by_id <> released_by_id": [
        {"approved_by_id": 1, "released_by_id": 1}
    ],
    "released_by_id IS NULL OR NOT needs_two OR approved_by_id IS NOT NULL": [{"released_by_id": 1}],
    "(released_at IS NULL) = (total_minor IS NULL)": [{"total_minor": 1}],
    "total_minor IS NULL OR total_minor > 0": [{"total_minor": 0, "released_at": dt.date(2026, 1, 1)}],
    "ruled_by_id IS NULL OR ruled_by_id <> decided_by_id": [{"ruled_by_id": 1, "decided_by_id": 1}],
    "(state = 'open') = (decided_at IS NULL)": [{"decided_at": dt.date(2026, 1, 1)}, {"state": "dismissed"}],
    "(state = 'acted') = (measure_id IS NOT NULL)": [{"state": "acted", "decided_at": dt.date(2026, 1, 1)}, {"measure_id": 1}],
    "decided_by_id IS NULL OR decided_by_id <> taken_by_id": [{"decided_by_id": 1}],
    "(state IN ('lifted', 'expired')) = (ended_at IS NOT NULL)": [{"ended_at": dt.date(2026, 1, 1)}, {"state": "lifted"}],
    "state <> 'appealed' OR (appealed_at IS NOT NULL AND answer_by IS NOT NULL)": [{"state": "appealed"}],
    "state <> 'upheld' OR decided_by_id IS NOT NULL": [{"state": "upheld"}],
    "reason <> '' AND remedy <> ''": [{"reason": ""}, {"remedy": ""}],
    "state <> 'refused' OR rule <> ''": [{"state": "refused", "rule": ""}],
    "state <> 'verified' OR decided_by_id IS NOT NULL": [{"state": "verified", "decided_by_id": None}],
}
SIMPLE = re.compile(
    r"(?P<column>\w+) (?:(?P<sign><>|>=|<=|=|>|<) (?P<value>\w+|'\w*')|IN \((?P<choices>.*)\)|BETWEEN (?P<least>\d+) AND (?P<most>\d+))"
)


def clauses(check: str) -> list[re.Match]:
    """The comparisons of a CHECK that joins them by AND."""
    parts = re.split(r" AND (?!\d+(?: |$))", check)
    found = [SIMPLE.fullmatch(part) for part in parts]
    assert all(found), f"add a row that breaks {check!r} to EXAMPLES"
    return found


def bad_rows(check: str, good: dict) -> list[dict]:
    """What to change in a good row so that the CHECK fails: for every part of it one change, for a range one at each end."""
    if check in EXAMPLES:
        return EXAMPLES[check]
    found = []
    for part in clauses(check):
        column, sign, value = part["column"], part["sign"], part["value"]
        if part["choices"]:
            found.append({column: "zz"})
        elif part["least"]:
            found += [{column: int(part["least"]) - 1}, {column: int(part["most"]) + 1}]
        else:
            limit = int(value) if value.isdigit() else good[value]
            found.append({column: {">=": limit - 1, ">": limit, "<=": limit + 1, "<": limit, "=": limit + 1, "<>": limit}[sign]})
    return found


def checks_of(model) -> list[str]:
    with model.bind_ctx(peewee.SqliteDatabase(None)):
        return checks_in(flat(model._schema._create_table(safe=False).query()[0]))


def good_row(model) -> dict:
    """A row that every CHECK lets pass: ones, first choices, nothing where nothing is allowed."""
    row = {}
    for field in model._meta.sorted_fields:
        kind = field.rel_field if isinstance(field, peewee.ForeignKeyField) else field
        if field.null:
            row[field.column_name] = None
        elif isinstance(kind, peewee.BooleanField):
            row[field.column_name] = True
        elif isinstance(kind, peewee.TimestampField | peewee.IntegerField | peewee.FloatField):
            row[field.column_name] = 1
        elif isinstance(kind, peewee.DateTimeField | peewee.DateField):
            row[field.column_name] = dt.date(2026, 1, 1)
        elif isinstance(kind, peewee.BlobField):
            row[field.column_name] = b"x"
        else:
            row[field.column_name] = "x"
    for check in checks_of(model):
        if check not in EXAMPLES:
            for part in clauses(check):
                if part["choices"]:
                    row[part["column"]] = part["choices"].split(",")[0].strip(" '")
    return row | WHOLE.get(model._meta.table_name, {})


def insert(database, table: str, *rows: dict) -> None:
    """Put rows in without asking whom their foreign keys point at, and take them out again."""
    with database.atomic() as attempt:
        if not isinstance(database, peewee.SqliteDatabase):
            database.execute_sql("SET LOCAL session_replication_role = replica")
        for row in rows:
            names = ", ".join(f'"{name}"' for name in row)
            marks = ", ".join([database.param] * len(row))
            database.execute_sql(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', tuple(row.values()))
        attempt.rollback()


def test_every_check_rejects_a_bad_row(migrated):
    tried = 0
    for model in tables():
        table, row = model._meta.table_name, good_row(model)
        insert(migrated, table, row)  # the bad one differs in what is said below, and in nothing else
        for check in checks_of(model):
            for change in bad_rows(check, row):
                with pytest.raises(peewee.IntegrityError, match=r"(?i)check constraint"):
                    insert(migrated, table, row | change)
                tried += 1
    assert tried > 60


def test_the_partial_indexes_let_one_row_pass_and_not_two(migrated):
    """Each of them guards something that may be there once while it is open, and often when it is over."""
    guards = {
        "payment": ({"purpose": "order", "reference": "17"}, ("state", "open", "void"), "code"),
        "payment_notice": ({"provider": "bank", "event_id": "e"}, ("outcome", "applied", "repeated"), None),
        "aftersales_case": ({"order_id": 17}, ("state", "escalated", "closed"), "code"),
        "verification_check": ({"shop_id": 17}, ("state", "in_review", "ended"), "code"),
        "suspense_decision": ({"capture_id": 17, "payment_id": 1, "agreed_by_id": 2}, ("state", "asked", "withdrawn"), None),
        "statement": ({"source": "bank", "digest": "d"}, ("state", "done", "discarded"), "code"),
        "payout_account": ({"shop_id": 17}, ("ended_at", None, dt.date(2026, 1, 1)), None),
        "payout_batch": ({"kind": "csv", "currency": "CNY"}, ("state", "made", "closed"), "code"),
        "invoice_paper": (
            {"order_id": 17},
            ("series", "sale", {"series": "credit", "kind": "credit", "refund_id": 5}),
            {"number": 2},
        ),
        "data_erasure": ({"person_id": 17}, ("state", "waiting", {"state": "refused", "ended_at": dt.date(2026, 1, 1)}), None),
        "report": (
            {"kind": "item", "thing_id": 17},
            ("state", "open", {"state": "dismissed", "decided_at": dt.date(2026, 1, 1)}),
            "code",
        ),
        "report_voice": ({"report_id": 17, "who": "person:1"}, ("counts", True, False), None),
        "measure": (
            {"kind": "item", "thing_id": 17},
            ("state", "in_force", {"state": "lifted", "ended_at": dt.date(2026, 1, 1)}),
            "code",
        ),
        "ledger_freeze": ({"order_id": 17}, ("ended_at", None, dt.date(2026, 1, 1)), None),
    }
    partial = set()
    for model in tables():
        with model.bind_ctx(peewee.SqliteDatabase(None)):
            made = [each.query()[0] for each in model._schema._create_indexes(safe=False)]
            partial |= {model._meta.table_name for each in made if each.startswith("CREATE UNIQUE ") and " WHERE " in each}
    assert partial == set(guards)
    models = {model._meta.table_name: model for model in tables()}
    for table, (same, (column, living, over), distinct) in guards.items():
        first = good_row(models[table]) | same | {"id": 1}
        second = first | {"id": 2} | (distinct if isinstance(distinct, dict) else {distinct: "y"} if distinct else {})
        insert(migrated, table, first | {column: living}, second | (over if isinstance(over, dict) else {column: over}))
        with pytest.raises(peewee.IntegrityError, match=r"(?i)unique"):
            insert(migrated, table, first | {column: living}, second | {column: living})
