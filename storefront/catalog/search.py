"""Search inside a shop, on SQLite by FTS5 and on PostgreSQL by tsvector, kept by the write.

The shop's number is a word of the indexed text, so a query touches the entries of one shop only, however many shops there are.
On SQLite the index is a table of its own that stores no text (`put` and `drop` keep it); on PostgreSQL it is an expression index
over the product's own columns and keeps itself.
"""

import peewee

from storefront.kit import db
from storefront.kit import search as folding

_TABLE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS product_search USING fts5"
    "(shop, words, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0', prefix='1 2 3')"
)
_VECTOR = "to_tsvector('simple', 'inshop' || {0}shop_id::text || ' ' || {0}search_text)"


def create_index(database) -> None:
    """Make the index where it is missing. Used with the table of products, in migrations and in tests."""
    if isinstance(getattr(database, "obj", database), peewee.SqliteDatabase):
        database.execute_sql(_TABLE)
    else:
        database.execute_sql(f"CREATE INDEX IF NOT EXISTS product_search ON product USING gin (({_VECTOR.format('')}))")


def text_of(*parts: str) -> str:
    """The searchable form of everything there is to say about a product."""
    return folding.fold(" ".join(part for part in parts if part))[:8000]


def put(product) -> None:
    """Bring the index to the product's `search_text`, in the transaction of the change."""
    if db.on_sqlite():
        db.database.execute_sql(
            "INSERT OR REPLACE INTO product_search(rowid, shop, words) VALUES (?, ?, ?)",
            (product.id, f"inshop{product.shop_id}", product.search_text),
        )


def drop(product) -> None:
    """Take a product out of the index."""
    if db.on_sqlite():
        db.database.execute_sql("DELETE FROM product_search WHERE rowid = ?", (product.id,))


def condition(shop_id: int, text: str, alias: str = "p") -> tuple[str, str] | None:
    """(SQL condition, its one parameter) that holds for products of the shop that match what a person typed.

    None where nothing is left to search for (only signs, only spaces).
    """
    if db.on_sqlite():
        query = folding.fts5(text)
        if query is None:
            return None
        matches = f"(SELECT rowid FROM product_search WHERE product_search MATCH {db.database.param})"
        return f"{alias}.id IN {matches}", f'shop : "inshop{shop_id}" AND words : ({query})'
    query = folding.tsquery(text)
    if query is None:
        return None
    return f"{_VECTOR.format(alias + '.')} @@ to_tsquery('simple', {db.database.param})", f"'inshop{shop_id}' & {query}"
