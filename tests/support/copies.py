"""How a few rows that the market wrote become very many: they are copied inside the database, with ids of their own."""

from storefront.kit import db

FAR = 1000  # between the ids of one copy and the next: what is copied has fewer of everything

# What belongs to an order, and which of its columns are ids of such rows.
OF_ORDERS = {
    "order": ("id",),
    "order_line": ("id", "order_id"),
    "order_recipient": ("order_id",),
    "stock_hold": ("id",),
    "payment": ("id",),
    "payment_capture": ("id", "payment_id"),
    "refund": ("id", "payment_id", "capture_id"),
    "parcel": ("id", "order_id"),
    "parcel_line": ("id", "parcel_id", "line_id"),
    "ledger_transaction": ("id", "order_id"),
    "ledger_entry": ("id", "transaction_id"),
    "event": ("id",),
}


def names_of(table: str) -> list[str]:
    """The columns of a table."""
    return [column.name for column in db.database.get_columns(table)]


def shifted(ids: tuple[str, ...]) -> dict[str, str]:
    """The ids of a copy."""
    return {name: f't."{name}" + n.k * {FAR}' for name in ids}


def copy(table: str, own: dict[str, str], copies: int, where: str = "1 = 1") -> None:
    """The rows of a table again, so many times. `own` is what a copy has instead, as SQL: t is the row, n.k the number of the copy."""
    columns = ", ".join(f'"{name}"' for name in names_of(table))
    chosen = ", ".join(own.get(name, f't."{name}"') for name in names_of(table))
    numbers = f"(WITH RECURSIVE s(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM s WHERE k < {copies}) SELECT k FROM s) n"
    rows = f'SELECT {chosen} FROM {numbers} CROSS JOIN (SELECT * FROM "{table}") t WHERE {where}'
    db.database.execute_sql(f'INSERT INTO "{table}" ({columns}) {rows}')
