"""Write the tables of the first release out of the models: `python .github/freeze_schema.py`.

Migrations are frozen: what the models say today is written down as SQL, so that later changes of a model cannot change what an
old migration does. Until the first release this script writes those files anew; from then on a change of the tables is a new
numbered file, written by hand, and this script is of no use but to look at the SQL of a model (`--show shop`).
"""

import re
import sys
import tempfile
from pathlib import Path

import peewee

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from app import create_app  # noqa: E402
from storefront.kit import db  # noqa: E402
from storefront.kit.config import Config  # noqa: E402
from storefront.migrations import ENGINE_TYPES  # noqa: E402

# File: what it is about, and whose tables it holds. Later files point at tables of earlier ones.
FILES = {
    "0001_people_open_shops": (
        "The ground (events, jobs, messages, limits), people, pictures and shops.",
        ("kit", "accounts", "media", "shops"),
    ),
    "0002_goods_go_on_sale": ("Goods, the index that search reads, and stock.", ("catalog", "stock")),
    "0003_money_is_held": ("The ledger, and what is paid and goes back.", ("ledger", "payments")),
    "0004_orders_are_placed": (
        "Share links, customers, bags, orders, parcels and notices.",
        ("share", "customers", "cart", "orders", "shipping", "notifications"),
    ),
    "0005_something_is_wrong": ("Cases, what both sides say and show in them.", ("aftersales",)),
    "0006_the_market_has_rules": ("What the operator sets: fees, caps, periods, words, banners.", ("policies",)),
    "0007_trust_is_counted": ("Trust cards, and what buyers say about what they got.", ("trust", "reviews")),
    "0008_shops_are_checked": ("Who is behind a shop, and the papers that show it.", ("verification",)),
    "0009_money_leaves": ("Accounts of sellers, withdrawals and their batches.", ("payouts",)),
    "0010_books_are_compared": ("Statements of banks and providers, line by line.", ("reconciliation",)),
    "0011_papers_are_numbered": ("Receipts and invoices.", ("invoices",)),
    "0012_things_are_reported": ("Reports, what was decided about them, and appeals.", ("moderation",)),
    "0013_people_ask_for_their_data": ("Exports and erasures.", ("privacy",)),
    "0014_pages_fail": ("Pages that failed, for the operator.", ("admin",)),
}
# Words that the engines do not take as names without quotes.
RESERVED = {
    "order",
    "window",
    "to",
    "references",
    "default",
    "end",
    "limit",
    "when",
    "group",
    "user",
    "check",
    "select",
    "from",
    "table",
}

SEARCH = '''

# Search inside a shop. SQLite keeps an index of its own that stores no text; PostgreSQL reads the product's column.
SQLITE = """
CREATE VIRTUAL TABLE product_search USING fts5(
    words, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0'
);
"""
POSTGRES = """
CREATE INDEX product_search ON product USING gin (
    to_tsvector('simple', search_text)
);
"""
'''


def statements(model, engine: peewee.Database) -> list[str]:
    """The SQL of one table and its indexes on one engine."""
    with model.bind_ctx(engine):
        schema = model._schema
        made = [schema._create_table(safe=False), *schema._create_indexes(safe=False)]
        return list(
            dict.fromkeys(plain(sql) for sql, _parameters in (each.query() for each in made))
        )  # a foreign key's index once


def plain(sql: str) -> str:
    """SQL without the quotes that nobody needs."""
    return re.sub(r'"(\w+)"', lambda match: match[0] if match[1] in RESERVED else match[1], sql)


def parts(sql: str) -> list[str]:
    """The columns and constraints of a CREATE TABLE: split at commas outside parentheses and texts."""
    found, depth, quoted = [""], 0, False
    for sign in sql[sql.index("(") + 1 : sql.rindex(")")]:
        quoted ^= sign == "'"
        depth += 0 if quoted else {"(": 1, ")": -1}.get(sign, 0)
        if sign == "," and not depth and not quoted:
            found.append("")
        else:
            found[-1] += sign
    return [part.strip() for part in found]


def shared(sqlite: str, postgres: str) -> str:
    """One column for both engines: where their types differ, our name for it in braces."""
    if sqlite == postgres:
        return postgres
    for name, (on_sqlite, on_postgres) in ENGINE_TYPES.items():
        if re.sub(rf"^(\S+) {on_sqlite}\b", rf"\1 {{{name}}}", sqlite) == re.sub(
            rf"^(\S+) {on_postgres}\b", rf"\1 {{{name}}}", postgres
        ):
            return re.sub(rf"^(\S+) {on_postgres}\b", rf"\1 {{{name}}}", postgres)
    raise SystemExit(f"no type of both engines for {sqlite!r} and {postgres!r}")


def table(model, sqlite: peewee.Database, postgres: peewee.Database) -> str:
    """One table with its indexes, as it stands in a migration."""
    (ours, *our_indexes), (theirs, *their_indexes) = statements(model, sqlite), statements(model, postgres)
    if our_indexes != their_indexes:
        raise SystemExit(f"{model.__name__}: the engines make different indexes")
    columns = [shared(*pair) for pair in zip(parts(ours), parts(theirs), strict=True)]
    head = theirs[: theirs.index("(")]
    body = ",\n".join(f"    {column}" for column in columns)
    return "\n".join([f"{head}(\n{body}\n);", *(f"{index};" for index in their_indexes)])


def text(about: str, tables: list[str], with_search: bool) -> str:
    """A migration file."""
    imports = "from storefront.migrations import on_sqlite, run" if with_search else "from storefront.migrations import run"
    more = SEARCH if with_search else ""
    last = "    run(database, SQLITE if on_sqlite(database) else POSTGRES)\n" if with_search else ""
    joined = "\n\n".join(tables)
    return (
        f'"""{about}"""\n\n{imports}\n\nTABLES = """\n{joined}\n"""\n{more}\n\n'
        f'def up(database):\n    """Make them."""\n    run(database, TABLES)\n{last}'
    )


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        create_app(Config.for_tests(data=Path(folder)))
        engines = db.database.obj, peewee.PostgresqlDatabase("none")
        made = {name: [] for name in FILES}
        for model in db.models():
            room = model.__module__.split(".")[1]
            if model.__module__ == "storefront.migrations":
                continue
            names = [name for name, (_about, rooms) in FILES.items() if room in rooms]
            if not names:
                raise SystemExit(f"{model.__module__}: name a file for this room in FILES")
            rank = FILES[names[0]][1].index(room)
            made[names[0]].append((rank, model._meta.table_name, table(model, *engines)))
    if "--show" in sys.argv:
        wanted = sys.argv[sys.argv.index("--show") + 1]
        print(*(sql for found in made.values() for _rank, name, sql in found if name == wanted))
        return
    for name, found in made.items():
        if not found:  # a room without tables yet
            continue
        ordered = [
            sql for _rank, _name, sql in sorted(found, key=lambda each: each[0])
        ]  # a stable sort: parents stay before children
        path = ROOT / "storefront" / "migrations" / f"{name}.py"
        path.write_text(text(FILES[name][0], ordered, "catalog" in FILES[name][1]))
        print(path.relative_to(ROOT), len(path.read_text().splitlines()), "lines")


if __name__ == "__main__":
    main()
