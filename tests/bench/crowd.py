"""A large market made of a small one: its rows are copied inside the database, with ids, codes and times of their own.

Only SQLite, and only for measurements: the copies balance no books.
"""

from storefront.kit import db
from tests.support.copies import FAR, OF_ORDERS, copy, names_of, shifted

# What belongs to a product or an order, and which columns are ids of rows that are copied too.
GOODS = {
    "product": ("id",),
    "variant": ("id", "product_id"),
    "product_picture": ("id", "product_id"),
    "stock_level": ("variant_id",),
    "collection_item": ("id", "product_id"),
    "share_link": ("id",),
}
ORDERS = OF_ORDERS | {
    "aftersales_case": ("id", "order_id"),
    "aftersales_said": ("id", "case_id"),
    "customer": ("id",),
    "notice": ("id",),
    "message": ("id",),
}
# Texts that are unique, or that lead to a copied row: what the copy has instead; {n} is the number of the copy.
_CODE = "printf('%07X', t.id + {n} * 1000)"
TEXTS = {
    "product": {"code": _CODE, "buy_code": "CASE WHEN t.buy_code = '' THEN '' ELSE 'V' || printf('%07X', (SELECT v.id FROM variant v WHERE v.product_id = t.id AND v.code = t.buy_code) + {n} * 1000) END"},
    "variant": {"code": f"'V' || {_CODE}"},
    "share_link": {"code": _CODE, "target": "(SELECT printf('%07X', p.id + {n} * 1000) FROM product p WHERE p.code = t.target)"},  # to the copy
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
    "share_link": "t.kind = 'product' AND t.target IN (SELECT code FROM product WHERE shop_id = {shop} AND state = 'on_sale' AND id < 1000)",
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
    own = shifted((*ids, "position") if table in ("product", "collection_item") else ids)
    for name in names_of(table) if minutes else ():
        if name == "at" or name.endswith("_at"):
            own[name] = f"strftime('%Y-%m-%d %H:%M:%f', t.\"{name}\", '-' || (n.k * {minutes}) || ' minutes') || '000'"
    own |= {name: text.format(n="n.k") for name, text in TEXTS.get(table, {}).items()}
    copy(table, own, copies, ONLY.get(table, "1").format(shop=shop))


def _index_words() -> None:
    db.database.execute_sql(f"INSERT INTO product_search(rowid, words) SELECT id, search_text FROM product WHERE id > {FAR}")


def _more_shops(shop: int, shops: int) -> None:
    """Shops like Mei's with one item each, of people like her."""
    owner = {"id": "t.id + n.k * 1000"} | {
        name: f"SUBSTR(n.k || '-' || t.{name}, 1, 32)" for name in ("phone_index", "email_index")
    }
    copy("person", owner, shops, f"t.id = (SELECT owner_id FROM shop WHERE id = {shop})")
    own = {
        "id": "t.id + n.k * 1000",
        "owner_id": "t.owner_id + n.k * 1000",
        "slug": "'shop-' || n.k",
        "name": "'Shop ' || n.k",
        "name_key": "'shop' || n.k",
        "items_count": "1",
    }
    copy("shop", own, shops, f"t.id = {shop}")
    names = names_of("product")
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
