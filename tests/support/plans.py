"""How the engine answers a question: which index it goes by, and whether it sorts."""

from storefront.kit import db


def plan_of(sql: str, params) -> str:
    """The plan, line by line; PostgreSQL's as if the tables were too large to be read whole or sorted."""
    if db.on_sqlite():
        return "\n".join(row[-1] for row in db.database.execute_sql(f"EXPLAIN QUERY PLAN {sql}", params).fetchall())
    with db.transaction():
        for way in ("seqscan", "bitmapscan", "sort"):
            db.database.execute_sql(f"SET LOCAL enable_{way} = off")
        return "\n".join(row[0] for row in db.database.execute_sql(f"EXPLAIN {sql}", params).fetchall())


def plans(ask, about: str = "") -> list[str]:
    """Those of every question that `ask()` asks, or of those in whose text `about` stands."""
    asked, real = [], db.database.obj
    original = real.execute_sql
    real.execute_sql = lambda sql, params=None: asked.append((sql, params)) or original(sql, params)
    try:
        ask()
    finally:
        del real.execute_sql
    return [plan_of(sql, params or ()) for sql, params in asked if about in sql]
