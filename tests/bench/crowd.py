"""A large market made of a small one: its rows are copied inside the database, with ids, codes and times of their own.

Only SQLite, and only for measurements: the copies balance no books.
"""

from storefront.kit import db

FAR = 1000  # between the ids of one copy and the next: the small market has fewer of everything

# What belongs to a product or an order, and which columns are ids of rows that are copied too.
GOODS = {
    "product": ("id",),
    "variant": ("id", "product_id"),
    "product_picture": ("id", "product_id"),
    "stock_level": ("variant_id",),
    "collection_item": ("id", "product_id"),
    "share_link": ("id",),
}
ORDERS = {
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
    "aftersales_case": ("id", "order_id"),
    "aftersales_said": ("id", "case_id"),
    "customer": ("id",),
    "notice": ("id",),
    "message": ("id",),
    "event": ("id",),
}
# Texts that are unique, or that lead to a copied row: what the copy has instead; {n} is the number of the copy.
_CODE = "printf('%07X', t.id + {n} * 1000)"
TEXTS = {
    "product": {"code": _CODE, "buy_code": "CASE WHEN t.buy_code = '' THEN '' ELSE 'V' || printf('%07X', (SELECT v.id FROM variant v WHERE v.product_id = t.id AND v.code = t.buy_code) + {n} * 1000) END"},
    "variant": {"code": f"'V' || {_CODE}"},
    "share_link": {"code": _CODE},
    "order": {"number": _CODE, "token_hash": "{n} || '-' || SUBSTR(t.token_hash, 1, 50)", "network": "t.network || {n}"},
    "order_recipient": {"phone_index": "SUBSTR({n} || t.phone_index, 1, 32)", "email_index": "SUBSTR({n} || t.email_index, 1, 32)"},
    "customer": {"code": _CODE, "phone_index": "SUBSTR({n} || t.phone_index, 1, 32)"},
    "stock_hold": {"reference": "'order:' || (SUBSTR(t.reference, 7) + {n} * 1000)"},
    "payment": {"code": "{n} || SUBSTR(t.code, 1, 15)", "reference": "CAST(t.reference + {n} * 1000 AS TEXT)"},
    "payment_capture": {"provider_reference": "{n} || '-' || t.provider_reference"},
    "refund": {"key": "{n} || '-' || t.key"},
    "ledger_transaction": {"reference": "{n} || '-' || t.reference"},
    "aftersales_case": {"code": _CODE},
    "notice": {"dedupe": "{n} || '-' || t.dedupe"},
    "message": {"dedupe": "{n} || '-' || t.dedupe"},
    "event": {"subject": "'order:' || (SUBSTR(t.subject, 7) + {n} * 1000)", "seal": "NULL"},
}  # fmt: skip
ONLY = {
    "product": "t.shop_id = {shop} AND t.state = 'on_sale'",
    "variant": "t.product_id IN (SELECT id FROM product WHERE shop_id = {shop} AND state = 'on_sale' AND id < 1000)",
    "product_picture": "t.product_id IN (SELECT id FROM product WHERE shop_id = {shop} AND state = 'on_sale' AND id < 1000)",
    "stock_level": "t.variant_id IN (SELECT v.id FROM variant v JOIN product p ON p.id = v.product_id WHERE p.shop_id = {shop} AND p.state = 'on_sale' AND p.id < 1000)",
    "collection_item": "t.product_id IN (SELECT id FROM product WHERE shop_id = {shop} AND state = 'on_sale' AND id < 1000)",
    "share_link": "t.shop_id = {shop}",
    "event": "t.subject LIKE 'order:%'",
}  # fmt: skip


