"""Search inside a shop, on SQLite by FTS5 and on PostgreSQL by tsvector, kept by the write.

Every word in the index begins with the number of its shop, so a query, even for the beginning of a common word, touches the entries
of one shop only, however many shops there are. On SQLite the index is a table of its own that stores no text (`put` and `drop` keep
it); on PostgreSQL it is an expression index over the product's own column and keeps itself.
"""

import re

import peewee

from storefront.kit import db
from storefront.kit import search as folding

LONGEST = 8000  # characters of a product that are searched
_TABLE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS product_search USING fts5"
    "(words, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0')"
)
_VECTOR = "to_tsvector('simple', {0}search_text)"
_FIND = {
    True: "SELECT p.id FROM product_search CROSS JOIN product p ON p.id = product_search.rowid WHERE product_search MATCH ?",
    False: f"SELECT p.id FROM product p WHERE {_VECTOR.format('p.')} @@ to_tsquery('simple', %s)",
}


def create_index(database) -> None:
    """Make the index where it is missing. Used with the table of products, in migrations and in tests."""
    if isinstance(getattr(database, "obj", database), peewee.SqliteDatabase):
        database.execute_sql(_TABLE)
    else:
        database.execute_sql(f"CREATE INDEX IF NOT EXISTS product_search ON product USING gin (({_VECTOR.format('')}))")


def text_of(shop_id: int, *parts: str) -> str:
    """What stands in the index for everything there is to say about a product of the shop."""
    words = folding.fold(" ".join(part for part in parts if part)[:LONGEST]).split()
    return " ".join(_own(shop_id, word) for word in words)


def _own(shop_id: int, word: str) -> str:
    return f"s{shop_id}x{word}"


def put(product) -> None:
    """Bring the index to the product's `search_text`, in the transaction of the change."""
    if db.on_sqlite():
        db.database.execute_sql(
            "INSERT OR REPLACE INTO product_search(rowid, words) VALUES (?, ?)", (product.id, product.search_text)
        )


def drop(product) -> None:
    """Take a product out of the index."""
    if db.on_sqlite():
        db.database.execute_sql("DELETE FROM product_search WHERE rowid = ?", (product.id,))


def _query(shop_id: int, text: str) -> str | None:
    """The engine's query for what a person typed, in the words of the shop; None where nothing is left to search for."""
    if db.on_sqlite():
        query = folding.fts5(text)
        return query and re.sub(r'"([^"]*)"', lambda m: '"' + " ".join(_own(shop_id, word) for word in m[1].split()) + '"', query)
    query = folding.tsquery(text)
    return query and re.sub(r"'([^']*)'", lambda m: f"'{_own(shop_id, m[1])}'", query)


def find(shop_id: int, text: str, where: str = "p.state <> 'deleted'", before: int | None = None, limit: int = 25) -> list[int]:
    """Ids of products of the shop that match what a person typed, newest first, below the id `before`. One query.

    `where` is our own SQL about the product `p`. Nothing that can be typed raises.
    """
    query = _query(shop_id, text)
    if query is None:
        return []
    mark = db.database.param
    sql = f"{_FIND[db.on_sqlite()]} AND p.shop_id = {mark} AND {where}"
    params: list = [query, shop_id]
    # the index walks its own rows downwards and stops; the other column names the same thing
    key = "product_search.rowid" if db.on_sqlite() else "p.id"
    if before is not None:
        sql, params = f"{sql} AND {key} < {mark}", [*params, before]
    rows = db.database.execute_sql(f"{sql} ORDER BY {key} DESC LIMIT {mark}", (*params, limit)).fetchall()
    return [id_ for (id_,) in rows]
