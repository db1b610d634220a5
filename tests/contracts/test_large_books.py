"""T12 and T20: books of years are proved, copied and put back. A handful of orders that the market itself wrote is copied until there are
so many."""

import time
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from storefront import check, orders
from storefront.kit import audit, db
from tests.contracts.test_oracle import Tampering
from tests.support import engines
from tests.support.copies import FAR, OF_ORDERS, copy, shifted
from tests.support.server import run, write_keys

NAMED = {"stock_hold": "reference", "ledger_transaction": "reference", "event": "subject"}  # "order:17"
# What is unique gets the number of the copy in front; with the width of the column.
UNIQUE = {
    "order": {"token_hash": 64, "number": 8},
    "payment": {"code": 22, "provider_reference": 80},
    "payment_capture": {"provider_reference": 80},
    "refund": {"key": 80},
}


def _copy(table: str, copies: int) -> None:
    """Every row of a table again, so many times, with the ids of the copy."""
    own = shifted(OF_ORDERS[table])
    for name, width in UNIQUE.get(table, {}).items():
        own[name] = f'SUBSTR(CAST(n.k AS TEXT) || t."{name}", 1, {width})'
    if name := NAMED.get(table):
        own[name] = _renamed(name)
    if table == "payment":
        own["reference"] = _number('t."reference"')
    if table == "ledger_entry":  # the account too, where it is an escrow
        kind = "(SELECT kind FROM ledger_account a WHERE a.id = t.account_id)"
        own["account_id"] = f"CASE WHEN {kind} = 'escrow' THEN t.account_id + n.k * {FAR} ELSE t.account_id END"
    if table == "event":
        own["seal"] = "NULL"
    copy(table, own, copies)


def _number(text: str) -> str:
    return f"CAST(CAST({text} AS INTEGER) + n.k * {FAR} AS TEXT)"


def _renamed(name: str) -> str:
    """ "order:17" → "order:1017" for the noun of each row; what is no row of an order keeps its name."""
    kinds = ("order", "capture", "refund", "payment", "parcel")
    cases = [
        f"""WHEN SUBSTR(t."{name}", 1, {len(kind) + 1}) = '{kind}:' THEN '{kind}:' || {_number(f'SUBSTR(t."{name}", {len(kind) + 2})')}"""
        for kind in kinds
    ]
    return f'CASE {" ".join(cases)} ELSE t."{name}" END'


def _copy_escrows(copies: int) -> None:
    copy("ledger_account", shifted(("id",)) | {"key": _number("t.key")}, copies, "t.kind = 'escrow'")
    held = "(SELECT SUM(e.balance_minor) FROM ledger_account e WHERE e.kind = 'escrow' AND e.shop_id = ledger_account.shop_id)"
    db.database.execute_sql(f"UPDATE ledger_account SET held_minor = {held} WHERE kind = 'shop'")


def _copy_papers(copies: int) -> None:
    """Numbers go on without a gap: those of a copy follow those of the one before it."""
    last = "(SELECT last_number FROM invoice_counter c WHERE c.shop_id = t.shop_id AND c.series = t.series)"
    copy("invoice_paper", shifted(("id", "order_id", "refund_id")) | {"number": f"t.number + n.k * {last}"}, copies)
    db.database.execute_sql(f"UPDATE invoice_counter SET last_number = last_number * {copies + 1}")


def _handful(market) -> None:
    """Ten orders that nothing of the shop's own balance or shelf depends on."""
    bowl = [(market.mei.bowl, 1)]
    for _ in range(4):
        market.paid(items=bowl)
    for number in range(4):
        market.shipped(items=bowl, number=f"SF13579246800{number:02d}")
    orders.cancel(market.paid(items=bowl), "Sorry")
    orders.refund(market.paid(items=[(market.mei.bowl, 2)]), 500, "A chip", "part")


def _grow(copies: int) -> None:
    with db.transaction():
        db.database.execute_sql("DELETE FROM delivery")  # they point at events; the books do not read them
        db.database.execute_sql("DELETE FROM job_task")
        sold = f"orders_count * {copies + 1}, sold_count = sold_count * {copies + 1}"
        db.database.execute_sql(f"UPDATE shop SET orders_count = {sold}")
        sent = f"shipped_count * {copies + 1}, ship_seconds = ship_seconds * {copies + 1}"
        db.database.execute_sql(f"UPDATE trust_card SET shipped_count = {sent}")
        _copy_escrows(copies)
        for table in OF_ORDERS:
            # nothing but orders has events here: shops and goods were made before, and their history is not copied
            _copy(table, copies) if table != "event" else _copy_history(copies)
        _copy_papers(copies)
    if not db.on_sqlite():
        db.database.execute_sql("ANALYZE")


def _copy_history(copies: int) -> None:
    db.database.execute_sql("UPDATE event SET seal = NULL")
    db.database.execute_sql("DELETE FROM event_chain_end")
    db.database.execute_sql(
        "DELETE FROM event WHERE SUBSTR(subject, 1, 6) <> 'order:' AND SUBSTR(subject, 1, 8) <> 'payment:' AND after IS NULL"
    )
    _copy("event", copies)


@pytest.mark.drill
@pytest.mark.timeout(1800)
def test_a_hundred_thousand_orders_are_proved_in_a_minute(market, capsys):
    _handful(market)
    assert check.run() == []
    with Tampering():
        _grow(9_999)
    audit.seal_all()
    started = time.perf_counter()
    assert check.run() == []
    whole = time.perf_counter() - started
    started = time.perf_counter()
    assert check.run(since_last=True) == []
    again = time.perf_counter() - started
    count = {
        table: db.database.execute_sql(f'SELECT COUNT(*) FROM "{table}"').fetchone()[0]
        for table in ("order", "ledger_entry", "event")
    }
    with capsys.disabled():
        print(f"\n  {count}: the oracle took {whole:.1f} s, without the events known before {again:.1f} s")
    assert count["order"] == 100_000
    assert whole <= 60


@pytest.mark.drill
@pytest.mark.timeout(3600)
def test_a_database_of_a_gigabyte_comes_back_within_a_quarter_of_an_hour(
    market, config, engine, tmp_path, monkeypatch, capsys, worker_id
):
    _handful(market)
    with Tampering():
        _grow(24_999)
    audit.seal_all()
    url = ""
    if engine == "postgres":
        engines.tools_first(monkeypatch)
        url = engines.create_database(parse_qs(urlsplit(config.database_url).query)["host"][0], f"restored_{worker_id}")
    elsewhere = replace(config, data=tmp_path / "restored", database=url)
    write_keys(config)
    large, copied = _bytes(), tmp_path / "copy"
    before = time.perf_counter()
    done = run(config, "backup", str(copied), within=1800)
    assert done.returncode == 0, done.stderr
    between = time.perf_counter()
    done = run(elsewhere, "restore", str(copied), within=1800)  # proves the books, too
    assert done.returncode == 0, done.stdout + done.stderr
    took = time.perf_counter() - between
    with capsys.disabled():
        print(f"\n  {large / 1e9:.2f} GB: backup {between - before:.0f} s, restore with the oracle {took:.0f} s")
    assert large >= 1e9
    assert took <= 15 * 60


def _bytes() -> int:
    of_file, of_server = "page_count * page_size FROM pragma_page_count, pragma_page_size", "pg_database_size(current_database())"
    return db.database.execute_sql(f"SELECT {of_file if db.on_sqlite() else of_server}").fetchone()[0]
