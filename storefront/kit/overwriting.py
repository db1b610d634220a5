"""What a disk still remembers of rows that were deleted or changed."""

from contextlib import contextmanager

from storefront.kit import db


@contextmanager
def thoroughly():
    """For the block, whatever is deleted or changed is overwritten on the disk too; then the journal forgets it. Not inside a transaction.

    PostgreSQL keeps the old rows until it cleans up by itself (autovacuum).
    """
    with db.connection():
        if not db.on_sqlite():
            yield
            return
        db.database.execute_sql("PRAGMA secure_delete = ON")
        try:
            yield
        finally:
            db.database.execute_sql("PRAGMA secure_delete = FAST")
        db.database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()  # where somebody reads, the next one does it
