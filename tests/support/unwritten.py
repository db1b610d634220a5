"""Whether anything was written to the database since somebody looked: rows that nobody touched read as they did."""

from storefront.kit import db


def mark() -> tuple:
    """Two marks are the same where no row was written between them, by this connection or by others; also a write that was undone makes
    another one."""
    database = db.database
    if db.on_sqlite():
        [(others,)] = database.execute_sql("PRAGMA data_version").fetchall()
        return others, database.connection().total_changes
    database.execute_sql("SELECT pg_stat_force_next_flush()")  # what this connection counted is told when the statement has ended
    return tuple(database.execute_sql(_COUNTED).fetchall())


_COUNTED = "SELECT tup_inserted, tup_updated, tup_deleted FROM pg_stat_database WHERE datname = current_database()"
