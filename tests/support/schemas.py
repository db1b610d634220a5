"""Tables, columns, indexes and CHECKs as each engine tells them, so that two databases can be compared."""

import re

import peewee

from storefront import migrations
from storefront.kit import db


def tables() -> list[type[db.Base]]:
    return [model for model in db.models() if model is not migrations.Applied]


def schema_of(database) -> dict[str, dict]:
    """{table: {"columns": …, "indexes": …, "keys": …, "checks": …}} without order, spacing and quotes."""
    return sqlite_schema(database) if isinstance(database, peewee.SqliteDatabase) else postgres_schema(database)


def flat(sql: str | None) -> str:
    return re.sub(r"\s+", " ", (sql or "").replace('"', "")).strip()


def checks_in(sql: str) -> list[str]:
    """The expressions of the CHECKs of a CREATE TABLE: from each CHECK's parenthesis to the one that closes it."""
    found = []
    for match in re.finditer(r"\bCHECK \(", sql):
        depth, start = 1, match.end()
        for end in range(start, len(sql)):
            depth += {"(": 1, ")": -1}.get(sql[end], 0)
            if not depth:
                found.append(flat(sql[start:end]))
                break
    return sorted(found)


def sqlite_schema(database) -> dict[str, dict]:
    schema = {}
    everything = "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    for table, sql in database.execute_sql(everything).fetchall():
        rows = {
            what: database.execute_sql(f'PRAGMA {what}("{table}")').fetchall()
            for what in ("table_xinfo", "index_list", "foreign_key_list")
        }
        indexes = {}
        for _number, name, unique, origin, *_partial in rows["index_list"]:
            columns = tuple(row[2] for row in database.execute_sql(f'PRAGMA index_info("{name}")').fetchall())
            made = database.execute_sql("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).fetchone()
            where = flat(made[0] if made else "").partition(" WHERE ")[2]
            indexes[name] = (unique, origin, columns, where)
        schema[table] = {
            "columns": {
                name: (kind, nulls, default, key) for _at, name, kind, nulls, default, key, _hidden in rows["table_xinfo"]
            },
            "indexes": indexes,
            "keys": sorted(row[2:7] for row in rows["foreign_key_list"]),
            "checks": checks_in(sql),
            "virtual": re.sub(r"\s", "", sql) if sql.startswith("CREATE VIRTUAL") else "",
        }
    return schema


def postgres_schema(database) -> dict[str, dict]:
    def ask(sql):
        return database.execute_sql(sql).fetchall()

    schema = {
        name: {"columns": {}, "indexes": {}, "constraints": []}
        for (name,) in ask("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace")
    }
    for table, name, kind, nulls, default in ask(
        "SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid)"
        " FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum"
        " WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace"
    ):
        schema[table]["columns"][name] = (kind, nulls, default)
    for table, name, definition in ask(
        "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()"
    ):
        schema[table]["indexes"][name] = definition
    for table, definition in ask(
        "SELECT c.relname, pg_get_constraintdef(k.oid) FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid"
        " WHERE k.connamespace = current_schema()::regnamespace ORDER BY 1, 2"
    ):
        schema[table]["constraints"].append(definition)
    return schema