def grow(place, items: int, orders: int, shops: int, minutes: int) -> None:
    """Copy goods and orders of Mei's shop, and shops, until there are so many; an order and its next copy are `minutes` apart."""
    shop = place.world.mei.shop.id
    ask = db.database.execute_sql
    ask("PRAGMA cache_size = -400000")
    with db.transaction():
        ask("PRAGMA defer_foreign_keys = 1")
        on_sale = ask("SELECT COUNT(*) FROM product WHERE shop_id = ? AND state = 'on_sale'", (shop,)).fetchone()[0]
        placed = ask('SELECT COUNT(*) FROM "order" WHERE shop_id = ?', (shop,)).fetchone()[0]
        for table, ids in ORDERS.items():
            _copy(table, ids, orders // placed, shop, minutes)
        for table, ids in GOODS.items():
            _copy(table, ids, items // on_sale, shop, 0)
        _index_words()
        _more_shops(shop, shops)
        _count(shop)


def _copy(table: str, ids: tuple[str, ...], copies: int, shop: int, minutes: int) -> None:
    """Every row of a table again, so many times."""
    values = {}
    for column in db.database.get_columns(table):
        name = column.name
        own = f't."{name}"'
        if name in ids or (name == "position" and table in ("product", "collection_item")):
            own += f" + n.k * {FAR}"
        elif minutes and (name == "at" or name.endswith("_at")):
            own = f"strftime('%Y-%m-%d %H:%M:%f', {own}, '-' || (n.k * {minutes}) || ' minutes') || '000'"
        values[name] = TEXTS.get(table, {}).get(name, own).format(n="n.k")
    columns, chosen = ", ".join(f'"{name}"' for name in values), ", ".join(values.values())
    where = ONLY.get(table, "1").format(shop=shop)
    series = f"(WITH RECURSIVE s(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM s WHERE k < {copies}) SELECT k FROM s) n"
    rows = f'SELECT {chosen} FROM {series} CROSS JOIN (SELECT * FROM "{table}") t WHERE {where}'
    db.database.execute_sql(f'INSERT INTO "{table}" ({columns}) {rows}')


def _index_words() -> None:
    db.database.execute_sql(f"INSERT INTO product_search(rowid, words) SELECT id, search_text FROM product WHERE id > {FAR}")


def _more_shops(shop: int, shops: int) -> None:
    """Shops like Mei's with one item each."""
    names = [column.name for column in db.database.get_columns("shop")]
    own = {
        "id": "t.id + n.k * 1000",
        "slug": "'shop-' || n.k",
        "name": "'Shop ' || n.k",
        "name_key": "'shop' || n.k",
        "items_count": "1",
    }
    chosen = ", ".join(own.get(name, f't."{name}"') for name in names)
    series = f"(WITH RECURSIVE s(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM s WHERE k < {shops}) SELECT k FROM s) n"
    columns = ", ".join(f'"{name}"' for name in names)
    db.database.execute_sql(f"INSERT INTO shop ({columns}) SELECT {chosen} FROM {series} CROSS JOIN shop t WHERE t.id = {shop}")
    names = [column.name for column in db.database.get_columns("product")]
    own = {"id": "1000000000 + s.id", "shop_id": "s.id", "search_text": "''"}
    chosen = ", ".join(own.get(name, f't."{name}"') for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    first = f"(SELECT MIN(id) FROM product WHERE shop_id = {shop} AND state = 'on_sale')"
    db.database.execute_sql(
        f"INSERT INTO product ({columns}) SELECT {chosen} FROM shop s CROSS JOIN product t WHERE s.id > 1000 AND t.id = {first}"
    )


def _count(shop: int) -> None:
    """The counters that the write would have kept."""
    ask = db.database.execute_sql
    ask(
        f"UPDATE shop SET items_count = (SELECT COUNT(*) FROM product WHERE shop_id = {shop} AND state = 'on_sale') WHERE id = {shop}"
    )
    ask(f'UPDATE shop SET orders_count = (SELECT COUNT(*) FROM "order" WHERE shop_id = {shop}) WHERE id = {shop}')
    ask("UPDATE collection SET items_count = (SELECT COUNT(*) FROM collection_item i WHERE i.collection_id = collection.id)")
    ask("UPDATE message SET state = 'sent' WHERE state IN ('waiting', 'sending')")
